import Postgres
import TestSupport
import Testing

@Suite("Cancellation and limits")
struct CancellationTests {
    private func measured(_ body: () async throws -> Void) async rethrows -> Duration {
        try await ContinuousClock().measure(body)
    }

    private func expectCancelled(_ task: Task<Void, any Error>) async throws {
        let error = try await postgresError { try await task.value }
        #expect(error.code == .cancelled)
        #expect(!error.isTransient)
    }

    private func waitUntilSleeping(_ connection: PostgresConnection, on observer: PostgresConnection) async throws {
        try await eventually("the statement runs") {
            try await observer.query(
                """
                select from pg_stat_activity
                where pid = \(connection.processID) and state = 'active' and wait_event = 'PgSleep'
                """
            ).count == 1
        }
    }

    private func withTwo(_ body: (PostgresConnection, PostgresConnection) async throws -> Void) async throws {
        try await PostgresServer.shared().withDatabase { database in
            try await body(try await database.connect(), try await database.connect())
        }
    }

    @Test("cancelling the task ends its statement at once and leaves the connection usable")
    func statement() async throws {
        try await withTwo { connection, observer in
            for _ in 0..<5 {
                let task = Task { _ = try await connection.query("select pg_sleep(60)") }
                try await waitUntilSleeping(connection, on: observer)
                let took = try await measured {
                    task.cancel()
                    try await expectCancelled(task)
                }
                #expect(took < .seconds(2))
                #expect(connection.isUsable)
                #expect(try await connection.query("select 1").count == 1)
            }
        }
    }

    @Test("cancelling reaches a pipeline between its statements too")
    func pipeline() async throws {
        try await withTwo { connection, _ in
            for pause in 0..<10 {
                let task = Task {
                    _ = try await connection.exchange(
                        (0..<200).map { "select pg_sleep(0.01 + \(Double($0) / 1e6))" } + ["select pg_sleep(60)"])
                }
                // Not a wait for something: each round cancels at another moment.
                try await Task.sleep(for: .milliseconds(pause * 7))
                let took = try await measured {
                    task.cancel()
                    try await expectCancelled(task)
                }
                #expect(took < .seconds(3))
                #expect(try await connection.query("select \(pause)")[0].decode(Int.self) == pause)
            }
        }
    }

    @Test("a waiting statement is cancelled without touching the one that runs")
    func waiting() async throws {
        try await withTwo { connection, observer in
            let running = Task { try await connection.query("select pg_sleep(0.4), 7 as n")[0].get("n", as: Int.self) }
            try await waitUntilSleeping(connection, on: observer)
            let waiting = Task { _ = try await connection.query("select 1") }
            waiting.cancel()
            try await expectCancelled(waiting)
            #expect(try await running.value == 7)
        }
    }

    @Test("a cancelled transaction is rolled back and its connection usable")
    func transaction() async throws {
        try await withTwo { connection, observer in
            try await connection.run(script: "create table t (n int)")
            let task = Task {
                try await connection.transaction { transaction in
                    _ = try await transaction.query("insert into t values (1)")
                    _ = try await transaction.query("select pg_sleep(60)")
                }
            }
            try await waitUntilSleeping(connection, on: observer)
            task.cancel()
            try await expectCancelled(task)
            #expect(try await connection.query("select from t").isEmpty)
            let open = try await observer.query(
                "select from pg_stat_activity where pid = \(connection.processID) and state <> 'idle'")
            #expect(open.isEmpty)
        }
    }

    @Test("a task cancelled before it asks sends nothing")
    func before() async throws {
        try await withConnection { connection in
            let before = connection.roundTrips
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                _ = try await connection.query("select 1")
            }
            try await expectCancelled(task)
            #expect(connection.roundTrips == before)
        }
    }

    @Test("cancel() ends whatever runs")
    func cancelFromOutside() async throws {
        try await withTwo { connection, observer in
            let task = Task { _ = try await connection.query("select pg_sleep(60)") }
            try await waitUntilSleeping(connection, on: observer)
            connection.cancel()
            try await expectCancelled(task)
            #expect(try await connection.query("select 1").count == 1)
        }
    }

    @Test("a statement over the statement timeout is ended by the server, as its error")
    func statementTimeout() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let connection = try await PostgresConnection.connect(
                database.configuration(statementTimeout: .milliseconds(100)))
            let error = try await postgresError { _ = try await connection.query("select pg_sleep(60)") }
            #expect(error.code == .server)
            #expect(error.sqlState == "57014")
            #expect(connection.isUsable)
        }
    }

    @Test("a cancelled task gets its answer though the server's session is frozen; the connection is given up")
    func frozenServer() async throws {
        let server = try await PostgresServer()
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(url: server.url(), schema: nil, applicationName: "test"))
        let task = Task { _ = try await connection.query("select pg_sleep(60)") }
        try await waitUntilSleeping(
            connection,
            on: try await PostgresConnection.connect(
                PostgresConfiguration(url: server.url(), schema: nil, applicationName: "test")))
        // No new session can be made, which a cancellation needs.
        await server.freeze()
        let took = try await measured {
            task.cancel()
            try await expectCancelled(task)
        }
        #expect(took < .seconds(8))
        #expect(!connection.isUsable)
        await server.thaw()
        await server.stop()
    }

    @Test("connecting to where nobody answers ends in time")
    func connectTimeout() async throws {
        let server = try await PostgresServer()
        await server.freeze()
        let took = try await measured {
            let error = try await postgresError {
                _ = try await PostgresConnection.connect(
                    PostgresConfiguration(
                        url: server.url(), schema: nil, applicationName: "test", connectTimeout: .milliseconds(300)))
            }
            #expect(error.code == .cannotConnect)
            #expect(error.isTransient && error.isConnectionLost)
        }
        #expect(took < .seconds(3))
        let connecting = Task {
            _ = try await PostgresConnection.connect(
                PostgresConfiguration(
                    url: server.url(), schema: nil, applicationName: "test", connectTimeout: .seconds(60)))
        }
        connecting.cancel()
        try await expectCancelled(connecting)
        await server.stop(.kill)
    }
}
