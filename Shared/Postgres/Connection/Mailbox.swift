import Synchronization

/// What a connection's thread and everyone else share. Everything here may be called from any thread.
final class Mailbox: Sendable {
    enum Next {
        case job(Job)
        case nothing
        case close
    }

    fileprivate struct State {
        var queue: [Job] = []
        /// Set once the connection takes no more work.
        var ending: PostgresError?
        var abandon = false
        var cancelRunning = false
        var ended = false
        var transaction: UInt64?
        var transactions: UInt64 = 0
        var status = TransactionStatus.idle
        var roundTrips = 0
        var processID: Int32 = 0
        var subscriber: NotificationStream.Continuation?
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
        var onEnd: (@Sendable () -> Void)?
    }

    let wakeUp: WakeUp
    private let state = Mutex(State())

    init(onEnd: (@Sendable () -> Void)?) throws(PostgresError) {
        wakeUp = try WakeUp()
        state.withLock { $0.onEnd = onEnd }
    }

    // MARK: for callers

    /// - Parameter transaction: the open transaction that the job belongs to; others have to wait for its end.
    func post(_ job: Job, transaction: UInt64?) {
        let refusal: PostgresError? = state.withLock { state in
            if let ending = state.ending { return ending }
            if state.transaction != transaction {
                return PostgresError(.misuse, "a statement outside the connection's open transaction")
            }
            state.queue.append(job)
            return nil
        }
        if let refusal { job.continuation.resume(returning: .failure(refusal)) } else { wakeUp.signal() }
    }

    func beginTransaction() throws(PostgresError) -> UInt64 {
        let begun: Result<UInt64, PostgresError> = state.withLock { state in
            if let ending = state.ending { return .failure(ending) }
            guard state.transaction == nil else {
                return .failure(PostgresError(.misuse, "a transaction within the connection's open transaction"))
            }
            state.transactions += 1
            state.transaction = state.transactions
            return .success(state.transactions)
        }
        return try begun.get()
    }

    func endTransaction() {
        state.withLock { $0.transaction = nil }
    }

    /// The present job is finished first unless `abandon` is set; waiting jobs are refused.
    func close(_ reason: PostgresError, abandon: Bool) {
        let refused: [Job] = state.withLock { state in
            if state.ending == nil { state.ending = reason }
            if abandon { state.abandon = true }
            defer { state.queue = [] }
            return state.queue
        }
        for job in refused { job.continuation.resume(returning: .failure(reason)) }
        wakeUp.signal()
    }

    /// Cancels whatever job runs now.
    func cancelRunning() {
        state.withLock { $0.cancelRunning = true }
        wakeUp.signal()
    }

    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                if !state.ended { state.waitingForEnd.append(continuation) }
                return state.ended
            }
            if ended { continuation.resume() }
        }
    }

    var isUsable: Bool { state.withLock { $0.ending == nil } }
    var status: TransactionStatus { state.withLock { $0.status } }
    var roundTrips: Int { state.withLock { $0.roundTrips } }
    var processID: Int32 { state.withLock { $0.processID } }

    func subscribe(_ continuation: NotificationStream.Continuation) {
        let previous = state.withLock { state in
            defer { state.subscriber = continuation }
            return state.subscriber
        }
        previous?.finish()
    }

    // MARK: for the connection's thread

    func opened(processID: Int32) {
        state.withLock { $0.processID = processID }
    }

    var mustAbandon: Bool { state.withLock { $0.abandon } }

    /// The next job to start. Cancelled ones are answered here.
    func next() -> Next {
        var cancelled: [Job] = []
        let next: Next = state.withLock { state in
            if state.ending != nil { return .close }
            cancelled = state.removeCancelled()
            return state.queue.isEmpty ? .nothing : .job(state.queue.removeFirst())
        }
        cancelled.answerCancelled()
        return next
    }

    /// Answers the waiting jobs whose task was cancelled while another job runs.
    func sweepCancelled() {
        state.withLock { $0.removeCancelled() }.answerCancelled()
    }

    /// Whether the running job is to be cancelled, whoever's it is. Asked once per wish.
    func takeCancelRunning() -> Bool {
        state.withLock { state in
            defer { state.cancelRunning = false }
            return state.cancelRunning
        }
    }

    func finished(status: TransactionStatus) {
        state.withLock { state in
            state.cancelRunning = false
            state.status = status
            state.roundTrips += 1
        }
    }

    func deliver(_ notification: PostgresNotification) {
        _ = state.withLock { $0.subscriber }?.yield(notification)
    }

    /// The connection is gone; everyone who waits is told.
    func end(_ reason: PostgresError) {
        close(reason, abandon: true)
        let (subscriber, waiting, onEnd) = state.withLock { state in
            state.ended = true
            state.status = .unknown
            defer { (state.subscriber, state.waitingForEnd, state.onEnd) = (nil, [], nil) }
            return (state.subscriber, state.waitingForEnd, state.onEnd)
        }
        subscriber?.finish(throwing: reason)
        for continuation in waiting { continuation.resume() }
        onEnd?()
    }
}

extension Mailbox.State {
    fileprivate mutating func removeCancelled() -> [Job] {
        guard queue.contains(where: { $0.ticket?.isCancelled == true }) else { return [] }
        let cancelled = queue.filter { $0.ticket?.isCancelled == true }
        queue.removeAll { $0.ticket?.isCancelled == true }
        return cancelled
    }
}

extension [Job] {
    fileprivate func answerCancelled() {
        for job in self { job.continuation.resume(returning: .failure(.cancelledBeforeStart)) }
    }
}

extension PostgresError {
    static var cancelledBeforeStart: PostgresError { PostgresError(.cancelled, "before the statement was sent") }
}
