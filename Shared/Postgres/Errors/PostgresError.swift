/// What went wrong between us and the database.
///
/// Its description never shows data: the server's message, detail and context can quote values, so only the code and
/// the names of what was violated are kept. (The message of an error in the statement's own text is kept: the text
/// holds no values.)
public struct PostgresError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The server refused a statement; see `sqlState`.
        case server
        /// No connection could be made.
        case cannotConnect
        /// The connection was lost. If a COMMIT was under way its outcome is unknown.
        case connectionLost
        /// The connection or the pool was closed by us.
        case closed
        /// No connection of the pool became free within its limit.
        case poolExhausted
        /// The task was cancelled; the statement had no effect that outlives its transaction.
        case cancelled
        /// COMMIT answered ROLLBACK: a statement of the transaction had failed before.
        case rolledBack
        /// A column is not what the caller expects.
        case decoding
        /// A migration cannot be applied.
        case migration
        /// The client was used in a way that cannot work.
        case misuse
    }

    public let code: Code
    /// Five characters of the SQL standard's class and condition, where the server said so.
    public let sqlState: String?
    /// The violated constraint's name.
    public let constraint: String?
    /// Free of data.
    public let reason: String
    public let file: String
    public let line: Int

    /// The same work may succeed when tried again: serialisation, deadlock, a connection problem, a full server.
    public let isTransient: Bool

    public init(
        _ code: Code, _ reason: String, sqlState: String? = nil, constraint: String? = nil, isTransient: Bool? = nil,
        file: String = #fileID, line: Int = #line
    ) {
        self.code = code
        self.reason = reason
        self.sqlState = sqlState
        self.constraint = constraint
        self.file = file
        self.line = line
        self.isTransient = isTransient ?? Self.isTransient(code, sqlState)
    }

    /// Nothing more can be done on this connection.
    public var isConnectionLost: Bool { code == .connectionLost || code == .cannotConnect }

    /// A violated unique constraint, primary key or exclusion.
    public var isUniqueViolation: Bool { sqlState == "23505" || sqlState == "23P01" }

    public var description: String {
        let state = sqlState.map { " \($0)" } ?? ""
        let name = constraint.map { " (\($0))" } ?? ""
        return "Postgres \(code.rawValue)\(state)\(name): \(reason) at \(file):\(line)"
    }

    /// Told from the caller's place, where a person can see which statement it was.
    func located(_ file: String, _ line: Int) -> PostgresError {
        PostgresError(
            code, reason, sqlState: sqlState, constraint: constraint, isTransient: isTransient, file: file, line: line)
    }

    private static func isTransient(_ code: Code, _ state: String?) -> Bool {
        switch code {
        case .connectionLost, .poolExhausted: return true
        case .cannotConnect: return state.map(isTransient) ?? true
        case .server: return state.map(isTransient) ?? false
        default: return false
        }
    }

    private static func isTransient(_ state: String) -> Bool {
        switch state {
        // Serialisation, deadlock, too many connections; the server stops or starts.
        case "40001", "40P01", "53300", "57P01", "57P02", "57P03", "57P05": true
        default: state.hasPrefix("08")
        }
    }
}
