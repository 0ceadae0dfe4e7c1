import Contracts
import Foundation
import Postgres
import Synchronization

/// What one unit of work sees and does: aggregates loaded under lock, the instant, and what it appends.
///
/// A value: work that throws leaves no trace in its batch. Handlers decide here and run no SQL.
public struct Scope: Sendable {
    /// The database's clock, read after the locks were held, in milliseconds.
    public let now: Date
    let writer: LogWriter
    /// What the batch knows; not copied for each piece of work, of which only the changes are kept.
    private var slots: [UUID: Slot]
    private var changes: [UUID: Slot] = [:]
    var appended: [NewEvent] = []
    var beside: [SQL] = []
    var rows: [any SetWise] = []
    var trace: Trace
    /// A rebuild of what was done before: no outgoing work.
    var muted = false

    init(now: Date, writer: LogWriter, slots: [UUID: Slot], trace: Trace) {
        self.now = now
        self.writer = writer
        self.slots = slots
        self.trace = trace
    }

    /// The aggregate as it stands now, with the changes of this batch; nil where it does not exist.
    /// - Throws: `EngineError.notDeclared` where the handler did not name it in its needs.
    public func load<A: Aggregate>(_ type: A.Type, _ id: UUID) throws -> A? {
        try state(A.self, kind: A.kind, id)
    }

    public func load<P: Projection>(projection type: P.Type, _ id: UUID) throws -> P? {
        try state(P.self, kind: P.kind, id)
    }

    /// The aggregate's version: the number of its events; 0 where it does not exist.
    public func version(_ id: UUID) -> Int64 { slot(id)?.version ?? 0 }

    /// Appends events to an aggregate's log and evolves its state.
    public mutating func append<A: Aggregate>(_ events: [A.Event], to type: A.Type, _ id: UUID) throws {
        guard !events.isEmpty else { return }
        var state = try load(A.self, id)
        var version = version(id)
        for event in events {
            let next = A.evolve(state, event)
            version += 1
            let key = A.isOrderedByZaak ? next.zaakID ?? id : id
            appended.append(
                try writer.event(
                    event, aggregate: id, version: version, key: key, regio: next.regio, oefening: next.oefening,
                    trace: trace))
            state = next
        }
        guard let state else { return }
        guard var slot = slot(id) else { return }
        slot.change(to: state, version: version, zaak: state.zaakID, regio: state.regio, oefening: state.oefening)
        slot.running = state.runningTerms
        changes[id] = slot
    }

    /// Replaces a projection's state.
    public mutating func put<P: Projection>(_ state: P, _ id: UUID) throws {
        _ = try load(projection: P.self, id)
        guard var slot = slot(id) else { return }
        slot.change(to: state, version: slot.version + 1, zaak: nil, regio: state.regionCode, oefening: false)
        changes[id] = slot
    }

    /// Appends an event that belongs to no aggregate, such as the answer to a refused message.
    public mutating func announce(
        _ data: some EventData, topic: String, key: String, subject: String, regio: String, oefening: Bool = false
    ) throws {
        appended.append(
            try writer.announcement(
                data, topic: topic, key: key, subject: subject, regio: regio, oefening: oefening, trace: trace))
    }

    /// Runs a statement in the same transaction, for rows that are no aggregate: content, keys, processing records.
    public mutating func write(_ statement: SQL) { beside.append(statement) }

    /// Stores a row in the same transaction, in one statement with others of its kind, also those of other work.
    public mutating func write(_ row: some SetWise) { rows.append(row) }

    private func slot(_ id: UUID) -> Slot? { changes[id] ?? slots[id] }

    /// Lets go of what the batch knows, so that the batch can take the changes in without copying it.
    mutating func finish() -> [UUID: Slot] {
        slots = [:]
        return changes
    }

    private func state<S: Codable & Sendable>(_ type: S.Type, kind: String, _ id: UUID) throws -> S? {
        guard let slot = slot(id), slot.ref.kind == kind else {
            throw EngineError.notDeclared(kind: kind)
        }
        return try slot.state(as: S.self)
    }
}

/// One row under lock, as the batch sees it.
struct Slot: Sendable {
    let ref: AggregateRef
    let loadedVersion: Int64
    let loadedRunning: LoadedTerms
    var version: Int64
    let stored: String?
    private let decoded = DecodedState()
    var changed: (any Codable & Sendable)?
    var zaak: UUID?
    var regio = ""
    var oefening = false
    /// The terms that must run after this batch; nil while nothing changed.
    var running: [RunningTerm]?

    init(ref: AggregateRef, version: Int64, stored: String?, running: LoadedTerms) {
        self.ref = ref
        self.loadedVersion = version
        self.loadedRunning = running
        self.version = version
        self.stored = stored
    }

    func state<S: Codable & Sendable>(as type: S.Type) throws -> S? {
        if let changed { return changed as? S }
        guard let stored else { return nil }
        return try decoded.state(as: S.self, stored)
    }

    mutating func change(to state: any Codable & Sendable, version: Int64, zaak: UUID?, regio: String, oefening: Bool) {
        changed = state
        self.version = version
        self.zaak = zaak
        self.regio = regio
        self.oefening = oefening
    }
}

/// A stored state as it was read the first time: a handler asks for it more than once.
private final class DecodedState: Sendable {
    private let known = Mutex<(any Codable & Sendable)?>(nil)

    func state<S: Codable & Sendable>(as type: S.Type, _ stored: String) throws -> S {
        try known.withLock { known in
            if let state = known as? S { return state }
            let state = try StateCoding.decode(S.self, stored)
            known = state
            return state
        }
    }
}

/// The term rows of an aggregate that were running when it was locked.
typealias LoadedTerms = [(id: UUID, term: RunningTerm)]

/// What links a piece of work to its cause, over HTTP and Kafka (STANDARDS.md §8).
public struct Trace: Sendable, Equatable {
    public var traceparent: String?
    public var correlation: String?
    public var causation: String?

    public init(traceparent: String? = nil, correlation: String? = nil, causation: String? = nil) {
        self.traceparent = traceparent
        self.correlation = correlation
        self.causation = causation
    }
}

/// A mistake in our own code, never in the input.
public enum EngineError: Error, Sendable, CustomStringConvertible {
    case notDeclared(kind: String)
    case tooLarge(type: String)
    /// A code or reference that one side knows and the other does not.
    case unmapped(String)
    case stopped

    public var description: String {
        switch self {
        case .notDeclared(let kind): "a handler used a \(kind) that its needs did not name"
        case .unmapped(let what): "no counterpart for \(what)"
        case .tooLarge(let type): "an event \(type) is larger than 64 KB"
        case .stopped: "the service is stopping"
        }
    }
}
