import CLibpq
import Glibc

/// Opens a connection, on the connection's thread: name look-up may block, the rest is polled so that a deadline and
/// a cancellation end it.
struct Handshake {
    let configuration: PostgresConfiguration
    let mailbox: Mailbox

    /// - Returns: an open connection in pipeline mode, owned by the caller.
    func open() throws(PostgresError) -> OpaquePointer {
        guard let connection = start() else { throw PostgresError(.cannotConnect, "out of memory") }
        do throws(PostgresError) {
            try complete(connection)
            return connection
        } catch {
            PQfinish(connection)
            throw error
        }
    }

    private func start() -> OpaquePointer? {
        // Later settings win: what the URL may decide stands before it, what we decide stands after it.
        let settings: [(String, String)] = [
            ("gssencmode", "disable"),
            ("keepalives_idle", "10"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "20000"),
            ("user", configuration.role ?? ""),
            ("password", configuration.password ?? ""),
            ("dbname", configuration.url),
            ("application_name", configuration.applicationName),
            ("client_encoding", "UTF8"),
            ("options", (Self.options(in: configuration.url).map { $0 + " " } ?? "") + configuration.serverOptions),
        ]
        var names: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for string in names + values { free(UnsafeMutablePointer(mutating: string)) } }
        return PQconnectStartParams(&names, &values, 1)
    }

    /// The URL's own `options`, which ours are added to.
    private static func options(in url: String) -> String? {
        guard let parsed = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(parsed) }
        var option = parsed
        while let keyword = option.pointee.keyword {
            if strcmp(keyword, "options") == 0 { return option.pointee.val.map { String(cString: $0) } }
            option += 1
        }
        return nil
    }

    private func complete(_ connection: OpaquePointer) throws(PostgresError) {
        guard PQstatus(connection) != CONNECTION_BAD else { throw Self.failure(connection) }
        // Verbose messages are the only place where a refused connection's SQLSTATE is found.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        let deadline = ContinuousClock.now + configuration.connectTimeout
        var events = Int16(POLLOUT)
        while true {
            try wait(for: events, on: PQsocket(connection), until: deadline)
            switch PQconnectPoll(connection) {
            case PGRES_POLLING_READING: events = Int16(POLLIN)
            case PGRES_POLLING_WRITING: events = Int16(POLLOUT)
            case PGRES_POLLING_OK:
                PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
                guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
                    throw PostgresError(.cannotConnect, "pipeline mode is refused")
                }
                return
            default: throw Self.failure(connection)
            }
        }
    }

    private func wait(
        for events: Int16, on socket: Int32, until deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        while true {
            if mailbox.mustAbandon { throw PostgresError(.cancelled, "before the connection was made") }
            let left = (deadline - ContinuousClock.now).milliseconds
            guard left > 0 else {
                throw PostgresError(.cannotConnect, "no answer within \(configuration.connectTimeout)")
            }
            var descriptors = [
                pollfd(fd: socket, events: events, revents: 0),
                pollfd(fd: mailbox.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&descriptors, 2, Int32(clamping: left))
            if descriptors[1].revents != 0 { mailbox.wakeUp.clear() }
            if descriptors[0].revents != 0 { return }
        }
    }

    /// libpq's own message about a connection holds names of hosts, databases and roles, never a password; about a
    /// URL that it cannot read it could, so that one is not shown.
    private static func failure(_ connection: OpaquePointer) -> PostgresError {
        let message = String(cString: PQerrorMessage(connection))
        guard message.hasPrefix("connection to") || message.hasPrefix("could not") else {
            return PostgresError(.cannotConnect, "the settings are not understood or refused", isTransient: false)
        }
        let line = message.prefix { $0 != "\n" }
        return PostgresError(.cannotConnect, String(line), sqlState: sqlState(in: line))
    }

    /// "… failed: FATAL:  3D000: database …": five capitals and digits, at least one a digit.
    private static func sqlState(in line: Substring) -> String? {
        line.split(separator: ":").map { $0.drop { $0 == " " } }.first { word in
            let digits = word.utf8.count { (48...57).contains($0) }
            let capitals = word.utf8.count { (65...90).contains($0) }
            return word.utf8.count == 5 && digits + capitals == 5 && digits > 0
        }.map(String.init)
    }
}
