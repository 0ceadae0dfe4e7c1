import Contracts
import Foundation
import Kafka
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import Messaging

@Suite("Consumer, over the broker")
struct ConsumerTests {
    private func definition(
        _ topic: String, _ group: String, before: @escaping @Sendable (Message<Entered>) throws -> Void = { _ in }
    )
        -> ConsumerDefinition
    { ConsumerDefinition(group, topic: topic, handlers: [EnterHandler(before: before)]) }

    private func consumer(_ definition: ConsumerDefinition, _ service: TestService, _ broker: DevelopmentBroker)
        -> Consumer
    {
        Consumer(definition, engine: service.engine, kafka: broker.configuration(), instance: nil, logger: quiet)
    }

    private func group() -> String { "afnemer-\(UUID().uuidString.prefix(8).lowercased())" }

    private func expect(
        _ streams: [Stream], _ last: Int, in service: TestService, within limit: Duration = .seconds(40),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await eventually(within: limit, "all \(streams.count) keys stand at \(last)") {
            try await service.count("select count(*) from position where last_sequence = \(Int64(last))")
                == streams.count
        }
        for stream in streams {
            let entries = try await service.ledger(stream.ledger)?.entries
            #expect(entries == Array(1...last), sourceLocation: sourceLocation)
        }
        #expect(
            try await service.count("select count(*) from quarantine where resolved_at is null") == 0,
            sourceLocation: sourceLocation)
    }

    @Test("from one service's command to the other's effect: once, in order, offsets committed")
    func endToEnd() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven")
        let group = group()
        try await withService(topic: topic) { source async throws in
            try await withService(topic: topic) { sink async throws in
                let running = Running([
                    Relay(engine: source.engine, kafka: broker.configuration(), logger: quiet),
                    consumer(definition(topic, group), sink, broker),
                ])
                let ids = (0..<20).map { _ in UUID.v7() }
                for number in 1...10 { for id in ids { try await source.enter([number], in: id) } }
                let streams = ids.map { Stream(key: $0.text) }
                try await expect(streams, 10, in: sink)
                await running.stop()
                let client = try KafkaClient(broker.configuration(), logger: quiet)
                let partitions = (0..<4).map { TopicPartition(topic: topic, partition: $0) }
                let committed = try await client.committed(group: group, partitions)
                #expect(committed.values.compactMap { $0 }.reduce(0, +) == 200)
                await client.close()
            }
        }
    }

    @Test("a rebalance in a handler: two instances share the work, each effect once, in order")
    func rebalance() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic("keten.proeven", partitions: 4)
        let group = group()
        let streams = (0..<24).map { _ in Stream(topic: topic) }
        let definition = definition(topic, group) { _ in Thread.sleep(forTimeInterval: 0.002) }
        try await withService(topic: topic) { service async throws in
            let first = Running([consumer(definition, service, broker)])
            try await publish(streams, 1...40, to: broker)
            try await eventually(within: .seconds(20)) { try await service.count("select count(*) from event") > 0 }
            let other = TestService(service.database, topic: topic)
            let second = Running([other.pool, other.engine, consumer(definition, other, broker)])
            try await publish(streams, 41...80, to: broker)
            try await eventually(within: .seconds(40)) { try await service.count("select count(*) from event") > 1_200 }
            await second.crash()
            try await expect(streams, 80, in: service, within: .seconds(60))
            await first.stop()
        }
        await broker.stop()
    }

    @Test("a later message done first: the offset does not pass the unfinished one, and after a crash nothing is lost")
    func laterFirst() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven", partitions: 1)
        let group = group()
        let streams = (0..<12).map { _ in Stream(topic: topic) }
        let slow = streams[0].key
        let gate = Box(true)
        try await withService(topic: topic) { service async throws in
            let held = definition(topic, group) { message in
                if message.event.partitionkey == slow { while gate.value { Thread.sleep(forTimeInterval: 0.01) } }
            }
            let first = Running([consumer(held, service, broker)])
            try await publish(streams, 1...5, to: broker)
            // Other lanes go on; the lane of the slow key may hold some of the others.
            try await eventually(within: .seconds(20)) {
                try await service.count("select count(*) from position where last_sequence = 5") >= 4
            }
            let client = try KafkaClient(broker.configuration(), logger: quiet)
            let partition = TopicPartition(topic: topic, partition: 0)
            let committed = try await client.committed(group: group, [partition])[partition]
            #expect((committed ?? nil) ?? 0 == 0)
            await client.close()
            gate.change { $0 = false }
            await first.crash()
            let second = Running([consumer(definition(topic, group), service, broker)])
            try await expect(streams, 5, in: service)
            await second.stop()
        }
    }

    @Test("the database down on receipt: the messages wait, none is set aside")
    func databaseDown() async throws {
        let server = try await PostgresServer()
        let database = try await server.database(template: TestService.template(on: server))
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven")
        let streams = (0..<10).map { _ in Stream(topic: topic) }
        let service = TestService(database, topic: topic)
        let running = Running([service.pool, service.engine, consumer(definition(topic, group()), service, broker)])
        try await publish(streams, 1...5, to: broker)
        try await expect(streams, 5, in: service)
        await server.stop(.immediate)
        try await publish(streams, 6...10, to: broker)
        try await server.start()
        try await expect(streams, 10, in: service)
        await running.stop()
        await server.stop(.immediate)
    }

    @Test("a flood leaves the memory flat")
    func flood() async throws {
        let broker = try await DevelopmentBroker.start()
        let topic = try await broker.topic("keten.proeven", partitions: 16)
        let streams = (0..<500).map { _ in Stream(topic: topic) }
        try await withService(topic: topic) { service async throws in
            try await publish(streams, 1...40, to: broker)
            let before = residentMegabytes()
            let running = Running([consumer(definition(topic, group()), service, broker)])
            let most = Box(0)
            try await eventually(within: .seconds(120)) {
                most.change { $0 = max($0, residentMegabytes()) }
                return try await service.count("select count(*) from position where last_sequence = 40") == 500
            }
            #expect(most.value - before < 120, "\(most.value - before) MB more")
            await running.stop()
        }
        await broker.stop()
    }

    @Test("a message that can be neither decided nor set aside is not acknowledged, and is tried again; others go on")
    func notSetAside() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven", partitions: 1)
        let server = try await PostgresServer.shared()
        try await server.withDatabase(template: TestService.template(on: server)) { database in
            let service = TestService(database, topic: topic)
            let owner = try await database.connect(schema: TestService.schema)
            _ = try await owner.query("revoke insert on quarantine from \(identifier: TestService.runtime)")
            let (bad, good) = (Stream(topic: topic), Stream(topic: topic))
            let failing = Box(true)
            let group = group()
            let definition = definition(topic, group) {
                if $0.event.partitionkey == bad.key, failing.value { throw Sabotage() }
            }
            let running = Running([service.pool, service.engine, consumer(definition, service, broker)])
            try await publish([bad, good], 1...3, to: broker)
            try await eventually(within: .seconds(20)) { try await service.ledger(good.ledger)?.entries == [1, 2, 3] }
            #expect(try await service.ledger(bad.ledger) == nil)
            failing.change { $0 = false }
            _ = try await owner.query("grant insert on quarantine to \(identifier: TestService.runtime)")
            await owner.close()
            let sweeper = Running([Sweeper(engine: service.engine, consumers: [definition], source: nil, logger: quiet)]
            )
            try await expect([bad, good], 3, in: service)
            await sweeper.stop()
            await running.stop()
        }
    }

    @Test("close before the first assignment")
    func closeEarly() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven")
        try await withService(topic: topic) { service async throws in
            let running = Running([consumer(definition(topic, group()), service, broker)])
            let started = ContinuousClock.now
            await running.stop()
            #expect(ContinuousClock.now - started < .seconds(15))
        }
    }
}

/// Anonymous memory of this process.
func residentMegabytes() -> Int {
    // Absent on other systems; the difference of two zeroes is then 0.
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 / 1_024 } ?? 0
}
