import Contracts
import Foundation
import Postgres

// A consumer's own history: given again, caught up with, begun late, or passed over (MESSAGING.md §5).
extension Operations {
    /// What is asked of a consumer's history.
    public struct ReplayWish: Sendable {
        public var kind: ReplayKind
        public var since: Date?
        public var key: String?
        public var fromSequence: Int64?

        public init(_ kind: ReplayKind, since: Date? = nil, key: String? = nil, fromSequence: Int64? = nil) {
            self.kind = kind
            self.since = since
            self.key = key
            self.fromSequence = fromSequence
        }
    }

    /// Keys that the preview looks at; of more it says so.
    private static let previewPages = 100

    /// Counts what a replay would do.
    public func previewReplay(
        _ wish: ReplayWish, consumer: String, topic: String, from source: any KeySource
    ) async throws -> Herhalingsproef {
        var job = job(wish, consumer, topic)
        var proef = Herhalingsproef(sleutels: 0, gebeurtenissen: 0, stil: 0, volledig: true)
        for page in 1...Self.previewPages {
            let (name, keys) = try await source.keys(of: topic, since: job.since, key: job.key, after: job.cursor)
            for step in try await ReplayStore.preview(keys, of: name, job, in: pool) {
                proef.sleutels += 1
                proef.gebeurtenissen += Int(step.events)
                proef.stil += Int(step.muted)
            }
            guard keys.count == KeyState.page, let last = keys.last else { break }
            job.cursor = last.key
            proef.volledig = page < Self.previewPages
        }
        return proef
    }

    private func job(_ wish: ReplayWish, _ consumer: String, _ topic: String) -> ReplayStore.Job {
        ReplayStore.Job(
            id: UUID.v7(), consumer: consumer, topic: topic, kind: wish.kind, since: wish.since, key: wish.key,
            fromSequence: wish.fromSequence, cursor: "")
    }

    /// Notes the wish; the replayer carries it out.
    public func replay(_ wish: ReplayWish, consumer: String, topic: String, by act: OperatorAct) async throws {
        let job = job(wish, consumer, topic)
        try await pool.transaction { transaction in
            let made = try await transaction.exchange([
                """
                insert into replay (id, consumer, topic, kind, since, key, from_sequence, status)
                values (\(job.id), \(consumer), \(topic), \(wish.kind.rawValue), \(wish.since), \(wish.key),
                    \(wish.fromSequence), 'running')
                on conflict do nothing returning 1
                """
            ])[0]
            guard !made.isEmpty else {
                throw ActRefused.alreadyRunning("Voor deze afnemer loopt al een herhaling; wacht tot die klaar is.")
            }
            _ = try await transaction.commit([act.record("replay-\(wish.kind.rawValue)", target: consumer, count: 1)])
        }
    }

    func replays() async throws -> [Herhaling] {
        try await pool.query(
            """
            select r.consumer, r.topic, r.kind, r.since, r.key, r.keys, r.events, r.status, r.started_at, r.ended_at,
                (select coalesce(sum(p.seen_sequence - p.last_sequence), 0)::bigint from position p
                 where p.consumer = r.consumer and p.seen_sequence > p.last_sequence)
            from replay r order by r.started_at desc limit 20
            """
        ).map { row in
            let (consumer, topic, kind, since, key, keys, events, status, started, ended, left) = try row.decode(
                String.self, String.self, String.self, Date?.self, String?.self, Int64.self, Int64.self, String.self,
                Date.self, Date?.self, Int64.self)
            return Herhaling(
                afnemer: consumer, topic: topic, soort: kind, sinds: since, sleutel: key, sleutels: Int(keys),
                gebeurtenissen: Int(events), nogTeDoen: Int(left), toestand: status, begonnenOp: started,
                geeindigdOp: ended)
        }
    }

    /// Passes over numbers that the source cannot supply, up to what stands after them.
    /// - Parameter through: the last of them; nil: all up to the next message that waits.
    /// - Returns: the numbers; with `dryRun` nothing is changed.
    public func skipGap(
        consumer: String, topic: String, key: String, through: Int64?, dryRun: Bool, by act: OperatorAct
    ) async throws -> ClosedRange<Int64> {
        try await pool.transaction { transaction in
            let results = try await transaction.exchange([
                """
                select p.source, p.last_sequence, p.seen_sequence, p.held from position p
                where p.consumer = \(consumer) and p.topic = \(topic) and p.key = \(key)
                order by p.seen_sequence - p.last_sequence desc limit 1 for update
                """,
                """
                select min(q.sequence) from quarantine q join position p using (consumer, source, topic, key)
                where q.consumer = \(consumer) and q.topic = \(topic) and q.key = \(key) and q.resolved_at is null
                    and q.sequence > p.last_sequence and q.status in ('failed', 'waiting', 'parked', 'discarded', 'conflict')
                """,
            ])
            guard
                let (source, last, seen, held) = try results[0].first?.decode(
                    String.self, Int64.self, Int64.self, Bool.self)
            else { throw ActRefused.notThere("Deze afnemer kent deze sleutel niet.") }
            let next: Int64? = try results[1].first?.decode(Int64?.self) ?? nil
            let end = min(through ?? .max, next.map { $0 - 1 } ?? seen)
            guard seen > last, !held, end > last else {
                throw ActRefused.notThere(
                    "Er is hier geen gat: de volgende staat er al, of de sleutel wordt vastgehouden.")
            }
            if !dryRun {
                _ = try await transaction.commit([
                    """
                    update position set last_sequence = \(end), seen_sequence = greatest(seen_sequence, \(end))
                    where (consumer, source, topic, key) = (\(consumer), \(source), \(topic), \(key))
                    """,
                    act.record("skip", target: "\(consumer) \(key) \(last + 1)-\(end)", count: Int(end - last)),
                ])
            }
            return last + 1...end
        }
    }

    // MARK: - Standing still

    /// Lets consumers read their topics from the beginning; their positions know what they had.
    /// - Returns: how many partitions stood still.
    public func restart(_ consumers: [String], dryRun: Bool, by act: OperatorAct) async throws -> Int {
        try await pool.transaction { transaction in
            let standing = try await transaction.exchange([
                """
                select count(*) from consumer_partition
                where consumer = any(\(consumers)) and stands_still_since is not null
                """
            ])[0].first?.decode(Int64.self)
            let count = Int(standing ?? 0)
            if !dryRun {
                _ = try await transaction.commit([
                    """
                    insert into consumer_restart (consumer, requested_at)
                    select name, clock_timestamp() from unnest(\(consumers)) as n (name) order by name
                    on conflict (consumer) do update set requested_at = excluded.requested_at
                    """,
                    act.record("restart", target: consumers.joined(separator: " "), count: count),
                ])
            }
            return count
        }
    }

    func standing() async throws -> [Stilstand] {
        try await pool.query(
            """
            select consumer, topic, partition, stands_still_since, coalesce(error, '') from consumer_partition
            where stands_still_since is not null order by consumer, topic, partition limit 1000
            """
        ).map { row in
            let (consumer, topic, partition, since, error) = try row.decode(
                String.self, String.self, Int32.self, Date.self, String.self)
            return Stilstand(
                afnemer: consumer, topic: topic, partitie: Int(partition), sinds: since, fout: error)
        }
    }

    /// How all of it stands.
    public func history() async throws -> Historiestand {
        Historiestand(
            herpublicaties: try await refills(), herhalingen: try await replays(), stilstand: try await standing())
    }
}
