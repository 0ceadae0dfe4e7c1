import Foundation
import Postgres

/// Names a consumer's place in one key of one topic of one source.
struct PositionKey: Sendable, Hashable, Comparable {
    let consumer: String
    let source: String
    let topic: String
    let key: String

    static func < (a: PositionKey, b: PositionKey) -> Bool {
        (a.consumer, a.source, a.topic, a.key) < (b.consumer, b.source, b.topic, b.key)
    }
}

/// How far a consumer is in a key, and what an arriving sequence means there (MESSAGING.md §5; `consumer.pml`).
struct Position: Sendable, Equatable {
    var last: Int64 = 0
    var seen: Int64 = 0
    /// At or below this number no mail, webhook or task goes out: a rebuild mutes what was already done.
    var effectsTo: Int64 = 0
    var incarnation: String?
    var held = false
    var isNew = true
    var changed = false

    enum Arrival: Equatable { case decide, duplicate, conflict, park, wait, passOver }

    /// What to do with a message.
    /// - Parameters:
    ///   - continuesAfter: what a restored source says: its new incarnation goes on after this sequence.
    ///   - setAside: the status of its quarantine row, where it comes from there.
    func arrival(
        _ sequence: Int64, incarnation other: String?, continuesAfter: Int64? = nil, setAside: SetAside.Status? = nil
    ) -> Arrival {
        let sameHistory = incarnation == nil || other == nil || incarnation == other
        if sequence <= last { return sameHistory ? .duplicate : .conflict }
        if !sameHistory && !(sequence == last + 1 && continuesAfter == last) { return .conflict }
        if sequence == last + 1 {
            if setAside == .discarded { return .passOver }
            if held && setAside != .failed { return .wait }
            return .decide
        }
        return held ? .wait : .park
    }

    mutating func finish(_ sequence: Int64, incarnation other: String?) {
        last = sequence
        seen = max(seen, sequence)
        incarnation = other ?? incarnation
        held = false
        changed = true
    }

    mutating func notice(_ sequence: Int64, holding: Bool = false) {
        if sequence > seen || isNew || (holding && !held) { changed = true }
        seen = max(seen, sequence)
        if holding { held = true }
    }
}

enum PositionStore {
    static func lock(_ keys: [PositionKey]) -> SQL {
        """
        select p.consumer, p.source, p.topic, p.key, p.last_sequence, p.seen_sequence, p.effects_to, p.incarnation, p.held
        from unnest(\(keys.map(\.consumer)), \(keys.map(\.source)), \(keys.map(\.topic)), \(keys.map(\.key)))
            as n (consumer, source, topic, key)
        join position p using (consumer, source, topic, key)
        order by p.consumer collate "C", p.source collate "C", p.topic collate "C", p.key collate "C"
        for update of p
        """
    }

    static func read(_ rows: Rows) throws -> [PositionKey: Position] {
        var found: [PositionKey: Position] = [:]
        for row in rows {
            let (consumer, source, topic, key, last, seen, effects, incarnation, held) = try row.decode(
                String.self, String.self, String.self, String.self, Int64.self, Int64.self, Int64.self, String?.self,
                Bool.self)
            found[PositionKey(consumer: consumer, source: source, topic: topic, key: key)] = Position(
                last: last, seen: seen, effectsTo: effects, incarnation: incarnation, held: held, isNew: false)
        }
        return found
    }

    /// Positions that know of more than they have, while nothing stands at their next number: random, so that some
    /// that nobody can supply do not hide the others.
    static func gaps(of consumers: [String], limit: Int) -> SQL {
        """
        select p.consumer, p.source, p.topic, p.key, p.last_sequence, p.seen_sequence from position p
        where p.seen_sequence > p.last_sequence and not p.held and p.consumer = any(\(consumers))
            and not exists (
                select from quarantine q
                where (q.consumer, q.source, q.topic, q.key) = (p.consumer, p.source, p.topic, p.key)
                    and q.sequence = p.last_sequence + 1 and q.status in ('failed', 'waiting', 'parked', 'discarded')
                    and q.resolved_at is null)
        order by random() limit \(limit)
        """
    }

    static func gap(_ row: Row) throws -> (position: PositionKey, last: Int64, seen: Int64) {
        let (consumer, source, topic, key, last, seen) = try row.decode(
            String.self, String.self, String.self, String.self, Int64.self, Int64.self)
        return (PositionKey(consumer: consumer, source: source, topic: topic, key: key), last, seen)
    }

    /// A position that two instances make at once fails one of them on the primary key; its batch is tried again.
    static func save(_ positions: [PositionKey: Position]) -> [SQL] {
        let sorted = positions.sorted { $0.key < $1.key }
        return [sorted.filter { $0.value.isNew }, sorted.filter { !$0.value.isNew }].enumerated().compactMap {
            step, some in
            guard !some.isEmpty else { return nil }
            let rows: SQL = """
                unnest(\(some.map(\.key.consumer)), \(some.map(\.key.source)), \(some.map(\.key.topic)),
                    \(some.map(\.key.key)), \(some.map(\.value.last)), \(some.map(\.value.seen)),
                    \(some.map(\.value.incarnation)), \(some.map(\.value.held)))
                    as n (consumer, source, topic, key, last_sequence, seen_sequence, incarnation, held)
                """
            return step == 0
                ? """
                insert into position (consumer, source, topic, key, last_sequence, seen_sequence, incarnation, held)
                select consumer, source, topic, key, last_sequence, seen_sequence, incarnation, held from \(rows)
                """
                : """
                update position p set last_sequence = n.last_sequence, seen_sequence = n.seen_sequence,
                    incarnation = n.incarnation, held = n.held
                from \(rows)
                where (p.consumer, p.source, p.topic, p.key) = (n.consumer, n.source, n.topic, n.key)
                """
        }
    }
}

struct InboxKey: Sendable, Hashable {
    let consumer: String
    let messageID: String
}

/// Message ids that were decided, kept 14 days.
enum InboxStore {
    static func known(_ keys: [InboxKey]) -> SQL {
        """
        select consumer, message_id from inbox
        where (consumer, message_id) in (select * from unnest(\(keys.map(\.consumer)), \(keys.map(\.messageID))))
        """
    }

    static func read(_ rows: Rows) throws -> Set<InboxKey> {
        Set(
            try rows.map { row in
                let (consumer, id) = try row.decode(String.self, String.self)
                return InboxKey(consumer: consumer, messageID: id)
            })
    }

    /// - Parameter ifNew: what is known already is no mistake: a rebuild decides by positions (MESSAGING.md §5). Without
    ///   positions it is the mark of a race with another instance, and fails.
    static func add(_ keys: [InboxKey], ifNew: Bool, at now: Date) -> [SQL] {
        guard !keys.isEmpty else { return [] }
        let sorted = keys.sorted { ($0.consumer, $0.messageID) < ($1.consumer, $1.messageID) }
        return [
            """
            insert into inbox (consumer, message_id, received_at)
            select consumer, message_id, \(now)
            from unnest(\(sorted.map(\.consumer)), \(sorted.map(\.messageID))) as n (consumer, message_id)
            \(ifNew ? SQL(verbatim: "on conflict do nothing") : SQL(verbatim: ""))
            """
        ]
    }
}
