import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Relay")
struct RelayTests {
    private func relay(
        _ service: TestService, _ broker: DevelopmentBroker, settings: [String: String] = [:],
        sweepEvery: Duration = .seconds(1)
    ) -> Relay {
        Relay(
            engine: service.engine, kafka: broker.configuration(settings: settings), sweepEvery: sweepEvery,
            logger: quiet)
    }

    private func fill(_ service: TestService, ledgers: Int = 5, numbers: Int = 20) async throws -> [UUID] {
        let ids = (0..<ledgers).map { _ in UUID.v7() }
        for number in 1...numbers { for id in ids { try await service.enter([number], in: id) } }
        return ids
    }

    private func isEmpty(_ service: TestService) async throws {
        try await eventually(within: .seconds(30), "the outbox is empty") {
            try await service.count("select count(*) from outbox") == 0
        }
    }

    @Test("crash after commit before publish: whoever comes next publishes it, in order")
    func crashBeforePublish() async throws {
        try await withTap { service, broker, tap async throws in
            _ = try await fill(service)
            #expect(tap.messages.isEmpty)
            let running = Running([relay(service, broker)])
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            #expect(try await service.count("select count(*) from publication") == 100)
            await running.stop()
        }
    }

    @Test(
        "crash after the delivery report before the mark: it goes out again, nothing is lost and no effect is doubled")
    func crashBeforeMark() async throws {
        try await withTap { service, broker, tap async throws in
            let owner = try await service.database.connect(schema: TestService.schema)
            _ = try await owner.query("revoke delete on outbox from \(identifier: TestService.runtime)")
            let ids = try await fill(service, ledgers: 3)
            let first = Running([relay(service, broker)])
            try await tap.expectAll(of: service)
            await first.crash()
            #expect(try await service.count("select count(*) from outbox") == 60)
            _ = try await owner.query("grant delete on outbox to \(identifier: TestService.runtime)")
            await owner.close()
            _ = try await service.pool.query("update relay_lease set expires_at = '-infinity'")
            let second = Running([relay(service, broker)])
            try await isEmpty(service)
            try await eventually { tap.messages.count >= 120 }
            await second.stop()
            let consumer = ConsumerDefinition("afnemer.proeven", topic: service.topic, handlers: [EnterHandler()])
            let outcomes = await service.receive(consumer, tap.messages)
            #expect(
                outcomes.count(where: { $0 == "handled" }) == 60
                    && outcomes.allSatisfy { ["handled", "duplicate"].contains($0) })
            for id in ids {
                #expect(try await service.ledger(UUID(named: "afnemer \(id.text)"))?.entries == Array(1...20))
            }
        }
    }

    @Test("rollback publishes nothing")
    func rollback() async throws {
        try await withTap { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            let ledger = UUID.v7()
            await #expect(throws: PostgresError.self) {
                _ = try await service.engine.perform(nil, trace: Trace(), needs: [AggregateRef(Ledger.self, ledger)]) {
                    scope in
                    try scope.append([.entered(1)], to: Ledger.self, ledger)
                    scope.write("select 1 / (select 0)")
                    return Answer(status: 200, body: Receipt(entries: 0))
                }
            }
            try await service.enter([2], in: ledger)
            try await tap.expectAll(of: service)
            #expect(tap.messages.count == 1)
            await running.stop()
        }
    }

    @Test("two writers on one key, and one that commits late: gapless and in order")
    func lateCommits() async throws {
        try await withTap { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            let shared = UUID.v7().text
            let writer = try await service.database.connect(schema: TestService.schema)
            let late = try service.engine.writer.announcement(
                Entered(nummer: 0), topic: service.topic, key: UUID.v7().text, subject: "x", regio: "r",
                oefening: false,
                trace: Trace())
            try await writer.transaction { transaction in
                // Its number is drawn before all others, and committed after them.
                _ = try await transaction.exchange(EventLog.append([late], at: Date()))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...150 {
                        group.addTask {
                            let own = UUID.v7()
                            _ = try await service.engine.perform(
                                nil, trace: Trace(), needs: [AggregateRef(Ledger.self, own)]
                            ) { scope in
                                try scope.announce(
                                    Entered(nummer: number), topic: service.topic, key: shared, subject: own.text,
                                    regio: "r")
                                return Answer(status: 200, body: Receipt(entries: 0))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                try await eventually(within: .seconds(30)) { try tap.sequences()[shared]?.count == 150 }
            }
            try await tap.expectAll(of: service)
            await writer.close()
            await running.stop()
        }
    }

    @Test("what commits after the relay has read past its number goes out at once, not with the next sweep")
    func overtaken() async throws {
        try await withTap { service, broker, tap async throws in
            let running = Running([relay(service, broker, sweepEvery: .seconds(3_600))])
            try await service.enter([1], in: UUID.v7())
            try await eventually { tap.messages.count == 1 }
            let writer = try await service.database.connect(schema: TestService.schema)
            let late = try service.engine.writer.announcement(
                Entered(nummer: 0), topic: service.topic, key: UUID.v7().text, subject: "x", regio: "r",
                oefening: false, trace: Trace())
            try await writer.transaction { transaction in
                _ = try await transaction.exchange(EventLog.append([late], at: Date()))
                try await service.enter([2], in: UUID.v7())
                try await eventually { tap.messages.count == 2 }
            }
            try await tap.expectAll(of: service, within: .seconds(10))
            try await isEmpty(service)
            await writer.close()
            await running.stop()
        }
    }

    @Test("all brokers down for 60 s: commands go on, and all goes out in order when they are back", .needs(.faults))
    func brokersDown() async throws {
        try await withTap(own: true) { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            _ = try await fill(service, ledgers: 3, numbers: 5)
            try await tap.expectAll(of: service)
            try await broker.down()
            let down = ContinuousClock.now
            let ids = try await fill(service, ledgers: 10, numbers: 30)
            // Longer than any time-out of the protocol: v2 must not overtake v1 for being tried later.
            try await eventually(within: .seconds(90), "a minute has passed") {
                .now - down > .seconds(60)
            }
            for id in ids { try await service.enter([31], in: id) }
            #expect(try await service.count("select count(*) from outbox") == 310)
            try await broker.up()
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            await running.stop()
        }
    }

    @Test("three retriable errors: all goes out, in order", .needs(.faults))
    func retriable() async throws {
        try await withTap(own: true) { service, broker, tap async throws in
            _ = try await fill(service, ledgers: 3, numbers: 30)
            try await broker.failNext(3, request: 0, with: 19)
            let running = Running([relay(service, broker, settings: DevelopmentBroker.oneRequestAtATime)])
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            await running.stop()
        }
    }

    @Test("a fatal error of the producer: a new one goes on from the outbox, in order", .needs(.faults))
    func fatal() async throws {
        try await withTap(own: true) { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            _ = try await fill(service, ledgers: 1, numbers: 1)
            try await tap.expectAll(of: service)
            // Out of order, says the broker of the first in line: an idempotent producer cannot go on from that.
            try await broker.failNext(1, request: 0, with: 45)
            _ = try await fill(service, ledgers: 5, numbers: 20)
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            await running.stop()
        }
    }

    @Test("one key that the broker refuses holds itself only, and goes on in order", .needs(.faults))
    func oneKeyFails() async throws {
        try await withTap(own: true) { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            _ = try await fill(service, ledgers: 1, numbers: 1)
            try await tap.expectAll(of: service)
            // Too large, says the broker: no retry of the producer's own changes that.
            try await broker.failNext(1, request: 0, with: 10)
            let held = UUID.v7()
            try await service.enter([1], in: held)
            try await eventually {
                try await service.count("select count(*) from outbox where failed_at is not null") == 1
            }
            for number in 2...5 { try await service.enter([number], in: held) }
            _ = try await fill(service, ledgers: 3, numbers: 10)
            try await eventually { try await service.count("select count(*) from outbox") == 5 }
            #expect(try tap.sequences()[held.text] == nil)
            _ = try await service.pool.query(
                "update outbox set retry_at = clock_timestamp() where failed_at is not null")
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            await running.stop()
        }
    }

    @Test("a leader that was frozen past its lease: another takes over, one leads, nothing is lost")
    func frozenLeader() async throws {
        try await withTap { service, broker, tap async throws in
            let first = Running([relay(service, broker)])
            _ = try await fill(service, ledgers: 3, numbers: 5)
            try await isEmpty(service)
            let before = try await service.count("select epoch from relay_lease")
            let other = TestService(service.database, topic: service.topic)
            let second = Running([other.pool, other.engine, relay(other, broker)])
            try await eventually {
                // As the other finds it while the leader is frozen.
                _ = try await service.pool.query(
                    "update relay_lease set expires_at = '-infinity' where epoch = \(Int64(before))")
                return try await service.count("select epoch from relay_lease") > before
            }
            _ = try await fill(service, ledgers: 3, numbers: 30)
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            await second.stop()
            _ = try await fill(service, ledgers: 2, numbers: 5)
            try await tap.expectAll(of: service)
            await first.stop()
        }
    }

    @Test("stopping in good order records what was confirmed and gives the lease up")
    func stop() async throws {
        try await withTap { service, broker, tap async throws in
            let running = Running([relay(service, broker)])
            _ = try await fill(service, ledgers: 5, numbers: 40)
            try await eventually { !tap.messages.isEmpty }
            await running.stop()
            #expect(try await service.count("select count(*) from relay_lease where owner is null") == 1)
            let published = try await service.count("select count(*) from publication")
            #expect(try await service.count("select count(*) from outbox") == 200 - published)
            let again = Running([relay(service, broker)])
            try await tap.expectAll(of: service)
            try await isEmpty(service)
            // What the first had confirmed did not go out twice.
            #expect(tap.messages.count == 200)
            await again.stop()
        }
    }

    @Test("the database away while the broker confirms: nothing is lost, and little goes out twice")
    func databaseAway() async throws {
        let server = try await PostgresServer()
        let database = try await server.database(template: TestService.template(on: server))
        let broker = try await DevelopmentBroker.shared()
        let topic = try await broker.topic("keten.proeven")
        let tap = try Tap(broker, topics: [topic])
        let service = TestService(database, topic: topic)
        let running = Running([service.pool, service.engine, relay(service, broker)])
        _ = try await fill(service, ledgers: 20, numbers: 10)
        try await server.restart(.immediate)
        _ = try await fill(service, ledgers: 5, numbers: 10)
        try await tap.expectAll(of: service)
        try await isEmpty(service)
        await running.stop()
        await tap.close()
        await server.stop(.immediate)
    }
}
