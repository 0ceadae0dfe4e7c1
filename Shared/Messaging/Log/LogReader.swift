import Foundation
import Postgres

/// Reads published events back from the log, in the same CloudEvent form in which the relay sent them.
public struct LogReader: Sendable {
    /// Events given at once at the most.
    static let limit = 500

    private let pool: PostgresPool
    /// Who writes the log.
    public let source: String

    public init(pool: PostgresPool, source: String) {
        self.pool = pool
        self.source = source
    }

    /// The keys of a topic, how far each was published, and how far it was before an instant: a page after `after`.
    public func keys(
        topic: String, since: Date?, key: String? = nil, after: String = "", limit: Int = KeyState.page
    ) async throws -> [KeyState] {
        try await pool.query(
            """
            select s.key,
                coalesce((
                    select o.sequence - 1 from outbox o where (o.topic, o.key) = (s.topic, s.key) order by o.sequence limit 1
                ), s.last_sequence),
                case when \(since)::timestamptz is null then 0 else coalesce((
                    select e.sequence from event e
                    where (e.topic, e.key) = (s.topic, s.key) and e.created_at < \(since)
                    order by e.sequence desc limit 1), 0) end
            from stream s
            where s.topic = \(topic) and s.key > \(after) and (\(key)::text is null or s.key = \(key))
            order by s.key limit \(limit)
            """
        ).map { row in
            let (key, last, before) = try row.decode(String.self, Int64.self, Int64.self)
            return KeyState(key: key, last: last, before: min(before, last))
        }
    }

    /// The events `from...to` of a key, in order; only those no longer in the outbox, so that none overtakes the relay.
    public func events(topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]] {
        let rows = try await pool.query(
            """
            select e.seq, e.topic, e.key, e.sequence, e.sequence, \(EventLog.columns)
            from event e \(LogLife.join)
            where e.topic = \(topic) and e.key = \(key) and e.sequence between \(from) and \(to)
                and not exists (select from outbox o where o.seq = e.seq)
            order by e.sequence limit \(Self.limit)
            """)
        return try OutboxStore.read(rows).map(Envelope(source: source).value)
    }
}
