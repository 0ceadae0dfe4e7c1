import Foundation
import Kafka
import TestSupport
import Testing

@Suite("Questions to the cluster")
struct ClusterTests {
    @Test("metadata lists brokers and topics; watermarks tell first and next offset")
    func metadata() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let metadata = try await client.metadata()
        #expect(!metadata.brokers.isEmpty)
        #expect(metadata.topics.first { $0.name == topic }?.partitions == 2)
        let deliveries = try await publish(numbered(7, topic: topic, keys: 1), to: broker)
        let written = TopicPartition(topic: topic, partition: try #require(deliveries.first?.partition))
        let other = TopicPartition(topic: topic, partition: 1 - written.partition)
        #expect(try await client.watermarks(written) == (0, 7))
        #expect(try await client.watermarks(other) == (0, 0))
        await client.close()
    }

    @Test("what a group never committed is unknown, not 0")
    func neverCommitted() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let partition = TopicPartition(topic: topic, partition: 0)
        let committed = try await client.committed(group: "nobody-\(topic)", [partition])
        #expect(committed == [partition: nil])
        await client.close()
    }

    @Test("a partition that does not exist is an error, not an empty answer")
    func unknownPartition() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        await #expect(throws: KafkaError.self) {
            try await client.watermarks(TopicPartition(topic: topic, partition: 9), timeout: .seconds(2))
        }
        await client.close()
    }

    @Test("topics are created, and are there already the second time", .needs(.adminTopics))
    func createTopics() async throws {
        let broker = try await DevelopmentBroker.shared()
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let topic = NewTopic(name: "new-\(UUID().uuidString)", partitions: 3, replication: 1)
        try await client.createTopics([topic])
        try await client.createTopics([topic])
        #expect(try await client.metadata().topics.first { $0.name == topic.name }?.partitions == 3)
        await client.close()
    }

    @Test("an unreachable cluster fails within the time given, and a closed client at once")
    func unreachable() async throws {
        let nowhere = KafkaConfiguration(bootstrapServers: "127.0.0.1:1", clientId: "test")
        let client = try KafkaClient(nowhere, logger: quiet)
        let start = ContinuousClock.now
        await #expect(throws: KafkaError.self) { try await client.metadata(timeout: .milliseconds(300)) }
        #expect(ContinuousClock.now - start < .seconds(20))
        await client.close()
        let error = await #expect(throws: KafkaError.self) { try await client.metadata() }
        #expect(error?.code == .closed)
    }

    @Test("a refused setting is named, and its value is not repeated")
    func refusedSetting() throws {
        let configuration = KafkaConfiguration(
            bootstrapServers: "127.0.0.1:1", clientId: "test", settings: ["security.protocol": "geheim123"])
        let error = #expect(throws: KafkaError.self) { try KafkaProducer(configuration, logger: quiet) }
        #expect(error?.description.contains("security.protocol") == true)
        #expect(error?.description.contains("geheim123") == false)
    }
}
