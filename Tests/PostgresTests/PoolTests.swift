import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("The pool")
struct PoolTests {
    struct Eigen: Error {}

    private final class Order: Sendable {
        private let numbers = Mutex<[Int]>([])
        var all: [Int] { numbers.withLock { $0 } }
        func append(_ number: Int) { numbers.withLock { $0.append(number) } }
    }

    @Test("a hundred tasks share four connections")
    func sharing() async throws {
        try await withPool(size: 4, waitLimit: .seconds(30)) { pool in
            let sessions = try await withThrowingTaskGroup(of: Int32.self) { group in
                for n in 0..<100 {
                    group.addTask {
                        for k in 0..<5 {
                            #expect(try await pool.query("select \(n * k)")[0].decode(Int.self) == n * k)
                        }
                        return try await pool.withConnection { $0.processID }
                    }
                }
                return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
            }
            #expect(sessions.count <= 4)
            #expect(pool.statistics.leased == 0)
            #expect(pool.statistics.waiting == 0)
            #expect((1...4).contains(pool.statistics.idle))
        }
    }

    @Test("who gets no connection within the limit is told so")
    func boundedWaiting() async throws {
        try await withPool(size: 1, waitLimit: .milliseconds(100)) { pool in
            try await pool.withConnection { _ in
                let took = try await ContinuousClock().measure {
                    let error = try await postgresError { _ = try await pool.query("select 1") }
                    #expect(error.code == .poolExhausted)
                    #expect(error.isTransient)
                }
                #expect(took >= .milliseconds(100) && took < .seconds(2))
            }
            #expect(try await pool.query("select 1").count == 1)
        }
    }

    @Test("waiters are served in the order they came")
    func fifo() async throws {
        try await withPool(size: 1) { pool in
            let order = Order()
            let waiters = try await pool.withConnection { _ in
                var waiters: [Task<Void, any Error>] = []
                for n in 0..<20 {
                    waiters.append(Task { try await pool.withConnection { _ in order.append(n) } })
                    try await eventually { pool.statistics.waiting == n + 1 }
                }
                return waiters
            }
            for waiter in waiters { try await waiter.value }
            #expect(order.all == Array(0..<20))
        }
    }

    @Test("a cancelled waiter leaves the queue; nobody else's turn is lost")
    func cancelledWaiters() async throws {
        try await withPool(size: 1) { pool in
            let waiters = try await pool.withConnection { _ in
                let waiters = (0..<40).map { n in Task { try await pool.withConnection { _ in n } } }
                try await eventually { pool.statistics.waiting == 40 }
                for waiter in waiters[0..<20] { waiter.cancel() }
                try await eventually { pool.statistics.waiting == 20 }
                return waiters
            }
            for (n, waiter) in waiters.enumerated() {
                if n < 20 {
                    let error = try await postgresError { _ = try await waiter.value }
                    #expect(error.code == .cancelled)
                } else {
                    #expect(try await waiter.value == n)
                }
            }
            // Cancelled at any moment, the pool keeps its connection.
            for n in 0..<200 {
                let task = Task { _ = try await pool.query("select \(n)") }
                if n % 3 == 0 { await Task.yield() }
                task.cancel()
                // Answered or cancelled: either is right.
                _ = await task.result
            }
            #expect(try await pool.query("select 1").count == 1)
            #expect(pool.statistics == .init(idle: 1, leased: 0, opening: 0, waiting: 0))
        }
    }

    @Test("a transaction left open is rolled back before the connection is lent again")
    func leftOpen() async throws {
        try await withPool(size: 1) { pool in
            _ = try await pool.query("create table t (n int)")
            await #expect(throws: Eigen.self) {
                try await pool.withConnection { connection in
                    _ = try await connection.query("begin")
                    _ = try await connection.query("insert into t values (1)")
                    throw Eigen()
                }
            }
            #expect(try await pool.query("select from t").isEmpty)
            _ = try await pool.withConnection { try await $0.query("begin") }
            #expect(try await pool.query("insert into t values (1)").affected == 1)
            #expect(try await pool.query("select from t").count == 1)
        }
    }

    @Test("a connection whose session was ended is replaced")
    func replaced() async throws {
        try await withPool(size: 2) { pool in
            let first = try await pool.withConnection { $0.processID }
            let server = try await PostgresServer.shared()
            let other = try await PostgresConnection.connect(
                PostgresConfiguration(url: server.url(), schema: nil, applicationName: "test"))
            _ = try await other.query("select pg_terminate_backend(\(first))")
            try await eventually("the pool drops it") { pool.statistics.idle == 0 }
            #expect(try await pool.withConnection { $0.processID } != first)

            let error = try await postgresError {
                try await pool.withConnection { connection in
                    _ = try await other.query("select pg_terminate_backend(\(connection.processID))")
                    _ = try await connection.query("select pg_sleep(10)")
                }
            }
            #expect(error.isConnectionLost)
            #expect(try await pool.query("select 1").count == 1)
        }
    }

    @Test(
        "the pool comes back by itself after the server was restarted",
        arguments: [PostgresServer.Stop.immediate, .kill])
    func serverRestart(_ how: PostgresServer.Stop) async throws {
        let server = try await PostgresServer()
        let configuration = PostgresConfiguration(url: server.url(), schema: nil, applicationName: "test")
        let pool = PostgresPool(configuration, size: 3, waitLimit: .milliseconds(400), logger: quiet)
        _ = try await pool.query("create table t (n int)")
        await server.stop(how)
        try await eventually { pool.statistics.idle == 0 }
        let away = try await postgresError { _ = try await pool.query("select 1") }
        #expect(away.code == .cannotConnect)
        #expect(away.isTransient)
        try await server.start()
        let patient = PostgresPool(configuration, size: 3, logger: quiet)
        #expect(try await patient.query("select from t").isEmpty)
        try await eventually {
            // Refused until the back-off has passed.
            (try? await pool.query("select from t")) != nil
        }
        let task = Task { try await patient.query("select 1").count }
        #expect(try await task.value == 1)
        await patient.close()
        await pool.close()
        await server.stop()
    }

    @Test("who waits while the server is away is served when it comes back in time")
    func waitingThroughRestart() async throws {
        let server = try await PostgresServer()
        let pool = PostgresPool(
            PostgresConfiguration(url: server.url(), schema: nil, applicationName: "test"), size: 2,
            waitLimit: .seconds(20), logger: quiet)
        await server.stop()
        let waiting = Task { try await pool.query("select 1").count }
        try await eventually { pool.statistics.waiting == 1 }
        try await server.start()
        #expect(try await waiting.value == 1)
        await pool.close()
        await server.stop()
    }

    @Test("what no retry can change is told at once")
    func permanentFailure() async throws {
        let server = try await PostgresServer.shared()
        let pool = PostgresPool(
            PostgresConfiguration(url: server.url(database: "nergens"), schema: nil, applicationName: "test"), size: 2,
            waitLimit: .seconds(60), logger: quiet)
        let error = try await postgresError { _ = try await pool.query("select 1") }
        #expect(error.code == .cannotConnect)
        #expect(error.sqlState == "3D000")
    }

    @Test("at shutdown the pool closes: waiters are refused, lent connections end when they come back")
    func shutdown() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let pool = PostgresPool(database.configuration(), size: 1, logger: quiet)
            let group = ServiceGroup(services: [pool], gracefulShutdownSignals: [], logger: quiet)
            let running = Task { try await group.run() }
            let waiter = try await pool.withConnection { connection in
                let waiter = Task { try await pool.query("select 1").count }
                try await eventually { pool.statistics.waiting == 1 }
                await group.triggerGracefulShutdown()
                try await running.value
                let refused = try await postgresError { _ = try await waiter.value }
                #expect(refused.code == .closed)
                return connection.processID
            }
            let observer = try await database.connect()
            try await eventually {
                try await observer.query("select from pg_stat_activity where pid = \(waiter)").isEmpty
            }
            let error = try await postgresError { _ = try await pool.query("select 1") }
            #expect(error.code == .closed)
        }
    }
}
