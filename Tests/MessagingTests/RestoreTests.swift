import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("A schema restored to an earlier point")
struct RestoreTests {
    private let act = OperatorAct(organisation: "00000099000000001000", person: "mw-1", reason: "proef")
    private let consumer = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler()])

    /// As the broker brings them: all that a source published of a key, from a number on.
    private func published(
        _ source: TestService, _ key: UUID, from: Int64 = 1, to: Int64 = 1_000
    ) async throws -> [KafkaMessage] {
        try await LogReader(pool: source.pool, source: source.source)
            .events(topic: source.topic, key: key.text, from: from, to: to)
            .map { Stream(topic: source.topic, key: key.text).message($0) }
    }

    /// The relay's part: what is appended counts as published.
    private func publish(_ service: TestService) async throws {
        _ = try await service.pool.query("delete from outbox")
    }

    private func entries(_ service: TestService, _ key: UUID) async throws -> [Int]? {
        try await service.ledger(UUID(named: "afnemer \(key.text)"))?.entries
    }

    /// A source's log as it was, in a database of its own, with what the operator has to say of it.
    private func withRestored<T: Sendable>(
        _ dump: String, _ body: (TestService) async throws -> T
    ) async throws -> T {
        let server = try await PostgresServer.shared()
        return try await server.withDatabase { database in
            try await server.restore(dump, into: database)
            let service = TestService(database)
            let running = Running([service.pool, service.engine])
            do {
                let value = try await body(service)
                await running.stop()
                return value
            } catch {
                await running.stop()
                throw error
            }
        }
    }

    private func renew(_ service: TestService) async throws {
        let owner = try await service.database.connect(schema: TestService.schema)
        _ = try await RestoredLog.renew(on: owner, by: act)
        await owner.close()
    }

    @Test("conflicts surface, nothing is silently lost, and once the restored history is accepted all flows in order")
    func restored() async throws {
        let (ahead, level, behind) = (UUID.v7(), UUID.v7(), UUID.v7())
        try await withService { source async throws in
            for key in [ahead, level, behind] { try await source.enter([1, 2, 3], in: key) }
            let dump = try await source.database.server.dump(source.database)
            try await source.enter([4, 5], in: ahead)
            try await publish(source)
            try await withService { target async throws in
                // One consumer is past the point, one at it, one has not come to it.
                #expect(
                    await target.receive(consumer, try await published(source, ahead)).allSatisfy { $0 == "handled" })
                _ = await target.receive(consumer, try await published(source, level))
                _ = await target.receive(consumer, try await published(source, behind, to: 2))
                try await withRestored(dump) { copy async throws in
                    #expect(try await RestoredLog.isUnexplained(copy.pool))
                    try await renew(copy)
                    #expect(try await RestoredLog.isUnexplained(copy.pool) == false)
                    for key in [ahead, level, behind] { try await copy.enter([40, 50, 60], in: key) }
                    try await publish(copy)
                    for key in [level, behind] {
                        _ = await target.receive(consumer, try await published(copy, key, from: 4))
                    }
                    let outcomes = await target.receive(consumer, try await published(copy, ahead, from: 4))
                    #expect(outcomes == ["parked", "parked", "parked"])
                    // Whoever had not gone past the point follows without anybody.
                    #expect(try await entries(target, level) == [1, 2, 3, 40, 50, 60])
                    #expect(try await entries(target, ahead) == [1, 2, 3, 4, 5])
                    let operations = Operations(pool: target.pool, service: "proef")
                    let conflicts = try await operations.conflicts(.init(), limit: 10)
                    #expect(conflicts.map(\.sleutel) == [ahead.text])
                    #expect(conflicts.first?.gaatVerderNa == 3)
                    #expect(conflicts.first?.verwerktTot == 5)
                    #expect(conflicts.first?.berichten == 3)
                    let gaps = TestSource { key, range in
                        try await LogReader(pool: copy.pool, source: copy.source).events(
                            topic: copy.topic, key: key, from: range.lowerBound, to: range.upperBound)
                    }
                    let sweeping = Running([
                        Sweeper(engine: target.engine, consumers: [consumer], source: gaps, logger: quiet)
                    ])
                    // Who was behind asks for what it misses, and then follows.
                    try await eventually(within: .seconds(20)) {
                        try await entries(target, behind) == [1, 2, 3, 40, 50, 60]
                    }
                    #expect(
                        try await operations.acceptRestored(.init(), incarnation: nil, dryRun: true, by: act)
                            == .init(keys: 1, left: 0, given: 2))
                    #expect(try await operations.conflicts(.init(), limit: 10).count == 1)
                    #expect(
                        try await operations.acceptRestored(.init(), incarnation: nil, dryRun: false, by: act)
                            == .init(keys: 1, left: 0, given: 2))
                    try await eventually(within: .seconds(20)) {
                        try await entries(target, ahead) == [1, 2, 3, 4, 5, 40, 50, 60]
                    }
                    // Late copies of both histories change nothing, and new work flows.
                    let old = try await published(source, ahead)
                    let late = old + (try await published(copy, ahead))
                    #expect(Set(await target.receive(consumer, late)) == ["duplicate"])
                    for key in [ahead, level, behind] { try await copy.enter([70], in: key) }
                    try await publish(copy)
                    for key in [ahead, level, behind] {
                        #expect(await target.receive(consumer, try await published(copy, key, from: 7)) == ["handled"])
                    }
                    #expect(try await target.count("select count(*) from quarantine where resolved_at is null") == 0)
                    #expect(try await target.count("select count(*) from position where held or conflicted") == 0)
                    #expect(
                        try await target.count(
                            "select count(*) from operator_action where action = 'restore-accept' and reason = 'proef'")
                            == 1)
                    await sweeping.stop()
                }
            }
        }
    }

    @Test("a conflict of which only a later number arrived: the rest of the restored history is asked for")
    func onlyLater() async throws {
        let key = UUID.v7()
        try await withService { source async throws in
            try await source.enter([1, 2], in: key)
            let dump = try await source.database.server.dump(source.database)
            try await source.enter([3, 4], in: key)
            try await publish(source)
            try await withService { target async throws in
                _ = await target.receive(consumer, try await published(source, key))
                try await withRestored(dump) { copy async throws in
                    try await renew(copy)
                    try await copy.enter([30, 40, 50], in: key)
                    try await publish(copy)
                    #expect(await target.receive(consumer, try await published(copy, key, from: 5)) == ["parked"])
                    let operations = Operations(pool: target.pool, service: "proef")
                    _ = try await operations.acceptRestored(
                        .init(key: key.text), incarnation: nil, dryRun: false, by: act)
                    let gaps = TestSource { key, range in
                        try await LogReader(pool: copy.pool, source: copy.source).events(
                            topic: copy.topic, key: key, from: range.lowerBound, to: range.upperBound)
                    }
                    let sweeping = Running([
                        Sweeper(engine: target.engine, consumers: [consumer], source: gaps, logger: quiet)
                    ])
                    try await eventually(within: .seconds(20)) {
                        try await entries(target, key) == [1, 2, 3, 4, 30, 40, 50]
                    }
                    await sweeping.stop()
                }
            }
        }
    }

    @Test("a false history on a real key: laid away, and the key goes on with its own")
    func falseHistory() async throws {
        try await withService { service async throws in
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            var other = stream
            other.incarnation = "vals"
            #expect(await service.receive(consumer, other, [3, 900]) == ["parked", "parked"])
            #expect(await service.receive(consumer, stream, [3, 4]) == ["parked", "parked"])
            let operations = Operations(pool: service.pool, service: "proef")
            // Where it goes on is not said, so it cannot be followed.
            #expect(
                try await operations.acceptRestored(.init(), incarnation: nil, dryRun: false, by: act)
                    == .init(keys: 0, left: 1, given: 0))
            #expect(
                try await operations.discardConflicts(.init(key: stream.key), dryRun: false, by: act)
                    == .init(keys: 1, left: 0, given: 2))
            let sweeper = Sweeper(engine: service.engine, consumers: [consumer], source: nil, logger: quiet)
            try await sweeper.bringBack()
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 3, 4])
            #expect(try await service.position(stream) == .init(last: 4, seen: 4, held: false, incarnation: "eerste"))
            // It is told again: it surfaces again.
            #expect(await service.receive(consumer, other, [5]) == ["parked"])
            #expect(try await operations.conflicts(.init(), limit: 10).count == 1)
        }
    }

    @Test("a message of another history is neither driven again nor laid away by itself: its number is not its own")
    func conflictRow() async throws {
        try await withService { service async throws in
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            var other = stream
            other.incarnation = "vals"
            #expect(await service.receive(consumer, other, [3]) == ["parked"])
            let row = try await service.aside("status = 'conflict'")
            let (operations, refused) = (service.operations, QuarantineError.notFailed(row, status: "conflict"))
            await #expect(throws: refused) {
                _ = try await operations.startRedrive(RedriveSelection(ids: [row]), rate: 100, by: act)
            }
            await #expect(throws: refused) { _ = try await operations.discard(row, by: act) }
            #expect(try await operations.previewRedrive(RedriveSelection(key: stream.key)).aantal == 0)
            #expect(try await service.position(stream)?.last == 2)
            _ = try await operations.discardConflicts(.init(), dryRun: false, by: act)
            // Whoever has the number by rights still comes.
            #expect(await service.receive(consumer, stream, [3]) == ["handled"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 3])
        }
    }

    @Test("a message that failed is not driven past a conflict of its key")
    func failedAndConflicted() async throws {
        try await withService { service async throws in
            let failing = Box(true)
            let consumer = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven",
                handlers: [EnterHandler { _ in if failing.value { throw Sabotage() } }])
            let stream = Stream()
            #expect(await service.receive(consumer, stream, [1, 2]) == ["failed", "parked"])
            var other = stream
            other.incarnation = "vals"
            _ = try await service.pool.query("update position set incarnation = 'eerste'")
            #expect(await service.receive(consumer, other, [1]) == ["parked"])
            failing.change { $0 = false }
            _ = try await service.pool.query(
                "update quarantine set next_at = clock_timestamp() where status = 'failed'")
            let sweeper = Sweeper(engine: service.engine, consumers: [consumer], source: nil, logger: quiet)
            try await sweeper.bringBack()
            #expect(try await service.ledger(stream.ledger) == nil)
            let operations = Operations(pool: service.pool, service: "proef")
            _ = try await operations.discardConflicts(.init(), dryRun: false, by: act)
            #expect(try await service.position(stream)?.held == true)
            try await sweeper.bringBack()
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2])
        }
    }

    @Test("the service does not start on a copy that nobody explained; a complete one goes on as it was")
    func complete() async throws {
        let key = UUID.v7()
        try await withService { source async throws in
            try await source.enter([1, 2], in: key)
            let dump = try await source.database.server.dump(source.database)
            #expect(try await RestoredLog.isUnexplained(source.pool) == false)
            try await withRestored(dump) { copy async throws in
                #expect(try await RestoredLog.isUnexplained(copy.pool))
                let owner = try await copy.database.connect(schema: TestService.schema)
                _ = try await owner.query(
                    "update relay_lease set owner = 'a', expires_at = clock_timestamp() + interval '9 s'")
                await #expect(throws: RestoredLog.NotStopped.self) {
                    try await RestoredLog.confirmComplete(on: owner, by: act)
                }
                _ = try await owner.query("update relay_lease set owner = null, expires_at = '-infinity'")
                try await RestoredLog.confirmComplete(on: owner, by: act)
                await owner.close()
                #expect(try await RestoredLog.isUnexplained(copy.pool) == false)
                try await copy.enter([3], in: key)
                // The tables alone say what is left to publish.
                #expect(try await copy.count("select count(*) from outbox") == 3)
                try await publish(copy)
                try await withService { target async throws in
                    #expect(
                        await target.receive(consumer, try await published(copy, key))
                            == ["handled", "handled", "handled"])
                }
            }
        }
    }
}
