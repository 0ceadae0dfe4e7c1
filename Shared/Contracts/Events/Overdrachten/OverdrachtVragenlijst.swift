import Foundation

// What a family is asked for an intake or investigation, shared so that it is not asked again (O16).
extension OverdrachtenEvents {
    public enum Vragenlijstweigerreden: String, Code {
        case geenGrondslag = "geen-grondslag"
        case gezinWilNiet = "gezin-wil-niet"
        case nietAf = "niet-af"
        case anders
    }

    /// Explanations of such an event: the shared fields and its own.
    private static func vragenlijstkop(met eigen: [String: String]) -> [String: String] {
        [
            "vragenlijst": "De vragenlijst.", "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.", "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "over": "Voor welke intake of welk onderzoek.",
            "eigenaar": "Wie haar maakte; alleen die organisatie deelt haar.",
            "door": "Wie dit deed; ontbreekt als de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ].merging(eigen) { $1 }
    }

    /// An organisation wrote down what it asks a family for an intake or investigation.
    public struct VragenlijstOpgesteld: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var vragen: UUID
        public var aantal: Int
        public var uit: UUID?

        public static let eventType = OverdrachtenEvents.type("vragenlijst-opgesteld")
        public static var title: String { "Vragenlijst opgesteld" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "vragen": "Verwijzing naar de versleutelde vragen.",
                "aantal": "Hoeveel vragen.",
                "uit": "De gedeelde lijst waarop deze verdergaat.",
            ])
        }
        public static var example: VragenlijstOpgesteld {
            VragenlijstOpgesteld(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip, vragen: Voorbeeld.inhoud, aantal: 12, uit: Voorbeeld.overdracht)
        }
    }

    /// One question has an answer, or another one.
    public struct VragenlijstBeantwoord: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var nummer: Int
        public var antwoord: UUID

        public static let eventType = OverdrachtenEvents.type("vragenlijst-beantwoord")
        public static var title: String { "Vraag van een vragenlijst beantwoord" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "nummer": "Welke vraag.",
                "antwoord": "Verwijzing naar het versleutelde antwoord.",
            ])
        }
        public static var example: VragenlijstBeantwoord {
            VragenlijstBeantwoord(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip, nummer: 1, antwoord: Voorbeeld.inhoud)
        }
    }

    /// Who is to do the same asks its owner for the list.
    public struct VragenlijstGevraagd: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var grondslag: MeldingenEvents.Grondslag

        public static let eventType = OverdrachtenEvents.type("vragenlijst-gevraagd")
        public static var title: String { "Om een vragenlijst gevraagd" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "grondslag": "Waarom de antwoorden gedeeld mogen worden."
            ])
        }
        public static var example: VragenlijstGevraagd {
            VragenlijstGevraagd(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip, grondslag: .wettelijkeTaak)
        }
    }

    /// The owner does not share it.
    public struct VragenlijstGeweigerd: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var aanvrager: Persoon
        public var reden: Vragenlijstweigerreden
        public var wachtend: Int

        public static let eventType = OverdrachtenEvents.type("vragenlijst-geweigerd")
        public static var title: String { "Vragenlijst niet gedeeld" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "aanvrager": "Wie erom vroeg.",
                "reden": "Waarom.",
                "wachtend": "Hoeveel andere aanvragen nog wachten.",
            ])
        }
        public static var example: VragenlijstGeweigerd {
            VragenlijstGeweigerd(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip, aanvrager: .example, reden: .geenGrondslag, wachtend: 0)
        }
    }

    /// The owner shares it with one organisation, which reads it from here on.
    public struct VragenlijstGedeeld: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var met: OIN
        public var grondslag: MeldingenEvents.Grondslag
        public var aanvrager: Persoon?
        public var wachtend: Int

        public static let eventType = OverdrachtenEvents.type("vragenlijst-gedeeld")
        public static var title: String { "Vragenlijst gedeeld" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "met": "De organisatie die haar krijgt.",
                "grondslag": "Waarom de antwoorden gedeeld mogen worden.",
                "aanvrager": "Wie erom vroeg; ontbreekt als niemand dat deed.",
                "wachtend": "Hoeveel andere aanvragen nog wachten.",
            ])
        }
        public static var example: VragenlijstGedeeld {
            VragenlijstGedeeld(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip, met: .placeholder, grondslag: .wettelijkeTaak, aanvrager: .example,
                wachtend: 0)
        }
    }

    /// A named person of the receiver has it.
    public struct VragenlijstOntvangen: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("vragenlijst-ontvangen")
        public static var title: String { "Vragenlijst ontvangen" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "organisatie": "De organisatie die haar heeft."
            ])
        }
        public static var example: VragenlijstOntvangen {
            VragenlijstOntvangen(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder)
        }
    }

    /// O5: the term is half or nearly over.
    public struct VragenlijsttermijnHerinnerd: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("vragenlijsttermijn-herinnerd")
        public static var title: String { "Herinnerd aan een termijn over een vragenlijst" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "soort": "Soort termijn.",
                "sinds": "Vanaf wanneer zij telt.",
                "stadium": "Hoeveel procent om is.",
                "organisatie": "De organisatie die aan zet is.",
            ])
        }
        public static var example: VragenlijsttermijnHerinnerd {
            VragenlijsttermijnHerinnerd(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: nil,
                tijdstip: Voorbeeld.tijdstip, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50,
                organisatie: .placeholder)
        }
    }

    /// O5: the term went by.
    public struct VragenlijsttermijnGeescaleerd: EventData {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Codewoord
        public var eigenaar: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("vragenlijsttermijn-geescaleerd")
        public static var title: String { "Termijn over een vragenlijst verlopen" }
        public static var fields: [String: String] {
            vragenlijstkop(met: [
                "soort": "Soort termijn.",
                "sinds": "Vanaf wanneer zij telt.",
                "stadium": "Hoeveel procent om is.",
                "niveau": "Wie het hoort.",
                "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
            ])
        }
        public static var example: VragenlijsttermijnGeescaleerd {
            VragenlijsttermijnGeescaleerd(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: nil,
                tijdstip: Voorbeeld.tijdstip, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
