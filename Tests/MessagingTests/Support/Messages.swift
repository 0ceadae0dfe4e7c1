import Contracts
import Foundation
import Kafka
import Postgres
import Synchronization

@testable import Messaging

/// Enters each message's number in the ledger that its key names; does what the test says besides.
struct EnterHandler: MessageHandler {
    let before: @Sendable (Message<Entered>) throws -> Void

    init(before: @escaping @Sendable (Message<Entered>) throws -> Void = { _ in }) { self.before = before }

    func needs(_ message: Message<Entered>) -> [AggregateRef] { [AggregateRef(Ledger.self, message.ledger)] }

    func decide(_ message: Message<Entered>, in scope: inout Scope) throws {
        try before(message)
        if message.muted { return try scope.append([.reminded("stil")], to: Ledger.self, message.ledger) }
        try scope.append([.entered(message.data.nummer)], to: Ledger.self, message.ledger)
    }
}

extension Message<Entered> {
    /// The ledger at the consumer's side.
    var ledger: UUID { UUID(named: "afnemer \(event.partitionkey ?? event.source)") }
}

/// One source's events of one key, as they come from the broker.
struct Stream: Sendable {
    var topic = "keten.proeven"
    var key = UUID().text
    var source = "urn:nld:oin:00000099000000001000:systeem:bron"
    var incarnation: String? = "eerste"

    var ledger: UUID { UUID(named: "afnemer \(key)") }

    func event(_ sequence: Int64?, id: String? = nil, type: String = Entered.eventType.type, data: JSON? = nil)
        -> CloudEvent
    {
        CloudEvent(
            id: id ?? "\(incarnation ?? "-")-\(key)-\(sequence ?? 0)", source: source, type: type, time: Date(),
            subject: key, partitionkey: key, sequence: sequence, incarnation: incarnation,
            data: data ?? ["nummer": .integer(sequence ?? 0)])
    }

    func message(_ sequence: Int64?, id: String? = nil, type: String = Entered.eventType.type, data: JSON? = nil)
        -> KafkaMessage
    {
        message(event(sequence, id: id, type: type, data: data).encoded())
    }

    func message(_ bytes: [UInt8], offset: Int64 = 0, headers: [KafkaHeader] = []) -> KafkaMessage {
        KafkaMessage(
            topic: topic, partition: 0, offset: offset, timestamp: nil, key: Array(key.utf8), value: bytes,
            headers: headers)
    }
}

extension TestService {
    /// Decides messages without a broker, in one batch where there is room.
    func receive(_ consumer: ConsumerDefinition, _ messages: [KafkaMessage]) async -> [String] {
        let intake = Intake(definition: consumer)
        return await engine.messages.run(messages.map { intake.work($0) }).map(\.name)
    }

    func receive(_ consumer: ConsumerDefinition, _ stream: Stream, _ sequences: [Int64]) async -> [String] {
        await receive(consumer, sequences.map { stream.message($0) })
    }

    struct Place: Equatable {
        var last: Int64, seen: Int64, held: Bool, incarnation: String?
    }

    func position(_ stream: Stream) async throws -> Place? {
        try await pool.query(
            "select last_sequence, seen_sequence, held, incarnation from position where key = \(stream.key)"
        ).first.map {
            let (last, seen, held, incarnation) = try $0.decode(Int64.self, Int64.self, Bool.self, String?.self)
            return Place(last: last, seen: seen, held: held, incarnation: incarnation)
        }
    }

    /// The open rows of a key, as `sequence status`.
    func aside(_ stream: Stream) async throws -> [String] {
        try await pool.query(
            """
            select coalesce(sequence::text, '-') || ' ' || status from quarantine
            where key = \(stream.key) and (resolved_at is null or status = 'refused') order by sequence
            """
        ).map { try $0.decode(String.self) }
    }
}

extension Outcome {
    var name: String {
        switch self {
        case .handled: "handled"
        case .duplicate: "duplicate"
        case .parked: "parked"
        case .skipped: "skipped"
        case .refused: "refused"
        case .failed: "failed"
        case .answered: "answered"
        case .rejected(let error): "rejected \(error)"
        }
    }
}

/// What the tests supply for gaps.
final class TestSource: GapSource {
    private let supply: @Sendable (String, ClosedRange<Int64>) async throws -> [[UInt8]]
    let asked = Box(0)

    init(_ supply: @escaping @Sendable (String, ClosedRange<Int64>) async throws -> [[UInt8]]) { self.supply = supply }

    func events(of source: String, topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]] {
        asked.change { $0 += 1 }
        return try await supply(key, from...to)
    }
}
