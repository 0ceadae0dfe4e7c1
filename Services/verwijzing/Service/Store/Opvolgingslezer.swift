import Contracts
import Foundation
import Postgres
import VerwijzingDomain

/// A zaak in which an organisation that stops still has something, with what stands beside it.
struct Opvolgingszaak: Sendable {
    let id: UUID
    let regio: String
    /// That of its last offer, for an organisation that is split.
    let gemeente: String?
    let geschillen: [UUID]
    let verklaringen: [UUID]
}

/// What an organisation has in the zaken here (O17, O23).
struct Opvolgingslezer: Sendable {
    let pool: PostgresPool

    /// What of it there is, by what it is, as counts; also for an operator, before it happens.
    static func delen(_ oin: OIN) -> [(wat: String, zaken: SQL)] {
        let lopend = "kind = 'overdracht' and \(Overdrachtfilter.lopend)" as SQL
        return [
            (
                "aanbod-aan-haar",
                "select zaak from aggregate where \(lopend) and \(Overdrachtfilter.partij(oin, .ontvanger))"
            ),
            (
                "aanbod-van-haar",
                "select zaak from aggregate where \(lopend) and \(Overdrachtfilter.partij(oin, .aanbieder))"
            ),
            (
                "regie",
                """
                select id as zaak from aggregate
                where kind = 'zaak' and state -> 'regie' ->> 'organisatie' = \(oin.text)
                """
            ),
            ("betrokken", betrokken(oin)),
            (
                "geschillen",
                """
                select zaak from aggregate
                where kind = 'geschil' and jsonb_exists(state -> 'stand', 'open')
                    and \(oin.text) in (state -> 'geopendDoor' ->> 'organisatie',
                        state -> 'tegenpartij' ->> 'organisatie', state -> 'beslisser' ->> 'organisatie')
                """
            ),
            (
                "verklaringen",
                """
                select zaak from aggregate
                where kind = 'verklaring' and (state -> 'bron' ->> 'organisatie' = \(oin.text)
                    or state -> 'kopieen' @> \("[{\"door\": {\"organisatie\": \"\(oin.text)\"}}]")::jsonb)
                """
            ),
        ]
    }

    private static func betrokken(_ oin: OIN) -> SQL {
        let zoals = "[{\"organisatie\": \"\(oin.text)\"}]"
        return "select id as zaak from aggregate where kind = 'zaak' and state -> 'betrokken' @> \(zoals)::jsonb"
    }

    /// Without a successor a wettelijke taak stays where it was: it ends by its own ground only (O1).
    private static func betrokkenZonderTaak(_ oin: OIN) -> SQL {
        let zoals = "[{\"organisatie\": \"\(oin.text)\", \"wettelijkeTaak\": false}]"
        return "select id as zaak from aggregate where kind = 'zaak' and state -> 'betrokken' @> \(zoals)::jsonb"
    }

    /// V7: zaken in which it gives help and that do not stand on the list yet, or with another day.
    func zonderVervanging(_ oin: OIN, stoptOp: Dag, na: UUID?, hoogstens: Int) async throws -> [UUID] {
        let begin = na ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        return try await pool.query(
            """
            select distinct o.zaak from aggregate o
            where o.kind = 'overdracht' and o.state ->> 'naar' = \(oin.text) and o.zaak > \(begin)
                and jsonb_exists_any(o.state -> 'status', array['geaccepteerd', 'overgedragen', 'gestart',
                    'teruggegeven'])
                and not exists (
                    select from aggregate v
                    where v.kind = 'vervanging' and v.zaak = o.zaak and v.state ->> 'vorige' = \(oin.text)
                        and (v.state ->> 'stoptOp' = \(stoptOp.description)
                            or not jsonb_exists(v.state -> 'stand', 'gezocht')))
            order by o.zaak limit \(hoogstens)
            """
        ).map { try $0.decode(UUID.self) }
    }

    /// In the order of their ids.
    func zaken(
        van oin: OIN, metOpvolger: Bool, na: UUID?, hoogstens: Int
    ) async throws -> [Opvolgingszaak] {
        let delen = Self.delen(oin).map { deel in
            deel.wat == "betrokken" && !metOpvolger ? Self.betrokkenZonderTaak(oin) : deel.zaken
        }
        let alle = delen.dropFirst().reduce(delen[0]) { "\($0) union \($1)" as SQL }
        let begin = na ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        let rijen = try await pool.query(
            """
            select z.id, z.state ->> 'regio', (
                    select o.state -> 'aanbod' ->> 'gemeente' from aggregate o
                    where o.kind = 'overdracht' and o.zaak = z.id order by o.id desc limit 1),
                array(select g.id from aggregate g
                    where g.kind = 'geschil' and g.zaak = z.id and jsonb_exists(g.state -> 'stand', 'open')),
                array(select v.id from aggregate v where v.kind = 'verklaring' and v.zaak = z.id and (
                    v.state -> 'bron' ->> 'organisatie' = \(oin.text)
                    or v.state -> 'correcties' -> -1 -> 'ontvangers'
                        @> \("[{\"organisatie\": \"\(oin.text)\"}]")::jsonb
                    or v.state -> 'kopieen' @> \("[{\"door\": {\"organisatie\": \"\(oin.text)\"}}]")::jsonb))
            from (select distinct zaak from (\(alle)) a where zaak > \(begin) order by zaak limit \(hoogstens)) n
                join aggregate z on z.id = n.zaak and z.kind = 'zaak'
            order by z.id
            """)
        return try rijen.map { rij in
            let (id, regio, gemeente, geschillen, verklaringen) = try rij.decode(
                UUID.self, String.self, String?.self, [UUID].self, [UUID].self)
            return Opvolgingszaak(
                id: id, regio: regio, gemeente: gemeente, geschillen: geschillen, verklaringen: verklaringen)
        }
    }
}
