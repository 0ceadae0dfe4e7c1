import Foundation
import Messaging
import NotificatieDomain
import Postgres

/// Reads what waits for somebody, the most urgent first: spoed, then what is due first (N1, N2). Chosen, counted and
/// ordered by the database, so that what is newest is never hidden behind what is oldest.
struct Postvaklezer: Sendable {
    let pool: PostgresPool

    /// Where a task stands in that order.
    struct Plaats: Sendable {
        let spoed: Bool
        /// In microseconds since 1970, as exact as the table; what has no term stands last.
        let uiterlijk: Int64
        let taak: UUID

        fileprivate static let nooit = Int64.max

        fileprivate var sql: SQL {
            let moment: SQL =
                uiterlijk == Self.nooit ? "'infinity'" : "timestamptz 'epoch' + \(uiterlijk) * interval '1 microsecond'"
            return "(\(!spoed), \(moment), \(taak))"
        }
    }

    struct Rij: Sendable {
        let plaats: Plaats
        let taak: Taak
        let versie: Int64

        var uiterlijk: Date? {
            plaats.uiterlijk == Plaats.nooit
                ? nil : Date(timeIntervalSince1970: Double(plaats.uiterlijk) / 1_000_000)
        }
    }

    /// - Returns: one more than the limit where there is a next page.
    func taken(_ filter: Taakfilter, na: Plaats?, hoogstens: Int) async throws -> [Rij] {
        let verder: SQL = na.map { "(rustig, uiterlijk, id) > \($0.sql)" } ?? "true"
        return try await pool.query(
            """
            select p.id, not p.rustig,
                case when p.uiterlijk < 'infinity' then (extract(epoch from p.uiterlijk) * 1000000)::bigint
                    else \(Plaats.nooit) end,
                a.state::text, a.version
            from (
                select id, rustig, uiterlijk from (\(open(filter))) o where \(verder)
                order by rustig, uiterlijk, id limit \(hoogstens + 1)
            ) p join aggregate a on a.id = p.id
            order by p.rustig, p.uiterlijk, p.id
            """
        ).map { rij in
            let (id, spoed, uiterlijk, state, versie) = try rij.decode(
                UUID.self, Bool.self, Int64.self, String.self, Int64.self)
            return Rij(
                plaats: Plaats(spoed: spoed, uiterlijk: uiterlijk, taak: id),
                taak: try StateCoding.decode(Taak.self, state), versie: versie)
        }
    }

    /// How many tasks wait, and of how many the term ended.
    func aantal(_ filter: Taakfilter, now: Date) async throws -> (alle: Int, laat: Int) {
        let rijen = try await pool.query(
            "select count(*), count(*) filter (where uiterlijk < \(now)) from (\(open(filter))) o")
        guard let (alle, laat) = try rijen.first?.decode(Int64.self, Int64.self) else { return (0, 0) }
        return (Int(alle), Int(laat))
    }

    /// To the letter what `taak_houder` and `taak_lijst` ask, or they are of no use.
    private func open(_ filter: Taakfilter) -> SQL {
        """
        select a.id, a.state ->> 'urgentie' <> 'spoed' as rustig,
            coalesce(
                (select min(t.due_at) from term t where t.aggregate = a.id and t.cancelled_at is null), 'infinity'
            ) as uiterlijk
        from aggregate a
        where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen'])
            and \(filter.sql)
        """
    }
}
