import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Tells relays and live pages, here and on other replicas, that events were committed.
///
/// One NOTIFY per process at most every 20 ms and outside business transactions, because a NOTIFY at each commit
/// serialises commits (MESSAGING.md §2). Losing one costs a polling interval, nothing else.
public final class WakeUp: Service {
    static let interval: Duration = .milliseconds(20)
    private let pool: PostgresPool
    private let channel: String
    private let logger: Logger
    private let (pulses, pulse) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let here = Pulses()

    init(pool: PostgresPool, logger: Logger) {
        self.pool = pool
        self.logger = logger
        channel = "keten_event_" + (pool.configuration.schema ?? "public")
    }

    func signal() {
        pulse.yield()
        here.ring()
    }

    /// Pulses from this process and from others; several at once come as one.
    public func pulsesHere() -> AsyncStream<Void> { here.stream() }

    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await self.notify() } }
            group.addTask { await cancelWhenGracefulShutdown { await self.listen() } }
        }
    }

    private func notify() async {
        for await _ in pulses {
            do {
                _ = try await pool.query("select pg_notify(\(channel), '')")
                try await Task.sleep(for: Self.interval)
            } catch {
                logger.debug("no wake-up sent", metadata: ["error": "\(error)"])
            }
        }
    }

    private func listen() async {
        while !Task.isCancelled {
            do {
                let connection = try await PostgresConnection.connect(pool.configuration)
                let notifications = connection.listen([channel])
                // What was notified while nobody listened is lost.
                here.ring()
                for try await _ in notifications { here.ring() }
            } catch {
                logger.debug("listening again", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
    }
}
