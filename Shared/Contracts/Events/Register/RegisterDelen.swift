import Foundation

// Teams and people of an organisation.
extension RegisterEvents {
    /// Kinds of organisation in the chain.
    public enum Organisatiesoort: String, Code {
        case lokaalTeam = "lokaal-team"
        case gemeente
        case rvt
        case veiligThuis = "veilig-thuis"
        case rvdk
        case gi
        case melderSchool = "melder-school"
        case politie
        case huisarts
        case kinderopvang
        case ggd
        case leerplicht
        case zorgaanbieder
        case pleegzorg
        case anders
    }

    /// What a person does in a team.
    public enum Rol: String, Code {
        case teamleider
        case planner
        case werker
        case bereikbaarheidsdienst
    }

    /// A team within an organisation.
    public struct Team: Contract {
        public var id: Codewoord
        public var naam: Organisatienaam
        public var teamleider: MedewerkerId
        public var planners: [MedewerkerId]

        public init(id: Codewoord, naam: Organisatienaam, teamleider: MedewerkerId, planners: [MedewerkerId]) {
            self.id = id
            self.naam = naam
            self.teamleider = teamleider
            self.planners = planners
        }

        public static var title: String { "Team" }
        public static var fields: [String: String] {
            [
                "id": "Id van het team.",
                "naam": "Naam van het team.",
                "teamleider": "Wie het team leidt.",
                "planners": "Wie het werk verdelen.",
            ]
        }
        public static var example: Team {
            Team(id: .placeholder, naam: .placeholder, teamleider: .placeholder, planners: [.placeholder])
        }
    }

    /// A person, by an id that says nothing; the name stays at the organisation.
    public struct Medewerker: Contract {
        public var id: MedewerkerId
        public var rollen: [Rol]
        public var team: Codewoord?
        public var mandaten: [Codewoord]
        public var vervanger: MedewerkerId?
        public var afwezigTot: Date?

        public init(
            id: MedewerkerId, rollen: [Rol], team: Codewoord?, mandaten: [Codewoord], vervanger: MedewerkerId?,
            afwezigTot: Date?
        ) {
            self.id = id
            self.rollen = rollen
            self.team = team
            self.mandaten = mandaten
            self.vervanger = vervanger
            self.afwezigTot = afwezigTot
        }

        public static var title: String { "Medewerker" }
        public static var fields: [String: String] {
            [
                "id": "Id van de medewerker.",
                "rollen": "Wat deze medewerker doet.",
                "team": "Team van de medewerker.",
                "mandaten": "Mandaten van de medewerker.",
                "vervanger": "Wie waarneemt bij afwezigheid.",
                "afwezigTot": "Tot wanneer de medewerker er niet is.",
            ]
        }
        public static var example: Medewerker {
            Medewerker(
                id: .placeholder, rollen: [.teamleider, .planner], team: .placeholder, mandaten: [.placeholder],
                vervanger: nil, afwezigTot: nil)
        }
    }
}
