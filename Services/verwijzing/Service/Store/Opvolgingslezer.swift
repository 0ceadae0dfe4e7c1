import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain

/// A zaak in which an organisation that stopped still has something, with what stands beside it.
struct Opvolgingszaak: Sendable {
    let id: UUID
    let regio: String
    /// That of its last offer, for an organisation that is split; nil where it was never offered.
    let gemeente: String?
    let geschillen: [UUID]
    let verklaringen: [UUID]
    let verwijzingen: [UUID]
    let consultaties: [UUID]
    /// All of them, so that what the succession hides is followed in each (P1).
    let vragenlijsten: [UUID]

    var naast: [AggregateRef] {
        geschillen.map { AggregateRef(Geschil.self, $0) } + verklaringen.map { AggregateRef(Verklaringloop.self, $0) }
            + AggregateRef.hulp(verwijzingen)
            + consultaties.map { AggregateRef(Consultatie.self, $0) }
            + vragenlijsten.map { AggregateRef(Vragenlijst.self, $0) }
    }
}

/// What an organisation has in the zaken here (O17, O23).
struct Opvolgingslezer: Sendable {
    let pool: PostgresPool

    /// What of it there is, by what it is, each the zaken that it is in; also for an operator, before it happens. Only what
    /// passing on changes, so that nothing is found for ever.
    /// - Parameter metOpvolger: without a successor a wettelijke taak stays where it was, as it ends by its own ground only
    ///   (O1), and so does what nobody has to act on.
    static func delen(_ oin: OIN, metOpvolger: Bool) -> [(wat: String, zaken: SQL)] {
        let lopend = "kind = 'overdracht' and \(Overdrachtfilter.lopend)" as SQL
        func van(_ soort: SQL, _ waar: SQL) -> SQL { "select zaak from aggregate where kind = \(soort) and (\(waar))" }
        let altijd: [(wat: String, zaken: SQL)] = [
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
            (
                "verhuizingen",
                """
                select id as zaak from aggregate
                where kind = 'zaak' and state -> 'verhuizing' ->> 'lokaalTeam' = \(oin.text)
                    and not jsonb_exists(state -> 'verhuizing', 'klaarOp')
                """
            ),
            ("betrokken", betrokken(oin, metOpvolger: metOpvolger)),
            (
                "geschillen",
                van(
                    "'geschil'",
                    """
                    jsonb_exists(state -> 'stand', 'open')
                        and \(oin.text) in (state -> 'geopendDoor' ->> 'organisatie',
                            state -> 'tegenpartij' ->> 'organisatie', state -> 'beslisser' ->> 'organisatie')
                    """)
            ),
            ("verklaringen", van("'verklaring'", verklaring("", oin))),
            ("verwijzingen", van("'verwijzing'", verwijzing("", oin))),
            ("adviesvragen", van("'consultatie'", consultatie("", oin, metOpvolger: metOpvolger))),
            ("vragenlijsten", van("'vragenlijst'", vragenlijst(oin, metOpvolger: metOpvolger))),
        ]
        guard metOpvolger else { return altijd }
        return altijd + [
            (
                "hulp-aan-kinderen",
                van(
                    "'continuiteit'",
                    """
                    state -> 'kinderen' @> \(lijst(["woonplek": ["organisatie": .string(oin.text)]]))::jsonb
                        or state -> 'kinderen' @> \(lijst(["werkers": [["wie": ["organisatie": .string(oin.text)]]]]))::jsonb
                        or state -> 'kinderen'
                            @? \("$[*].opnames[*] ? (@.organisatie == \"\(oin.text)\" && !exists(@.tot))")::jsonpath
                    """)
            ),
            (
                "navragen-van-haar",
                van(
                    "'gezinscontact'",
                    "state -> 'navragen' @> \(lijst(["van": ["organisatie": .string(oin.text)]]))::jsonb")
            ),
            (
                "bescherming",
                van(
                    "'bescherming'",
                    """
                    state -> 'kaders' @> \(lijst(["uitvoerder": .string(oin.text)]))::jsonb
                        or state -> 'toestemmingen' @> \(lijst(["organisatie": .string(oin.text)]))::jsonb
                    """)
            ),
        ]
    }

    private static func betrokken(_ oin: OIN, metOpvolger: Bool) -> SQL {
        let zoals =
            metOpvolger
            ? lijst(["organisatie": .string(oin.text)])
            : lijst(["organisatie": .string(oin.text), "wettelijkeTaak": false])
        return "select id as zaak from aggregate where kind = 'zaak' and state -> 'betrokken' @> \(zoals)::jsonb"
    }

    /// Its own statement, a correction that it has not acknowledged (O9), a copy that it took over (O8), or what it wrote
    /// down for the family (P3).
    private static func verklaring(_ rij: SQL, _ oin: OIN) -> SQL {
        """
        \(rij)state -> 'bron' ->> 'organisatie' = \(oin.text)
            or (\(rij)state -> 'correcties' -> -1 -> 'ontvangers' @> \(lijst(["organisatie": .string(oin.text)]))::jsonb
                and not \(rij)state -> 'correcties' -> -1 -> 'bevestigd'
                    @> \(lijst(["door": ["organisatie": .string(oin.text)]]))::jsonb)
            or \(rij)state -> 'kopieen' @> \(lijst(["door": ["organisatie": .string(oin.text)]]))::jsonb
            or \(rij)state -> 'verzoeken'
                @? \("$[*] ? (@.aanvrager.organisatie == \"\(oin.text)\" && !exists(@.antwoord))")::jsonpath
        """
    }

    private static func verwijzing(_ rij: SQL, _ oin: OIN) -> SQL {
        let loopt: SQL = """
            jsonb_exists_any(\(rij)state -> 'stand', array['gevraagd', 'uitgesteld', 'aanvaard', 'gestart'])
            """
        return """
            (\(loopt) and \(rij)state -> 'van' ->> 'organisatie' = \(oin.text))
                or (\(loopt) and \(rij)state ->> 'naar' = \(oin.text))
            """
    }

    /// Advice that was given is there, also without who gave it.
    private static func consultatie(_ rij: SQL, _ oin: OIN, metOpvolger: Bool) -> SQL {
        """
        (not jsonb_exists(\(rij)state -> 'stand', 'gesloten')
            and \(rij)state -> 'van' ->> 'organisatie' = \(oin.text))
            or (not jsonb_exists(\(rij)state -> 'stand', 'gesloten') and \(rij)state ->> 'naar' = \(oin.text)
                and (\(metOpvolger) or jsonb_exists(\(rij)state -> 'stand', 'gevraagd')))
        """
    }

    /// O16: its own list, one that it asked for, or one that was shared with it. Without a successor what it received stays
    /// as it was.
    private static func vragenlijst(_ oin: OIN, metOpvolger: Bool) -> SQL {
        let eigen: SQL = "state -> 'eigenaar' ->> 'organisatie' = \(oin.text)"
        let gevraagd: SQL = """
            state -> 'aanvragen' @> \(lijst(["door": ["organisatie": .string(oin.text)]]))::jsonb
            """
        guard metOpvolger else {
            return """
                (\(eigen) and not jsonb_exists(state, 'eigenaarGestopt')) or \(gevraagd)
                    or state -> 'delingen' @? \("$[*] ? (@.met == \"\(oin.text)\" && !exists(@.ontvangen))")::jsonpath
                """
        }
        return """
            \(eigen) or \(gevraagd) or state -> 'delingen' @> \(lijst(["met": .string(oin.text)]))::jsonb
            """
    }

    /// A list with such an element, as what a list is to contain.
    private static func lijst(_ element: JSON) -> String { JSON.array([element]).text }

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
                    where v.kind = 'vervanging' and v.zaak = o.zaak and not jsonb_exists(v.state, 'verwijzing')
                        and v.state ->> 'vorige' = \(oin.text)
                        and (v.state ->> 'stoptOp' = \(stoptOp.description)
                            or not jsonb_exists(v.state -> 'stand', 'gezocht')))
            order by o.zaak limit \(hoogstens)
            """
        ).map { try $0.decode(UUID.self) }
    }

    /// V7: the same for verwijzingen under which it gives help, or promised it; first as the index of those that run says it.
    func hulpZonderVervanging(
        _ oin: OIN, stoptOp: Dag, na: UUID?, hoogstens: Int
    ) async throws -> [(id: UUID, zaak: UUID)] {
        let begin = na ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        return try await pool.query(
            """
            select w.id, w.zaak from aggregate w
            where w.kind = 'verwijzing' and w.state ->> 'naar' = \(oin.text) and w.id > \(begin)
                and jsonb_exists_any(w.state -> 'stand', array['gevraagd', 'uitgesteld', 'aanvaard', 'gestart'])
                and jsonb_exists_any(w.state -> 'stand', array['aanvaard', 'gestart'])
                and not exists (
                    select from aggregate v
                    where v.kind = 'vervanging' and v.zaak = w.zaak and (v.state ->> 'verwijzing')::uuid = w.id
                        and v.state ->> 'vorige' = \(oin.text)
                        and (v.state ->> 'stoptOp' = \(stoptOp.description)
                            or not jsonb_exists(v.state -> 'stand', 'gezocht')))
            order by w.id limit \(hoogstens)
            """
        ).map { try $0.decode(UUID.self, UUID.self) }
    }

    /// In the order of their ids.
    func zaken(
        van oin: OIN, metOpvolger: Bool, na: UUID?, hoogstens: Int
    ) async throws -> [Opvolgingszaak] {
        let delen = Self.delen(oin, metOpvolger: metOpvolger).map(\.zaken)
        let alle = delen.dropFirst().reduce(delen[0]) { "\($0) union \($1)" as SQL }
        let begin = na ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        let rijen = try await pool.query(
            """
            select z.id, z.state ->> 'regio', (
                    select o.state -> 'aanbod' ->> 'gemeente' from aggregate o
                    where o.kind = 'overdracht' and o.zaak = z.id order by o.id desc limit 1),
                array(select g.id from aggregate g
                    where g.kind = 'geschil' and g.zaak = z.id and jsonb_exists(g.state -> 'stand', 'open')),
                array(select v.id from aggregate v
                    where v.kind = 'verklaring' and v.zaak = z.id and (\(Self.verklaring("v.", oin)))),
                array(select w.id from aggregate w
                    where w.kind = 'verwijzing' and w.zaak = z.id and (\(Self.verwijzing("w.", oin)))),
                array(select c.id from aggregate c where c.kind = 'consultatie' and c.zaak = z.id
                    and (\(Self.consultatie("c.", oin, metOpvolger: metOpvolger)))),
                array(select l.id from aggregate l where l.kind = 'vragenlijst' and l.zaak = z.id)
            from (select distinct zaak from (\(alle)) a where zaak > \(begin) order by zaak limit \(hoogstens)) n
                join aggregate z on z.id = n.zaak and z.kind = 'zaak'
            order by z.id
            """)
        return try rijen.map { rij in
            let (id, regio, gemeente, geschillen, verklaringen, verwijzingen, consultaties, lijsten) = try rij.decode(
                UUID.self, String.self, String?.self, [UUID].self, [UUID].self, [UUID].self, [UUID].self, [UUID].self)
            return Opvolgingszaak(
                id: id, regio: regio, gemeente: gemeente, geschillen: geschillen, verklaringen: verklaringen,
                verwijzingen: verwijzingen, consultaties: consultaties, vragenlijsten: lijsten)
        }
    }
}
