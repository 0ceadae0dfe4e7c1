/// The pool's decisions, without doing anything itself: each operation says what the pool is to do next.
///
/// Waiters are served first come, first served; free connections last in, first out, so that few are kept warm.
struct PoolState<Connection: AnyObject> {
    typealias Instant = ContinuousClock.Instant

    struct Waiter {
        let id: UInt64
        let deadline: Instant
        let continuation: CheckedContinuation<Result<Connection, PostgresError>, Never>
    }

    struct Idle {
        let connection: Connection
        let since: Instant
    }

    enum Acquisition {
        case take(Connection)
        /// Wait; and open a connection if `open`.
        case wait(open: Bool)
        case refuse(PostgresError)
    }

    enum AfterFailure {
        case nothing
        case openAfter(Duration)
        /// No retry can help.
        case tell([Waiter])
    }

    let size: Int
    private(set) var idle: [Idle] = []
    private(set) var waiters: [Waiter] = []
    /// Given out, or being checked.
    private(set) var leased = 0
    private(set) var opening = 0
    private(set) var isClosed = false
    private(set) var lastFailure: PostgresError?
    private var failures = 0
    /// One timer serves all waiters: they have the same patience, so the first in the queue is the first to give up.
    private var timerIsSet = false
    private var nextID: UInt64 = 0

    init(size: Int) {
        self.size = size
    }

    private var mayOpen: Bool { !isClosed && idle.count + leased + opening < size }

    // MARK: acquiring

    mutating func acquire() -> Acquisition {
        if isClosed { return .refuse(.poolClosed) }
        if waiters.isEmpty, let free = idle.popLast() {
            leased += 1
            return .take(free.connection)
        }
        return .wait(open: openForNewWaiter())
    }

    /// A connection under way is for one waiter; a further waiter is worth a further connection. After a failure one
    /// attempt at a time is enough.
    private mutating func openForNewWaiter() -> Bool {
        guard mayOpen, failures == 0 ? opening <= waiters.count : opening == 0 else { return false }
        opening += 1
        return true
    }

    mutating func newID() -> UInt64 {
        nextID += 1
        return nextID
    }

    /// - Returns: when to look for waiters that gave up, unless that is arranged already.
    mutating func enqueue(_ waiter: Waiter) -> Instant? {
        waiters.append(waiter)
        defer { timerIsSet = true }
        return timerIsSet ? nil : waiter.deadline
    }

    mutating func removeWaiter(_ id: UInt64) -> Waiter? {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return waiters.remove(at: index)
    }

    /// - Returns: who gives up, and when to look again.
    mutating func expireWaiters(now: Instant) -> (expired: [Waiter], next: Instant?) {
        let expired = Array(waiters.prefix { $0.deadline <= now })
        waiters.removeFirst(expired.count)
        timerIsSet = !waiters.isEmpty
        return (expired, waiters.first?.deadline)
    }

    // MARK: connections coming and going

    /// A connection is free: for the first waiter, or for later.
    /// - Returns: the waiter to hand it to, or the connection to close when the pool is closed.
    enum Freed {
        case hand(Waiter)
        case keep
        case close
    }

    mutating func opened(_ connection: Connection, now: Instant) -> Freed {
        opening -= 1
        failures = 0
        lastFailure = nil
        return free(connection, now)
    }

    mutating func released(_ connection: Connection, isUsable: Bool, now: Instant) -> (Freed, open: Bool) {
        leased -= 1
        if isUsable { return (free(connection, now), false) }
        return (.close, reopen())
    }

    private mutating func free(_ connection: Connection, _ now: Instant) -> Freed {
        if isClosed { return .close }
        guard !waiters.isEmpty else {
            idle.append(Idle(connection: connection, since: now))
            return .keep
        }
        leased += 1
        return .hand(waiters.removeFirst())
    }

    /// An idle connection ended by itself.
    mutating func lostIdle(where isLost: (Connection) -> Bool) -> (lost: [Connection], open: Bool) {
        let lost = idle.filter { isLost($0.connection) }
        idle.removeAll { isLost($0.connection) }
        return (lost.map(\.connection), reopen())
    }

    private mutating func reopen() -> Bool {
        guard mayOpen, opening < waiters.count, failures == 0 || opening == 0 else { return false }
        opening += 1
        return true
    }

    mutating func failedToOpen(_ error: PostgresError) -> AfterFailure {
        failures += 1
        lastFailure = error
        if isClosed || waiters.isEmpty || !error.isTransient {
            opening -= 1
            if error.isTransient { return .nothing }
            defer { waiters = [] }
            return .tell(waiters)
        }
        // The attempt stays counted while it backs off.
        return .openAfter(Backoff.delay(attempt: failures))
    }

    /// After the back-off: still wanted?
    mutating func retryOpening() -> Bool {
        if !isClosed, !waiters.isEmpty { return true }
        opening -= 1
        return false
    }

    // MARK: maintenance

    /// Leases the connections that were idle for long, for a check.
    mutating func leaseIdle(since limit: Instant) -> [Connection] {
        guard waiters.isEmpty else { return [] }
        let old = idle.filter { $0.since <= limit }
        idle.removeAll { $0.since <= limit }
        leased += old.count
        return old.map(\.connection)
    }

    mutating func close() -> (connections: [Connection], waiters: [Waiter]) {
        isClosed = true
        defer { (idle, waiters) = ([], []) }
        return (idle.map(\.connection), waiters)
    }
}

extension PostgresError {
    static var poolClosed: PostgresError { PostgresError(.closed, "the pool was closed") }
}
