import Contracts
import Foundation
import Postgres
import VerwijzingDomain

/// Reads what figures are made of, whole tables at a time (S4). Exercises are left out.
struct Cijferlezer: Sendable {
    let pool: PostgresPool

    /// How many handovers and verwijzingen of a gemeente (empty where it is not known) fall under one answer to one question.
    struct Telling: Sendable {
        let gemeente: String
        let onderwerp: String
        let waarde: String
        let aantal: Int
    }

    /// How long a step took for half of the handovers, and for nine in ten; of at least ten.
    struct Tijd: Sendable {
        /// A gemeente, or `samen`; nil for the region.
        let gebied: String?
        let stap: String
        /// A kind of help; nil for all.
        let vraag: String?
        let mediaan: Int
        let p90: Int
    }

    /// The steps in the order of the query, which sorts numbers faster than words.
    private static let stappen = ["bezorgd", "gezien", "beantwoord", "besproken", "gestart", wachtNu]
    static let wachtNu = "wacht-nu"

    /// What gemeenten that are taken together are called in `Tijd.gebied`.
    static let samen = "samen"

    /// In which years something was offered, the latest first.
    func jaren(_ regio: String) async throws -> [Int] {
        try await pool.query(
            "select distinct jaar::int from overdracht_cijfers where regio = \(regio) and not oefening order by 1 desc"
        ).map { row in
            let jaar: Int32 = try row.decode(Int32.self)
            return Int(jaar)
        }
    }

    func tellingen(_ regio: String, _ jaar: Int) async throws -> [Telling] {
        try await pool.query(
            """
            select gemeente,
                case 0 when grouping(uitkomst) then 'uitkomst' when grouping(weigerreden) then 'weigerreden'
                    when grouping(uitstel) then 'uitstel' when grouping(hops) then 'hops'
                    when grouping(stilte) then 'stilte' when grouping(bericht) then 'wachtlijstbericht'
                    when grouping(soort) then 'soort-vraag' else 'soort-hulp' end,
                coalesce(uitkomst, weigerreden, uitstel, hops, stilte, bericht, soort, vraag), count(*)
            from (
                select gemeente, vraag, soort, coalesce(weigerreden, 'niet-geweigerd') as weigerreden,
                    case
                        when status in ('aangeboden', 'uitgesteld') then 'wacht-op-antwoord'
                        when status in ('geaccepteerd', 'overgedragen', 'teruggegeven') then 'nog-niet-gestart'
                        when status = 'gestart' then 'hulp-loopt'
                        when status = 'teruggave-aanvaard' then 'terug-bij-afzender'
                        when status = 'ingetrokken' and intrekkingsreden = 'ander-gekozen' then intrekkingsreden
                        when status = 'voortijdig-beeindigd' then 'eerder-gestopt'
                        else status end as uitkomst,
                    coalesce('uitgesteld-' || uitstelreden, 'niet-uitgesteld') as uitstel,
                    case when soort = 'verwijzing' then 'hulp-erbij' when hop = 1 then 'eerste-keer' when hop = 2 then 'tweede-keer' else 'derde-keer-of-meer' end as hops,
                    case stilte when 0 then 'op-tijd' when 1 then 'naar-teamleiders' else 'naar-regio' end as stilte,
                    case when bericht_gemist then 'bericht-gemist' else 'geen-bericht-gemist' end as bericht
                from overdracht_cijfers where regio = \(regio) and jaar = \(jaar) and not oefening
            ) gesteld
            group by grouping sets (
                (gemeente, uitkomst), (gemeente, weigerreden), (gemeente, uitstel), (gemeente, hops),
                (gemeente, stilte), (gemeente, bericht), (gemeente, soort), (gemeente, vraag))
            """
        ).map { row in
            let (gemeente, onderwerp, waarde, aantal) = try row.decode(
                String.self, String.self, String.self, Int64.self)
            return Telling(gemeente: gemeente, onderwerp: onderwerp, waarde: waarde, aantal: Int(aantal))
        }
    }

    /// Times until each acknowledgement, and until help started or until now, also by kind of help (O18).
    func tijden(_ regio: String, _ jaar: Int, _ gebieden: Cijfergebieden) async throws -> [Tijd] {
        let grens = Cijfertabel.grens
        return try await pool.query(
            """
            with tijd as (
                select coalesce(array_position(\(gebieden.apart), gemeente),
                        case when gemeente = any(\(gebieden.samen)) then 0 end) as gebied,
                    vraag, stap, extract(epoch from tot - aangeboden_op)::float8 / 60 as minuten
                from overdracht_cijfers, lateral (values
                    (1, bezorgd_op), (2, gezien_op), (3, beantwoord_op), (4, besproken_op), (5, gestart_op),
                    (6, case when gestart_op is null and status in
                        ('aangeboden', 'uitgesteld', 'geaccepteerd', 'overgedragen', 'teruggegeven')
                        then clock_timestamp() end)
                ) stappen (stap, tot)
                where regio = \(regio) and jaar = \(jaar) and not oefening and tot is not null
            )
            select gebied, stap, null::text, percentile_cont(array[0.5, 0.9]) within group (order by minuten)
            from tijd group by grouping sets ((stap), (stap, gebied))
            having count(*) >= \(grens) and (grouping(gebied) = 1 or gebied is not null)
            union all
            select gebied, stap, vraag, percentile_cont(array[0.5, 0.9]) within group (order by minuten)
            from tijd where stap >= 5
            group by grouping sets ((stap, vraag), (stap, vraag, gebied))
            having count(*) >= \(grens) and (grouping(gebied) = 1 or gebied is not null)
            order by 2, 3 nulls first, 1 nulls first
            """
        ).map { row in
            let (gebied, stap, vraag, delen) = try row.decode(Int32?.self, Int32.self, String?.self, [Double].self)
            return Tijd(
                gebied: gebied.map { $0 == 0 ? Self.samen : gebieden.apart[Int($0) - 1] },
                stap: Self.stappen[Int(stap) - 1], vraag: vraag, mediaan: Int(delen[0].rounded()),
                p90: Int(delen[1].rounded()))
        }
    }
}
