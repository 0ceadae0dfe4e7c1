/// A consumer group of the chain: who reads which topic.
public struct Afnemer: Sendable, Hashable {
    /// Name of the group, and of the consumer in positions and inbox: `verwijzing.casussen`.
    public let naam: String
    public let dienst: String
    /// A topic's name, or `Topics.inboundPattern`.
    public let topic: String

    /// Whether its source numbers events, so that positions can be compared with the source (MESSAGING.md §5).
    public var isGenummerd: Bool { topic != Topics.register && topic != Topics.inboundPattern }

    public func leest(_ topic: String) -> Bool {
        self.topic == Topics.inboundPattern ? topic.hasPrefix("keten.in.") : self.topic == topic
    }
}

/// Every consumer group of the chain. Operators must know which there are also while a service is down, so this stands
/// apart from the services; a test compares it with what each running service says that it reads.
public enum Afnemers {
    public static let alle: [Afnemer] =
        diensten.map { Afnemer(naam: "\($0).register", dienst: $0, topic: Topics.register) } + [
            lezer("melding-intake", "casussen", Topics.casussen),
            lezer("melding-intake", "inkomend", Topics.inboundPattern),
            lezer("regionaal-veiligheidsteam", "meldingen", Topics.meldingen),
            lezer("regionaal-veiligheidsteam", "overdrachten", Topics.overdrachten),
            lezer("regionaal-veiligheidsteam", "bevestigingen", Topics.bevestigingen),
            lezer("verwijzing", "casussen", Topics.casussen),
            lezer("verwijzing", "bevestigingen", Topics.bevestigingen),
            lezer("verwijzing", "inkomend", Topics.inboundPattern),
            lezer("notificaties", "aansluitingen", Topics.register),
            lezer("notificaties", "meldingen", Topics.meldingen),
            lezer("notificaties", "casussen", Topics.casussen),
            lezer("notificaties", "overdrachten", Topics.overdrachten),
            lezer("notificaties", "bevestigingen", Topics.bevestigingen),
            lezer("notificaties", "inkomend", Topics.inboundPattern),
        ]

    public static let diensten = Topics.chain.compactMap(Topics.writer).filter { $0 != "keten" }

    public static func van(topic: String) -> [Afnemer] { alle.filter { $0.leest(topic) } }

    private static func lezer(_ dienst: String, _ deel: String, _ topic: String) -> Afnemer {
        Afnemer(naam: "\(dienst).\(deel)", dienst: dienst, topic: topic)
    }
}
