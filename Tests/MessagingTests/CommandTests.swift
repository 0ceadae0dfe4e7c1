import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Commands")
struct CommandTests {
    private func key(_ fingerprint: String = "a", _ key: String = "k-1") -> IdempotencyKey {
        IdempotencyKey(organisation: "00000099000000001000", key: key, fingerprint: fingerprint)
    }

    @Test("an idempotency key repeated gives the first answer and changes nothing")
    func repeated() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            let first = try await service.enter([1], in: ledger, key: key())
            let second = try await service.enter([1], in: ledger, key: key())
            #expect(!first.repeated && second.repeated)
            #expect(second.body == first.body && second.etag == first.etag && second.status == 201)
            #expect(try await service.ledger(ledger)?.entries == [1])
        }
    }

    @Test("an idempotency key reused for another request is refused")
    func reused() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            try await service.enter([1], in: ledger, key: key("a"))
            await #expect(throws: CommandError.self) { try await service.enter([2], in: ledger, key: key("b")) }
            #expect(try await service.ledger(ledger)?.entries == [1])
        }
    }

    @Test("the digest of what was asked is kept sealed, bound to its key")
    func sealedDigest() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            try await service.enter([1], in: ledger, key: key("vingerafdruk"))
            #expect(
                try await service.count("select count(*) from idempotency where fingerprint like '%vingerafdruk%'") == 0
            )
            _ = try await service.pool.query("update idempotency set fingerprint = 'vingerafdruk'")
            await #expect(throws: CommandError.self) {
                try await service.enter([1], in: ledger, key: key("vingerafdruk"))
            }
        }
    }

    @Test("twenty at once with the same key, on different lanes and replicas: one effect, one answer")
    func concurrentKey() async throws {
        try await withService { service async throws in
            let other = TestService(service.database)
            let running = Running([other.pool, other.engine])
            let ledgers = (0..<20).map { _ in UUID.v7() }
            let answers = try await withThrowingTaskGroup(of: Answer<Receipt>.self) { group in
                for (index, ledger) in ledgers.enumerated() {
                    group.addTask {
                        try await (index % 2 == 0 ? service : other).enter([1], in: ledger, key: self.key())
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count(where: { !$0.repeated }) == 1)
            #expect(try await service.count("select count(*) from event") == 1)
            await running.stop()
        }
    }

    @Test("If-Match that is stale is told the current version; the right one goes through")
    func stale() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            try await service.enter([1, 2], in: ledger)
            let refused = await #expect(throws: CommandError.self) {
                try await service.enter([3], in: ledger, ifMatch: 1)
            }
            guard case .staleVersion(current: 2)? = refused else { throw Sabotage() }
            try await service.enter([3], in: ledger, ifMatch: 2)
            #expect(try await service.ledger(ledger)?.entries == [1, 2, 3])
        }
    }

    @Test("two with the same If-Match: one wins, also in one batch")
    func race() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            try await service.enter([0], in: ledger)
            let wins = await withTaskGroup(of: Bool.self) { group in
                for number in 1...10 {
                    // A conflict is what is counted here.
                    group.addTask { (try? await service.enter([number], in: ledger, ifMatch: 1)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(wins == 1)
            #expect(try await service.ledger(ledger)?.entries.count == 2)
        }
    }

    @Test(
        "concurrent commands on one aggregate all take effect; they share transactions, and its versions and sequences have no gap"
    )
    func concurrent() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            let before = try await service.count(
                "select xact_commit from pg_stat_database where datname = current_database()")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...400 { group.addTask { try await service.enter([number], in: ledger) } }
                try await group.waitForAll()
            }
            #expect(try await service.ledger(ledger)?.entries.sorted() == Array(1...400))
            #expect(
                try await service.count("select count(distinct version) from event where version between 1 and 400")
                    == 400)
            #expect(
                try await service.count("select count(distinct sequence) from event where sequence between 1 and 400")
                    == 400)
            let transactions = try await service.count("select count(distinct created_at) from event")
            #expect(transactions < 200, "\(transactions) transactions, \(before)")
        }
    }

    @Test("a command whose handler throws leaves nothing and costs its neighbours nothing")
    func neighbours() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            let done = await withTaskGroup(of: Bool.self) { group in
                for number in 1...50 {
                    group.addTask {
                        do {
                            _ = try await service.engine.perform(
                                nil, trace: Trace(), needs: [AggregateRef(Ledger.self, ledger)]
                            ) { scope in
                                try scope.append([.entered(number)], to: Ledger.self, ledger)
                                if number % 5 == 0 { throw Sabotage() }
                                return Answer(status: 201, body: Receipt(entries: 0))
                            }
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(done == 40)
            #expect(try await service.ledger(ledger)?.entries.sorted() == (1...50).filter { $0 % 5 != 0 })
        }
    }

    @Test("what a command needs may follow from the command before it in the same batch")
    func furtherAfterOther() async throws {
        try await withService { service async throws in
            let index = UUID.v7()
            // The index names how many ledgers there are; each command writes into the newest.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...20 {
                    group.addTask {
                        _ = try await service.engine.perform(
                            nil, trace: Trace(), needs: [AggregateRef(Ledger.self, index)],
                            further: { scope in
                                let count = try scope.load(Ledger.self, index)?.entries.count ?? 0
                                return [AggregateRef(Ledger.self, UUID(named: "\(index) \(count)"))]
                            }
                        ) { scope in
                            let count = try scope.load(Ledger.self, index)?.entries.count ?? 0
                            try scope.append([.entered(number)], to: Ledger.self, UUID(named: "\(index) \(count)"))
                            try scope.append([.entered(number)], to: Ledger.self, index)
                            return Answer(status: 201, body: Receipt(entries: count))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let order = try await service.ledger(index)?.entries ?? []
            #expect(order.sorted() == Array(1...20))
            for (place, number) in order.enumerated() {
                #expect(try await service.ledger(UUID(named: "\(index) \(place)"))?.entries == [number])
            }
        }
    }

    @Test("an id of another kind of aggregate is not there, and harms nobody of its batch")
    func otherKind() async throws {
        struct Note: Projection, Equatable {
            var text: String
            static var kind: String { "notitie" }
            var regionCode: String { "" }
        }
        try await withService { service async throws in
            let ledger = UUID.v7()
            try await service.append([.entered(1)], to: ledger)
            let found = try await service.engine.perform(
                nil, trace: Trace(), needs: [AggregateRef(projection: Note.self, ledger)]
            ) { scope in
                Answer(
                    status: 200,
                    body: Receipt(entries: try scope.load(projection: Note.self, ledger) == nil ? 0 : 1))
            }
            #expect(found.body.entries == 0)
        }
    }

    @Test("an oversized event is refused at append, and nothing of its command is kept")
    func oversized() async throws {
        try await withService { service async throws in
            let ledger = UUID.v7()
            await #expect(throws: EngineError.self) {
                try await service.append([.entered(1), .reminded(String(repeating: "x", count: 65_000))], to: ledger)
            }
            #expect(try await service.ledger(ledger) == nil)
            #expect(try await service.count("select count(*) from outbox") == 0)
        }
    }

    @Test("with the database away a command is told so in time, and messages wait")
    func databaseAway() async throws {
        let server = try await PostgresServer()
        let database = try await server.database(template: TestService.template(on: server))
        let service = TestService(database)
        let running = Running([service.pool, service.engine])
        let ledger = UUID.v7()
        try await service.enter([1], in: ledger)
        await server.stop(.immediate)
        let stream = Stream()
        let consumer = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler()])
        async let received = service.receive(consumer, stream, [1, 2, 3])
        let started = ContinuousClock.now
        let error = await #expect(throws: CommandError.self) { try await service.enter([2], in: ledger) }
        guard case .unavailable? = error else { throw Sabotage() }
        #expect(ContinuousClock.now - started < .seconds(12))
        try await server.start()
        #expect(await received == ["handled", "handled", "handled"])
        #expect(try await service.count("select count(*) from quarantine") == 0)
        try await service.enter([2], in: ledger)
        #expect(try await service.ledger(ledger)?.entries == [1, 2])
        await running.stop()
        await server.stop(.immediate)
    }

    @Test("with the pool exhausted a command is told so in time")
    func exhausted() async throws {
        try await withService(waitLimit: .milliseconds(300)) { service async throws in
            let gate = Gate()
            let holders = (0..<12).map { _ in
                Task { try await service.pool.withConnection { _ in try await gate.wait() } }
            }
            try await eventually { service.pool.statistics.leased == 12 }
            let error = await #expect(throws: CommandError.self) { try await service.enter([1], in: .v7()) }
            guard case .unavailable? = error else { throw Sabotage() }
            gate.open()
            for holder in holders { try await holder.value }
            try await service.enter([1], in: .v7())
        }
    }

    @Test("what is queued when the engine stops is still done; what comes after is told")
    func stopping() async throws {
        let server = try await PostgresServer.shared()
        try await server.withDatabase(template: TestService.template(on: server)) { database in
            let service = TestService(database)
            let pool = Running([service.pool])
            let engine = Running([service.engine])
            let ledger = UUID.v7()
            let queued = (1...200).map { number in Task { try await service.enter([number], in: ledger) } }
            try await eventually { try await service.count("select count(*) from event") > 0 }
            await engine.stop()
            var done = 0
            for task in queued {
                switch await task.result {
                case .success: done += 1
                case .failure(let error): #expect("\(error)" == "\(EngineError.stopped)")
                }
            }
            #expect(try await service.ledger(ledger)?.entries.count == done)
            await #expect(throws: EngineError.self) { try await service.enter([0], in: ledger) }
            await pool.stop()
        }
    }
}

/// Opens once, for all who wait.
final class Gate: Sendable {
    private let opened = Box(false)
    func open() { opened.change { $0 = true } }
    func wait() async throws { try await eventually(within: .seconds(30)) { self.opened.value } }
}
