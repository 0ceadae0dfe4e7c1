import Contracts
import Foundation
import Logging
import Metrics
import Postgres
import Synchronization

/// Runs batches of work, each in one transaction of two exchanges.
///
/// A batch that fails for a reason of its own is bisected, so that bad work costs its neighbours only retries
/// (MESSAGING.md §4); one that fails for a passing reason is tried again as it is.
struct BatchRunner: Sendable {
    let pool: PostgresPool
    let writer: LogWriter
    let policy: any TermPolicy
    let seal: any BodySeal
    let wake: WakeUp
    /// Rings when messages that are set aside may have come to their turn.
    let moved: Pulses
    let breaker: Breaker
    let threads: DecisionThreads
    /// No transaction takes longer; what holds it up is then found by bisecting.
    let deadline: Duration
    let logger: Logger
    private let overdue = Counter(label: "keten_batch_deadlines_total")
    private let duration = Metrics.Timer(label: "keten_batch_duration_seconds")

    init(
        pool: PostgresPool, writer: LogWriter, policy: any TermPolicy, seal: any BodySeal, wake: WakeUp, moved: Pulses,
        breaker: Breaker, threads: DecisionThreads, deadline: Duration, logger: Logger
    ) {
        self.pool = pool
        self.writer = writer
        self.policy = policy
        self.seal = seal
        self.wake = wake
        self.moved = moved
        self.breaker = breaker
        self.threads = threads
        self.deadline = deadline
        self.logger = logger
    }

    /// - Returns: an outcome for each piece of work, in the same order. Never throws: what cannot be done is an outcome.
    func run(_ works: [Work]) async -> [Outcome] {
        let started = ContinuousClock.now
        var attempt = 0
        // A command's caller waits for an answer, so commands are tried also while others hold.
        let holds = works.allSatisfy(\.waitsForRecovery)
        while true {
            do {
                if holds { try await breaker.admission() }
                let outcomes = try await once(works)
                breaker.succeeded()
                return outcomes
            } catch {
                attempt += 1
                if Retry.answers(error) { breaker.succeeded() }
                switch Retry.kind(of: error) {
                case _ where Task.isCancelled, .stopping: return works.map { _ in .rejected(EngineError.stopped) }
                case .outage:
                    breaker.failed()
                    let impatient = attempt > Retry.atOnce || ContinuousClock.now - started > Retry.patience
                    if impatient, !holds { return await giveUp(works) }
                    // The breaker says when to try again, and that may be sooner than any delay.
                    if breaker.isOpen, holds { continue }
                case .contention where attempt <= Retry.atOnce: break
                case .contention, .own: return await isolate(works, error)
                }
                logger.debug("trying a batch again", metadata: ["attempt": "\(attempt)", "error": "\(error)"])
                do { try await Task.sleep(for: Retry.delay(attempt)) } catch {
                    return works.map { _ in .rejected(EngineError.stopped) }
                }
            }
        }
    }

    /// What a message's handler reads before it decides: within the deadline of a decision, and with the same patience.
    /// - Returns: the work to decide; nil where the service stops.
    func read(_ work: Work) async -> Work? {
        guard let reading = work.reading else { return work }
        var attempt = 0
        while true {
            do {
                try await breaker.admission()
                return try await within(deadline, Progress(), reading)
            } catch {
                attempt += 1
                switch Retry.kind(of: error) {
                case _ where Task.isCancelled, .stopping: return nil
                case .outage: breaker.failed()
                case .contention where attempt <= Retry.atOnce: break
                case .contention, .own: return work.failing(error)
                }
                do { try await Task.sleep(for: Retry.delay(attempt)) } catch { return nil }
            }
        }
    }

    /// Work that may wait for the database goes on trying; a person at the other end of a command is told.
    private func giveUp(_ works: [Work]) async -> [Outcome] {
        let waiting = works.filter(\.waitsForRecovery)
        var rest = waiting.isEmpty ? [] : await run(waiting)
        return works.map { $0.waitsForRecovery ? rest.removeFirst() : .rejected(CommandError.unavailable) }
    }

    private func isolate(_ works: [Work], _ error: any Error) async -> [Outcome] {
        guard works.count > 1 else { return await [setAside(works[0], error)] }
        var outcomes: [Outcome] = []
        // In order: later messages of a key must find the earlier ones decided.
        for part in Self.parts(of: works.count, suspect: (error as? DeadlineExceeded)?.suspect) {
            outcomes += await run(Array(works[part]))
        }
        return outcomes
    }

    /// Halves; around a suspect, which is tried by itself, since each try of one that never returns costs a thread.
    static func parts(of count: Int, suspect: Int?) -> [Range<Int>] {
        guard let suspect, suspect < count else { return [0..<count / 2, count / 2..<count] }
        let cuts = [0, suspect / 2, suspect, suspect + 1, (suspect + 1 + count) / 2, count]
        return zip(cuts, cuts.dropFirst()).map { $0..<$1 }.filter { !$0.isEmpty }
    }

    /// A single piece of work that the database refuses.
    private func setAside(_ work: Work, _ error: any Error) async -> Outcome {
        logger.error("work failed", metadata: ["error": "\(error)", "correlation": "\(work.trace.correlation ?? "-")"])
        switch work.origin {
        case .command: return .rejected(error is DeadlineExceeded ? CommandError.unavailable : error)
        case .message:
            let failing = Work(
                origin: work.origin, trace: work.trace, needs: [], further: nil, decide: { _ in throw error })
            do { return try await once([failing])[0] } catch {
                // Neither decided nor set aside, so not acknowledged either: whoever submitted it tries again.
                logger.critical("a message could not be set aside", metadata: ["error": "\(error)"])
                return .rejected(error)
            }
        case .term(let id, _):
            do { _ = try await pool.query(TermStore.postpone(id)) } catch {
                logger.error("a term could not be postponed", metadata: ["error": "\(error)"])
            }
            return .failed(error)
        }
    }

    private func once(_ works: [Work]) async throws -> [Outcome] {
        let started = ContinuousClock.now
        let progress = Progress()
        let result = try await within(deadline, progress) { try await transact(works, progress) }
        duration.record(duration: ContinuousClock.now - started)
        if result.published { wake.signal() }
        if result.moved { moved.ring() }
        return result.outcomes
    }

    private func transact(_ works: [Work], _ progress: Progress) async throws -> (
        outcomes: [Outcome], published: Bool, moved: Bool
    ) {
        try await pool.transaction { transaction in
            let until = ContinuousClock.now + deadline
            var batch = Batch(writer: writer, policy: policy, seal: seal, isAlone: works.count == 1)
            try await batch.load(works, in: transaction)
            let (decided, outcomes) = try await decide(works, on: batch, progress)
            if ContinuousClock.now > until { throw DeadlineExceeded(limit: deadline) }
            _ = try await transaction.commit(try decided.statements())
            return (outcomes, !decided.events.isEmpty, decided.moved)
        }
    }

    /// A handler that does not give its thread back cannot be cancelled; then nobody waits for it, and what it did is
    /// not committed.
    private func decide(_ works: [Work], on loaded: Batch, _ progress: Progress) async throws -> (Batch, [Outcome]) {
        try await threads.run {
            var batch = loaded
            let outcomes = try works.enumerated().map { index, work in
                progress.current.withLock { $0 = index }
                return try batch.decide(work)
            }
            progress.current.withLock { $0 = nil }
            return (batch, outcomes)
        }
    }

    /// Ends what takes too long, at the server too.
    private func within<T: Sendable>(
        _ limit: Duration, _ progress: Progress, _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            if let value = try await group.next() ?? nil { return value }
            let suspect = progress.current.withLock { $0 }
            group.cancelAll()
            overdue.increment()
            do {
                // It may have committed at the last moment.
                if let value = try await group.next() ?? nil { return value }
            } catch let error as PostgresError where error.isConnectionLost {
                throw error
            } catch { /* cancelled by us: the deadline is what is wrong */  }
            throw DeadlineExceeded(limit: limit, suspect: suspect)
        }
    }
}

/// Which piece of a batch's work a handler is deciding.
private final class Progress: Sendable {
    let current = Mutex<Int?>(nil)
}

/// A batch that took too long, while the server answered: a lock that is held, or a handler that does not end.
struct DeadlineExceeded: Error, CustomStringConvertible {
    let limit: Duration
    /// The piece of work that its handler was at, if it was at one.
    var suspect: Int?
    var description: String { "not done within \(limit)" }
}

extension Work {
    /// Messages and terms wait for the database to come back; a command's caller gets an answer.
    fileprivate var waitsForRecovery: Bool {
        if case .command = origin { false } else { true }
    }
}

/// Which failures pass by themselves, and how long to wait.
enum Retry {
    enum Kind {
        /// The database is not there, or not able: nothing is set aside for it, however long it takes.
        case outage
        /// Others were in the way: a few tries at once, then each piece of work by itself.
        case contention
        /// The work's own doing.
        case own
        /// The pool was closed, or the task cancelled.
        case stopping
    }

    static let atOnce = 3
    /// How long a command is tried while the database is away.
    static let patience: Duration = .seconds(5)

    /// Whether the server has shown that it is there, by an error of another kind.
    static func answers(_ error: any Error) -> Bool {
        switch kind(of: error) {
        case .contention: true
        case .own: !(error is DeadlineExceeded)
        case .outage, .stopping: false
        }
    }

    static func kind(of error: any Error) -> Kind {
        guard let error = error as? PostgresError else { return .own }
        if error.code == .closed { return .stopping }
        if error.isConnectionLost || error.code == .poolExhausted || isOutage(error.sqlState ?? "") { return .outage }
        return error.isTransient || isRace(error) ? .contention : .own
    }

    /// The server stops, starts, is full, reads only, or its disk fails.
    private static func isOutage(_ state: String) -> Bool {
        ["08", "53", "57P", "58"].contains(where: state.hasPrefix) || state == "25006"
    }

    /// Two batches made the same row at once; the second finds it when it looks again.
    private static func isRace(_ error: PostgresError) -> Bool {
        ["aggregate_pkey", "position_pkey", "inbox_pkey", "idempotency_pkey"].contains(error.constraint ?? "")
    }

    /// 50, 200, 800 ms, then up to 5 s; ±25 %.
    static func delay(_ attempt: Int) -> Duration {
        let base = min(50 * pow(4, Double(attempt - 1)), 5_000)
        return .milliseconds(base * Double.random(in: 0.75...1.25))
    }
}
