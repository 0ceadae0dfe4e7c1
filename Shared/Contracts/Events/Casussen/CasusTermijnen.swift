import Foundation

// Terms that went off.
extension CasussenEvents {
    /// O5: a reminder at 50 and 80 per cent to who must move.
    public struct TermijnHerinnerd: EventData {
        public var zaak: UUID?
        public var melding: UUID?
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN?
        public var regiehouder: Persoon?
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN

        public static let eventType = CasussenEvents.type("termijn-herinnerd")
        public static var title: String { "Termijn herinnerd" }
        public static var fields: [String: String] {
            termijnkop(met: [
                "soort": "Soort termijn.",
                "sinds": "Vanaf wanneer de termijn telt.",
                "stadium": "Hoeveel procent van de termijn om is.",
                "organisatie": "Organisatie die aan zet is.",
            ])
        }
        public static var example: TermijnHerinnerd {
            TermijnHerinnerd(
                zaak: Voorbeeld.id, melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder,
                gemeente: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip, urgentie: .regulier,
                team: .placeholder, regiehouder: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip,
                stadium: .half, organisatie: .placeholder)
        }

        public func check() -> [Violation] { CasussenEvents.zaakOfMelding(zaak, melding) }
    }

    /// O5: at 100 per cent to the team leads, at 150 to the region's named person.
    public struct TermijnGeescaleerd: EventData {
        public var zaak: UUID?
        public var melding: UUID?
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN?
        public var regiehouder: Persoon?
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = CasussenEvents.type("termijn-geescaleerd")
        public static var title: String { "Termijn geëscaleerd" }
        public static var fields: [String: String] {
            termijnkop(met: [
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
                zaak: Voorbeeld.id, melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder,
                gemeente: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip, urgentie: .regulier,
                team: .placeholder, regiehouder: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip,
                stadium: .half, organisatie: .placeholder, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }

        public func check() -> [Violation] { CasussenEvents.zaakOfMelding(zaak, melding) }
    }
}
