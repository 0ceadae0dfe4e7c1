import Synchronization

/// An open transaction. Only valid within the body that it was given to.
///
/// `BEGIN` travels with the first exchange and `COMMIT` with the last, so that reading, deciding and writing cost two
/// round trips. After an error the transaction can only be left.
public struct Transaction: Sendable {
    public enum Isolation: String, Sendable {
        case readCommitted = "BEGIN"
        case repeatableRead = "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case serializable = "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }

    enum Phase: Sendable {
        /// Nothing was sent yet.
        case unopened
        case open
        case over
    }

    private final class State: Sendable {
        let phase = Mutex(Phase.unopened)
    }

    private let connection: PostgresConnection
    private let id: UInt64
    private let isolation: Isolation
    private let state = State()

    init(_ connection: PostgresConnection, id: UInt64, isolation: Isolation) {
        self.connection = connection
        self.id = id
        self.isolation = isolation
    }

    public func query(_ sql: SQL, file: String = #fileID, line: Int = #line) async throws(PostgresError) -> Rows {
        try await exchange([sql], file: file, line: line)[0]
    }

    /// Runs the statements in one round trip.
    public func exchange(
        _ statements: [SQL], file: String = #fileID, line: Int = #line
    ) async throws(PostgresError) -> [Rows] {
        guard !statements.isEmpty else { return [] }
        let opening = try begin(file, line)
        let rows = try await send(opening + statements, file, line)
        return Array(rows.dropFirst(opening.count))
    }

    /// Runs a script of several statements within the transaction. It must neither begin nor end one.
    public func run(script: String, file: String = #fileID, line: Int = #line) async throws(PostgresError) {
        let opening = try begin(file, line)
        if !opening.isEmpty { _ = try await send(opening, file, line) }
        _ = try await connection.submit(.script(script), transaction: id, file: file, line: line)
        guard connection.mailbox.status == .open else {
            throw PostgresError(.misuse, "the script ended its transaction", file: file, line: line)
        }
    }

    /// Runs the last statements and COMMIT in one round trip. The transaction is over after it.
    ///
    /// When the connection is lost here (`isConnectionLost`) the outcome is unknown: look it up on another connection.
    public func commit(
        _ statements: [SQL] = [], file: String = #fileID, line: Int = #line
    ) async throws(PostgresError) -> [Rows] {
        let opening = try begin(file, line)
        // Nothing was done and nothing is asked: there is nothing to commit.
        if statements.isEmpty, !opening.isEmpty {
            state.phase.withLock { $0 = .over }
            return []
        }
        let rows = try await send(opening + statements + ["COMMIT"], file, line)
        state.phase.withLock { $0 = .over }
        // The server answers COMMIT of a failed transaction with success and this tag.
        guard rows.last?.tag == "COMMIT" else {
            throw PostgresError(.rolledBack, "an earlier statement had failed", file: file, line: line)
        }
        return Array(rows.dropFirst(opening.count).dropLast())
    }

    private func begin(_ file: String, _ line: Int) throws(PostgresError) -> [SQL] {
        let before = state.phase.withLock { phase in
            defer { if phase == .unopened { phase = .open } }
            return phase
        }
        switch before {
        case .unopened: return [SQL(verbatim: isolation.rawValue)]
        case .open: return []
        case .over: throw PostgresError(.misuse, "the transaction is over", file: file, line: line)
        }
    }

    private func send(_ statements: [SQL], _ file: String, _ line: Int) async throws(PostgresError) -> [Rows] {
        try await connection.submit(.pipeline(statements), transaction: id, file: file, line: line)
    }

    // MARK: for the connection

    /// After a body that returned.
    func complete(_ file: String, _ line: Int) async throws(PostgresError) {
        if state.phase.withLock({ $0 == .open }) { _ = try await commit(file: file, line: line) }
    }

    /// After a body that threw. Happens even when the task is cancelled; a connection that cannot be brought back to
    /// rest is given up.
    func abandon() async {
        state.phase.withLock { $0 = .over }
        await connection.rest(transaction: id)
    }
}

extension PostgresConnection {
    /// Runs `body` in a transaction and commits it, unless the body did. When the body throws, the transaction is
    /// rolled back and the body's own error is thrown on.
    ///
    /// Until it is over, statements that are not of the transaction are refused on this connection.
    public func transaction<T>(
        _ isolation: Transaction.Isolation = .readCommitted, actor: isolated (any Actor)? = #isolation,
        file: String = #fileID, line: Int = #line, _ body: (Transaction) async throws -> T
    ) async throws -> T {
        let transaction = Transaction(self, id: try mailbox.beginTransaction(), isolation: isolation)
        defer { mailbox.endTransaction() }
        do {
            let value = try await body(transaction)
            try await transaction.complete(file, line)
            return value
        } catch {
            await transaction.abandon()
            throw error
        }
    }

    /// Brings the session back to where no transaction is open, or gives it up.
    func rest(transaction: UInt64? = nil) async {
        guard isUsable, mailbox.status != .idle else { return }
        do {
            _ = try await submit(
                .pipeline(["ROLLBACK"]), transaction: transaction, isCleanUp: true, limit: .seconds(5), file: #fileID,
                line: #line)
        } catch {
            mailbox.close(PostgresError(.connectionLost, "ROLLBACK: \(error.reason)"), abandon: true)
        }
        if mailbox.status != .idle {
            mailbox.close(PostgresError(.connectionLost, "the transaction could not be ended"), abandon: true)
        }
    }
}
