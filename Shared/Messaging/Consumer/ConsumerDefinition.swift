import Contracts
import Foundation
import Kafka

/// What one consumer group of a service reads and what it does with it.
public struct ConsumerDefinition: Sendable {
    /// Also the group and the name in positions and inbox: `verwijzing.casussen`.
    public let name: String
    /// Topic names, or one `^regular expression`.
    public let topics: [String]
    /// Whether partners write here: strict, without sequences, answered when refused (MESSAGING.md §9).
    public let isInbound: Bool
    /// Whether its source numbers events; `keten.register` and `keten.in.*` do not.
    let isSequenced: Bool
    /// The one topic of a consumer whose source numbers its events.
    public var numberedTopic: String? { isSequenced ? topics.first : nil }
    let handlers: [String: AnyHandler]
    let refusal: RefusalHandler?
    /// Whether this consumer answers types that nobody knows; exactly one does on `keten.in.*`.
    let refusesUnknown: Bool

    /// A consumer of a chain topic.
    public init(_ name: String, topic: String, handlers: [any MessageHandler]) {
        self.init(
            name: name, topics: [topic], isInbound: false, isSequenced: topic != Topics.register, handlers: handlers,
            refusal: nil, refusesUnknown: false)
    }

    /// A consumer of what organisations send.
    public init(
        inbound name: String, topics: [String], handlers: [any MessageHandler], refusesUnknown: Bool,
        refusal: @escaping RefusalHandler
    ) {
        self.init(
            name: name, topics: topics, isInbound: true, isSequenced: false, handlers: handlers, refusal: refusal,
            refusesUnknown: refusesUnknown)
    }

    private init(
        name: String, topics: [String], isInbound: Bool, isSequenced: Bool, handlers: [any MessageHandler],
        refusal: RefusalHandler?, refusesUnknown: Bool
    ) {
        self.name = name
        self.topics = topics
        self.isInbound = isInbound
        self.isSequenced = isSequenced
        self.refusal = refusal
        self.refusesUnknown = refusesUnknown
        let strictness: Strictness = isInbound ? .strict : .tolerant
        let all = handlers.map { AnyHandler($0, strictness: strictness) }
        self.handlers = Dictionary(uniqueKeysWithValues: all.map { ($0.type.type, $0) })
    }
}

/// Answers a refused message to the organisation that sent it, in the transaction that refuses it.
public typealias RefusalHandler = @Sendable (RefusedMessage, inout Scope) throws -> Void

public struct RefusedMessage: Sendable {
    /// Whose topic it stood on.
    public let organisation: OIN
    /// The event's id; `partition/offset` where it could not be read.
    public let messageID: String
    public let violations: [Violation]
    public let standing: Standing?
    /// Whether it was part of an exercise, as far as it could be read (C3).
    public let oefening: Bool
}
