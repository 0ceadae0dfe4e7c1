import Logging
import Postgres
import ServiceLifecycle

/// Keeps the messaging tables in shape: spare log partitions ahead, and what has been kept long enough away.
public struct Housekeeping: Service {
    private let pool: PostgresPool
    private let logger: Logger

    public init(pool: PostgresPool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for statement in Self.statements {
                    do { _ = try await pool.query(statement) } catch {
                        logger.warning("housekeeping comes back to it", metadata: ["error": "\(error)"])
                    }
                }
                do { try await Task.sleep(for: .seconds(600)) } catch { return }
            }
        }
    }

    /// Inbox 14 days (MESSAGING.md §5), quarantine 14 days after it was resolved (§6), answers 2 days.
    private static let statements: [SQL] = [
        "select extend_event_log()",
        """
        delete from inbox where (consumer, message_id) in (
            select consumer, message_id from inbox where received_at < clock_timestamp() - interval '14 days' limit 20000)
        """,
        "delete from quarantine where resolved_at < clock_timestamp() - interval '14 days'",
        "delete from idempotency where created_at < clock_timestamp() - interval '2 days'",
    ]
}
