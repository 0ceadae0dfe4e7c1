import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("The position table, row by row (MESSAGING §5)")
struct PositionTests {
    private let consumer = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler()])

    @Test(
        "the rule itself, without a database",
        arguments: [
            (5, "a", nil, false, Position.Arrival.decide),
            (4, "a", nil, false, .duplicate),
            (1, "a", nil, false, .duplicate),
            (4, "b", nil, false, .conflict),
            (5, "b", nil, false, .conflict),
            (9, "b", nil, false, .conflict),
            (6, "a", nil, false, .park),
            (5, "a", nil, true, .wait),
            (6, "a", nil, true, .wait),
            (5, "a", SetAside.Status.failed, true, .decide),
            (5, "a", .waiting, true, .wait),
            (5, "a", .discarded, false, .passOver),
            (6, "a", .discarded, false, .park),
            (4, "a", .failed, true, .duplicate),
        ] as [(Int64, String, SetAside.Status?, Bool, Position.Arrival)])
    func rule(sequence: Int64, incarnation: String, row: SetAside.Status?, held: Bool, expected: Position.Arrival) {
        let position = Position(last: 4, seen: 4, incarnation: "a", held: held)
        #expect(
            position.arrival(sequence, life: LogLife(incarnation: incarnation, start: nil), setAside: row) == expected)
    }

    @Test("a restored source that says where it goes on is followed there and nowhere else")
    func restored() {
        func life(_ after: Int64, from: String? = "a") -> LogLife {
            LogLife(incarnation: "b", start: LogLife.Start(after: after, from: from))
        }
        var position = Position(last: 4, seen: 4, incarnation: "a")
        #expect(position.arrival(5, life: life(4)) == .decide)
        #expect(position.arrival(5, life: life(4, from: "c")) == .conflict)
        #expect(position.arrival(5, life: life(3)) == .conflict)
        #expect(position.arrival(4, life: life(3)) == .conflict)
        // It has all that was taken, and more: what lies between comes first.
        #expect(position.arrival(6, life: life(4)) == .park)
        #expect(position.arrival(7, life: life(6)) == .park)
        #expect(position.arrival(5, life: life(6)) == .conflict)
        #expect(Position().arrival(1, life: life(0, from: nil)) == .decide)
        position.finish(5, life: life(4))
        #expect(position.incarnation == "b")
        // What still comes of the copy that was left behind is no news.
        let left = LogLife(incarnation: "a", start: nil)
        for sequence: Int64 in [3, 5, 6, 9] { #expect(position.arrival(sequence, life: left) == .duplicate) }
    }

    @Test("following a restored history goes back to what both have, also over a copy of a copy that was left behind")
    func follow() {
        func life(_ name: String, _ after: Int64, from: String?) -> LogLife {
            LogLife(incarnation: name, start: LogLife.Start(after: after, from: from))
        }
        var position = Position(last: 9, seen: 12, effectsTo: 8, incarnation: "a", held: true, conflicted: true)
        let followed = position.follow(life("b", 5, from: "a"))
        #expect(followed)
        #expect((position.last, position.effectsTo, position.incarnation) == (5, 5, "b"))
        #expect(!position.held && !position.conflicted)
        position.finish(6, life: life("b", 5, from: "a"))
        // Restored again, from a dump of the first copy that had eight events: six to eight come as that one wrote them.
        let followedAgain = position.follow(life("c", 8, from: "a"))
        #expect(followedAgain)
        #expect((position.last, position.incarnation) == (5, "a"))
        let old = LogLife(incarnation: "a", start: nil)
        for sequence: Int64 in 6...8 {
            #expect(position.arrival(sequence, life: old) == .decide)
            position.finish(sequence, life: old)
        }
        #expect(position.arrival(9, life: life("c", 8, from: "a")) == .decide)
        #expect(position.arrival(7, life: life("b", 5, from: "a")) == .duplicate)
        // A copy of which nothing is known has nothing in common that could be said.
        let unknown = position.follow(life("d", 3, from: "z"))
        #expect(!unknown)
    }

    @Test("last + 1 is handled and makes the position")
    func next() async throws {
        try await withService { service async throws in
            let stream = Stream()
            #expect(await service.receive(consumer, stream, [1, 2, 3]) == ["handled", "handled", "handled"])
            #expect(try await service.position(stream) == .init(last: 3, seen: 3, held: false, incarnation: "eerste"))
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 3])
        }
    }

    @Test("at or below last it is a duplicate, also when the inbox has forgotten it")
    func duplicate() async throws {
        try await withService { service async throws in
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            _ = try await service.pool.query("delete from inbox")
            #expect(await service.receive(consumer, stream, [2, 1, 2]) == ["duplicate", "duplicate", "duplicate"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2])
        }
    }

    @Test("another incarnation holds the key until an operator decides")
    func conflict() async throws {
        try await withService { service async throws in
            var stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            stream.incarnation = "tweede"
            #expect(await service.receive(consumer, stream, [2]) == ["parked"])
            #expect(try await service.position(stream)?.held == true)
            #expect(try await service.aside(stream) == ["2 conflict"])
            stream.incarnation = "eerste"
            #expect(await service.receive(consumer, stream, [3]) == ["parked"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2])
        }
    }

    @Test("above last + 1 it is parked: seen rises, last and inbox do not")
    func park() async throws {
        try await withService { service async throws in
            let stream = Stream()
            #expect(
                await service.receive(consumer, stream, [1, 4, 3, 4]) == ["handled", "parked", "parked", "parked"])
            #expect(try await service.position(stream) == .init(last: 1, seen: 4, held: false, incarnation: "eerste"))
            #expect(try await service.aside(stream) == ["3 parked", "4 parked"])
            #expect(try await service.count("select count(*) from inbox") == 1)
        }
    }

    @Test("a first message that fails makes a position that holds its key")
    func firstFails() async throws {
        try await withService { service async throws in
            let failing = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler { _ in throw Sabotage() }])
            let stream = Stream()
            #expect(await service.receive(failing, stream, [1, 2, 3]) == ["failed", "parked", "parked"])
            #expect(try await service.position(stream) == .init(last: 0, seen: 3, held: true, incarnation: nil))
            #expect(try await service.aside(stream) == ["1 failed", "2 waiting", "3 waiting"])
            #expect(try await service.ledger(stream.ledger) == nil)
        }
    }

    @Test("refused and skipped take their number and let the key go on")
    func refusedAndSkipped() async throws {
        try await withService { service async throws in
            let refusing = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven",
                handlers: [
                    EnterHandler { message in
                        if message.data.nummer == 2 {
                            throw Refused([Violation(pointer: "/x", code: "fout", detail: "Fout.")])
                        }
                    }
                ])
            let stream = Stream()
            let unknown = stream.message(3, type: "nl.keten.proeven.iets-anders.v1")
            #expect(
                await service.receive(refusing, [stream.message(1), stream.message(2), unknown, stream.message(4)])
                    == ["handled", "refused", "skipped", "handled"])
            #expect(try await service.position(stream)?.last == 4)
            #expect(try await service.aside(stream) == ["2 refused"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 4])
        }
    }

    @Test("a rebuild mutes what was done before, and its known message ids are no obstacle")
    func rebuild() async throws {
        try await withService { service async throws in
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            _ = try await service.pool.query("update position set last_sequence = 0, effects_to = 2")
            #expect(await service.receive(consumer, stream, [1, 2, 3]) == ["handled", "handled", "handled"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 3])
            #expect(try await service.ledger(stream.ledger)?.stages == ["stil", "stil"])
        }
    }

    @Test("a discarded message that the broker brings again is passed over, not handled")
    func discardedAgain() async throws {
        try await withService { service async throws in
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 3])
            _ = try await service.pool.query("update quarantine set status = 'discarded' where sequence = 3")
            #expect(await service.receive(consumer, stream, [2, 3, 4]) == ["handled", "skipped", "handled"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 4])
            #expect(try await service.count("select count(*) from quarantine where resolved_at is null") == 0)
        }
    }

    @Test("a parked message that fails when the source brings it again still comes to its turn")
    func parkedFails() async throws {
        try await withService { service async throws in
            let failing = Box(true)
            let consumer = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven",
                handlers: [
                    EnterHandler { if failing.value, $0.data.nummer == 3 { throw Sabotage() } }
                ])
            let stream = Stream()
            #expect(await service.receive(consumer, stream, [1, 3]) == ["handled", "parked"])
            #expect(await service.receive(consumer, stream, [2, 3]) == ["handled", "failed"])
            #expect(try await service.aside(stream) == ["3 failed"])
            #expect(try await service.position(stream)?.held == true)
        }
    }

    @Test("the same message twice at once, in two instances, takes effect once")
    func twice() async throws {
        try await withService { service async throws in
            let other = TestService(service.database)
            let running = Running([other.pool, other.engine])
            let streams = (0..<40).map { _ in Stream() }
            async let here = service.receive(consumer, streams.map { $0.message(1) })
            async let there = other.receive(consumer, streams.map { $0.message(1) })
            let outcomes = await here + there
            #expect(outcomes.count(where: { $0 == "handled" }) == 40)
            #expect(outcomes.count(where: { $0 == "duplicate" }) == 40)
            for stream in streams { #expect(try await service.ledger(stream.ledger)?.entries == [1]) }
            await running.stop()
        }
    }
}
