import Contracts
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// One service's messaging: everything that changes its state passes through here (MESSAGING.md §1).
public final class Engine: Service {
    let writer: LogWriter
    let pool: PostgresPool
    let wake: WakeUp
    let seal: any BodySeal
    let logger: Logger
    let messages: Lanes
    let moved = Pulses()
    let breaker = Breaker()
    private let threads: DecisionThreads
    private let commands: Lanes

    /// - Parameters:
    ///   - lanes: connections that serve messages and terms; two more serve commands.
    ///   - batchDeadline: how long a batch's transaction may take.
    public init(
        pool: PostgresPool, writer: LogWriter, policy: any TermPolicy, seal: any BodySeal, lanes: Int = 4,
        batchDeadline: Duration = .seconds(20), logger: Logger
    ) {
        self.pool = pool
        self.writer = writer
        self.seal = seal
        self.logger = logger
        wake = WakeUp(pool: pool, logger: logger)
        threads = DecisionThreads(logger: logger)
        let runner = BatchRunner(
            pool: pool, writer: writer, policy: policy, seal: seal, wake: wake, moved: moved,
            breaker: breaker, threads: threads, deadline: batchDeadline, logger: logger)
        messages = Lanes(count: lanes, runner: runner)
        commands = Lanes(count: 2, runner: runner)
    }

    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.messages.run() }
            group.addTask { try await self.commands.run() }
            group.addTask { try await self.wake.run() }
            try await group.waitForAll()
        }
    }

    /// Handlers that ran past their deadline and have not returned since: their messages are set aside and their lanes
    /// go on, but each keeps a thread until the process is started again.
    public var stuckHandlers: Int { threads.stuck }

    /// A pulse when events were committed, here or on another replica; several at once come as one.
    public func pulses() -> AsyncStream<Void> { wake.pulsesHere() }

    /// The same, of a command that was prepared.
    public func perform<Body: Contract>(
        _ key: IdempotencyKey?, trace: Trace, ifMatch: Int64? = nil, _ command: Command<Body>
    ) async throws -> Answer<Body> {
        try await perform(
            key, trace: trace, ifMatch: ifMatch, needs: command.needs, further: command.further,
            version: command.version, decide: command.decide)
    }

    /// Carries out a command and commits it, together with its answer under the Idempotency-Key.
    /// - Parameters:
    ///   - needs: the rows that `decide` uses; `further` may name more once these are loaded.
    ///   - ifMatch: the version that the caller read.
    ///   - version: that of now, under the locks; of `needs.first` where nothing is said.
    /// - Returns: the answer; the first one again where the key was used before.
    /// - Throws: what `decide` throws, `CommandError`, or `EngineError.stopped`. Nothing was changed then.
    public func perform<Body: Contract>(
        _ key: IdempotencyKey?, trace: Trace, ifMatch: Int64? = nil, needs: [AggregateRef],
        further: (@Sendable (Scope) throws -> [AggregateRef])? = nil,
        version: (@Sendable (Scope) throws -> Int64)? = nil,
        decide: @escaping @Sendable (inout Scope) throws -> Answer<Body>
    ) async throws -> Answer<Body> {
        let target = needs.first
        // Without a key of the caller one of our own, so that a try after a lost COMMIT finds what that one did.
        let own = key ?? IdempotencyKey(organisation: "-", key: UUID.v7().text, fingerprint: "-")
        // What was decided last; what was kept may be an earlier answer, which must be read.
        let made = Mutex<(answer: Answer<Body>, stored: StoredAnswer)?>(nil)
        let work = Work(origin: .command(own), trace: trace, needs: needs, further: further) { scope in
            if let ifMatch, let now = try version?(scope) ?? target.map({ scope.version($0.id) }), now != ifMatch {
                throw CommandError.staleVersion(current: now)
            }
            let answer = try decide(&scope)
            let stored = answer.stored()
            made.withLock { $0 = (answer, stored) }
            return stored
        }
        let outcome = await withCheckedContinuation { continuation in
            commands.submit(work, key: (target?.id ?? UUID()).uuidString) { continuation.resume(returning: $0) }
        }
        switch outcome {
        case .answered(let answer, let repeated):
            if !repeated, let made = made.withLock({ $0 }), made.stored == answer { return made.answer }
            return try Answer(answer, repeated: repeated && key != nil)
        case .rejected(let error), .failed(let error): throw error
        case .handled, .duplicate, .parked, .skipped, .refused: throw EngineError.stopped
        }
    }
}

/// A command that is ready to be decided: under an Idempotency-Key, or as what a message asks for.
public struct Command<Body: Contract>: Sendable {
    /// The rows that `decide` uses; the first is the one whose version counts, where `version` does not say another.
    public let needs: [AggregateRef]
    public let further: (@Sendable (Scope) throws -> [AggregateRef])?
    public let version: (@Sendable (Scope) throws -> Int64)?
    public let decide: @Sendable (inout Scope) throws -> Answer<Body>

    public init(
        needs: [AggregateRef], further: (@Sendable (Scope) throws -> [AggregateRef])? = nil,
        version: (@Sendable (Scope) throws -> Int64)? = nil,
        decide: @escaping @Sendable (inout Scope) throws -> Answer<Body>
    ) {
        self.needs = needs
        self.further = further
        self.version = version
        self.decide = decide
    }
}

/// What a command gives back.
public struct Answer<Body: Contract>: Sendable {
    public let status: Int
    public let body: Body
    public let location: String?
    /// The aggregate's version after the command.
    public let etag: Int64?
    /// Whether this answer was given before, to the same Idempotency-Key.
    public let repeated: Bool

    public init(status: Int, body: Body, location: String? = nil, etag: Int64? = nil) {
        self.status = status
        self.body = body
        self.location = location
        self.etag = etag
        repeated = false
    }

    init(_ stored: StoredAnswer, repeated: Bool) throws {
        status = stored.status
        body = try Body.decode(JSON.parse(stored.body.utf8), .tolerant)
        location = stored.location
        etag = stored.etag
        self.repeated = repeated
    }

    func stored() -> StoredAnswer {
        StoredAnswer(
            status: status, body: String(decoding: body.encoded(), as: UTF8.self), location: location, etag: etag)
    }
}
