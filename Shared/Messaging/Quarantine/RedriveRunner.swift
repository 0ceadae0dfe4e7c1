import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Runs redrives: lets their messages go at their rate, and notes what became of each.
///
/// A step is one short transaction under the job's row, timed by the database's clock, so any replica takes the next
/// one, none takes the same, and a process that dies leaves nothing half done. It never handles a message itself: the
/// sweeper brings it back and its position decides, so that the effect is exactly once (MESSAGING.md §6).
public struct RedriveRunner: Service {
    private let engine: Engine
    private let logger: Logger

    public init(engine: Engine, logger: Logger) {
        self.engine = engine
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause: Duration = .milliseconds(500)
                do {
                    if try await step() { continue }
                    if try await engine.pool.query(RedriveStore.soon).number() > 0 { pause = .milliseconds(25) }
                } catch {
                    if Task.isCancelled { return }
                    logger.warning("a redrive comes back to it", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }

    /// - Returns: whether a job was due.
    func step() async throws -> Bool {
        let gave = try await engine.pool.transaction { transaction -> Bool? in
            guard let job = try await transaction.query(RedriveStore.due).first else { return nil }
            let (id, status, rate) = try job.decode(UUID.self, String.self, Int32.self)
            let found = try await transaction.exchange([RedriveStore.observe(id), RedriveStore.given(id)])
            var count = 0
            if status == RedriveStatus.running.rawValue {
                let given = try found[1].number()
                let wanted = max(1, Int(Double(rate) * RedriveStore.beat))
                count = try await give(id, min(wanted, RedriveStore.outstanding - given), in: transaction)
            }
            let pause = count > 0 ? Double(count) / Double(rate) : RedriveStore.beat
            _ = try await transaction.commit([RedriveStore.goOn(id, after: pause)])
            return count > 0
        }
        if gave == true { engine.moved.ring() }
        return gave != nil
    }

    /// Positions are locked first, as everywhere (MESSAGING.md §5): a try that runs now is over before the message is
    /// let go, and what counts is a try that began after it.
    /// - Returns: how many were let go.
    private func give(_ id: UUID, _ limit: Int, in transaction: Transaction) async throws -> Int {
        guard limit > 0 else { return 0 }
        let rows = try await transaction.query(RedriveStore.next(id, limit: limit))
        guard !rows.isEmpty else {
            _ = try await transaction.query(RedriveStore.passOverGone(id))
            return 0
        }
        var messages: [UUID] = []
        var positions: Set<PositionKey> = []
        for row in rows {
            let (message, consumer, source, topic, key, sequence) = try row.decode(
                UUID.self, String.self, String.self, String.self, String.self, Int64?.self)
            messages.append(message)
            if sequence != nil {
                positions.insert(PositionKey(consumer: consumer, source: source, topic: topic, key: key))
            }
        }
        _ = try await transaction.exchange([
            PositionStore.lock(positions.sorted()), RedriveStore.give(id, messages),
        ])
        return messages.count
    }
}
