import Contracts
import Foundation
import Postgres

// What is recorded and not published, and letting the relay try again (MESSAGING.md §2).
extension Operations {
    /// Counts by topic, and the oldest of what the broker refused.
    public func outbox() async throws -> Outboxinzage {
        let results = try await pool.exchange([
            """
            select o.topic, count(*), count(distinct o.key), (select created_at from event e where e.seq = min(o.seq))
            from outbox o group by o.topic order by o.topic
            """,
            """
            select o.seq, o.topic, o.key, o.sequence, e.type, e.created_at, o.failed_at, o.retry_at, o.error,
                (select count(*) from outbox b where b.topic = o.topic and b.key = o.key and b.sequence > o.sequence)
            from outbox o join event e using (seq) where o.failed_at is not null
            order by o.seq limit 100
            """,
        ])
        return Outboxinzage(
            topics: try results[0].map { row in
                let (topic, count, keys, oldest) = try row.decode(String.self, Int64.self, Int64.self, Date.self)
                return Outboxtopic(topic: topic, aantal: Int(count), sleutels: Int(keys), oudsteOp: oldest)
            },
            gefaald: try results[1].map { row in
                let (seq, topic, key, sequence, type, created, failed, retry, error, behind) = try row.decode(
                    Int64.self, String.self, String.self, Int64.self, String.self, Date.self, Date.self, Date?.self,
                    String?.self, Int64.self)
                return Outboxrij(
                    volgorde: Int(seq), topic: topic, sleutel: key, volgnummer: Int(sequence), soort: type,
                    vastgelegdOp: created, geweigerdOp: failed, opnieuwOp: retry, fout: error ?? "-",
                    erachter: Int(behind))
            })
    }

    /// Lets the relay try refused events again now; it takes them in the order of their keys.
    /// - Parameter seq: one of them; nil for all.
    /// - Returns: how many.
    public func retryOutbox(_ seq: Int64?, by operator: OperatorAct) async throws -> Int {
        try await pool.transaction { transaction in
            let rows = try await transaction.exchange([
                """
                update outbox set retry_at = clock_timestamp()
                where failed_at is not null and (\(seq)::bigint is null or seq = \(seq)) returning seq
                """
            ])
            _ = try await transaction.commit([
                `operator`.record("outbox-retry", target: seq.map(String.init) ?? "*", count: rows[0].count)
            ])
            return rows[0].count
        }
    }
}
