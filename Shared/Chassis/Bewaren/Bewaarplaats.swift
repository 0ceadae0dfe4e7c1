import Content
import Contracts
import Foundation
import Postgres
import Register

/// What of a service's content has ended, when its keys go, and what keeps them; and the destroying itself (P4).
struct Bewaarplaats: Sendable {
    let bronnen: [Bewaarbron]
    let pool: PostgresPool
    let register: @Sendable () -> RegisterSnapshot
    /// Who destroys: the service, in whose name it is recorded.
    let dienst: String

    /// One thing that ended and has keys.
    struct Geeindigd: Sendable {
        let onderwerp: UUID
        let zaak: UUID?
        let op: Date
        var houdtTegen: [String]
        let sleutels: [Sleutel]

        struct Sleutel: Sendable {
            let id: UUID
            /// From when its term counts: what was written after the end is kept as long as anything.
            let vanaf: Date
            let organisaties: [String]
        }
    }

    /// In order of their ids.
    /// - Parameters:
    ///   - voor: what ended later is left out.
    ///   - een: only this one.
    static func geeindigd(
        _ bron: Bewaarbron, voor: Date? = nil, na: UUID? = nil, een: UUID? = nil, limit: Int
    ) -> SQL {
        """
        select b.onderwerp, b.zaak, b.geeindigd_op,
            array(
                select reden from unnest(b.houdt_tegen) reden where reden is not null
                union
                select h.reason from retention_hold h
                where h.lifted_at is null and (h.subject = b.onderwerp or h.subject = b.zaak)
                order by 1
            ),
            k.id, greatest(b.geeindigd_op, k.created_at), k.organisaties
        from (
            select * from (\(bron.geeindigd)) alle
            where (\(een)::uuid is null or onderwerp = \(een)) and (\(na)::uuid is null or onderwerp > \(na))
                and (\(voor)::timestamptz is null or geeindigd_op <= \(voor))
                and exists (select from content_key k where k.dossier = any(alle.dossiers) and k.wrapped is not null)
            order by onderwerp limit \(limit)
        ) b cross join lateral (
            select k.id, k.created_at, array(select distinct c.organisation from content c where c.key_id = k.id) as organisaties
            from content_key k where k.dossier = any(b.dossiers) and k.wrapped is not null
        ) k
        order by b.onderwerp, k.id
        """
    }

    static func lees(_ rows: Rows) throws -> [Geeindigd] {
        var gevonden: [Geeindigd] = []
        var sleutels: [UUID: [Geeindigd.Sleutel]] = [:]
        for row in rows {
            let (onderwerp, zaak, op, redenen, sleutel, vanaf, organisaties) = try row.decode(
                UUID.self, UUID?.self, Date.self, [String].self, UUID.self, Date.self, [String].self)
            sleutels[onderwerp, default: []].append(.init(id: sleutel, vanaf: vanaf, organisaties: organisaties))
            if gevonden.last?.onderwerp != onderwerp {
                gevonden.append(
                    Geeindigd(onderwerp: onderwerp, zaak: zaak, op: op, houdtTegen: redenen, sleutels: []))
            }
        }
        return gevonden.map {
            Geeindigd(
                onderwerp: $0.onderwerp, zaak: $0.zaak, op: $0.op, houdtTegen: $0.houdtTegen,
                sleutels: sleutels[$0.onderwerp] ?? [])
        }
    }

    /// Pages through what ended before an instant.
    func elk(
        _ bron: Bewaarbron, voor: Date, _ doe: (Geeindigd) async throws -> Bool
    ) async throws {
        let perKeer = 200
        var na: UUID?
        repeat {
            let deel = try Self.lees(
                await pool.query(Self.geeindigd(bron, voor: voor, na: na, limit: perKeer)))
            for een in deel where try await !doe(een) { return }
            na = deel.count < perKeer ? nil : deel.last?.onderwerp
        } while na != nil
    }

    /// The database's clock.
    func nu() async throws -> Date {
        try await pool.query("select clock_timestamp()").first?.decode(Date.self) ?? Date()
    }

    /// Destroys what is due of one thing, if it still has ended and nothing keeps it, once it is locked: whoever opens the
    /// zaak again at this moment comes before or after, and knows.
    /// - Returns: how many keys.
    func vernietig(_ onderwerp: UUID, _ bron: Bewaarbron) async throws -> Int {
        let register = register()
        return try await pool.transaction { transaction in
            _ = try await transaction.query("select from aggregate where id = \(onderwerp) for update")
            let rows = try await transaction.exchange([
                "select clock_timestamp()", Self.geeindigd(bron, een: onderwerp, limit: 1),
            ])
            guard let nu = try rows[0].first?.decode(Date.self), let een = try Self.lees(rows[1]).first,
                een.houdtTegen.isEmpty
            else { return 0 }
            let besluiten = een.sleutels.map { ($0, bron.besluit($0.vanaf, van: $0.organisaties, register)) }
                .filter { $0.1.vernietigenOp <= nu }
            guard !besluiten.isEmpty else { return 0 }
            _ = try await transaction.commit([
                """
                with gone as (
                    update content_key set wrapped = null, destroyed_at = clock_timestamp()
                    where id = any(\(besluiten.map(\.0.id))) and wrapped is not null returning id
                )
                insert into content_destruction (key_id, subject, kind, ended_at, organisation, term, ground, destroyed_by)
                select n.id, \(onderwerp), \(bron.soort.rawValue), n.ended_at, n.organisation, n.term, n.ground,
                    \(dienst)
                from unnest(\(besluiten.map(\.0.id)), \(besluiten.map(\.0.vanaf)),
                    \(besluiten.map { $0.1.organisatie?.text ?? "" }),
                    \(besluiten.map { $0.1.termijn.duur.text }), \(besluiten.map { $0.1.termijn.grond.rawValue })
                ) as n (id, ended_at, organisation, term, ground) join gone on gone.id = n.id
                """
            ])
            return besluiten.count
        }
    }

    // MARK: - Sight

    /// - Parameter binnen: seconds from now within which a term must be over to be named.
    func stand(binnen: Int) async throws -> Bewaarstand {
        let (register, nu) = (register(), try await nu())
        let tot = nu.addingTimeInterval(Double(binnen))
        var (soorten, vervalt): ([Bewaarsoortstand], [Bewaarrij]) = ([], [])
        for bron in bronnen {
            var (vervallen, aangehouden) = (0, 0)
            try await elk(bron, voor: tot.addingTimeInterval(-bron.kortste(register))) { een in
                let besluiten = een.sleutels.map { bron.besluit($0.vanaf, van: $0.organisaties, register) }
                guard let eerste = besluiten.map(\.vernietigenOp).min(), eerste <= tot,
                    let laatste = besluiten.max(by: { $0.vernietigenOp < $1.vernietigenOp })
                else { return true }
                if eerste <= nu {
                    if een.houdtTegen.isEmpty { vervallen += 1 } else { aangehouden += 1 }
                }
                vervalt.append(
                    Bewaarrij(
                        onderwerp: een.onderwerp, zaak: een.zaak, soort: bron.soort, geeindigdOp: een.op,
                        vernietigenOp: laatste.vernietigenOp, organisatie: laatste.organisatie,
                        termijn: laatste.termijn.duur, grond: laatste.termijn.grond, houdtTegen: een.houdtTegen))
                return vervalt.count < 1_000
            }
            let rows = try await pool.query(
                """
                select count(distinct subject), count(*), max(destroyed_at) from content_destruction
                where kind = \(bron.soort.rawValue)
                """)
            guard let row = rows.first else { continue }
            let (dossiers, sleutels, laatst) = try row.decode(Int64.self, Int64.self, Date?.self)
            soorten.append(
                Bewaarsoortstand(
                    soort: bron.soort, termijn: bron.standaard.duur, grond: bron.standaard.grond,
                    vervallen: vervallen, aangehouden: aangehouden, vernietigd: Int(dossiers),
                    sleutels: Int(sleutels), laatstOp: laatst))
        }
        return Bewaarstand(op: nu, soorten: soorten, vervalt: vervalt.sorted { $0.vernietigenOp < $1.vernietigenOp })
    }

    /// Keeps something beyond its term, or lifts what kept it. Its row is locked, so that destroying comes before or after.
    func houdAan(
        _ onderwerp: UUID, _ reden: Aanhoudreden?, organisatie: String, medewerker: String, beheer: SQL? = nil
    ) async throws -> Bewaaruitslag {
        try await pool.transaction { transaction in
            let daad: SQL =
                if let reden {
                    """
                    insert into retention_hold (id, subject, reason, organisation, person)
                    select \(UUID.v7()), \(onderwerp), \(reden.rawValue), \(organisatie), \(medewerker)
                    where not exists (
                        select from retention_hold
                        where subject = \(onderwerp) and reason = \(reden.rawValue) and lifted_at is null
                    )
                    """
                } else {
                    """
                    update retention_hold set lifted_at = clock_timestamp(), lifted_organisation = \(organisatie),
                        lifted_person = \(medewerker)
                    where subject = \(onderwerp) and lifted_at is null
                    """
                }
            let rows = try await transaction.commit(
                [
                    // Of a zaak its melding and casus are locked with it.
                    "select from aggregate where id = \(onderwerp) or zaak = \(onderwerp) order by id for update", daad,
                ] + (beheer.map { [$0] } ?? []) + [
                    "select distinct reason from retention_hold where subject = \(onderwerp) and lifted_at is null order by 1"
                ])
            return Bewaaruitslag(
                onderwerp: onderwerp, aanhoudingen: try rows.last?.map { try $0.decode(String.self) } ?? [])
        }
    }
}
