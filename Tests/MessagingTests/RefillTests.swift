import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Refilling a broker that lost its data")
struct RefillTests {
    private let act = OperatorAct(organisation: "00000099000000001000", person: "mw-1", reason: "proef")

    private func relay(_ service: TestService, _ broker: DevelopmentBroker) -> Relay {
        Relay(engine: service.engine, kafka: broker.configuration(), logger: quiet)
    }

    private func refill(_ service: TestService, perSecond: Int = 100_000) async throws -> UUID {
        try await Operations(pool: service.pool, service: "proef")
            .refill(topic: nil, perSecond: perSecond, dryRun: false, by: act).id
    }

    private func isDone(_ service: TestService) async throws {
        try await eventually(within: .seconds(60), "the refill is done") {
            try await service.count("select count(*) from refill where status <> 'done'") == 0
        }
    }

    private func outboxIsEmpty(_ service: TestService) async throws {
        try await eventually(within: .seconds(30), "the outbox is empty") {
            try await service.count("select count(*) from outbox") == 0
        }
    }

    @Test("everything goes out again in key order, one refill at a time, and it is recorded who asked")
    func again() async throws {
        try await withTap { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            let ids = (0..<4).map { _ in UUID.v7() }
            for number in 1...15 { for id in ids { try await service.enter([number], in: id) } }
            try await tap.expectAll(of: service)
            try await outboxIsEmpty(service)
            let operations = Operations(pool: service.pool, service: "proef")
            let preview = try await operations.refill(topic: service.topic, perSecond: 1, dryRun: true, by: act)
            #expect(preview.totaal == 60)
            #expect(try await service.count("select count(*) from refill") == 0)
            let before = tap.messages.count
            _ = try await refill(service)
            await #expect(throws: ActRefused.self) { _ = try await refill(service) }
            try await isDone(service)
            try await eventually { tap.messages.count == before + 60 }
            let copies = try tap.messages[before...].reduce(into: [String: [Int64]]()) { found, message in
                let event = try CloudEvent.decode(structured: message.value, .tolerant)
                found[event.partitionkey ?? "", default: []].append(event.sequence ?? 0)
            }
            #expect(copies == Dictionary(uniqueKeysWithValues: ids.map { ($0.text, Array(1...15)) }))
            #expect(try await service.count("select count(*) from operator_action where action = 'refill'") == 1)
            await running.stop()
        }
    }

    @Test("what the broker confirmed before it lost its data is recorded first, and then goes out again too")
    func settledFirst() async throws {
        try await withTap { service, broker, tap async throws in
            let id = UUID.v7()
            for number in 1...3 { try await service.enter([number], in: id) }
            // As after a confirmation that came in and is not recorded yet.
            _ = try await service.pool.query("delete from outbox where sequence < 3")
            let lease = Lease(owner: "proef", pool: service.pool)
            let epoch = try #require(await lease.hold())
            _ = try await refill(service)
            let refilling = Task {
                await Refill(
                    pool: service.pool, kafka: broker.configuration(),
                    envelope: Envelope(source: service.engine.writer.source),
                    owner: lease.owner, epoch: epoch, logger: quiet,
                    settled: {
                        do { _ = try await service.pool.query("delete from outbox") } catch { Issue.record(error) }
                    }
                ).run()
            }
            try await isDone(service)
            refilling.cancel()
            await refilling.value
            try await eventually { tap.messages.count == 3 }
        }
    }

    @Test("it never overtakes the outbox, while work comes in and a key is held", .needs(.faults))
    func neverOvertakes() async throws {
        try await withTap(own: true) { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            let ids = (0..<6).map { _ in UUID.v7() }
            for number in 1...5 { for id in ids { try await service.enter([number], in: id) } }
            try await tap.expectAll(of: service)
            try await outboxIsEmpty(service)
            // The broker refuses one event: its key waits in the outbox, with all that follows.
            try await broker.failNext(1, request: 0, with: 10)
            try await service.enter([6], in: ids[0])
            try await eventually {
                try await service.count("select count(*) from outbox where failed_at is not null") == 1
            }
            async let working: Void = {
                for number in 7...40 { for id in ids { try await service.enter([number], in: id) } }
            }()
            for _ in 0..<3 {
                _ = try await refill(service)
                try await isDone(service)
            }
            try await working
            try await eventually { try await service.count("select count(*) from outbox") == 35 }
            // Nothing that waits in the outbox has been seen by anybody.
            #expect(try tap.sequences()[ids[0].text] == [1, 2, 3, 4, 5])
            _ = try await service.pool.query(
                "update outbox set retry_at = clock_timestamp() where failed_at is not null")
            // First copies in order and without gaps, for every key.
            try await tap.expectAll(of: service)
            await running.stop()
        }
    }

    @Test("whoever leads after a crash goes on where the broker had confirmed; paused it waits, cancelled it ends")
    func crash() async throws {
        try await withTap { service, broker, tap async throws in
            let first = Running([relay(service, broker)])
            let id = UUID.v7()
            for number in 1...60 { try await service.enter([number], in: id) }
            try await tap.expectAll(of: service)
            try await outboxIsEmpty(service)
            let job = try await refill(service, perSecond: 40)
            try await eventually(within: .seconds(20)) {
                try await service.count("select published from refill") >= 20
            }
            await first.crash()
            let reached = try await service.count("select published from refill")
            #expect(reached < 60)
            let operations = Operations(pool: service.pool, service: "proef")
            try await operations.setRefill(job, to: .paused, by: act)
            _ = try await service.pool.query("update relay_lease set expires_at = '-infinity'")
            let second = Running([relay(service, broker)])
            try await service.enter([61], in: id)
            try await outboxIsEmpty(service)
            #expect(try await service.count("select published from refill") == reached)
            await #expect(throws: ActRefused.self) { _ = try await refill(service) }
            try await operations.setRefill(job, to: .running, by: act)
            try await isDone(service)
            #expect(try await service.count("select published from refill") == 60)
            // A chunk at the most went out twice.
            let copies = try tap.messages.map { try CloudEvent.decode(structured: $0.value, .tolerant).sequence ?? 0 }
            for sequence: Int64 in 1...60 { #expect(copies.count(where: { $0 == sequence }) >= 2) }
            #expect(copies.count <= 61 + 60 + Refill.chunk)
            let other = try await refill(service, perSecond: 1)
            try await operations.setRefill(other, to: .cancelled, by: act)
            await #expect(throws: ActRefused.self) { try await operations.setRefill(other, to: .running, by: act) }
            await second.stop()
        }
    }

    @Test(
        "the broker restarts empty while all runs: everything is published again, nothing takes effect twice, new work flows",
        .needs(.faults))
    func brokerLost() async throws {
        let broker = try await DevelopmentBroker.start()
        let name = "keten.proeven-\(UUID().uuidString.prefix(8).lowercased())"
        try await broker.createTopic(name, partitions: 4)
        try await withService(topic: name) { source async throws in
            try await withService { target async throws in
                let definition = ConsumerDefinition("afnemer.proeven", topic: name, handlers: [EnterHandler()])
                let running = Running([
                    relay(source, broker),
                    Consumer(
                        definition, engine: target.engine, kafka: broker.configuration(), instance: nil, logger: quiet),
                    Sweeper(engine: target.engine, consumers: [definition], source: nil, logger: quiet),
                ])
                let ids = (0..<8).map { _ in UUID.v7() }
                func reached(_ numbers: ClosedRange<Int>) async throws {
                    for id in ids {
                        let ledger = UUID(named: "afnemer \(id.text)")
                        try await eventually(within: .seconds(60), "\(id) has \(numbers)") {
                            try await target.ledger(ledger)?.entries == Array(numbers)
                        }
                    }
                }
                for number in 1...10 { for id in ids { try await source.enter([number], in: id) } }
                try await reached(1...10)
                try await outboxIsEmpty(source)
                let reborn = try await broker.restartEmpty(with: [name], partitions: 4)
                for id in ids { try await source.enter([11], in: id) }
                let operations = Operations(pool: target.pool, service: "proef")
                _ = try await refill(source)
                // What an operator does where a consumer stands still, and harmless where none does.
                _ = try await operations.restart(["afnemer.proeven"], dryRun: false, by: act)
                try await isDone(source)
                try await outboxIsEmpty(source)
                let tap = try Tap(reborn, topics: [name])
                try await eventually(within: .seconds(40), "all events are on the new broker") {
                    try tap.sequences().mapValues(\.count)
                        == Dictionary(
                            uniqueKeysWithValues: ids.map { ($0.text, 11) })
                }
                try await reached(1...11)
                for id in ids { try await source.enter([12], in: id) }
                try await reached(1...12)
                try await eventually(within: .seconds(20), "no partition stands still") {
                    try await target.count(
                        "select count(*) from consumer_partition where stands_still_since is not null") == 0
                }
                #expect(try await target.count("select count(*) from quarantine where resolved_at is null") == 0)
                await tap.close()
                await running.stop()
                await reborn.stop()
            }
        }
    }

    @Test(
        "a consumer whose offset the broker does not have stands still until an operator lets it read on",
        .needs(.dropsOldest))
    func standstill() async throws {
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven", partitions: 1)
        try await withService(topic: topic) { service async throws in
            let definition = ConsumerDefinition(
                "afnemer.\(UUID().uuidString)", topic: topic, handlers: [EnterHandler()])
            func consumer() -> Running {
                Running([
                    Consumer(
                        definition, engine: service.engine, kafka: broker.configuration(), instance: nil, logger: quiet)
                ])
            }
            func read(_ sequence: Int64) async throws {
                try await eventually(within: .seconds(30), "all have \(sequence)") {
                    try await service.count(
                        "select count(*) from position where last_sequence = \(sequence) and topic = \(topic)") == 6
                }
            }
            let streams = (0..<6).map { _ in Stream(topic: topic) }
            let first = consumer()
            try await produce(broker, streams.map { $0.message(1) })
            try await read(1)
            await first.stop()
            // The broker lets go of what is oldest, and so of the offset that the group had reached.
            // What can be compressed would take no room.
            let noise = Data((0..<45_000).map { _ in UInt8.random(in: 0...255) })
            let padding = JSON.string(noise.base64EncodedString())
            let filling = Stream(topic: topic)
            for number: Int64 in 0..<3 {
                try await produce(
                    broker,
                    (1...60).map {
                        filling.message(number * 60 + $0, type: "nl.keten.proeven.vulling.v1", data: ["x": padding])
                    })
            }
            let second = consumer()
            let operations = Operations(pool: service.pool, service: "proef")
            try await eventually(within: .seconds(30), "it stands still") {
                try await operations.history().stilstand.map(\.topic) == [topic]
            }
            try await produce(broker, streams.map { $0.message(2) })
            #expect(try await operations.restart([definition.name], dryRun: true, by: act) == 1)
            #expect(try await service.count("select count(*) from position where last_sequence = 2") == 0)
            #expect(try await operations.restart([definition.name], dryRun: false, by: act) == 1)
            try await read(2)
            #expect(try await operations.history().stilstand.isEmpty)
            await second.stop()
            // Its offset is in range again: the next life needs nobody.
            let third = consumer()
            try await produce(broker, streams.map { $0.message(3) })
            try await read(3)
            #expect(try await operations.history().stilstand.isEmpty)
            await third.stop()
            for stream in streams { #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 3]) }
        }
    }

    private func produce(_ broker: DevelopmentBroker, _ messages: [KafkaMessage]) async throws {
        let producer = try KafkaProducer(broker.configuration(), logger: quiet)
        let records = messages.enumerated().map {
            OutgoingRecord(
                topic: $1.topic, key: $1.key, value: $1.value, headers: $1.headers, tag: UInt64($0))
        }
        #expect(producer.enqueue(records) == records.count)
        #expect(await producer.flush(within: .seconds(20)))
        await producer.close()
    }
}
