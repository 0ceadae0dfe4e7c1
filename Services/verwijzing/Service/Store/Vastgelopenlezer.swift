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

    /// The handovers of which a term that runs has passed.
    static let nuGestrand: SQL = "select overdracht from bord where verloopt < (select clock_timestamp())"

    /// Those of which a term had passed in a month: its step went on later, or still must. Each part by an index of its own,
    /// so that a month reads no other.
    static func overdrachtenGestrand(in maand: Maand) -> SQL {
        let (begin, einde) = (maand.duur.lowerBound, maand.duur.upperBound)
        return """
            select aggregate from term
            where aggregate_kind = 'overdracht' and cancelled_at > due_at
                and tstzrange(due_at, greatest(due_at, cancelled_at)) && tstzrange(\(begin), \(einde))
            union all \(nuGestrand) and verloopt < \(einde)
            """
    }

    /// That a term of a row of `term` had passed in a month.
    private static func gestrand(in maand: Maand) -> SQL {
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
