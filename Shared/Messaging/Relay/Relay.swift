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
    private let envelope: Envelope
    private let logger: Logger
    private let holding: @Sendable () -> [String]
    private let sweepEvery: Duration
    private var flying = InFlight()
    private var cursor: Int64 = 0
    private var overtaken = Overtaken()
    /// Nil while it does not lead.
    private var epoch: Int64?
    private var stopping = false
    private var confirmed: [(seq: Int64, partition: Int32, offset: Int64)] = []
    private var refused: [(seq: Int64, error: KafkaError)] = []
    private var settling: Task<Void, Never>?
    private let published = Counter(label: "keten_relay_published_total")
    private let leading = Gauge(label: "keten_relay_leader")

    /// - Parameters:
    ///   - holding: topics whose events wait in the outbox, in order, until they are no longer named (C1); asked before
    ///     each read.
    ///   - sweepEvery: how often it looks for whatever is left below its cursor.
    public init(
        engine: Engine, kafka: KafkaConfiguration, holding: @escaping @Sendable () -> [String] = { [] },
        sweepEvery: Duration = .seconds(1), logger: Logger
    ) {
        self.engine = engine
        self.kafka = kafka
        self.holding = holding
        self.sweepEvery = sweepEvery
        self.logger = logger
        lease = Lease(owner: UUID.v7().text, pool: engine.pool)
        envelope = Envelope(source: engine.writer.source)
    }

    /// Runs until graceful shutdown: then stops reading, waits for what is in flight, and gives the lease up.
    public func run() async throws {
        let alarm = Alarm(engine.wake.pulsesHere())
        await withGracefulShutdownHandler {
            await lead(alarm)
        } onGracefulShutdown: {
            Task { await self.stop(alarm) }
        }
        do { try await lease.release() } catch {
            logger.warning("the relay's lease runs out by itself", metadata: ["error": "\(error)"])
        }
    }

    private func stop(_ alarm: Alarm) async {
        stopping = true
        await alarm.ring()
    }

    private var isStopping: Bool { stopping || Task.isCancelled }

    private func lead(_ alarm: Alarm) async {
        while !isStopping {
            do {
                if let epoch = try await lease.hold() { try await publish(as: epoch, alarm) }
            } catch {
                logger.warning("the relay tries again", metadata: ["error": "\(error)"])
            }
            leading.record(0)
            if isStopping { return }
            do { try await Task.sleep(for: .milliseconds(500)) } catch { return }
        }
    }

    /// One producer for each time that it leads, and a new one after a fatal error: the outbox says where to go on, and
    /// nothing that an earlier one still had queued goes out.
    private func publish(as epoch: Int64, _ alarm: Alarm) async throws {
        let producer = try KafkaProducer(kafka, logger: logger)
        logger.info("the relay leads", metadata: ["epoch": "\(epoch)"])
        leading.record(1)
        (flying, confirmed, refused, cursor, overtaken) = (InFlight(), [], [], 0, Overtaken())
        self.epoch = epoch
        // Not cancelled with this task: what the broker confirms while we stop is recorded too.
        let collecting = Task { await self.collect(producer) }
        let refilling = Task { [refill = refill(as: epoch)] in await refill.run() }
        await sendAll(with: producer, alarm)
        refilling.cancel()
        await refilling.value
        if stopping, self.epoch != nil, producer.fatal == nil { await producer.flush(within: .seconds(10)) }
        await producer.close()
        await collecting.value
        self.epoch = nil
    }

    private func refill(as epoch: Int64) -> Refill {
        Refill(
            pool: engine.pool, kafka: kafka, envelope: envelope, owner: lease.owner, epoch: epoch, logger: logger,
            settled: { [weak self] in await self?.settleInFlight() })
    }

    /// Returns when nothing that is in flight now is so any longer.
    private func settleInFlight() async {
        let before = Set(flying.seqs)
        while epoch != nil, !before.isDisjoint(with: flying.seqs) {
            do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
        }
    }

    private func collect(_ producer: KafkaProducer) async {
        for await deliveries in producer.deliveries {
            for delivery in deliveries {
                let seq = Int64(bitPattern: delivery.tag)
                if let error = delivery.error {
                    flying.fail(seq)
                    if error.isFatal || [.purgedInFlight, .purgedInQueue].contains(error.code) {
                        flying.remove(seq)
                    } else {
                        refused.append((seq, error))
                    }
                } else {
                    confirmed.append((seq, delivery.partition, delivery.offset))
                }
            }
            beginSettling()
        }
        await settling?.value
        await settle()
    }

    /// One transaction at a time: what is confirmed meanwhile goes together into the next, and reading goes on.
    private func beginSettling() {
        guard settling == nil, !confirmed.isEmpty || !refused.isEmpty else { return }
        settling = Task {
            // After a failure it waits for the sender's next round.
            while !confirmed.isEmpty || !refused.isEmpty, await settle() {}
            settling = nil
        }
    }

    /// Until it stops, leads no more, or the producer is broken.
    private func sendAll(with producer: KafkaProducer, _ alarm: Alarm) async {
        var renewed = ContinuousClock.now
        var swept = renewed
        var idle = Duration.milliseconds(50)
        while !isStopping, epoch != nil, producer.fatal == nil {
            do {
                if ContinuousClock.now - renewed > .seconds(3) {
                    guard try await lease.hold() == epoch else {
                        logger.warning("another relay leads now")
                        epoch = nil
                        return
                    }
                    renewed = .now
                }
                beginSettling()
                let sweeping = ContinuousClock.now - swept > sweepEvery
                if sweeping { swept = .now }
                let (sent, isFull) = try await send(with: producer, sweeping: sweeping)
                idle = sent > 0 ? .milliseconds(50) : min(idle * 2, .milliseconds(500))
                if sent == 0 || !isFull { await alarm.wait(idle) }
            } catch {
                logger.warning("the relay tries again", metadata: ["error": "\(error)"])
                await alarm.wait(.milliseconds(500))
            }
        }
    }

    /// Reads ahead with the cursor, and what committed late below it: by the numbers that were missing, and now and then
    /// all of it.
    /// - Returns: how many rows went to the producer, and whether there is more to read at once.
    private func send(with producer: KafkaProducer, sweeping: Bool) async throws -> (sent: Int, isFull: Bool) {
        guard flying.count < Self.limit else { return (0, true) }
        let held = holding()
        let missing = overtaken.asked(now: .now)
        var statements = [OutboxStore.above(cursor, holding: held, limit: Self.chunk)]
        if sweeping {
            statements.append(
                OutboxStore.sweep(upTo: cursor, except: flying.seqs, holding: held, limit: Self.chunk))
        } else if !missing.isEmpty {
            statements.append(OutboxStore.some(missing, holding: held, limit: Self.chunk))
        }
        let results = try await engine.pool.exchange(statements)
        let ahead = try OutboxStore.read(results[0])
        let late = results.count > 1 ? try OutboxStore.read(results[1]) : []
        let rows = (late + ahead).filter { flying.take($0) }
        for row in late { overtaken.found(row.seq) }
        overtaken.note(from: cursor, ahead.lazy.map(\.seq), now: .now)
        if let last = ahead.last { cursor = max(cursor, last.seq) }
        let accepted = producer.enqueue(rows.map(envelope.record))
        // The producer's queue is full: the sweep finds the rest again.
        for row in rows.dropFirst(accepted) {
            flying.fail(row.seq)
            flying.remove(row.seq)
        }
        return (accepted, ahead.count == Self.chunk)
    }

    /// Records what was confirmed; if another relay leads by now, it leaves that to the other.
    /// - Returns: whether it could.
    @discardableResult
    private func settle() async -> Bool {
        guard let epoch, !confirmed.isEmpty || !refused.isEmpty else { return false }
        let (done, failed) = (confirmed, refused)
        (confirmed, refused) = ([], [])
        do {
            var statements = done.isEmpty ? [] : [OutboxStore.confirm(done, owner: lease.owner, epoch: epoch)]
            statements += failed.map { OutboxStore.fail($0.seq, error: "\($0.error)") }
            let results = try await engine.pool.exchange(statements)
            if !done.isEmpty, try results.first?.first?.decode(Int64.self) == Int64(0) {
                self.epoch = nil
                return false
            }
        } catch {
            // They stay in flight, so that they do not go out again, and are recorded at the next try.
            logger.warning("confirmations not recorded yet", metadata: ["error": "\(error)"])
            (confirmed, refused) = (done + confirmed, failed + refused)
            return false
        }
        published.increment(by: done.count)
        for item in done { flying.remove(item.seq) }
        for item in failed {
            flying.remove(item.seq)
            logger.error("the broker refuses an event", metadata: ["seq": "\(item.seq)", "error": "\(item.error)"])
        }
        return true
    }
}
