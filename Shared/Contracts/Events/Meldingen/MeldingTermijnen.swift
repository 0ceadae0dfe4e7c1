import Foundation

// Terms that went off.
extension MeldingenEvents {
    /// O5: a reminder at 50 and 80 per cent to who must move.
    public struct TermijnHerinnerd: EventData, MetKop {
        public var kop: Meldingkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN

        public static let eventType = MeldingenEvents.type("termijn-herinnerd")
        public static var title: String { "Termijn herinnerd" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "organisatie": "Organisatie die aan zet is.",
        ]
        public static var example: TermijnHerinnerd {
            TermijnHerinnerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                organisatie: .placeholder)
        }
    }

    /// O5: at 100 per cent to the team leads, at 150 to the region's named person.
    public struct TermijnGeescaleerd: EventData, MetKop {
        public var kop: Meldingkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = MeldingenEvents.type("termijn-geescaleerd")
        public static var title: String { "Termijn geëscaleerd" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "organisatie": "Organisatie die aan zet is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar":
                "Organisaties van wie de teamleiders het horen; leeg als het aanspreekpunt van de regio het hoort.",
        ]
        public static var example: TermijnGeescaleerd {
            TermijnGeescaleerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                organisatie: .placeholder, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
