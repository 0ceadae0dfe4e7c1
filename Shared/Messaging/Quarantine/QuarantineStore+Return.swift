import Foundation
import Kafka
import Postgres

// What of quarantine comes to a decision again.
extension QuarantineStore {
    /// The open rows of messages that the broker or the source brings again (a failed one waits for its own time), and
    /// those that were passed over: a rebuild passes them over again.
    static func rows(_ places: [(key: PositionKey, sequence: Int64)]) -> SQL {
        """
        select q.id, q.consumer, q.source, q.topic, q.key, q.sequence, q.status, q.attempts, q.message_id, q.incarnation
        from unnest(\(places.map(\.key.consumer)), \(places.map(\.key.source)), \(places.map(\.key.topic)),
            \(places.map(\.key.key)), \(places.map(\.sequence))) as n (consumer, source, topic, key, sequence)
        join quarantine q using (consumer, source, topic, key, sequence)
        where q.status in ('waiting', 'parked', 'discarded') and (q.resolved_at is null or q.passed_over)
        """
    }

    static func read(rows: Rows) throws -> [PositionKey: [Int64: [QuarantineRow]]] {
        try rows.reduce(into: [:]) { found, row in
            let (id, consumer, source, topic, key, sequence, status, attempts, messageID, incarnation) = try row.decode(
                UUID.self, String.self, String.self, String.self, String.self, Int64.self, String.self, Int32.self,
                String.self, String?.self)
            guard let status = SetAside.Status(rawValue: status) else { return }
            let position = PositionKey(consumer: consumer, source: source, topic: topic, key: key)
            found[position, default: [:]][sequence, default: []].append(
                QuarantineRow(
                    id: id, status: status, attempts: Int(attempts), messageID: messageID, incarnation: incarnation))
        }
    }

    /// Rows that were read to be brought back, under lock: somebody may have tried, edited or laid away one of them since.
    static func lock(_ ids: [UUID]) -> SQL {
        """
        select id, status, attempts, edits from quarantine where id = any(\(ids)) and resolved_at is null
        order by id for update
        """
    }

    static func read(locked rows: Rows) throws -> [UUID: QuarantineRow.State] {
        try rows.reduce(into: [:]) { found, row in
            let (id, status, attempts, edits) = try row.decode(UUID.self, String.self, Int32.self, Int32.self)
            found[id] = SetAside.Status(rawValue: status).map {
                QuarantineRow.State(status: $0, attempts: Int(attempts), edits: Int(edits))
            }
        }
    }

    /// Makes those due that failed as these unknown versions did.
    static func retry(unknownVersions known: [(consumer: String, type: String, error: UnknownVersion)]) -> SQL {
        """
        update quarantine q set next_at = clock_timestamp()
        from unnest(\(known.map(\.consumer)), \(known.map(\.type)), \(known.map { "\($0.error)" })) as n (consumer, type, error)
        where (q.consumer, q.type, q.error) = (n.consumer, n.type, n.error) and q.status = 'failed'
            and q.resolved_at is null and (q.next_at is null or q.next_at > clock_timestamp())
        """
    }

    /// What can run now, in order: of each key that is not held the unbroken run from its next number on, and failed
    /// rows whose time has come.
    static func runnable(of consumers: [String], limit: Int) -> SQL {
        """
        with open as (
            select q.id, q.status, q.next_at, q.sequence, p.last_sequence,
                row_number() over (
                    partition by q.consumer, q.source, q.topic, q.key, q.status = 'failed' order by q.sequence) as place
            from quarantine q left join position p using (consumer, source, topic, key)
            where q.consumer = any(\(consumers)) and q.resolved_at is null and (
                q.status = 'failed' or q.status in ('waiting', 'parked', 'discarded') and not p.held)
        )
        select q.id, q.consumer, q.source, q.topic, q.key, q.sequence, q.message_id, q.type, q.status, q.attempts, q.headers,
            q.edits, coalesce(e.body, q.body)
        from open join quarantine q using (id) left join quarantine_edit e on e.quarantine = q.id and e.number = q.edits
        where q.body is not null and case
            when open.status = 'failed' then open.next_at <= clock_timestamp()
            else open.sequence <= open.last_sequence + open.place end
        order by q.consumer, q.source, q.topic, q.key, q.sequence
        limit \(limit)
        """
    }
}
