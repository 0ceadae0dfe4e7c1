import Contracts
import Foundation
import Kafka
import Logging
import Synchronization

/// Reads everything that the chain's topics hold, as they grow, and writes to them as a partner would.
public final class TopicTap: Sendable {
    private let broker: DevelopmentBroker
    private let consumer: KafkaConsumer
    private let client: KafkaClient
    private let topics: [String]
    private let read = Mutex<[TopicPartition: [Record]]>([:])
    private let task = Mutex<Task<Void, Never>?>(nil)

    private struct Record {
        let message: KafkaMessage
        /// Nil for what a partner wrote that is none.
        let event: CloudEvent?
    }

    init(_ broker: DevelopmentBroker, topics: [String]) throws {
        var logger = Logger(label: "tap")
        logger.logLevel = .critical
        self.broker = broker
        self.topics = topics
        client = try KafkaClient(broker.configuration(clientId: "tap"), logger: logger)
        consumer = try KafkaConsumer(
            broker.configuration(clientId: "tap"), group: "tap-\(UUID().uuidString)", topics: topics,
            assignment: .range,
            logger: logger)
        task.withLock { $0 = Task { await self.follow() } }
    }

    private func follow() async {
        for await event in consumer.events {
            switch event {
            case .messages(let messages):
                let records = messages.map {
                    // What is no event is no reason to stop reading.
                    Record(message: $0, event: try? CloudEvent.decode(structured: $0.value, .tolerant))
                }
                read.withLock {
                    for record in records { $0[record.message.topicPartition, default: []].append(record) }
                }
                consumer.release(messages: messages.count, bytes: messages.reduce(0) { $0 + $1.size })
            case .revoked: consumer.finishRevoke()
            case .assigned(let partitions):
                // Nothing is committed: whatever is assigned again comes from its beginning.
                read.withLock { for partition in partitions { $0[partition] = [] } }
            case .lost, .alarm: break
            }
        }
    }

    /// What a topic holds now: all that the broker had when asked, in order of each partition.
    public func messages(_ topic: String, within limit: Duration = .seconds(30)) async throws -> [KafkaMessage] {
        try await messages([topic], within: limit)[topic] ?? []
    }

    /// The same of several. Their ends are asked together: one by one, of 64 partitions each, that took ten seconds.
    public func messages(
        _ topics: Set<String>, within limit: Duration = .seconds(30)
    ) async throws -> [String: [KafkaMessage]] {
        let known = try await client.metadata().topics.filter { topics.contains($0.name) }
        let marks = try await client.watermarks(
            known.flatMap { topic in
                (0..<Int32(topic.partitions)).map { TopicPartition(topic: topic.name, partition: $0) }
            })
        // The development broker drops the oldest of a full partition without a word.
        if DevelopmentBroker.capabilities.contains(.dropsOldest), let (place, mark) = marks.first(where: { $1.low > 0 })
        {
            throw ProcessError("\(place) lost its first \(mark.low) records")
        }
        let ends = marks.filter { $1.high > $1.low }.mapValues(\.high)
        let places = ends.keys.sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) }
        return try await eventually(within: limit, "everything of \(topics.sorted()) is read") {
            self.read.withLock { read in
                guard ends.allSatisfy({ place, end in (read[place]?.last?.message.offset ?? -1) >= end - 1 }) else {
                    return nil
                }
                return places.reduce(into: [:]) { all, place in
                    all[place.topic, default: []] += read[place]?.map(\.message) ?? []
                }
            }
        }
    }

    /// The events of a topic as far as they were read by now, in order of each key.
    public func events(_ topic: String) -> [CloudEvent] {
        read.withLock { read in read.filter { $0.key.topic == topic }.flatMap(\.value).compactMap(\.event) }
    }

    /// Everything in all topics, for whoever looks for what must not be there.
    public func everything() async throws -> [KafkaMessage] {
        let all = try await messages(Set(topics))
        return topics.flatMap { all[$0] ?? [] }
    }

    /// Publishes and waits for the broker's confirmation.
    /// - Returns: its place, `partition/offset`.
    @discardableResult
    public func publish(
        _ topic: String, key: String?, _ value: [UInt8], headers: [KafkaHeader] = []
    ) async throws -> String {
        let producer = try KafkaProducer(broker.configuration(clientId: "partner"), logger: Logger(label: "partner"))
        _ = producer.enqueue([
            OutgoingRecord(topic: topic, key: key.map { Array($0.utf8) }, value: value, headers: headers, tag: 0)
        ])
        var place = ""
        for await deliveries in producer.deliveries {
            if let error = deliveries.compactMap(\.error).first { throw error }
            if let delivery = deliveries.first {
                place = "\(delivery.partition)/\(delivery.offset)"
                break
            }
        }
        await producer.close()
        return place
    }

    func close() async {
        await consumer.close()
        await client.close()
    }
}
