import Foundation
import TestSupport
import Testing

@testable import Kafka

@Suite("Looking at a cluster without taking part")
struct LookingTests {
    @Test("first and next offsets of many partitions in one question are those of each by itself")
    func watermarks() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 8)
        _ = try await publish(numbered(200, topic: topic, keys: 20), to: broker)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let partitions = (0..<8).map { TopicPartition(topic: topic, partition: $0) }
        let together = try await client.watermarks(partitions)
        #expect(together.values.reduce(0) { $0 + $1.high } == 200)
        for partition in partitions {
            let alone = try await client.watermarks(partition)
            #expect(together[partition]?.low == alone.low && together[partition]?.high == alone.high)
        }
        await client.close()
    }

    @Test("metadata tells replicas, those in sync, and partitions without a leader")
    func replicas() async throws {
        let broker = try await DevelopmentBroker.shared()
        let name = try await broker.topic(partitions: 3)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let topic = try #require(try await client.metadata().topics.first { $0.name == name })
        #expect(topic.partitions == 3 && topic.leaderless == 0)
        #expect(topic.replicas >= 1 && topic.inSync >= 1 && topic.inSync <= topic.replicas)
        await client.close()
    }

    @Test("the message at a place is read, and no group learns of it")
    func message() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let deliveries = try await publish(numbered(40, topic: topic, keys: 8), to: broker)
        let first = try #require(deliveries.first { $0.offset == 0 })
        let partition = TopicPartition(topic: topic, partition: first.partition)
        let asked: [TopicPartition: Int64] = [partition: 3]
        let found = try await KafkaReader.messages(at: asked, broker.configuration(), logger: quiet)
        #expect(found[partition]?.offset == 3)
        let age = try #require(found[partition]?.timestamp).timeIntervalSinceNow
        #expect(age > -60 && age < 60)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await client.committed(group: "keten-kijkt", [partition]) == [partition: nil])
        await client.close()
    }

    @Test("what does not stand there is left out, and does not hold up what does")
    func absent() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let deliveries = try await publish(numbered(5, topic: topic, keys: 1), to: broker)
        let written = TopicPartition(topic: topic, partition: try #require(deliveries.first?.partition))
        let other = TopicPartition(topic: topic, partition: 1 - written.partition)
        let found = try await KafkaReader.messages(
            at: [written: 4, other: 0], broker.configuration(), within: .seconds(2), logger: quiet)
        #expect(found[written]?.offset == 4)
        #expect(found[other] == nil)
    }

    @Test(
        "a broker that does not tell who is in a group, or a topic's settings, says so, and the client ends all the same"
    )
    func untold() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let started = ContinuousClock.now
        do {
            // A real broker answers: nobody is in a group that does not exist.
            #expect(try await client.members(of: "niemand-\(UUID().uuidString)", timeout: .seconds(2)).isEmpty)
        } catch {
            #expect(!DevelopmentBroker.capabilities.contains(.groupDescriptions), "\(error)")
        }
        do {
            #expect(try await client.settings(of: topic, timeout: .seconds(2))["cleanup.policy"] != nil)
        } catch {
            #expect(!DevelopmentBroker.capabilities.contains(.groupDescriptions), "\(error)")
        }
        await client.close()
        #expect(ContinuousClock.now - started < .seconds(15))
    }

    @Test("an assignment is read from the consumer protocol's bytes, and cut bytes are none")
    func assignment() {
        let bytes: [UInt8] =
            [0, 1, 0, 0, 0, 2] + [0, 3] + Array("een".utf8) + [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 4] + [0, 4]
            + Array("twee".utf8) + [0, 0, 0, 1, 0, 0, 0, 7] + [255, 255, 255, 255]
        let all = [("een", 0), ("een", 260), ("twee", 7)].map { TopicPartition(topic: $0.0, partition: $0.1) }
        #expect(MemberAssignment.partitions(bytes) == all)
        #expect(MemberAssignment.partitions([0, 0, 0, 0, 0, 0]) == [])
        for length in 0..<(bytes.count - 4) { #expect(MemberAssignment.partitions(Array(bytes.prefix(length))) == []) }
        #expect(MemberAssignment.partitions([0, 1, 127, 255, 255, 255, 255, 255]) == [])
    }
}
