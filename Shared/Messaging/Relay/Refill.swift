import Contracts
import Foundation
import Kafka
import Logging
import Metrics
import Postgres

/// Republishes the log to a broker that lost its data, in key order, by the relay that leads.
///
/// An event goes out again only if the outbox has let go of it: so it never overtakes the outbox, and what the outbox
/// still holds goes out by itself. Consumers' positions absorb what they knew. How far it is stands in a table, moved on
/// only for what the broker has confirmed and only by who leads: whoever leads next goes on there.
struct Refill: Sendable {
    static let chunk = 500

    let pool: PostgresPool
    let kafka: KafkaConfiguration
    let envelope: Envelope
    let owner: String
    let epoch: Int64
    let logger: Logger
    /// Returns when what the relay has in flight now is recorded or given up. The broker that lost its data may have
    /// confirmed some of it: skipped here as the outbox's, it would never go out again (`relay.pml`, REFILL_AT_ONCE).
    let settled: @Sendable () async -> Void
    private let published = Counter(label: "keten_refill_published_total")

    init(
        pool: PostgresPool, kafka: KafkaConfiguration, envelope: Envelope, owner: String, epoch: Int64, logger: Logger,
        settled: @escaping @Sendable () async -> Void
    ) {
        self.pool = pool
        self.kafka = kafka
        self.envelope = envelope
        self.owner = owner
        self.epoch = epoch
        self.logger = logger
        self.settled = settled
    }

    /// Works off what operators ask for, until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                if let job = try await RefillStore.open(pool) { try await publish(job) }
                try await Task.sleep(for: .milliseconds(500))
            } catch is CancellationError {
                return
            } catch {
                logger.warning("the refill goes on later", metadata: ["error": "\(error)"])
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    private func publish(_ first: RefillStore.Job) async throws {
        logger.notice("refilling the broker", metadata: ["refill": "\(first.id)", "topic": "\(first.topic ?? "all")"])
        await settled()
        let producer = try KafkaProducer(kafka, logger: logger)
        do {
            try Task.checkCancellation()
            try await work(first, producer)
            await producer.close()
        } catch {
            await producer.close()
            throw error
        }
    }

    private func work(_ first: RefillStore.Job, _ producer: KafkaProducer) async throws {
        var deliveries = producer.deliveries.makeAsyncIterator()
        var job: RefillStore.Job? = first
        while let current = job, current.id == first.id, !Task.isCancelled {
            let started = ContinuousClock.now
            let size = min(Self.chunk, max(1, current.perSecond / 2))
            let rows = try await RefillStore.next(pool, current, limit: size)
            try await send(rows, producer, &deliveries)
            let reached = rows.count < size ? current.upTo : rows.last?.seq ?? current.upTo
            guard
                try await RefillStore.advance(
                    pool, current.id, to: reached, by: rows.count, isDone: rows.count < size, owner: owner, epoch: epoch
                )
            else { return logger.warning("another relay goes on with the refill") }
            published.increment(by: rows.count)
            if rows.count < size {
                return logger.notice("the broker is refilled", metadata: ["refill": "\(current.id)"])
            }
            let pace: Duration = .seconds(Double(size) / Double(current.perSecond))
            try await Task.sleep(for: max(.zero, pace - (ContinuousClock.now - started)))
            job = try await RefillStore.open(pool)
        }
    }

    /// - Throws: the broker's error; the whole chunk goes out again then.
    private func send(
        _ rows: [OutboxRow], _ producer: KafkaProducer, _ deliveries: inout AsyncStream<[Delivery]>.Iterator
    ) async throws {
        var rest = rows.map(envelope.record)[...]
        var waiting = rows.count
        while waiting > 0 {
            try Task.checkCancellation()
            rest = rest.dropFirst(producer.enqueue(Array(rest)))
            guard let confirmed = await deliveries.next() else { throw CancellationError() }
            for delivery in confirmed { if let error = delivery.error { throw error } }
            waiting -= confirmed.count
        }
    }
}

/// What operators asked to be republished.
enum RefillStore {
    struct Job: Sendable {
        let id: UUID
        let topic: String?
        let upTo: Int64
        let cursor: Int64
        let perSecond: Int
    }

    /// The one that runs now; nil also while it is paused.
    static func open(_ pool: PostgresPool) async throws -> Job? {
        let rows = try await pool.query(
            "select id, topic, up_to, cursor, per_second from refill where status = 'running'")
        return try rows.first.map { row in
            let (id, topic, upTo, cursor, rate) = try row.decode(
                UUID.self, String?.self, Int64.self, Int64.self, Int32.self)
            return Job(id: id, topic: topic, upTo: upTo, cursor: cursor, perSecond: Int(rate))
        }
    }

    static func next(_ pool: PostgresPool, _ job: Job, limit: Int) async throws -> [OutboxRow] {
        try OutboxStore.read(
            await pool.query(
                """
                select e.seq, e.topic, e.key, e.sequence, e.sequence, \(EventLog.columns)
                from event e \(LogLife.join)
                where e.seq > \(job.cursor) and e.seq <= \(job.upTo) and (\(job.topic)::text is null or e.topic = \(job.topic))
                    and not exists (select from outbox o where o.seq = e.seq)
                order by e.seq limit \(limit)
                """))
    }

    /// - Returns: whether this relay still leads; nothing is recorded if not.
    static func advance(
        _ pool: PostgresPool, _ id: UUID, to cursor: Int64, by count: Int, isDone: Bool, owner: String, epoch: Int64
    ) async throws -> Bool {
        let rows = try await pool.query(
            """
            with lead as materialized (
                select 1 from relay_lease where owner = \(owner) and epoch = \(epoch) for update
            ), moved as (
                update refill set cursor = \(cursor), published = published + \(Int64(count)),
                    total = greatest(total, published + \(Int64(count))),
                    status = case when \(isDone) and status = 'running' then 'done' else status end,
                    ended_at = case when \(isDone) and status = 'running' then clock_timestamp() else ended_at end
                from lead where id = \(id)
            )
            select count(*) from lead
            """)
        return try rows.first?.decode(Int64.self) ?? 0 == Int64(1)
    }
}
