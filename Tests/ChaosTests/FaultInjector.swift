import Foundation
import Postgres
import Synchronization
import TestSupport

/// Carries out a plan, and sees to it that whatever ended is started again, as an init system would.
final class FaultInjector: Sendable {
    private let chain: Chain
    private let plan: FaultPlan
    private let gates = Gates()
    private let state = Mutex(State())

    private struct State {
        var done: [String: Int] = [:]
        var under: [UUID: Fault] = [:]
        var ended = false
        var found: [Finding] = []
    }

    init(_ chain: Chain, _ plan: FaultPlan) {
        self.chain = chain
        self.plan = plan
    }

    /// How many of each kind were injected.
    var done: [String: Int] { state.withLock { $0.done } }
    var total: Int { done.values.reduce(0, +) }
    var underWay: [String] { state.withLock { $0.under.values.map(\.kind).sorted() } }
    /// Services that ended without having been asked to.
    var found: [Finding] { state.withLock { $0.found } }

    /// Until the plan is carried out and everything runs again.
    func run() async throws {
        let started = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for step in plan.steps {
                group.addTask {
                    try await Task.sleep(until: started + step.at)
                    try await self.inject(step.fault)
                }
            }
            try await group.waitForAll()
        }
        // What a fault leaves on the broker ends with the faults.
        try await chain.broker.delay(.zero)
    }

    /// Starts again what ended by itself, such as a service that found no database when it started.
    func supervise() async throws {
        while !Task.isCancelled {
            for instance in chain.instances where !chain.isRunning(instance) {
                let target = Fault.Target.instance("\(instance)")
                guard gates.tryEnter(target) else { continue }
                if let exit = chain.exit(instance), !chain.isRunning(instance) {
                    if let signal = exit.signal {
                        note("\(instance) crashed with signal \(signal)")
                    } else if await chain.postgres.isAnswering {
                        note("\(instance) ended by itself with status \(exit.status ?? -1)")
                    }
                    try chain.launch(instance)
                }
                gates.leave(target)
            }
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    private func note(_ text: String) { state.withLock { $0.found.append(Finding(.stuck, text)) } }

    private func inject(_ fault: Fault) async throws {
        for target in fault.targets { await gates.enter(target) }
        defer { for target in fault.targets { gates.leave(target) } }
        let id = UUID()
        state.withLock { $0.under[id] = fault }
        defer { state.withLock { $0.under[id] = nil } }
        try await perform(fault)
        state.withLock { $0.done[fault.kind, default: 0] += 1 }
    }

    private func perform(_ fault: Fault) async throws {
        switch fault {
        case .kill(let one):
            await chain.kill(one)
            try await comeBack(one)
        case .killStarting(let one, let delay):
            await chain.kill(one)
            try chain.launch(one)
            try await Task.sleep(for: delay)
            await chain.kill(one)
            try await comeBack(one)
        case .killTwo(let one, let other):
            async let first: Void = chain.kill(one)
            async let second: Void = chain.kill(other)
            _ = await (first, second)
            try chain.launch(other)
            try await comeBack(one)
            await ready(other)
        case .stop(let one):
            let exit = await chain.terminate(one, within: .seconds(60))
            if exit?.status != 0 { note("\(one) did not stop in good order: \(exit.map { "\($0)" } ?? "no process")") }
            try await comeBack(one)
        case .freeze(let one, let lasting):
            chain.signal(one, SIGSTOP)
            try await Task.sleep(for: lasting)
            chain.signal(one, SIGCONT)
        case .throttle(let one, let lasting):
            let end = ContinuousClock.now + lasting
            while ContinuousClock.now < end {
                chain.signal(one, SIGSTOP)
                try await Task.sleep(for: .milliseconds(90))
                chain.signal(one, SIGCONT)
                try await Task.sleep(for: .milliseconds(10))
            }
        case .starve(let lasting): try await starve(lasting)
        case .brokerDown(let lasting):
            try await chain.broker.down()
            try await Task.sleep(for: lasting)
            try await chain.broker.up()
        case .brokerErrors(let request, let code, let count):
            try await chain.broker.failNext(count, request: request, with: code)
        case .brokerDelay(let delay, let lasting):
            try await chain.broker.delay(delay)
            try await Task.sleep(for: lasting)
            try await chain.broker.delay(.zero)
        case .endSessions(let service):
            _ = try await chain.query(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = \(service.schema)")
        case .postgresCrash: try await chain.postgres.restart(.immediate)
        case .postgresFreeze(let lasting):
            await chain.postgres.freeze()
            try await Task.sleep(for: lasting)
            await chain.postgres.thaw()
        }
    }

    private func starve(_ lasting: Duration) async throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let burners = try (0..<2 * cores).map { _ in
            try ChildProcess("/bin/sh", ["-c", "while :; do :; done"])
        }
        try await Task.sleep(for: lasting)
        for burner in burners { await burner.killHard() }
    }

    private func comeBack(_ instance: ChainInstance) async throws {
        try chain.launch(instance)
        await ready(instance)
    }

    /// Ready, or ended: then it is started again by whoever supervises. Other faults may make that take long.
    private func ready(_ instance: ChainInstance) async {
        let limit = ContinuousClock.now + .seconds(30)
        while chain.isRunning(instance), ContinuousClock.now < limit {
            if await chain.isReady(instance) { return }
            // Cancelled: then nobody waits.
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        }
    }
}

/// One at a time through each gate, in order of coming.
final class Gates: Sendable {
    private struct State {
        var taken: Set<Fault.Target> = []
        var waiting: [Fault.Target: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    func enter(_ target: Fault.Target) async {
        await withCheckedContinuation { continuation in
            let free = state.withLock { state in
                if state.taken.insert(target).inserted { return true }
                state.waiting[target, default: []].append(continuation)
                return false
            }
            if free { continuation.resume() }
        }
    }

    func tryEnter(_ target: Fault.Target) -> Bool { state.withLock { $0.taken.insert(target).inserted } }

    func leave(_ target: Fault.Target) {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard var queue = state.waiting[target], !queue.isEmpty else {
                state.taken.remove(target)
                return nil
            }
            let next = queue.removeFirst()
            state.waiting[target] = queue
            return next
        }
        next?.resume()
    }
}
