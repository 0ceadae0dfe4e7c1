import Foundation
import Logging
import Metrics
import ServiceLifecycle
import Synchronization

/// A piece of work with the one who waits for it.
struct Pending: Sendable {
    let work: Work
    let done: @Sendable (Outcome) -> Void
}

/// One queue that a few lanes serve: what came in while batches ran is the next batch. What waits of a key of which a batch
/// decides something waits on, so that a key's messages stay in order (MESSAGING.md §4).
///
/// A large batch is cheap, so where little waits it waits for the batch that runs, and for `patience` at the most.
final class Lanes: Service {
    /// Messages in a batch at the most.
    static let batch = 500
    /// As many as are worth a batch beside those that run.
    static let worth = 32
    static let patience: Duration = .milliseconds(20)

    private struct State {
        var queue: KeyedQueue<Pending>
        var idle: [CheckedContinuation<Void, Never>] = []
        /// Whether the lanes are called when the first that waits has waited long enough.
        var isTimed = false
        var isClosed = false
    }

    private let count: Int
    private let runner: BatchRunner
    private let state: Mutex<State>

    init(count: Int, runner: BatchRunner) {
        self.count = count
        self.runner = runner
        state = Mutex(
            State(queue: KeyedQueue(lanes: count, worth: Self.worth, patience: Self.patience, limit: Self.batch)))
    }

    func submit(_ work: Work, key: String, done: @escaping @Sendable (Outcome) -> Void) {
        let isRejected = state.withLock { state in
            if !state.isClosed { state.queue.add(Pending(work: work, done: done), key: key, at: .now) }
            return state.isClosed
        }
        if isRejected { done(.rejected(EngineError.stopped)) } else { call() }
    }

    /// Submits the works in order and waits for all of them.
    /// - Returns: their outcomes as they came; fewer when the calling task is cancelled.
    func run(_ works: [(work: Work, key: String)]) async -> [Outcome] {
        if works.isEmpty { return [] }
        let (stream, continuation) = AsyncStream.makeStream(of: Outcome.self)
        for (work, key) in works { submit(work, key: key) { continuation.yield($0) } }
        var outcomes: [Outcome] = []
        for await outcome in stream {
            outcomes.append(outcome)
            if outcomes.count == works.count { break }
        }
        return outcomes
    }

    /// Serves the lanes until shutdown; work that is queued by then is still done.
    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { await self.serve() } }
            group.addTask {
                do { try await gracefulShutdown() } catch { /* cancelled: close all the same */  }
                let idle = self.state.withLock { state in
                    state.isClosed = true
                    defer { state.idle = [] }
                    return state.idle
                }
                for lane in idle { lane.resume() }
            }
        }
    }

    private func serve() async {
        let size = Histogram.batchSize
        while let taken = await next() {
            for batch in Self.batches(taken.items) {
                size.record(batch.count)
                let outcomes =
                    batch[0].work.reading == nil
                    ? await runner.run(batch.map(\.work)) : [await read(batch[0].work)]
                for (item, outcome) in zip(batch, outcomes) { item.done(outcome) }
            }
            state.withLock { $0.queue.finish(taken.keys) }
        }
    }

    /// What the calling lane is to do; suspends while there is nothing; nil once closed and empty.
    private func next() async -> KeyedQueue<Pending>.Batch? {
        while true {
            let (batch, isOver) = state.withLock { state in
                (state.queue.take(at: .now), state.isClosed && state.queue.isEmpty)
            }
            // For the others, for later, or for their end.
            call()
            if batch != nil || isOver { return batch }
            await withCheckedContinuation { lane in
                let hasWork = state.withLock { state in
                    if state.queue.mayBegin(at: .now) || (state.isClosed && state.queue.isEmpty) { return true }
                    state.idle.append(lane)
                    return false
                }
                if hasWork { lane.resume() }
            }
        }
    }

    /// Wakes a lane if there is something for it, or sees to it that one is woken in time.
    private func call() {
        let (lane, isUntimed) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            if state.queue.mayBegin(at: .now) || (state.isClosed && state.queue.isEmpty) {
                return (state.idle.popLast(), false)
            }
            defer { state.isTimed = state.isTimed || state.queue.waitsForPatience }
            return (nil, !state.isTimed && state.queue.waitsForPatience)
        }
        lane?.resume()
        guard isUntimed else { return }
        Task {
            try await Task.sleep(for: Self.patience)
            state.withLock { $0.isTimed = false }
            call()
        }
    }

    private func read(_ work: Work) async -> Outcome {
        guard let work = await runner.read(work) else { return .rejected(EngineError.stopped) }
        return await runner.run([work])[0]
    }

    /// Work that reads first stands by itself, so that it reads what came before it decided.
    static func batches(_ pending: [Pending]) -> [[Pending]] {
        var batches: [[Pending]] = []
        for item in pending {
            let joins = item.work.reading == nil && batches.last?.last.map { $0.work.reading == nil } ?? false
            if joins { batches[batches.count - 1].append(item) } else { batches.append([item]) }
        }
        return batches
    }
}

enum Histogram {
    static let batchSize = Recorder(label: "keten_batch_messages", dimensions: [], aggregate: true)
}
