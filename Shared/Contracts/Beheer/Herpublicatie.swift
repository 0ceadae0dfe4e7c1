import Foundation

/// A service republishes its log to a broker that lost its data.
public struct Herpublicatie: Contract {
    public var id: UUID
    public var dienst: String
    /// Nil: all that it writes.
    public var topic: String?
    public var totaal: Int
    public var gepubliceerd: Int
    public var perSeconde: Int
    public var toestand: String
    public var begonnenOp: Date
    public var geeindigdOp: Date?

    public init(
        id: UUID, dienst: String, topic: String?, totaal: Int, gepubliceerd: Int, perSeconde: Int, toestand: String,
        begonnenOp: Date, geeindigdOp: Date?
    ) {
        self.id = id
        self.dienst = dienst
        self.topic = topic
        self.totaal = totaal
        self.gepubliceerd = gepubliceerd
        self.perSeconde = perSeconde
        self.toestand = toestand
        self.begonnenOp = begonnenOp
        self.geeindigdOp = geeindigdOp
    }

    public static var title: String { "Herpublicatie" }
    public static var fields: [String: String] {
        [
            "id": "Id.", "dienst": "Wiens logboek.", "topic": "Alleen dit topic.", "totaal": "Hoeveel gebeurtenissen.",
            "gepubliceerd": "Hoeveel daarvan weer op Kafka staan.", "perSeconde": "Hoe snel ten hoogste.",
            "toestand": "running, paused, cancelled of done.", "begonnenOp": "Sinds wanneer.",
            "geeindigdOp": "Wanneer klaar of afgebroken.",
        ]
    }
    public static var example: Herpublicatie {
        Herpublicatie(
            id: .placeholder, dienst: "verwijzing", topic: Topics.overdrachten, totaal: 100, gepubliceerd: 40,
            perSeconde: 1_000, toestand: "running", begonnenOp: .placeholder, geeindigdOp: nil)
    }
}
