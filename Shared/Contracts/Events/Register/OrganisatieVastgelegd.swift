/// An organisation with its teams and people. People are ids: no name stands on Kafka.
public struct OrganisatieVastgelegd: EventData {
    public var oin: OIN
    public var versie: Int
    public var soort: OrganisatieSoort
    public var regio: Codewoord
    public var gemeenten: [Gemeentecode]
    public var actief: Bool
    /// Who takes over its open offers, tasks and terms (O23).
    public var opvolger: OIN?
    public var kanalen: [Kanaal]
    public var teams: [Team]
    public var medewerkers: [Medewerker]

    public static let eventType = RegisterEvents.type("organisatie-vastgelegd")
    public static var title: String { "Organisatie vastgelegd" }
    public static var fields: [String: String] {
        [
            "oin": "Het OIN van de organisatie.",
            "versie": "Versie van het register; de hoogste geldt.",
            "soort": "Wat de organisatie in de keten is.",
            "regio": "De regio waar zij bij hoort.",
            "gemeenten": "De gemeenten waarvoor zij werkt.",
            "actief": "Of zij nu meedoet.",
            "opvolger": "Wie haar open aanbiedingen, taken en termijnen overneemt.",
            "kanalen": "Hoe zij bericht wil krijgen.",
            "teams": "Haar teams.",
            "medewerkers": "Wie er namens haar mag handelen.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["medewerkers": 0...400, "gemeenten": 0...400] }
    public static var example: OrganisatieVastgelegd {
        OrganisatieVastgelegd(
            oin: .placeholder, versie: 1, soort: .lokaalTeam, regio: .placeholder, gemeenten: [.placeholder], actief: true,
            opvolger: nil, kanalen: [.inbox], teams: [.example], medewerkers: [.example])
    }
}

/// A team, its lead and who plans for it.
public struct Team: Contract {
    public var id: Codewoord
    public var teamleider: MedewerkerId
    public var planners: [MedewerkerId]

    public static var title: String { "Team" }
    public static var strictness: Strictness { .tolerant }
    public static var fields: [String: String] {
        ["id": "Naam van het team in het register.", "teamleider": "Wie het team leidt.", "planners": "Wie het werk verdeelt."]
    }
    public static var example: Team { Team(id: .placeholder, teamleider: .placeholder, planners: [.placeholder]) }
}

/// A person at an organisation, by an id that says nothing.
public struct Medewerker: Contract {
    public var id: MedewerkerId
    public var team: Codewoord?
    public var rollen: [Rol]
    public var mandaten: [Codewoord]
    /// Who does the work while this person is away (N5).
    public var vervanger: MedewerkerId?
    public var afwezigTot: Datum?
    public var actief: Bool

    public static var title: String { "Medewerker" }
    public static var strictness: Strictness { .tolerant }
    public static var fields: [String: String] {
        [
            "id": "Kenmerk van de medewerker, zonder naam.",
            "team": "Het team.",
            "rollen": "Wat de medewerker doet.",
            "mandaten": "Wat de medewerker mag beslissen.",
            "vervanger": "Wie het werk overneemt bij afwezigheid.",
            "afwezigTot": "Afwezig tot en met deze dag.",
            "actief": "Of de medewerker hier nu werkt.",
        ]
    }
    public static var example: Medewerker {
        Medewerker(
            id: .placeholder, team: nil, rollen: [.werker], mandaten: [], vervanger: nil, afwezigTot: nil, actief: true)
    }
}
