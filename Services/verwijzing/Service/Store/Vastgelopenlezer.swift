import Foundation
import Postgres
import VerwijzingDomain

/// Which terms of handovers had passed at some moment of a month, whether they went on since or not (S5).
struct Vastgelopenlezer: Sendable {
    let pool: PostgresPool

    struct Gestrand: Sendable {
        let soort: String
        let verliep: Date
        /// Percent of the term that was told last.
        let stadium: Int
        /// When its step went on, or was no longer needed.
        let afgesloten: Date?
    }

    /// That a term of a row of `term` had passed in a month.
    static func gestrand(in maand: Maand) -> SQL {
        let (begin, einde) = (maand.duur.lowerBound, maand.duur.upperBound)
        return """
            aggregate_kind = 'overdracht' and due_at < \(einde) and due_at < clock_timestamp()
            and coalesce(cancelled_at, 'infinity') > greatest(due_at, \(begin)::timestamptz)
            """
    }

    /// By the handover.
    func gestrand(in maand: Maand, van overdrachten: [UUID]) async throws -> [UUID: [Gestrand]] {
        guard !overdrachten.isEmpty else { return [:] }
        let rijen = try await pool.query(
            """
            select aggregate, kind, due_at, coalesce(stages[stage], 0)::int, cancelled_at
            from term where aggregate = any(\(overdrachten)) and \(Self.gestrand(in: maand))
            order by due_at
            """)
        return try rijen.reduce(into: [:]) { gevonden, rij in
            let (id, soort, verliep, stadium, afgesloten) = try rij.decode(
                UUID.self, String.self, Date.self, Int32.self, Date?.self)
            gevonden[id, default: []].append(
                Gestrand(soort: soort, verliep: verliep, stadium: Int(stadium), afgesloten: afgesloten))
        }
    }
}
