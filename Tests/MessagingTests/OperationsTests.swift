import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("What operators see of the tables, and the relay's second chance")
struct OperationsTests {
    private let act = OperatorAct(organisation: "00000099000000001000", person: "mw-beheer-1", reason: "proef")

    private func operations(_ service: TestService) -> Operations {
        Operations(
            pool: service.pool, service: "proeven",
            program: Program(version: "9.9.9", source: service.source, migrations: MessagingMigrations.all.map(\.name)),
            consumers: [ConsumerDefinition("proeven.proeven", topic: service.topic, handlers: [EnterHandler()])])
    }

    @Test("the state tells version and schema, the oldest unpublished event, and a consumer that received nothing yet")
    func state() async throws {
        try await withService { service in
            for ledger in [UUID.v7(), UUID.v7()] { try await service.enter([1, 2], in: ledger) }
            let state = try await operations(service).state()
            #expect(state.programma.versie == "9.9.9")
            #expect(state.programma.migraties == state.programma.bekendeMigraties)
            #expect(state.outbox.aantal == 4 && state.outbox.gefaald == 0)
            let oldest = try #require(state.outbox.oudsteOp)
            #expect(state.op.timeIntervalSince(oldest) >= 0 && state.op.timeIntervalSince(oldest) < 60)
            #expect(state.relay.leider == nil && state.relay.verlooptOp == nil)
            #expect(state.afnemers.map(\.afnemer) == ["proeven.proeven"])
            #expect(state.afnemers.first?.topics == [service.topic] && state.afnemers.first?.sleutels == 0)
        }
    }

    @Test("a gap, a held key and what is missing show at the consumer; what failed shows in quarantine")
    func consumers() async throws {
        try await withService { service in
            let failing = ConsumerDefinition(
                "proeven.proeven", topic: service.topic,
                handlers: [EnterHandler { if $0.data.nummer == 2 { throw Sabotage() } }])
            let (gap, held) = (Stream(), Stream())
            _ = await service.receive(failing, gap, [1, 5])
            _ = await service.receive(failing, held, [1, 2, 3])
            let state = try await operations(service).state()
            let consumer = try #require(state.afnemers.first)
            #expect(consumer.sleutels == 2 && consumer.gaten == 2 && consumer.vastgehouden == 1)
            #expect(consumer.ontbreekt == 4 + 2)
            #expect(state.quarantaine.first { $0.naam == "failed" }?.aantal == 1)
        }
    }

    @Test(
        "terms are counted by kind with the one that runs longest, also after their last stage; and those that are late"
    )
    func terms() async throws {
        try await withService(policy: TestPolicy(length: 3_600)) { service in
            let (old, new) = (UUID.v7(), UUID.v7())
            let since = Date().addingTimeInterval(-86_400)
            try await service.append([.started(.init(kind: "lang", since: since))], to: old)
            try await service.append([.started(.init(kind: "lang", since: Date()))], to: new)
            var state = try await operations(service).state()
            var kind = try #require(state.termijnen.soorten.first)
            #expect(kind.soort == "lang" && kind.lopend == 2 && kind.overTijd == 1 && kind.oudste == old)
            // All its stages lie in the past and nothing makes it go off.
            #expect(state.termijnen.teLaat == 1 && state.termijnen.gefaald == 0)
            _ = try await service.pool.query(
                "update term set fired_at = clock_timestamp(), next_at = null where aggregate = \(old)")
            _ = try await service.pool.query("update term set attempts = 3 where aggregate = \(new)")
            state = try await operations(service).state()
            kind = try #require(state.termijnen.soorten.first)
            #expect(kind.lopend == 2 && kind.overTijd == 1 && kind.oudste == old)
            #expect(state.termijnen.teLaat == 0 && state.termijnen.gefaald == 1)

            func listed(_ change: (inout TermFilter) -> Void) async throws -> [UUID] {
                var filter = TermFilter()
                change(&filter)
                return try await operations(service).terms(filter, after: nil, limit: 10).map(\.onderwerp)
            }
            #expect(try await listed { _ in } == [old, new])
            #expect(try await listed { $0.overdue = true } == [old])
            #expect(try await listed { $0.failed = true } == [new])
            #expect(try await listed { $0.within = 7_200 } == [new])
            #expect(try await listed { $0.within = 60 } == [])
            #expect(try await listed { $0.kind = "kort" } == [])
            #expect(try await listed { $0.aggregate = new } == [new])
            let first = try await operations(service).terms(TermFilter(), after: nil, limit: 1)
            #expect(first.count == 2)
            let rest = try await operations(service)
                .terms(TermFilter(), after: (due: first[0].uiterlijk, id: first[0].id), limit: 1)
            #expect(rest.map(\.onderwerp) == [new])
        }
    }

    @Test(
        "a refused event is named with its error and what waits behind it; an operator's retry is recorded with the reason"
    )
    func outbox() async throws {
        try await withService { service in
            let (stuck, free) = (UUID.v7(), UUID.v7())
            try await service.enter([1, 2, 3], in: stuck)
            try await service.enter([1], in: free)
            _ = try await service.pool.query(
                """
                update outbox set failed_at = clock_timestamp(), retry_at = clock_timestamp() + interval '1 hour',
                    error = 'MSG_SIZE_TOO_LARGE'
                where key = \(stuck.text) and sequence = 1
                """)
            let seen = try await operations(service).outbox()
            #expect(seen.topics.map(\.aantal) == [4] && seen.topics.map(\.sleutels) == [2])
            let refused = try #require(seen.gefaald.first)
            #expect(seen.gefaald.count == 1 && refused.fout == "MSG_SIZE_TOO_LARGE" && refused.erachter == 2)
            #expect(refused.sleutel == stuck.text && refused.volgnummer == 1)

            #expect(try await operations(service).retryOutbox(Int64(refused.volgorde) + 1, by: act) == 0)
            #expect(try await operations(service).retryOutbox(Int64(refused.volgorde), by: act) == 1)
            #expect(try await service.count("select count(*) from outbox where retry_at <= clock_timestamp()") == 1)
            let recorded = try await service.pool.query(
                "select operator, reason, target from operator_action where action = 'outbox-retry' order by id")
            let acts = try recorded.map { try $0.decode(String.self, String.self, String.self) }
            #expect(acts.map(\.0) == ["mw-beheer-1", "mw-beheer-1"] && acts.map(\.1) == ["proef", "proef"])
            #expect(acts.last?.2 == "\(refused.volgorde)")
        }
    }

    @Test(
        "a source and a consumer that are level have the same checksums; one message less shows in one group and one key"
    )
    func sequences() async throws {
        try await withService { service in
            let keys = (0..<300).map { _ in UUID.v7() }
            for key in keys { try await service.enter([1, 2], in: key) }
            // As a consumer elsewhere that has decided all of them.
            _ = try await service.pool.query(
                """
                insert into position (consumer, source, topic, key, last_sequence, seen_sequence)
                select 'ander.proeven', \(service.source), topic, key, last_sequence, last_sequence from stream
                """)
            let operations = operations(service)
            func groups(_ prefix: String) async throws -> (given: [Reeksgroep], decided: [Reeksgroep]) {
                (
                    try await operations.groups(topic: service.topic, consumer: nil, prefix: prefix),
                    try await operations.groups(topic: service.topic, consumer: "ander.proeven", prefix: prefix)
                )
            }
            let level = try await groups("")
            #expect(level.given == level.decided)
            #expect(level.given.count > 100 && level.given.count <= 256)
            #expect(level.given.reduce(0) { $0 + $1.sleutels } == 300 && level.given.reduce(0) { $0 + $1.som } == 600)

            let lost = keys[123].text
            _ = try await service.pool.query(
                "update position set last_sequence = 1, seen_sequence = 1 where key = \(lost)")
            let behind = try await groups("")
            let differing = zip(behind.given, behind.decided).filter { $0.toets != $1.toets }.map(\.0.begin)
            let prefix = try #require(differing.first)
            #expect(differing.count == 1 && prefix.utf8.count == 2)
            let deeper = try await groups(prefix)
            #expect(zip(deeper.given, deeper.decided).filter { $0.toets != $1.toets }.count == 1)
            #expect(deeper.given.allSatisfy { $0.begin.hasPrefix(prefix) && $0.begin.utf8.count == 4 })
            let given = try await operations.keys(topic: service.topic, consumer: nil, prefix: prefix)
            let decided = try await operations.keys(topic: service.topic, consumer: "ander.proeven", prefix: prefix)
            let different = zip(given, decided).filter { $0.laatste != $1.laatste }
            #expect(different.map(\.0.sleutel) == [lost] && different.map(\.1.laatste) == [1])
            let events = try await operations.events(topic: service.topic, at: [(lost, 2), (lost, 9)])
            #expect(events.map(\.volgnummer) == [2] && events.first?.partitie == nil)
        }
    }

    @Test("two keys that are off by one against each other do not cancel out")
    func noCancelling() async throws {
        try await withService { service in
            let keys = (0..<2).map { _ in UUID.v7() }
            for key in keys { try await service.enter([1, 2], in: key) }
            _ = try await service.pool.query(
                """
                insert into position (consumer, source, topic, key, last_sequence, seen_sequence)
                select 'ander.proeven', \(service.source), topic, key,
                    last_sequence + case when key = \(keys[0].text) then 1 else -1 end, last_sequence from stream
                """)
            let given = try await operations(service).groups(topic: service.topic, consumer: nil, prefix: "")
            let decided = try await operations(service).groups(
                topic: service.topic, consumer: "ander.proeven", prefix: "")
            #expect(given.reduce(0) { $0 + $1.som } == decided.reduce(0) { $0 + $1.som })
            #expect(Set(given.map(\.toets)).isDisjoint(with: decided.map(\.toets)))
        }
    }

    @Test("what became of messages is told by the consumer that decided them, with its place in their keys")
    func received() async throws {
        try await withService { service in
            let consumer = ConsumerDefinition("proeven.proeven", topic: service.topic, handlers: [EnterHandler()])
            let stream = Stream()
            _ = await service.receive(consumer, stream, [1, 2, 4])
            let messages = ([1, 2, 4] as [Int64]).map { "\(stream.source) \(stream.event($0).id)" }
            let received = try await operations(service).received(messages, keys: [stream.key, "onbekend"])
            #expect(Set(received.verwerkt.map(\.bericht)) == Set(messages.prefix(2)))
            #expect(received.verwerkt.allSatisfy { $0.afnemer == "proeven.proeven" })
            let place = try #require(received.standen.first)
            #expect(received.standen.count == 1 && place.laatste == 2 && place.gezien == 4 && !place.vastgehouden)
        }
    }

    @Test(
        "a trace of a key tells what was recorded and what still waits for Kafka, with the name that consumers know it by"
    )
    func trace() async throws {
        try await withService { service in
            let ledger = UUID.v7()
            try await service.enter([1, 2], in: ledger)
            for name in [ledger.uuidString, ledger.text] {
                let steps = try await operations(service).trace(name)
                #expect(steps.map(\.stap).sorted() == ["vastgelegd", "vastgelegd", "wacht op Kafka", "wacht op Kafka"])
                #expect(steps.allSatisfy { $0.topic == service.topic && $0.bericht?.hasPrefix(service.source) == true })
            }
            #expect(try await operations(service).trace("onbekend").isEmpty)
        }
    }

    @Test("a refused act is on the trace of what it was tried on, and of its zaak; old ones and a flood are not kept")
    func refused() async throws {
        try await withService { service in
            let (ledger, other, store) = (UUID.v7(), UUID.v7(), RefusalStore(pool: service.pool))
            for subject in [ledger, other] {
                try await store.record(
                    Refusal(
                        organisation: "00000099000000002000", person: "mw-1", operation: "overdrachtAanvaarden",
                        subjects: [UUID.v7(), subject], status: 409, codes: ["al-gedaan"], state: "geaccepteerd",
                        correlation: "c-\(subject.text)"))
            }
            for name in [ledger.text, "c-\(ledger.text)"] {
                let step = try #require(try await operations(service).trace(name).first)
                #expect(step.stap == "geweigerd" && step.soort == "overdrachtAanvaarden")
                #expect(step.onderwerp == ledger.text)
                #expect(step.plaats == "al-gedaan in geaccepteerd door 00000099000000002000/mw-1")
            }
            func kept() async throws -> Int64 {
                try await service.pool.query("select count(*) from refusal").first?.decode(Int64.self) ?? 0
            }
            for statement in Housekeeping.statements { _ = try await service.pool.query(statement) }
            #expect(try await kept() == 2)
            _ = try await service.pool.query(
                """
                insert into refusal (id, at, organisation, operation, subjects, status, codes, correlation_id)
                select gen_random_uuid(), clock_timestamp() - n * interval '10 days', 'vloed', '-', '{}'::uuid[], 409, '-', '-'
                from generate_series(1, 50) n
                union all
                select gen_random_uuid(), clock_timestamp(), 'vloed', '-', '{}'::uuid[], 409, '-', '-'
                from generate_series(1, \(QuarantineStore.refusedRows + 100))
                """)
            for statement in Housekeeping.statements { _ = try await service.pool.query(statement) }
            let old = try await service.pool.query(
                "select from refusal where at < clock_timestamp() - interval '1 year'")
            #expect(old.isEmpty)
            let flood = try await service.pool.query("select count(*) from refusal where organisation = 'vloed'")
            let floods: Int64 = try flood.first?.decode(Int64.self) ?? 0
            #expect(floods > 0 && floods <= Int64(QuarantineStore.refusedRows))
            #expect(try await kept() == floods + 2)
        }
    }
}
