import Synchronization

/// What the consumer's callers leave for its thread, and what the thread shows them.
final class ConsumerShared: Sendable {
    typealias CommitWaiter = CheckedContinuation<KafkaError?, Never>
    typealias LagWaiter = CheckedContinuation<[TopicPartition: Int64], Never>

    /// Everything asked for since the thread last looked.
    struct Requests {
        var releasedMessages = 0
        var releasedBytes = 0
        var stores: [TopicPartition: Int64] = [:]
        var finishRevoke = false
        var commits: [CommitWaiter] = []
        var lags: [LagWaiter] = []
        /// In the order they were called.
        var pauses: [(partitions: [TopicPartition], pause: Bool)] = []
        var close = false
        var listening = true
        /// Whether the thread was woken for these.
        var isSignalled = false
    }

    struct State {
        var requests = Requests()
        var assignment: [TopicPartition] = []
        var closed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    let wakeup: Wakeup
    let state = Mutex(State())

    init(wakeup: Wakeup) { self.wakeup = wakeup }

    func release(messages: Int, bytes: Int) {
        request {
            $0.releasedMessages += messages
            $0.releasedBytes += bytes
        }
    }

    func store(_ offsets: [TopicPartition: Int64]) { request { $0.stores.merge(offsets) { max($0, $1) } } }

    func finishRevoke() { request { $0.finishRevoke = true } }

    func pause(_ partitions: [TopicPartition], _ pause: Bool) { request { $0.pauses.append((partitions, pause)) } }

    func stopListening() { request { $0.listening = false } }

    func commit(_ waiter: CommitWaiter) {
        let closed = state.withLock { state in
            if !state.closed { state.requests.commits.append(waiter) }
            return state.closed
        }
        if closed { waiter.resume(returning: .closed) } else { wakeup.signal() }
    }

    func lag(_ waiter: LagWaiter) {
        let closed = state.withLock { state in
            if !state.closed { state.requests.lags.append(waiter) }
            return state.closed
        }
        if closed { waiter.resume(returning: [:]) } else { wakeup.signal() }
    }

    func close(_ waiter: CheckedContinuation<Void, Never>?) {
        let closed = state.withLock { state in
            state.requests.close = true
            if let waiter, !state.closed { state.closers.append(waiter) }
            return state.closed
        }
        if closed { waiter?.resume() } else { wakeup.signal() }
    }

    /// For the thread: takes the requests; closing and not listening stay as they are.
    func take() -> Requests {
        state.withLock { state in
            let taken = state.requests
            state.requests = Requests()
            state.requests.close = taken.close
            state.requests.listening = taken.listening
            return taken
        }
    }

    /// For the thread, at its end.
    func finish() {
        let (closers, commits, lags) = state.withLock { state in
            state.closed = true
            state.assignment = []
            defer {
                state.closers = []
                state.requests.commits = []
                state.requests.lags = []
            }
            return (state.closers, state.requests.commits, state.requests.lags)
        }
        for commit in commits { commit.resume(returning: .closed) }
        for lag in lags { lag.resume(returning: [:]) }
        for closer in closers { closer.resume() }
    }

    /// Only the first since the thread last looked wakes it.
    private func request(_ change: (inout Requests) -> Void) {
        let isFirst = state.withLock { state in
            change(&state.requests)
            defer { state.requests.isSignalled = true }
            return !state.requests.isSignalled
        }
        if isFirst { wakeup.signal() }
    }
}
