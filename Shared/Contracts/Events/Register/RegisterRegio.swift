import Foundation

// A region.
extension RegisterEvents {
    /// One region with its routing, named people and terms, as it is from now on.
    public struct RegioVastgelegd: EventData {
        public var code: Codewoord
        public var versie: Int
        public var naam: Organisatienaam
        public var routering: [Route]
        public var aanspreekpunt: Persoon
        public var beslissers: [Beslisser]
        public var termijnen: [String: Termijnduur]

        public init(
            code: Codewoord, versie: Int, naam: Organisatienaam, routering: [Route], aanspreekpunt: Persoon,
            beslissers: [Beslisser], termijnen: [String: Termijnduur]
        ) {
            self.code = code
            self.versie = versie
            self.naam = naam
            self.routering = routering
            self.aanspreekpunt = aanspreekpunt
            self.beslissers = beslissers
            self.termijnen = termijnen
        }

        public static let eventType = RegisterEvents.type("regio-vastgelegd")
        public static var title: String { "Regio vastgelegd" }
        public static var fields: [String: String] {
            [
                "code": "Code van de regio.",
                "versie": "Oplopend nummer van deze vastlegging.",
                "naam": "Naam van de regio.",
                "routering": "Wie welke melding behandelt.",
                "aanspreekpunt": "Wie het hoort als niemand antwoordt (150 procent).",
                "beslissers": "Wie beslist bij een geschil tussen twee organisaties.",
                "termijnen": "Afwijkende termijnen, per soort termijn.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["routering": 0...400] }
        public static var example: RegioVastgelegd {
            RegioVastgelegd(
                code: .placeholder, versie: 1, naam: .placeholder, routering: [.example], aanspreekpunt: .example,
                beslissers: [.example], termijnen: ["overdracht-beantwoorden": .example])
        }

        public func check() -> [Violation] {
            var fouten: [Violation] = []
            if versie < 1 {
                fouten.append(
                    Violation(pointer: "/versie", code: Violation.Codes.value, detail: "Hier hoort een getal vanaf 1."))
            }
            for soort in termijnen.keys.sorted() where Codewoord(soort) == nil {
                fouten.append(
                    Violation(
                        pointer: "/termijnen", code: Violation.Codes.value,
                        detail: "Een soort termijn is een codewoord."))
            }
            return fouten
        }
    }

    /// Who deals with what comes from a gemeente.
    public struct Route: Contract {
        public var gemeente: Gemeentecode
        public var meldingSoort: MeldingenEvents.Soort?
        public var organisatie: OIN

        public init(gemeente: Gemeentecode, meldingSoort: MeldingenEvents.Soort?, organisatie: OIN) {
            self.gemeente = gemeente
            self.meldingSoort = meldingSoort
            self.organisatie = organisatie
        }

        public static var title: String { "Route" }
        public static var fields: [String: String] {
            [
                "gemeente": "De gemeente.",
                "meldingSoort": "Alleen voor deze soort; zonder soort voor alle overige.",
                "organisatie": "Wie behandelt.",
            ]
        }
        public static var example: Route {
            Route(gemeente: .placeholder, meldingSoort: .vtMelding, organisatie: .placeholder)
        }
    }

    /// O12, O13: a person of neither organisation, with a mandate, fixed before there is a dispute.
    public struct Beslisser: Contract {
        public var tussen: [OIN]
        public var organisatie: OIN
        public var medewerker: MedewerkerId
        /// Nil for all of them.
        public var over: [OverdrachtenEvents.Geschilsoort]?

        public init(
            tussen: [OIN], organisatie: OIN, medewerker: MedewerkerId, over: [OverdrachtenEvents.Geschilsoort]? = nil
        ) {
            self.tussen = tussen
            self.organisatie = organisatie
            self.medewerker = medewerker
            self.over = over
        }

        public static var title: String { "Beslisser" }
        public static var fields: [String: String] {
            [
                "tussen": "De twee organisaties; geen betekent elk tweetal van de regio.",
                "organisatie": "Organisatie van de beslisser.",
                "medewerker": "Wie beslist; heeft het mandaat regiegeschil of geschil.",
                "over": "Alleen over deze geschillen; zonder deze over alle.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["tussen": 0...2, "over": 1...4] }
        public func check() -> [Violation] {
            tussen.count == 1
                ? [Violation(pointer: "/tussen", code: Violation.Codes.value, detail: "Noem er twee, of geen.")] : []
        }
        public static var example: Beslisser {
            Beslisser(tussen: [.placeholder, .placeholder], organisatie: .placeholder, medewerker: .placeholder)
        }
    }

    /// How long a term lasts; for regular work a day is a working day.
    public struct Termijnduur: Contract {
        public var regulier: Duur
        public var spoed: Duur?

        public init(regulier: Duur, spoed: Duur?) {
            self.regulier = regulier
            self.spoed = spoed
        }

        public static var title: String { "Duur van een termijn" }
        public static var fields: [String: String] {
            [
                "regulier": "Gewone duur; dagen en weken in werkdagen.",
                "spoed": "Duur bij spoed, in kloktijd; zonder deze geldt de gewone.",
            ]
        }
        public static var example: Termijnduur {
            Termijnduur(regulier: .placeholder, spoed: .placeholder)
        }
    }
}
