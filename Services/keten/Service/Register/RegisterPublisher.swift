import Contracts
import Foundation
import Kafka
import Logging

/// Publishes the register's events and waits until the broker has them all.
struct RegisterPublisher {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    let broker: KafkaConfiguration

    func publish(_ events: [(key: String, subject: String, type: EventType, data: JSON)]) async throws {
        let producer = try KafkaProducer(broker, logger: Logger(label: "keten"))
        var records = events.enumerated().map { index, event in
            OutgoingRecord(
                topic: Topics.register, key: Array(event.key.utf8), value: envelope(event).encoded(),
                headers: [
                    KafkaHeader(name: "content-type", value: Array("application/cloudevents+json; charset=UTF-8".utf8))
                ],
                tag: UInt64(index))
        }[...]
        let expected = records.count
        let confirmed = Task { () -> Int in
            var count = 0
            for await deliveries in producer.deliveries {
                for delivery in deliveries {
                    if let error = delivery.error { throw error }
                    count += 1
                }
                if count == expected { break }
            }
            return count
        }
        while !records.isEmpty {
            records = records.dropFirst(producer.enqueue(Array(records)))
            if !records.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        }
        let complete = await producer.flush(within: .seconds(30))
        await producer.close()
        guard try await confirmed.value == expected, complete else {
            throw Failed(
                description:
                    "the broker did not confirm all events within 30 s; apply again when it answers")
        }
    }

    private func envelope(_ event: (key: String, subject: String, type: EventType, data: JSON)) -> CloudEvent {
        CloudEvent(
            id: UUID.v7().text, source: "urn:nld:oin:00000099000000001000:systeem:keten", type: event.type.type,
            time: Date(),
            subject: event.subject, dataschema: event.type.dataschema, partitionkey: event.key, data: event.data)
    }
}
