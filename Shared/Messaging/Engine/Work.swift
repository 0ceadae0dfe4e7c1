import Contracts
import Foundation

/// One thing to decide in a batch: a message, a command or a term that went off. All run in the one batch shape
/// (MESSAGING.md §4), so that there is one lock order and one way to commit.
struct Work: Sendable {
    enum Origin: Sendable {
        case message(Inbound)
        case command(IdempotencyKey)
        case term(id: UUID, handler: TermHandler)
    }

    let origin: Origin
    let trace: Trace
    let needs: [AggregateRef]
    /// What turns out to be needed once the first rows are loaded: rows of a later rank, or of a zaak already locked.
    let further: (@Sendable (Scope) throws -> [AggregateRef])?
    let decide: @Sendable (inout Scope) throws -> StoredAnswer?
    /// Reads first what no row under lock holds, and gives the work that goes by it. Such work is decided alone, after
    /// what came before it of its key.
    var reading: (@Sendable () async throws -> Work)?

    /// The same message, which cannot be decided.
    func failing(_ error: any Error) -> Work {
        Work(origin: origin, trace: trace, needs: [], further: nil) { _ in throw error }
    }
}

/// How one piece of work ended, once its transaction was committed.
enum Outcome: Sendable {
    case handled
    case duplicate
    /// Set aside in order: ahead of a gap, or behind a held message.
    case parked
    case skipped
    case refused([Violation])
    /// Failed inside; its key is held until redrive or discard.
    case failed(any Error)
    case answered(StoredAnswer, repeated: Bool)
    /// A command that was not carried out; nothing changed.
    case rejected(any Error)
}

/// The answer to a command, as it is kept under its Idempotency-Key.
struct StoredAnswer: Sendable, Equatable {
    let status: Int
    let body: String
    let location: String?
    let etag: Int64?
}

/// Names a command of one organisation, so that sending it again gives the first answer.
public struct IdempotencyKey: Sendable, Hashable {
    public let organisation: String
    public let key: String
    /// A digest of method, path and body: the same key with another request is a mistake of the sender.
    public let fingerprint: String

    public init(organisation: String, key: String, fingerprint: String) {
        self.organisation = organisation
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// A message from outside that no retry can change: answered to its sender with every error (MESSAGING.md §6).
public struct Refused: Error, Sendable {
    public let violations: [Violation]
    /// Nil where what was asked about does not exist, or is none of the sender's business.
    public let standing: Standing?
    /// Tells the sender, in the transaction that refuses; what the handler did before it refused is undone.
    var answer: (@Sendable (inout Scope) throws -> Void)?

    /// - Parameter violations: of more than `Invalid.limit` the first, so that the answer itself always fits.
    public init(_ violations: [Violation], standing: Standing? = nil) {
        self.violations = Array(violations.prefix(Invalid.limit))
        self.standing = standing
    }
}

/// How what was asked about stands, so that the sender of a refused message can go on.
public struct Standing: Sendable, Equatable {
    public let state: String
    /// What the sender can do now.
    public let possible: [String]
    /// Nil where it has none that the sender can name.
    public let version: Int64?

    public init(state: String, possible: [String], version: Int64?) {
        self.state = state
        self.possible = possible
        self.version = version
    }
}

/// Why a command could not be tried or repeated; routes turn it into a problem.
public enum CommandError: Error, Sendable {
    /// The same Idempotency-Key came with another request.
    case idempotencyKeyReused
    /// The aggregate has changed since the caller read it.
    case staleVersion(current: Int64)
    /// The database could not be reached in time; nothing was changed.
    case unavailable
}
