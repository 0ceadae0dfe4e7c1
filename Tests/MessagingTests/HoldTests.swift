import Contracts
import Foundation
import Kafka
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import Messaging

/// C1: what comes from a cut-off organisation and what goes to it waits where it is; others notice nothing.
@Suite("Held topics", .serialized)
struct HoldTests {
    /// Organisations that no other test of this broker has topics of.
    private static let next = Box(0)

    private func organisation() throws -> OIN {
        let number = Self.next.change { next -> Int in
            next += 1
            return next
        }
        return try #require(OIN(String(format: "0000009900%07d000", 7_000 + number)))
    }

    private func publish(_ stream: Stream, _ numbers: ClosedRange<Int>, to broker: DevelopmentBroker) async throws {
        let producer = try KafkaProducer(broker.configuration(), logger: quiet)
        var records = numbers.map { number in
            OutgoingRecord(
                topic: stream.topic, key: Array(stream.key.utf8),
                value: stream.event(nil, id: "\(stream.key)-\(number)", data: ["nummer": .integer(Int64(number))])
                    .encoded(), tag: 0)
        }[...]
        while !records.isEmpty {
            records = records.dropFirst(producer.enqueue(Array(records.prefix(1_000))))
            await producer.flush(within: .seconds(20))
        }
        await producer.close()
    }

    private func stream(_ oin: OIN) -> Stream {
        Stream(topic: Topics.in(oin), source: "urn:nld:oin:\(oin.text):systeem:eigen", incarnation: nil)
    }

    private func committed(_ group: String, _ topic: String, _ broker: DevelopmentBroker) async throws -> Int64 {
        let client = try KafkaClient(broker.configuration(), logger: quiet)
        let partition = TopicPartition(topic: topic, partition: 0)
        let offset = try await client.committed(group: group, [partition])[partition]
        await client.close()
        return (offset ?? nil) ?? 0
    }

    @Test("C1: events for a held topic wait in the outbox in order, others go on; released they all go out, once")
    func output() async throws {
        let broker = try await DevelopmentBroker.shared()
        let (cut, other) = (Topics.uit(try organisation()), Topics.uit(try organisation()))
        for topic in [cut, other] { try await broker.createTopic(topic, partitions: 1) }
        let tap = try Tap(broker, topics: [cut, other])
        let held = Box([cut])
        try await withService { service async throws in
            @Sendable func announce(_ numbers: ClosedRange<Int>) async throws {
                for number in numbers {
                    for topic in [cut, other] {
                        _ = try await service.engine.perform(nil, trace: Trace(), needs: []) { scope in
                            try scope.announce(
                                Entered(nummer: number), topic: topic, key: topic, subject: "x", regio: "r")
                            return Answer(status: 200, body: Receipt(entries: 0))
                        }
                    }
                }
            }
            @Sendable func relay() -> Relay {
                Relay(
                    engine: service.engine, kafka: broker.configuration(), holding: { held.value }, logger: quiet)
            }
            @Sendable func sequences(_ topic: String) throws -> [Int64] { try tap.sequences()[topic] ?? [] }
            let first = Running([relay()])
            try await announce(1...20)
            try await eventually(within: .seconds(20), "the other topic flows") { try sequences(other).count == 20 }
            // Whoever leads next holds it as well.
            await first.crash()
            _ = try await service.pool.query("update relay_lease set expires_at = '-infinity'")
            let second = Running([relay()])
            try await announce(21...40)
            try await eventually(within: .seconds(20), "the other topic flows") { try sequences(other).count == 40 }
            #expect(try sequences(cut) == [])
            #expect(try await service.count("select count(*) from outbox where topic = \(cut)") == 40)
            held.change { $0 = [] }
            try await eventually(within: .seconds(20), "what waited goes out") { try sequences(cut).count == 40 }
            #expect(try sequences(cut) == Array(1...40))
            #expect(tap.messages.count { $0.topic == cut } == 40)
            await second.stop()
        }
        await tap.close()
    }

    @Test(
        "C1: messages on a held topic wait on the broker, also over a crash; others go on; released each is handled once, in order"
    )
    func input() async throws {
        let broker = try await DevelopmentBroker.shared()
        let (cut, other) = (stream(try organisation()), stream(try organisation()))
        for topic in [cut.topic, other.topic] { try await broker.createTopic(topic, partitions: 1) }
        let held = Box(Set([cut.topic]))
        let group = "afnemer-\(UUID().uuidString.prefix(8).lowercased())"
        let definition = ConsumerDefinition(
            inbound: group, topics: [cut.topic, other.topic], handlers: [EnterHandler()], refusesUnknown: true,
            refusal: { _, _ in })
        try await withService { service async throws in
            @Sendable func consumer() -> Consumer {
                Consumer(
                    definition, engine: service.engine, kafka: broker.configuration(), instance: nil,
                    isHeld: { held.value.contains($0) }, logger: quiet)
            }
            // More than what a consumer may hold at once: the flood of one does not take the room of the other.
            try await publish(cut, 1...3_000, to: broker)
            try await publish(other, 1...50, to: broker)
            let first = Running([consumer()])
            try await eventually(within: .seconds(40), "others go on") {
                try await service.ledger(other.ledger)?.entries.count == 50
            }
            await first.crash()
            let second = Running([consumer()])
            try await publish(other, 51...100, to: broker)
            try await eventually(within: .seconds(40), "others go on") {
                try await service.ledger(other.ledger)?.entries.count == 100
            }
            #expect(try await service.ledger(cut.ledger) == nil)
            #expect(try await committed(group, cut.topic, broker) == 0)
            held.change { $0 = [] }
            try await eventually(within: .seconds(60), "what waited is handled") {
                try await service.ledger(cut.ledger)?.entries.count == 3_000
            }
            #expect(try await service.ledger(cut.ledger)?.entries == Array(1...3_000))
            #expect(try await service.ledger(other.ledger)?.entries == Array(1...100))
            #expect(try await service.count("select count(*) from quarantine") == 0)
            await second.stop()
            #expect(try await committed(group, cut.topic, broker) == 3_000)
        }
    }

    @Test(
        "C1: held again in the middle: what was delivered before is done, the rest waits, and none is lost or doubled")
    func again() async throws {
        let broker = try await DevelopmentBroker.shared()
        let cut = stream(try organisation())
        try await broker.createTopic(cut.topic, partitions: 1)
        let held = Box(false)
        let asked = Box(0)
        let definition = ConsumerDefinition(
            inbound: "afnemer-\(UUID().uuidString.prefix(8).lowercased())", topics: [cut.topic],
            handlers: [EnterHandler()], refusesUnknown: true, refusal: { _, _ in })
        try await withService { service async throws in
            let running = Running([
                Consumer(
                    definition, engine: service.engine, kafka: broker.configuration(), instance: nil,
                    isHeld: { _ in
                        if held.value { asked.change { $0 += 1 } }
                        return held.value
                    }, logger: quiet)
            ])
            for round in 0..<4 {
                let last = round * 500
                try await publish(cut, last + 1...last + 250, to: broker)
                held.change { $0 = true }
                asked.change { $0 = 0 }
                try await publish(cut, last + 251...last + 500, to: broker)
                try await eventually(within: .seconds(40), "the topic is held") { asked.value > 0 }
                held.change { $0 = false }
            }
            try await eventually(within: .seconds(60), "all is handled") {
                try await service.ledger(cut.ledger)?.entries.count == 2_000
            }
            #expect(try await service.ledger(cut.ledger)?.entries == Array(1...2_000))
            await running.stop()
        }
    }
}
