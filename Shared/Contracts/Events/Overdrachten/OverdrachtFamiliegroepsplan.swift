import Foundation

// The family's own plan in a zaak (V9). References only: texts are sealed.
extension OverdrachtenEvents {
    /// What every event of a family's own plan says.
    public struct Plankop: Kop {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var regie: Persoon
        public var tijdstip: Date

        public static let fields = [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "regie": "Wie de regie heeft en het plan leest.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Plankop {
            Plankop(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, urgentie: .regulier,
                regie: .example, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// V9: a plan of the family itself; a later one replaces it.
    public struct FamiliegroepsplanGegeven: EventData, MetKop {
        public var kop: Plankop
        public var plan: UUID
        public var door: Persoon?
        public var lid: UUID
        public var zelf: UUID
        public var netwerk: UUID
        public var professioneel: UUID

        public static let eventType = OverdrachtenEvents.type("familiegroepsplan-gegeven")
        public static var title: String { "Familiegroepsplan gegeven" }
        public static let eigenVelden = [
            "plan": "Het plan; hetzelfde zolang de zaak er is.",
            "door": "Wie het voor het gezin toevoegde; ontbreekt als iemand van het gezin dat zelf deed.",
            "lid": "Het gezinslid dat het gaf.",
            "zelf": "Verwijzing naar wat het gezin zelf doet, versleuteld.",
            "netwerk": "Verwijzing naar wat familie en vrienden doen, versleuteld.",
            "professioneel": "Verwijzing naar welke hulp het gezin vraagt, versleuteld.",
        ]
        public static var example: FamiliegroepsplanGegeven {
            FamiliegroepsplanGegeven(
                kop: .example, plan: Voorbeeld.overdracht, door: nil, lid: Voorbeeld.melding, zelf: Voorbeeld.inhoud,
                netwerk: Voorbeeld.inhoud, professioneel: Voorbeeld.inhoud)
        }
    }

    /// V9: the family takes its plan back; nobody reads it any more.
    public struct FamiliegroepsplanIngetrokken: EventData, MetKop {
        public var kop: Plankop
        public var plan: UUID
        public var lid: UUID

        public static let eventType = OverdrachtenEvents.type("familiegroepsplan-ingetrokken")
        public static var title: String { "Familiegroepsplan ingetrokken" }
        public static let eigenVelden = [
            "plan": "Het plan.",
            "lid": "Het gezinslid dat het introk.",
        ]
        public static var example: FamiliegroepsplanIngetrokken {
            FamiliegroepsplanIngetrokken(kop: .example, plan: Voorbeeld.overdracht, lid: Voorbeeld.melding)
        }
    }
}
