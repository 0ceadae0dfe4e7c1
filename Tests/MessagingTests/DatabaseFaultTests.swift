import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Faults of the database, from a command to the effect elsewhere")
struct DatabaseFaultTests {
    @Test("backends ended again and again in the middle of batches: nothing lost, doubled or stuck")
    func terminatedBackends() async throws {
        try await Road.with { road in
            let names = [road.source.database.name, road.sink.database.name]
            let superuser = try await road.source.database.connect()
            let ended = Box(0)
            let working = Box(true)
            let ending = Task {
                while working.value {
                    // Of those at work now, of relay, commands, consumer and sweeper alike, one in twenty: asked so
                    // often that most of them must be lucky many times.
                    let rows = try await superuser.query(
                        """
                        select count(*) from (
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where datname = any(\(names)) and usename = \(TestService.runtime) and state <> 'idle'
                                and random() < 0.05) as ended
                        """)
                    let count: Int64 = try rows.first?.decode(Int64.self) ?? 0
                    ended.change { $0 += Int(count) }
                }
            }
            let ledgers = (0..<30).map { _ in UUID.v7() }
            try await eventually(within: .seconds(60), "many are ended in the middle") {
                try await road.drive(ledgers, 5)
                return ended.value >= 200
            }
            working.change { $0 = false }
            try await ending.value
            await superuser.close()
            try await road.check()
        }
    }

    @Test("a database that reads only: commands are told, messages wait, none is set aside")
    func readOnly() async throws {
        try await Road.with { road in
            let ledgers = (0..<20).map { _ in UUID.v7() }
            try await road.drive(ledgers, 3)
            try await road.check()
            let name = SQL(verbatim: road.sink.database.name)
            try await alter(road.sink, "alter database \(name) set default_transaction_read_only = on")
            try await road.drive(ledgers, 10)
            let error = await #expect(throws: CommandError.self) { try await road.sink.enter([1], in: UUID.v7()) }
            guard case .unavailable? = error else { throw Sabotage() }
            try await eventually(within: .seconds(20), "the breaker opens") { road.sink.engine.breaker.isOpen }
            #expect(try await road.sink.count("select count(*) from quarantine") == 0)
            let written = try await road.sink.count("select count(*) from event")
            #expect(written == 60)
            try await alter(road.sink, "alter database \(name) reset default_transaction_read_only")
            try await road.check()
            #expect(try await road.sink.count("select count(*) from quarantine") == 0)
        }
    }

    /// Sessions get a database's settings when they begin.
    private func alter(_ service: TestService, _ statement: SQL) async throws {
        let superuser = try await PostgresConnection.connect(
            PostgresConfiguration(url: service.database.server.url(), schema: nil, applicationName: "test"))
        _ = try await superuser.query(statement)
        _ = try await superuser.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = \(service.database.name)")
        await superuser.close()
        // A pool hears a moment later that its idle connections have ended.
        try await eventually(within: .seconds(20), "the pool has only new connections") {
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<20 { group.addTask { _ = try await service.pool.query("select 1") } }
                    try await group.waitForAll()
                }
                return true
            } catch let error as PostgresError {
                guard error.isConnectionLost else { throw error }
                return false
            }
        }
    }

    @Test(
        "a full disk: commands are told, messages wait, none is set aside, and all goes on when there is room",
        .enabled(if: PostgresServer.canLimitDisk, "no right to mount a small disk here"))
    func fullDisk() async throws {
        let server = try await PostgresServer(
            .init(diskMegabytes: 220, settings: ["max_wal_size": "'48MB'", "min_wal_size": "'32MB'"]))
        try await Road.with(sinkServer: server) { road in
            let ledgers = (0..<50).map { _ in UUID.v7() }
            try await road.drive(ledgers, 3)
            try await road.check()
            let ballast = try server.fillDisk()
            let refusal = try await eventually(within: .seconds(30), "the disk is really full") {
                try await self.refusal(of: road.sink)
            }
            #expect(refusal == "53100")
            try await road.drive(ledgers, 40)
            try await eventually(within: .seconds(30), "the breaker opens") { road.sink.engine.breaker.isOpen }
            let error = await #expect(throws: CommandError.self) { try await road.sink.enter([1], in: UUID.v7()) }
            guard case .unavailable? = error else { throw Sabotage() }
            try FileManager.default.removeItem(atPath: ballast)
            try await road.check(within: .seconds(90))
            #expect(try await road.sink.count("select count(*) from quarantine") == 0)
        }
        await server.stop(.immediate)
    }

    /// Writes a megabyte; the SQLSTATE with which the server refuses.
    private func refusal(of service: TestService) async throws -> String? {
        do {
            _ = try await service.pool.query(
                """
                insert into idempotency (organisation, key, fingerprint, status, body, created_at)
                select 'vol', gen_random_uuid()::text, '-', 200, repeat(md5(random()::text), 30), now()
                from generate_series(1, 1000)
                """)
            return nil
        } catch let error as PostgresError {
            return error.sqlState == "53100" ? error.sqlState : nil
        }
    }
}
