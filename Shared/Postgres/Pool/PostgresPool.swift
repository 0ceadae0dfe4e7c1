import Logging
import ServiceLifecycle
import Synchronization

/// At most `size` connections to one database, opened when first needed and kept.
///
/// Waiting is bounded: a caller that gets no connection within `waitLimit` is refused (`poolExhausted`, or why no
/// connection could be made). A lost connection is replaced; while the server is away, one attempt at a time is made,
/// with back-off. `run` checks idle connections and closes the pool at shutdown; without it the pool works, unchecked.
public final class PostgresPool: Service, Sendable {
    typealias State = PoolState<PostgresConnection>

    public let configuration: PostgresConfiguration
    private let waitLimit: Duration
    private let logger: Logger
    private let state: Mutex<State>

    private static let checkEvery: Duration = .seconds(15)
    private static let checkWithin: Duration = .seconds(5)

    public init(
        _ configuration: PostgresConfiguration, size: Int, waitLimit: Duration = .seconds(5), logger: Logger
    ) {
        precondition(size > 0, "a pool needs room for a connection")
        self.configuration = configuration
        self.waitLimit = waitLimit
        self.logger = logger
        state = Mutex(State(size: size))
    }

    deinit {
        for connection in state.withLock({ $0.close().connections }) {
            connection.mailbox.close(.poolClosed, abandon: true)
        }
    }

    // MARK: using

    /// Lends a connection to `body`. It comes back when the body ends, after any transaction that was left open has
    /// been rolled back; do not keep it.
    public func withConnection<T>(
        actor: isolated (any Actor)? = #isolation, file: String = #fileID, line: Int = #line,
        _ body: (PostgresConnection) async throws -> T
    ) async throws -> T {
        let connection = try await acquire(file, line)
        do {
            let value = try await body(connection)
            await release(connection)
            return value
        } catch {
            await release(connection)
            throw error
        }
    }

    public func query(_ sql: SQL, file: String = #fileID, line: Int = #line) async throws -> Rows {
        try await withConnection(file: file, line: line) { try await $0.query(sql, file: file, line: line) }
    }

    public func exchange(_ statements: [SQL], file: String = #fileID, line: Int = #line) async throws -> [Rows] {
        try await withConnection(file: file, line: line) { try await $0.exchange(statements, file: file, line: line) }
    }

    public func transaction<T>(
        _ isolation: Transaction.Isolation = .readCommitted, actor: isolated (any Actor)? = #isolation,
        file: String = #fileID, line: Int = #line, _ body: (Transaction) async throws -> T
    ) async throws -> T {
        try await withConnection(file: file, line: line) {
            try await $0.transaction(isolation, file: file, line: line, body)
        }
    }

    /// How the pool stands, for metrics.
    public struct Statistics: Sendable, Equatable {
        public let idle: Int
        public let leased: Int
        public let opening: Int
        public let waiting: Int

        public init(idle: Int, leased: Int, opening: Int, waiting: Int) {
            self.idle = idle
            self.leased = leased
            self.opening = opening
            self.waiting = waiting
        }
    }

    public var statistics: Statistics {
        state.withLock { state in
            Statistics(
                idle: state.idle.count, leased: state.leased, opening: state.opening, waiting: state.waiters.count)
        }
    }

    // MARK: as a service

    /// Until the service is shut down: checks idle connections; then closes the pool.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.checkIdle()
                // Cancelled at shutdown, which ends the loop.
                try? await Task.sleep(for: Self.checkEvery)
            }
        }
        await close()
    }

    /// Refuses whoever waits and closes idle connections; lent ones are closed when they come back.
    public func close() async {
        let (connections, waiters) = state.withLock { $0.close() }
        for waiter in waiters { waiter.continuation.resume(returning: .failure(.poolClosed)) }
        for connection in connections { await connection.close() }
    }

    private func checkIdle() async {
        let limit = ContinuousClock.now - Self.checkEvery
        let due = state.withLock { $0.leaseIdle(since: limit) }
        await withTaskGroup { group in
            for connection in due {
                group.addTask {
                    // A failure shows in `isUsable`, which decides what becomes of it.
                    _ = try? await connection.submit(
                        .pipeline(["select 1"]), isCleanUp: true, limit: Self.checkWithin, file: #fileID, line: #line)
                    await self.release(connection)
                }
            }
        }
    }

    // MARK: acquiring and releasing

    private func acquire(_ file: String, _ line: Int) async throws(PostgresError) -> PostgresConnection {
        if Task.isCancelled {
            throw PostgresError(.cancelled, "before a connection was free", file: file, line: line)
        }
        let id = state.withLock { $0.newID() }
        let answer: Result<PostgresConnection, PostgresError> = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(id, $0) }
        } onCancel: {
            let waiter = state.withLock { $0.removeWaiter(id) }
            waiter?.continuation.resume(
                returning: .failure(PostgresError(.cancelled, "before a connection was free")))
        }
        switch answer {
        case .success(let connection): return connection
        case .failure(let error): throw error.located(file, line)
        }
    }

    private func wait(
        _ id: UInt64, _ continuation: CheckedContinuation<Result<PostgresConnection, PostgresError>, Never>
    ) {
        let deadline = ContinuousClock.now + waitLimit
        let (acquisition, timer) = state.withLock { state in
            let acquisition = state.acquire()
            guard case .wait = acquisition else { return (acquisition, State.Instant?.none) }
            return (
                acquisition, state.enqueue(State.Waiter(id: id, deadline: deadline, continuation: continuation))
            )
        }
        switch acquisition {
        case .take(let connection):
            // Lost in this very moment: the caller's first statement says so.
            continuation.resume(returning: .success(connection))
        case .refuse(let error):
            continuation.resume(returning: .failure(error))
        case .wait(let open):
            if open { self.open() }
            if let timer { setTimer(timer) }
            // Cancelled between the question and the queue: nobody else would notice.
            if Task.isCancelled, let waiter = state.withLock({ $0.removeWaiter(id) }) {
                waiter.continuation.resume(
                    returning: .failure(PostgresError(.cancelled, "before a connection was free")))
            }
        }
    }

    private func release(_ connection: PostgresConnection) async {
        await connection.rest()
        let isUsable = connection.isUsable
        let (freed, open) = state.withLock { $0.released(connection, isUsable: isUsable, now: .now) }
        settle(freed, connection)
        if open { self.open() }
    }

    private func settle(_ freed: State.Freed, _ connection: PostgresConnection) {
        switch freed {
        case .hand(let waiter): waiter.continuation.resume(returning: .success(connection))
        case .close: connection.mailbox.close(.poolClosed, abandon: true)
        case .keep:
            // It may have ended before it was noted as idle, and its end been overlooked.
            if !connection.isUsable { sweepIdle() }
        }
    }

    // MARK: opening

    private func open() {
        PostgresConnection.open(
            configuration,
            onEnd: { [weak self] in self?.sweepIdle() },
            opened: { [weak self] result in self?.settle(result) })
    }

    private func settle(_ opened: Result<PostgresConnection, PostgresError>) {
        switch opened {
        case .success(let connection): settle(state.withLock { $0.opened(connection, now: .now) }, connection)
        case .failure(let error): failedToOpen(error)
        }
    }

    private func failedToOpen(_ error: PostgresError) {
        logger.warning("no connection to Postgres: \(error)")
        switch state.withLock({ $0.failedToOpen(error) }) {
        case .nothing: break
        case .tell(let waiters):
            for waiter in waiters { waiter.continuation.resume(returning: .failure(error)) }
        case .openAfter(let delay):
            Task { [weak self] in
                // Not cancelled by anyone; if it were, trying sooner does no harm.
                try? await Task.sleep(for: delay)
                guard let self, state.withLock({ $0.retryOpening() }) else { return }
                open()
            }
        }
    }

    /// Drops idle connections that ended.
    private func sweepIdle() {
        let (lost, open) = state.withLock { $0.lostIdle { !$0.isUsable } }
        if !lost.isEmpty { logger.info("\(lost.count) idle connections to Postgres ended") }
        if open { self.open() }
    }

    // MARK: bounded waiting

    private func setTimer(_ deadline: ContinuousClock.Instant) {
        Task { [weak self] in
            // Not cancelled by anyone.
            try? await Task.sleep(until: deadline)
            self?.expireWaiters()
        }
    }

    private func expireWaiters() {
        let (overdue, failure) = state.withLock { (waiters: $0.expireWaiters(now: .now), failure: $0.lastFailure) }
        for waiter in overdue.expired {
            let error = failure ?? PostgresError(.poolExhausted, "no connection became free within \(waitLimit)")
            waiter.continuation.resume(returning: .failure(error))
        }
        if let next = overdue.next { setTimer(next) }
    }
}
