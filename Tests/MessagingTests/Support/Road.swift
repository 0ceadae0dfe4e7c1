import Contracts
import Foundation
import Kafka
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import Messaging

/// The whole road of a message: a command at one service, its outbox, the broker, and the effect at another. What
/// happens on it is counted at its end: lost, double and stuck.
final class Road: Sendable {
    let source: TestService
    let sink: TestService
    let broker: DevelopmentBroker
    let definition: ConsumerDefinition
    let topic: String
    private let running: Running
    private let entered = Box([UUID: Int]())

    private init(
        _ source: TestService, _ sink: TestService, _ broker: DevelopmentBroker, _ topic: String,
        _ handler: EnterHandler, _ settings: [String: String]
    ) {
        (self.source, self.sink, self.broker, self.topic) = (source, sink, broker, topic)
        let definition = ConsumerDefinition(
            "afnemer-\(UUID().uuidString.prefix(8).lowercased())", topic: topic, handlers: [handler])
        self.definition = definition
        let gaps = TestSource { key, range in
            try await EventsOfLog(service: source).events(topic, key, range)
        }
        running = Running([
            source.pool, source.engine,
            Relay(engine: source.engine, kafka: broker.configuration(settings: settings), logger: quiet),
            sink.pool, sink.engine,
            Consumer(
                definition, engine: sink.engine, kafka: broker.configuration(), instance: nil, logger: quiet),
            Sweeper(engine: sink.engine, consumers: [definition], source: gaps, logger: quiet),
        ])
    }

    /// - Parameters:
    ///   - own: a broker that this test may break.
    ///   - sinkServer: where the receiving service has its database; the shared server by default.
    ///   - settings: librdkafka's, for the relay.
    static func with<T: Sendable>(
        own: Bool = false, partitions: Int32 = 8, sinkServer: PostgresServer? = nil, settings: [String: String] = [:],
        handler: EnterHandler = EnterHandler(), _ body: (Road) async throws -> T
    ) async throws -> T {
        let broker = try await own ? DevelopmentBroker.start() : DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven", partitions: partitions)
        let server = try await PostgresServer.shared()
        let other = sinkServer ?? server
        return try await server.withDatabase(template: TestService.template(on: server)) { one in
            try await other.withDatabase(template: TestService.template(on: other)) { two in
                let road = Road(
                    TestService(one, topic: topic, waitLimit: .seconds(2)),
                    TestService(two, topic: topic, waitLimit: .seconds(2)), broker, topic, handler, settings)
                do {
                    let value = try await body(road)
                    await road.running.stop()
                    if own { await broker.stop() }
                    return value
                } catch {
                    await road.running.crash()
                    throw error
                }
            }
        }
    }

    /// Enters the next numbers in each ledger, as a caller does who tries again, with the same key, while the service
    /// can't.
    func drive(_ ledgers: [UUID], _ numbers: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for ledger in ledgers {
                let first = entered.value[ledger, default: 0] + 1
                entered.change { $0[ledger] = first + numbers - 1 }
                group.addTask {
                    for number in first..<first + numbers { try await self.enter(number, in: ledger) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func enter(_ number: Int, in ledger: UUID) async throws {
        let key = IdempotencyKey(organisation: "proef", key: "\(ledger) \(number)", fingerprint: "-")
        try await eventually(within: .seconds(60), "a command is carried out") {
            do {
                try await self.source.enter([number], in: ledger, key: key)
                return true
            } catch CommandError.unavailable {
                return false
            }
        }
    }

    struct Count: Equatable, CustomStringConvertible {
        var lost = 0
        var double = 0
        var stuck = 0
        var description: String { "lost \(lost) duplicate \(double) stuck \(stuck)" }
    }

    /// Waits until everything has come through, then counts over all that was ever entered.
    func check(within limit: Duration = .seconds(60), sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let expected = entered.value
        do {
            try await eventually(within: limit, "everything has come through") { try await stuck(expected) == 0 }
        } catch is NotInTime { /* what is stuck is counted below */  }
        var count = Count()
        count.stuck = try await stuck(expected)
        for (ledger, last) in expected {
            let took = try await sink.ledger(UUID(named: "afnemer \(ledger.text)"))?.entries ?? []
            count.lost += Set(1...last).subtracting(took).count
            count.double += took.count - Set(took).count
            #expect(took == took.sorted(), "out of order", sourceLocation: sourceLocation)
            #expect(try await source.ledger(ledger)?.entries == Array(1...last), sourceLocation: sourceLocation)
        }
        #expect(count == Count(), sourceLocation: sourceLocation)
    }

    private func stuck(_ expected: [UUID: Int]) async throws -> Int {
        let outbox = try await source.count("select count(*) from outbox")
        let aside = try await sink.count("select count(*) from quarantine where resolved_at is null")
        let rows = try await sink.pool.query("select key, last_sequence, held from position")
        let done = try rows.reduce(into: Set<String>()) { done, row in
            let (key, last, held) = try row.decode(String.self, Int64.self, Bool.self)
            if !held, let id = UUID(uuidString: key), expected[id] == Int(last) { done.insert(key) }
        }
        return outbox + aside + expected.count - done.count
    }
}

/// What a source's events API supplies, read from its log.
private struct EventsOfLog {
    let service: TestService

    func events(_ topic: String, _ key: String, _ range: ClosedRange<Int64>) async throws -> [[UInt8]] {
        let rows = try await service.pool.query(
            """
            select id, type, subject, data, created_at, sequence from event
            where topic = \(topic) and key = \(key) and sequence between \(range.lowerBound) and \(range.upperBound)
            order by sequence
            """)
        return try rows.map { row in
            let (id, type, subject, data, time, sequence) = try row.decode(
                UUID.self, String.self, String.self, String.self, Date.self, Int64.self)
            return CloudEvent(
                id: id.text, source: service.source, type: type, time: time, subject: subject, partitionkey: key,
                sequence: sequence, incarnation: nil, data: try JSON.parse(data.utf8)
            ).encoded()
        }
    }
}
