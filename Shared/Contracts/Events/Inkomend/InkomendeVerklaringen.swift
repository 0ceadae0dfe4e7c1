import Foundation

// What a partner says about statements of a dossier (O8, O9, P3), and what it asks or answers in a zaak (N7).
// Each asks for the act of the HTTP interface with the same fields; texts went to `POST /v1/inhoud` of verwijzing first.
extension InkomendEvents {
    /// A new version by the organisation whose statement it is (O9).
    public struct VerklaringGecorrigeerd: EventData {
        public var zaak: UUID
        public var verklaring: UUID
        public var versie: Int
        public var door: MedewerkerId
        public var aard: OverdrachtenEvents.Correctieaard
        public var soort: OverdrachtenEvents.Verklaringsoort
        public var datum: Datum
        public var tekst: UUID?
        public var onbekendWant: UUID?
        public var verzoek: UUID?

        public static let eventType = InkomendEvents.type("verklaring-gecorrigeerd")
        public static var title: String { "Verklaring gecorrigeerd of aangevuld" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "verklaring": "De verklaring.",
                "versie":
                    "De versie van de verklaring die u verbetert; is er intussen een nieuwere, dan wordt dit geweigerd.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "aard": "Of dit verbetert wat er stond, of er iets bij zet.",
                "soort": "Wat voor verklaring het is.",
                "datum": "De dag waarvan de verklaring is.",
                "tekst":
                    "Inhoud-id van de hele verklaring zoals zij nu luidt. Een bestand erbij gaat alleen over HTTP.",
                "onbekendWant": "Inhoud-id van waarom dit onbekend is; ook dat is een antwoord.",
                "verzoek": "Het verzoek van het gezin dat u hiermee uitvoert.",
            ]
        }
        public static var example: VerklaringGecorrigeerd {
            VerklaringGecorrigeerd(
                zaak: Voorbeeld.id, verklaring: Voorbeeld.id, versie: 1, door: .placeholder, aard: .correctie,
                soort: .feit, datum: .placeholder, tekst: Voorbeeld.id, onbekendWant: nil, verzoek: nil)
        }
    }

    /// A receiver knows the new version and works with it (O9).
    public struct CorrectieBevestigd: EventData {
        public var zaak: UUID
        public var verklaring: UUID
        public var versie: Int
        public var door: MedewerkerId

        public static let eventType = InkomendEvents.type("correctie-bevestigd")
        public static var title: String { "Correctie bevestigd" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "verklaring": "De verklaring.",
                "versie": "De versie van de verklaring waarmee u nu werkt.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
            ]
        }
        public static var example: CorrectieBevestigd {
            CorrectieBevestigd(zaak: Voorbeeld.id, verklaring: Voorbeeld.id, versie: 2, door: .placeholder)
        }
    }

    /// What someone of the family asks about a statement (P3).
    public struct CorrectieGevraagd: EventData {
        public var zaak: UUID
        public var verklaring: UUID
        public var door: MedewerkerId
        public var aard: OverdrachtenEvents.Correctieaard
        public var gevraagdDoor: OverdrachtenEvents.Correctievrager
        public var vraag: UUID

        public static let eventType = InkomendEvents.type("correctie-gevraagd")
        public static var title: String { "Om correctie gevraagd" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "verklaring": "De verklaring.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "aard": "Of iets niet klopt, of er iets ontbreekt.",
                "gevraagdDoor": "Wie van het gezin het vraagt.",
                "vraag": "Inhoud-id van wat er volgens het gezin anders moet, in eigen woorden.",
            ]
        }
        public static var example: CorrectieGevraagd {
            CorrectieGevraagd(
                zaak: Voorbeeld.id, verklaring: Voorbeeld.id, door: .placeholder, aard: .correctie,
                gevraagdDoor: .ouder, vraag: Voorbeeld.id)
        }
    }

    /// The source does not carry a request out (P3).
    public struct CorrectieGeweigerd: EventData {
        public var zaak: UUID
        public var verklaring: UUID
        public var door: MedewerkerId
        public var verzoek: UUID
        public var reden: OverdrachtenEvents.Correctieweigerreden
        public var toelichting: UUID

        public static let eventType = InkomendEvents.type("correctie-geweigerd")
        public static var title: String { "Correctie geweigerd" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "verklaring": "De verklaring.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "verzoek": "Het verzoek.",
                "reden": "Waarom u het niet uitvoert.",
                "toelichting": "Inhoud-id van de uitleg aan het gezin.",
            ]
        }
        public static var example: CorrectieGeweigerd {
            CorrectieGeweigerd(
                zaak: Voorbeeld.id, verklaring: Voorbeeld.id, door: .placeholder, verzoek: Voorbeeld.id,
                reden: .kloptVolgensBron, toelichting: Voorbeeld.id)
        }
    }

    /// Whether a statement still holds, by its source (O8).
    public struct GeldigheidBeantwoord: EventData {
        public var zaak: UUID
        public var verklaring: UUID
        public var door: MedewerkerId
        public var antwoord: OverdrachtenEvents.Geldigheidsantwoord

        public static let eventType = InkomendEvents.type("geldigheid-beantwoord")
        public static var title: String { "Geldigheid beantwoord" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "verklaring": "De verklaring.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "antwoord": "Of de verklaring nog geldt.",
            ]
        }
        public static var example: GeldigheidBeantwoord {
            GeldigheidBeantwoord(zaak: Voorbeeld.id, verklaring: Voorbeeld.id, door: .placeholder, antwoord: .geldig)
        }
    }

    /// Why the receiver does not go by what others stated in a block (O8).
    public struct VerklaringenTerzijdeGelegd: EventData, MetKop {
        public var kop: Daadkop
        public var blok: OverdrachtenEvents.Dossierblok
        public var reden: OverdrachtenEvents.Terzijdereden
        public var toelichting: UUID

        public static let eventType = InkomendEvents.type("verklaringen-terzijde-gelegd")
        public static var title: String { "Verklaringen terzijde gelegd" }
        public static let eigenVelden = [
            "blok": "Het blok.",
            "reden": "Waarom.",
            "toelichting": "Inhoud-id van de uitleg aan wie dit vastlegde en aan het gezin.",
        ]
        public static var example: VerklaringenTerzijdeGelegd {
            VerklaringenTerzijdeGelegd(kop: .example, blok: .feiten, reden: .verouderd, toelichting: Voorbeeld.id)
        }
    }

    /// A question to who holds the regie (N7).
    public struct NavraagGesteld: EventData {
        public var zaak: UUID
        public var door: MedewerkerId
        public var tekst: UUID
        public var namens: UUID?

        public static let eventType = InkomendEvents.type("navraag-gesteld")
        public static var title: String { "Navraag gesteld" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "tekst": "Inhoud-id van uw vraag.",
                "namens": "Van welk gezinslid de vraag is, als het gezin haar bij u stelde.",
            ]
        }
        public static var example: NavraagGesteld {
            NavraagGesteld(zaak: Voorbeeld.id, door: .placeholder, tekst: Voorbeeld.id, namens: nil)
        }
    }

    /// Who asked reads the answer (N7).
    public struct NavraagBeantwoord: EventData {
        public var zaak: UUID
        public var navraag: UUID
        public var door: MedewerkerId
        public var tekst: UUID

        public static let eventType = InkomendEvents.type("navraag-beantwoord")
        public static var title: String { "Navraag beantwoord" }
        public static var fields: [String: String] {
            [
                "zaak": "De zaak.",
                "navraag": "De vraag.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "tekst": "Inhoud-id van uw antwoord; noem niets dat is afgeschermd.",
            ]
        }
        public static var example: NavraagBeantwoord {
            NavraagBeantwoord(zaak: Voorbeeld.id, navraag: Voorbeeld.id, door: .placeholder, tekst: Voorbeeld.id)
        }
    }
}
