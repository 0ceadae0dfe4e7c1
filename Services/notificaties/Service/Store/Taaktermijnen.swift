import Foundation
import NotificatieDomain
import Postgres
import Register

extension TermLengths {
    /// How long reaching somebody and doing a task may take, with where that comes from.
    static let taken = TermLengths([
        Termijnsoort.bezorgen.rawValue: .init(.minuten(15), origin: "afspraak van de keten (O5)"),
        Termijnsoort.bevestigen.rawValue: .init(
            .werkdagen(1), urgent: .minuten(30), origin: "afspraak van de keten (O5, N2)"),
        Termijnsoort.uitvoeren.rawValue: .init(
            .werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (O5)"),
    ])
}

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
