import Contracts
import Foundation
import Kafka
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import Messaging

@Suite("Faults of the broker, from a command to the effect elsewhere")
struct BrokerFaultTests {
    /// A kind of request, Kafka's number of it, and the error that the broker answers three times.
    static let atStart = [
        ("InitProducerId", 22, 15), ("Metadata", 3, 5), ("Produce", 0, 6), ("FindCoordinator", 10, 15),
        ("JoinGroup", 11, 14), ("SyncGroup", 14, 27), ("OffsetFetch", 9, 14), ("Fetch", 1, 6), ("ListOffsets", 2, 6),
    ]
    static let underWay = [
        ("Produce, not enough replicas", 0, 19), ("Produce, timed out", 0, 7), ("Fetch", 1, 3), ("Heartbeat", 12, 27),
        ("OffsetCommit", 8, 16), ("Metadata", 3, 7),
    ]

    @Test(
        "retriable errors, three of each kind of request, at the start and under way: nothing lost, doubled or stuck",
        .needs(.faults))
    func retriable() async throws {
        try await Road.with(own: true, settings: DevelopmentBroker.oneRequestAtATime) { road in
            for (_, request, code) in Self.atStart { try await road.broker.failNext(3, request: request, with: code) }
            let ledgers = (0..<20).map { _ in UUID.v7() }
            try await road.drive(ledgers, 5)
            try await road.check()
            for _ in 0..<3 {
                for (_, request, code) in Self.underWay {
                    try await road.broker.failNext(3, request: request, with: code)
                }
                try await road.drive(ledgers, 5)
                try await road.check()
            }
        }
    }

    @Test("connections that break in the middle of requests, again and again", .needs(.faults))
    func broken() async throws {
        try await Road.with(own: true) { road in
            let ledgers = (0..<20).map { _ in UUID.v7() }
            try await road.drive(ledgers, 3)
            for _ in 0..<6 {
                // -195: the connection is closed instead of an answer. What was produced may be there or not.
                for request in [0, 1, 8, 12] { try await road.broker.failNext(1, request: request, with: -195) }
                try await road.drive(ledgers, 3)
            }
            try await road.check()
        }
    }

    @Test(
        "an assignment lost while handlers run: what was not committed is read again, and takes effect once",
        .needs(.faults))
    func assignmentLost() async throws {
        let calls = Box([String: Int]())
        let handler = EnterHandler { message in
            calls.change { $0[message.event.id, default: 0] += 1 }
            Thread.sleep(forTimeInterval: 0.005)
        }
        try await Road.with(own: true, handler: handler) { road in
            let ledgers = (0..<20).map { _ in UUID.v7() }
            try await road.drive(ledgers, 10)
            for _ in 0..<2 {
                try await eventually(within: .seconds(20), "handlers run") { !calls.value.isEmpty }
                // UNKNOWN_MEMBER_ID: the group went on without us, while messages are being decided.
                try await road.broker.failNext(1, request: 12, with: 25)
                try await road.broker.failNext(1, request: 8, with: 25)
                try await road.drive(ledgers, 15)
                calls.change { $0 = [:] }
            }
            try await road.check()
        }
    }

    @Test(
        "a revoke while consumption is paused, its capacity full and no handler done: all takes effect once, in order")
    func revokeWhilePaused() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven", partitions: 4)
        let gate = Box(false)
        let streams = (0..<100).map { _ in Stream(topic: topic) }
        let group = "afnemer-\(UUID().uuidString.prefix(8).lowercased())"
        let definition = ConsumerDefinition(
            group, topic: topic,
            handlers: [EnterHandler { _ in while !gate.value { Thread.sleep(forTimeInterval: 0.01) } }])
        try await withService(topic: topic) { service async throws in
            func consumer(_ service: TestService) -> Consumer {
                Consumer(
                    definition, engine: service.engine, kafka: broker.configuration(), instance: nil, logger: quiet)
            }
            // Three times what a consumer takes in.
            try await publish(streams, 1...30, to: broker)
            let first = Running([consumer(service)])
            try await eventually(within: .seconds(20), "handlers wait") {
                try await service.count(
                    """
                    select count(*) from pg_stat_activity
                    where datname = current_database() and state = 'idle in transaction'
                    """) >= 4
            }
            let other = TestService(service.database, topic: topic)
            let second = Running([other.pool, other.engine, consumer(other)])
            // The group goes on without the first one's work: its drain has a limit.
            try await eventually(within: .seconds(40), "the second has work too") {
                try await service.count(
                    """
                    select count(*) from pg_stat_activity
                    where datname = current_database() and state = 'idle in transaction'
                    """) > 4
            }
            gate.change { $0 = true }
            try await eventually(within: .seconds(60), "all keys stand at 30") {
                try await service.count("select count(*) from position where last_sequence = 30 and not held") == 100
            }
            for stream in streams { #expect(try await service.ledger(stream.ledger)?.entries == Array(1...30)) }
            #expect(try await service.count("select count(*) from quarantine where resolved_at is null") == 0)
            await second.stop()
            await first.stop()
        }
    }
}

/// Publishes each stream's events one after another, dealt over the streams.
func publish(_ streams: [Stream], _ sequences: ClosedRange<Int64>, to broker: DevelopmentBroker) async throws {
    let producer = try KafkaProducer(broker.configuration(), logger: quiet)
    var records = sequences.flatMap { sequence in
        streams.map { stream in
            OutgoingRecord(
                topic: stream.topic, key: Array(stream.key.utf8), value: stream.event(sequence).encoded(), tag: 0)
        }
    }[...]
    while !records.isEmpty {
        let accepted = producer.enqueue(Array(records.prefix(1_000)))
        records = records.dropFirst(accepted)
        await producer.flush(within: .seconds(20))
    }
    await producer.close()
}
