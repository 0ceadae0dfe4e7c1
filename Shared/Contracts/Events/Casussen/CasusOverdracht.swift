import Foundation

// Handovers from this casus.
extension CasussenEvents {
    /// Asks the verwijzing for an offer, with the minimal data of one (O7). `urgentie` is that of the handover.
    public struct OverdrachtVerzocht: EventData, MetKop {
        public var kop: Casuskop
        public var overdracht: UUID
        public var van: Persoon
        public var naar: OIN
        public var vraag: Codewoord
        public var leeftijdsgroep: Leeftijdsgroep
        public var soortHulp: Codewoord?
        public var keuze: OverdrachtenEvents.Keuze?

        public static let eventType = CasussenEvents.type("overdracht-verzocht")
        public static var title: String { "Overdracht verzocht" }
        public static let eigenVelden = [
            "overdracht": "De overdracht.",
            "van": "Wie overdraagt.",
            "naar": "Aan welke organisatie.",
            "vraag": "Code van de vraag.",
            "leeftijdsgroep": "Leeftijdsgroep van het kind.",
            "soortHulp": "Code van de soort hulp.",
            "keuze": "Wie het eerst accepteert, of wie de afzender kiest; afwezig is wie het eerst accepteert.",
        ]
        public static var example: OverdrachtVerzocht {
            OverdrachtVerzocht(
                kop: .example, overdracht: Voorbeeld.id, van: .example, naar: .placeholder, vraag: .placeholder,
                leeftijdsgroep: .onder12, soortHulp: .placeholder, keuze: nil)
        }
    }

    /// The casus heard how a handover goes on.
    public struct OverdrachtGevolgd: EventData, MetKop {
        public var kop: Casuskop
        public var overdracht: UUID
        public var stand: Overdrachtstand

        public static let eventType = CasussenEvents.type("overdracht-gevolgd")
        public static var title: String { "Overdracht gevolgd" }
        public static let eigenVelden = [
            "overdracht": "De overdracht.",
            "stand": "Hoe het ermee staat.",
        ]
        public static var example: OverdrachtGevolgd {
            OverdrachtGevolgd(kop: .example, overdracht: Voorbeeld.id, stand: .geaccepteerd)
        }
    }

    /// The casus heard that the regie moved (O1).
    public struct RegieGevolgd: EventData, MetKop {
        public var kop: Casuskop
        public var van: Persoon
        public var naar: Persoon
        public var overdracht: UUID?

        public static let eventType = CasussenEvents.type("regie-gevolgd")
        public static var title: String { "Regie gevolgd" }
        public static let eigenVelden = [
            "van": "Wie de regie had.",
            "naar": "Wie de regie heeft.",
            "overdracht": "De overdracht waardoor.",
        ]
        public static var example: RegieGevolgd {
            RegieGevolgd(kop: .example, van: .example, naar: .example, overdracht: Voorbeeld.id)
        }
    }
}
