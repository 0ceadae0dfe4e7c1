import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import Register
import TestSupport
import Testing
import Web

@testable import Notificaties

@Suite("N1, N2: het postvak, op een echte Postgres", .timeLimit(.minutes(1)))
struct PostvaklezerTests {
    private static let organisatie = "00000099000000001000"
    private static let begin = Date(timeIntervalSince1970: 1_795_244_400)

    private func metPostvak(_ body: (Postvaklezer, PostgresPool) async throws -> Void) async throws {
        let server = try await PostgresServer.shared()
        try await server.role("postvak_lezer")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema postvak; set search_path = postvak")
            let migrator = Migrator(schema: "postvak", runtimeRole: "postvak_lezer")
            _ = try await migrator.migrate(
                MessagingMigrations.all + ServiceDefinition.notificaties.migrations, on: owner,
                logger: Logger(label: "test"))
            let pool = PostgresPool(
                database.configuration(schema: "postvak", role: "postvak_lezer"), size: 2,
                logger: Logger(label: "test"))
            _ = try await owner.run(script: "grant usage on schema postvak to postvak_lezer")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                try await body(Postvaklezer(pool: pool), pool)
                group.cancelAll()
            }
            await owner.close()
        }
    }

    /// - Parameter uren: when its term ends, counted from the beginning; nil for none.
    private struct Geval {
        var voor: Geadresseerde = .medewerker(Medewerker("mw-1"))
        var spoed = false
        var gedaan = false
        var uren: Int?
    }

    private func taak(_ geval: Geval) throws -> Taak {
        let nieuw = NieuweTaak(
            onderwerp: OnderwerpId(UUID.v7()), soort: .overdrachtBeantwoorden,
            organisatie: Organisatie(Self.organisatie), bestemd: Medewerker("mw-1"), voor: geval.voor,
            kenmerk: "A-2222-222-2", zaak: nil, regio: "midden", oefening: false,
            urgentie: geval.spoed ? .spoed : .regulier, kanalen: [.sse],
            aanleiding: NotificatieDomain.BerichtId(UUID.v7()))
        var events = try Taak.decide(nil, .aanmaken(nieuw), now: Self.begin)
        let open = try #require(events.reduce(nil) { Taak.evolve($0, $1) })
        guard geval.gedaan else { return open }
        events = try Taak.decide(open, .afronden(door: nil), now: Self.begin)
        return events.reduce(open) { Taak.evolve($0, $1) }
    }

    /// In this order, so that the last ones are the newest.
    private func schrijf(_ gevallen: [Geval], in pool: PostgresPool) async throws -> [UUID] {
        let ids = gevallen.map { _ in UUID.v7() }
        let standen = try gevallen.map { try StateCoding.encode(taak($0)) }
        _ = try await pool.query(
            """
            insert into aggregate (id, kind, version, state, regio, oefening, created_at, updated_at)
            select id, 'taak', 1, stand::jsonb, 'midden', false, clock_timestamp(), clock_timestamp()
            from unnest(\(ids), \(standen)) as n (id, stand)
            """)
        let met = zip(ids, gevallen).compactMap { id, geval in geval.uren.map { (id, Int64($0)) } }
        _ = try await pool.query(
            """
            insert into term (id, aggregate, aggregate_kind, kind, generation, since, urgent, due_at, stages, moments,
                calendar_version)
            select gen_random_uuid(), id, 'taak', 'taak-bezorgen', 1, \(Self.begin), false,
                \(Self.begin)::timestamptz + uren * interval '1 hour', '{}', '{}', '1'
            from unnest(\(met.map(\.0)), \(met.map(\.1))) as n (id, uren)
            """)
        return ids
    }

    private func filter(_ medewerker: String? = "mw-1") throws -> Taakfilter {
        let oin = try #require(OIN(Self.organisatie))
        return Taakfilter(
            Caller(
                organisation: oin, person: medewerker, subject: medewerker ?? "systeem", scopes: [], tokenID: nil,
                expires: .distantFuture), RegisterSnapshot(organisations: []))
    }

    @Test("N2: bij meer dan duizend taken staat de nieuwste met spoed bovenaan, en verder lezen mist er geen")
    func meerDanDuizend() async throws {
        try await metPostvak { lezer, pool in
            var gevallen = (0..<1_200).map { Geval(gedaan: $0 % 3 == 0, uren: $0 % 3 == 0 ? nil : 2_000 - $0) }
            gevallen.append(Geval(uren: nil))
            gevallen.append(Geval(spoed: true, uren: 5_000))
            gevallen.append(Geval(voor: .medewerker(Medewerker("mw-2")), spoed: true, uren: 1))
            let ids = try await schrijf(gevallen, in: pool)
            let eerste = try await lezer.taken(filter(), na: nil, hoogstens: 100)
            #expect(eerste.count == 101)
            #expect(eerste.first?.plaats.taak == ids[1_201], "spoed, though the newest and due last")
            let verwacht =
                [ids[1_201]]
                + (0..<1_200).filter { $0 % 3 != 0 }.sorted { gevallen[$0].uren ?? 0 < gevallen[$1].uren ?? 0 }
                .map { ids[$0] } + [ids[1_200]]
            var gelezen: [UUID] = []
            var na: Postvaklezer.Plaats?
            while true {
                let pagina = try await lezer.taken(filter(), na: na, hoogstens: 100)
                gelezen += pagina.prefix(100).map(\.plaats.taak)
                guard pagina.count > 100 else { break }
                na = pagina[99].plaats
            }
            #expect(gelezen == verwacht)
            let nu = Self.begin.addingTimeInterval(3_600 * 1_000.5)
            let aantal = try await lezer.aantal(filter(), now: nu)
            #expect(aantal.alle == 802)
            #expect(aantal.laat == (0..<1_200).count { $0 % 3 != 0 && 2_000 - $0 <= 1_000 })
        }
    }

    @Test("V8, N5: een ander ziet er niets van; een systeem ziet wat van de organisatie wacht")
    func vanWie() async throws {
        try await metPostvak { lezer, pool in
            let ids = try await schrijf(
                [Geval(uren: 2), Geval(voor: .team("team-een"), uren: 1), Geval(gedaan: true)], in: pool)
            #expect(try await lezer.taken(filter("mw-3"), na: nil, hoogstens: 10).isEmpty)
            #expect(try await lezer.taken(filter(), na: nil, hoogstens: 10).map(\.plaats.taak) == [ids[0]])
            #expect(try await lezer.taken(filter(nil), na: nil, hoogstens: 10).map(\.plaats.taak) == [ids[1], ids[0]])
        }
    }
}
