/// One session with the server.
///
/// May be used from any task; statements of several tasks run one after the other. A thread of its own owns the
/// libpq connection, so no caller ever blocks. Cancelling the calling task cancels its statement at the server; the
/// connection stays usable, or is given up where the server does not answer (`isUsable` tells).
public final class PostgresConnection: Sendable {
    let mailbox: Mailbox

    private init(_ mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    deinit {
        mailbox.close(PostgresError(.closed, "the connection was dropped"), abandon: true)
    }

    public static func connect(
        _ configuration: PostgresConfiguration, file: String = #fileID, line: Int = #line
    ) async throws(PostgresError) -> PostgresConnection {
        let mailbox = try Mailbox(onEnd: nil)
        let failure: PostgresError? = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                open(configuration, mailbox) { continuation.resume(returning: $0) }
            }
        } onCancel: {
            mailbox.close(PostgresError(.cancelled, "before the connection was made"), abandon: true)
        }
        if let failure { throw failure.located(file, line) }
        return PostgresConnection(mailbox)
    }

    /// For the pool: told of the outcome on the connection's thread, and later of its end.
    static func open(
        _ configuration: PostgresConfiguration, onEnd: @escaping @Sendable () -> Void,
        opened: @escaping @Sendable (Result<PostgresConnection, PostgresError>) -> Void
    ) {
        do throws(PostgresError) {
            let mailbox = try Mailbox(onEnd: onEnd)
            open(configuration, mailbox) { failure in
                opened(failure.map { .failure($0) } ?? .success(PostgresConnection(mailbox)))
            }
        } catch {
            opened(.failure(error))
        }
    }

    private static func open(
        _ configuration: PostgresConfiguration, _ mailbox: Mailbox, opened: @escaping @Sendable (PostgresError?) -> Void
    ) {
        do throws(PostgresError) {
            try OSThread.start(name: "postgres") {
                ConnectionThread.serve(configuration, mailbox, opened: opened)
            }
        } catch {
            opened(error)
        }
    }

    // MARK: statements

    /// Runs one statement in a transaction of its own.
    public func query(
        _ sql: SQL, file: String = #fileID, line: Int = #line
    ) async throws(PostgresError) -> Rows {
        try await submit(.pipeline([sql]), file: file, line: line)[0]
    }

    /// Runs the statements in one round trip and one transaction: all of them take effect, or none does.
    /// - Returns: one answer per statement.
    public func exchange(
        _ statements: [SQL], file: String = #fileID, line: Int = #line
    ) async throws(PostgresError) -> [Rows] {
        guard !statements.isEmpty else { return [] }
        return try await submit(.pipeline(statements), file: file, line: line)
    }

    /// Runs a script of several statements, as migrations are, through the simple protocol. It has no binds: never
    /// pass anything that came from outside. Without BEGIN in it, it is one transaction.
    public func run(script: String, file: String = #fileID, line: Int = #line) async throws(PostgresError) {
        _ = try await submit(.script(script), file: file, line: line)
    }

    /// Cancels the statement that runs now, whoever's it is.
    public func cancel() {
        mailbox.cancelRunning()
    }

    /// Waits for the running statement and ends the session. Statements that still wait are refused.
    public func close() async {
        mailbox.close(PostgresError(.closed, "the connection was closed"), abandon: false)
        await mailbox.waitForEnd()
    }

    /// False once the session is lost or closed. It is noticed at once, also while no statement runs.
    public var isUsable: Bool { mailbox.isUsable }

    /// The server's id of this session, as in `pg_stat_activity.pid`.
    public var processID: Int32 { mailbox.processID }

    /// How often this connection waited for the server: exchanges and scripts so far.
    public var roundTrips: Int { mailbox.roundTrips }

    /// - Parameters:
    ///   - isCleanUp: runs even when the calling task is cancelled.
    ///   - limit: the client's own, after which the connection is given up.
    func submit(
        _ work: Job.Work, transaction: UInt64? = nil, isCleanUp: Bool = false, limit: Duration? = nil, file: String,
        line: Int
    ) async throws(PostgresError) -> [Rows] {
        let ticket = isCleanUp ? nil : Ticket()
        let answer: Job.Answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.post(
                    Job(work: work, ticket: ticket, limit: limit, continuation: continuation), transaction: transaction)
            }
        } onCancel: { [mailbox] in
            ticket?.cancel()
            mailbox.wakeUp.signal()
        }
        switch answer {
        case .success(let rows): return rows
        case .failure(let error): throw error.located(file, line)
        }
    }
}
