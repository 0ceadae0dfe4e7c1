import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Kafka

@Suite("Producer")
struct ProducerTests {
    @Test("all brokers down, then up: everything arrives and is confirmed once, in order", .needs(.faults))
    func outage() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 2)
        let records = numbered(600, topic: topic, keys: 5)
        let producer = try KafkaProducer(broker.configuration(), logger: quiet)
        let reader = try Reader(broker, topics: [topic])
        #expect(producer.enqueue(Array(records[..<200])) == 200)
        #expect(await producer.flush(within: .seconds(10)))
        try await reader.read(200)
        #expect(producer.enqueue(Array(records[200..<400])) == 200)
        try await broker.down()
        #expect(producer.enqueue(Array(records[400...])) == 200)
        #expect(await producer.flush(within: .seconds(2)) == false)
        try await broker.up()
        #expect(await producer.flush(within: .seconds(20)))
        // What this broker had stored and could not confirm any more comes again: it does not look at producers' numbers.
        expectInOrder(try await reader.readDistinct(600), of: records)
        await producer.close()
        await reader.close()
        let deliveries = await producer.deliveries.reduce(into: []) { $0 += $1 }
        #expect(deliveries.count == 600 && deliveries.allSatisfy { $0.error == nil })
        await broker.stop()
    }

    @Test("three retriable errors in a row are retried, in order", .needs(.faults))
    func retriable() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 1)
        // NOT_LEADER_FOR_PARTITION
        try await broker.failNext(3, request: 0, with: 6)
        let records = numbered(50, topic: topic, keys: 1)
        let deliveries = try await publish(records, to: broker, settings: DevelopmentBroker.oneRequestAtATime)
        #expect(deliveries.allSatisfy { $0.error == nil })
        #expect(deliveries.sorted { $0.offset < $1.offset }.map(\.tag) == records.map(\.tag))
        await broker.stop()
    }

    @Test(
        "a fatal error shows, every record gets its report, and a new producer goes on",
        .needs(.faults))
    func fatal() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 1)
        let producer = try KafkaProducer(broker.configuration(), logger: quiet)
        try await broker.down()
        let records = numbered(50, topic: topic, keys: 1)
        #expect(producer.enqueue(records) == 50)
        producer.provokeFatalError()
        var deliveries: [Delivery] = []
        for await batch in producer.deliveries {
            deliveries += batch
            if deliveries.count == 50 { break }
        }
        #expect(Set(deliveries.map(\.tag)) == Set(records.map(\.tag)))
        #expect(deliveries.allSatisfy { $0.error != nil })
        #expect(producer.fatal?.isFatal == true)
        // Also what is offered now gets a report.
        #expect(producer.enqueue([records[0]]) == 1)
        await producer.close()
        let late = await producer.deliveries.reduce(into: []) { $0 += $1 }
        #expect(late.map(\.error?.isFatal) == [true])
        #expect(producer.enqueue([records[0]]) == 0)
        try await broker.up()
        #expect(try await publish(records, to: broker).allSatisfy { $0.error == nil })
        await broker.stop()
    }

    @Test(
        "a broker that lost track of the sequence is fatal, and nothing is left without a report",
        .needs(.faults))
    func outOfSequence() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic(partitions: 1)
        let producer = try KafkaProducer(broker.configuration(), logger: quiet)
        let records = numbered(20, topic: topic, keys: 1)
        #expect(producer.enqueue(Array(records[..<10])) == 10)
        #expect(await producer.flush(within: .seconds(10)))
        // OUT_OF_ORDER_SEQUENCE_NUMBER; the ten may go out in several requests, of which this broker would take the later ones.
        try await broker.failNext(10, request: 0, with: 45)
        #expect(producer.enqueue(Array(records[10...])) == 10)
        #expect(await producer.flush(within: .seconds(10)))
        #expect(producer.fatal?.isFatal == true)
        await producer.close()
        let deliveries = await producer.deliveries.reduce(into: []) { $0 += $1 }
        #expect(deliveries.map(\.tag).sorted() == records.map(\.tag))
        #expect(deliveries.filter { $0.error != nil }.map(\.tag).sorted() == records[10...].map(\.tag))
        await broker.stop()
    }

    @Test("a full queue takes the front and refuses the rest; purging and closing report everything")
    func queueFull() async throws {
        let nowhere = KafkaConfiguration(
            bootstrapServers: "127.0.0.1:1", clientId: "test", settings: ["queue.buffering.max.messages": "10"])
        let producer = try KafkaProducer(nowhere, logger: quiet)
        let records = numbered(25, topic: "t", keys: 3)
        #expect(producer.enqueue(records) == 10)
        #expect(producer.outstanding == 10)
        #expect(await producer.flush(within: .milliseconds(50)) == false)
        producer.purge()
        #expect(await producer.flush(within: .seconds(5)))
        #expect(producer.enqueue(Array(records[10...])) == 10)
        let start = ContinuousClock.now
        await producer.close()
        #expect(ContinuousClock.now - start < .seconds(5))
        let deliveries = await producer.deliveries.reduce(into: []) { $0 += $1 }
        #expect(deliveries.map(\.tag) == records[..<20].map(\.tag))
        #expect(deliveries.allSatisfy { $0.error?.code == .purgedInQueue })
    }

    @Test("a record that can never be sent is reported, and the others go on")
    func tooLarge() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic(partitions: 1)
        var records = numbered(3, topic: topic, keys: 1)
        records[1].value = [UInt8](repeating: 1, count: 2_000_000)
        let deliveries = try await publish(records, to: broker)
        #expect(deliveries.count == 3)
        #expect(deliveries.filter { $0.error != nil }.map(\.tag) == [records[1].tag])
        #expect(deliveries.first { $0.error != nil }?.error?.code == .messageTooLarge)
    }
}
