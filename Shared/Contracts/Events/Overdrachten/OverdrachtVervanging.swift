import Foundation

// A family that is helped by an organisation which stops (V7): on the list until other help has started.
extension OverdrachtenEvents {
    public enum Vervanguitkomst: String, Code {
        case gestart, overgenomen
        case nietMeerNodig = "niet-meer-nodig"
        case gezinWilNiet = "gezin-wil-niet"
        case gaatDoor = "gaat-door"
    }

    /// Explanations of such an event: the shared fields and its own.
    private static func vervangkop(met eigen: [String: String]) -> [String: String] {
        [
            "vervanging": "De plaats op de lijst.", "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "vorige": "De organisatie die stopt.", "stoptOp": "De eerste dag zonder haar, als die bekend is.",
            "regie": "Wie zorgt dat er een ander komt.",
            "door": "Wie dit deed; ontbreekt als een regel of de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ].merging(eigen) { $1 }
    }

    /// It stands on the list; also when the day, or who sees to it, became another.
    public struct VervangingGezocht: EventData {
        public var vervanging: UUID
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

        public static let eventType = OverdrachtenEvents.type("vervanging-gezocht")
        public static var title: String { "Vervanging gezocht" }
        public static var fields: [String: String] { vervangkop(met: [:]) }
        public static var example: VervangingGezocht {
            VervangingGezocht(
                vervanging: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, vorige: .placeholder, stoptOp: .placeholder, regie: .example,
                door: nil, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// It is off the list: other help started, or a person said why that is not needed.
    public struct VervangingGesloten: EventData {
        public var vervanging: UUID
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
        public var uitkomst: Vervanguitkomst
        public var overdracht: UUID?

        public static let eventType = OverdrachtenEvents.type("vervanging-gesloten")
        public static var title: String { "Vervanging geregeld" }
        public static var fields: [String: String] {
            vervangkop(met: [
                "uitkomst": "Hoe het geregeld is.", "overdracht": "De hulp die gestart is, of die klaar was.",
            ])
        }
        public static var example: VervangingGesloten {
            VervangingGesloten(
                vervanging: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, vorige: .placeholder, stoptOp: .placeholder, regie: .example,
                door: .example, tijdstip: Voorbeeld.tijdstip, uitkomst: .overgenomen,
                overdracht: Voorbeeld.overdracht)
        }
    }

    /// O5: the day comes near.
    public struct VervangtermijnHerinnerd: EventData {
        public var vervanging: UUID
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
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int

        public static let eventType = OverdrachtenEvents.type("vervangtermijn-herinnerd")
        public static var title: String { "Herinnerd aan een vervanging" }
        public static var fields: [String: String] {
            vervangkop(met: [
                "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            ])
        }
        public static var example: VervangtermijnHerinnerd {
            VervangtermijnHerinnerd(
                vervanging: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, vorige: .placeholder, stoptOp: nil, regie: .example, door: nil,
                tijdstip: Voorbeeld.tijdstip, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50)
        }
    }

    /// O5: nobody has taken over in time.
    public struct VervangtermijnGeescaleerd: EventData {
        public var vervanging: UUID
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
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("vervangtermijn-geescaleerd")
        public static var title: String { "Termijn van een vervanging verlopen" }
        public static var fields: [String: String] {
            vervangkop(met: [
                "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
                "niveau": "Wie het hoort.", "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
            ])
        }
        public static var example: VervangtermijnGeescaleerd {
            VervangtermijnGeescaleerd(
                vervanging: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, vorige: .placeholder, stoptOp: nil, regie: .example, door: nil,
                tijdstip: Voorbeeld.tijdstip, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
