import Foundation

// A family that moves (O22): a fact of the zaak, which stays where it is until the lokaal team there accepts.
extension OverdrachtenEvents {
    /// What the family waited for when it moved; a new offer of it keeps the date (O19).
    public struct Wacht: Contract {
        public var vraag: Codewoord
        public var sinds: Date

        public static var title: String { "Waar het gezin op wacht" }
        public static var fields: [String: String] {
            ["vraag": "Soort vraag.", "sinds": "Sinds wanneer."]
        }
        public static var example: Wacht { Wacht(vraag: .placeholder, sinds: Voorbeeld.tijdstip) }
    }

    /// The family lives in another gemeente.
    public struct GezinVerhuisd: EventData, MetKop {
        public var kop: Zaakkop
        public var gemeente: Gemeentecode
        public var vanaf: Datum
        public var lokaalTeam: OIN?
        public var door: Persoon
        public var wacht: [Wacht]
        public var urgentie: Urgentie

        public static let eventType = OverdrachtenEvents.type("gezin-verhuisd")
        public static var title: String { "Gezin verhuisd" }
        public static let eigenVelden = [
            "gemeente": "De nieuwe gemeente.", "vanaf": "De eerste dag daar.",
            "lokaalTeam": "Het lokale team daar, als het register er een kent.", "door": "Wie dit vastlegde.",
            "wacht": "Waar het gezin op wacht, en sinds wanneer.", "urgentie": "Regulier of spoed.",
        ]
        public static var example: GezinVerhuisd {
            GezinVerhuisd(
                kop: .example, gemeente: .placeholder, vanaf: .placeholder, lokaalTeam: .placeholder, door: .example,
                wacht: [.example], urgentie: .regulier)
        }
    }

    /// O22, O23: the lokaal team where the family moved is another organisation now, or is who holds the regie.
    public struct VerhuizingOpgevolgd: EventData, MetKop {
        public var kop: Zaakkop
        public var lokaalTeam: OIN?
        public var verhuizing: Bool?

        public static let eventType = OverdrachtenEvents.type("verhuizing-opgevolgd")
        public static var title: String { "Ander lokaal team na een verhuizing" }
        public static let eigenVelden = [
            "lokaalTeam": "Het lokale team daar, als het register er een kent.",
            "verhuizing": "Of de zaak daar nog aangeboden moet worden; ontbreekt als dat niet hoeft.",
        ]
        public static var example: VerhuizingOpgevolgd {
            VerhuizingOpgevolgd(kop: .example, lokaalTeam: .placeholder, verhuizing: true)
        }
    }

    /// O5: what is to be done about the zaak itself is half or nearly late.
    public struct ZaaktermijnHerinnerd: EventData, MetKop {
        public var kop: Zaakkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var urgentie: Urgentie

        public static let eventType = OverdrachtenEvents.type("zaaktermijn-herinnerd")
        public static var title: String { "Herinnerd aan een zaak" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "urgentie": "Regulier of spoed.",
        ]
        public static var example: ZaaktermijnHerinnerd {
            ZaaktermijnHerinnerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50, urgentie: .regulier)
        }
    }

    /// O5: it is late.
    public struct ZaaktermijnGeescaleerd: EventData, MetKop {
        public var kop: Zaakkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var urgentie: Urgentie
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("zaaktermijn-geescaleerd")
        public static var title: String { "Termijn van een zaak verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "urgentie": "Regulier of spoed.", "niveau": "Wie het hoort.",
            "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: ZaaktermijnGeescaleerd {
            ZaaktermijnGeescaleerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100, urgentie: .regulier,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
