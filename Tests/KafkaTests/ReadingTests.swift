import Foundation
import Kafka
import Logging
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
}
