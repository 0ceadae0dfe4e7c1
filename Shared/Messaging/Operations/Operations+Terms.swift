import Contracts
import Foundation
import Postgres

/// Which terms are asked for.
public struct TermFilter: Sendable {
    public var kind: String?
    /// Only those whose deadline has passed.
    public var overdue = false
    /// Only those whose going off failed.
    public var failed = false
    /// Only those that go off within so many seconds.
    public var within: Int?
    public var aggregate: UUID?

    public init() {}
}

extension Operations {
    /// Terms whose step was not taken yet, by deadline.
    /// - Returns: one more than the limit where there is a next page.
    public func terms(_ filter: TermFilter, after: (due: Date, id: UUID)?, limit: Int) async throws -> [Termijnrij] {
        let rows = try await pool.query(
            """
            select id, kind, aggregate_kind, aggregate, zaak, urgent, since, due_at, next_at, stage, attempts
            from \(Sight.openTerms) as term
            where (\(filter.kind)::text is null or kind = \(filter.kind))
                and (\(filter.aggregate)::uuid is null or aggregate = \(filter.aggregate))
                and (not \(filter.overdue) or due_at < clock_timestamp())
                and (not \(filter.failed) or attempts > 0 and fired_at is null)
                and (\(filter.within.map(Double.init))::float8 is null or fired_at is null
                    and next_at < clock_timestamp() + make_interval(secs => \(filter.within.map(Double.init))))
                and (\(after?.due)::timestamptz is null or (due_at, id) > (\(after?.due), \(after?.id)))
            order by due_at, id limit \(limit + 1)
            """)
        return try rows.map { row in
            let (id, kind, of, aggregate, zaak, urgent, since, due, next, stage, attempts) = try row.decode(
                UUID.self, String.self, String.self, UUID.self, UUID?.self, Bool.self, Date.self, Date.self, Date?.self,
                Int16.self, Int32.self)
            return Termijnrij(
                id: id, soort: kind, waarvan: of, onderwerp: aggregate, zaak: zaak, spoed: urgent, sinds: since,
                uiterlijk: due, volgendeOp: next, stadium: Int(stage), pogingen: Int(attempts))
        }
    }
}
