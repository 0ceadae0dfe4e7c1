import Contracts
import Foundation
import Postgres

/// An unpublished event as the relay reads it.
package struct OutboxRow: Sendable {
    let seq: Int64
    let topic: String
    let key: String
    let sequence: Int64
    /// The lowest sequence of this topic and key that stands in the outbox in the same snapshot.
    let head: Int64
    let event: CloudEventText
}

/// What the envelope needs of a log row; `data` stays text.
struct CloudEventText: Sendable {
    let id: UUID
    let type: String
    let subject: String
    let data: String
    let time: Date
    let oefening: Bool
    let traceparent: String?
    let correlation: String?
    let causation: String?
    let life: LogLife
}

package enum OutboxStore {
    /// Unpublished rows above the cursor, in order, without keys that a failed row holds and without held topics.
    static func above(_ cursor: Int64, holding topics: [String] = [], limit: Int) -> SQL {
        // Said of both tables, since a merge would else read the log from its beginning.
        select("o.seq > \(cursor) and e.seq > \(cursor)", topics, limit)
    }

    /// Rows at or below the cursor: those that committed late, and those whose topic is held no longer.
    static func sweep(upTo cursor: Int64, except inFlight: [Int64], holding topics: [String] = [], limit: Int) -> SQL {
        select("o.seq <= \(cursor) and o.seq <> all(\(inFlight))", topics, limit)
    }

    /// Rows by their numbers, of those that are there by now.
    static func some(_ seqs: [Int64], holding topics: [String] = [], limit: Int) -> SQL {
        select("o.seq = any(\(seqs)) and e.seq = any(\(seqs))", topics, limit)
    }

    private static func select(_ range: SQL, _ held: [String], _ limit: Int) -> SQL {
        """
        select o.seq, o.topic, o.key, o.sequence,
            (select p.sequence from outbox p where p.topic = o.topic and p.key = o.key order by p.sequence limit 1),
            \(EventLog.columns)
        from outbox o join event e using (seq) \(LogLife.join)
        where \(range) and o.topic <> all(\(held)) and (o.failed_at is null or o.retry_at <= clock_timestamp())
            and not exists (
                select from outbox f
                where f.topic = o.topic and f.key = o.key and f.sequence < o.sequence and f.failed_at is not null)
        order by o.seq limit \(limit)
        """
    }

    package static func read(_ rows: Rows) throws -> [OutboxRow] {
        try rows.map { row in
            let (
                seq, topic, key, sequence, head, id, type, subject, data, time, oefening, traceparent, correlation,
                causation, incarnation, after, from
            ) =
                try row.decode(
                    Int64.self, String.self, String.self, Int64.self, Int64.self, UUID.self, String.self, String.self,
                    String.self, Date.self, Bool.self, String?.self, String?.self, String?.self, String.self,
                    Int64?.self, String?.self)
            return OutboxRow(
                seq: seq, topic: topic, key: key, sequence: sequence, head: head,
                event: CloudEventText(
                    id: id, type: type, subject: subject, data: data, time: time, oefening: oefening,
                    traceparent: traceparent, correlation: correlation, causation: causation,
                    life: LogLife(incarnation: incarnation, start: after.map { LogLife.Start(after: $0, from: from) })))
        }
    }

    /// Records what the broker confirmed and removes it, if this relay still leads.
    /// - Returns (by the statement): one row if it does.
    static func confirm(_ done: [(seq: Int64, partition: Int32, offset: Int64)], owner: String, epoch: Int64) -> SQL {
        """
        with lead as materialized (
            select 1 from relay_lease where owner = \(owner) and epoch = \(epoch) for update
        ), gone as (
            delete from outbox o using lead where o.seq = any(\(done.map(\.seq))) returning o.seq
        ), recorded as (
            insert into publication (seq, partition, "offset", published_at)
            select n.seq, n.partition, n.position, clock_timestamp()
            from unnest(\(done.map(\.seq)), \(done.map(\.partition)), \(done.map(\.offset))) as n (seq, partition, position)
            join gone using (seq)
            on conflict (seq) do nothing
        )
        select count(*) from lead
        """
    }

    /// A row that the broker will not take holds its key; it is tried again later.
    static func fail(_ seq: Int64, error: String) -> SQL {
        """
        update outbox set failed_at = clock_timestamp(), retry_at = clock_timestamp() + interval '30 seconds', error = \(error)
        where seq = \(seq)
        """
    }
}
