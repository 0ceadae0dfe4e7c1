import Contracts
import Foundation
import Kafka
import Logging
import Metrics
import Postgres
import ServiceLifecycle

/// Publishes the outbox: while it holds the lease, in key order, at least once.
///
/// The tables alone say what is left, so a crash at any point loses nothing (MESSAGING.md §2). One task reads and
/// sends, and that task alone changes what is in flight.
public actor Relay: Service {
    private static let chunk = 2_000
    private static let limit = 20_000

    private let engine: Engine
    private let kafka: KafkaConfiguration
    private let lease: Lease
    private var envelope: Envelope
    private let logger: Logger
    private var flying = InFlight()
    private var cursor: Int64 = 0
    private var epoch: Int64?
    private var confirmed: [(seq: Int64, partition: Int32, offset: Int64)] = []
    private var refused: [(seq: Int64, error: KafkaError)] = []
    private let published = Counter(label: "keten_relay_published_total")
    private let leading = Gauge(label: "keten_relay_leader")

    public init(engine: Engine, kafka: KafkaConfiguration, logger: Logger) {
        self.engine = engine
        self.kafka = kafka
        self.logger = logger
        lease = Lease(owner: UUID.v7().lowercased, pool: engine.pool)
        envelope = Envelope(source: engine.writer.source, incarnation: "")
    }

    /// Runs until graceful shutdown: then stops reading, waits for what is in flight, and gives the lease up.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.lead() }
        do { try await lease.release() } catch {
            logger.warning("the relay's lease runs out by itself", metadata: ["error": "\(error)"])
        }
    }

    /// One producer after another: a fatal error makes a new one, and the outbox says where to go on.
    private func lead() async {
        while !Task.isCancelled {
            do {
                let producer = try KafkaProducer(kafka, logger: logger)
                startAnew()
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await self.collect(producer) }
                    await publish(with: producer)
                    if producer.fatal != nil { producer.purge() }
                    await producer.flush(within: .seconds(10))
                    await settle()
                    await producer.close()
                }
            } catch {
                logger.error("no producer", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: .milliseconds(200)) } catch { return }
        }
    }

    private func collect(_ producer: KafkaProducer) async {
        for await deliveries in producer.deliveries {
            for delivery in deliveries {
                let seq = Int64(bitPattern: delivery.tag)
                if let error = delivery.error {
                    if error.isFatal || [.purgedInFlight, .purgedInQueue].contains(error.code) { _ = flying.remove(seq) } else { refused.append((seq, error)) }
                } else {
                    confirmed.append((seq, delivery.partition, delivery.offset))
                }
            }
            await settle()
        }
    }

    private func publish(with producer: KafkaProducer) async {
        let pulses = engine.wake.pulsesHere()
        let alarm = Alarm(pulses)
        var renewed = ContinuousClock.now - .seconds(60)
        var swept = ContinuousClock.now
        var idle = Duration.milliseconds(50)
        while !Task.isCancelled && producer.fatal == nil {
            do {
                if ContinuousClock.now - renewed > .seconds(3) {
                    try await holdLease()
                    renewed = .now
                }
                guard epoch != nil else {
                    await alarm.wait(.seconds(1))
                    continue
                }
                let sweeping = ContinuousClock.now - swept > .seconds(1)
                if sweeping { swept = .now }
                let sent = try await send(with: producer, sweeping: sweeping)
                idle = sent > 0 ? .milliseconds(50) : min(idle * 2, .milliseconds(500))
                if sent < Self.chunk { await alarm.wait(idle) }
            } catch {
                logger.warning("the relay tries again", metadata: ["error": "\(error)"])
                await alarm.wait(.milliseconds(500))
            }
        }
    }

    private func holdLease() async throws {
        let held = try await lease.hold()
        if held != epoch {
            logger.info("relay lease", metadata: ["epoch": "\(held.map(String.init) ?? "-")"])
            startAnew()
            epoch = held
            if held != nil { envelope = try await Envelope(source: engine.writer.source, incarnation: incarnation()) }
        }
        leading.record(held == nil ? 0 : 1)
    }

    private func incarnation() async throws -> String {
        let rows = try await engine.pool.query("select value from incarnation order by since desc limit 1")
        return try rows.first?.decode(String.self) ?? ""
    }

    private func startAnew() {
        flying.removeAll()
        confirmed = []
        refused = []
        cursor = 0
    }

    /// Reads ahead with the cursor and, now and then, what committed late below it.
    /// - Returns: how many rows went to the producer.
    private func send(with producer: KafkaProducer, sweeping: Bool) async throws -> Int {
        guard flying.count < Self.limit else { return 0 }
        var statements = [OutboxStore.above(cursor, limit: Self.chunk)]
        if sweeping { statements.append(OutboxStore.sweep(upTo: cursor, except: flying.seqs, limit: Self.chunk)) }
        let results = try await engine.pool.exchange(statements)
        let ahead = try OutboxStore.read(results[0])
        let late = sweeping ? try OutboxStore.read(results[1]) : []
        let rows = (late + ahead).filter { flying.take($0) }
        if let last = ahead.last { cursor = max(cursor, last.seq) }
        var records = rows.map(envelope.record)[...]
        while !records.isEmpty {
            let accepted = producer.enqueue(Array(records))
            records = records.dropFirst(accepted)
            if !records.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            if producer.fatal != nil { break }
        }
        return rows.count
    }

    /// Records what was confirmed; if another relay leads by now, it forgets all and waits for its turn.
    private func settle() async {
        guard let epoch, !confirmed.isEmpty || !refused.isEmpty else { return }
        let (done, failed) = (confirmed, refused)
        confirmed = []
        refused = []
        do {
            var statements = done.isEmpty ? [] : [OutboxStore.confirm(done, owner: lease.owner, epoch: epoch)]
            statements += failed.map { OutboxStore.fail($0.seq, error: "\($0.error)") }
            let results = try await engine.pool.exchange(statements)
            if !done.isEmpty, try results.first?.first?.decode(Int64.self) == Int64(0) {
                startAnew()
                self.epoch = nil
                return
            }
            published.increment(by: done.count)
            for item in failed {
                logger.error("the broker refuses an event", metadata: ["seq": "\(item.seq)", "error": "\(item.error)"])
            }
        } catch {
            logger.warning("confirmations not recorded; these events go out again", metadata: ["error": "\(error)"])
        }
        for item in done { _ = flying.remove(item.seq) }
        for item in failed { _ = flying.remove(item.seq) }
    }
}
