import Foundation
import Kafka
import TestSupport
import Testing

@Suite("Consumer")
struct ConsumerTests {
    @Test("a flood of 100,000: never more than the capacity at once, memory flat, nothing lost")
    func flood() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 64)
        try await publishFlood(100_000, bytes: 1_024, topic: topic, to: broker)

        let consumer = try KafkaConsumer(
            broker.configuration(), group: "group-\(topic)", topics: [topic], assignment: .range, capacity: 1_000,
            logger: quiet)
        var next: [TopicPartition: Int64] = [:]
        var held: [KafkaMessage] = []
        var most = 0
        var read = 0
        var early = 0
        for await event in consumer.events {
            guard case .messages(let messages) = event else { continue }
            for message in messages {
                #expect(message.offset == next[message.topicPartition, default: 0])
                next[message.topicPartition] = message.offset + 1
            }
            held += messages
            read += messages.count
            most = max(most, held.count)
            if read == 20_000 { early = residentMegabytes() }
            if held.count == 1_000 || read == 100_000 {
                consumer.release(held)
                consumer.store(held.frontier)
                held = []
            }
            if read == 100_000 { break }
        }
        #expect(most == 1_000)
        #expect(next.values.reduce(0, +) == 100_000)
        // 80 MB went through since.
        #expect(residentMegabytes() - early < 48)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await client.watermarks(TopicPartition(topic: topic, partition: 0)).low == 0)
        await client.close()
        await consumer.close()
        await broker.stop()
    }

    @Test("capacity in bytes holds back too, and release lets go on")
    func capacityBytes() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        var records = numbered(40, topic: topic, keys: 1)
        for index in records.indices { records[index].value += [UInt8](repeating: 1, count: 60_000) }
        try await publish(records, to: broker)
        let reader = try Reader(broker, topics: [topic], capacityBytes: 600_000, releases: false)
        try await reader.read(10)
        try await reader.staysAt(10, for: .milliseconds(500))
        reader.consumer.release(reader.seen.messages)
        try await reader.read(20)
        try await reader.staysAt(20, for: .milliseconds(300))
        await reader.close()
    }

    @Test("closing before the first assignment is quick, with a broker and without")
    func earlyClose() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic()
        for bootstrap in [broker.bootstrapServers, "127.0.0.1:1"] {
            var configuration = broker.configuration()
            configuration.bootstrapServers = bootstrap
            let consumer = try KafkaConsumer(
                configuration, group: "group-\(topic)", topics: [topic], assignment: .range, logger: quiet)
            let start = ContinuousClock.now
            await consumer.close()
            #expect(ContinuousClock.now - start < .seconds(3))
            // The stream ends.
            for await event in consumer.events { Issue.record("unexpected \(event)") }
            #expect(await consumer.commit()?.code == .closed)
            await consumer.close()
        }
    }

    @Test("closing while all brokers are down ends in a few seconds", .needs(.faults))
    func closeWhileDown() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 2)
        let reader = try Reader(broker, topics: [topic])
        try await publish(numbered(10, topic: topic, keys: 10), to: broker)
        try await reader.read(10)
        try await broker.down()
        let start = ContinuousClock.now
        await reader.close()
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(reader.seen.revoked.count == 1)
        await broker.stop()
    }

    @Test("a topic that does not exist raises an alarm and stops nothing")
    func unknownTopic() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        var missing = "missing-\(topic)"
        if DevelopmentBroker.capabilities.contains(.faults) {
            // The development broker would create it.
            missing = try await broker.topic("missing", partitions: 1)
            try await broker.setTopicError(missing, to: 3)
        }
        let reader = try Reader(broker, topics: [topic, missing])
        try await publish(numbered(1, topic: topic, keys: 1), to: broker)
        try await reader.read(1)
        try await reader.until("an alarm") { !$0.alarms.isEmpty }
        #expect(reader.seen.alarms.first?.code == .unknownTopicOrPartition)
        await reader.close()
    }

    @Test(
        "an established group whose offset the broker dropped stops that partition with an alarm", .needs(.dropsOldest))
    func outOfRange() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let partition = TopicPartition(topic: topic, partition: 0)
        try await publish(numbered(2, topic: topic, keys: 1), to: broker)
        let first = try Reader(broker, group: "group-\(topic)", topics: [topic])
        try await first.read(2)
        await first.close()
        for _ in 0..<3 {
            var records = numbered(60, topic: topic, keys: 1)
            for index in records.indices { records[index].value = .random(60_000) }
            try await publish(records, to: broker)
        }
        let second = try Reader(broker, group: "group-\(topic)", topics: [topic])
        try await second.until("an alarm") { !$0.alarms.isEmpty }
        #expect(second.seen.alarms.first?.code == .offsetOutOfRange)
        #expect(second.seen.alarms.first?.partition == partition)
        try await second.staysAt(0, for: .milliseconds(500))
        await second.close()
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await client.committed(group: "group-\(topic)", [partition]) == [partition: 2])
        await client.close()
    }
}
