import Foundation
import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// Whether there is room to set more aside of what organisations send. We hold no log of that, so nothing of it may be
/// dropped: the topic of an organisation that has too much aside pauses, with an alarm, and the rest waits on the broker
/// (MESSAGING.md §6). Others go on, until all together have so much aside that the whole consumer pauses.
///
/// Read from the table each second, so that a redrive or a discard lets it go on; by then a second's worth of messages
/// may stand beyond the cap, which harms nobody.
public final class InboundRoom: Service {
    private let pool: PostgresPool
    private let gauges: [String: Gauge]
    private let cap: Int
    private let topicCap: Int
    private let logger: Logger
    private let full = Mutex<Set<Place>>([])

    /// One organisation's topic at one consumer, or with no topic the consumer as a whole.
    private struct Place: Hashable {
        let consumer: String
        let topic: String?
    }

    public convenience init(engine: Engine, consumers: [ConsumerDefinition], logger: Logger) {
        self.init(
            engine: engine, consumers: consumers, cap: QuarantineStore.perConsumer,
            topicCap: QuarantineStore.perConsumer / 10, logger: logger)
    }

    init(engine: Engine, consumers: [ConsumerDefinition], cap: Int, topicCap: Int, logger: Logger) {
        pool = engine.pool
        gauges = Dictionary(
            uniqueKeysWithValues: consumers.filter(\.isInbound).map {
                ($0.name, Gauge(label: "keten_quarantine_full", dimensions: [("consumer", $0.name)]))
            })
        self.cap = cap
        self.topicCap = topicCap
        self.logger = logger
    }

    /// Whether what comes of this topic must wait.
    public func isFull(_ consumer: String, topic: String) -> Bool {
        full.withLock {
            !$0.isEmpty
                && ($0.contains(Place(consumer: consumer, topic: topic))
                    || $0.contains(Place(consumer: consumer, topic: nil)))
        }
    }

    public func run() async throws {
        guard !gauges.isEmpty else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await self.look() } catch {
                    // Without the database nothing is set aside either.
                    self.logger.debug("the room in quarantine is not known", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    func look() async throws {
        let rows = try await pool.query(
            """
            select c.name, open.topic, count(*)
            from unnest(\(gauges.keys.sorted())) as c (name) cross join lateral (
                select topic from quarantine
                where consumer = c.name and status = 'failed' and resolved_at is null limit \(cap)
            ) open
            group by c.name, open.topic
            """)
        var counts: [Place: Int64] = [:]
        for row in rows {
            let (consumer, topic, count) = try row.decode(String.self, String.self, Int64.self)
            counts[Place(consumer: consumer, topic: topic)] = count
            counts[Place(consumer: consumer, topic: nil), default: 0] += count
        }
        let now = Set(counts.filter { $0.value >= ($0.key.topic == nil ? cap : topicCap) }.keys)
        let before = full.withLock { full in
            defer { full = now }
            return full
        }
        for (consumer, gauge) in gauges { gauge.record(now.contains { $0.consumer == consumer } ? 1 : 0) }
        for place in now.subtracting(before) {
            logger.critical(
                "messages of organisations wait: too many are set aside; redrive or discard them",
                metadata: metadata(place).merging(["messages": "\(counts[place] ?? 0)"]) { a, _ in a })
        }
        for place in before.subtracting(now) {
            logger.notice("messages of organisations go on", metadata: metadata(place))
        }
    }

    private func metadata(_ place: Place) -> Logger.Metadata {
        ["consumer": "\(place.consumer)", "topic": "\(place.topic ?? "all")"]
    }
}
