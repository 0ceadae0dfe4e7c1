import Foundation
import Postgres

/// Reads state rows outside a batch, for queries. What it gives may be changed a moment later; decisions are made under lock.
public struct AggregateReader: Sendable {
    private let pool: PostgresPool
    public init(pool: PostgresPool) { self.pool = pool }

    public func one<A: Aggregate>(_ type: A.Type, _ id: UUID) async throws -> (state: A, version: Int64)? {
        let rows = try await pool.query(
            "select state::text, version from aggregate where id = \(id) and kind = \(A.kind)")
        guard let (state, version) = try rows.first?.decode(String.self, Int64.self) else { return nil }
        return (try StateCoding.decode(A.self, state), version)
    }

    /// A page by id. Its filter is SQL over `state`; give it an index in the service's migration.
    /// - Returns: one more than the limit where there is a next page.
    public func page<A: Aggregate>(
        _ type: A.Type, where filter: SQL, after: UUID?, limit: Int
    ) async throws -> [(id: UUID, state: A, version: Int64)] {
        try await page(type, whereAny: [filter], after: after, limit: limit)
    }

    /// The same of rows that pass any of the filters. Each is read in the order of its own index and no further than the
    /// page, where one filter with `or` would read and sort all that an organisation has.
    /// - Parameter and: what all must pass.
    public func page<A: Aggregate>(
        _ type: A.Type, whereAny filters: [SQL], and: SQL = "true", after: UUID?, limit: Int
    ) async throws -> [(id: UUID, state: A, version: Int64)] {
        // The kind and the beginning stand there as they are, so that a plan for any values can use the indexes of a kind.
        let kind = SQL(verbatim: "'" + A.kind + "'")
        let beginning = after ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        let parts = filters.map { filter -> SQL in
            """
            (select id, state, version from aggregate
            where kind = \(kind) and (\(filter)) and (\(and)) and id > \(beginning) order by id limit \(limit + 1))
            """
        }
        let all = parts.dropFirst().reduce(parts[0]) { "\($0) union all \($1)" as SQL }
        let rows = try await pool.query(
            filters.count == 1
                ? "select id, state::text, version from \(all) p order by id"
                : "select distinct on (id) id, state::text, version from (\(all)) p order by id limit \(limit + 1)")
        return try rows.map { row in
            let (id, state, version) = try row.decode(UUID.self, String.self, Int64.self)
            return (id, try StateCoding.decode(A.self, state), version)
        }
    }

    /// The events of an aggregate, in order.
    public func events<A: Aggregate>(of id: UUID, _ type: A.Type) async throws -> [(event: A.Event, at: Date)] {
        let rows = try await pool.query(
            "select type, data, created_at from event where aggregate = \(id) order by version")
        return try rows.map { row in
            let (name, data, at) = try row.decode(String.self, String.self, Date.self)
            let parts = name.split(separator: ".")
            return (
                try StateCoding.event(
                    A.Event.self, naam: parts.count > 1 ? String(parts[parts.count - 2]) : name, data), at
            )
        }
    }
}
