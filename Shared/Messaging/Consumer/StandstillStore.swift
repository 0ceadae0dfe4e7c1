import Foundation
import Kafka
import Postgres
import Synchronization

/// What an operator wished when a client began, and which partitions have yet to follow it. Safe from any thread.
final class RestartWish: Sendable {
    let requested: Date?
    private let done: Mutex<Set<TopicPartition>>

    init(_ restart: StandstillStore.Restart?) {
        requested = restart?.requested
        done = Mutex(restart?.done ?? [])
    }

    func concerns(_ partition: TopicPartition) -> Bool {
        requested != nil && done.withLock { !$0.contains(partition) }
    }

    /// They were assigned.
    /// - Returns: those that began at their beginning for it.
    func begin(_ partitions: [TopicPartition]) -> [TopicPartition] {
        guard requested != nil else { return [] }
        return done.withLock { done in partitions.filter { done.insert($0).inserted } }
    }
}

/// Where a consumer stands still because the broker no longer has what it had reached, and what an operator decided
/// about that. In tables, so that every replica sees it and none forgets.
enum StandstillStore {
    /// An operator's wish that the consumer reads from the beginning.
    struct Restart: Sendable, Equatable {
        let requested: Date
        /// Partitions that did so since.
        let done: Set<TopicPartition>
    }

    static func restart(_ pool: PostgresPool, _ consumer: String) async throws -> Restart? {
        let results = try await pool.exchange([
            "select requested_at from consumer_restart where consumer = \(consumer)",
            """
            select p.topic, p.partition from consumer_partition p join consumer_restart r using (consumer)
            where p.consumer = \(consumer) and p.restarted_at >= r.requested_at
            """,
        ])
        guard let requested = try results[0].first?.decode(Date.self) else { return nil }
        return Restart(
            requested: requested,
            done: Set(
                try results[1].map { row in
                    let (topic, partition) = try row.decode(String.self, Int32.self)
                    return TopicPartition(topic: topic, partition: partition)
                }))
    }

    /// These began to read; those of `again` at their beginning.
    static func began(_ pool: PostgresPool, _ consumer: String, _ partitions: [TopicPartition], again: Bool)
        async throws
    {
        let sorted = partitions.sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) }
        guard !sorted.isEmpty else { return }
        let rows: SQL = "unnest(\(sorted.map(\.topic)), \(sorted.map(\.partition))) as n (topic, partition)"
        _ = try await pool.query(
            again
                ? """
                insert into consumer_partition (consumer, topic, partition, restarted_at)
                select \(consumer), topic, partition, clock_timestamp() from \(rows)
                on conflict (consumer, topic, partition) do update
                set restarted_at = excluded.restarted_at, stands_still_since = null, error = null
                """
                : """
                update consumer_partition p set stands_still_since = null, error = null from \(rows)
                where p.consumer = \(consumer) and (p.topic, p.partition) = (n.topic, n.partition)
                    and p.stands_still_since is not null
                """)
    }

    static func standsStill(_ pool: PostgresPool, _ consumer: String, _ partition: TopicPartition, _ error: String)
        async throws
    {
        _ = try await pool.query(
            """
            insert into consumer_partition (consumer, topic, partition, stands_still_since, error)
            values (\(consumer), \(partition.topic), \(partition.partition), clock_timestamp(), \(error))
            on conflict (consumer, topic, partition) do update
            set stands_still_since = coalesce(consumer_partition.stands_still_since, excluded.stands_still_since),
                error = excluded.error
            """)
    }
}
