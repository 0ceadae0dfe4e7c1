import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import TestSupport
import Testing

@testable import Notificaties

@Suite("De wachtrij van mail, op een echte Postgres", .timeLimit(.minutes(1)))
struct MailwachtrijTests {
    private func metWachtrij(_ body: (Mailwachtrij, PostgresPool) async throws -> Void) async throws {
        let server = try await PostgresServer.shared()
        try await server.role("post_lezer")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema post; set search_path = post")
            let migrator = Migrator(schema: "post", runtimeRole: "post_lezer")
            _ = try await migrator.migrate(
                MessagingMigrations.all + ServiceDefinition.notificaties.migrations, on: owner,
                logger: Logger(label: "test"))
            let pool = PostgresPool(
                database.configuration(schema: "post", role: "post_lezer"), size: 6, logger: Logger(label: "test"))
            _ = try await owner.run(script: "grant usage on schema post to post_lezer")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                try await body(Mailwachtrij(pool: pool), pool)
                group.cancelAll()
            }
            await owner.close()
        }
    }

    /// A mail for each of these people.
    private func voeg(_ medewerkers: [String], spoed: Bool = false, in pool: PostgresPool) async throws {
        _ = try await pool.query(
            """
            insert into mail (id, task, organisation, person, urgent, exercise, since)
            select id, id, '00000099000000001000', person, \(spoed), false, clock_timestamp()
            from unnest(\(medewerkers.map { _ in UUID.v7() }), \(medewerkers)) as n (id, person)
            """)
    }

    private static let lang = Duration.seconds(600)

    @Test("Vier postbodes tegelijk: iedere mail wordt één keer genomen, en nooit die van twee mensen samen")
    func tegelijk() async throws {
        try await metWachtrij { wachtrij, pool in
            try await voeg((0..<400).map { "mw-\($0 % 80)" }, in: pool)
            let genomen = try await withThrowingTaskGroup(of: [Zending].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var zendingen: [Zending] = []
                        while let zending = try await wachtrij.neem(hoelang: Self.lang) { zendingen.append(zending) }
                        return zendingen
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let ids = genomen.flatMap { $0.rijen.map(\.id) }
            // What stood locked for a moment is taken the next time.
            let rest = try await wachtrij.neem(hoelang: Self.lang)
            #expect(ids.count + (rest?.rijen.count ?? 0) == 400 && Set(ids).count == ids.count)
            #expect(
                genomen.allSatisfy { zending in zending.rijen.allSatisfy { $0.stap.medewerker == zending.medewerker } })
            #expect(Set(genomen.map(\.medewerker)).count == 80)
            #expect(genomen.count < 400)
        }
    }

    @Test("Wie met een zending omvalt laat haar na: een ander neemt dezelfde, met dezelfde Message-ID")
    func omgevallen() async throws {
        try await metWachtrij { wachtrij, pool in
            try await voeg(["mw-a", "mw-a"], in: pool)
            let eerste = try #require(try await wachtrij.neem(hoelang: Self.lang))
            let ids = eerste.rijen.map(\.id)
            #expect(ids.count == 2)
            try await wachtrij.bundel(ids, ids[0])
            // What came later goes apart, so that nobody takes it for a repetition.
            try await voeg(["mw-a"], in: pool)
            let later = try #require(try await wachtrij.neem(hoelang: Self.lang))
            #expect(later.rijen.count == 1 && later.rijen[0].bundel == nil)
            // Its time runs out.
            _ = try await pool.query("update mail set next_at = clock_timestamp() where id = any(\(ids))")
            let weer = try #require(try await wachtrij.neem(hoelang: Self.lang))
            #expect(weer.rijen.map(\.id) == ids && weer.rijen.allSatisfy { $0.bundel == ids[0] } && weer.poging == 2)
            _ = try await pool.query(Mailwachtrij.sluit(ids + later.rijen.map(\.id), .verzonden))
            let stand = try await wachtrij.stand()
            #expect(stand.aantal == 0 && stand.oudste == 0)
        }
    }

    @Test("Spoed gaat voor; wat mislukte komt terug op zijn tijd, en een nieuw adres wekt wat niemand heeft")
    func volgorde() async throws {
        try await metWachtrij { wachtrij, pool in
            try await voeg(["mw-a", "mw-b"], in: pool)
            try await voeg(["mw-c"], spoed: true, in: pool)
            let spoed = try #require(try await wachtrij.neem(hoelang: Self.lang))
            #expect(spoed.medewerker == Medewerker("mw-c"))
            let a = try #require(try await wachtrij.neem(hoelang: Self.lang))
            let b = try #require(try await wachtrij.neem(hoelang: Self.lang))
            #expect(try await wachtrij.neem(hoelang: Self.lang) == nil)

            try await wachtrij.bundel(a.rijen.map(\.id), a.rijen[0].id)
            try await wachtrij.mislukt(
                a.rijen.map(\.id), reden: "not-now", opnieuw: .seconds(600), onzeker: false)
            _ = try await pool.query(
                Mailwachtrij.wacht(b.rijen.map(\.id), tot: b.nu.addingTimeInterval(600), omdat: "geen-adres"))
            #expect(try await wachtrij.neem(hoelang: Self.lang) == nil)
            #expect(try await wachtrij.stand().oudste > 0)
            for wie in ["mw-a", "mw-b", "mw-c"] {
                _ = try await pool.query(Mailwachtrij.wek("00000099000000001000", wie))
            }
            let gewekt = [try await wachtrij.neem(hoelang: Self.lang), try await wachtrij.neem(hoelang: Self.lang)]
            #expect(Set(gewekt.compactMap { $0?.medewerker }) == [a.medewerker, b.medewerker])
            #expect(gewekt.allSatisfy { $0?.rijen.first?.bundel == nil })
            #expect(try await wachtrij.neem(hoelang: Self.lang) == nil)
        }
    }
}
