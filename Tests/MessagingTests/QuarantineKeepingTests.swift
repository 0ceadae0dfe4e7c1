import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("What quarantine keeps, and for how long")
struct QuarantineKeepingTests {
    @Test("of one organisation so many refused bodies are kept, the newest; each row stays, and others lose nothing")
    func refusedBodies() async throws {
        try await withService { service async throws in
            let (cap, consumer, stream) = (QuarantineStore.refusedBodies, Redriving.inbound(), Redriving.inboundStream)
            let oin = OIN("00000099000000003000")!
            let other = Stream(
                topic: Topics.in(oin), source: "urn:nld:oin:\(oin.text):systeem:dossier", incarnation: nil)
            func refuse(_ stream: Stream, _ ids: Range<Int>) async {
                let outcomes = await service.receive(
                    consumer, ids.map { stream.message(nil, id: "b-\($0)", data: ["nummer": "een"]) })
                #expect(outcomes.allSatisfy { $0 == "refused" })
            }
            await refuse(other, 0..<5)
            await refuse(stream, 0..<cap + 30)
            await refuse(stream, cap + 30..<cap + 40)
            func count(_ topic: String, _ condition: SQL) async throws -> Int {
                try await service.count("select count(*) from quarantine where topic = \(topic) and \(condition)")
            }
            #expect(try await count(stream.topic, "body is not null") == cap)
            #expect(try await count(stream.topic, "true") == cap + 40)
            #expect(try await count(other.topic, "body is not null") == 5)
            let kept = try await service.pool.query(
                "select bool_and(body is not null) from (select body from quarantine order by id desc limit 10) newest")
            let newest = try kept.first?.decode(Bool.self)
            #expect(newest == true)
            // What was dropped says so, where its content is asked for.
            let dropped = try await service.aside("body is null")
            await #expect(throws: QuarantineError.noBody(dropped)) {
                try await QuarantineBodies(engine: service.engine, consumers: [consumer]).redacted(dropped)
            }
        }
    }

    @Test("headers are kept within bounds and stay as they came, however often it is tried")
    func headersBounded() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([1]))
            let stream = Stream()
            let many = (0..<500).map { KafkaHeader(name: "ce_ext\($0)", value: Array(repeating: 0x61, count: 100)) }
            let headers =
                [
                    KafkaHeader(name: "content-type", value: Array("application/cloudevents+json".utf8)),
                    KafkaHeader(name: "x-route", value: Array(repeating: 0x62, count: 50_000)),
                    KafkaHeader(name: "ce_lang", value: Array(repeating: 0x63, count: 50_000)),
                ] + many
            #expect(
                await service.receive(consumer, [stream.message(stream.event(1).encoded(), headers: headers)])
                    == ["failed"])
            func kept() async throws -> String {
                try #require(try await service.pool.query("select headers from quarantine").first?.decode(String.self))
            }
            let first = try await kept()
            #expect(first.utf8.count < 64 * 2_200 && !first.contains("x-route") && !first.contains("ccc"))
            #expect(QuarantineStore.headers(first).count == 64)
            for _ in 0..<8 {
                _ = try await service.pool.query("update quarantine set next_at = clock_timestamp()")
                try await service.sweeper(consumer).bringBack()
            }
            #expect(try await service.count("select attempts::bigint from quarantine") == 9)
            #expect(try await kept() == first)
        }
    }

    @Test("the 14 days begin when a message is settled: what is open stays, however old")
    func fourteenDays() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([1]))
            let streams = (0..<3).map { _ in Stream() }
            for stream in streams { _ = await service.receive(consumer, stream, [1]) }
            for stream in streams.dropFirst() {
                #expect(
                    try await service.operations.discard(
                        service.aside("key = \(stream.key)"), by: Redriving.act) == 0)
            }
            _ = try await service.pool.query("update quarantine set created_at = created_at - interval '90 days'")
            _ = try await service.pool.query(
                "update quarantine set resolved_at = resolved_at - interval '13 days' where key = \(streams[1].key)")
            _ = try await service.pool.query(
                "update quarantine set resolved_at = resolved_at - interval '15 days' where key = \(streams[2].key)")
            for statement in Housekeeping.statements { _ = try await service.pool.query(statement) }
            let left = try await service.pool.query("select key from quarantine where body is not null").map {
                try $0.decode(String.self)
            }
            #expect(Set(left) == [streams[0].key, streams[1].key])
            // That a number was laid away is known for as long as the log lasts, and no more than that.
            let known = try await service.pool.query(
                "select key, status, headers, error from quarantine where body is null"
            ).map { try $0.decode(String.self, String.self, String.self, String?.self) }
            #expect(known.map(\.0) == [streams[2].key])
            #expect(known.allSatisfy { $0.1 == "discarded" && $0.2 == "[]" && $0.3 == nil })
        }
    }

    @Test("beyond the rows that are kept of one organisation the oldest refused ones go")
    func refusedRows() async throws {
        try await withService { service async throws in
            let more = 25
            _ = try await service.pool.query(
                """
                insert into quarantine (id, consumer, source, topic, key, message_id, type, status, created_at, resolved_at)
                select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'afnemer.inkomend', 's', 't', 'k',
                    'm' || n, 'x', 'refused', clock_timestamp(), clock_timestamp()
                from generate_series(1, \(QuarantineStore.refusedRows + more)) n
                """)
            for statement in Housekeeping.statements { _ = try await service.pool.query(statement) }
            #expect(try await service.count("select count(*) from quarantine") == QuarantineStore.refusedRows)
            #expect(
                try await service.count("select count(*) from quarantine where message_id = \("m\(more)")") == 0)
        }
    }

    @Test("laying away can be tried out first: it says what would go on, and changes nothing")
    func discardDryRun() async throws {
        try await withService { service async throws in
            let consumer = Redriving.consumer(failing: Box([1]))
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2, 3])
            let id = try await service.aside("key = \(stream.key) and sequence = 1")
            let operations = service.operations
            #expect(try await operations.discard(id, dryRun: true, by: Redriving.act) == 2)
            #expect(try await service.aside(stream) == ["1 failed", "2 waiting", "3 waiting"])
            #expect(try await operations.discard(id, by: Redriving.act) == 2)
            #expect(try await operations.discard(id, by: Redriving.act) == nil)
            try await service.sweeper(consumer).bringBack()
            #expect(try await service.ledger(stream.ledger)?.entries == [2, 3])
            let detail = try #require(try await operations.quarantine(id))
            #expect(detail.handelingen.map(\.daad) == ["discard"] && detail.bericht.opgelostDoor == "mw-1")
        }
    }

    @Test("each filter of the list and of the groups leaves out what it says")
    func filters() async throws {
        try await withService { service async throws in
            let (consumer, inbound) = (Redriving.consumer(failing: Box([1])), Redriving.inbound())
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2])
            _ = await service.receive(
                inbound, [Redriving.inboundStream.message(nil, id: "b-1", data: ["nummer": "een"])])
            let operations = service.operations
            func found(_ filter: QuarantineFilter) async throws -> [String] {
                try await operations.quarantine(filter, after: nil, limit: 50).map(\.toestand).sorted()
            }
            let fingerprint = try await operations.quarantine(
                QuarantineFilter(status: "failed"), after: nil, limit: 1
            )[0].vingerafdruk
            #expect(try await found(QuarantineFilter()) == ["failed", "refused", "waiting"])
            #expect(try await found(QuarantineFilter(status: "waiting")) == ["waiting"])
            #expect(try await found(QuarantineFilter(consumer: "afnemer.inkomend")) == ["refused"])
            #expect(try await found(QuarantineFilter(fingerprint: fingerprint)) == ["failed"])
            #expect(try await found(QuarantineFilter(type: Entered.eventType.type)).count == 3)
            #expect(try await found(QuarantineFilter(type: "anders")) == [])
            #expect(try await found(QuarantineFilter(key: stream.key)) == ["failed", "waiting"])
            #expect(try await found(QuarantineFilter(since: Date().addingTimeInterval(3_600))) == [])
            #expect(try await found(QuarantineFilter(until: Date().addingTimeInterval(-3_600))) == [])
            #expect(try await operations.quarantineGroups(QuarantineFilter(key: stream.key)).count == 2)
            let detail = try #require(
                try await operations.quarantine(service.aside("key = \(stream.key) and sequence = 1")))
            #expect(detail.wachtend == 1 && detail.sleutelVastgehouden && detail.laatsteVolgnummer == 0)
        }
    }
}
