import Contracts
import Foundation
import Kafka
import Logging
import Synchronization
import TestSupport

/// A large partner's own producer. What the broker confirmed it need not send again; some do so all the same.
final class Kafkapartner: Sendable {
    private let producer: KafkaProducer
    private let waiting = Mutex<(next: UInt64, open: [UInt64: CheckedContinuation<Void, any Error>])>((0, [:]))
    private let collecting = Mutex<Task<Void, Never>?>(nil)

    init(_ broker: DevelopmentBroker) throws {
        var logger = Logger(label: "partner")
        logger.logLevel = .critical
        producer = try KafkaProducer(broker.configuration(clientId: "partner"), logger: logger)
        collecting.withLock { $0 = Task { await self.collect() } }
    }

    private func collect() async {
        for await deliveries in producer.deliveries {
            for delivery in deliveries {
                let waiter = waiting.withLock { $0.open.removeValue(forKey: delivery.tag) }
                if let error = delivery.error { waiter?.resume(throwing: error) } else { waiter?.resume() }
            }
        }
        for waiter in waiting.withLock({ Array($0.open.values) }) { waiter.resume(throwing: CancellationError()) }
    }

    /// Returns when the broker has it.
    func stuur(_ bericht: JSON, als wie: Deelnemer) async throws {
        let value = bericht.encoded()
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let tag = waiting.withLock { state in
                state.next += 1
                state.open[state.next] = continuation
                return state.next
            }
            let record = OutgoingRecord(
                topic: wie.inKafka, key: Array(UUID().lower.utf8), value: value,
                headers: [KafkaHeader(name: "content-type", value: Array("application/cloudevents+json".utf8))],
                tag: tag)
            if producer.enqueue([record]) == 0 {
                waiting.withLock { $0.open.removeValue(forKey: tag) }?.resume(
                    throwing: UnexpectedReply("the partner's queue is full"))
            }
        }
    }

    func close() async { await producer.close() }
}
