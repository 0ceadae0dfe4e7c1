import Foundation

// An organisation.
extension RegisterEvents {
    /// One organisation with its teams and people, as it is from now on.
    public struct OrganisatieVastgelegd: EventData {
        public var oin: OIN
        public var versie: Int
        public var naam: Organisatienaam
        public var soort: Organisatiesoort
        public var regio: Codewoord
        public var gemeenten: [Gemeentecode]
        public var teams: [Team]
        public var medewerkers: [Medewerker]
        public var kanalen: [BevestigingenEvents.Kanaal]
        public var actief: Bool
        public var opvolger: OIN?
        /// Where it is split (O23): who takes over what belongs to some gemeenten; the rest is the `opvolger`'s.
        public var opvolgers: [Gemeenteopvolger]?
        /// The first day on which it takes no part any more; it says so before (V7). Without it `actief` decides.
        public var stoptOp: Datum?
        /// How long it keeps content, by kind of record (P4); nil where the chain's defaults hold.
        public var bewaartermijnen: [String: Bewaartermijn]?
        /// O5: when it is at its office; nil where the region's hold.
        public var kantooruren: Kantooruren?

        public init(
            oin: OIN, versie: Int, naam: Organisatienaam, soort: Organisatiesoort, regio: Codewoord,
            gemeenten: [Gemeentecode], teams: [Team], medewerkers: [Medewerker], kanalen: [BevestigingenEvents.Kanaal],
            actief: Bool, opvolger: OIN?, opvolgers: [Gemeenteopvolger]? = nil, stoptOp: Datum? = nil,
            bewaartermijnen: [String: Bewaartermijn]? = nil, kantooruren: Kantooruren? = nil
        ) {
            self.oin = oin
            self.versie = versie
            self.naam = naam
            self.soort = soort
            self.regio = regio
            self.gemeenten = gemeenten
            self.teams = teams
            self.medewerkers = medewerkers
            self.kanalen = kanalen
            self.actief = actief
            self.opvolger = opvolger
            self.opvolgers = opvolgers
            self.stoptOp = stoptOp
            self.bewaartermijnen = bewaartermijnen
            self.kantooruren = kantooruren
        }

        public static let eventType = RegisterEvents.type("organisatie-vastgelegd")
        public static var title: String { "Organisatie vastgelegd" }
        public static var fields: [String: String] {
            [
                "oin": "OIN van de organisatie.",
                "versie": "Oplopend nummer van deze vastlegging.",
                "naam": "Naam van de organisatie.",
                "soort": "Soort organisatie.",
                "regio": "Regio waar zij bij hoort.",
                "gemeenten": "Gemeenten waarvoor zij werkt.",
                "teams": "Haar teams.",
                "medewerkers": "Haar medewerkers, alleen met hun id.",
                "kanalen": "Hoe zij berichten ontvangt, het eerste kanaal eerst.",
                "actief": "Of zij meedoet.",
                "opvolger": "Wie haar taken overneemt als zij stopt.",
                "opvolgers": "Wie dat per gemeente doet, als zij gesplitst wordt; de rest is voor de opvolger.",
                "stoptOp": "De eerste dag waarop zij niet meer meedoet.",
                "bewaartermijnen": "Hoe lang zij bewaart na het einde, per soort; anders geldt de gewone termijn.",
                "kantooruren": "Wanneer zij op kantoor is; daarbuiten gaat spoed naar de bereikbaarheidsdienst.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] {
            [
                "gemeenten": 0...400, "medewerkers": 0...1_000, "opvolgers": 0...400,
            ]
        }
        public static var example: OrganisatieVastgelegd {
            OrganisatieVastgelegd(
                oin: .placeholder, versie: 1, naam: .placeholder, soort: .lokaalTeam, regio: .placeholder,
                gemeenten: [.placeholder], teams: [.example], medewerkers: [.example], kanalen: [.sse], actief: true,
                opvolger: nil)
        }

        public func check() -> [Violation] {
            let bekend = Set(medewerkers.map(\.id))
            let teamIds = Set(teams.map(\.id))
            var fouten: [Violation] = []
            func eis(_ klopt: Bool, _ pointer: String, _ detail: String) {
                if !klopt { fouten.append(Violation(pointer: pointer, code: Violation.Codes.value, detail: detail)) }
            }
            eis(versie > 0, "/versie", "Hier hoort een getal vanaf 1.")
            eis(opvolger != oin, "/opvolger", "Niemand volgt zichzelf op.")
            eis(
                !(opvolgers ?? []).contains { $0.organisatie == oin }, "/opvolgers", "Niemand volgt zichzelf op.")
            for soort in bewaartermijnen?.keys.sorted() ?? [] {
                eis(Bewaarsoort(rawValue: soort) != nil, "/bewaartermijnen/\(soort)", "Dit wordt niet bewaard.")
            }
            eis(bekend.count == medewerkers.count, "/medewerkers", "Elke medewerker staat er één keer in.")
            eis(teamIds.count == teams.count, "/teams", "Elk team staat er één keer in.")
            for (index, team) in teams.enumerated() {
                eis(bekend.contains(team.teamleider), "/teams/\(index)/teamleider", "Deze medewerker staat er niet in.")
                eis(bekend.isSuperset(of: team.planners), "/teams/\(index)/planners", "Een planner staat er niet in.")
            }
            for (index, medewerker) in medewerkers.enumerated() {
                let plaats = "/medewerkers/\(index)"
                eis(medewerker.team.map(teamIds.contains) ?? true, plaats + "/team", "Dit team staat er niet in.")
                eis(medewerker.vervanger != medewerker.id, plaats + "/vervanger", "Niemand vervangt zichzelf.")
                eis(
                    medewerker.vervanger.map(bekend.contains) ?? true, plaats + "/vervanger",
                    "De vervanger staat er niet in.")
            }
            return fouten
        }
    }

    /// Who takes over what of a split organisation belongs to one gemeente.
    public struct Gemeenteopvolger: Contract, Hashable {
        public var gemeente: Gemeentecode
        public var organisatie: OIN

        public init(gemeente: Gemeentecode, organisatie: OIN) {
            self.gemeente = gemeente
            self.organisatie = organisatie
        }

        public static var title: String { "Opvolger voor een gemeente" }
        public static var fields: [String: String] {
            ["gemeente": "De gemeente.", "organisatie": "Wie voor die gemeente overneemt."]
        }
        public static var example: Gemeenteopvolger {
            Gemeenteopvolger(gemeente: .placeholder, organisatie: .placeholder)
        }
    }
}
