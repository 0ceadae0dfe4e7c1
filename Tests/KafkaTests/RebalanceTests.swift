import Foundation
import Kafka
import TestSupport
import Testing

@Suite("Rebalance", .serialized)
struct RebalanceTests {
    @Test("a second member joins under load: nothing is lost")
    func secondMember() async throws {
        let (sent, read) = try await joinUnderLoad()
        #expect(Set(read) == Set(sent))
    }

    @Test(
        "a second member joins under load: what was drained is committed, so nothing is read twice",
        .needs(.commitsDuringRebalance))
    func secondMemberReadsNothingTwice() async throws {
        let (sent, read) = try await joinUnderLoad()
        #expect(read.sorted() == sent.sorted())
    }

    /// The numbers of what was sent, and of what both members read together.
    private func joinUnderLoad() async throws -> (sent: [Int], read: [Int]) {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 8)
        let group = "group-\(topic)"
        let first = try Reader(broker, group: group, topics: [topic])
        let records = numbered(4_000, topic: topic, keys: 100)
        try await publish(Array(records[..<1_000]), to: broker)
        try await first.read(1_000)
        let second = try Reader(broker, group: group, topics: [topic])
        for start in stride(from: 1_000, to: 4_000, by: 100) {
            try await publish(Array(records[start..<start + 100]), to: broker)
            try await Task.sleep(for: .milliseconds(20))
        }
        try await second.until("partitions for the second") { $0.assigned.contains { !$0.isEmpty } }
        try await first.until("all messages, over both") {
            Set(($0.messages + second.seen.messages).map(\.value)).count == 4_000
        }
        #expect(first.seen.revoked.first?.count == 8)
        #expect(first.consumer.assignment.count + second.consumer.assignment.count == 8)
        await first.close()
        await second.close()
        return (
            records.map(\.value.number), (first.seen.messages + second.seen.messages).map(\.value.number)
        )
    }

    @Test("what is stored while draining is committed before the group is left")
    func drainAtClose() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let group = "group-\(topic)"
        try await publish(numbered(20, topic: topic, keys: 10), to: broker)
        let reader = try Reader(broker, group: group, topics: [topic], stores: false, finishesRevoke: false)
        try await reader.read(20)
        async let closed: Void = reader.close()
        try await reader.until("a revoke") { !$0.revoked.isEmpty }
        let frontier = reader.seen.messages.frontier
        reader.consumer.store(frontier)
        reader.consumer.finishRevoke()
        await closed
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await client.committed(group: group, Array(frontier.keys)) == frontier.mapValues { $0 })
        await client.close()
    }

    @Test(
        "what is stored while draining is committed before the partitions go to another member",
        .needs(.commitsDuringRebalance))
    func drain() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let group = "group-\(topic)"
        let records = numbered(20, topic: topic, keys: 10)
        try await publish(records, to: broker)
        let first = try Reader(broker, group: group, topics: [topic], stores: false, finishesRevoke: false)
        try await first.read(20)
        let second = try Reader(broker, group: group, topics: [topic])
        try await first.until("a revoke") { !$0.revoked.isEmpty }
        first.consumer.store(first.seen.messages.frontier)
        first.consumer.finishRevoke()
        try await second.until("an assignment") { !$0.assigned.isEmpty }
        try await publish(numbered(20, topic: topic, keys: 10, from: 100), to: broker)
        try await first.until("the rest, over both") { $0.messages.count + second.seen.messages.count >= 40 }
        #expect(second.seen.messages.allSatisfy { $0.value.number >= 100 })
        first.consumer.finishRevoke()
        await second.close()
        await first.close()
    }

    @Test("a revoke while paused: whoever gets the partitions reads them, also the member that had paused them")
    func revokeWhilePaused() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 4)
        let group = "group-\(topic)"
        let first = try Reader(broker, group: group, topics: [topic])
        try await first.until("an assignment") { $0.assigned.last?.count == 4 }
        first.consumer.pause(first.consumer.assignment)
        await first.consumer.commit()
        try await publish(numbered(100, topic: topic, keys: 50), to: broker)
        let second = try Reader(broker, group: group, topics: [topic])
        try await second.until("two partitions for the second") { $0.assigned.last?.count == 2 }
        try await first.until("all messages, over both") { notes in
            Set((notes.messages + second.seen.messages).map(\.value)).count == 100
        }
        #expect(!first.seen.messages.isEmpty && !second.seen.messages.isEmpty)
        await second.close()
        await first.close()
    }

    @Test("a revoke waits for the application no longer than the drain limit")
    func drainLimit() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 2)
        let group = "group-\(topic)"
        let first = try Reader(
            broker, group: group, topics: [topic], drainLimit: .milliseconds(300), finishesRevoke: false)
        try await first.until("an assignment") { !$0.assigned.isEmpty }
        let second = try Reader(broker, group: group, topics: [topic])
        try await second.until("a partition for the second") { $0.assigned.contains { !$0.isEmpty } }
        try await first.until("the other partition back") { $0.assigned.count >= 2 }
        #expect(first.seen.revoked.first?.count == 2)
        await second.close()
        let start = ContinuousClock.now
        await first.close()
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test("a lost assignment is told and commits nothing", .needs(.faults))
    func lost() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 1)
        let partition = TopicPartition(topic: topic, partition: 0)
        // The broker answers the first commit with ILLEGAL_GENERATION: the group went on without us.
        try await broker.failNext(1, request: 8, with: 22)
        try await publish(numbered(5, topic: topic, keys: 1), to: broker)
        let reader = try Reader(broker, group: "group-\(topic)", topics: [topic], stores: false)
        try await reader.read(5)
        reader.consumer.store([partition: 5])
        try await reader.until("a loss") { !$0.lost.isEmpty }
        #expect(reader.seen.revoked.isEmpty)
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        #expect(try await client.committed(group: "group-\(topic)", [partition]) == [partition: nil])
        await client.close()
        // It joins again and reads the same once more.
        #expect(try await reader.read(10).map(\.offset) == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
        await reader.close()
        await broker.stop()
    }

    @Test("a consumer whose events nobody reads any more closes without waiting for a drain")
    func nobodyListens() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        let reader = try Reader(broker, topics: [topic], drainLimit: .seconds(60))
        try await reader.until("an assignment") { !$0.assigned.isEmpty }
        reader.stopListening()
        let start = ContinuousClock.now
        await reader.close()
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
