import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Quarantine, gaps and redrive")
struct QuarantineTests {
    private let act = OperatorAct(organisation: "00000099000000001000", person: "mw-1", reason: "proef")

    private func consumer(failing: Box<Set<Int>>, tries: Box<Int> = Box(0)) -> ConsumerDefinition {
        ConsumerDefinition(
            "afnemer.proeven", topic: "keten.proeven",
            handlers: [
                EnterHandler { message in
                    if failing.value.contains(message.data.nummer) {
                        tries.change { $0 += 1 }
                        throw Sabotage()
                    }
                }
            ])
    }

    private func sweeper(_ service: TestService, _ consumer: ConsumerDefinition, _ source: (any GapSource)? = nil)
        -> Sweeper
    {
        Sweeper(engine: service.engine, consumers: [consumer], source: source, logger: quiet)
    }

    private func timePasses(_ service: TestService) async throws {
        _ = try await service.pool.query("update quarantine set next_at = clock_timestamp() where next_at is not null")
    }

    @Test("a fault that passes: the second try succeeds, and same-key followers come in order behind it")
    func transient() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([2])
            let consumer = consumer(failing: failing)
            let stream = Stream()
            #expect(
                await service.receive(consumer, stream, Array(1...60)).prefix(3) == ["handled", "failed", "parked"])
            failing.change { $0 = [] }
            let running = Running([sweeper(service, consumer)])
            try await timePasses(service)
            try await eventually { try await service.ledger(stream.ledger)?.entries == Array(1...60) }
            #expect(try await service.aside(stream).isEmpty)
            #expect(try await service.position(stream) == .init(last: 60, seen: 60, held: false, incarnation: "eerste"))
            await running.stop()
        }
    }

    @Test("a fault that stays: six tries in all, then it waits for a redrive, and comes back to it when that fails too")
    func permanent() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let tries = Box(0)
            let consumer = consumer(failing: failing, tries: tries)
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            let sweeper = sweeper(service, consumer)
            for _ in 0..<9 {
                try await timePasses(service)
                try await sweeper.bringBack()
            }
            #expect(tries.value == 6)
            #expect(try await service.start(RedriveSelection(consumer: "afnemer.proeven")).aantal == 1)
            #expect(try await service.redriver.step())
            try await sweeper.bringBack()
            try await sweeper.bringBack()
            #expect(tries.value == 7)
            failing.change { $0 = [] }
            try await eventually { try await service.redriver.step() }
            #expect(try await service.start().aantal == 1)
            #expect(try await service.redriver.step())
            async let one: Void = sweeper.bringBack()
            async let two: Void = sweeper.bringBack()
            _ = try await (one, two)
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2])
        }
    }

    @Test("one bad message costs its neighbours only retries")
    func bisect() async throws {
        try await withService { service async throws in
            let consumer = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [PoisonHandler()])
            let streams = (0..<64).map { _ in Stream() }
            let messages = streams.enumerated().flatMap { index, stream in
                [1, 2].map { stream.message($0, data: ["nummer": .integer(index == 17 && $0 == 1 ? 666 : $0)]) }
            }
            let outcomes = await service.receive(consumer, messages)
            #expect(outcomes.count(where: { $0 == "handled" }) == 126)
            #expect(outcomes.count(where: { $0 == "failed" }) == 1 && outcomes.count(where: { $0 == "parked" }) == 1)
            #expect(try await service.aside(streams[17]) == ["1 failed", "2 waiting"])
        }
    }

    @Test("beyond the cap of a key bodies are dropped, and the source gives them when their turn comes")
    func caps() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = consumer(failing: failing)
            let stream = Stream()
            let all = Array(1...Int64(QuarantineStore.perKey + 40))
            _ = await service.receive(consumer, stream, all)
            #expect(try await service.count("select count(*) from quarantine") == QuarantineStore.perKey)
            #expect(try await service.position(stream)?.seen == all.last)
            failing.change { $0 = [] }
            let source = TestSource { _, range in range.prefix(500).map { stream.event($0).encoded() } }
            let running = Running([sweeper(service, consumer, source)])
            try await timePasses(service)
            try await eventually(within: .seconds(60)) { try await service.position(stream)?.last == all.last }
            #expect(try await service.ledger(stream.ledger)?.entries == all.map(Int.init))
            await running.stop()
        }
    }

    @Test("the head of a key is kept also beyond the cap of the consumer, so that the key is not held for ever")
    func headBeyondCap() async throws {
        try await withService { service async throws in
            _ = try await service.pool.query(
                """
                insert into quarantine (id, consumer, source, topic, key, sequence, message_id, type, status, body, created_at)
                select gen_random_uuid(), 'afnemer.proeven', 's', 't', 'vol', n + 1, 'm' || n, 'x', 'waiting', '', now()
                from generate_series(1, \(QuarantineStore.perConsumer)) n
                """)
            let failing = Box<Set<Int>>([1])
            let consumer = consumer(failing: failing)
            let stream = Stream()
            #expect(await service.receive(consumer, stream, [1, 2]) == ["failed", "parked"])
            #expect(try await service.aside(stream) == ["1 failed"])
            failing.change { $0 = [] }
            let source = TestSource { key, range in key == stream.key ? range.map { stream.event($0).encoded() } : [] }
            let running = Running([sweeper(service, consumer, source)])
            try await timePasses(service)
            try await eventually { try await service.ledger(stream.ledger)?.entries == [1, 2] }
            await running.stop()
        }
    }

    @Test("a gap whose ask is lost is asked again, from the tables alone; a source that fails holds up no other")
    func lostAsk() async throws {
        try await withService { service async throws in
            let consumer = consumer(failing: Box([]))
            let (stream, other) = (Stream(), Stream())
            let lost = Box(2)
            let source = TestSource { key, range in
                if key == other.key { return range.map { other.event($0).encoded() } }
                let fails = lost.change { left in
                    left -= 1
                    return left >= 0
                }
                if fails { throw Sabotage() }
                return range.map { stream.event($0).encoded() }
            }
            _ = await service.receive(consumer, stream, [1, 5])
            let first = Running([sweeper(service, consumer, source)])
            try await eventually { source.asked.value >= 1 }
            await first.crash()
            _ = await service.receive(consumer, other, [3])
            let second = Running([sweeper(service, consumer, source)])
            try await eventually(within: .seconds(20)) {
                try await service.ledger(stream.ledger)?.entries == [1, 2, 3, 4, 5]
            }
            try await eventually { try await service.ledger(other.ledger)?.entries == [1, 2, 3] }
            await second.stop()
        }
    }

    @Test("a gap that closes drains at once, not at the next sweep")
    func prompt() async throws {
        try await withService { service async throws in
            let consumer = consumer(failing: Box([]))
            let running = Running([sweeper(service, consumer)])
            var took: [Duration] = []
            for _ in 0..<10 {
                let stream = Stream()
                _ = await service.receive(consumer, stream, [1, 3, 4])
                let started = ContinuousClock.now
                _ = await service.receive(consumer, stream, [2])
                try await eventually { try await service.ledger(stream.ledger)?.entries == [1, 2, 3, 4] }
                took.append(ContinuousClock.now - started)
            }
            #expect(took.sorted()[5] < .milliseconds(250), "\(took)")
            await running.stop()
        }
    }

    @Test("discards at the head and further back release the others")
    func discard() async throws {
        try await withService { service async throws in
            let consumer = consumer(failing: Box([1]))
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2, 3, 4])
            let operations = Operations(pool: service.pool, service: "proef")
            for sequence in [3, 1] as [Int64] {
                let id = try await service.pool.query("select id from quarantine where sequence = \(sequence)").first?
                    .decode(UUID.self)
                #expect(try await operations.discard(#require(id), by: act) != nil)
            }
            try await sweeper(service, consumer).bringBack()
            #expect(try await service.ledger(stream.ledger)?.entries == [2, 4])
            #expect(try await service.position(stream)?.last == 4)
        }
    }

    @Test("undecodable bytes stand in quarantine as they came, and hold no other up")
    func undecodable() async throws {
        try await withService { service async throws in
            let consumer = consumer(failing: Box([]))
            let stream = Stream()
            let bytes: [UInt8] = [0xff, 0x00, 0x7b, 0x22]
            #expect(
                await service.receive(consumer, [stream.message(bytes, offset: 7), stream.message(1)]) == [
                    "failed", "handled",
                ])
            let (body, id) = try #require(
                try await service.pool.query("select body, message_id from quarantine").first?.decode(
                    [UInt8].self, String.self))
            #expect(try PlainSeal().open(body, messageID: id) == bytes)
            #expect(id == "keten.proeven/0/7")
            try await timePasses(service)
            try await sweeper(service, consumer).bringBack()
            #expect(try await service.count("select attempts from quarantine where status = 'failed'") == 2)
            #expect(try await service.count("select count(*) from quarantine") == 1)
        }
    }

    @Test("a binary message that failed is read as binary again")
    func binary() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = consumer(failing: failing)
            let stream = Stream()
            let headers = [
                ("ce_specversion", "1.0"), ("ce_id", "b-1"), ("ce_source", stream.source),
                ("ce_type", Entered.eventType.type),
                ("ce_time", "2026-11-21T07:00:00Z"), ("ce_sequence", "1"), ("ce_partitionkey", stream.key),
                ("content-type", "application/json"),
            ].map { KafkaHeader(name: $0.0, value: Array($0.1.utf8)) }
            let message = stream.message(Array(#"{"nummer":1}"#.utf8), headers: headers)
            #expect(await service.receive(consumer, [message]) == ["failed"])
            failing.change { $0 = [] }
            try await timePasses(service)
            try await sweeper(service, consumer).bringBack()
            #expect(try await service.ledger(stream.ledger)?.entries == [1])
        }
    }

    @Test("a key with a zero byte is handled like any other")
    func zeroByte() async throws {
        try await withService { service async throws in
            let stream = Stream()
            let consumer = consumer(failing: Box([1]))
            var message = stream.message(1)
            message.key = [0x61, 0x00, 0x62]
            #expect(await service.receive(consumer, [message]) == ["failed"])
            #expect(try await service.count("select count(*) from quarantine where key = \("a\u{FFFD}b")") == 1)
        }
    }

    @Test("a dependency's outage sets nothing aside: a handler's lock that is held does, for its own key only")
    func lockHeld() async throws {
        try await withService(batchDeadline: .milliseconds(700)) { service async throws in
            let consumer = consumer(failing: Box([]))
            let (stuck, free) = (Stream(), Stream())
            _ = await service.receive(consumer, [stuck.message(1), free.message(1)])
            let other = try await service.database.connect(schema: TestService.schema)
            try await other.transaction { transaction in
                _ = try await transaction.query("select 1 from aggregate where id = \(stuck.ledger) for update")
                let outcomes = await service.receive(consumer, [stuck.message(2), free.message(2)])
                #expect(outcomes.sorted() == ["failed", "handled"])
            }
            await other.close()
            try await timePasses(service)
            try await sweeper(service, consumer).bringBack()
            #expect(try await service.ledger(stuck.ledger)?.entries == [1, 2])
        }
    }

    @Test("a stuck handler hits its deadline and holds its key; the others are handled")
    func stuckHandler() async throws {
        try await withService(batchDeadline: .milliseconds(500)) { service async throws in
            let stuck = Box(true)
            let consumer = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven",
                handlers: [
                    EnterHandler { message in
                        // No lock is awaited and nothing suspends: the thread itself is gone for a while.
                        if message.data.nummer == 13, stuck.value { Thread.sleep(forTimeInterval: 0.9) }
                    }
                ])
            let (slow, free) = (Stream(), Stream())
            let outcomes = await service.receive(
                consumer, [slow.message(1, data: ["nummer": 13]), free.message(1), slow.message(2), free.message(2)])
            #expect(outcomes.sorted() == ["failed", "handled", "handled", "parked"])
            stuck.change { $0 = false }
            try await timePasses(service)
            try await sweeper(service, consumer).bringBack()
            #expect(try await service.ledger(slow.ledger)?.entries == [13, 2])
        }
    }
}

/// Writes something that the database refuses for one number.
struct PoisonHandler: MessageHandler {
    func needs(_ message: Message<Entered>) -> [AggregateRef] { [AggregateRef(Ledger.self, message.ledger)] }

    func decide(_ message: Message<Entered>, in scope: inout Scope) throws {
        try scope.append([.entered(message.data.nummer)], to: Ledger.self, message.ledger)
        if message.data.nummer == 666 { scope.write("select 1 / (select 0)") }
    }
}
