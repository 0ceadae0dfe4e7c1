import Foundation

// What was decided, and who sees it otherwise.
extension CasussenEvents {
    /// R2: an assessment with its reasons.
    public struct BeoordelingVastgelegd: EventData, MetKop {
        public var kop: Casuskop
        public var beoordeling: UUID
        public var uitkomst: Beoordelingsuitkomst
        public var door: Persoon
        public var meldingen: [UUID]
        public var redenen: UUID

        public static let eventType = CasussenEvents.type("beoordeling-vastgelegd")
        public static var title: String { "Beoordeling vastgelegd" }
        public static let eigenVelden = [
            "beoordeling": "De beoordeling.",
            "uitkomst": "Wat de beoordeling is.",
            "door": "Medewerker die dit deed.",
            "meldingen": "Meldingen waarop zij berust.",
            "redenen": "De versleutelde redenen.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["meldingen": 1...200] }
        public static var example: BeoordelingVastgelegd {
            BeoordelingVastgelegd(
                kop: .example, beoordeling: Voorbeeld.id, uitkomst: .onderzoek, door: .example,
                meldingen: [Voorbeeld.id], redenen: Voorbeeld.id)
        }
    }

    /// R12: stands beside the decision, with its facts.
    public struct MeningsverschilVastgelegd: EventData, MetKop {
        public var kop: Casuskop
        public var meningsverschil: UUID
        public var beoordeling: UUID
        public var namens: Persoon
        public var feiten: UUID

        public static let eventType = CasussenEvents.type("meningsverschil-vastgelegd")
        public static var title: String { "Meningsverschil vastgelegd" }
        public static let eigenVelden = [
            "meningsverschil": "Het meningsverschil.",
            "beoordeling": "De beoordeling waarover het gaat.",
            "namens": "Wie het anders ziet.",
            "feiten": "De versleutelde feiten.",
        ]
        public static var example: MeningsverschilVastgelegd {
            MeningsverschilVastgelegd(
                kop: .example, meningsverschil: Voorbeeld.id, beoordeling: Voorbeeld.id, namens: .example,
                feiten: Voorbeeld.id)
        }
    }
}
