import Foundation

// Which casus a melding belongs to.
extension CasussenEvents {
    /// Several casussen fit: a person decides.
    public struct KoppelingGevraagd: EventData, MetKop {
        public var kop: Koppelkop
        public var kandidaten: [UUID]
        public var soort: MeldingenEvents.Soort?
        public var acuut: MeldingenEvents.Acuut
        public var ontvangenOp: Date
        public var betrokkenen: [Pseudoniem]

        public static let eventType = CasussenEvents.type("koppeling-gevraagd")
        public static var title: String { "Koppeling gevraagd" }
        public static let eigenVelden = [
            "kandidaten": "Zaken die passen.",
            "soort": "Soort melding.",
            "acuut": "Of er acuut gevaar is.",
            "ontvangenOp": "Wanneer de melding binnenkwam.",
            "betrokkenen": "Over wie de melding gaat.",
        ]
        public static var example: KoppelingGevraagd {
            KoppelingGevraagd(
                kop: .example, kandidaten: [Voorbeeld.id], soort: .vtMelding, acuut: .nee,
                ontvangenOp: Voorbeeld.tijdstip, betrokkenen: [.placeholder])
        }
    }

    /// A person decided to which casus the melding belongs.
    public struct KoppelingBesloten: EventData, MetKop {
        public var kop: Koppelkop
        public var zaak: UUID
        public var nieuw: Bool
        public var door: Persoon

        public static let eventType = CasussenEvents.type("koppeling-besloten")
        public static var title: String { "Koppeling besloten" }
        public static let eigenVelden = [
            "zaak": "De gekozen of nieuwe zaak.",
            "nieuw": "Of er een nieuwe casus voor is.",
            "door": "Medewerker die dit deed.",
        ]
        public static var example: KoppelingBesloten {
            KoppelingBesloten(kop: .example, zaak: Voorbeeld.id, nieuw: false, door: .example)
        }
    }

    /// For the veiligheidsteam itself: someone stands in a zaak.
    public struct PersoonInZaakOpgenomen: EventData {
        public var pseudoniem: Pseudoniem
        public var zaak: UUID
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date

        public static let eventType = CasussenEvents.type("persoon-in-zaak-opgenomen")
        public static var title: String { "Persoon in zaak opgenomen" }
        public static var fields: [String: String] {
            [
                "pseudoniem": "De betrokkene.",
                "zaak": "De zaak.",
                "regio": "Code van de regio.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: PersoonInZaakOpgenomen {
            PersoonInZaakOpgenomen(
                pseudoniem: .placeholder, zaak: Voorbeeld.id, regio: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// For the veiligheidsteam itself: that zaak is closed.
    public struct PersoonInZaakGesloten: EventData {
        public var pseudoniem: Pseudoniem
        public var zaak: UUID
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date

        public static let eventType = CasussenEvents.type("persoon-in-zaak-gesloten")
        public static var title: String { "Persoon in zaak gesloten" }
        public static var fields: [String: String] {
            [
                "pseudoniem": "De betrokkene.",
                "zaak": "De zaak.",
                "regio": "Code van de regio.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: PersoonInZaakGesloten {
            PersoonInZaakGesloten(
                pseudoniem: .placeholder, zaak: Voorbeeld.id, regio: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip)
        }
    }
}
