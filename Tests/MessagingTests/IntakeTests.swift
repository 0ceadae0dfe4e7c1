import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("What comes in from outside, and what the chain itself sends")
struct IntakeTests {
    private static let oin = OIN("00000099000000002000")!
    private static let other = OIN("00000099000000003000")!

    private func inbound(refusesUnknown: Bool = true, answers: Box<[RefusedMessage]> = Box([])) -> ConsumerDefinition {
        ConsumerDefinition(
            inbound: "afnemer.inkomend", topics: [Topics.inboundPattern], handlers: [EnterHandler()],
            refusesUnknown: refusesUnknown
        ) { message, _ in answers.change { $0.append(message) } }
    }

    private func stream(_ topic: OIN = oin, from source: OIN = oin) -> Stream {
        Stream(topic: Topics.in(topic), source: "urn:nld:oin:\(source.text):systeem:dossier", incarnation: nil)
    }

    @Test("an inbound message is handled once by its id, whatever its sequence says")
    func once() async throws {
        try await withService { service async throws in
            let stream = stream()
            let message = stream.message(nil, id: "b-1", data: ["nummer": 1])
            let outcomes = await service.receive(
                inbound(), [message, message, stream.message(nil, id: "b-2", data: ["nummer": 2])])
            #expect(outcomes == ["handled", "duplicate", "handled"])
            #expect(try await service.ledger(stream.ledger)?.entries == [1, 2])
        }
    }

    @Test(
        "an inbound event of another organisation than its topic's is refused and answered, and uses up none of that one's ids"
    )
    func foreign() async throws {
        try await withService { service async throws in
            let answers = Box([RefusedMessage]())
            let consumer = inbound(answers: answers)
            #expect(
                await service.receive(
                    consumer, [stream(Self.other, from: Self.oin).message(nil, id: "b-1", data: ["nummer": 1])]) == [
                        "refused"
                    ])
            #expect(answers.value.map(\.organisation) == [Self.other])
            #expect(answers.value[0].violations.map(\.code) == ["andere-organisatie"])
            let own = stream()
            #expect(await service.receive(consumer, [own.message(nil, id: "b-1", data: ["nummer": 1])]) == ["handled"])
        }
    }

    @Test("identifying fields, unknown fields, unknown types and versions are refused outside, with all errors at once")
    func strict() async throws {
        try await withService { service async throws in
            let answers = Box([RefusedMessage]())
            let consumer = inbound(answers: answers)
            let stream = stream()
            let outcomes = await service.receive(
                consumer,
                [
                    stream.message(nil, id: "1", data: ["nummer": 1, "bsn": "999990019"]),
                    stream.message(nil, id: "2", data: ["nummer": "een", "extra": true]),
                    stream.message(nil, id: "3", type: "nl.keten.proeven.onbekend.v1"),
                    stream.message(nil, id: "4", type: "nl.keten.proeven.geboekt.v2"),
                ])
            #expect(outcomes == ["refused", "refused", "refused", "refused"])
            let codes = answers.value.map { $0.violations.map(\.code) }
            #expect(codes[0].contains(Violation.Codes.identifying))
            #expect(Set(codes[1]) == [Violation.Codes.type, Violation.Codes.unknown])
            #expect(codes[2] == ["onbekend-type"] && codes[3] == ["onbekend-type"])
            #expect(try await service.ledger(stream.ledger) == nil)
        }
    }

    @Test("of two services that read inbound topics one answers what nobody knows, the other passes it by")
    func oneAnswers() async throws {
        try await withService { service async throws in
            let answers = Box([RefusedMessage]())
            let consumer = inbound(refusesUnknown: false, answers: answers)
            let stream = stream()
            let foreign = self.stream(Self.other).message(nil, id: "2", type: "nl.keten.proeven.onbekend.v1")
            #expect(
                await service.receive(
                    consumer,
                    [
                        stream.message(nil, id: "1", type: "nl.keten.proeven.onbekend.v1"), foreign,
                        stream.message([0x7b]),
                    ]) == ["skipped", "skipped", "skipped"])
            #expect(answers.value.isEmpty)
        }
    }

    @Test("an unreadable inbound message is refused and answered under its place on the topic")
    func unreadable() async throws {
        try await withService { service async throws in
            let answers = Box([RefusedMessage]())
            #expect(
                await service.receive(inbound(answers: answers), [stream().message([0x7b], offset: 12)]) == ["refused"])
            #expect(answers.value.map(\.messageID) == ["0/12"])
        }
    }

    @Test(
        "within the chain unknown fields are ignored and unknown types skipped; a newer version and bad data hold their key"
    )
    func tolerant() async throws {
        try await withService { service async throws in
            let consumer = ConsumerDefinition("afnemer.proeven", topic: "keten.proeven", handlers: [EnterHandler()])
            let (a, b, c) = (Stream(), Stream(), Stream())
            let fine = [
                a.message(1, data: ["nummer": 1, "later": true]), a.message(2, type: "nl.keten.proeven.iets-anders.v1"),
                a.message(3),
            ]
            #expect(await service.receive(consumer, fine) == ["handled", "skipped", "handled"])
            let newer = [b.message(1, type: "nl.keten.proeven.geboekt.v2"), b.message(2)]
            #expect(await service.receive(consumer, newer) == ["failed", "parked"])
            let wrong = [c.message(1, data: ["nummer": "een"]), c.message(2)]
            #expect(await service.receive(consumer, wrong) == ["failed", "parked"])
            #expect(try await service.ledger(a.ledger)?.entries == [1, 3])
            #expect(try await service.aside(b) == ["1 failed", "2 waiting"])
        }
    }

    @Test(
        "an answer to a refused message is published in the transaction that refuses it; what the handler did is undone"
    )
    func answered() async throws {
        try await withService { service async throws in
            let stream = stream()
            let refusing = ConsumerDefinition(
                inbound: "afnemer.inkomend", topics: [Topics.inboundPattern], handlers: [LateRefusal()],
                refusesUnknown: true
            ) { message, scope in
                try scope.announce(
                    Entered(nummer: 4), topic: Topics.uit(message.organisation), key: message.organisation.text,
                    subject: message.messageID, regio: "r")
            }
            #expect(
                await service.receive(refusing, [stream.message(nil, id: "b-1", data: ["nummer": 1])]) == ["refused"])
            #expect(try await service.ledger(stream.ledger) == nil)
            #expect(try await service.count("select count(*) from outbox where topic = \(Topics.uit(Self.oin))") == 1)
        }
    }
}

/// Refuses after it has done something.
private struct LateRefusal: MessageHandler {
    func needs(_ message: Message<Entered>) -> [AggregateRef] { [AggregateRef(Ledger.self, message.ledger)] }

    func decide(_ message: Message<Entered>, in scope: inout Scope) throws {
        try scope.append([.entered(1)], to: Ledger.self, message.ledger)
        throw Refused([Violation(pointer: "/data/nummer", code: "fout", detail: "Fout.")])
    }
}
