import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Brings back what was set aside when its turn has come: the next of a key, failed messages whose time is up, and
/// what the source supplies for a gap. All it wants follows from the tables, so no crash loses it (MESSAGING.md §5).
public struct Sweeper: Service {
    private let engine: Engine
    private let intakes: [String: Intake]
    private let source: (any GapSource)?
    private let logger: Logger

    public init(engine: Engine, consumers: [ConsumerDefinition], source: (any GapSource)?, logger: Logger) {
        self.engine = engine
        self.source = source
        self.logger = logger
        intakes = Dictionary(uniqueKeysWithValues: consumers.map { ($0.name, Intake(definition: $0)) })
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var backoff: [PositionKey: (tries: Int, until: ContinuousClock.Instant)] = [:]
            while !Task.isCancelled {
                do {
                    while try await runReady() > 0 {}
                    try await fillGaps(&backoff)
                } catch {
                    logger.warning("sweeping again", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: .milliseconds(500)) } catch { return }
            }
        }
    }

    /// - Returns: how many messages moved on.
    private func runReady() async throws -> Int {
        let rows = try await engine.pool.query(QuarantineStore.runnable(limit: 500))
        var works: [(work: Work, key: String)] = []
        for row in rows {
            let (id, consumer, _, topic, key, _, messageID, _, status, body, attempts) = try row.decode(
                UUID.self, String.self, String.self, String.self, String.self, Int64?.self, String.self, String.self,
                String.self, [UInt8]?.self, Int32.self)
            guard let intake = intakes[consumer], let status = SetAside.Status(rawValue: status), let body else { continue }
            let raw = try engine.seal.open(body, messageID: messageID)
            works.append((intake.work(body: raw, topic: topic, key: key, row: (id, status, Int(attempts))), key))
        }
        let outcomes = await run(works)
        return outcomes.count { outcome in
            switch outcome {
            case .handled, .skipped, .duplicate, .refused: true
            case .parked, .failed, .answered, .rejected: false
            }
        }
    }

    private func fillGaps(_ backoff: inout [PositionKey: (tries: Int, until: ContinuousClock.Instant)]) async throws {
        guard let source else { return }
        let rows = try await engine.pool.query(
            """
            select p.consumer, p.source, p.topic, p.key, p.last_sequence, p.seen_sequence from position p
            where p.seen_sequence > p.last_sequence and not p.held and p.consumer = any(\(Array(intakes.keys)))
                and not exists (
                    select from quarantine q
                    where (q.consumer, q.source, q.topic, q.key) = (p.consumer, p.source, p.topic, p.key)
                        and q.sequence = p.last_sequence + 1 and q.status in ('failed', 'waiting', 'parked', 'discarded')
                        and q.resolved_at is null)
            limit 100
            """)
        for row in rows {
            let (consumer, origin, topic, key, last, seen) = try row.decode(
                String.self, String.self, String.self, String.self, Int64.self, Int64.self)
            let position = PositionKey(consumer: consumer, source: origin, topic: topic, key: key)
            let tries = backoff[position]?.tries ?? 0
            if let wait = backoff[position], wait.until > .now { continue }
            backoff[position] = (tries + 1, .now + .seconds(min(60, 1 << min(tries, 6))))
            guard let intake = intakes[consumer] else { continue }
            do {
                let bodies = try await source.events(of: origin, topic: topic, key: key, from: last + 1, to: seen)
                _ = await run(bodies.map { (intake.work(body: $0, topic: topic, key: key, row: nil), key) })
                if !bodies.isEmpty { backoff[position] = nil }
            } catch {
                logger.warning("the source does not supply a gap", metadata: ["topic": "\(topic)", "error": "\(error)"])
            }
        }
    }

    private func run(_ works: [(work: Work, key: String)]) async -> [Outcome] {
        await withTaskGroup(of: Outcome.self) { group in
            for (work, key) in works {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        engine.messages.submit(work, key: key) { continuation.resume(returning: $0) }
                    }
                }
            }
            var outcomes: [Outcome] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
    }
}

/// Where the missing events of a key can be had: the source's authenticated events API.
public protocol GapSource: Sendable {
    /// The events `from...to` of a key in their CloudEvent form, as many as the source gives at once, in order.
    func events(of source: String, topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]]
}
