import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Terms")
struct TermTests {
    /// Notes each stage, unless the term's step has ended.
    private let handler = TermHandler(Ledger.self) { term, scope in
        guard let ledger = try scope.load(Ledger.self, term.aggregate),
            ledger.terms.contains(where: { $0.kind == term.kind })
        else {
            return
        }
        try scope.append([.reminded("\(term.kind)-\(term.stage)")], to: Ledger.self, term.aggregate)
    }

    private func poller(_ service: TestService) -> TermPoller {
        TermPoller(engine: service.engine, handlers: [handler], interval: .milliseconds(20), logger: quiet)
    }

    @Test("each stage goes off once; when the last has, further steps of the aggregate do not start it again")
    func stages() async throws {
        try await withService(policy: TestPolicy(length: 0.4), with: { [poller($0)] }) { service async throws in
            let ledger = UUID.v7()
            try await service.append([.started(.init(kind: "antwoord", since: Date()))], to: ledger)
            try await eventually { try await service.ledger(ledger)?.stages.last == "antwoord-150" }
            let stages = try await service.ledger(ledger)?.stages ?? []
            #expect(stages.filter { $0.hasSuffix("100") } == ["antwoord-100"])
            try await service.enter([1], in: ledger)
            try await service.enter([2], in: ledger)
            #expect(try await service.count("select count(*) from term") == 1)
            #expect(try await service.ledger(ledger)?.stages == stages)
        }
    }

    @Test("completion against the deadline: one wins, whichever it is, and fired after completion is a no-op")
    func completion() async throws {
        try await withService(policy: TestPolicy(length: 0.3), with: { [poller($0), poller($0)] }) {
            service async throws in
            let start = Date()
            let ledgers = (0..<60).map { _ in UUID.v7() }
            for ledger in ledgers {
                try await service.append([.started(.init(kind: "antwoord", since: start))], to: ledger)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for ledger in ledgers { group.addTask { try await service.append([.ended("antwoord")], to: ledger) } }
                try await group.waitForAll()
            }
            try await eventually {
                try await service.count("select count(*) from term where cancelled_at is null") == 0
            }
            let after = try await service.count("select count(*) from event")
            try await eventually { Date() > start.addingTimeInterval(0.6) }
            let late = try await service.pool.query(
                """
                select count(*) from event e where e.type like '%termijn-verstreken%' and exists (
                    select from event d where d.aggregate = e.aggregate and d.type like '%beeindigd%' and d.version < e.version)
                """
            ).first?.decode(Int64.self)
            #expect(late == 0)
            #expect(try await service.count("select count(*) from event") == after)
        }
    }

    @Test("two pollers on two replicas: each stage once")
    func twoPollers() async throws {
        try await withService(policy: TestPolicy(length: 0.2), with: { [poller($0)] }) { service async throws in
            let other = TestService(service.database, policy: TestPolicy(length: 0.2))
            let running = Running([other.pool, other.engine, poller(other)])
            let ledgers = (0..<40).map { _ in UUID.v7() }
            for ledger in ledgers { try await service.append([.started(.init(kind: "a", since: Date()))], to: ledger) }
            try await eventually { try await service.count("select count(*) from term where fired_at is null") == 0 }
            for ledger in ledgers {
                let stages = try await service.ledger(ledger)?.stages ?? []
                #expect(stages.filter { $0 == "a-100" }.count == 1 && stages.filter { $0 == "a-150" }.count == 1)
                #expect(Set(stages).count == stages.count)
            }
            await running.stop()
        }
    }

    @Test("an instant between two milliseconds does not make a term another: it goes on and its stages go off once")
    func betweenMilliseconds() async throws {
        try await withService(policy: TestPolicy(length: 3_600)) { service async throws in
            let ledger = UUID.v7()
            let whole = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
            // In microseconds it rounds to half a millisecond, and that upwards; in milliseconds downwards.
            let since = whole.addingTimeInterval(0.000_499_7)
            try await service.append([.started(.init(kind: "a", since: since, until: since + 7_200))], to: ledger)
            try await service.append([.entered(1)], to: ledger)
            #expect(try await service.count("select count(*) from term where cancelled_at is null") == 1)
            #expect(try await service.count("select count(*) from term") == 1)
        }
    }

    @Test("ten thousand at the same instant within 5 s")
    func flood() async throws {
        try await withService { service async throws in
            let due = Date().addingTimeInterval(-1)
            _ = try await service.pool.query(
                """
                with made as (
                    insert into aggregate (id, kind, version, state, regio, oefening, created_at, updated_at)
                    select gen_random_uuid(), 'grootboek', 1,
                        jsonb_build_object('entries', '[]'::jsonb, 'stages', '[]'::jsonb, 'terms', jsonb_build_array(
                            jsonb_build_object('kind', 'a', 'since', \(RFC3339.text(due))::text, 'urgent', false))),
                        'regio', false, now(), now()
                    from generate_series(1, 10000) returning id)
                insert into term (id, aggregate, aggregate_kind, kind, generation, since, urgent, due_at, stages, moments, next_at,
                    calendar_version)
                select gen_random_uuid(), id, 'grootboek', 'a', 1, \(due), false, \(due), '{100}', array[\(due)::timestamptz], \(due), 'test'
                from made
                """)
            // The other tests share this machine.
            try await eventually(within: .seconds(300), "no other test runs") { TestService.active.value == 1 }
            let started = ContinuousClock.now
            let running = Running([poller(service)])
            try await eventually(within: .seconds(60)) {
                try await service.count("select count(*) from term where fired_at is null") == 0
            }
            let took = ContinuousClock.now - started
            await running.stop()
            #expect(
                try await service.count("select count(*) from event where type like '%termijn-verstreken%'") == 10_000)
            // However busy the machine is: many in one transaction, which is what makes them quick.
            let batches = try await service.count("select count(distinct created_at) from event")
            #expect(batches <= 1_000, "\(batches) transactions for ten thousand terms")
            // Of a machine that others use as well a half is ours.
            #expect(took < .seconds(10), "\(took)")
        }
    }

    @Test("a term that is rescheduled, or whose urgency changes, runs anew and the old row is cancelled")
    func rescheduled() async throws {
        try await withService(policy: TestPolicy(length: 3_600)) { service async throws in
            let ledger = UUID.v7()
            let since = Date()
            try await service.append([.started(.init(kind: "a", since: since))], to: ledger)
            try await service.append([.ended("a"), .started(.init(kind: "a", since: since, urgent: true))], to: ledger)
            try await service.append(
                [
                    .ended("a"),
                    .started(.init(kind: "a", since: since, urgent: true, until: since.addingTimeInterval(60))),
                ], to: ledger)
            try await service.enter([1], in: ledger)
            #expect(try await service.count("select count(*) from term") == 3)
            #expect(
                try await service.count(
                    "select count(*) from term where cancelled_at is null and urgent and until is not null") == 1)
        }
    }

    @Test("a handler that fails backs off and keeps no other from going off")
    func failing() async throws {
        let broken = UUID.v7()
        let failing = TermHandler(Ledger.self) { term, scope in
            if term.aggregate == broken { throw Sabotage() }
            try scope.append([.reminded("\(term.kind)-\(term.stage)")], to: Ledger.self, term.aggregate)
        }
        try await withService(
            policy: TestPolicy(length: 0.1),
            with: { [TermPoller(engine: $0.engine, handlers: [failing], interval: .milliseconds(20), logger: quiet)] }
        ) { service async throws in
            let others = (0..<20).map { _ in UUID.v7() }
            for ledger in [broken] + others {
                try await service.append([.started(.init(kind: "a", since: Date()))], to: ledger)
            }
            try await eventually {
                try await service.count("select count(*) from term where fired_at is not null") == 20
            }
            try await eventually {
                try await service.count(
                    "select count(*) from term where attempts > 0 and next_at > clock_timestamp() + interval '8 seconds'"
                ) == 1
            }
            #expect(try await service.ledger(broken)?.stages == [])
        }
    }
}
