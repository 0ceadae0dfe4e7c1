import Foundation
import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// Whether there is room to set more aside of what organisations send. We hold no log of that, so nothing of it may be
/// dropped: a consumer that has too much of it aside pauses, with an alarm, and the rest waits on the broker
/// (MESSAGING.md §6).
///
/// Read from the table each second, so that a redrive or a discard lets it go on; by then a second's worth of messages
/// may stand beyond the cap, which harms nobody.
public final class InboundRoom: Service {
    private let pool: PostgresPool
    private let gauges: [String: Gauge]
    private let cap: Int
    private let logger: Logger
    private let full = Mutex<Set<String>>([])

    public convenience init(engine: Engine, consumers: [ConsumerDefinition], logger: Logger) {
        self.init(engine: engine, consumers: consumers, cap: QuarantineStore.perConsumer, logger: logger)
    }

    init(engine: Engine, consumers: [ConsumerDefinition], cap: Int, logger: Logger) {
        pool = engine.pool
        gauges = Dictionary(
            uniqueKeysWithValues: consumers.filter(\.isInbound).map {
                ($0.name, Gauge(label: "keten_quarantine_full", dimensions: [("consumer", $0.name)]))
            })
        self.cap = cap
        self.logger = logger
    }

    public func isFull(_ consumer: String) -> Bool { full.withLock { $0.contains(consumer) } }

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
            select c.name, (select count(*) from (
                select from quarantine where consumer = c.name and status = 'failed' and resolved_at is null limit \(cap)
            ) open)
            from unnest(\(gauges.keys.sorted())) as c (name)
            """)
        for row in rows {
            let (consumer, count) = try row.decode(String.self, Int64.self)
            let isFull = count >= cap
            gauges[consumer]?.record(isFull ? 1 : 0)
            let changed = full.withLock { $0.contains(consumer) != isFull }
            guard changed else { continue }
            full.withLock { if isFull { $0.insert(consumer) } else { $0.remove(consumer) } }
            if isFull {
                logger.critical(
                    "a consumer pauses: too many messages of organisations are set aside; redrive or discard them",
                    metadata: ["consumer": "\(consumer)", "messages": "\(count)"])
            } else {
                logger.notice("a consumer goes on", metadata: ["consumer": "\(consumer)"])
            }
        }
    }
}
