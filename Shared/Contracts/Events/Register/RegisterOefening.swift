import Foundation

// Exercises (C3).
extension RegisterEvents {
    /// One exercise and who takes part, as it is from now on. Its goal, evaluation and improvement are texts, and stay
    /// with the operators.
    public struct OefeningVastgelegd: EventData {
        public var oefening: UUID
        public var versie: Int
        public var naam: Codewoord
        public var regio: Codewoord
        /// Whom it may reach; nobody else.
        public var deelnemers: [OIN]
        public var door: Persoon
        public var tijdstip: Date
        public var afgeslotenOp: Date?
        /// Only where it is closed: whether the evaluation gave an improvement, or explicitly none.
        public var verbetering: Bool?

        public init(
            oefening: UUID, versie: Int, naam: Codewoord, regio: Codewoord, deelnemers: [OIN], door: Persoon,
            tijdstip: Date, afgeslotenOp: Date?, verbetering: Bool?
        ) {
            self.oefening = oefening
            self.versie = versie
            self.naam = naam
            self.regio = regio
            self.deelnemers = deelnemers
            self.door = door
            self.tijdstip = tijdstip
            self.afgeslotenOp = afgeslotenOp
            self.verbetering = verbetering
        }

        public static let eventType = RegisterEvents.type("oefening-vastgelegd")
        public static var title: String { "Oefening vastgelegd" }
        public static var fields: [String: String] {
            [
                "oefening": "Id van de oefening.",
                "versie": "Oplopend nummer van deze vastlegging; het hoogste geldt.",
                "naam": "Korte naam van de oefening.",
                "regio": "Regio waar zij plaatsvindt.",
                "deelnemers": "Welke organisaties meedoen; geen andere wordt bereikt.",
                "door": "Wie dit vastlegde.",
                "tijdstip": "Wanneer.",
                "afgeslotenOp": "Wanneer zij met een evaluatie is afgesloten.",
                "verbetering": "Of de evaluatie een verbetering opleverde.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["deelnemers": 1...400] }
        public static var example: OefeningVastgelegd {
            OefeningVastgelegd(
                oefening: Voorbeeld.id, versie: 1, naam: .placeholder, regio: .placeholder,
                deelnemers: [.placeholder], door: .example, tijdstip: Voorbeeld.tijdstip, afgeslotenOp: nil,
                verbetering: nil)
        }

        public func check() -> [Violation] {
            var fouten = RegisterEvents.vanafEen(versie)
            if (afgeslotenOp == nil) != (verbetering == nil) {
                fouten.append(
                    Violation(
                        pointer: "/verbetering", code: Violation.Codes.missing,
                        detail: "Een afgesloten oefening heeft een verbetering of uitdrukkelijk geen."))
            }
            return fouten
        }
    }
}
