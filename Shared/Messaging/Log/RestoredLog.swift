import Foundation
import Postgres

/// A schema that came from a dump: what has to be said of its log before its service may run again.
///
/// A log at an earlier point gives numbers out a second time, and whoever read the first ones would take the second for
/// duplicates. So a copy is recognised by the identity of its table, and its service does not start until somebody says
/// whether anything was lost. (A physical copy, such as a standby that takes over or a recovery to a point in time, keeps
/// that identity: there the runbook is all there is.)
public enum RestoredLog {
    public struct NotStopped: Error, CustomStringConvertible {
        public var description: String {
            "a process of this service holds the relay's lease; stop all of them, wait 10 s, and try again"
        }
    }

    /// What was said of the log.
    public struct Renewal: Sendable, Equatable {
        public let incarnation: String
        /// Keys of which it states where they go on.
        public let keys: Int
        /// Consumers that will ask for what they miss.
        public let consumers: Int
    }

    /// Whether the log is a copy of which nobody said anything yet.
    public static func isUnexplained(_ pool: PostgresPool) async throws -> Bool {
        let rows = try await pool.query(
            """
            select log is distinct from 'event'::regclass::oid from incarnation order by after_seq desc, since desc limit 1
            """)
        return try rows.first?.decode(Bool.self) ?? false
    }

    /// The copy has all that the log had: it goes on as it was.
    /// - Parameter connection: as the schema's owner.
    public static func confirmComplete(on connection: PostgresConnection, by act: OperatorAct) async throws {
        try await connection.transaction { transaction in
            try await requireStopped(transaction)
            _ = try await transaction.commit([
                "update incarnation set log = 'event'::regclass::oid",
                act.record("restored-complete", target: "log", count: 0),
            ])
        }
    }

    /// The copy is of an earlier point: a new incarnation, which states per key after which number it goes on. Its
    /// consumers went back as well; they ask their sources for what came since, and read again what has no numbers.
    /// - Parameter connection: as the schema's owner.
    public static func renew(on connection: PostgresConnection, by act: OperatorAct) async throws -> Renewal {
        let incarnation = String(UUID.v7().text.replacing("-", with: "").suffix(12))
        return try await connection.transaction { transaction in
            try await requireStopped(transaction)
            let results = try await transaction.exchange([
                """
                insert into incarnation (value, after_seq, log)
                select \(incarnation), coalesce((select max(seq) from event), 0), 'event'::regclass::oid
                """,
                """
                insert into continuation (incarnation, topic, key, after_sequence, continues)
                select \(incarnation), s.topic, s.key, s.last_sequence, i.value
                from stream s join event e on (e.topic, e.key, e.sequence) = (s.topic, s.key, s.last_sequence)
                cross join lateral (
                    select value from incarnation where after_seq < e.seq order by after_seq desc, since desc limit 1) i
                returning 1
                """,
                """
                insert into replay (id, consumer, topic, kind, status)
                select gen_random_uuid(), consumer, min(topic), 'catch-up', 'running' from position group by consumer
                on conflict do nothing
                returning 1
                """,
                """
                insert into consumer_restart (consumer, requested_at)
                select consumer, clock_timestamp() from (select distinct consumer from inbox) i
                where not exists (select from position p where p.consumer = i.consumer)
                on conflict (consumer) do update set requested_at = excluded.requested_at
                returning 1
                """,
            ])
            let renewal = Renewal(
                incarnation: incarnation, keys: results[1].count, consumers: results[2].count + results[3].count)
            _ = try await transaction.commit([act.record("restored", target: incarnation, count: renewal.keys)])
            return renewal
        }
    }

    private static func requireStopped(_ transaction: Transaction) async throws {
        let rows = try await transaction.exchange([
            "select expires_at > clock_timestamp() from relay_lease for update"
        ])[0]
        let isHeld: Bool = try rows.first?.decode(Bool.self) ?? false
        if isHeld { throw NotStopped() }
    }
}
