import Contracts
import Foundation
import Messaging
import Postgres
import VeiligheidDomain

/// A casus in which an organisation that stopped still has something, with what belongs to it.
struct Opvolgingscasus: Sendable {
    let id: UUID
    let regio: String
    let gemeente: String?
    let maatregelen: [UUID]
    let overleggen: [UUID]

    var delen: [AggregateRef] {
        maatregelen.map { AggregateRef(Maatregel.self, $0) } + overleggen.map { AggregateRef(Overleg.self, $0) }
    }
}

/// What an organisation has in what belongs to the casussen here (O17, O23), also where it has no part in the casus itself.
struct Opvolgingslezer: Sendable {
    let pool: PostgresPool

    /// What of it there is, by what it is, each the zaken that it is in; also for an operator, before it happens. Only what
    /// passing on changes, so that nothing is found for ever.
    static func delen(_ oin: OIN, metOpvolger: Bool) -> [(wat: String, zaken: SQL)] {
        [
            ("casussen", casus(oin, metOpvolger: metOpvolger)),
            ("maatregelen", "select zaak from aggregate where kind = 'maatregel' and (\(maatregel("", oin)))"),
            (
                "overleggen",
                "select zaak from aggregate where kind = 'overleg' and (\(overleg("", oin, metOpvolger: metOpvolger)))"
            ),
        ]
    }

    /// Without a successor who said that it knew of the casus stays on record in it.
    private static func casus(_ oin: OIN, metOpvolger: Bool) -> SQL {
        let lokaal = JSON.array([["organisatie": .string(oin.text)]]).text
        let wacht = "$[*] ? (@.organisatie == \"\(oin.text)\" && !exists(@.bevestiging))"
        return """
            select id as zaak from aggregate
            where kind = 'casus' and jsonb_exists(state -> 'fase', 'open')
                and (state ->> 'team' = \(oin.text) or (state -> 'lokaleTeams' @> \(lokaal)::jsonb
                    and (\(metOpvolger) or state -> 'lokaleTeams' @? \(wacht)::jsonpath)))
            """
    }

    private static func maatregel(_ rij: SQL, _ oin: OIN) -> SQL {
        let loopt: SQL = "not jsonb_exists(\(rij)state, 'einde')"
        return """
            (\(loopt) and \(rij)state ->> 'uitvoerder' = \(oin.text))
                or (\(loopt) and \(rij)state ->> 'raad' = \(oin.text))
                or (\(loopt) and \(rij)state ->> 'team' = \(oin.text))
            """
    }

    /// Without a successor an invitation stays: nobody has to act on it.
    private static func overleg(_ rij: SQL, _ oin: OIN, metOpvolger: Bool) -> SQL {
        let wie = "\"\(oin.text)\""
        let afspraak = """
            $[*] ? (!exists(@.einde) && (@.eigenaar.organisatie == \(wie) || @.gemaaktDoor.organisatie == \(wie)
                || @.kring[*].organisatie == \(wie)))
            """
        let altijd: SQL = """
            \(rij)state -> 'bijeengeroepenDoor' ->> 'organisatie' = \(oin.text) or \(rij)state ->> 'raad' = \(oin.text)
                or \(rij)state ->> 'team' = \(oin.text) or \(rij)state -> 'afspraken' @? \(afspraak)::jsonpath
            """
        guard metOpvolger else { return altijd }
        let genodigd =
            "$[*] ? (@.opgevolgdDoor == \(wie) || (@.organisatie == \(wie) && !exists(@.opgevolgdDoor)))"
        return "\(altijd) or \(rij)state -> 'uitnodigingen' @? \(genodigd)::jsonpath"
    }

    /// In the order of their ids.
    func casussen(van oin: OIN, metOpvolger: Bool, na: UUID?, hoogstens: Int) async throws -> [Opvolgingscasus] {
        let delen = Self.delen(oin, metOpvolger: metOpvolger).map(\.zaken)
        let alle = delen.dropFirst().reduce(delen[0]) { "\($0) union \($1)" as SQL }
        let begin = na ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        let rijen = try await pool.query(
            """
            select c.id, c.state ->> 'regio', c.state ->> 'gemeente',
                array(select m.id from aggregate m
                    where m.kind = 'maatregel' and m.zaak = c.id and (\(Self.maatregel("m.", oin)))),
                array(select o.id from aggregate o
                    where o.kind = 'overleg' and o.zaak = c.id
                        and (\(Self.overleg("o.", oin, metOpvolger: metOpvolger))))
            from (select distinct zaak from (\(alle)) a where zaak > \(begin) order by zaak limit \(hoogstens)) n
                join aggregate c on c.id = n.zaak and c.kind = 'casus'
            order by c.id
            """)
        return try rijen.map { rij in
            let (id, regio, gemeente, maatregelen, overleggen) = try rij.decode(
                UUID.self, String.self, String?.self, [UUID].self, [UUID].self)
            return Opvolgingscasus(
                id: id, regio: regio, gemeente: gemeente, maatregelen: maatregelen, overleggen: overleggen)
        }
    }
}
