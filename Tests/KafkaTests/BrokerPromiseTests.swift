import Foundation
import Kafka
import TestSupport
import Testing

/// What a real Kafka promises beyond the development broker; each of these says what it needs.
@Suite("Promises of the broker")
struct BrokerPromiseTests {
    @Test(
        "a member that comes back under its instance id finds its partitions, and the others notice nothing",
        .needs(.staticMembership))
    func staticMembership() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 4)
        let group = "group-\(topic)"
        let first = try Reader(broker, group: group, topics: [topic], instanceId: "een")
        let second = try Reader(broker, group: group, topics: [topic], instanceId: "twee")
        try await second.until("two partitions each") { notes in
            notes.assigned.last?.count == 2 && first.consumer.assignment.count == 2
        }
        let (partitions, revoked) = (Set(first.consumer.assignment), second.seen.revoked.count)
        await first.close()
        let again = try Reader(broker, group: group, topics: [topic], instanceId: "een")
        try await again.until("the same partitions") { _ in Set(again.consumer.assignment) == partitions }
        try await publish(numbered(40, topic: topic, keys: 40), to: broker)
        try await again.until("all messages, over both") { notes in
            notes.messages.count + second.seen.messages.count == 40
        }
        #expect(second.seen.revoked.count == revoked)
        await again.close()
        await second.close()
    }

    @Test(
        "what was confirmed is there after the broker was started again, and so is what a group committed",
        .needs(.durable))
    func durable() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let records = numbered(200, topic: topic, keys: 10)
        try await publish(records, to: broker)
        let reader = try Reader(broker, group: "group-\(topic)", topics: [topic])
        try await reader.read(200)
        await reader.close()
        try await broker.restart()
        let all = try Reader(broker, topics: [topic])
        expectInOrder(try await all.read(200, within: .seconds(120)), of: records)
        await all.close()
        try await publish(numbered(1, topic: topic, keys: 1, from: 1_000), to: broker)
        let same = try Reader(broker, group: "group-\(topic)", topics: [topic])
        #expect(try await same.read(1, within: .seconds(60)).map(\.value.number) == [1_000])
        await same.close()
    }

    @Test("what an aborted transaction wrote is not read", .needs(.readCommitted))
    func readCommitted() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let partition = TopicPartition(topic: topic, partition: 0)
        // kcat keeps its transaction open while its input is, and aborts it when it is interrupted.
        let kcat = try ChildProcess(
            "/bin/bash",
            [
                "-c",
                "exec kcat -P -b \"$0\" -t \"$1\" -X transactional.id=\"$1\" < <(echo '-1 aborted'; exec sleep 60)",
                broker.bootstrapServers, topic,
            ])
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        try await eventually(within: .seconds(20), "it is written: \(kcat.output.errorLines)") {
            try await client.watermarks(partition).high >= 1
        }
        kcat.send(SIGINT)
        try await kcat.waitForExit(within: .seconds(20))
        await client.close()
        try await publish(numbered(3, topic: topic, keys: 1), to: broker)
        let reader = try Reader(broker, topics: [topic])
        #expect(try await reader.read(3).map(\.value.number) == [0, 1, 2])
        await reader.close()
    }

    @Test("who speaks without TLS is not answered", .needs(.tls))
    func tls() async throws {
        let broker = try await DevelopmentBroker.shared()
        let plain = try KafkaClient(
            broker.configuration(settings: ["security.protocol": "plaintext"]), logger: quiet)
        await #expect(throws: KafkaError.self) { try await plain.metadata(timeout: .seconds(3)) }
        await plain.close()
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await !client.metadata().brokers.isEmpty)
        await client.close()
    }

    @Test("who has no rights to a topic can neither write nor read it", .needs(.acls))
    func acls() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let stranger = broker.configuration(settings: DevelopmentBroker.strangerSettings)
        let producer = try KafkaProducer(stranger, logger: quiet)
        #expect(producer.enqueue(numbered(1, topic: topic, keys: 1)) == 1)
        await producer.flush(within: .seconds(10))
        await producer.close()
        let deliveries = await producer.deliveries.reduce(into: []) { $0 += $1 }
        #expect(deliveries.count == 1 && deliveries.allSatisfy { $0.error != nil })
        try await publish(numbered(1, topic: topic, keys: 1), to: broker)
        let reader = try Reader(broker, topics: [topic], settings: DevelopmentBroker.strangerSettings)
        try await reader.until("an alarm") { !$0.alarms.isEmpty }
        #expect(reader.seen.messages.isEmpty)
        await reader.close()
    }
}
