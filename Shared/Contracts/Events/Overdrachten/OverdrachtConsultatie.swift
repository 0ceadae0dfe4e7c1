import Foundation

// Asking another organisation for advice, or to look along (O15): beside the zaak, and never about its regie.
extension OverdrachtenEvents {
    public enum Consultatiesoort: String, Code { case consultatie, meekijken }

    public enum Consultatieuitkomst: String, Code {
        case bewaard
        case nietBewaard = "niet-bewaard"
        case afgewezen, ingetrokken
    }

    /// Explanations of such an event: the shared fields and its own.
    static func consultatiekop(met eigen: [String: String]) -> [String: String] {
        [
            "consultatie": "De vraag om advies.", "zaak": "De zaak.",
            "kenmerk": "Eigen kenmerk van de vraag, om te noemen aan de telefoon.", "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.", "over": "Advies, of meekijken.",
            "van": "Wie vroeg.", "naar": "Aan wie gevraagd is.",
            "grondslag": "Waarom herkenbare gegevens gedeeld mogen worden; ontbreekt als die er niet in staan.",
            "gezinWeet": "Of de mensen om wie het gaat ervan weten.",
            "door": "Wie dit deed; ontbreekt als de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ].merging(eigen) { $1 }
    }

    /// Another organisation was asked.
    public struct ConsultatieGevraagd: EventData {
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
        public var vraag: UUID

        public static let eventType = OverdrachtenEvents.type("consultatie-gevraagd")
        public static var title: String { "Advies gevraagd" }
        public static var fields: [String: String] {
            consultatiekop(met: ["vraag": "Verwijzing naar de versleutelde vraag."])
        }
        public static var example: ConsultatieGevraagd {
            ConsultatieGevraagd(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: .example, tijdstip: Voorbeeld.tijdstip, vraag: Voorbeeld.inhoud)
        }
    }

    /// N5: another person of who asked has this question from here on; the head names them.
    public struct ConsultatieVragerGewisseld: EventData {
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
        public var vorige: MedewerkerId
        public var ontvanger: Ontvanger?

        public static let eventType = OverdrachtenEvents.type("consultatie-vrager-gewisseld")
        public static var title: String { "Andere vrager bij een vraag om advies" }
        public static var fields: [String: String] {
            consultatiekop(met: [
                "vorige": "Wie het was.", "ontvanger": "Wie hoort wie het nu is; ontbreekt als de vraag gesloten is.",
            ])
        }
        public static var example: ConsultatieVragerGewisseld {
            ConsultatieVragerGewisseld(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: nil, tijdstip: Voorbeeld.tijdstip, vorige: Voorbeeld.collega,
                ontvanger: .example)
        }
    }

    /// It answered; who asked reads it.
    public struct ConsultatieBeantwoord: EventData {
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
        public var advies: UUID

        public static let eventType = OverdrachtenEvents.type("consultatie-beantwoord")
        public static var title: String { "Advies gegeven" }
        public static var fields: [String: String] {
            consultatiekop(met: ["advies": "Verwijzing naar het versleutelde advies."])
        }
        public static var example: ConsultatieBeantwoord {
            ConsultatieBeantwoord(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: .example, tijdstip: Voorbeeld.tijdstip, advies: Voorbeeld.inhoud)
        }
    }

    /// It is over; what was advised is kept only if those concerned know.
    public struct ConsultatieGesloten: EventData {
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
        public var uitkomst: Consultatieuitkomst

        public static let eventType = OverdrachtenEvents.type("consultatie-gesloten")
        public static var title: String { "Vraag om advies gesloten" }
        public static var fields: [String: String] {
            consultatiekop(met: ["uitkomst": "Of het advies bewaard is, of waarom er geen kwam."])
        }
        public static var example: ConsultatieGesloten {
            ConsultatieGesloten(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: .example, tijdstip: Voorbeeld.tijdstip, uitkomst: .bewaard)
        }
    }

    /// O5: the term is half or nearly over.
    public struct ConsultatietermijnHerinnerd: EventData {
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
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("consultatietermijn-herinnerd")
        public static var title: String { "Herinnerd aan een vraag om advies" }
        public static var fields: [String: String] {
            consultatiekop(met: [
                "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
                "organisatie": "De organisatie die aan zet is.",
            ])
        }
        public static var example: ConsultatietermijnHerinnerd {
            ConsultatietermijnHerinnerd(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: nil, tijdstip: Voorbeeld.tijdstip, soort: .placeholder,
                sinds: Voorbeeld.tijdstip, stadium: 50, organisatie: .placeholder)
        }
    }

    /// O5: nobody answered, or nobody closed it.
    public struct ConsultatietermijnGeescaleerd: EventData {
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
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("consultatietermijn-geescaleerd")
        public static var title: String { "Termijn van een vraag om advies verlopen" }
        public static var fields: [String: String] {
            consultatiekop(met: [
                "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
                "niveau": "Wie het hoort.", "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
            ])
        }
        public static var example: ConsultatietermijnGeescaleerd {
            ConsultatietermijnGeescaleerd(
                consultatie: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .consultatie, van: .example, naar: .placeholder,
                grondslag: nil, gezinWeet: true, door: nil, tijdstip: Voorbeeld.tijdstip, soort: .placeholder,
                sinds: Voorbeeld.tijdstip, stadium: 100, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
