import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Redrive, as a job")
struct RedriveTests {
    /// Streams whose first message failed; the rest of each waits behind it.
    private func failed(_ count: Int, _ sequences: [Int64], in service: TestService, _ consumer: ConsumerDefinition)
        async throws -> [Stream]
    {
        let streams = (0..<count).map { _ in Stream() }
        _ = await service.receive(consumer, streams.flatMap { stream in sequences.map { stream.message($0) } })
        try await service.onlyByRedrive()
        return streams
    }

    private func expect(
        _ streams: [Stream], _ entries: [Int], in service: TestService,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for stream in streams {
            try await eventually { try await service.ledger(stream.ledger)?.entries == entries }
        }
        #expect(
            try await service.count("select count(*) from position where held") == 0, sourceLocation: sourceLocation)
    }

    @Test("one message: it is handled once, what waited behind it follows in order, and the others stay")
    func one() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            let streams = try await failed(2, [1, 2, 3], in: service, consumer)
            failing.change { $0 = [] }
            let running = Running([service.sweeper(consumer), service.redriver])
            let id = try await service.aside("key = \(streams[0].key) and status = 'failed'")
            let redrive = try await service.isOver(service.start(RedriveSelection(ids: [id])))
            #expect((redrive.aantal, redrive.gelukt, redrive.toestand) == (1, 1, "done"))
            try await eventually { try await service.ledger(streams[0].ledger)?.entries == [1, 2, 3] }
            #expect(try await service.aside(streams[1]) == ["1 failed", "2 waiting", "3 waiting"])
            await running.stop()
        }
    }

    @Test("a group by fingerprint: counted before by consumer and error, then all of it and nothing else, in key order")
    func group() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1, 7])
            let consumer = Redriving.consumer(failing: failing)
            let streams = try await failed(30, [1, 2], in: service, consumer)
            let other = Stream()
            _ = await service.receive(
                consumer, [other.message(1, data: ["nummer": "geen getal"]), other.message(2)])
            try await service.onlyByRedrive()
            failing.change { $0 = [] }
            let groups = try await service.operations.quarantineGroups(QuarantineFilter(status: "failed"))
            #expect(groups.map(\.aantal) == [30, 1])
            let selection = RedriveSelection(fingerprint: groups[0].vingerafdruk)
            let preview = try await service.operations.previewRedrive(selection)
            #expect(preview.aantal == 30 && preview.bezig == 0)
            #expect(preview.perAfnemer == [Aantal(naam: "afnemer.proeven", aantal: 30)])
            #expect(preview.perVingerafdruk.map(\.aantal) == [30])
            // Counting let nothing go.
            #expect(try await service.count("select count(*) from quarantine where status = 'failed'") == 31)

            let running = Running([service.sweeper(consumer), service.redriver])
            let redrive = try await service.isOver(service.start(selection))
            #expect((redrive.aantal, redrive.gelukt, redrive.opnieuwMislukt, redrive.teGaan) == (30, 30, 0, 0))
            for stream in streams {
                try await eventually { try await service.ledger(stream.ledger)?.entries == [1, 2] }
            }
            #expect(try await service.aside(other) == ["1 failed", "2 waiting"])
            let acts = try await service.pool.query("select operator, reason, detail from operator_action")
                .map { try $0.decode(String.self, String.self, String.self) }
            #expect(acts.map(\.0) == ["mw-1"] && acts.map(\.1) == ["proef"] && acts.map(\.2) == [#"{"count":30}"#])
            await running.stop()
        }
    }

    @Test("a double click: two redrives of the same selection at once take each message once, on two replicas too")
    func doubleClick() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let tries = Box([Int]())
            let consumer = Redriving.consumer(failing: failing, tries: tries)
            let streams = try await failed(40, [1, 2], in: service, consumer)
            failing.change { $0 = [] }
            tries.change { $0 = [] }
            async let first = service.start()
            async let second = service.start()
            let redrives = try await [first, second]
            #expect(redrives.map(\.aantal).sorted() == [0, 40])
            let replica = TestService(service.database)
            let running = Running([
                replica.pool, replica.engine, replica.sweeper(consumer), replica.redriver, service.sweeper(consumer),
                service.redriver,
            ])
            for redrive in redrives { _ = try await service.isOver(redrive) }
            try await expect(streams, [1, 2], in: service)
            #expect(tries.value.count { $0 == 1 } == 40)
            await running.stop()
        }
    }

    @Test("several replicas let go no more than the rate says, and never the same message twice")
    func rate() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let tries = Box([Int]())
            let consumer = Redriving.consumer(failing: failing, tries: tries)
            _ = try await failed(11, [1], in: service, consumer)
            failing.change { $0 = [] }
            tries.change { $0 = [] }
            let replica = TestService(service.database)
            let running = Running([
                replica.pool, replica.engine, replica.redriver, service.sweeper(consumer), service.redriver,
            ])
            let redrive = try await service.isOver(service.start(rate: 10))
            let took = try #require(redrive.klaarOp).timeIntervalSince(redrive.grensOp)
            // Two at a time, a fifth of a second apart: the last of eleven goes after a second at the earliest.
            #expect(took >= 1, "\(took) s")
            #expect(redrive.gelukt == 11 && tries.value.count == 11)
            await running.stop()
        }
    }

    @Test("what is set aside after it started is not in it")
    func cutOff() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            _ = try await failed(3, [1], in: service, consumer)
            let redrive = try await service.start()
            let later = try await failed(2, [1], in: service, consumer)
            failing.change { $0 = [] }
            let running = Running([service.sweeper(consumer), service.redriver])
            #expect(try await service.isOver(redrive).gelukt == 3)
            for stream in later { #expect(try await service.aside(stream) == ["1 failed"]) }
            await running.stop()
        }
    }

    @Test("racing a new message of the same key: whatever comes first, each once and in order")
    func racing() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            let streams = try await failed(20, [1, 2], in: service, consumer)
            failing.change { $0 = [] }
            let running = Running([service.sweeper(consumer), service.redriver])
            let redrive = try await service.start()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for stream in streams {
                    group.addTask {
                        for next in 3...8 as ClosedRange<Int64> { _ = await service.receive(consumer, stream, [next]) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await service.isOver(redrive).gelukt == 20)
            try await expect(streams, Array(1...8), in: service)
            await running.stop()
        }
    }

    @Test("what fails again is told with its error, and stays failed; a later message that holds its key is told too")
    func failsAgain() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1, 666])
            let consumer = Redriving.consumer(failing: failing)
            let good = try await failed(2, [1], in: service, consumer)
            let bad = Stream()
            _ = await service.receive(consumer, [bad.message(1, data: ["nummer": 666]), bad.message(2)])
            failing.change { $0 = [666] }
            _ = await service.receive(consumer, [good[0].message(2, data: ["nummer": 666])])
            try await service.onlyByRedrive()
            let running = Running([service.sweeper(consumer), service.redriver])
            let redrive = try await service.isOver(service.start())
            #expect((redrive.aantal, redrive.gelukt, redrive.opnieuwMislukt) == (3, 2, 1))
            #expect(redrive.mislukkingen?.map(\.fout) == ["sabotage"])
            #expect(try await service.aside(bad) == ["1 failed", "2 waiting"])
            // Its head succeeded, but the message behind it holds the key now.
            try await eventually { try await service.aside(good[0]) == ["2 failed"] }
            #expect(try await service.redrive(redrive.id).vastgehouden == 2)
            await running.stop()
        }
    }

    @Test("paused it lets nothing go, resumed it goes on, cancelled the rest stays where it is")
    func pauseAndCancel() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            _ = try await failed(6, [1], in: service, consumer)
            failing.change { $0 = [] }
            let redrive = try await service.start(rate: 5)
            let (runner, sweeper, operations) = (service.redriver, service.sweeper(consumer), service.operations)
            let given: SQL = "select count(*) from redrive_message where tries is not null"
            #expect(try await runner.step())
            #expect(try await service.count(given) == 1)
            try await operations.setRedrive(redrive.id, .paused, by: Redriving.act)
            for _ in 0..<3 { _ = try await runner.step() }
            #expect(try await service.count(given) == 1)
            try await sweeper.bringBack()
            // What was let go is noted while it is paused.
            try await eventually {
                _ = try await runner.step()
                return try await service.redrive(redrive.id).gelukt == 1
            }
            #expect(try await service.redrive(redrive.id).toestand == "paused")
            try await operations.setRedrive(redrive.id, .running, by: Redriving.act)
            #expect(try await runner.step())
            #expect(try await service.count(given) == 2)
            try await operations.setRedrive(redrive.id, .cancelled, by: Redriving.act)
            try await sweeper.bringBack()
            try await eventually {
                _ = try await runner.step()
                return try await service.redrive(redrive.id).klaarOp != nil
            }
            let over = try await service.redrive(redrive.id)
            #expect((over.toestand, over.gelukt, over.afgebroken, over.teGaan) == ("cancelled", 2, 4, 0))
            #expect(try await service.count("select count(*) from quarantine where status = 'failed'") == 4)
            await #expect(throws: QuarantineError.over(redrive.id, status: "cancelled")) {
                try await operations.setRedrive(redrive.id, .running, by: Redriving.act)
            }
            let acts = try await service.pool.query("select action from operator_action order by at").map {
                try $0.decode(String.self)
            }
            #expect(acts == ["redrive", "redrive-paused", "redrive-running", "redrive-cancelled"])
        }
    }

    @Test("the process dies in the middle of a redrive: another one goes on from the tables, each message once")
    func processDies() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let tries = Box([Int]())
            let consumer = Redriving.consumer(failing: failing, tries: tries)
            let streams = try await failed(60, [1, 2], in: service, consumer)
            failing.change { $0 = [] }
            tries.change { $0 = [] }
            let first = Running([service.sweeper(consumer), service.redriver])
            let redrive = try await service.start(rate: 50)
            try await eventually { try await service.redrive(redrive.id).gelukt >= 10 }
            await first.crash()
            #expect(try await service.redrive(redrive.id).teGaan > 0)
            let second = Running([service.sweeper(consumer), service.redriver])
            #expect(try await service.isOver(redrive).gelukt == 60)
            try await expect(streams, [1, 2], in: service)
            #expect(tries.value.count { $0 == 1 } == 60)
            await second.stop()
        }
    }

    @Test("refused stays refused and a conflict is another decision; what waits comes in its turn")
    func notForRedrive() async throws {
        try await withService { service async throws in
            let stream = Redriving.inboundStream
            _ = await service.receive(Redriving.inbound(), [stream.message(nil, id: "b-1", data: ["nummer": "een"])])
            let refused = try await service.aside("status = 'refused'")
            let consumer = Redriving.consumer(failing: Box([1]))
            let held = try await failed(1, [1, 2], in: service, consumer)[0]
            let waiting = try await service.aside("status = 'waiting'")
            for (id, status) in [(refused, "refused"), (waiting, "waiting")] {
                await #expect(throws: QuarantineError.notFailed(id, status: status)) {
                    try await service.start(RedriveSelection(ids: [id]))
                }
            }
            let unknown = UUID()
            await #expect(throws: QuarantineError.unknown(unknown)) {
                try await service.start(RedriveSelection(ids: [unknown]))
            }
            #expect(try await service.operations.previewRedrive(RedriveSelection()).aantal == 1)
            #expect(try await service.aside(held) == ["1 failed", "2 waiting"])
        }
    }

    @Test("messages without numbers are tried in the order in which they were set aside, each once")
    func withoutNumbers() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>(Set(1...5))
            let consumer = Redriving.inbound(failing: failing)
            let stream = Redriving.inboundStream
            for number in 1...5 {
                #expect(
                    await service.receive(
                        consumer, [stream.message(nil, id: "b-\(number)", data: ["nummer": .integer(Int64(number))])])
                        == ["failed"])
            }
            try await service.onlyByRedrive()
            failing.change { $0 = [] }
            let replica = TestService(service.database)
            let running = Running([
                replica.pool, replica.engine, replica.sweeper(consumer), service.sweeper(consumer), service.redriver,
            ])
            #expect(try await service.isOver(service.start(rate: 5)).gelukt == 5)
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2, 3, 4, 5])
            await running.stop()
        }
    }

    @Test("a body that cannot be opened fails by itself and holds up no other key")
    func sealedForGood() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            let streams = try await failed(2, [1], in: service, consumer)
            failing.change { $0 = [] }
            _ = try await service.pool.query(
                "update quarantine set message_id = \(PlainSeal.broken) where key = \(streams[0].key)")
            let running = Running([service.sweeper(consumer), service.redriver])
            let redrive = try await service.isOver(service.start())
            #expect((redrive.gelukt, redrive.opnieuwMislukt) == (1, 1))
            #expect(redrive.mislukkingen?[0].fout.contains("cannot be opened") == true)
            #expect(try await service.ledger(streams[1].ledger)?.entries == [1])
            await running.stop()
        }
    }
}
