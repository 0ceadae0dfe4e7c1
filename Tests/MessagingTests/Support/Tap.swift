import Contracts
import Foundation
import Kafka
import TestSupport
import Testing

@testable import Messaging

/// Reads a topic as it is on the broker.
final class Tap: Sendable {
    private let consumer: KafkaConsumer
    private let task: Task<Void, Never>
    private let seen = Box([KafkaMessage]())

    init(_ broker: DevelopmentBroker, topics: [String]) throws {
        let consumer = try KafkaConsumer(
            broker.configuration(), group: "tap-\(UUID().uuidString)", topics: topics, assignment: .range, logger: quiet
        )
        self.consumer = consumer
        task = Task { [seen] in
            for await event in consumer.events {
                if case .messages(let messages) = event {
                    seen.change { $0 += messages }
                    consumer.release(messages)
                }
                if case .revoked = event { consumer.finishRevoke() }
            }
        }
    }

    var messages: [KafkaMessage] { seen.value }

    /// The sequences of each key in the order of their first copies.
    func sequences() throws -> [String: [Int64]] {
        try messages.reduce(into: [:]) { found, message in
            let event = try CloudEvent.decode(structured: message.value, .tolerant)
            let key = String(decoding: message.key ?? [], as: UTF8.self)
            if let sequence = event.sequence, found[key]?.contains(sequence) != true {
                found[key, default: []].append(sequence)
            }
        }
    }

    /// Waits until every event of the log is there, first copies in order and without gaps.
    func expectAll(
        of service: TestService, within limit: Duration = .seconds(40),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let rows = try await service.pool.query("select key, max(sequence) from event group by key")
        let expected = Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let (key, last) = try row.decode(String.self, Int64.self)
                return (key, Array(1...last))
            })
        try await eventually(within: limit, "all events on the broker") {
            try self.sequences().mapValues(\.count) == expected.mapValues(\.count)
        }
        let found = try sequences()
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    func close() async {
        await consumer.close()
        await task.value
    }
}

/// A test with a tap on the service's own topic.
func withTap<T: Sendable>(
    own: Bool = false, partitions: Int32 = 4, policy: TestPolicy = TestPolicy(),
    _ body: (TestService, DevelopmentBroker, Tap) async throws -> T
) async throws -> T {
    let broker = try await own ? DevelopmentBroker.start() : DevelopmentBroker.shared()
    let topic = try await broker.topic("keten.proeven", partitions: partitions)
    let tap = try Tap(broker, topics: [topic])
    let value = try await withService(topic: topic, policy: policy) { service in try await body(service, broker, tap) }
    await tap.close()
    if own { await broker.stop() }
    return value
}
