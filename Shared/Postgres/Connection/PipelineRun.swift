import CLibpq

/// One job under way on the wire: what was sent, and what has come back so far. Confined to the connection's thread.
///
/// Every statement that was sent answers with results and a terminating nil; a sync answers once, and by then the
/// server has skipped what followed a failed statement. Housekeeping goes first, with a sync of its own.
struct PipelineRun {
    enum Command {
        case prepare(StatementCache.Key)
        case execute
        case housekeeping
        case sync
    }

    enum Progress {
        case more
        case finished
        /// The answer cannot be continued from: the connection is to be given up.
        case broken(PostgresError)
    }

    let job: Job
    let isScript: Bool
    private(set) var commands: [Command] = []
    private var position = 0
    private var rows: [Rows] = []
    private(set) var failure: PostgresError?
    /// Statements whose preparation never happened.
    private(set) var unprepared: [StatementCache.Key] = []
    private var currentIsPrepared = false
    /// When something last moved on the wire.
    var lastProgress: ContinuousClock.Instant
    let started: ContinuousClock.Instant
    var cancellation: Cancellation?

    /// A cancellation under way: asked again while no answer comes, since the server ignores it between statements.
    struct Cancellation {
        let since: ContinuousClock.Instant
        var askAgain: ContinuousClock.Instant
    }

    init(_ job: Job, now: ContinuousClock.Instant) {
        self.job = job
        if case .script = job.work { isScript = true } else { isScript = false }
        started = now
        lastProgress = now
    }

    mutating func sent(_ command: Command) {
        commands.append(command)
        if case .execute = command { rows.reserveCapacity(commands.count) }
    }

    /// Takes what `PQgetResult` returned, and owns it.
    mutating func receive(_ result: OpaquePointer?) -> Progress {
        guard let result else { return endOfCommand() }
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            position += 1
            if position >= commands.count { return .finished }
            // What could not be deallocated is not there, which is what was wanted; in a transaction that this broke
            // the statements that follow tell it.
            failure = nil
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            keep(result)
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            return .broken(PostgresError(.misuse, "COPY is not supported"))
        default:
            if failure == nil { failure = PostgresError(result: result) }
            PQclear(result)
        }
        return .more
    }

    private mutating func keep(_ result: OpaquePointer) {
        if !isScript, position < commands.count {
            switch commands[position] {
            case .execute:
                rows.append(Rows(result: ResultSet(owning: result)))
                return
            case .prepare: currentIsPrepared = true
            case .housekeeping, .sync: break
            }
        }
        PQclear(result)
    }

    private mutating func endOfCommand() -> Progress {
        if isScript { return .finished }
        guard position < commands.count else {
            return .broken(PostgresError(.connectionLost, "an answer to nothing that was asked"))
        }
        if case .prepare(let key) = commands[position], !currentIsPrepared { unprepared.append(key) }
        currentIsPrepared = false
        position += 1
        return .more
    }

    var answer: Job.Answer {
        guard var failure else { return .success(rows) }
        // query_canceled also stands for the server's own statement_timeout.
        if failure.sqlState == "57014", cancellation != nil {
            failure = PostgresError(.cancelled, "while the statement ran", sqlState: failure.sqlState)
        }
        return .failure(failure)
    }
}
