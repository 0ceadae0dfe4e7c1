import Foundation
import Postgres

/// A term as its row has it, for who looks at what runs.
public struct TermView: Sendable {
    public let kind: String
    public let since: Date
    public let due: Date
    /// The stage in percent that went off last; 0 where none did.
    public let stage: Int
}

/// Reads the instants of terms that a state says are running.
public struct TermReader: Sendable {
    private let pool: PostgresPool

    public init(pool: PostgresPool) { self.pool = pool }

    /// The terms of these aggregates that were not cancelled, in order of their ends.
    public func terms(of aggregates: [UUID]) async throws -> [UUID: [TermView]] {
        guard !aggregates.isEmpty else { return [:] }
        let rows = try await pool.query(
            """
            select t.*
            from unnest(\(aggregates)) as n (aggregate) cross join lateral (
                select aggregate, kind, since, due_at, coalesce(stages[stage], 0)::int
                from term where aggregate = n.aggregate and coalesce(cancelled_at, 'infinity') = 'infinity' offset 0
            ) t
            order by due_at
            """)
        var found: [UUID: [TermView]] = [:]
        for row in rows {
            let (id, kind, since, due, stage) = try row.decode(UUID.self, String.self, Date.self, Date.self, Int32.self)
            found[id, default: []].append(TermView(kind: kind, since: since, due: due, stage: Int(stage)))
        }
        return found
    }
}

extension [TermView] {
    /// The row of a term that runs since then; one of an earlier running is left out.
    public func running(_ kind: String, since: Date) -> TermView? {
        last { $0.kind == kind && abs($0.since.timeIntervalSince(since)) < 0.001 }
    }
}
