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
        let rows = try await pool.query(
            """
            select id, state::text, version from aggregate
            where kind = \(A.kind) and (\(filter)) and (\(after)::uuid is null or id > \(after))
            order by id limit \(limit + 1)
            """)
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
