import Foundation
import Postgres

/// What operators asked of consumers' history, and how far that is.
enum ReplayStore {
    struct Job: Sendable {
        let id: UUID
        let consumer: String
        let topic: String
        let kind: ReplayKind
        let since: Date?
        let key: String?
        let fromSequence: Int64?
        var cursor: String

        /// The last number that is not asked for; nil where everything is.
        func before(_ state: KeyState) -> Int64? {
            fromSequence.map { $0 - 1 } ?? (since == nil ? nil : state.before)
        }
    }

    static func open(_ pool: PostgresPool, of consumers: [String]) async throws -> [Job] {
        try await pool.query(
            """
            select id, consumer, topic, kind, since, key, from_sequence, cursor from replay
            where status = 'running' and consumer = any(\(consumers)) order by started_at
            """
        ).compactMap { row in
            let (id, consumer, topic, kind, since, key, from, cursor) = try row.decode(
                UUID.self, String.self, String.self, String.self, Date?.self, String?.self, Int64?.self, String.self)
            guard let kind = ReplayKind(rawValue: kind) else { return nil }
            return Job(
                id: id, consumer: consumer, topic: topic, kind: kind, since: since, key: key, fromSequence: from,
                cursor: cursor)
        }
    }

    /// Puts a page's positions where the job wants them, and the job past that page, in one transaction.
    /// - Returns: false where somebody else did it meanwhile, or the job was cancelled.
    static func apply(
        _ page: [KeyState], of source: String, _ job: Job, isLast: Bool, in pool: PostgresPool
    ) async throws -> Bool {
        let keys = page.map { PositionKey(consumer: job.consumer, source: source, topic: job.topic, key: $0.key) }
        return try await pool.transaction { transaction in
            let results = try await transaction.exchange([
                "select 1 from replay where id = \(job.id) and status = 'running' and cursor = \(job.cursor) for update",
                PositionStore.lock(keys.sorted()),
            ])
            guard !results[0].isEmpty else { return false }
            let positions = try PositionStore.read(results[1])
            var steps: [PositionKey: ReplayStep] = [:]
            for (state, key) in zip(page, keys) {
                steps[key] = job.kind.step(positions[key], last: state.last, before: job.before(state))
            }
            let changed = steps.mapValues(\.position)
            var statements = PositionStore.save(changed) + PositionStore.effects(changed)
            let again = steps.filter { $0.value.muted > 0 }.keys.sorted()
            if !again.isEmpty { statements.append(waitInTurn(again)) }
            statements.append(
                """
                update replay set cursor = \(page.last?.key ?? job.cursor), keys = keys + \(Int64(steps.count)),
                    events = events + \(steps.values.reduce(0) { $0 + $1.events }),
                    status = case when \(isLast) then 'done' else status end,
                    ended_at = case when \(isLast) then clock_timestamp() end
                where id = \(job.id)
                """)
            _ = try await transaction.commit(statements)
            return true
        }
    }

    /// Failed messages of keys that begin again come to their turn like any other.
    private static func waitInTurn(_ keys: [PositionKey]) -> SQL {
        """
        update quarantine q set status = 'parked', next_at = null
        from unnest(\(keys.map(\.consumer)), \(keys.map(\.source)), \(keys.map(\.topic)), \(keys.map(\.key)))
            as n (consumer, source, topic, key)
        where (q.consumer, q.source, q.topic, q.key) = (n.consumer, n.source, n.topic, n.key) and q.status = 'failed'
            and q.resolved_at is null and q.sequence is not null
        """
    }

    /// What the job would do to a page, without doing it.
    static func preview(
        _ page: [KeyState], of source: String, _ job: Job, in pool: PostgresPool
    ) async throws -> [ReplayStep] {
        let rows = try await pool.query(
            """
            select p.consumer, p.source, p.topic, p.key, p.last_sequence, p.seen_sequence, p.effects_to, p.incarnation, p.held,
                p.conflicted, p.superseded
            from position p
            where p.consumer = \(job.consumer) and p.source = \(source) and p.topic = \(job.topic)
                and p.key = any(\(page.map(\.key)))
            """)
        let positions = Dictionary(try PositionStore.read(rows).map { ($0.key.key, $0.value) }) { a, _ in a }
        return page.compactMap { job.kind.step(positions[$0.key], last: $0.last, before: job.before($0)) }
    }
}
