import Dispatch
import Foundation
import Logging
import Metrics
import Synchronization

/// The threads that handlers decide on. One whose handler never returns is left to itself, so that its lane goes on;
/// how many there are shows as a metric and in the service's health.
///
/// Safe from any task.
final class DecisionThreads: Sendable {
    private struct State {
        var idle: [Worker] = []
        var left = 0
    }

    private let state = Mutex(State())
    private let gauge = Gauge(label: "keten_handlers_stuck")
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    deinit { for worker in state.withLock({ $0.idle }) { worker.end() } }

    /// Handlers that were left and have not returned since.
    var stuck: Int { state.withLock { $0.left } }

    /// Runs `body` on a thread of its own and waits for it, or for the cancellation of the task that asks.
    func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let answer = FirstAnswer<T>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                answer.wait(continuation)
                let worker = state.withLock { $0.idle.popLast() } ?? Worker.start()
                worker.give { [self, worker] in
                    let wasAwaited = answer.give(Result(catching: body))
                    if !wasAwaited { leave(-1) }
                    state.withLock { $0.idle.append(worker) }
                }
            }
        } onCancel: {
            if answer.give(.failure(CancellationError())) {
                leave(1)
                logger.critical("a handler does not return in time: its thread is left to itself")
            }
        }
    }

    private func leave(_ change: Int) {
        let left = state.withLock { state in
            state.left += change
            return state.left
        }
        gauge.record(left)
    }
}

/// The first answer is given to who waits; a later one to nobody.
private final class FirstAnswer<T: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<T, any Error>)
        case given(Result<T, any Error>)
        case done
    }

    private let state = Mutex(State.empty)

    func wait(_ continuation: CheckedContinuation<T, any Error>) {
        let given = state.withLock { state -> Result<T, any Error>? in
            if case .given(let result) = state {
                state = .done
                return result
            }
            state = .awaited(continuation)
            return nil
        }
        if let given { continuation.resume(with: given) }
    }

    /// - Returns: whether it was the first.
    func give(_ result: Result<T, any Error>) -> Bool {
        let (first, waiter) = state.withLock { state -> (Bool, CheckedContinuation<T, any Error>?) in
            switch state {
            case .empty:
                state = .given(result)
                return (true, nil)
            case .awaited(let waiter):
                state = .done
                return (true, waiter)
            case .given, .done: return (false, nil)
            }
        }
        waiter?.resume(with: result)
        return first
    }
}

/// One thread, which does one job after another.
private final class Worker: Sendable {
    private let job = Mutex<(@Sendable () -> Void)?>(nil)
    private let given = DispatchSemaphore(value: 0)

    static func start() -> Worker {
        let worker = Worker()
        let thread = Thread { worker.serve() }
        thread.name = "decisions"
        thread.start()
        return worker
    }

    func give(_ job: @escaping @Sendable () -> Void) {
        self.job.withLock { $0 = job }
        given.signal()
    }

    func end() { given.signal() }

    private func serve() {
        while true {
            given.wait()
            guard let next = job.withLock({ $0.take() }) else { return }
            next()
        }
    }
}
