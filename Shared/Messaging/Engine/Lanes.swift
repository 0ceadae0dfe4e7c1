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

/// Queues by key hash, each served by one task: what came in while a batch ran is the next batch.
final class Lanes: Service {
    /// Messages in a batch at the most.
    static let batch = 500

    private let queues: [LaneQueue]
    private let runner: BatchRunner

    init(count: Int, runner: BatchRunner) {
        self.runner = runner
        queues = (0..<count).map { _ in LaneQueue() }
    }

    /// FNV-1a: not the partitioner's hash, or a partition would use one lane only.
    static func index(of key: String, count: Int) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(hash % UInt64(count))
    }

    func submit(_ work: Work, key: String, done: @escaping @Sendable (Outcome) -> Void) {
        queues[Self.index(of: key, count: queues.count)].add(Pending(work: work, done: done))
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
            for queue in queues { group.addTask { await self.serve(queue) } }
            group.addTask {
                do { try await gracefulShutdown() } catch { /* cancelled: close all the same */  }
                for queue in self.queues { queue.close() }
            }
        }
    }

    private func serve(_ queue: LaneQueue) async {
        let size = Histogram.batchSize
        while let pending = await queue.next(limit: Self.batch) {
            for batch in Self.batches(pending) {
                size.record(batch.count)
                let outcomes =
                    batch[0].work.reading == nil
                    ? await runner.run(batch.map(\.work)) : [await read(batch[0].work)]
                for (item, outcome) in zip(batch, outcomes) { item.done(outcome) }
            }
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

/// An unbounded queue with one reader; its writers are bounded themselves (consumer capacity, HTTP connections).
final class LaneQueue: Sendable {
    private struct State {
        var items: [Pending] = []
        var closed = false
        var reader: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func add(_ item: Pending) {
        let (reader, rejected) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            if state.closed { return (nil, true) }
            state.items.append(item)
            defer { state.reader = nil }
            return (state.reader, false)
        }
        reader?.resume()
        if rejected { item.done(.rejected(EngineError.stopped)) }
    }

    /// All that waits, up to `limit`; suspends while there is nothing; nil once closed and empty.
    func next(limit: Int) async -> [Pending]? {
        while true {
            let (taken, closed) = state.withLock { state -> ([Pending], Bool) in
                let taken = Array(state.items.prefix(limit))
                state.items.removeFirst(taken.count)
                return (taken, state.closed)
            }
            if !taken.isEmpty { return taken }
            if closed { return nil }
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state -> Bool in
                    if !state.items.isEmpty || state.closed { return true }
                    state.reader = continuation
                    return false
                }
                if ready { continuation.resume() }
            }
        }
    }

    func close() {
        let reader = state.withLock { state in
            state.closed = true
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }
}
