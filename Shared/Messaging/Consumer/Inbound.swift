import Contracts
import Foundation
import Kafka

/// A message on its way to a decision: from the broker, from the source's log, or from quarantine.
struct Inbound: Sendable {
    let consumer: String
    /// The event's `source`; the topic where it could not be read.
    let source: String
    let topic: String
    let key: String
    /// Nil on `keten.in.*`, where the inbox alone decides, and where the message could not be read.
    let sequence: Int64?
    /// Which copy of the source's log it was written in, and where that copy began in this key.
    let life: LogLife?
    let messageID: String
    let type: String
    let body: [UInt8]
    let headers: [KafkaHeader]
    /// The quarantine row that it comes from.
    var row: QuarantineRow?

    var position: PositionKey { PositionKey(consumer: consumer, source: source, topic: topic, key: key) }
    var inboxKey: InboxKey { InboxKey(consumer: consumer, messageID: messageID) }
}

/// What a handler gets: the envelope, its data, and the organisation that sent it.
public struct Message<Payload: EventData>: Sendable {
    public let event: CloudEvent
    public let data: Payload
    public let topic: String
    /// Whether this is a rebuild of what was decided before: outgoing work (a task, a webhook) stays unwritten. A handler
    /// then does only what it recognises as not done yet, such as a zaak that was never opened; what follows a state, or
    /// touches whatever runs now, is not repeated on a state that has moved on.
    public let muted: Bool
    /// The organisation that the topic `keten.in.<oin>` belongs to; nil on chain topics.
    public var sender: OIN? { Topics.organisation(ofInbound: topic) }
}

/// One function per event type: names what it needs, then decides. It runs no SQL.
public protocol MessageHandler: Sendable {
    associatedtype Payload: EventData
    /// Asked once per message: a handler that reads what may change meanwhile, such as the register, fixes it here, so
    /// that its needs and its decision agree.
    func prepared() -> Self
    /// Whether `read` does anything; such messages are decided one by one.
    static var reads: Bool { get }
    /// Reads what the decision goes by and no row under lock holds, such as sealed content. Asked again at each try, also
    /// of a message that turns out to be a duplicate, so it changes nothing that a reader would not.
    /// - Throws: as `decide`.
    func read(_ message: Message<Payload>) async throws -> Self
    func needs(_ message: Message<Payload>) -> [AggregateRef]
    /// Rows that only turn out to be needed once others are loaded; asked again until it names nothing new.
    func further(_ message: Message<Payload>, in scope: Scope) throws -> [AggregateRef]
    /// - Throws: `Refused` for outside input that no retry can change; anything else holds the key.
    func decide(_ message: Message<Payload>, in scope: inout Scope) throws
}

extension MessageHandler {
    public func prepared() -> Self { self }
    public static var reads: Bool { false }
    public func read(_ message: Message<Payload>) async throws -> Self { self }
    public func further(_ message: Message<Payload>, in scope: Scope) throws -> [AggregateRef] { [] }
}

/// A handler whose payload type is known only to itself.
struct AnyHandler: Sendable {
    let type: EventType
    let work: @Sendable (CloudEvent, Inbound) throws(Invalid) -> Work
    /// Holds data to the letter of its contract, wherever it comes from.
    let check: @Sendable (JSON) throws(Invalid) -> Void

    init<H: MessageHandler>(_ handler: H, strictness: Strictness) {
        type = H.Payload.eventType
        check = { data throws(Invalid) in _ = try H.Payload.decode(data, .strict) }
        work = { event, inbound throws(Invalid) in
            let data = try H.Payload.decode(event.data, strictness)
            let message = Message(event: event, data: data, topic: inbound.topic, muted: false)
            let handler = handler.prepared()
            guard H.reads else { return Self.work(handler, message, inbound) }
            var work = Work(
                origin: .message(inbound), trace: Trace(of: event), needs: [], further: nil,
                decide: { _ in throw EngineError.stopped })
            work.reading = { Self.work(try await handler.read(message), message, inbound) }
            return work
        }
    }
}

extension AnyHandler {
    private static func work<H: MessageHandler>(
        _ handler: H, _ message: Message<H.Payload>, _ inbound: Inbound
    ) -> Work {
        Work(
            origin: .message(inbound), trace: Trace(of: message.event), needs: handler.needs(message),
            further: { try handler.further(message, in: $0) },
            decide: { scope in
                try handler.decide(scope.muted ? message.silenced : message, in: &scope)
                return nil
            })
    }
}

extension Message {
    var silenced: Message { Message(event: event, data: data, topic: topic, muted: true) }
}

extension Trace {
    /// What follows from an event keeps its correlation and names it as the cause.
    init(of event: CloudEvent) {
        self.init(
            traceparent: event.traceparent, correlation: event.correlationid ?? event.id, causation: event.id)
    }
}
