import Foundation

// Whether an organisation is connected (C1).
extension RegisterEvents {
    /// Why an organisation was cut off; what more there is to say stays with the operators.
    public enum Afsluitreden: String, Code {
        case opEigenVerzoek = "op-eigen-verzoek"
        case beveiligingsincident
        case storing
        case onderhoud
        case oefening
    }

    /// Whether one organisation is cut off, from now on. It stands beside what is registered of the organisation, so that
    /// a newer register file does not connect it by accident.
    public struct AansluitingVastgelegd: EventData {
        public var oin: OIN
        public var versie: Int
        public var regio: Codewoord
        /// For the telephone, and on the task of the region's named person.
        public var kenmerk: Kenmerk
        public var afgesloten: Bool
        public var reden: Afsluitreden
        public var door: Persoon
        public var tijdstip: Date

        public init(
            oin: OIN, versie: Int, regio: Codewoord, kenmerk: Kenmerk, afgesloten: Bool, reden: Afsluitreden,
            door: Persoon, tijdstip: Date
        ) {
            self.oin = oin
            self.versie = versie
            self.regio = regio
            self.kenmerk = kenmerk
            self.afgesloten = afgesloten
            self.reden = reden
            self.door = door
            self.tijdstip = tijdstip
        }

        public static let eventType = RegisterEvents.type("aansluiting-vastgelegd")
        public static var title: String { "Aansluiting vastgelegd" }
        public static var fields: [String: String] {
            [
                "oin": "OIN van de organisatie.",
                "versie": "Oplopend nummer van deze vastlegging; het hoogste geldt.",
                "regio": "Regio waar zij bij hoort.",
                "kenmerk": "Kort kenmerk voor de telefoon.",
                "afgesloten": "Of zij is afgesloten.",
                "reden": "Waarom zij werd afgesloten.",
                "door": "Wie dit vastlegde.",
                "tijdstip": "Wanneer.",
            ]
        }
        public static var example: AansluitingVastgelegd {
            AansluitingVastgelegd(
                oin: .placeholder, versie: 1, regio: .placeholder, kenmerk: .placeholder, afgesloten: true,
                reden: .storing, door: .example, tijdstip: Voorbeeld.tijdstip)
        }

        public func check() -> [Violation] { RegisterEvents.vanafEen(versie) }
    }

    static func vanafEen(_ versie: Int) -> [Violation] {
        versie > 0
            ? []
            : [Violation(pointer: "/versie", code: Violation.Codes.value, detail: "Hier hoort een getal vanaf 1.")]
    }
}
