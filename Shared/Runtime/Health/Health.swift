import Logging
import Synchronization

/// What must work for the service to be of use: named checks, each with a limit in time.
///
/// `live` says that the process runs; `ready` runs all checks at once. A report is kept for a second, so that asking
/// often costs the database and the broker nothing.
public final class Health: Sendable {
    public struct Check: Sendable, Equatable {
        public let name: String
        public let ok: Bool
        /// Why not, without data or addresses; empty when it is well.
        public let detail: String
    }

    public struct Report: Sendable, Equatable {
        /// In order of registration.
        public let checks: [Check]
        public var ready: Bool { checks.allSatisfy(\.ok) }
    }

    /// Thrown by a check to say in one short line what is wrong; other errors are shown by their type alone.
    public struct Failure: Error, Sendable {
        public let detail: String
        public init(_ detail: String) { self.detail = detail }
    }

    private struct Registered {
        let name: String
        let limit: Duration
        let run: @Sendable () async throws -> Void
    }

    private struct State {
        var checks: [Registered] = []
        var running: Task<Report, Never>?
        var latest: (report: Report, at: ContinuousClock.Instant)?
        var stopping = false
    }

    private let state = Mutex(State())
    private let logger: Logger
    private let keptFor: Duration

    public init(logger: Logger = Logger(label: "health"), keptFor: Duration = .seconds(1)) {
        self.logger = logger
        self.keptFor = keptFor
    }

    /// Adds a check that must return within `limit` and throws when something is wrong.
    public func register(
        _ name: String, within limit: Duration = .seconds(2), _ check: @escaping @Sendable () async throws -> Void
    ) {
        state.withLock { $0.checks.append(Registered(name: name, limit: limit, run: check)) }
    }

    /// From now on not ready, so that load balancers look elsewhere while the service finishes its work.
    public func stopping() { state.withLock { $0.stopping = true } }

    /// The outcome of all checks. Callers at the same time share one run.
    public func ready() async -> Report {
        enum Next {
            case known(Report)
            case wait(Task<Report, Never>)
        }
        let next: Next = state.withLock { state in
            if state.stopping {
                return .known(Report(checks: [Check(name: "stopping", ok: false, detail: "the service is stopping")]))
            }
            if let latest = state.latest, latest.at.duration(to: .now) < keptFor { return .known(latest.report) }
            if let running = state.running { return .wait(running) }
            let checks = state.checks
            let task = Task { await self.run(checks) }
            state.running = task
            return .wait(task)
        }
        switch next {
        case .known(let report): return report
        case .wait(let task): return await task.value
        }
    }

    private func run(_ checks: [Registered]) async -> Report {
        let outcomes = await withTaskGroup(of: (Int, Check).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await self.outcome(check)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let report = Report(checks: checks.indices.compactMap { outcomes[$0] })
        let before = state.withLock { state in
            defer { (state.running, state.latest) = (nil, (report, .now)) }
            return state.latest?.report
        }
        for check in report.checks where !check.ok && before?.checks.contains(check) != true {
            logger.warning("not ready", metadata: ["check": "\(check.name)", "detail": "\(check.detail)"])
        }
        return report
    }

    /// A check that does not heed cancellation is left behind rather than waited for.
    private func outcome(_ check: Registered) async -> Check {
        let (answers, answer) = AsyncStream.makeStream(of: String?.self, bufferingPolicy: .bufferingOldest(1))
        let work = Task {
            do {
                try await check.run()
                answer.yield(nil)
            } catch let failure as Failure {
                answer.yield(failure.detail)
            } catch {
                answer.yield("\(type(of: error))")
            }
        }
        let clock = Task {
            // Cancelled when the check was in time: then nobody listens to what it yields.
            try? await Task.sleep(for: check.limit)
            answer.yield("no answer within \(check.limit)")
        }
        defer {
            work.cancel()
            clock.cancel()
        }
        for await detail in answers { return Check(name: check.name, ok: detail == nil, detail: detail ?? "") }
        return Check(name: check.name, ok: false, detail: "cancelled")
    }
}
