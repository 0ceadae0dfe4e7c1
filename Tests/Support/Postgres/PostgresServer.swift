import Foundation
import Postgres

/// A private Postgres: its own folder, port and superuser `postgres`, gone with the test process.
public actor PostgresServer {
    public struct Options: Sendable {
        /// Off: nothing of it has to survive the machine. Killed processes lose nothing either way.
        public var fsync = false
        public var maxConnections = 300
        /// Makes a certificate for "localhost", and its sessions may be encrypted.
        public var tls = false
        /// The size of its disk, a file system of its own; nil for as much as there is. Needs `canLimitDisk`.
        public var diskMegabytes: Int?
        /// Further settings of postgresql.conf.
        public var settings: [String: String] = [:]

        public init(
            fsync: Bool = false, maxConnections: Int = 300, tls: Bool = false, diskMegabytes: Int? = nil,
            settings: [String: String] = [:]
        ) {
            self.diskMegabytes = diskMegabytes
            self.fsync = fsync
            self.maxConnections = maxConnections
            self.tls = tls
            self.settings = settings
        }
    }

    public enum Stop: Int32, Sendable {
        /// Ends sessions, writes everything.
        case fast = 2
        /// Ends at once; the next start recovers.
        case immediate = 3
        /// kill -9 of the main process.
        case kill = 9
    }

    /// Nil for a server that was given by its URL.
    private let installation: Installation?
    private var process: ChildProcess?
    let address: Address
    var templates: [String: Task<String, any Error>] = [:]
    private var administration: PostgresConnection?

    /// Makes a new cluster and starts it.
    public init(_ options: Options = Options()) async throws {
        let installation = try await Installation.make(options)
        self.installation = installation
        address = Address(host: "127.0.0.1", port: installation.port)
        try await start()
    }

    deinit {
        guard let installation else { return }
        Task.detached { [process] in
            _ = await process?.killHard()
            installation.remove()
        }
    }

    private init(given address: Address) {
        installation = nil
        self.address = address
    }

    /// The process-wide server, started when first asked for. `KETEN_TEST_POSTGRES` (a superuser's URL) replaces it.
    public static func shared() async throws -> PostgresServer {
        try await started.value
    }

    private static let started = Task {
        if let url = ProcessInfo.processInfo.environment["KETEN_TEST_POSTGRES"] {
            return PostgresServer(given: try Address(url: url))
        }
        return try await PostgresServer()
    }

    /// Whether it may be stopped and started.
    public nonisolated var isOurs: Bool { installation != nil }

    /// Whether a server can have a disk of limited size here.
    public static let canLimitDisk = Disk.canMount

    /// Fills its disk to the last byte.
    /// - Returns: the file that takes the room; removing it gives the room back.
    public nonisolated func fillDisk() throws -> String {
        guard let installation else { throw ProcessError("a given server's disk is not ours to fill") }
        return try Disk.fill(installation.folder)
    }

    // MARK: starting and stopping

    public func start() async throws {
        guard let installation else { throw ProcessError("a given server is not ours to start") }
        guard process == nil else { return }
        let process = try installation.start()
        self.process = process
        try await eventually(within: .seconds(30), "Postgres answers (\(installation.folder)/stderr)") {
            guard process.isRunning else {
                throw ProcessError("Postgres ended: \(process.output.errorLines.suffix(5))")
            }
            return await self.answers()
        }
    }

    public func stop(_ how: Stop = .immediate) async {
        administration = nil
        guard let process else { return }
        self.process = nil
        process.send(how.rawValue)
        _ = await process.waitForExit()
    }

    public func restart(_ how: Stop = .immediate) async throws {
        await stop(how)
        try await start()
    }

    /// SIGSTOP to the main process: no new sessions, while the present ones go on.
    public func freeze() { process?.send(SIGSTOP) }
    public func thaw() { process?.send(SIGCONT) }

    /// Whether it takes a new session now.
    public var isAnswering: Bool {
        get async { await answers() }
    }

    private func answers() async -> Bool {
        // Not yet ready is what is asked here.
        (try? await superuser().query("select 1")) != nil
    }

    // MARK: addresses

    /// A libpq URL.
    public nonisolated func url(database: String = "postgres", role: String? = nil) -> String {
        address.url(database: database, role: role)
    }

    /// The file with the certificate of a server with `tls`.
    public nonisolated var certificate: String? { installation?.certificate }

    /// A connection of the superuser to database `postgres`, shared by whoever sets up.
    func superuser() async throws -> PostgresConnection {
        if let administration, administration.isUsable { return administration }
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(url: url(), schema: nil, applicationName: "test-support"))
        administration = connection
        return connection
    }
}
