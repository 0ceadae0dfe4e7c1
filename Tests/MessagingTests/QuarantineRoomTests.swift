import Contracts
import Foundation
import Kafka
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import Messaging

@Suite("Room in quarantine for what organisations send", .serialized)
struct QuarantineRoomTests {
    @Test(
        "with too much aside a consumer of organisations' topics pauses and tells so; with room again nothing is lost")
    func full() async throws {
        let broker = try await DevelopmentBroker.shared()
        let oin = OIN("00000099000000091000")!
        try await broker.createTopic(Topics.in(oin), partitions: 1)
        let stream = Stream(
            topic: Topics.in(oin), source: "urn:nld:oin:\(oin.text):systeem:eigen", incarnation: nil)
        try await withService { service async throws in
            let failing = Box<Set<Int>>(Set(1...5))
            func definition(_ name: String) -> ConsumerDefinition {
                ConsumerDefinition(
                    inbound: "\(name)-\(stream.key.prefix(8))", topics: [stream.topic],
                    handlers: [
                        EnterHandler { message in if failing.value.contains(message.data.nummer) { throw Sabotage() } }
                    ], refusesUnknown: true
                ) { _, _ in }
            }
            let paused = definition("afnemer")
            func message(_ number: Int) -> KafkaMessage {
                stream.message(nil, id: "b-\(number)", data: ["nummer": .integer(Int64(number))])
            }
            #expect(await service.receive(paused, (1...5).map(message)) == Array(repeating: "failed", count: 5))
            try await service.onlyByRedrive()
            let room = InboundRoom(engine: service.engine, consumers: [paused], cap: 50, topicCap: 5, logger: quiet)
            try await room.look()
            #expect(room.isFull(paused.name, topic: stream.topic))
            #expect(!room.isFull(paused.name, topic: "keten.in.00000099000000092000"), "others go on")
            let small = InboundRoom(
                engine: service.engine, consumers: [paused], cap: 5, topicCap: 50, logger: quiet)
            try await small.look()
            #expect(small.isFull(paused.name, topic: "keten.in.00000099000000092000"), "all together too much")

            let asked = Box(0)
            let running = Running([
                Consumer(
                    paused, engine: service.engine, kafka: broker.configuration(), instance: nil,
                    isHeld: { _ in
                        asked.change { $0 += 1 }
                        return room.isFull(paused.name, topic: stream.topic)
                    }, logger: quiet),
                room, service.sweeper(paused), service.redriver,
            ])
            let producer = try KafkaProducer(broker.configuration(), logger: quiet)
            let records = (6...25).map { number in
                OutgoingRecord(
                    topic: stream.topic, key: Array(stream.key.utf8),
                    value: stream.event(nil, id: "b-\(number)", data: ["nummer": .integer(Int64(number))]).encoded(),
                    tag: 0)
            }
            #expect(producer.enqueue(records) == 20)
            await producer.flush(within: .seconds(20))
            await producer.close()
            try await eventually(within: .seconds(20), "a message came, and waits") { asked.value > 0 }
            #expect(try await service.ledger(stream.ledger) == nil)

            failing.change { $0 = [] }
            #expect(try await service.isOver(service.start()).gelukt == 5)
            try await eventually(within: .seconds(30), "it goes on") {
                try await service.ledger(stream.ledger)?.entries.count == 25
            }
            #expect(!room.isFull(paused.name, topic: stream.topic))
            let entries = try await service.ledger(stream.ledger)?.entries ?? []
            #expect(Set(entries) == Set(1...25) && entries.suffix(20) == Array(6...25)[...])
            await running.stop()
        }
    }
}
