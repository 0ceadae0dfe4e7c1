/// What an organisation sends on its own topic `keten.in.<oin>`: held to the letter, without identifying fields.
public enum InkomendEvents {
    public static let all: [any EventData.Type] = [
        MeldingAangeboden.self, TaakBezorgdGemeld.self, TaakGezienGemeld.self,
    ]

    static func type(_ name: String) -> EventType { EventType(domain: "inkomend", name: name) }
}
