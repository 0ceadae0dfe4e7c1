import Foundation

// Terms that went off.
extension MeldingenEvents {
    /// O5: a reminder at 50 and 80 per cent to who must move.
    public struct TermijnHerinnerd: EventData {
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
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN

        public static let eventType = MeldingenEvents.type("termijn-herinnerd")
        public static var title: String { "Termijn herinnerd" }
        public static var fields: [String: String] {
            kop(met: [
                "soort": "Soort termijn.",
                "sinds": "Vanaf wanneer de termijn telt.",
                "stadium": "Hoeveel procent van de termijn om is.",
                "organisatie": "Organisatie die aan zet is.",
            ])
        }
        public static var example: TermijnHerinnerd {
            TermijnHerinnerd(
                melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, zaak: Voorbeeld.id, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, behandelaar: .placeholder, melder: .placeholder,
                eigenKenmerk: .placeholder, terugkoppelingGewenst: true, soort: .placeholder, sinds: Voorbeeld.tijdstip,
                stadium: .half, organisatie: .placeholder)
        }
    }

    /// O5: at 100 per cent to the team leads, at 150 to the region's named person.
    public struct TermijnGeescaleerd: EventData {
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
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = MeldingenEvents.type("termijn-geescaleerd")
        public static var title: String { "Termijn geëscaleerd" }
        public static var fields: [String: String] {
            kop(met: [
                "soort": "Soort termijn.",
                "sinds": "Vanaf wanneer de termijn telt.",
                "stadium": "Hoeveel procent van de termijn om is.",
                "organisatie": "Organisatie die aan zet is.",
                "niveau": "Wie het hoort.",
                "escalatieNaar":
                    "Organisaties van wie de teamleiders het horen; leeg als het aanspreekpunt van de regio het hoort.",
            ])
        }
        public static var example: TermijnGeescaleerd {
            TermijnGeescaleerd(
                melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, zaak: Voorbeeld.id, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, behandelaar: .placeholder, melder: .placeholder,
                eigenKenmerk: .placeholder, terugkoppelingGewenst: true, soort: .placeholder, sinds: Voorbeeld.tijdstip,
                stadium: .half, organisatie: .placeholder, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
