import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain

/// Reads the board (S1) from its own table: which handovers of an organisation run, chosen, counted and in order.
struct Bordlezer: Sendable {
    let pool: PostgresPool

    /// What of an organisation's board is asked for.
    struct Vraag: Sendable {
        let oin: OIN
        /// As the reader sees it: the same instant for what is counted and what is chosen.
        let now: Date
        var volgorde = Bordvolgorde.aangeboden
        var aanZet: BordAanZet?
        var laat: Bool?
        var status: OverdrachtenEvents.Status?
        var regio: Codewoord?
        var gemeente: Gemeentecode?
        var vraag: Codewoord?
        var met: OIN?
        /// The handovers of which the reader does not see the gemeente (P1): on no gemeente are they found.
        var zonderGemeente: [UUID] = []
    }

    /// Where a handover stands in the order that is asked for.
    struct Plaats: Sendable {
        /// In microseconds since 1970, as exact as the table; what ends nowhere stands last.
        let moment: Int64
        let overdracht: UUID

        static let nergens = Int64.max

        fileprivate var sql: SQL {
            let tijdstip: SQL =
                moment == Self.nergens ? "'infinity'" : "timestamptz 'epoch' + \(moment) * interval '1 microsecond'"
            return "(\(tijdstip), \(overdracht))"
        }
    }

    /// How many handovers have all of this in common.
    struct Groep: Sendable {
        let status: String
        let regio: String
        let gemeente: String?
        let vraag: String
        let van: String
        let naar: String
        /// Whether they are among what is asked for.
        let past: Bool
        let aantal: Int
        let laat: Int
        /// Of these, how many stand before a place.
        let ervoor: Int
    }

    /// The handovers of an organisation in zaken in which a gemeente is shielded, with their own.
    func metAfschermingVanGemeente(_ oin: OIN) async throws -> [(overdracht: UUID, zaak: UUID, gemeente: String)] {
        try await pool.query(
            """
            select b.overdracht, b.zaak, b.gemeente
            from bord b join aggregate a on a.zaak = b.zaak
            where a.kind = 'bescherming' and jsonb_path_exists(a.state, '$.afschermingen[*].wat.gemeente')
                and (b.van = \(oin.text) or b.naar = \(oin.text))
            """
        ).map { try $0.decode(UUID.self, UUID.self, String.self) }
    }

    /// What passes, in order.
    /// - Returns: one more than the limit where there is a next page.
    func regels(
        _ vraag: Vraag, na: Plaats?, hoogstens: Int
    ) async throws -> [(overdracht: Overdracht, plaats: Plaats)] {
        let verder: SQL = na.map { "(moment, overdracht) > \($0.sql)" } ?? "true"
        return try await pool.query(
            """
            select p.overdracht,
                case when p.moment < 'infinity' then (extract(epoch from p.moment) * 1000000)::bigint
                    else \(Plaats.nergens) end,
                a.state::text
            from (
                select overdracht, moment from (\(alles(vraag))) b where \(past(vraag)) and \(verder)
                order by moment, overdracht limit \(hoogstens + 1)
            ) p join aggregate a on a.id = p.overdracht
            order by p.moment, p.overdracht
            """
        ).map { rij in
            let (id, moment, state) = try rij.decode(UUID.self, Int64.self, String.self)
            return (try StateCoding.decode(Overdracht.self, state), Plaats(moment: moment, overdracht: id))
        }
    }

    /// All that runs of the organisation, also what does not pass: of that a reader can choose.
    func groepen(_ vraag: Vraag, voor plaats: Plaats?) async throws -> [Groep] {
        let ervoor: SQL = plaats.map { "(moment, overdracht) < \($0.sql)" } ?? "false"
        return try await pool.query(
            """
            select status, regio, gemeente, vraag, van, naar, \(past(vraag)) as past, count(*),
                count(*) filter (where laat), count(*) filter (where \(ervoor))
            from (\(alles(vraag))) b
            group by 1, 2, 3, 4, 5, 6, 7
            """
        ).map { rij in
            let (status, regio, gemeente, soort, van, naar, past, aantal, laat, ervoor) = try rij.decode(
                String.self, String.self, String?.self, String.self, String.self, String.self, Bool.self, Int64.self,
                Int64.self, Int64.self)
            return Groep(
                status: status, regio: regio, gemeente: gemeente, vraag: soort, van: van, naar: naar, past: past,
                aantal: Int(aantal), laat: Int(laat), ervoor: Int(ervoor))
        }
    }

    /// All that runs of the organisation, as its reader sees it.
    private func alles(_ vraag: Vraag) -> SQL {
        let moment: SQL =
            switch vraag.volgorde {
            case .aangeboden: "timestamptz 'epoch'"
            case .verloop: "coalesce(verloopt, 'infinity')"
            case .oudste: "sinds"
            }
        return """
            select overdracht, stand as status, regio, vraag, van, naar, aan_zet, \(moment) as moment,
                coalesce(verloopt < \(vraag.now), false) as laat,
                case when overdracht not in (select unnest(\(vraag.zonderGemeente))) then gemeente end as gemeente
            from bord where van = \(vraag.oin.text) or naar = \(vraag.oin.text)
            """
    }

    private func past(_ vraag: Vraag) -> SQL {
        var eisen: [SQL] = []
        switch vraag.aanZet {
        case .eigen: eisen.append("aan_zet = \(vraag.oin.text)")
        case .ander: eisen.append("aan_zet <> \(vraag.oin.text)")
        case nil: break
        }
        if let laat = vraag.laat { eisen.append("laat = \(laat)") }
        if let status = vraag.status { eisen.append("status = \(status.rawValue)") }
        if let regio = vraag.regio { eisen.append("regio = \(regio.text)") }
        if let gemeente = vraag.gemeente { eisen.append("coalesce(gemeente = \(gemeente.text), false)") }
        if let soort = vraag.vraag { eisen.append("vraag = \(soort.text)") }
        if let met = vraag.met { eisen.append("(van = \(met.text) or naar = \(met.text))") }
        return eisen.reduce("true" as SQL) { "\($0) and \($1)" }
    }
}
