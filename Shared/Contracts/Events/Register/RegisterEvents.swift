/// Organisations, teams, people, routing and terms; topic `keten.register`, written by keten alone and kept for ever.
///
/// Each event is the whole entry; the highest `versie` holds. Names of people are never in it.
public enum RegisterEvents {
    public static let all: [any EventData.Type] = [
        OrganisatieVastgelegd.self, RegioVastgelegd.self, AansluitingVastgelegd.self, OefeningVastgelegd.self,
    ]

    static func type(_ name: String) -> EventType { EventType(domain: "register", name: name) }
}
