import Foundation

// A family that is helped by an organisation which stops (V7): on the list until other help has started.
extension OverdrachtenEvents {
    public enum Vervanguitkomst: String, Code {
        case gestart, overgenomen
        case nietMeerNodig = "niet-meer-nodig"
        case gezinWilNiet = "gezin-wil-niet"
        case gaatDoor = "gaat-door"
    }

    /// What every event of a search for a successor says.
    public struct Vervangkop: Kop {
        public var vervanging: UUID
        public var verwijzing: UUID?
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var vorige: OIN
        public var stoptOp: Datum?
        public var regie: Persoon
        public var door: Persoon?
        public var tijdstip: Date

        public static let fields = [
            "vervanging": "De plaats op de lijst.",
            "verwijzing": "De verwijzing waarmee zij helpt; ontbreekt voor wat aan haar is overgedragen.",
            "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "vorige": "De organisatie die stopt.", "stoptOp": "De eerste dag zonder haar, als die bekend is.",
            "regie": "Wie zorgt dat er een ander komt.",
            "door": "Wie dit deed; ontbreekt als een regel of de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Vervangkop {
            Vervangkop(
                vervanging: Voorbeeld.melding, verwijzing: nil, zaak: Voorbeeld.zaak, kenmerk: .placeholder,
                regio: .placeholder,
                oefening: false, urgentie: .regulier, vorige: .placeholder, stoptOp: .placeholder, regie: .example,
                door: nil, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// It stands on the list; also when the day, or who sees to it, became another.
    public struct VervangingGezocht: EventData, MetKop {
        public var kop: Vervangkop

        public static let eventType = OverdrachtenEvents.type("vervanging-gezocht")
        public static var title: String { "Vervanging gezocht" }
        public static var example: VervangingGezocht { VervangingGezocht(kop: .example) }
    }

    /// It is off the list: other help started, or a person said why that is not needed.
    public struct VervangingGesloten: EventData, MetKop {
        public var kop: Vervangkop
        public var uitkomst: Vervanguitkomst
        public var overdracht: UUID?
        public var vervangenDoor: UUID?

        public static let eventType = OverdrachtenEvents.type("vervanging-gesloten")
        public static var title: String { "Vervanging geregeld" }
        public static let eigenVelden = [
            "uitkomst": "Hoe het geregeld is.", "overdracht": "De hulp die gestart is, of die klaar was.",
            "vervangenDoor": "De verwijzing waarmee andere hulp is gestart.",
        ]
        public static var example: VervangingGesloten {
            VervangingGesloten(
                kop: .example.met(\.door, .example), uitkomst: .overgenomen, overdracht: Voorbeeld.overdracht,
                vervangenDoor: nil)
        }
    }

    /// O5: the day comes near.
    public struct VervangtermijnHerinnerd: EventData, MetKop {
        public var kop: Vervangkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int

        public static let eventType = OverdrachtenEvents.type("vervangtermijn-herinnerd")
        public static var title: String { "Herinnerd aan een vervanging" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
        ]
        public static var example: VervangtermijnHerinnerd {
            VervangtermijnHerinnerd(
                kop: .example.met(\.stoptOp, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50)
        }
    }

    /// O5: nobody has taken over in time.
    public struct VervangtermijnGeescaleerd: EventData, MetKop {
        public var kop: Vervangkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("vervangtermijn-geescaleerd")
        public static var title: String { "Termijn van een vervanging verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.", "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: VervangtermijnGeescaleerd {
            VervangtermijnGeescaleerd(
                kop: .example.met(\.stoptOp, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
