import Foundation

/// What happens to a melding; topic `keten.meldingen`, written by melding-intake alone.
///
/// Each event stands by itself: the head says who deals with it, who reported, and whether that one wants to hear more.
public enum MeldingenEvents {
    public static let all: [any EventData.Type] = [
        MeldingOntvangen.self, MeldingAangevuld.self, MeldingDoorgestuurd.self, MeldingSoortGewijzigd.self,
        MeldingInBehandeling.self, MeldingAfgehandeld.self, BerichtGeweigerd.self, TermijnHerinnerd.self,
        TermijnGeescaleerd.self,
    ]

    static func type(_ name: String) -> EventType { EventType(domain: "meldingen", name: name) }

    /// What every event of a melding says.
    public struct Meldingkop: Kop {
        public var melding: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var zaak: UUID?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var behandelaar: OIN
        public var melder: OIN?
        public var eigenKenmerk: EigenKenmerk?
        public var terugkoppelingGewenst: Bool

        public static let fields = [
            "melding": "De melding.",
            "kenmerk": "Kenmerk van de melding, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "zaak": "De zaak waarin de melding is opgenomen.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Regulier of spoed, na deze gebeurtenis.",
            "behandelaar": "Organisatie die de melding nu behandelt.",
            "melder": "Organisatie die meldde; ontbreekt bij een burger.",
            "eigenKenmerk": "Eigen kenmerk van de melder.",
            "terugkoppelingGewenst": "Of de melder de uitkomst wil horen.",
        ]
        public static var example: Meldingkop {
            Meldingkop(
                melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, zaak: Voorbeeld.id, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, behandelaar: .placeholder, melder: .placeholder,
                eigenKenmerk: .placeholder, terugkoppelingGewenst: true)
        }
    }
}
