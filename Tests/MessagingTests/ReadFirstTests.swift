import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

/// Enters the number that it read before its decision.
private struct ReadingHandler: MessageHandler {
    let reading: @Sendable (Message<Entered>) async throws -> Int
    private var number: Int?

    init(_ reading: @escaping @Sendable (Message<Entered>) async throws -> Int) { self.reading = reading }

    static var reads: Bool { true }

    func read(_ message: Message<Entered>) async throws -> Self {
        var copy = self
        copy.number = try await reading(message)
        return copy
    }

    func needs(_ message: Message<Entered>) -> [AggregateRef] { [AggregateRef(Ledger.self, message.ledger)] }

    func decide(_ message: Message<Entered>, in scope: inout Scope) throws {
        try scope.append([.entered(#require(number))], to: Ledger.self, message.ledger)
    }
}

@Suite("Handlers that read before they decide")
struct ReadFirstTests {
    private static let oin = OIN("00000099000000002000")!

    private func stream() -> Stream {
        Stream(
            topic: Topics.in(Self.oin), source: "urn:nld:oin:\(Self.oin.text):systeem:dossier", incarnation: nil)
    }

    private func inbound(
        _ handler: ReadingHandler, answers: Box<[RefusedMessage]> = Box([])
    ) -> ConsumerDefinition {
        ConsumerDefinition(
            inbound: "afnemer.inkomend", topics: [Topics.inboundPattern], handlers: [handler], refusesUnknown: true
        ) { message, _ in answers.change { $0.append(message) } }
    }

    @Test("each reads what came before it in its key decided, also when they come at once")
    func order() async throws {
        try await withService { service async throws in
            let consumer = inbound(
                ReadingHandler { message in
                    try await AggregateReader(pool: service.pool).one(Ledger.self, message.ledger)?.state.entries.count
                        ?? 0
                })
            let (one, other) = (stream(), stream())
            let messages = (1...5).flatMap { number in
                [one, other].map { $0.message(nil, id: "\($0.key)-\(number)", data: ["nummer": 9]) }
            }
            #expect(await service.receive(consumer, messages).allSatisfy { $0 == "handled" })
            #expect(try await service.ledger(one.ledger)?.entries == [0, 1, 2, 3, 4])
            #expect(try await service.ledger(other.ledger)?.entries == [0, 1, 2, 3, 4])
        }
    }

    @Test("a refusal while reading is answered once, with how things stand, and changes nothing")
    func refused() async throws {
        try await withService { service async throws in
            let (answers, refuses) = (Box([RefusedMessage]()), Box(false))
            let standing = Standing(state: "dicht", possible: ["openen"], version: 7)
            let consumer = inbound(
                ReadingHandler { _ in
                    if refuses.value {
                        throw Refused(
                            [Violation(pointer: "/data", code: "dicht", detail: "Dicht.")], standing: standing)
                    }
                    return 1
                }, answers: answers)
            let stream = stream()
            let (first, second) = (
                stream.message(nil, id: "b-1", data: ["nummer": 1]), stream.message(nil, id: "b-2", data: ["nummer": 1])
            )
            #expect(await service.receive(consumer, [first]) == ["handled"])
            refuses.change { $0 = true }
            // What was handled is a duplicate, whatever reading it gives now.
            #expect(await service.receive(consumer, [first, second]) == ["duplicate", "refused"])
            refuses.change { $0 = false }
            #expect(await service.receive(consumer, [second]) == ["duplicate"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1])
            #expect(answers.value.map(\.messageID) == ["b-2"])
            #expect(answers.value.map(\.standing) == [standing])
            #expect(answers.value[0].violations.map(\.code) == ["dicht"])
        }
    }

    @Test("a reading that fails sets its message aside; others go on")
    func failed() async throws {
        struct Broken: Error {}
        try await withService { service async throws in
            let consumer = inbound(
                ReadingHandler { message in
                    if message.data.nummer == 13 { throw Broken() }
                    return message.data.nummer
                })
            let stream = stream()
            let outcomes = await service.receive(
                consumer,
                [
                    stream.message(nil, id: "b-1", data: ["nummer": 13]),
                    stream.message(nil, id: "b-2", data: ["nummer": 2]),
                ])
            #expect(outcomes == ["failed", "handled"])
            #expect(try await service.ledger(stream.ledger)?.entries == [2])
        }
    }

    @Test("a reading that does not end is cut off at the deadline of a decision")
    func deadline() async throws {
        try await withService(batchDeadline: .milliseconds(300)) { service async throws in
            let consumer = inbound(
                ReadingHandler { message in
                    if message.data.nummer == 13 { try await Task.sleep(for: .seconds(600)) }
                    return message.data.nummer
                })
            let stream = stream()
            let outcomes = await service.receive(
                consumer,
                [
                    stream.message(nil, id: "b-1", data: ["nummer": 13]),
                    stream.message(nil, id: "b-2", data: ["nummer": 2]),
                ])
            #expect(outcomes == ["failed", "handled"])
        }
    }
}
