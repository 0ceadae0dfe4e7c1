import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

/// A source's log, asked as its events API is.
struct LogSource: GapSource, KeySource {
    let service: TestService
    let asked = Box(0)
    /// How many of the first questions get lost.
    var loses = 0

    private var reader: LogReader { LogReader(pool: service.pool, source: service.source) }

    func events(of source: String, topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]] {
        if asked.change({
            $0 += 1
            return $0
        }) <= loses {
            throw Sabotage()
        }
        return try await reader.events(topic: service.topic, key: key, from: from, to: to)
    }

    func keys(
        of topic: String, since: Date?, key: String?, after: String
    ) async throws -> (source: String, keys: [KeyState]) {
        (service.source, try await reader.keys(topic: service.topic, since: since, key: key, after: after))
    }
}

@Suite("A consumer's history: rebuilt, caught up with, begun late, passed over")
struct ReplayTests {
    private let act = OperatorAct(organisation: "00000099000000001000", person: "mw-1", reason: "proef")
    private let consumer = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler()])

    /// A source with published events of some keys, and a consumer's service that sweeps and replays.
    private func withBoth<T: Sendable>(
        keys: Int = 3, events: Int = 5, loses: Int = 0, consumer: ConsumerDefinition? = nil,
        _ body: (TestService, TestService, LogSource, [UUID]) async throws -> T
    ) async throws -> T {
        try await withService { source async throws in
            let ids = (0..<keys).map { _ in UUID.v7() }
            for id in ids { try await source.enter(Array(1...events), in: id) }
            _ = try await source.pool.query("delete from outbox")
            return try await withService { target async throws in
                let log = LogSource(service: source, loses: loses)
                let definition = consumer ?? self.consumer
                let running = Running([
                    Sweeper(engine: target.engine, consumers: [definition], source: log, logger: quiet),
                    Replayer(engine: target.engine, consumers: [definition], source: log, logger: quiet),
                ])
                let value = try await body(source, target, log, ids)
                await running.stop()
                return value
            }
        }
    }

    private func receive(_ target: TestService, _ log: LogSource, _ id: UUID, _ numbers: ClosedRange<Int64>)
        async throws
    {
        let stream = Stream(key: id.text)
        let events = try await log.events(
            of: "", topic: "", key: id.text, from: numbers.lowerBound, to: numbers.upperBound)
        _ = await target.receive(consumer, events.map { stream.message($0) })
    }

    private func ledger(_ target: TestService, _ id: UUID) async throws -> Ledger? {
        try await target.ledger(UUID(named: "afnemer \(id.text)"))
    }

    private func operations(_ service: TestService) -> Operations { Operations(pool: service.pool, service: "proef") }

    private func replay(_ target: TestService, _ wish: Operations.ReplayWish) async throws {
        try await operations(target).replay(wish, consumer: consumer.name, topic: "keten.proeven", by: act)
    }

    private func settled(_ target: TestService) async throws {
        try await eventually(within: .seconds(30), "the replay is done and nothing is missing") {
            let running = try await target.count("select count(*) from replay where status = 'running'")
            let missing = try await target.count("select count(*) from position where seen_sequence > last_sequence")
            return running == 0 && missing == 0
        }
    }

    @Test("a rebuild gives everything again and mails nobody; what comes after it goes out as always")
    func rebuild() async throws {
        try await withBoth { source, target, log, ids async throws in
            for id in ids { try await receive(target, log, id, 1...5) }
            let preview = try await operations(target).previewReplay(
                .init(.rebuild), consumer: consumer.name, topic: "keten.proeven", from: log)
            #expect((preview.sleutels, preview.gebeurtenissen, preview.stil) == (3, 15, 15))
            #expect(try await target.count("select count(*) from position where last_sequence = 5") == 3)
            try await replay(target, .init(.rebuild))
            await #expect(throws: ActRefused.self) { try await replay(target, .init(.rebuild)) }
            try await settled(target)
            for id in ids {
                let ledger = try await ledger(target, id)
                #expect(ledger?.entries == [1, 2, 3, 4, 5])
                // The test's handler notes that it was told to keep still, once for each event.
                #expect(ledger?.stages.count == 5)
            }
            try await source.enter([6], in: ids[0])
            _ = try await source.pool.query("delete from outbox")
            try await receive(target, log, ids[0], 6...6)
            #expect(try await ledger(target, ids[0])?.entries == [1, 2, 3, 4, 5, 6])
            #expect(
                try await target.count("select count(*) from operator_action where action = 'replay-rebuild'") == 1)
        }
    }

    @Test("a rebuild from a moment, and of one key from a number")
    func rebuildFrom() async throws {
        try await withBoth { source, target, log, ids async throws in
            let moment = try await source.pool.query("select clock_timestamp()").first?.decode(Date.self) ?? Date()
            try await source.enter([6, 7], in: ids[0])
            _ = try await source.pool.query("delete from outbox")
            for id in ids { try await receive(target, log, id, 1...7) }
            let preview = try await operations(target).previewReplay(
                .init(.rebuild, since: moment), consumer: consumer.name, topic: "keten.proeven", from: log)
            #expect((preview.sleutels, preview.gebeurtenissen, preview.stil) == (1, 2, 2))
            try await replay(target, .init(.rebuild, since: moment))
            try await settled(target)
            #expect(try await ledger(target, ids[0])?.stages.count == 2)
            #expect(try await ledger(target, ids[1])?.stages.isEmpty == true)
            try await replay(target, .init(.rebuild, key: ids[1].text, fromSequence: 4))
            try await settled(target)
            #expect(try await ledger(target, ids[1])?.stages.count == 2)
            #expect(try await ledger(target, ids[2])?.stages.isEmpty == true)
        }
    }

    @Test("a rebuild after the fault was mended: what had failed comes in its turn, with its effects")
    func rebuildFailed() async throws {
        let failing = Box(true)
        let consumer = ConsumerDefinition(
            "afnemer.proeven", topic: "keten.proeven",
            handlers: [EnterHandler { if failing.value, $0.data.nummer == 3 { throw Sabotage() } }])
        try await withBoth(consumer: consumer) { _, target, log, ids async throws in
            let stream = Stream(key: ids[0].text)
            let events = try await log.events(of: "", topic: "", key: stream.key, from: 1, to: 5)
            _ = await target.receive(consumer, events.map { stream.message($0) })
            #expect(try await target.position(stream)?.held == true)
            failing.change { $0 = false }
            try await replay(target, .init(.rebuild))
            try await settled(target)
            let ledger = try await ledger(target, ids[0])
            #expect(ledger?.entries == [1, 2, 3, 4, 5])
            #expect(ledger?.stages.count == 2)
        }
    }

    @Test(
        "a rebuild passes over again what was laid away, at the head and further back, also when its body is long gone")
    func rebuildDiscarded() async throws {
        let failing = Box<Set<Int>>([2])
        let consumer = Redriving.consumer(failing: failing)
        try await withBoth(consumer: consumer) { _, target, log, ids async throws in
            let stream = Stream(key: ids[0].text)
            let events = try await log.events(of: "", topic: "", key: stream.key, from: 1, to: 5)
            _ = await target.receive(consumer, events.map { stream.message($0) })
            #expect(try await target.aside(stream) == ["2 failed", "3 waiting", "4 waiting", "5 waiting"])
            for number in [4, 2] {
                let row = try await target.aside("sequence = \(Int64(number)) and resolved_at is null")
                _ = try await operations(target).discard(row, by: act)
            }
            try await eventually { try await ledger(target, ids[0])?.entries == [1, 3, 5] }
            failing.change { $0 = [] }
            _ = try await target.pool.query("update quarantine set resolved_at = resolved_at - interval '15 days'")
            for statement in Housekeeping.statements { _ = try await target.pool.query(statement) }
            let left = try await target.pool.query(
                "select sequence, status, body is null from quarantine order by sequence"
            ).map { try $0.decode(Int64.self, String.self, Bool.self) }
            #expect(left.map(\.0) == [2, 4] && left.allSatisfy { $0.1 == "discarded" && $0.2 })
            try await replay(target, .init(.rebuild))
            try await settled(target)
            let after = try await ledger(target, ids[0])
            #expect(after?.entries == [1, 3, 5])
            #expect(after?.stages.count == 3)
        }
    }

    @Test(
        "what nobody told of: the last events of a key and whole keys are caught up with, also when questions get lost")
    func catchUp() async throws {
        try await withBoth(loses: 4) { _, target, log, ids async throws in
            _ = await target.receive(
                consumer,
                try await LogReader(pool: log.service.pool, source: log.service.source)
                    .events(topic: log.service.topic, key: ids[0].text, from: 1, to: 2)
                    .map { Stream(key: ids[0].text).message($0) })
            try await replay(target, .init(.catchUp))
            try await eventually(within: .seconds(30), "all keys are complete") {
                try await target.count("select count(*) from position where last_sequence = 5") == 3
            }
            for id in ids {
                #expect(try await ledger(target, id)?.entries == [1, 2, 3, 4, 5])
                #expect(try await ledger(target, id)?.stages.isEmpty == true)
            }
            #expect(log.asked.value > 4)
        }
    }

    @Test("a consumer that begins late: what lies before the cut-off is known, what comes after is handled")
    func baseline() async throws {
        try await withBoth { source, target, log, ids async throws in
            let cutOff = try await source.pool.query("select clock_timestamp()").first?.decode(Date.self) ?? Date()
            try await source.enter([6], in: ids[0])
            let later = UUID.v7()
            try await source.enter([1], in: later)
            _ = try await source.pool.query("delete from outbox")
            // Without a baseline the first sight of a number is a gap, never a guess.
            try await receive(target, log, ids[2], 5...5)
            try await replay(target, .init(.baseline, since: cutOff))
            try await settled(target)
            #expect(try await ledger(target, ids[0])?.entries == [6])
            #expect(try await ledger(target, ids[1]) == nil)
            #expect(try await ledger(target, ids[2])?.entries == [1, 2, 3, 4, 5])
            try await receive(target, log, ids[1], 1...5)
            #expect(try await ledger(target, ids[1]) == nil)
            #expect(try await ledger(target, later)?.entries == [1])
        }
    }

    @Test("a gap that the source cannot supply is passed over, with a reason, up to what waits behind it")
    func skip() async throws {
        try await withService { service async throws in
            let stream = Stream()
            let operations = operations(service)
            _ = await service.receive(consumer, stream, [1])
            await #expect(throws: ActRefused.self) {
                _ = try await operations.skipGap(
                    consumer: consumer.name, topic: stream.topic, key: stream.key, through: nil, dryRun: false, by: act)
            }
            _ = await service.receive(consumer, stream, [5, 6])
            let source = TestSource { _, _ in [] }
            let sweeper = Sweeper(engine: service.engine, consumers: [consumer], source: source, logger: quiet)
            var backoff: [PositionKey: Sweeper.Backoff] = [:]
            try await sweeper.fillGaps(&backoff)
            #expect(try await service.position(stream)?.last == 1)
            func skip(_ through: Int64?, dryRun: Bool) async throws -> ClosedRange<Int64> {
                try await operations.skipGap(
                    consumer: consumer.name, topic: stream.topic, key: stream.key, through: through, dryRun: dryRun,
                    by: act)
            }
            #expect(try await skip(nil, dryRun: true) == 2...4)
            #expect(try await skip(2, dryRun: false) == 2...2)
            #expect(try await skip(900, dryRun: false) == 3...4)
            try await sweeper.bringBack()
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 5, 6])
            // What was passed over and comes after all is no news.
            #expect(await service.receive(consumer, stream, [3]) == ["duplicate"])
            #expect(
                try await service.count(
                    "select count(*) from operator_action where action = 'skip' and reason = 'proef'")
                    == 2)
        }
    }
}
