/// Where and how to connect.
public struct PostgresConfiguration: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// A libpq URI or conninfo string, with everything libpq knows: several hosts, sslmode, sslrootcert, …
    /// It may hold a password: it is never shown.
    let url: String
    /// Who connects, where the URL does not say.
    let role: String?
    let password: String?
    public let schema: String?
    public let applicationName: String
    public let connectTimeout: Duration
    /// The server ends a statement that runs longer; the client gives a connection up that stays silent a little
    /// longer than that. Zero: no limit.
    public let statementTimeout: Duration
    /// The server ends a session that leaves a transaction open this long without a statement (a frozen process
    /// would keep its locks). Zero: no limit.
    public let idleInTransactionTimeout: Duration

    /// - Parameters:
    ///   - role: with `password`, who connects where the URL names nobody.
    ///   - schema: becomes the search path, alone. Nil leaves the role's own.
    public init(
        url: String, role: String? = nil, password: String? = nil, schema: String?, applicationName: String,
        connectTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(30), idleInTransactionTimeout: Duration = .seconds(60)
    ) {
        self.url = url
        self.role = role
        self.password = password
        self.schema = schema
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
        self.idleInTransactionTimeout = idleInTransactionTimeout
    }

    public var description: String { "PostgresConfiguration(\(applicationName), schema \(schema ?? "of the role"))" }
    public var debugDescription: String { description }

    /// Settings of the session, in the form of the server's command line; backslash is its only escape.
    var serverOptions: String {
        var settings = [
            ("timezone", "UTC"),
            ("statement_timeout", String(statementTimeout.milliseconds)),
            ("idle_in_transaction_session_timeout", String(idleInTransactionTimeout.milliseconds)),
            // Compiling a plan takes tens of milliseconds, and is begun on an estimate: ours are all short.
            ("jit", "off"),
        ]
        if let schema { settings.append(("search_path", SQL.quoted(identifier: schema))) }
        return settings.map { name, value in
            let escaped = value.reduce(into: "") { text, character in
                if character == "\\" || character.isWhitespace { text.append("\\") }
                text.append(character)
            }
            return "-c \(name)=\(escaped)"
        }.joined(separator: " ")
    }
}

extension Duration {
    /// Rounded up, so that a positive duration never becomes "no limit".
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
