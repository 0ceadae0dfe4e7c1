import Contracts
import Foundation
import Logging
import Messaging
import Postgres
import Register
import TestSupport
import Testing

@testable import Chassis
@testable import Content
@testable import Verwijzing

/// P4 at one service, on a real Postgres: whose term counts, and that destroying never crosses what keeps something.
@Suite("P4: bewaren en vernietigen", .timeLimit(.minutes(2)))
struct BewaarTests {
    private static let kort = OIN("00000099000000003000") ?? .placeholder
    private static let gewoon = OIN("00000099000000004000") ?? .placeholder
    private static let jaar: TimeInterval = 31_557_600

    private static let register: RegisterSnapshot = {
        var organisatie = RegisterEvents.OrganisatieVastgelegd.example
        organisatie.oin = kort
        organisatie.bewaartermijnen = ["dossier": .init(duur: .jaren(1), grond: .eigenBeleid)]
        return RegisterSnapshot(organisations: [organisatie])
    }()

    private static let bron = Bewaarbron(
        .dossier, .jaren(20),
        geeindigd: """
            select id as onderwerp, zaak, updated_at as geeindigd_op, array[]::text[] as houdt_tegen, array[id] as dossiers
            from aggregate where kind = 'klaar'
            """)

    private func metPlaats(_ body: (Bewaarplaats, Vault, PostgresPool) async throws -> Void) async throws {
        let server = try await PostgresServer.shared()
        try await server.role("bewaarder")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema bewaren; set search_path = bewaren")
            let logger = Logger(label: "test")
            _ = try await Migrator(schema: "bewaren", runtimeRole: "bewaarder")
                .migrate(
                    MessagingMigrations.all + ServiceDefinition.verwijzing.migrations, on: owner, logger: logger)
            _ = try await owner.run(script: "grant usage on schema bewaren to bewaarder")
            let pool = PostgresPool(
                database.configuration(schema: "bewaren", role: "bewaarder"), size: 4, logger: logger)
            let sleutel = Data((0..<32).map { UInt8($0) }).base64EncodedString()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                try await body(
                    Bewaarplaats(bronnen: [Self.bron], pool: pool, register: { Self.register }, dienst: "urn:test"),
                    Vault(keys: KeyRing(file: "k1 \(sleutel)")), pool)
                group.cancelAll()
            }
            await owner.close()
        }
    }

    /// Something that ended so many years ago, with a part by each of these under each person's key.
    private func klaar(
        _ jaren: Double, _ delen: [(persoon: String, van: OIN)], _ vault: Vault, _ pool: PostgresPool
    ) async throws -> UUID {
        let id = UUID.v7()
        let op = Date(timeIntervalSinceNow: -jaren * Self.jaar)
        _ = try await pool.query(
            """
            insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
            values (\(id), 'klaar', 1, '{}', \(id), 'r', false, \(op), \(op))
            """)
        for (nummer, deel) in delen.enumerated() {
            let sealed = try await vault.seal(
                Vault.Part([1], person: deel.persoon, part: "\(nummer)"), organisation: deel.van, dossier: id, on: pool)
            _ = try await pool.exchange(SQL.inserts([sealed]))
        }
        _ = try await pool.query("update content_key set created_at = \(op) where dossier = \(id)")
        return id
    }

    private func levend(_ id: UUID, _ pool: PostgresPool) async throws -> [String] {
        try await pool.query(
            "select person from content_key where dossier = \(id) and wrapped is not null order by person"
        ).map { try $0.decode(String.self) }
    }

    @Test("ieders eigen termijn telt; wat er met een langere onder dezelfde sleutel staat houdt die sleutel")
    func termijnen() async throws {
        try await metPlaats { plaats, vault, pool in
            let delen = [("a", Self.kort), ("b", Self.kort), ("b", Self.gewoon), ("c", Self.gewoon)]
            let id = try await klaar(5, delen, vault, pool)
            let net = try await klaar(0.9, delen, vault, pool)
            #expect(try await plaats.vernietig(id, Self.bron) == 1)
            #expect(try await levend(id, pool) == ["b", "c"])
            #expect(try await plaats.vernietig(id, Self.bron) == 0)
            #expect(try await plaats.vernietig(net, Self.bron) == 0)
            let rij = try await pool.query(
                "select kind, organisation, term, ground, destroyed_by from content_destruction"
            ).first?.decode(String.self, String.self, String.self, String.self, String.self)
            #expect(
                [rij?.0, rij?.1, rij?.2, rij?.3, rij?.4] == [
                    "dossier", Self.kort.text, "P1Y", "eigen-beleid", "urn:test",
                ])
            let oud = try await klaar(20.1, delen, vault, pool)
            #expect(try await plaats.vernietig(oud, Self.bron) == 3)
            #expect(try await levend(oud, pool) == [])

            let stand = try await plaats.stand(binnen: 0)
            let soort = try #require(stand.soorten.first)
            #expect(
                soort.vernietigd == 2 && soort.sleutels == 4 && soort.vervallen == 0 && soort.termijn.text == "P20Y")
            // Two months on, what ended eleven months ago is on the list, with whose term is the last of it.
            let straks = try await plaats.stand(binnen: 60 * 86_400)
            #expect(straks.vervalt.map(\.onderwerp) == [net])
            #expect(straks.vervalt.first?.organisatie == Self.gewoon && straks.vervalt.first?.houdtTegen == [])
        }
    }

    @Test("wat na het einde is geschreven krijgt een eigen sleutel en blijft even lang als ander werk")
    func teruggekomen() async throws {
        try await metPlaats { plaats, vault, pool in
            let id = try await klaar(21, [("a", Self.gewoon)], vault, pool)
            #expect(try await plaats.vernietig(id, Self.bron) == 1)
            let later = try await vault.seal(
                Vault.Part([2], person: "a", part: "later"), organisation: Self.gewoon, dossier: id, on: pool)
            _ = try await pool.exchange(SQL.inserts([later]))
            #expect(try await plaats.vernietig(id, Self.bron) == 0)
            #expect(try await levend(id, pool) == ["a"])
            #expect(try await plaats.stand(binnen: 0).soorten.first?.vervallen == 0)
            let sinds = Date(timeIntervalSinceNow: -20.1 * Self.jaar)
            _ = try await pool.query(
                "update content_key set created_at = \(sinds) where dossier = \(id) and wrapped is not null")
            #expect(try await plaats.vernietig(id, Self.bron) == 1)
            let eindes = try await pool.query(
                "select count(distinct ended_at) from content_destruction where subject = \(id)"
            ).first?.decode(Int64.self)
            #expect(eindes == 2, "each from when its own term counted")
        }
    }

    @Test("een aanhouding en het vernietigen komen na elkaar: wat aangehouden is gaat nooit weg")
    func aanhouden() async throws {
        try await metPlaats { plaats, vault, pool in
            var ids: [UUID] = []
            for _ in 0..<40 { ids.append(try await klaar(21, [("a", Self.gewoon)], vault, pool)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in ids {
                    group.addTask { _ = try await plaats.vernietig(id, Self.bron) }
                    group.addTask {
                        _ = try await plaats.houdAan(id, .klacht, organisatie: Self.kort.text, medewerker: "mw-1")
                    }
                }
                try await group.waitForAll()
            }
            let gekruist = try await pool.query(
                """
                select count(*) from retention_hold h join content_destruction d using (subject)
                where d.destroyed_at > h.set_at
                """
            ).first?.decode(Int64.self)
            #expect(gekruist == Int64(0))
            // Those that were held first are all there; once it is lifted they go, twice the same is once.
            let vast = try await pool.query(
                "select count(*) from content_key where wrapped is not null"
            ).first?.decode(Int64.self)
            for id in ids { #expect(try await plaats.vernietig(id, Self.bron) == 0) }
            let houdtVast = try await plaats.houdAan(
                ids[0], .klacht, organisatie: Self.kort.text, medewerker: "mw-1")
            #expect(houdtVast.aanhoudingen == ["klacht"])
            var sleutels = 0
            for id in ids {
                let los = try await plaats.houdAan(id, nil, organisatie: Self.kort.text, medewerker: "mw-2")
                #expect(los.aanhoudingen == [])
                sleutels += try await plaats.vernietig(id, Self.bron)
            }
            #expect(Int64(sleutels) == vast)
            let opgeheven = try await pool.query(
                "select count(*) from retention_hold where lifted_person = 'mw-2' and person = 'mw-1'"
            ).first?.decode(Int64.self)
            #expect(opgeheven == Int64(40))
        }
    }

    @Test("wie een zaak op dat moment weer opent komt ervoor of erna: in een open zaak gaat niets weg")
    func weerOpen() async throws {
        try await metPlaats { plaats, vault, pool in
            var ids: [UUID] = []
            for _ in 0..<40 { ids.append(try await klaar(21, [("a", Self.gewoon)], vault, pool)) }
            let gelukt = try await withThrowingTaskGroup(of: UUID?.self) { group in
                for id in ids {
                    group.addTask {
                        _ = try await plaats.vernietig(id, Self.bron)
                        return nil
                    }
                    group.addTask {
                        let sealed: Vault.Sealed
                        do {
                            sealed = try await vault.seal(
                                Vault.Part([2], person: "a", part: "nieuw"), organisation: Self.gewoon, dossier: id,
                                on: pool)
                        } catch ContentError.gone {
                            return nil
                        }
                        do {
                            try await pool.transaction { transaction in
                                _ = try await transaction.query(
                                    "select from aggregate where id = \(id) for update")
                                _ = try await transaction.commit(
                                    ["update aggregate set kind = 'open' where id = \(id)"] + SQL.inserts([sealed]))
                            }
                        } catch let error as PostgresError where error.sqlState == "KT410" {
                            return nil
                        } catch let error as PostgresError where error.code == .rolledBack {
                            return nil
                        }
                        return id
                    }
                }
                return try await group.reduce(into: Set<UUID>()) { if let id = $1 { $0.insert(id) } }
            }
            for id in ids { #expect(try await levend(id, pool) == (gelukt.contains(id) ? ["a"] : [])) }
            for id in gelukt { #expect(try await plaats.vernietig(id, Self.bron) == 0) }
        }
    }

    @Test("een ronde gaat in stukken door tot alles gedaan is")
    func ronde() async throws {
        try await metPlaats { plaats, vault, pool in
            for _ in 0..<230 { _ = try await klaar(21, [("a", Self.gewoon)], vault, pool) }
            let later = try await klaar(19, [("a", Self.gewoon)], vault, pool)
            try await Bewaarwacht(plaats: plaats, interval: .seconds(60), logger: Logger(label: "test"))
                .ronde(Self.bron)
            let over = try await pool.query("select dossier from content_key where wrapped is not null")
                .map { try $0.decode(UUID.self) }
            #expect(over == [later])
        }
    }
}
