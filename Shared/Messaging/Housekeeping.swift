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
                do {
                    // A new partition locks the log: while a dump reads it, waiting would hold up everyone who writes.
                    _ = try await pool.exchange(["set local lock_timeout = '1s'", "select extend_event_log()"])
                } catch {
                    logger.warning("the log is extended later", metadata: ["error": "\(error)"])
                }
                for statement in Self.statements {
                    do {
                        // What is deleted in pieces goes on until there is no whole piece left.
                        while try await pool.query(statement).affected >= Self.piece {}
                    } catch {
                        logger.warning("housekeeping comes back to it", metadata: ["error": "\(error)"])
                    }
                }
                do { try await Task.sleep(for: .seconds(600)) } catch { return }
            }
        }
    }

    /// Rows that one statement deletes at the most.
    private static let piece = 20_000

    /// Inbox 14 days (MESSAGING.md §5), quarantine 14 days after it was resolved, never before (§6), and of one organisation
    /// so many refused messages, as many refused acts, those for a year at the most; that a numbered message was laid away, without its body, for ever; redrives 90 days, what
    /// operators did for ever; answers 2 days. The clock stands in a select of its own, so that an index can be searched by
    /// it.
    static let statements: [SQL] = [
        """
        delete from inbox where (consumer, message_id) in (
            select consumer, message_id from inbox where received_at < (select clock_timestamp() - interval '14 days')
            limit \(piece))
        """,
        "delete from quarantine where resolved_at < (select clock_timestamp() - interval '14 days') and not passed_over",
        """
        with old as (
            update quarantine set body = null, headers = '[]', error = null
            where resolved_at < (select clock_timestamp() - interval '14 days') and passed_over and body is not null
            returning id
        )
        delete from quarantine_edit e using old where e.quarantine = old.id
        """,
        """
        delete from quarantine where id in (
            select id from (
                select id, row_number() over (partition by consumer, topic order by id desc) as place
                from quarantine where status = 'refused'
            ) refused where place > \(QuarantineStore.refusedRows) limit \(piece))
        """,
        """
        delete from refusal where id in (
            select id from (
                select id, row_number() over (partition by organisation order by id desc) as place from refusal
            ) refused where place > \(QuarantineStore.refusedRows) limit \(piece))
        """,
        """
        delete from refusal where id in (
            select id from refusal where at < (select clock_timestamp() - interval '1 year') limit \(piece))
        """,
        "delete from redrive where finished_at < clock_timestamp() - interval '90 days'",
        "delete from idempotency where created_at < (select clock_timestamp() - interval '2 days')",
    ]
}
