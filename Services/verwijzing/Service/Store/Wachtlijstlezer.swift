import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain

/// Reads who waits for an answer of an organisation, in the order of `Wachtplaats` (O19). Ordered and limited by the
/// database, so that what is newest and most urgent is never beyond what is read.
struct Wachtlijstlezer: Sendable {
    let pool: PostgresPool

    /// Where something stands in that order.
    struct Plaats: Sendable {
        let rang: Int64
        let maatregel: Bool
        /// In microseconds since 1970, as exact as the table.
        let sinds: Int64
        let id: UUID

        fileprivate var sql: SQL {
            "(\(rang)::bigint, \(!maatregel), timestamptz 'epoch' + \(sinds) * interval '1 microsecond', \(id))"
        }
    }

    enum Wachtende: Sendable {
        case overdracht(Overdracht)
        case verwijzing(Verwijzing)

        var zaak: UUID {
            switch self {
            case .overdracht(let overdracht): overdracht.zaak
            case .verwijzing(let verwijzing): verwijzing.zaak
            }
        }
    }

    struct Rij: Sendable {
        let plaats: Plaats
        let wie: Wachtende
        /// Which one it is of all.
        let nummer: Int
        /// How many wait.
        let aantal: Int
    }

    /// - Parameter dag: on which a measure counts.
    /// - Returns: one more than the limit where more follow.
    func wachtenden(_ oin: OIN, op dag: Dag, na: Plaats?, hoogstens: Int) async throws -> [Rij] {
        let verder: SQL = na.map { "(rang, zonder_maatregel, sinds, id) > \($0.sql)" } ?? "true"
        return try await pool.query(
            """
            select p.id, p.rang, not p.zonder_maatregel, (extract(epoch from p.sinds) * 1000000)::bigint, p.nummer, p.aantal,
                a.kind, a.state::text
            from (
                select * from (
                    select *, row_number() over (order by rang, zonder_maatregel, sinds, id) as nummer,
                        count(*) over () as aantal
                    from (\(alles(oin, dag))) w
                ) geteld where \(verder) order by nummer limit \(hoogstens + 1)
            ) p join aggregate a on a.id = p.id
            order by p.nummer
            """
        ).map { rij in
            let (id, rang, maatregel, sinds, nummer, aantal, kind, state) = try rij.decode(
                UUID.self, Int64.self, Bool.self, Int64.self, Int64.self, Int64.self, String.self, String.self)
            return Rij(
                plaats: Plaats(rang: rang, maatregel: maatregel, sinds: sinds, id: id),
                wie: kind == Verwijzing.kind
                    ? .verwijzing(try StateCoding.decode(Verwijzing.self, state))
                    : .overdracht(try StateCoding.decode(Overdracht.self, state)),
                nummer: Int(nummer), aantal: Int(aantal))
        }
    }

    /// The conditions are to the letter those of `overdracht_wacht` and `verwijzing_wacht`, or these are of no use. What a
    /// proposal was made for waits for the offerer (O14).
    private func alles(_ oin: OIN, _ dag: Dag) -> SQL {
        """
        select id, rang, sinds, not exists (
                select from aggregate b cross join lateral jsonb_array_elements(b.state -> 'kaders') kader
                where b.zaak = w.zaak and b.kind = 'bescherming' and kader ->> 'vanaf' <= \(dag.description)
                    and coalesce(kader ->> 'tot' >= \(dag.description), true)
            ) as zonder_maatregel
        from (
            select id, zaak,
                case when state ->> 'veiligheid' is not null then 0 when state ->> 'urgentie' = 'spoed' then 1
                    else 2 end::bigint as rang,
                coalesce(state -> 'aanbod' ->> 'wachtSinds', state ->> 'aangebodenOp')::timestamptz as sinds
            from aggregate
            where kind = 'overdracht' and jsonb_exists_any(state -> 'status', array['aangeboden', 'uitgesteld'])
                and state ->> 'naar' = \(oin.text) and state ->> 'voorstel' is null
            union all
            select id, zaak, case when state ->> 'urgentie' = 'spoed' then 1 else 2 end::bigint,
                (state ->> 'gevraagdOp')::timestamptz
            from aggregate
            where kind = 'verwijzing' and jsonb_exists_any(state -> 'stand', array['gevraagd', 'uitgesteld'])
                and state ->> 'naar' = \(oin.text)
        ) w
        """
    }
}
