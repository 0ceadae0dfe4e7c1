import Foundation
import Messaging
import NotificatieDomain
import Postgres

/// A task as it became, and when.
struct GewijzigdeTaak: Sendable {
    let taak: Taak
    let versie: Int64
    let op: Date
}

/// Reads what changed in tasks since an instant.
struct Taakwijzigingen: Sendable {
    /// A transaction may commit this long after the instant that its rows carry, so a reader always looks back as far:
    /// the longest that a statement may take.
    static let overlap: TimeInterval = 30
    private static let pagina = 500

    let pool: PostgresPool

    func nu() async throws -> Date {
        try await pool.query("select clock_timestamp()").first?.decode(Date.self) ?? Date()
    }

    /// In order of change.
    /// - Parameter filter: over the state of a task.
    func sinds(_ begin: Date, filter: SQL = "true") async throws -> [GewijzigdeTaak] {
        var gelezen: [GewijzigdeTaak] = []
        var na: (op: Date, id: UUID) = (begin, UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        while true {
            let rows = try await pool.query(
                """
                select id, state::text, version, updated_at from aggregate
                where kind = \(Taak.kind) and (updated_at, id) > (\(na.op), \(na.id)) and (\(filter))
                order by updated_at, id limit \(Self.pagina)
                """)
            for row in rows {
                let (id, state, versie, op) = try row.decode(UUID.self, String.self, Int64.self, Date.self)
                gelezen.append(GewijzigdeTaak(taak: try StateCoding.decode(Taak.self, state), versie: versie, op: op))
                na = (op, id)
            }
            if rows.count < Self.pagina { return gelezen }
        }
    }
}
