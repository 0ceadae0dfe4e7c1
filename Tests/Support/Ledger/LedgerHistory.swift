import Contracts
import Foundation

/// What the chain's tables and topics say at one moment. A plain value, so that tests of the judgement can make up any.
public struct LedgerHistory: Sendable {
    /// One key of one topic: what is numbered.
    public struct Stream: Sendable, Hashable, CustomStringConvertible {
        public let topic: String
        public let key: String
        public var description: String { "\(topic) \(key)" }

        public init(_ topic: String, _ key: String) {
            self.topic = topic
            self.key = key
        }
    }

    /// An event as the log of its writer has it.
    public struct Event: Sendable {
        public var id: String
        public var stream: Stream
        public var sequence: Int64
        /// Without domain and version: `regie-verplaatst`.
        public var name: String
        public var aggregate: UUID?
        public var version: Int64?
        public var subject: String
        public var causation: String?
        public var data: JSON

        public init(
            id: String, stream: Stream, sequence: Int64, name: String, aggregate: UUID? = nil, version: Int64? = nil,
            subject: String = "", causation: String? = nil, data: JSON = [:]
        ) {
            self.id = id
            self.stream = stream
            self.sequence = sequence
            self.name = name
            self.aggregate = aggregate
            self.version = version
            self.subject = subject
            self.causation = causation
            self.data = data
        }
    }

    /// How far a consumer is in a stream.
    public struct Position: Sendable {
        public var consumer: String
        public var stream: Stream
        public var last: Int64
        public var seen: Int64
        public var held: Bool

        public init(consumer: String, stream: Stream, last: Int64, seen: Int64? = nil, held: Bool = false) {
            self.consumer = consumer
            self.stream = stream
            self.last = last
            self.seen = seen ?? last
            self.held = held
        }
    }

    /// One service's schema.
    public struct Log: Sendable {
        public var service: String
        public var events: [Event] = []
        /// The last number given out.
        public var streams: [Stream: Int64] = [:]
        public var outbox: [Stream: Set<Int64>] = [:]
        public var positions: [Position] = []
        /// Which events each consumer decided, by id.
        public var inbox: [String: Set<String>] = [:]
        /// Of each aggregate: the number of its events.
        public var versions: [UUID: Int64] = [:]
        /// Messages that wait for somebody, in words.
        public var setAside: [String] = []
        /// Terms past their moment that did not go off, in words.
        public var overdue: [String] = []
        public var hasLeader = true

        public init(service: String) { self.service = service }
    }

    /// A record as a topic holds it.
    public struct Record: Sendable {
        public var stream: Stream
        public var sequence: Int64
        public var id: String

        public init(stream: Stream, sequence: Int64, id: String) {
            self.stream = stream
            self.sequence = sequence
            self.id = id
        }
    }

    public var logs: [Log]
    /// All that the topics hold, in order of each key.
    public var records: [Record]

    public init(logs: [Log], records: [Record]) {
        self.logs = logs
        self.records = records
    }
}

/// What those who used the chain know, and hold it to.
public struct LedgerClaims: Sendable {
    /// What an accepted request or a confirmed message must have done: exactly one event.
    public struct Effect: Sendable {
        public var what: String
        public var topic: String
        public var name: String
        public var fields: [String: String]

        public init(_ what: String, _ topic: String, _ name: String, _ fields: [String: String]) {
            self.what = what
            self.topic = topic
            self.name = name
            self.fields = fields
        }
    }

    /// What came back on one Idempotency-Key, in order.
    public struct Answers: Sendable {
        public var what: String
        public var bodies: [String]

        public init(_ what: String, _ bodies: [String]) {
            self.what = what
            self.bodies = bodies
        }
    }

    public var meldingen: [UUID]
    public var overdrachten: [UUID]
    public var effects: [Effect]
    public var answers: [Answers]
    /// What was seen missing or wrong on the way, in words.
    public var observed: [Finding]

    public init(
        meldingen: [UUID] = [], overdrachten: [UUID] = [], effects: [Effect] = [], answers: [Answers] = [],
        observed: [Finding] = []
    ) {
        self.meldingen = meldingen
        self.overdrachten = overdrachten
        self.effects = effects
        self.answers = answers
        self.observed = observed
    }
}

/// One thing that is not as it must be.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable { case lost, duplicate, stuck }
    public let kind: Kind
    public let text: String
    public var description: String { "\(kind.rawValue): \(text)" }

    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
