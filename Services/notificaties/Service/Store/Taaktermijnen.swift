import Foundation
import NotificatieDomain
import Postgres

/// When the running term of each task ends (O5, N2).
struct Taaktermijnen: Sendable {
    let pool: PostgresPool

    func uiterlijk(_ taken: [UUID]) async throws -> [UUID: Date] {
        guard !taken.isEmpty else { return [:] }
        let rows = try await pool.query(
            """
            select aggregate, min(due_at) from term where aggregate = any(\(taken)) and cancelled_at is null
            group by aggregate
            """)
        return try rows.reduce(into: [:]) { gevonden, row in
            let (taak, moment) = try row.decode(UUID.self, Date.self)
            gevonden[taak] = moment
        }
    }
}
