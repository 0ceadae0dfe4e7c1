import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// Follows what changes in aggregates of one kind, here and through other replicas, and hands it to every live stream of
/// this process: one reader, however many people look. Safe from any task.
public final class ChangeFeed<State: Aggregate>: Service {
    public typealias Batch = [Changed<State>]

    /// Batches that may wait; a listener with more is ended, and comes back.
    private static var waiting: Int { 64 }
    /// Without a pulse it looks all the same: a NOTIFY may get lost.
    private static var atLeastEvery: Duration { .seconds(2) }
    private static var rest: Duration { .milliseconds(50) }

    private let engine: Engine
    private let changes: Changes<State>
    private let logger: Logger
    private let listeners = Mutex<[UUID: AsyncStream<Batch>.Continuation]>([:])

    public init(engine: Engine, pool: PostgresPool, logger: Logger) {
        self.engine = engine
        changes = Changes(pool: pool)
        self.logger = logger
    }

    /// What changes from now on, and some of what changed just before.
    public func listen() -> AsyncStream<Batch> {
        let id = UUID()
        let (stream, continuation) = AsyncStream.makeStream(
            of: Batch.self, bufferingPolicy: .bufferingOldest(Self.waiting))
        continuation.onTermination = { [weak self] _ in self?.listeners.withLock { _ = $0.removeValue(forKey: id) } }
        listeners.withLock { $0[id] = continuation }
        return stream
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in self.engine.pulses() { tick.yield() } }
                group.addTask {
                    while !Task.isCancelled {
                        // Cancelled at shutdown, which ends the loop.
                        try? await Task.sleep(for: Self.atLeastEvery)
                        tick.yield()
                    }
                }
                group.addTask { await self.follow(ticks) }
            }
        }
        for listener in listeners.withLock({ Array($0.values) }) { listener.finish() }
    }

    private func follow(_ ticks: AsyncStream<Void>) async {
        var reader = Reader()
        for await _ in ticks {
            if listeners.withLock({ $0.isEmpty }) {
                reader = Reader()
                continue
            }
            do {
                let new = try await reader.read(changes)
                if !new.isEmpty { share(new) }
                try await Task.sleep(for: Self.rest)
            } catch is CancellationError {
                return
            } catch {
                logger.warning(
                    "changes are read again for live streams", metadata: ["kind": "\(State.kind)", "error": "\(error)"])
            }
        }
    }

    private func share(_ new: Batch) {
        for listener in listeners.withLock({ Array($0.values) }) {
            if case .enqueued = listener.yield(new) { continue }
            listener.finish()
        }
    }

    /// Goes on where it was, looking back as far as a late commit can lie, and gives each version once.
    private struct Reader {
        var until: Date?
        var given: [UUID: (version: Int64, at: Date)] = [:]

        mutating func read(_ changes: Changes<State>) async throws -> Batch {
            let here: Date
            if let until { here = until } else { here = try await changes.now() }
            let start = here.addingTimeInterval(-Changes<State>.overlap)
            let read = try await changes.since(start)
            until = read.last.map { max($0.at, here) } ?? here
            let new = read.filter { given[$0.id].map { $0.version } != $0.version }
            for changed in new { given[changed.id] = (changed.version, changed.at) }
            given = given.filter { $0.value.at >= start }
            return new
        }
    }
}
