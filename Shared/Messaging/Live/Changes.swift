import Foundation
import Postgres

/// An aggregate as it became, and when.
public struct Changed<State: Aggregate>: Sendable {
    public let id: UUID
    public let state: State
    public let version: Int64
    public let at: Date
}

/// Reads what changed in aggregates of one kind since an instant. Give `(updated_at, id)` an index in the service's
/// migration.
public struct Changes<State: Aggregate>: Sendable {
    /// A transaction may commit this long after the instant that its rows carry, so a reader always looks back as far:
    /// the longest that a statement may take.
    public static var overlap: TimeInterval { 30 }
    private static var page: Int { 500 }

    private let pool: PostgresPool

    public init(pool: PostgresPool) { self.pool = pool }

    public func now() async throws -> Date {
        try await pool.query("select clock_timestamp()").first?.decode(Date.self) ?? Date()
    }

    /// In order of change.
    /// - Parameter filter: over the state.
    public func since(_ start: Date, filter: SQL = "true") async throws -> [Changed<State>] {
        var read: [Changed<State>] = []
        var after: (at: Date, id: UUID) = (start, UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        while true {
            let rows = try await pool.query(
                """
                select id, state::text, version, updated_at from aggregate
                where kind = \(State.kind) and (updated_at, id) > (\(after.at), \(after.id)) and (\(filter))
                order by updated_at, id limit \(Self.page)
                """)
            for row in rows {
                let (id, state, version, at) = try row.decode(UUID.self, String.self, Int64.self, Date.self)
                read.append(Changed(id: id, state: try StateCoding.decode(State.self, state), version: version, at: at))
                after = (at, id)
            }
            if rows.count < Self.page { return read }
        }
    }
}
