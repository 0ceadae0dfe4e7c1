import Foundation
import Kafka
import TestSupport
import Testing

@Suite("Publishing and reading")
struct ReadingTests {
    @Test("a record comes back as it was sent: key, value, headers, nulls")
    func roundTrip() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic()
        let headers = [
            KafkaHeader(name: "ce_id", value: Array("1".utf8)), KafkaHeader(name: "leeg", value: []),
            KafkaHeader(name: "niets", value: nil), KafkaHeader(name: "ce_id", value: Array("2".utf8)),
        ]
        let sent = [
            OutgoingRecord(topic: topic, key: Array("zaak".utf8), value: Array("één".utf8), headers: headers, tag: 1),
            OutgoingRecord(topic: topic, key: nil, value: [], tag: .max),
            OutgoingRecord(topic: topic, key: [], value: [0, 255], tag: 3),
        ]
        let deliveries = try await publish(sent, to: broker)
        #expect(deliveries.map(\.tag).sorted() == [1, 3, .max])
        #expect(deliveries.allSatisfy { $0.error == nil && $0.offset >= 0 })

        let reader = try Reader(broker, topics: [topic])
        let read = try await reader.read(3)
        await reader.close()
        let first = try #require(read.first { $0.key == Array("zaak".utf8) })
        #expect(first.value == Array("één".utf8))
        #expect(first.headers == headers)
        #expect(first.topic == topic)
        #expect(abs(try #require(first.timestamp).timeIntervalSinceNow) < 60)
        #expect(!first.isNull)
        let keyless = try #require(read.first { $0.key == nil })
        #expect(keyless.value == [] && keyless.headers == [] && !keyless.isNull)
        let emptyKey = try #require(read.first { $0.key == [] })
        #expect(emptyKey.value == [0, 255])
    }

    @Test("messages of one key come in the order they were published")
    func orderPerKey() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 8)
        let records = numbered(2_000, topic: topic, keys: 20)
        try await publish(records, to: broker)
        let reader = try Reader(broker, topics: [topic])
        let read = try await reader.read(records.count)
        await reader.close()
        expectInOrder(read, of: records)
    }

    @Test("a group goes on where it committed, and begins at the start where it never did")
    func resume() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 3)
        let group = "group-\(topic)"
        let records = numbered(30, topic: topic, keys: 10)
        try await publish(records, to: broker)
        let first = try Reader(broker, group: group, topics: [topic])
        let read = try await first.read(30)
        await first.close()
        #expect(first.seen.assigned.map(\.count) == [3])
        #expect(first.seen.revoked.map(\.count) == [3])

        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let partitions = (0..<3).map { TopicPartition(topic: topic, partition: $0) }
        let committed = try await client.committed(group: group, partitions)
        let frontier = read.frontier
        #expect(committed == partitions.reduce(into: [:]) { $0[$1] = .some(frontier[$1]) })
        await client.close()

        let more = numbered(5, topic: topic, keys: 5, from: 1_000)
        try await publish(more, to: broker)
        let second = try Reader(broker, group: group, topics: [topic])
        let next = try await second.read(5)
        await second.close()
        #expect(next.map(\.value).sorted { $0.number < $1.number } == more.map(\.value))
    }

    @Test("what was not stored is read again")
    func notStored() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        try await publish(numbered(10, topic: topic, keys: 1), to: broker)
        let first = try Reader(broker, group: "group-\(topic)", topics: [topic], stores: false)
        try await first.read(10)
        // Ten were read and four finished.
        first.consumer.store([TopicPartition(topic: topic, partition: 0): 4])
        #expect(await first.consumer.commit() == nil)
        await first.close()
        let second = try Reader(broker, group: "group-\(topic)", topics: [topic])
        #expect(try await second.read(6).map(\.offset) == [4, 5, 6, 7, 8, 9])
        await second.close()
    }

    @Test("a stale offset of an earlier assignment does not move the group back")
    func staleStore() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let partition = TopicPartition(topic: topic, partition: 0)
        try await publish(numbered(10, topic: topic, keys: 1), to: broker)
        let first = try Reader(broker, group: "group-\(topic)", topics: [topic])
        try await first.read(10)
        await first.close()
        try await publish(numbered(1, topic: topic, keys: 1), to: broker)
        let second = try Reader(broker, group: "group-\(topic)", topics: [topic])
        try await second.read(1)
        second.consumer.store([partition: 3])
        await second.close()
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await client.committed(group: "group-\(topic)", [partition]) == [partition: 11])
        await client.close()
    }

    @Test("a pattern reads all topics that fit, also those that come later")
    func pattern() async throws {
        let broker = try await DevelopmentBroker.shared()
        let first = try await broker.topic("keten.in", partitions: 1)
        let later = "\(first)-b"
        let reader = try Reader(broker, topics: ["^\(first)"], assignment: .roundrobin)
        try await publish(numbered(1, topic: first, keys: 1), to: broker)
        try await reader.read(1)
        try await broker.createTopic(later, partitions: 1)
        try await publish(numbered(1, topic: later, keys: 1), to: broker)
        #expect(Set(try await reader.read(2).map(\.topic)) == [first, later])
        await reader.close()
    }

    @Test("paused partitions give nothing until they are resumed, and nothing is skipped")
    func pause() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let partition = TopicPartition(topic: topic, partition: 0)
        let reader = try Reader(broker, topics: [topic])
        try await publish(numbered(5, topic: topic, keys: 1), to: broker)
        try await reader.read(5)
        reader.consumer.pause([partition])
        // Once this commit is answered, the pause before it has been done.
        await reader.consumer.commit()
        try await publish(numbered(5, topic: topic, keys: 1), to: broker)
        try await reader.staysAt(5, for: .milliseconds(500))
        reader.consumer.resume([partition])
        #expect(try await reader.read(10).map(\.offset) == Array(0..<10))
        await reader.close()
    }

    @Test("the lag is told once it is known, and goes by what was stored")
    func lag() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let partition = TopicPartition(topic: topic, partition: 0)
        let reader = try Reader(broker, topics: [topic], stores: false)
        let deadline = ContinuousClock.now + .seconds(30)
        while await reader.consumer.lag() != [partition: 0] {
            try #require(ContinuousClock.now < deadline, "nothing to be behind of")
            try await Task.sleep(for: .milliseconds(5))
        }
        try await publish(numbered(5, topic: topic, keys: 1), to: broker)
        try await reader.read(5)
        #expect(await reader.consumer.lag() == [partition: 5])
        reader.consumer.store([partition: 3])
        #expect(await reader.consumer.lag() == [partition: 2])
        reader.consumer.store([partition: 5])
        #expect(await reader.consumer.lag() == [partition: 0])
        #expect(reader.consumer.assignment == [partition])
        await reader.close()
        #expect(reader.consumer.assignment == [])
        #expect(await reader.consumer.lag() == [:])
    }
}
