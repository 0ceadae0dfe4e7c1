import Contracts
import Foundation
import Kafka
import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport

@testable import Messaging

let quiet: Logger = {
    var logger = Logger(label: "messaging-tests")
    logger.logLevel = ProcessInfo.processInfo.environment["MESSAGING_TEST_LOG"] == nil ? .critical : .debug
    if logger.logLevel == .critical { return Logger(label: "messaging-tests") { _ in SwiftLogNoOpLogHandler() } }
    return logger
}()

/// Bodies that show what they are, so that tests can look.
struct PlainSeal: BodySeal {
    func seal(_ body: [UInt8], messageID: String) throws -> [UInt8] { body.reversed() }
    func open(_ sealed: [UInt8], messageID: String) throws -> [UInt8] {
        if messageID == Self.broken { throw Sabotage() }
        return sealed.reversed()
    }

    /// The message whose seal does not open.
    static let broken = "dicht"
}

/// Terms whose stages fall at tenths of seconds, or at one instant.
struct TestPolicy: TermPolicy {
    var length: TimeInterval = 0

    func schedule(_ term: RunningTerm, regio: String) -> TermSchedule {
        let due = term.until ?? term.since.addingTimeInterval(length)
        let span = due.timeIntervalSince(term.since)
        return TermSchedule(
            moments: [50, 80, 100, 150].map { ($0, term.since.addingTimeInterval(span * Double($0) / 100)) }, due: due,
            calendarVersion: "test")
    }
}

/// One service of a test: a database of its own with the messaging tables, an engine, and what runs on it.
final class TestService: Sendable {
    static let schema = "dienst"
    static let runtime = "messaging_test_dienst"

    /// How many there are now, so that a test that measures time can wait until it is alone.
    static let active = Box(0)

    let database: TestDatabase
    let pool: PostgresPool
    let engine: Engine
    let topic: String
    let source: String

    static func template(on server: PostgresServer) async throws -> String {
        try await server.template("messaging") { database in
            try await database.server.role(runtime)
            let connection = try await database.connect()
            _ = try await Migrator(schema: schema, runtimeRole: runtime)
                .migrate(MessagingMigrations.all, on: connection, logger: quiet)
            await connection.close()
        }
    }

    init(
        _ database: TestDatabase, topic: String = "keten.proeven", policy: TestPolicy = TestPolicy(),
        poolSize: Int = 12,
        waitLimit: Duration = .seconds(5), batchDeadline: Duration = .seconds(20)
    ) {
        Self.active.change { $0 += 1 }
        self.database = database
        self.topic = topic
        source = "urn:nld:oin:00000099000000001000:systeem:bron"
        pool = PostgresPool(
            PostgresConfiguration(
                url: database.url(role: Self.runtime), schema: Self.schema, applicationName: "test"),
            size: poolSize, waitLimit: waitLimit, logger: quiet)
        engine = Engine(
            pool: pool, writer: LogWriter(source: source, topic: topic, domain: "proeven"), policy: policy,
            seal: PlainSeal(), batchDeadline: batchDeadline, logger: quiet)
    }

    deinit { Self.active.change { $0 -= 1 } }

    /// Does a command that enters numbers in one ledger.
    @discardableResult
    func enter(_ numbers: [Int], in ledger: UUID, key: IdempotencyKey? = nil, ifMatch: Int64? = nil) async throws
        -> Answer<Receipt>
    {
        try await engine.perform(key, trace: Trace(), ifMatch: ifMatch, needs: [AggregateRef(Ledger.self, ledger)]) {
            scope in
            try scope.append(numbers.map(LedgerEvent.entered), to: Ledger.self, ledger)
            return Answer(
                status: 201, body: Receipt(entries: try scope.load(Ledger.self, ledger)?.entries.count ?? 0),
                etag: scope.version(ledger))
        }
    }

    func append(_ events: [LedgerEvent], to ledger: UUID) async throws {
        _ = try await engine.perform(nil, trace: Trace(), needs: [AggregateRef(Ledger.self, ledger)]) { scope in
            try scope.append(events, to: Ledger.self, ledger)
            return Answer(status: 200, body: Receipt(entries: 0))
        }
    }

    func ledger(_ id: UUID) async throws -> Ledger? {
        try await AggregateReader(pool: pool).one(Ledger.self, id)?.state
    }

    func count(_ query: SQL) async throws -> Int {
        let value = try await pool.query(query).first?.decode(Int64.self)
        return Int(value ?? -1)
    }
}

/// Services that run until the test ends or breaks them.
final class Running: Sendable {
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(_ services: [any Service]) {
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0, successTerminationBehavior: .ignore) }, logger: quiet))
        self.group = group
        task = Task { try await group.run() }
    }

    /// In good order, as at SIGTERM.
    func stop() async {
        await group.triggerGracefulShutdown()
        _ = await task.result
    }

    /// As far as a task can be killed.
    func crash() async {
        task.cancel()
        _ = await task.result
    }
}

/// Runs a test with a service of its own, whose engine runs.
func withService<T: Sendable>(
    topic: String = "keten.proeven", policy: TestPolicy = TestPolicy(), waitLimit: Duration = .seconds(5),
    batchDeadline: Duration = .seconds(20),
    with further: @escaping @Sendable (TestService) -> [any Service] = { _ in [] },
    _ body: (TestService) async throws -> T
) async throws -> T {
    let server = try await PostgresServer.shared()
    return try await server.withDatabase(template: TestService.template(on: server)) { database in
        let service = TestService(
            database, topic: topic, policy: policy, waitLimit: waitLimit, batchDeadline: batchDeadline)
        let running = Running([service.pool, service.engine] + further(service))
        do {
            let value = try await body(service)
            await running.stop()
            return value
        } catch {
            await running.stop()
            throw error
        }
    }
}

/// A value that a handler changes.
final class Box<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>
    init(_ value: Value) { mutex = Mutex(value) }
    var value: Value { mutex.withLock { $0 } }
    @discardableResult
    func change<T>(_ body: (inout sending Value) -> sending T) -> T { mutex.withLock(body) }
}
