import Foundation

// What a family is asked for an intake or investigation, shared so that it is not asked again (O16).
extension OverdrachtenEvents {
    public enum Vragenlijstweigerreden: String, Code {
        case geenGrondslag = "geen-grondslag"
        case gezinWilNiet = "gezin-wil-niet"
        case nietAf = "niet-af"
        case anders
    }

    /// What every event of a question list says.
    public struct Vragenlijstkop: Kop {
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

        public static let fields = [
            "vragenlijst": "De vragenlijst.", "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.", "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "over": "Voor welke intake of welk onderzoek.",
            "eigenaar": "Wie haar maakte; alleen die organisatie deelt haar.",
            "door": "Wie dit deed; ontbreekt als de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Vragenlijstkop {
            Vragenlijstkop(
                vragenlijst: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, over: .placeholder, eigenaar: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// An organisation wrote down what it asks a family for an intake or investigation.
    public struct VragenlijstOpgesteld: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var vragen: UUID
        public var aantal: Int
        public var uit: UUID?

        public static let eventType = OverdrachtenEvents.type("vragenlijst-opgesteld")
        public static var title: String { "Vragenlijst opgesteld" }
        public static let eigenVelden = [
            "vragen": "Verwijzing naar de versleutelde vragen.",
            "aantal": "Hoeveel vragen.",
            "uit": "De gedeelde lijst waarop deze verdergaat.",
        ]
        public static var example: VragenlijstOpgesteld {
            VragenlijstOpgesteld(
                kop: .example, vragen: Voorbeeld.inhoud, aantal: 12, uit: Voorbeeld.overdracht)
        }
    }

    /// One question has an answer, or another one.
    public struct VragenlijstBeantwoord: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var nummer: Int
        public var antwoord: UUID

        public static let eventType = OverdrachtenEvents.type("vragenlijst-beantwoord")
        public static var title: String { "Vraag van een vragenlijst beantwoord" }
        public static let eigenVelden = [
            "nummer": "Welke vraag.",
            "antwoord": "Verwijzing naar het versleutelde antwoord.",
        ]
        public static var example: VragenlijstBeantwoord {
            VragenlijstBeantwoord(
                kop: .example, nummer: 1, antwoord: Voorbeeld.inhoud)
        }
    }

    /// Who is to do the same asks its owner for the list.
    public struct VragenlijstGevraagd: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var grondslag: MeldingenEvents.Grondslag

        public static let eventType = OverdrachtenEvents.type("vragenlijst-gevraagd")
        public static var title: String { "Om een vragenlijst gevraagd" }
        public static let eigenVelden = [
            "grondslag": "Waarom de antwoorden gedeeld mogen worden."
        ]
        public static var example: VragenlijstGevraagd {
            VragenlijstGevraagd(
                kop: .example, grondslag: .wettelijkeTaak)
        }
    }

    /// The owner does not share it.
    public struct VragenlijstGeweigerd: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var aanvrager: Persoon
        public var reden: Vragenlijstweigerreden
        public var wachtend: Int

        public static let eventType = OverdrachtenEvents.type("vragenlijst-geweigerd")
        public static var title: String { "Vragenlijst niet gedeeld" }
        public static let eigenVelden = [
            "aanvrager": "Wie erom vroeg.",
            "reden": "Waarom.",
            "wachtend": "Hoeveel andere aanvragen nog wachten.",
        ]
        public static var example: VragenlijstGeweigerd {
            VragenlijstGeweigerd(
                kop: .example, aanvrager: .example, reden: .geenGrondslag, wachtend: 0)
        }
    }

    /// The owner shares it with one organisation, which reads it from here on.
    public struct VragenlijstGedeeld: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var met: OIN
        public var grondslag: MeldingenEvents.Grondslag
        public var aanvrager: Persoon?
        public var wachtend: Int

        public static let eventType = OverdrachtenEvents.type("vragenlijst-gedeeld")
        public static var title: String { "Vragenlijst gedeeld" }
        public static let eigenVelden = [
            "met": "De organisatie die haar krijgt.",
            "grondslag": "Waarom de antwoorden gedeeld mogen worden.",
            "aanvrager": "Wie erom vroeg; ontbreekt als niemand dat deed.",
            "wachtend": "Hoeveel andere aanvragen nog wachten.",
        ]
        public static var example: VragenlijstGedeeld {
            VragenlijstGedeeld(
                kop: .example, met: .placeholder, grondslag: .wettelijkeTaak, aanvrager: .example,
                wachtend: 0)
        }
    }

    /// A named person of the receiver has it.
    public struct VragenlijstOntvangen: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("vragenlijst-ontvangen")
        public static var title: String { "Vragenlijst ontvangen" }
        public static let eigenVelden = [
            "organisatie": "De organisatie die haar heeft."
        ]
        public static var example: VragenlijstOntvangen {
            VragenlijstOntvangen(
                kop: .example, organisatie: .placeholder)
        }
    }

    /// What an organisation asked for, or was to receive, can come to it no more: it left the zaak, or one of the two may
    /// not know the other.
    public struct VragenlijstVervallen: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var organisatie: OIN
        public var aanvrager: Persoon?
        public var wachtend: Int

        public static let eventType = OverdrachtenEvents.type("vragenlijst-vervallen")
        public static var title: String { "Aanvraag of deling van een vragenlijst vervallen" }
        public static let eigenVelden = [
            "organisatie": "De organisatie die haar niet meer krijgt.",
            "aanvrager": "Wie erom vroeg; ontbreekt als zij gedeeld was en nog niet ontvangen.",
            "wachtend": "Hoeveel andere aanvragen nog wachten.",
        ]
        public static var example: VragenlijstVervallen {
            VragenlijstVervallen(
                kop: .example.met(\.door, nil), organisatie: .placeholder, aanvrager: .example, wachtend: 0)
        }
    }

    /// O5: the term is half or nearly over.
    public struct VragenlijsttermijnHerinnerd: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("vragenlijsttermijn-herinnerd")
        public static var title: String { "Herinnerd aan een termijn over een vragenlijst" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer zij telt.",
            "stadium": "Hoeveel procent om is.",
            "organisatie": "De organisatie die aan zet is.",
        ]
        public static var example: VragenlijsttermijnHerinnerd {
            VragenlijsttermijnHerinnerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50,
                organisatie: .placeholder)
        }
    }

    /// O5: the term went by.
    public struct VragenlijsttermijnGeescaleerd: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("vragenlijsttermijn-geescaleerd")
        public static var title: String { "Termijn over een vragenlijst verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer zij telt.",
            "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: VragenlijsttermijnGeescaleerd {
            VragenlijsttermijnGeescaleerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
