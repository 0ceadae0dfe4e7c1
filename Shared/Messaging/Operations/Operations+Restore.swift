import Contracts
import Foundation
import Postgres

// A source was restored to an earlier point, or speaks with a false incarnation: the operator's choice (MESSAGING.md §5).
extension Operations {
    /// Which conflicts are meant; nil means any.
    public struct ConflictSelection: Sendable {
        public var consumer: String?
        public var source: String?
        public var topic: String?
        public var key: String?

        public init(consumer: String? = nil, source: String? = nil, topic: String? = nil, key: String? = nil) {
            self.consumer = consumer
            self.source = source
            self.topic = topic
            self.key = key
        }

        var condition: SQL {
            """
            p.conflicted and (\(consumer)::text is null or p.consumer = \(consumer))
            and (\(source)::text is null or p.source = \(source)) and (\(topic)::text is null or p.topic = \(topic))
            and (\(key)::text is null or p.key = \(key))
            """
        }

        var target: String { key ?? topic ?? source ?? consumer ?? "*" }
    }

    /// How many keys an act concerned, and how many it left as they are because their source does not say where its
    /// history goes on, or tells more than one.
    public struct ConflictOutcome: Sendable, Equatable {
        public var keys = 0
        public var left = 0
        /// Messages of the history that was given up: decided already, or still waiting.
        public var given = 0
    }

    /// Keys of which the source tells another history than was taken.
    public func conflicts(_ selection: ConflictSelection, limit: Int) async throws -> [Geschiedenisconflict] {
        try await pool.query(
            """
            select p.consumer, p.source, p.topic, p.key, p.last_sequence, p.incarnation, q.incarnation, q.continues_after,
                count(*), min(q.sequence), max(q.sequence), min(q.created_at)
            from position p join quarantine q using (consumer, source, topic, key)
            where \(selection.condition) and q.status = 'conflict' and q.resolved_at is null
            group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4 limit \(limit)
            """
        ).map { row in
            let (consumer, source, topic, key, last, own, other, after, count, first, highest, since) = try row.decode(
                String.self, String.self, String.self, String.self, Int64.self, String?.self, String?.self,
                Int64?.self, Int64.self, Int64.self, Int64.self, Date.self)
            return Geschiedenisconflict(
                afnemer: consumer, bron: source, topic: topic, sleutel: key, verwerktTot: Int(last), eigen: own,
                ander: other, gaatVerderNa: after.map(Int.init), berichten: Int(count), eerste: Int(first),
                laatste: Int(highest), sinds: since)
        }
    }

    /// Takes the restored history: each key goes back to the last number that both histories have, and what waits of the
    /// new one runs in order. What was done after that point stays done.
    public func acceptRestored(
        _ selection: ConflictSelection, incarnation: String?, dryRun: Bool, by act: OperatorAct
    ) async throws -> ConflictOutcome {
        try await settle(selection, dryRun: dryRun, act: act, name: "restore-accept") { key in
            let lives = Set(key.rows.filter { $0.status == .conflict }.compactMap(\.life))
            let meant = lives.filter { incarnation == nil || $0.incarnation == incarnation }
            guard let life = meant.first, meant.count == 1 else { return nil }
            var position = key.position
            guard position.follow(life) else { return nil }
            var settled = Settled(position: position)
            settled.given = max(0, key.position.last - position.last)
            for row in key.rows {
                let own = row.life?.incarnation ?? key.position.incarnation
                let isCommon = own == life.start?.from && row.sequence <= life.start?.after ?? 0
                if row.life?.incarnation == life.incarnation || isCommon {
                    settled.stays(row, as: row.status == .conflict ? .parked : row.status)
                } else {
                    settled.gone.append(row.id)
                }
            }
            return settled
        }
    }

    /// Lays the other history's messages away: the key goes on with the history that was taken. If its source keeps
    /// telling the other one, that surfaces again.
    public func discardConflicts(
        _ selection: ConflictSelection, dryRun: Bool, by act: OperatorAct
    ) async throws -> ConflictOutcome {
        try await settle(selection, dryRun: dryRun, act: act, name: "restore-discard") { key in
            var settled = Settled(position: key.position)
            (settled.position.held, settled.position.conflicted) = (false, false)
            for row in key.rows {
                if row.status == .conflict {
                    settled.gone.append(row.id)
                    settled.given += 1
                } else {
                    settled.stays(row, as: row.status)
                }
            }
            return settled
        }
    }

    // MARK: -

    private struct Row: Sendable {
        let id: UUID
        let sequence: Int64
        let status: SetAside.Status
        let life: LogLife?
    }

    private struct Conflicted: Sendable {
        let position: Position
        var rows: [Row] = []
    }

    /// What becomes of one key.
    private struct Settled: Sendable {
        var position: Position
        var gone: [UUID] = []
        var parked: [UUID] = []
        var highest: Int64 = 0
        var given: Int64 = 0

        init(position: Position) { self.position = position }

        mutating func stays(_ row: Row, as status: SetAside.Status) {
            if status != row.status { parked.append(row.id) }
            if status == .failed { position.held = true }
            highest = max(highest, row.sequence)
        }
    }

    private static let chunk = 200

    private func settle(
        _ selection: ConflictSelection, dryRun: Bool, act: OperatorAct, name: String,
        _ decide: @escaping @Sendable (Conflicted) -> Settled?
    ) async throws -> ConflictOutcome {
        var outcome = ConflictOutcome()
        var after: PositionKey?
        repeat {
            let from = after
            let (part, last) = try await pool.transaction { transaction -> (ConflictOutcome, PositionKey?) in
                let found = try await transaction.exchange(Self.lock(selection, after: from))
                let keys = try Self.read(found[0], found[1])
                var part = ConflictOutcome()
                var settled: [PositionKey: Settled] = [:]
                for (key, conflicted) in keys {
                    guard var made = decide(conflicted) else {
                        part.left += 1
                        continue
                    }
                    part.keys += 1
                    part.given += Int(made.given)
                    // Numbers of the other history are none of ours; bodies that were dropped for want of room are.
                    made.position.seen =
                        conflicted.rows.count < QuarantineStore.perKey
                        ? max(made.position.last, made.highest) : conflicted.position.seen
                    settled[key] = made
                }
                if !dryRun && !settled.isEmpty {
                    _ = try await transaction.commit(
                        PositionStore.save(settled.mapValues(\.position))
                            + PositionStore.effects(settled.mapValues(\.position))
                            + [
                                Self.close(settled.values.flatMap(\.gone), act),
                                Self.park(settled.values.flatMap(\.parked)),
                            ]
                            + [act.record(name, target: selection.target, count: part.keys)])
                }
                return (part, keys.count == Self.chunk ? keys.keys.max() : nil)
            }
            outcome.keys += part.keys
            outcome.left += part.left
            outcome.given += part.given
            after = last
        } while after != nil
        return outcome
    }

    private static func lock(_ selection: ConflictSelection, after: PositionKey?) -> [SQL] {
        let page: SQL = """
            where \(selection.condition) and (\(after?.consumer)::text is null or
                (p.consumer collate "C", p.source collate "C", p.topic collate "C", p.key collate "C")
                > (\(after?.consumer), \(after?.source), \(after?.topic), \(after?.key)))
            order by p.consumer collate "C", p.source collate "C", p.topic collate "C", p.key collate "C" limit \(chunk)
            """
        return [
            """
            select p.consumer, p.source, p.topic, p.key, p.last_sequence, p.seen_sequence, p.effects_to, p.incarnation, p.held,
                p.conflicted, p.superseded
            from position p \(page) for update of p
            """,
            """
            select q.id, q.consumer, q.source, q.topic, q.key, q.sequence, q.status, q.incarnation, q.continues_after,
                q.continues
            from (select consumer, source, topic, key from position p \(page)) n
            join quarantine q using (consumer, source, topic, key)
            where q.status in ('failed', 'waiting', 'parked', 'conflict', 'discarded') and q.resolved_at is null
                and q.sequence is not null
            """,
        ]
    }

    private static func read(_ positions: Rows, _ rows: Rows) throws -> [PositionKey: Conflicted] {
        var keys = try PositionStore.read(positions).mapValues { Conflicted(position: $0) }
        for row in rows {
            let (id, consumer, source, topic, key, sequence, status, incarnation, after, continues) = try row.decode(
                UUID.self, String.self, String.self, String.self, String.self, Int64.self, String.self, String?.self,
                Int64?.self, String?.self)
            guard let status = SetAside.Status(rawValue: status) else { continue }
            let life = incarnation.map {
                LogLife(incarnation: $0, start: after.map { LogLife.Start(after: $0, from: continues) })
            }
            keys[PositionKey(consumer: consumer, source: source, topic: topic, key: key)]?.rows.append(
                Row(id: id, sequence: sequence, status: status, life: life))
        }
        return keys
    }

    private static func close(_ rows: [UUID], _ act: OperatorAct) -> SQL {
        """
        update quarantine set status = 'discarded', resolved_at = clock_timestamp(), next_at = null,
            resolved_by = \(act.person), reason = \(act.reason)
        where id = any(\(rows))
        """
    }

    private static func park(_ rows: [UUID]) -> SQL {
        "update quarantine set status = 'parked', next_at = null, error = null where id = any(\(rows))"
    }
}
