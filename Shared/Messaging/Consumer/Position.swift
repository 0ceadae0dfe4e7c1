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

/// How far a consumer is in a key, and what an arriving sequence means there (MESSAGING.md §5; `consumer.pml`, `restore.pml`).
struct Position: Sendable, Equatable {
    var last: Int64 = 0
    var seen: Int64 = 0
    /// At or below this number no mail, webhook or task goes out: a rebuild mutes what was already done.
    var effectsTo: Int64 = 0
    /// The copy of the source's log in which `last` was written; nil: any.
    var incarnation: String?
    var held = false
    /// Held because the source tells another history than the one that was taken; an operator chooses.
    var conflicted = false
    /// Copies of the source's log that were left behind here: what still comes of them is not news.
    var superseded: [Superseded] = []
    var isNew = true
    var changed = false

    enum Arrival: Equatable { case decide, duplicate, conflict, park, wait, passOver }

    /// What to do with a message.
    /// - Parameter setAside: the status of its quarantine row, where it comes from there.
    func arrival(_ sequence: Int64, life: LogLife?, setAside: SetAside.Status? = nil) -> Arrival {
        if let life, superseded.contains(where: { $0.incarnation == life.incarnation }) {
            return .duplicate
        }
        if isSameHistory(life) {
            if sequence <= last { return .duplicate }
        } else if !goesOn(life, from: sequence) {
            return .conflict
        }
        if conflicted { return .wait }
        if sequence == last + 1 {
            if setAside == .discarded { return .passOver }
            if held && setAside != .failed { return .wait }
            return .decide
        }
        return held ? .wait : .park
    }

    private func isSameHistory(_ life: LogLife?) -> Bool {
        incarnation == nil || life == nil || incarnation == life?.incarnation
    }

    /// Whether a restored log has everything that was taken here, and this is a number that it gave out itself.
    private func goesOn(_ life: LogLife?, from sequence: Int64) -> Bool {
        guard let start = life?.start, last <= start.after, sequence > start.after else { return false }
        return last == 0 || start.from == incarnation
    }

    mutating func finish(_ sequence: Int64, life: LogLife?) {
        last = sequence
        seen = max(seen, sequence)
        if let life, life.incarnation != incarnation {
            if let incarnation { superseded.append(Superseded(incarnation: incarnation, at: sequence - 1)) }
            incarnation = life.incarnation
        }
        held = false
        changed = true
    }

    /// Follows a restored log instead of the history that was taken: back to the last number that both have.
    /// - Returns: false where it does not say what they have in common; nothing is changed then.
    mutating func follow(_ life: LogLife) -> Bool {
        guard let start = life.start else { return false }
        var common = min(last, start.after)
        if let from = start.from, let incarnation, from != incarnation {
            // A copy of a copy that was left behind here before.
            guard let left = superseded.first(where: { $0.incarnation == from }) else { return false }
            common = min(common, left.at)
        }
        superseded.removeAll { $0.incarnation == start.from || $0.incarnation == life.incarnation }
        // What both have, if that is not all, comes as it was written.
        let next = common < start.after ? start.from : life.incarnation
        if let incarnation, incarnation != next { superseded.append(Superseded(incarnation: incarnation, at: common)) }
        (last, incarnation) = (common, next)
        effectsTo = min(effectsTo, common)
        (held, conflicted, changed) = (false, false, true)
        return true
    }

    mutating func notice(_ sequence: Int64, holding: Bool = false, conflicting: Bool = false) {
        let holding = holding || conflicting
        if sequence > seen || isNew || (holding && !held) || (conflicting && !conflicted) { changed = true }
        seen = max(seen, sequence)
        if holding { held = true }
        if conflicting { conflicted = true }
    }
}

/// A copy of a source's log that a key has left behind, and the last number of it that counts.
struct Superseded: Sendable, Equatable {
    let incarnation: String
    let at: Int64

    init(incarnation: String, at: Int64) {
        self.incarnation = incarnation
        self.at = at
    }

    /// As a text `incarnation:number`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let at = Int64(text[text.index(after: colon)...]) else { return nil }
        self.init(incarnation: String(text[..<colon]), at: at)
    }

    var text: String { "\(incarnation):\(at)" }
}

enum PositionStore {
    /// Locks in the order of the keys. Each is looked up by itself: as a join, a plan that was made while the table was
    /// empty would read all of it for each batch.
    static func lock(_ keys: [PositionKey]) -> SQL {
        """
        select p.*
        from (
            select *
            from unnest(\(keys.map(\.consumer)), \(keys.map(\.source)), \(keys.map(\.topic)), \(keys.map(\.key)))
                as n (consumer, source, topic, key)
            order by consumer collate "C", source collate "C", topic collate "C", key collate "C"
        ) n cross join lateral (
            select consumer, source, topic, key, last_sequence, seen_sequence, effects_to, incarnation, held, conflicted,
                superseded
            from position
            where (consumer, source, topic, key) = (n.consumer, n.source, n.topic, n.key)
            for update
        ) p
        """
    }

    static func read(_ rows: Rows) throws -> [PositionKey: Position] {
        var found: [PositionKey: Position] = [:]
        for row in rows {
            let (consumer, source, topic, key, last, seen, effects, incarnation, held, conflicted, superseded) =
                try row.decode(
                    String.self, String.self, String.self, String.self, Int64.self, Int64.self, Int64.self,
                    String?.self, Bool.self, Bool.self, [String].self)
            found[PositionKey(consumer: consumer, source: source, topic: topic, key: key)] = Position(
                last: last, seen: seen, effectsTo: effects, incarnation: incarnation, held: held,
                conflicted: conflicted, superseded: superseded.compactMap(Superseded.init), isNew: false)
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

    /// A position that two instances make at once fails one of them on the primary key; its batch is tried again. Those
    /// that are there, and locked, are written as a conflict, which finds them by that key whatever the statistics say.
    static func save(_ positions: [PositionKey: Position]) -> [SQL] {
        let sorted = positions.sorted { $0.key < $1.key }
        return [sorted.filter { $0.value.isNew }, sorted.filter { !$0.value.isNew }].enumerated().compactMap {
            step, some in
            guard !some.isEmpty else { return nil }
            let rows: SQL = """
                unnest(\(some.map(\.key.consumer)), \(some.map(\.key.source)), \(some.map(\.key.topic)),
                    \(some.map(\.key.key)), \(some.map(\.value.last)), \(some.map(\.value.seen)),
                    \(some.map(\.value.incarnation)), \(some.map(\.value.held)), \(some.map(\.value.conflicted)),
                    \(some.map { $0.value.superseded.map(\.text).joined(separator: " ") }))
                    as n (consumer, source, topic, key, last_sequence, seen_sequence, incarnation, held, conflicted,
                        superseded)
                """
            let insert: SQL = """
                insert into position (consumer, source, topic, key, last_sequence, seen_sequence, incarnation, held,
                    conflicted, superseded)
                select consumer, source, topic, key, last_sequence, seen_sequence, incarnation, held, conflicted,
                    string_to_array(superseded, ' ') from \(rows)
                """
            return step == 0
                ? insert
                : """
                \(insert)
                on conflict (consumer, source, topic, key) do update
                set last_sequence = excluded.last_sequence, seen_sequence = excluded.seen_sequence,
                    incarnation = excluded.incarnation, held = excluded.held, conflicted = excluded.conflicted,
                    superseded = excluded.superseded
                """
        }
    }
}

extension PositionStore {
    /// Which numbers are muted; only an operator's act changes that.
    static func effects(_ positions: [PositionKey: Position]) -> [SQL] {
        let some = positions.sorted { $0.key < $1.key }
        guard !some.isEmpty else { return [] }
        return [
            """
            update position p set effects_to = n.effects_to
            from unnest(\(some.map(\.key.consumer)), \(some.map(\.key.source)), \(some.map(\.key.topic)),
                \(some.map(\.key.key)), \(some.map(\.value.effectsTo))) as n (consumer, source, topic, key, effects_to)
            where (p.consumer, p.source, p.topic, p.key) = (n.consumer, n.source, n.topic, n.key)
            """
        ]
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
        select i.* from unnest(\(keys.map(\.consumer)), \(keys.map(\.messageID))) as n (consumer, message_id)
        cross join lateral (
            select consumer, message_id from inbox
            where (consumer, message_id) = (n.consumer, n.message_id) offset 0
        ) i
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
