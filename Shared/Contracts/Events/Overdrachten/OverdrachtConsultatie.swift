import Foundation

// Asking another organisation for advice, or to look along (O15): beside the zaak, and never about its regie.
extension OverdrachtenEvents {
    public enum Consultatiesoort: String, Code { case consultatie, meekijken }

    public enum Consultatieuitkomst: String, Code {
        case bewaard
        case nietBewaard = "niet-bewaard"
        case afgewezen, ingetrokken
    }

    /// What every event of a consultation says.
    public struct Consultatiekop: Kop {
        public var consultatie: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Consultatiesoort
        public var van: Persoon
        public var naar: OIN
        public var grondslag: MeldingenEvents.Grondslag?
        public var gezinWeet: Bool
        public var door: Persoon?
        public var tijdstip: Date

        public static let fields = [
            "consultatie": "De vraag om advies.", "zaak": "De zaak.",
            "kenmerk": "Eigen kenmerk van de vraag, om te noemen aan de telefoon.", "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.", "over": "Advies, of meekijken.",
            "van": "Wie vroeg.", "naar": "Aan wie gevraagd is.",
            "grondslag": "Waarom herkenbare gegevens gedeeld mogen worden; ontbreekt als die er niet in staan.",
            "gezinWeet": "Of de mensen om wie het gaat ervan weten.",
            "door": "Wie dit deed; ontbreekt als de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Consultatiekop {
            Consultatiekop(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: nil, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// Another organisation was asked.
    public struct ConsultatieGevraagd: EventData, MetKop {
        public var kop: Consultatiekop
        public var vraag: UUID

        public static let eventType = OverdrachtenEvents.type("consultatie-gevraagd")
        public static var title: String { "Advies gevraagd" }
        public static let eigenVelden = ["vraag": "Verwijzing naar de versleutelde vraag."]
        public static var example: ConsultatieGevraagd {
            ConsultatieGevraagd(kop: .example.met(\.door, .example), vraag: Voorbeeld.inhoud)
        }
    }

    /// N5: another person of who asked has this question from here on; the head names them.
    public struct ConsultatieVragerGewisseld: EventData, MetKop {
        public var kop: Consultatiekop
        public var vorige: MedewerkerId
        public var ontvanger: Ontvanger?

        public static let eventType = OverdrachtenEvents.type("consultatie-vrager-gewisseld")
        public static var title: String { "Andere vrager bij een vraag om advies" }
        public static let eigenVelden = [
            "vorige": "Wie het was.", "ontvanger": "Wie hoort wie het nu is; ontbreekt als de vraag gesloten is.",
        ]
        public static var example: ConsultatieVragerGewisseld {
            ConsultatieVragerGewisseld(kop: .example, vorige: Voorbeeld.collega, ontvanger: .example)
        }
    }

    /// It answered; who asked reads it.
    public struct ConsultatieBeantwoord: EventData, MetKop {
        public var kop: Consultatiekop
        public var advies: UUID

        public static let eventType = OverdrachtenEvents.type("consultatie-beantwoord")
        public static var title: String { "Advies gegeven" }
        public static let eigenVelden = ["advies": "Verwijzing naar het versleutelde advies."]
        public static var example: ConsultatieBeantwoord {
            ConsultatieBeantwoord(kop: .example.met(\.door, .example), advies: Voorbeeld.inhoud)
        }
    }

    /// It is over; what was advised is kept only if those concerned know.
    public struct ConsultatieGesloten: EventData, MetKop {
        public var kop: Consultatiekop
        public var uitkomst: Consultatieuitkomst

        public static let eventType = OverdrachtenEvents.type("consultatie-gesloten")
        public static var title: String { "Vraag om advies gesloten" }
        public static let eigenVelden = ["uitkomst": "Of het advies bewaard is, of waarom er geen kwam."]
        public static var example: ConsultatieGesloten {
            ConsultatieGesloten(kop: .example.met(\.door, .example), uitkomst: .bewaard)
        }
    }

    /// O5: the term is half or nearly over.
    public struct ConsultatietermijnHerinnerd: EventData, MetKop {
        public var kop: Consultatiekop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("consultatietermijn-herinnerd")
        public static var title: String { "Herinnerd aan een vraag om advies" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "organisatie": "De organisatie die aan zet is.",
        ]
        public static var example: ConsultatietermijnHerinnerd {
            ConsultatietermijnHerinnerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50, organisatie: .placeholder)
        }
    }

    /// O5: nobody answered, or nobody closed it.
    public struct ConsultatietermijnGeescaleerd: EventData, MetKop {
        public var kop: Consultatiekop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("consultatietermijn-geescaleerd")
        public static var title: String { "Termijn van een vraag om advies verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.", "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: ConsultatietermijnGeescaleerd {
            ConsultatietermijnGeescaleerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100, niveau: .teamleiders,
                escalatieNaar: [.placeholder])
        }
    }
}
