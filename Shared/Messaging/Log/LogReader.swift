import Foundation
import Postgres

/// Reads published events back from the log, in the same CloudEvent form in which the relay sent them.
public struct LogReader: Sendable {
    /// Events given at once at the most.
    static let limit = 500

    private let pool: PostgresPool
    private let source: String

    public init(pool: PostgresPool, source: String) {
        self.pool = pool
        self.source = source
    }

    /// The events `from...to` of a key, in order; only those no longer in the outbox, so that none overtakes the relay.
    public func events(topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]] {
        let results = try await pool.exchange([
            "select value from incarnation order by since desc limit 1",
            """
            select e.seq, e.topic, e.key, e.sequence, e.sequence, e.id, e.type, e.subject, e.data, e.created_at, e.oefening,
                e.traceparent, e.correlation_id, e.causation_id
            from event e
            where e.topic = \(topic) and e.key = \(key) and e.sequence between \(from) and \(to)
                and not exists (select from outbox o where o.seq = e.seq)
            order by e.sequence limit \(Self.limit)
            """,
        ])
        let envelope = Envelope(source: source, incarnation: try results[0].first?.decode(String.self) ?? "")
        return try OutboxStore.read(results[1]).map(envelope.value)
    }
}
