import Foundation

// What was decided, and who sees it otherwise.
extension CasussenEvents {
    /// R2: an assessment with its reasons.
    public struct BeoordelingVastgelegd: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon
        public var beoordeling: UUID
        public var uitkomst: Beoordelingsuitkomst
        public var door: Persoon
        public var meldingen: [UUID]
        public var redenen: UUID

        public static let eventType = CasussenEvents.type("beoordeling-vastgelegd")
        public static var title: String { "Beoordeling vastgelegd" }
        public static var fields: [String: String] {
            kop(met: [
                "beoordeling": "De beoordeling.",
                "uitkomst": "Wat de beoordeling is.",
                "door": "Medewerker die dit deed.",
                "meldingen": "Meldingen waarop zij berust.",
                "redenen": "De versleutelde redenen.",
            ])
        }
        public static var lists: [String: ClosedRange<Int>] { ["meldingen": 1...200] }
        public static var example: BeoordelingVastgelegd {
            BeoordelingVastgelegd(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example,
                beoordeling: Voorbeeld.id, uitkomst: .onderzoek, door: .example, meldingen: [Voorbeeld.id],
                redenen: Voorbeeld.id)
        }
    }

    /// R12: stands beside the decision, with its facts.
    public struct MeningsverschilVastgelegd: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon
        public var meningsverschil: UUID
        public var beoordeling: UUID
        public var namens: Persoon
        public var feiten: UUID

        public static let eventType = CasussenEvents.type("meningsverschil-vastgelegd")
        public static var title: String { "Meningsverschil vastgelegd" }
        public static var fields: [String: String] {
            kop(met: [
                "meningsverschil": "Het meningsverschil.",
                "beoordeling": "De beoordeling waarover het gaat.",
                "namens": "Wie het anders ziet.",
                "feiten": "De versleutelde feiten.",
            ])
        }
        public static var example: MeningsverschilVastgelegd {
            MeningsverschilVastgelegd(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example,
                meningsverschil: Voorbeeld.id, beoordeling: Voorbeeld.id, namens: .example, feiten: Voorbeeld.id)
        }
    }
}
