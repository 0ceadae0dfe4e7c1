import Contracts
import Foundation

/// The order in which rows are locked, everywhere (MESSAGING.md §4): positions, then these in turn, each by id.
/// An index comes before the zaken that it finds, and a zaak before anything that belongs to it.
public enum LockRank: Int, Sendable, Comparable {
    case index, zaak, part
    public static func < (a: LockRank, b: LockRank) -> Bool { a.rawValue < b.rawValue }
}

/// What a state row holds and how its events change it. The domain's types conform in their service's `Store/`.
///
/// `evolve` is pure and total: folding an aggregate's events gives its state row back.
public protocol Aggregate: Codable, Sendable {
    associatedtype Event: LoggedEvent
    /// The name of this kind in the state table.
    static var kind: String { get }
    static var rank: LockRank { get }
    static func evolve(_ state: Self?, _ event: Event) -> Self
    /// The terms that run in this state (MESSAGING.md §7). The runner starts and cancels rows by comparing
    /// them before and after, so that no step is silent because somebody forgot.
    var runningTerms: [RunningTerm] { get }
    /// The zaak it belongs to.
    var zaakID: UUID? { get }
    /// Whether the zaak is the partition key of its events; otherwise its own id is. An aggregate that exists before its
    /// zaak is ordered by itself: a key that changed halfway would lose the order of its events.
    static var isOrderedByZaak: Bool { get }
    var regio: String { get }
    var oefening: Bool { get }
}

extension Aggregate {
    public var runningTerms: [RunningTerm] { [] }
    public static var isOrderedByZaak: Bool { true }
}

/// A domain event as the log holds it: its payload is the published contract's `data`.
public protocol LoggedEvent: Encodable, Sendable, DecodableWithConfiguration where DecodingConfiguration == String {
    /// The contract's event name, such as `overdracht-aangeboden`; it is also the decoding configuration.
    var naam: String { get }
}

/// State that is copied from elsewhere and has no events of its own, such as the register.
public protocol Projection: Codable, Sendable {
    static var kind: String { get }
    var regionCode: String { get }
}

/// Names a row that a handler needs.
public struct AggregateRef: Sendable, Hashable {
    public let kind: String
    public let rank: LockRank
    public let id: UUID

    public init<A: Aggregate>(_ type: A.Type, _ id: UUID) {
        self.init(kind: A.kind, rank: A.rank, id: id)
    }

    /// - Parameter rank: earlier than `.part` for a row that says which parts are needed.
    public init<P: Projection>(projection type: P.Type, _ id: UUID, rank: LockRank = .part) {
        self.init(kind: P.kind, rank: rank, id: id)
    }

    init(kind: String, rank: LockRank, id: UUID) {
        self.kind = kind
        self.rank = rank
        self.id = id
    }
}

/// A term that runs in some state of an aggregate. Equal terms before and after a step are the same running; a term
/// whose urgency or promised date changed is another. Its instants are whole milliseconds.
public struct RunningTerm: Sendable, Hashable {
    public let kind: String
    public let since: Date
    public let urgent: Bool
    /// A fixed instant, where the step itself promised one; otherwise the term policy gives the length.
    public let until: Date?

    public init(kind: String, since: Date, urgent: Bool, until: Date? = nil) {
        self.kind = kind
        self.since = Self.millisecond(since)
        self.urgent = urgent
        self.until = until.map(Self.millisecond)
    }

    /// States hold milliseconds and rows microseconds: rounded once, before either, a term stays equal to itself.
    private static func millisecond(_ date: Date) -> Date {
        Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1_000).rounded() / 1_000)
    }
}
