import Foundation

// What becomes of one statement of a dossier after it was recorded: corrected (O9), asked to be (P3), still valid (O8).
extension OverdrachtenEvents {
    /// What every event of a statement says.
    public struct Verklaringkop: Kop {
        public var verklaring: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var blok: Dossierblok
        public var bron: Persoon
        public var door: Persoon?
        public var tijdstip: Date

        public static let fields = [
            "verklaring": "De verklaring.", "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.",
            "urgentie": "Regulier of spoed.", "blok": "Het blok van het dossier.",
            "bron": "Van wie de verklaring is; alleen die organisatie verbetert haar.",
            "door": "Wie dit deed; ontbreekt als de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Verklaringkop {
            Verklaringkop(
                verklaring: Voorbeeld.inhoud, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, blok: .feiten, bron: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// An organisation that received a statement, with who read it there last.
    public struct Ontvanger: Contract {
        public var organisatie: OIN
        public var medewerker: MedewerkerId?

        public static var title: String { "Ontvanger" }
        public static var fields: [String: String] {
            ["organisatie": "De organisatie.", "medewerker": "De medewerker, als die bekend is."]
        }
        public static var example: Ontvanger { Ontvanger(organisatie: .placeholder, medewerker: .placeholder) }
    }

    /// A first version stands in the dossier; from here on its age counts (O8).
    public struct VerklaringVastgelegd: EventData, MetKop {
        public var kop: Verklaringkop

        public static let eventType = OverdrachtenEvents.type("verklaring-vastgelegd")
        public static var title: String { "Verklaring vastgelegd" }
        public static var example: VerklaringVastgelegd { VerklaringVastgelegd(kop: .example) }
    }

    /// P3: someone of the family asks for a correction or an addition; a professional wrote it down.
    public struct CorrectieGevraagd: EventData, MetKop {
        public var kop: Verklaringkop
        public var verzoek: UUID
        public var aard: Correctieaard
        public var gevraagdDoor: Correctievrager
        public var vraag: UUID

        public static let eventType = OverdrachtenEvents.type("correctie-gevraagd")
        public static var title: String { "Correctie gevraagd" }
        public static let eigenVelden = [
            "verzoek": "Het verzoek.", "aard": "Correctie of aanvulling.",
            "gevraagdDoor": "Wie van het gezin het vraagt, zonder naam.",
            "vraag": "Verwijzing naar de versleutelde vraag.",
        ]
        public static var example: CorrectieGevraagd {
            CorrectieGevraagd(
                kop: .example, verzoek: Voorbeeld.melding, aard: .correctie, gevraagdDoor: .ouder,
                vraag: Voorbeeld.overdracht)
        }
    }

    /// P3: the source does not correct; the request stays attached to the statement.
    public struct CorrectieGeweigerd: EventData, MetKop {
        public var kop: Verklaringkop
        public var verzoek: UUID
        public var reden: Correctieweigerreden
        public var toelichting: UUID
        public var aanvrager: Persoon

        public static let eventType = OverdrachtenEvents.type("correctie-geweigerd")
        public static var title: String { "Correctie geweigerd" }
        public static let eigenVelden = [
            "verzoek": "Het verzoek.", "reden": "Waarom.",
            "toelichting": "Verwijzing naar de versleutelde toelichting.",
            "aanvrager": "Wie het verzoek vastlegde en het antwoord aan het gezin geeft.",
        ]
        public static var example: CorrectieGeweigerd {
            CorrectieGeweigerd(
                kop: .example, verzoek: Voorbeeld.melding, reden: .kloptVolgensBron, toelichting: Voorbeeld.overdracht,
                aanvrager: .example)
        }
    }

    /// O9: a new version by the source; it goes to all who received the statement.
    public struct VerklaringGecorrigeerd: EventData, MetKop {
        public var kop: Verklaringkop
        public var versie: Int
        public var aard: Correctieaard
        public var verzoek: UUID?
        public var aanvrager: Persoon?
        public var ontvangers: [Ontvanger]

        public static let eventType = OverdrachtenEvents.type("verklaring-gecorrigeerd")
        public static var title: String { "Verklaring gecorrigeerd" }
        public static let eigenVelden = [
            "versie": "De nieuwe versie.", "aard": "Correctie of aanvulling.",
            "verzoek": "Het verzoek van het gezin, als dat de aanleiding was.",
            "aanvrager": "Wie dat verzoek vastlegde en het antwoord aan het gezin geeft.",
            "ontvangers": "Wie de verklaring kreeg en de correctie bevestigt.",
        ]
        public static var example: VerklaringGecorrigeerd {
            VerklaringGecorrigeerd(
                kop: .example, versie: 2, aard: .correctie, verzoek: Voorbeeld.melding, aanvrager: .example,
                ontvangers: [.example])
        }
    }

    /// O9: a receiver says that it works with the corrected version from here on.
    public struct CorrectieBevestigd: EventData, MetKop {
        public var kop: Verklaringkop
        public var versie: Int
        public var organisatie: OIN
        public var nietBevestigd: Int

        public static let eventType = OverdrachtenEvents.type("correctie-bevestigd")
        public static var title: String { "Correctie bevestigd" }
        public static let eigenVelden = [
            "versie": "De versie.", "organisatie": "De organisatie die bevestigt.",
            "nietBevestigd": "Hoeveel ontvangers dat nog niet deden.",
        ]
        public static var example: CorrectieBevestigd {
            CorrectieBevestigd(kop: .example, versie: 2, organisatie: .placeholder, nietBevestigd: 0)
        }
    }

    /// O8: the statement is old; its source is asked whether it still holds.
    public struct GeldigheidGevraagd: EventData, MetKop {
        public var kop: Verklaringkop

        public static let eventType = OverdrachtenEvents.type("geldigheid-gevraagd")
        public static var title: String { "Gevraagd of een verklaring nog geldt" }
        public static var example: GeldigheidGevraagd { GeldigheidGevraagd(kop: .example.met(\.door, nil)) }
    }

    /// O8: the source's answer.
    public struct GeldigheidBeantwoord: EventData, MetKop {
        public var kop: Verklaringkop
        public var antwoord: Geldigheidsantwoord

        public static let eventType = OverdrachtenEvents.type("geldigheid-beantwoord")
        public static var title: String { "Gezegd of een verklaring nog geldt" }
        public static let eigenVelden = ["antwoord": "Of zij nog geldt."]
        public static var example: GeldigheidBeantwoord { GeldigheidBeantwoord(kop: .example, antwoord: .geldig) }
    }

    /// O7: a receiver fetched the file that a statement refers to, and says whether it is the one that was meant.
    public struct BestandGecontroleerd: EventData, MetKop {
        public var kop: Verklaringkop
        public var versie: Int
        public var organisatie: OIN
        public var klopt: Bool
        public var nietKloppend: Int

        public static let eventType = OverdrachtenEvents.type("bestand-gecontroleerd")
        public static var title: String { "Bestand bij een verklaring gecontroleerd" }
        public static let eigenVelden = [
            "versie": "De versie.", "organisatie": "De organisatie die het bestand ophaalde.",
            "klopt": "Of het bestand het controlegetal van de bron heeft.",
            "nietKloppend": "Bij hoeveel ontvangers het nu niet klopt.",
        ]
        public static var example: BestandGecontroleerd {
            BestandGecontroleerd(kop: .example, versie: 1, organisatie: .placeholder, klopt: false, nietKloppend: 1)
        }
    }

    /// O8: the statement was written down elsewhere with its id; a correction reaches that copy (O9).
    public struct VerklaringOvergenomen: EventData, MetKop {
        public var kop: Verklaringkop
        public var kopie: UUID
        public var versie: Int

        public static let eventType = OverdrachtenEvents.type("verklaring-overgenomen")
        public static var title: String { "Verklaring overgenomen" }
        public static let eigenVelden = [
            "kopie": "De verklaring die eruit is overgenomen.", "versie": "Welke versie.",
        ]
        public static var example: VerklaringOvergenomen {
            VerklaringOvergenomen(kop: .example, kopie: Voorbeeld.melding, versie: 1)
        }
    }

    /// O5: a term about a statement is half or nearly over; one for each organisation that it waits for.
    public struct VerklaringtermijnHerinnerd: EventData, MetKop {
        public var kop: Verklaringkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("verklaringtermijn-herinnerd")
        public static var title: String { "Herinnerd aan een termijn over een verklaring" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "organisatie": "De organisatie die aan zet is.",
        ]
        public static var example: VerklaringtermijnHerinnerd {
            VerklaringtermijnHerinnerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50,
                organisatie: .placeholder)
        }
    }

    /// O5: a term about a statement went by.
    public struct VerklaringtermijnGeescaleerd: EventData, MetKop {
        public var kop: Verklaringkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("verklaringtermijn-geescaleerd")
        public static var title: String { "Termijn over een verklaring verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.", "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: VerklaringtermijnGeescaleerd {
            VerklaringtermijnGeescaleerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
