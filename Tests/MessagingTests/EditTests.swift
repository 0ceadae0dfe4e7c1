import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Contents of quarantine: masked, given under a record, edited")
struct EditTests {
    private func bodies(_ service: TestService, _ consumer: ConsumerDefinition) -> QuarantineBodies {
        QuarantineBodies(engine: service.engine, consumers: [consumer])
    }

    private func nothing(_: Set<String>) -> [SQL] { [] }

    /// A stream whose first message has data that its contract does not allow, and one that waits behind it.
    private func wrong(in service: TestService, _ consumer: ConsumerDefinition) async throws -> (Stream, UUID) {
        let stream = Stream()
        let outcomes = await service.receive(
            consumer, [stream.message(1, data: ["nummer": "een"]), stream.message(2)])
        #expect(outcomes == ["failed", "parked"])
        try await service.onlyByRedrive()
        return (stream, try await service.aside("key = \(stream.key) and status = 'failed'"))
    }

    @Test("an edit is refused with everything that is wrong with it, and nothing changes")
    func refused() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([]))
            let (stream, id) = try await wrong(in: service, consumer)
            var event = stream.event(1, id: "een andere", data: ["nummer": "twee", "kleur": "rood"])
            event.sequence = 2
            event.source = "urn:nld:oin:00000099000000001000:systeem:ander"
            event.incarnation = "tweede"
            event.partitionkey = nil
            let error = await #expect(throws: Invalid.self) {
                try await self.bodies(service, consumer).edit(
                    id, to: event.encoded(), after: 0, dryRun: false, by: Redriving.act)
            }
            let found = Set((error?.violations ?? []).map { "\($0.pointer) \($0.code)" })
            #expect(
                found == [
                    "/id onveranderlijk", "/source onveranderlijk", "/sequence onveranderlijk",
                    "/partitionkey onveranderlijk", "/incarnation onveranderlijk", "/data/nummer verkeerd-type",
                    "/data/kleur onbekend-veld", "/id ongeldig",
                ])
            for (text, code) in [("{", "geen-json"), ("[]", "verkeerd-type")] {
                let error = await #expect(throws: Invalid.self) {
                    try await self.bodies(service, consumer).edit(
                        id, to: Array(text.utf8), after: 0, dryRun: false, by: Redriving.act)
                }
                #expect(error?.violations.map(\.code) == [code])
            }
            var unknown = stream.event(1, data: ["nummer": 1])
            unknown.type = "nl.keten.proeven.onbekend.v1"
            await #expect(throws: Invalid.self) {
                try await self.bodies(service, consumer).edit(
                    id, to: unknown.encoded(), after: 0, dryRun: false, by: Redriving.act)
            }
            #expect(try await service.count("select count(*) from quarantine_edit") == 0)
            #expect(try await service.count("select count(*) from redrive") == 0)
            #expect(try await service.count("select count(*) from operator_action") == 0)
            #expect(try await service.count("select edits::bigint from quarantine where id = \(id)") == 0)
        }
    }

    @Test("an accepted edit is what the handler sees, once; what came, what changed, who and why are kept")
    func accepted() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([]))
            let (stream, id) = try await wrong(in: service, consumer)
            let bodies = bodies(service, consumer)
            let good = stream.event(1, data: ["nummer": 41]).encoded()
            let tried = try await bodies.edit(id, to: good, after: 0, dryRun: true, by: Redriving.act)
            #expect(tried.redrive == nil && tried.places.contains("/data/nummer"))
            #expect(try await service.count("select count(*) from quarantine_edit") == 0)

            let edited = try await bodies.edit(id, to: good, after: 0, dryRun: false, by: Redriving.act)
            await #expect(throws: QuarantineError.editedMeanwhile(current: 1)) {
                try await bodies.edit(id, to: good, after: 0, dryRun: false, by: Redriving.act)
            }
            let running = Running([service.sweeper(consumer), service.redriver])
            let redrive = try await service.isOver(service.redrive(#require(edited.redrive)))
            #expect((redrive.aantal, redrive.gelukt) == (1, 1))
            try await eventually { try await service.ledger(stream.ledger)?.entries == [41, 2] }
            await running.stop()

            let now = try await bodies.open(id, original: false, by: Redriving.act, recording: nothing)
            let before = try await bodies.open(id, original: true, by: Redriving.act, recording: nothing)
            #expect(try JSON.parse(now.bytes)["data"] == ["nummer": 41])
            #expect(try JSON.parse(before.bytes)["data"] == ["nummer": "een"])
            let change = try #require(now.changes.first { $0.pointer == "/data/nummer" })
            #expect(change.before == "een" && change.after == 41)
            let (sealed, person, reason) = try #require(
                try await service.pool.query("select body, operator, reason from quarantine_edit").first?.decode(
                    [UInt8].self, String.self, String.self))
            #expect(sealed != good && person == "mw-1" && reason == "proef")
            // Settled: there is nothing left to edit.
            await #expect(throws: QuarantineError.notFailed(id, status: "resolved")) {
                try await bodies.edit(id, to: good, after: 1, dryRun: false, by: Redriving.act)
            }
        }
    }

    @Test("a try that has the old content in hand when the edit comes does nothing; the next one has the new")
    func racing() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            let stream = Stream()
            #expect(await service.receive(consumer, stream, [1]) == ["failed"])
            let id = try await service.aside("key = \(stream.key)")
            // Read by a sweeper just before.
            let row = QuarantineRow(
                id: id, status: .failed, attempts: 1, messageID: stream.source + " " + stream.event(1).id)
            let stale = Intake(definition: consumer).work(stream.message(1), row: row)
            _ = try await bodies(service, consumer).edit(
                id, to: stream.event(1, data: ["nummer": 8]).encoded(), after: 0, dryRun: false, by: Redriving.act)
            failing.change { $0 = [] }
            #expect(await service.engine.messages.run([stale]).map(\.name) == ["parked"])
            #expect(try await service.ledger(stream.ledger) == nil)
            let running = Running([service.sweeper(consumer), service.redriver])
            try await eventually { try await service.ledger(stream.ledger)?.entries == [8] }
            await running.stop()
        }
    }

    @Test("an edit that is refused by its handler again is told, and the message stays refused")
    func refusedAgain() async throws {
        try await withService { service async throws in
            let consumer = ConsumerDefinition(
                inbound: "afnemer.inkomend", topics: [Topics.inboundPattern], handlers: [RefuseOdd()],
                refusesUnknown: true
            ) { _, _ in }
            let stream = Redriving.inboundStream
            #expect(
                await service.receive(consumer, [stream.message(nil, id: "b-1", data: ["nummer": 1])]) == ["refused"])
            let id = try await service.aside("status = 'refused'")
            let bodies = bodies(service, consumer)
            let running = Running([service.sweeper(consumer), service.redriver])
            let time = try #require(
                try JSON.parse(try await bodies.open(id, original: true, by: Redriving.act, recording: nothing).bytes)[
                    "time"])
            func body(_ number: Int) -> [UInt8] {
                var members = stream.event(nil, id: "b-1", data: ["nummer": .integer(Int64(number))]).json.object ?? [:]
                members["time"] = time
                return JSON.object(members).encoded()
            }
            let again = try await bodies.edit(id, to: body(3), after: 0, dryRun: false, by: Redriving.act)
            let first = try await service.isOver(service.redrive(#require(again.redrive)))
            #expect((first.gelukt, first.opnieuwMislukt) == (0, 1))
            #expect(try await service.count("select count(*) from quarantine where status = 'refused'") == 1)
            let good = try await bodies.edit(id, to: body(4), after: 1, dryRun: false, by: Redriving.act)
            #expect(try await service.isOver(service.redrive(#require(good.redrive))).gelukt == 1)
            // The sender's own repetition of it is known now.
            #expect(
                await service.receive(consumer, [stream.message(nil, id: "b-1", data: ["nummer": 6])]) == ["duplicate"])
            #expect(try await service.ledger(stream.ledger)?.entries == [4])
            await running.stop()
        }
    }

    @Test("the sender repeats a refused message, put right, before the operator's edit is tried: it takes effect once")
    func senderFirst() async throws {
        try await withService { service async throws in
            let consumer = Redriving.inbound()
            let stream = Redriving.inboundStream
            let wrong = stream.message(nil, id: "b-1", data: ["nummer": "een"])
            #expect(await service.receive(consumer, [wrong]) == ["refused"])
            let id = try await service.aside("status = 'refused'")
            let edited = try await bodies(service, consumer).edit(
                id, to: stream.event(nil, id: "b-1", data: ["nummer": 1]).encoded(), after: 0, dryRun: false,
                by: Redriving.act)
            #expect(
                await service.receive(consumer, [stream.message(nil, id: "b-1", data: ["nummer": 1])]) == ["handled"])
            let running = Running([service.sweeper(consumer), service.redriver])
            #expect(try await service.isOver(service.redrive(#require(edited.redrive))).gelukt == 1)
            #expect(try await service.ledger(stream.ledger)?.entries == [1])
            await running.stop()
        }
    }

    @Test("unmasking is recorded for each person that the content names, and gives nothing where that fails")
    func unmask() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([1]))
            let stream = Stream()
            let person = "p1:" + String(repeating: "a", count: 64)
            _ = await service.receive(
                consumer, [stream.message(1, data: ["nummer": 1, "betrokkene": .string(person)])])
            let id = try await service.aside("key = \(stream.key)")
            let bodies = bodies(service, consumer)
            await #expect(throws: PostgresError.self) {
                try await bodies.open(id, original: false, by: Redriving.act) { _ in
                    ["insert into processing_record_that_is_not_there values (1)"]
                }
            }
            #expect(try await service.count("select count(*) from operator_action") == 0)
            let subjects = Box(Set<String>())
            let opened = try await bodies.open(id, original: false, by: Redriving.act) { found in
                subjects.change { $0 = found }
                return []
            }
            #expect(subjects.value == [person])
            #expect(try JSON.parse(opened.bytes)["data"]?["betrokkene"] == .string(person))
            #expect(try await service.count("select count(*) from operator_action where action = 'unmask'") == 1)
        }
    }

    @Test("masked, neither a value nor a name that no contract has is seen")
    func masked() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([123_456]))
            let stream = Stream()
            _ = await service.receive(
                consumer,
                [stream.message(1, data: ["nummer": 123_456, "Wollewei": ["Jan", true], "kenmerk": "geheim"])])
            let (form, edits) = try await bodies(service, consumer).redacted(
                service.aside("key = \(stream.key)"))
            let text = String(decoding: form.encoded(), as: UTF8.self)
            for secret in ["123456", "Wollewei", "Jan", "geheim", "true", stream.key] {
                #expect(!text.contains(secret), "\(secret)")
            }
            #expect(edits == 0 && form["sequence"] == "1" && form["data"]?["kenmerk"] == "‹tekst, 6 tekens›")
            let other = Stream()
            _ = await service.receive(consumer, [other.message([0xff, 0x00, 0x7b], offset: 3)])
            let (plain, _) = try await bodies(service, consumer).redacted(
                service.aside("key = \(other.key)"))
            #expect(plain == "‹geen JSON, 3 bytes›")
        }
    }

    @Test("a field of a newer sender that stood there before does not stop an edit; a new misspelt one does")
    func newerField() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            let stream = Stream()
            _ = await service.receive(consumer, [stream.message(1, data: ["nummer": 1, "later": true])])
            let id = try await service.aside("key = \(stream.key)")
            func edit(_ data: JSON) async throws -> QuarantineBodies.Edited {
                try await bodies(service, consumer).edit(
                    id, to: stream.event(1, data: data).encoded(), after: 0, dryRun: true, by: Redriving.act)
            }
            #expect(try await edit(["nummer": 2, "later": true]).places.contains("/data/nummer"))
            await #expect(throws: Invalid.self) { try await edit(["nummer": 2, "lter": true]) }
        }
    }

    @Test("on a chain topic a message without a number has nothing to become by an edit")
    func unreadable() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([]))
            let stream = Stream()
            _ = await service.receive(consumer, [stream.message([0x7b], offset: 7)])
            let id = try await service.aside("key = \(stream.key)")
            await #expect(throws: QuarantineError.notEditable(id)) {
                try await self.bodies(service, consumer).edit(
                    id, to: stream.event(1).encoded(), after: 0, dryRun: false, by: Redriving.act)
            }
        }
    }

    @Test("a message whose attributes came in headers is edited as a whole event")
    func binary() async throws {
        try await withService { service async throws in
            let failing = Box<Set<Int>>([1])
            let consumer = Redriving.consumer(failing: failing)
            let stream = Stream()
            let headers = [
                ("ce_specversion", "1.0"), ("ce_id", "b-1"), ("ce_source", stream.source),
                ("ce_type", Entered.eventType.type), ("ce_time", "2026-11-21T07:00:00Z"), ("ce_sequence", "1"),
                ("ce_partitionkey", stream.key), ("content-type", "application/json"),
            ].map { KafkaHeader(name: $0.0, value: Array($0.1.utf8)) }
            #expect(
                await service.receive(consumer, [stream.message(Array(#"{"nummer":1}"#.utf8), headers: headers)])
                    == ["failed"])
            let id = try await service.aside("key = \(stream.key)")
            let bodies = bodies(service, consumer)
            let content = try await bodies.open(id, original: false, by: Redriving.act, recording: nothing)
            var members = try #require(try JSON.parse(content.bytes).object)
            members["data"] = ["nummer": 5]
            let edited = try await bodies.edit(
                id, to: JSON.object(members).encoded(), after: 0, dryRun: false, by: Redriving.act)
            #expect(edited.places == ["/data/nummer"])
            let running = Running([service.sweeper(consumer), service.redriver])
            try await eventually { try await service.ledger(stream.ledger)?.entries == [5] }
            await running.stop()
        }
    }
}

/// Refuses odd numbers, as a rule of the domain does.
private struct RefuseOdd: MessageHandler {
    func needs(_ message: Message<Entered>) -> [AggregateRef] { [AggregateRef(Ledger.self, message.ledger)] }

    func decide(_ message: Message<Entered>, in scope: inout Scope) throws {
        guard message.data.nummer % 2 == 0 else {
            throw Refused([Violation(pointer: "/data/nummer", code: "oneven", detail: "Alleen even getallen.")])
        }
        try scope.append([.entered(message.data.nummer)], to: Ledger.self, message.ledger)
    }
}
