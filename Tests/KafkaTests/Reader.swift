import Foundation
import Kafka
import Logging
import Synchronization
import TestSupport

let quiet: Logger = {
    var logger = Logger(label: "kafka-tests")
    logger.logLevel = ProcessInfo.processInfo.environment["KAFKA_TEST_LOG"] == nil ? .critical : .debug
    return logger
}()

struct NotAsExpected: Error, CustomStringConvertible {
    let description: String
}

/// Publishes the records with a producer of its own and returns their deliveries.
@discardableResult
func publish(
    _ records: [OutgoingRecord], to broker: DevelopmentBroker, settings: [String: String] = [:]
) async throws -> [Delivery] {
    let producer = try KafkaProducer(broker.configuration(settings: settings), logger: quiet)
    var rest = records[...]
    var result: [Delivery] = []
    rest = rest.dropFirst(producer.enqueue(Array(rest)))
    for await batch in producer.deliveries {
        result += batch
        rest = rest.dropFirst(producer.enqueue(Array(rest)))
        if result.count == records.count { break }
    }
    await producer.close()
    return result
}

/// A consumer that notes what it is told. By default it finishes each message at once, as a fast application would.
final class Reader: Sendable {
    struct Notes {
        var messages: [KafkaMessage] = []
        var assigned: [[TopicPartition]] = []
        var revoked: [[TopicPartition]] = []
        var lost: [[TopicPartition]] = []
        var alarms: [KafkaError] = []
    }

    let consumer: KafkaConsumer
    private let notes: Shared
    private let task: Task<Void, Never>

    final class Shared: Sendable {
        let notes = Mutex(Notes())
    }

    init(
        _ broker: DevelopmentBroker, group: String = "group-\(UUID().uuidString.prefix(8))", topics: [String],
        assignment: KafkaConsumer.Assignment = .range, instanceId: String? = nil, capacity: Int = 1_000,
        capacityBytes: Int = 16 * 1_024 * 1_024, drainLimit: Duration = .seconds(5),
        settings: [String: String] = [:], stores: Bool = true, releases: Bool = true, finishesRevoke: Bool = true
    ) throws {
        let consumer = try KafkaConsumer(
            broker.configuration(settings: settings), group: group, topics: topics, assignment: assignment,
            instanceId: instanceId, capacity: capacity, capacityBytes: capacityBytes, drainLimit: drainLimit,
            logger: quiet)
        let shared = Shared()
        self.consumer = consumer
        notes = shared
        task = Task {
            for await event in consumer.events {
                shared.notes.withLock { notes in
                    switch event {
                    case .messages(let messages): notes.messages += messages
                    case .assigned(let partitions): notes.assigned.append(partitions)
                    case .revoked(let partitions): notes.revoked.append(partitions)
                    case .lost(let partitions): notes.lost.append(partitions)
                    case .alarm(let error): notes.alarms.append(error)
                    }
                }
                if case .messages(let messages) = event {
                    if stores { consumer.store(messages.frontier) }
                    if releases { consumer.release(messages) }
                }
                if case .revoked = event, finishesRevoke { consumer.finishRevoke() }
            }
        }
    }

    var seen: Notes { notes.notes.withLock { $0 } }

    /// Waits until at least so many messages have come in all.
    @discardableResult
    func read(_ count: Int, within limit: Duration = .seconds(30)) async throws -> [KafkaMessage] {
        try await until("\(count) messages, not \(seen.messages.count)", within: limit) { $0.messages.count >= count }
        return seen.messages
    }

    /// Waits for so many different ones.
    /// - Returns: of each the first time that it came, in that order.
    func readDistinct(_ count: Int) async throws -> [KafkaMessage] {
        func first(_ messages: [KafkaMessage]) -> [KafkaMessage] {
            var known: Set<[[UInt8]]> = []
            return messages.filter { known.insert([$0.key ?? [], $0.value]).inserted }
        }
        try await until("\(count) different messages") { first($0.messages).count >= count }
        return first(seen.messages)
    }

    /// Waits until what the consumer was told fulfils `condition`.
    func until(
        _ what: String, within limit: Duration = .seconds(30), _ condition: (Notes) -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while !notes.notes.withLock({ condition($0) }) {
            if ContinuousClock.now > deadline { throw NotAsExpected(description: "expected \(what)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Expects that no more than `count` messages come in `time`.
    func staysAt(_ count: Int, for time: Duration) async throws {
        try await Task.sleep(for: time)
        if seen.messages.count != count {
            throw NotAsExpected(description: "expected \(count) messages and no more, not \(seen.messages.count)")
        }
    }

    func close() async {
        await consumer.close()
        await task.value
    }

    /// As when the process is killed: nobody listens, and the group is not left in order.
    func stopListening() { task.cancel() }
}

extension [KafkaMessage] {
    /// One past the last of each partition.
    var frontier: [TopicPartition: Int64] {
        reduce(into: [:]) { $0[$1.topicPartition] = $1.offset + 1 }
    }
}
