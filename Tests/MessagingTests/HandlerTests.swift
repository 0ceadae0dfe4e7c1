import Contracts
import Dispatch
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Handlers that are slow, that never return, and that come later")
struct HandlerTests {
    @Test(
        "a handler that never returns: its message is set aside, its lane goes on, and it is counted until it returns")
    func neverReturns() async throws {
        try await withService(batchDeadline: .milliseconds(500)) { service async throws in
            let gate = DispatchSemaphore(value: 0)
            let waiting = Box(0)
            let consumer = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven",
                handlers: [
                    EnterHandler { message in
                        guard message.data.nummer == 13 else { return }
                        waiting.change { $0 += 1 }
                        gate.wait()
                    }
                ])
            let stuck = Stream()
            let others = (0..<60).map { _ in Stream() }
            let outcomes = await service.receive(
                consumer, [stuck.message(1, data: ["nummer": 13])] + others.map { $0.message(1) } + [stuck.message(2)])
            #expect(outcomes.count(where: { $0 == "failed" }) == 1 && outcomes.count(where: { $0 == "parked" }) == 1)
            #expect(outcomes.count(where: { $0 == "handled" }) == 60)
            #expect(try await service.aside(stuck) == ["1 failed", "2 waiting"])
            // All lanes go on, also the one that it held.
            #expect(await service.receive(consumer, others.map { $0.message(2) }).allSatisfy { $0 == "handled" })
            let kept = service.engine.stuckHandlers
            #expect(kept == waiting.value && (1...2).contains(kept), "\(kept) threads are kept")
            for _ in 0..<kept { gate.signal() }
            try await eventually { service.engine.stuckHandlers == 0 }
            #expect(try await service.ledger(stuck.ledger) == nil, "what it did late is not committed")
        }
    }

    @Test("a batch is cut around the piece of work that it was at", arguments: [1, 2, 3, 7, 500])
    func parts(count: Int) {
        for suspect in [nil] + (0..<count).map(Optional.some) where count > 1 {
            let parts = BatchRunner.parts(of: count, suspect: suspect)
            #expect(parts.flatMap(Array.init) == Array(0..<count))
            #expect(parts.allSatisfy { $0.count < count })
            if let suspect { #expect(parts.contains(suspect..<suspect + 1)) }
        }
    }

    @Test("a handler slower than the group's session: the member stays, and the message is decided once")
    func slowerThanSession() async throws {
        let calls = Box(0)
        let pause = DevelopmentBroker.sessionTimeout + .seconds(1.5)
        let handler = EnterHandler { message in
            if message.data.nummer == 3,
                calls.change({ calls in
                    calls += 1
                    return calls == 1
                })
            {
                Thread.sleep(forTimeInterval: pause / .seconds(1))
            }
        }
        try await Road.with(handler: handler) { road in
            let ledgers = (0..<8).map { _ in UUID.v7() }
            try await road.drive(ledgers, 6)
            try await road.check()
            // Eight ledgers have a third entry. Each was decided once: nobody took the partitions away meanwhile.
            #expect(calls.value == 8)
        }
    }

    @Test("an unknown version waits for a newer consumer, and goes on as soon as one starts, however often it failed")
    func newerConsumer() async throws {
        try await withService { service async throws in
            let older = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler()])
            let stream = Stream()
            let newer = stream.message(2, type: EnteredTwice.eventType.type, data: ["nummer": 2, "nogmaals": 20])
            #expect(
                await service.receive(older, [stream.message(1), newer, stream.message(3)]) == [
                    "handled", "failed", "parked",
                ])
            let another = Stream()
            let failing = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler { _ in throw Sabotage() }])
            #expect(await service.receive(failing, [another.message(1)]) == ["failed"])
            // Neither is tried again by itself any more.
            _ = try await service.pool.query(
                "update quarantine set attempts = 6, next_at = null where status = 'failed'")
            let old = Running([Sweeper(engine: service.engine, consumers: [older], source: nil, logger: quiet)])
            let both = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler(), EnterTwiceHandler()])
            let replica = TestService(service.database)
            let new = Running([
                replica.pool, replica.engine,
                Sweeper(engine: replica.engine, consumers: [both], source: nil, logger: quiet),
            ])
            try await eventually { try await service.ledger(stream.ledger)?.entries == [1, 2, 20, 3] }
            #expect(try await service.aside(stream) == [])
            // What failed for another reason waits for its own time.
            #expect(try await service.aside(another) == ["1 failed"])
            await new.stop()
            await old.stop()
        }
    }
}

/// The second version of `Entered`.
struct EnteredTwice: EventData {
    var nummer: Int
    var nogmaals: Int

    static let eventType = EventType(domain: "proeven", name: "geboekt", version: 2)
    static var title: String { "Geboekt" }
    static var fields: [String: String] { ["nummer": "Het nummer.", "nogmaals": "Nog een."] }
    static var example: EnteredTwice { EnteredTwice(nummer: 1, nogmaals: 2) }
}

private struct EnterTwiceHandler: MessageHandler {
    private func ledger(_ message: Message<EnteredTwice>) -> UUID {
        UUID(named: "afnemer \(message.event.partitionkey ?? "")")
    }

    func needs(_ message: Message<EnteredTwice>) -> [AggregateRef] { [AggregateRef(Ledger.self, ledger(message))] }

    func decide(_ message: Message<EnteredTwice>, in scope: inout Scope) throws {
        let numbers = [message.data.nummer, message.data.nogmaals]
        try scope.append(numbers.map(LedgerEvent.entered), to: Ledger.self, ledger(message))
    }
}
