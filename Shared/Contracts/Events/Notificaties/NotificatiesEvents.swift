/// What an organisation receives on its own topic `keten.uit.<oin>` or by webhook, written by notificaties alone.
public enum NotificatiesEvents {
    public static let all: [any EventData.Type] = [
        TaakAangeboden.self, MeldingStatusGewijzigd.self, BerichtVerwerkt.self,
        BerichtGeweigerd.self,
    ]

    static func type(_ name: String) -> EventType { EventType(domain: "notificaties", name: name) }
}
