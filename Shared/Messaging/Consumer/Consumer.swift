import Contracts
import Foundation
import Kafka
import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// Reads one group's topics and hands each message to the lanes, by its key.
///
/// An offset is stored only after the transaction that decided its message was committed, and only the contiguous
/// part. On a revoke it takes nothing new of those partitions and waits for what runs (MESSAGING.md §4).
public actor Consumer: Service {
    public nonisolated let definition: ConsumerDefinition
    private let engine: Engine
    private let configuration: KafkaConfiguration
    private let instance: String?
    private let intake: Intake
    private let logger: Logger
    private var client: KafkaConsumer?
    private var frontiers: [TopicPartition: Frontier] = [:]
    private var revoking: Set<TopicPartition> = []
    /// What an operator wished when this client began, and whether a new one must begin.
    private var restart: RestartWish?
    private var again = false
    private var notes: Task<Void, Never>?
    private let isHeld: @Sendable (String) -> Bool
    /// What came of partitions of held topics before they were paused: not begun, so no offset runs past it.
    private var held: [TopicPartition: [KafkaMessage]] = [:]
    private let handled: Metrics.Timer
    private let age: Metrics.Timer
    private let lag: Gauge
    private let counters: OutcomeCounters
    private let waiting: Gauge
    /// What has ended, until the consumer comes to it: what ends together in a batch is one turn.
    private nonisolated let ended = Mutex<[Ended]>([])

    private struct Ended {
        let message: KafkaMessage
        let outcome: Outcome
        let client: KafkaConsumer
        let tries: Int
    }

    /// - Parameters:
    ///   - instance: a stable name of this replica, for static membership (chain topics); nil without.
    ///   - isHeld: whether an organisation's topic must wait where it is, while other topics go on (C1). Asked of inbound
    ///     consumers only: a chain topic is everybody's.
    public init(
        _ definition: ConsumerDefinition, engine: Engine, kafka: KafkaConfiguration, instance: String?,
        isHeld: @escaping @Sendable (String) -> Bool = { _ in false }, logger: Logger
    ) {
        self.definition = definition
        self.engine = engine
        self.configuration = kafka
        self.instance = instance
        self.isHeld = isHeld
        self.logger = logger
        intake = Intake(definition: definition)
        let labels = [("consumer", definition.name)]
        handled = Metrics.Timer(label: "keten_consumer_handling_seconds", dimensions: labels)
        age = Metrics.Timer(label: "keten_consumer_message_age_seconds", dimensions: labels)
        lag = Gauge(label: "keten_consumer_lag_messages", dimensions: labels)
        counters = OutcomeCounters(consumer: definition.name)
        waiting = Gauge(label: "keten_consumer_waiting_partitions", dimensions: [("consumer", definition.name)])
    }

    /// Runs until graceful shutdown: then stops taking messages, finishes what runs, commits and leaves the group.
    public func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await consume()
                // Ended by ourselves, to read from the beginning.
                if !again { return }
            } catch {
                logger.error(
                    "the consumer starts again", metadata: ["consumer": "\(definition.name)", "error": "\(error)"])
                do { try await Task.sleep(for: .seconds(2)) } catch { return }
            }
        }
    }

    private func consume() async throws {
        let wish = RestartWish(try await StandstillStore.restart(engine.pool, definition.name))
        let client = try KafkaConsumer(
            configuration, group: definition.name, topics: definition.topics,
            assignment: definition.isInbound ? .roundrobin : .range, instanceId: definition.isInbound ? nil : instance,
            again: { wish.concerns($0) }, logger: logger)
        self.client = client
        frontiers = [:]
        held = [:]
        revoking = []
        restart = wish
        again = false
        let listening = Task { await self.watchRestarts(client) }
        defer { listening.cancel() }
        let watch = definition.isInbound ? Task { await self.watchHeld(client) } : nil
        defer { watch?.cancel() }
        let measuring = Task { await measure(client) }
        defer { measuring.cancel() }
        let fatal: KafkaError? = await withGracefulShutdownHandler {
            for await event in client.events {
                if case .alarm(let error) = event, error.isFatal { return error }
                take(event, from: client)
            }
            return nil
        } onGracefulShutdown: {
            Task { await self.drain(client) }
        }
        // Its client does nothing any more, such as one whose place another took: a new one joins the group again.
        if let fatal {
            await client.close()
            throw fatal
        }
    }

    /// How far this member is behind in the partitions that are its own. A partition whose lag is not known yet counts
    /// for nothing; `keten lag` tells it apart.
    private func measure(_ client: KafkaConsumer) async {
        while !Task.isCancelled {
            // What waits for an organisation that is cut off is not behind.
            let read = await client.lag().filter { !(definition.isInbound && isHeld($0.key.topic)) }
            lag.record(read.values.reduce(0, +))
            do { try await Task.sleep(for: Self.measuring) } catch { return }
        }
    }

    private static let measuring: Duration = .seconds(5)

    private func take(_ event: ConsumerEvent, from client: KafkaConsumer) {
        switch event {
        case .messages(let messages): for message in messages { take(message, from: client) }
        case .assigned(let partitions):
            for partition in partitions {
                frontiers[partition] = Frontier()
                revoking.remove(partition)
            }
            let again = restart?.begin(partitions) ?? []
            note { [pool = engine.pool, name = definition.name] in
                try await StandstillStore.began(pool, name, again, again: true)
                try await StandstillStore.began(pool, name, partitions.filter { !again.contains($0) }, again: false)
            }
        case .revoked(let partitions):
            revoking.formUnion(partitions)
            letGo(partitions)
            finishRevokeIfDrained(client)
        case .lost(let partitions):
            letGo(partitions)
            for partition in partitions { frontiers[partition] = nil }
        case .alarm(let error):
            logger.critical(
                "the consumer stands still: a person must decide where it goes on",
                metadata: ["consumer": "\(definition.name)", "error": "\(error)"])
            guard error.code == .offsetOutOfRange, let partition = error.partition else { return }
            note { [pool = engine.pool, name = definition.name] in
                try await StandstillStore.standsStill(pool, name, partition, error.name)
            }
        }
    }

    private func take(_ message: KafkaMessage, from client: KafkaConsumer) {
        let partition = message.topicPartition
        guard frontiers[partition] != nil, !revoking.contains(partition) else {
            // Revoked: whoever gets the partition reads it again.
            client.release(messages: 1, bytes: message.size)
            return
        }
        guard held[partition] == nil, !(definition.isInbound && isHeld(message.topic)) else {
            return hold(message, from: client)
        }
        begin(message, from: client)
    }

    private func begin(_ message: KafkaMessage, from client: KafkaConsumer) {
        frontiers[message.topicPartition]?.begin(message.offset)
        submit(message, from: client, tries: 0)
    }

    private func submit(_ message: KafkaMessage, from client: KafkaConsumer, tries: Int) {
        let (work, key) = intake.work(message)
        let started = ContinuousClock.now
        engine.messages.submit(work, key: key) { [weak self] outcome in
            guard let self else { return }
            counters.count(outcome)
            handled.record(duration: ContinuousClock.now - started)
            // From the broker's clock to ours: they may differ, so it is no measure of milliseconds.
            if let at = message.timestamp { age.record(duration: .seconds(max(0, Date().timeIntervalSince(at)))) }
            let one = Ended(message: message, outcome: outcome, client: client, tries: tries)
            let isFirst = ended.withLock { ended in
                ended.append(one)
                return ended.count == 1
            }
            if isFirst { Task { await self.finishEnded() } }
        }
    }

    private func finishEnded() {
        let all = ended.withLock { ended in
            defer { ended = [] }
            return ended
        }
        // Of a client that was closed: its offsets say nothing about the present one's.
        guard let client else { return }
        var (messages, bytes, stores) = (0, 0, [TopicPartition: Int64]())
        for one in all where one.client === client {
            if case .rejected(let error) = one.outcome {
                Task { await self.rejected(one, error) }
                continue
            }
            messages += 1
            bytes += one.message.size
            let partition = one.message.topicPartition
            if let next = frontiers[partition]?.finish(one.message.offset) { stores[partition] = next }
        }
        if messages > 0 { client.release(messages: messages, bytes: bytes) }
        if !stores.isEmpty { client.store(stores) }
        finishRevokeIfDrained(client)
    }

    /// Not decided and not set aside: its offset stays where it is. Unless we are stopping it is tried again here, since the
    /// broker does not bring it again by itself; others go on meanwhile.
    private func rejected(_ one: Ended, _ error: any Error) async {
        let (client, message, partition) = (one.client, one.message, one.message.topicPartition)
        do {
            if case EngineError.stopped = error { throw error }
            try await Task.sleep(for: .seconds(min(30, 1 << min(one.tries, 5))))
            if client === self.client, frontiers[partition] != nil, !revoking.contains(partition) {
                return submit(message, from: client, tries: one.tries + 1)
            }
        } catch { /* stopping: whoever comes next reads it again */  }
        guard client === self.client else { return }
        client.release(messages: 1, bytes: message.size)
        frontiers[partition]?.abandon(message.offset)
        finishRevokeIfDrained(client)
    }

    // MARK: - Reading from the beginning

    /// Noted one after the other, in the order in which it happened, and again until the database has it.
    private func note(_ write: @escaping @Sendable () async throws -> Void) {
        let (before, logger) = (notes, logger)
        notes = Task {
            await before?.value
            while !Task.isCancelled {
                do { return try await write() } catch let error as PostgresError where error.code == .closed {
                    return
                } catch {
                    logger.warning("where a partition stands is noted later", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    /// An operator lets this consumer read its topics again: what runs is finished, and a new client begins.
    private func watchRestarts(_ client: KafkaConsumer) async {
        while true {
            do {
                try await Task.sleep(for: .seconds(1))
                let wish = try await StandstillStore.restart(engine.pool, definition.name)
                guard let wish, wish.requested != restart?.requested else { continue }
                logger.notice("reading from the beginning", metadata: ["consumer": "\(definition.name)"])
                again = true
                return await drain(client)
            } catch is CancellationError {
                return
            } catch {
                logger.debug("asked again later", metadata: ["error": "\(error)"])
            }
        }
    }

    // MARK: - Held topics (C1)

    /// The partition stops; the rest stays on the broker. What had been delivered is kept in order, and its capacity given
    /// back after the pause, so that others go on and no more than one capacity's worth can come after the first.
    private func hold(_ message: KafkaMessage, from client: KafkaConsumer) {
        let partition = message.topicPartition
        if held[partition] == nil {
            logger.notice(
                "a topic waits", metadata: ["consumer": "\(definition.name)", "topic": "\(partition.topic)"])
            client.pause([partition])
        }
        held[partition, default: []].append(message)
        client.release(messages: 1, bytes: message.size)
        waiting.record(held.count)
    }

    private func watchHeld(_ client: KafkaConsumer) async {
        while true {
            do { try await Task.sleep(for: .milliseconds(250)) } catch { return }
            for (partition, messages) in held where !isHeld(partition.topic) {
                held[partition] = nil
                logger.notice(
                    "a topic goes on", metadata: ["consumer": "\(definition.name)", "topic": "\(partition.topic)"])
                client.retake(messages)
                for message in messages { begin(message, from: client) }
                client.resume([partition])
            }
            waiting.record(held.count)
        }
    }

    /// Whoever gets the partition next reads from what was stored, and so these again.
    private func letGo(_ partitions: [TopicPartition]) {
        for partition in partitions { held[partition] = nil }
    }

    private func finishRevokeIfDrained(_ client: KafkaConsumer) {
        guard !revoking.isEmpty, revoking.allSatisfy({ frontiers[$0]?.isEmpty ?? true }) else { return }
        for partition in revoking { frontiers[partition] = nil }
        revoking = []
        client.finishRevoke()
    }

    /// Waits at most 20 s for what runs; the rest is read again by whoever comes next (MESSAGING.md §10).
    private func drain(_ client: KafkaConsumer) async {
        revoking.formUnion(frontiers.keys)
        letGo(Array(held.keys))
        let deadline = ContinuousClock.now + .seconds(20)
        while !frontiers.values.allSatisfy(\.isEmpty), ContinuousClock.now < deadline {
            do { try await Task.sleep(for: .milliseconds(20)) } catch { break }
        }
        await client.commit()
        await client.close()
    }
}

/// Counts how messages ended, per consumer.
struct OutcomeCounters: Sendable {
    private let counters: [String: Counter]

    init(consumer: String) {
        counters = Dictionary(
            uniqueKeysWithValues: ["handled", "duplicate", "parked", "skipped", "refused", "failed"].map {
                (
                    $0,
                    Counter(
                        label: "keten_consumer_messages_total", dimensions: [("consumer", consumer), ("outcome", $0)])
                )
            })
    }

    func count(_ outcome: Outcome) {
        let name: String? =
            switch outcome {
            case .handled, .answered: "handled"
            case .duplicate: "duplicate"
            case .parked: "parked"
            case .skipped: "skipped"
            case .refused: "refused"
            case .failed: "failed"
            case .rejected: nil
            }
        if let name { counters[name]?.increment() }
    }
}
