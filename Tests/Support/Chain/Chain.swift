import AsyncHTTPClient
import Contracts
import Foundation
import Kafka
import Postgres
import Synchronization

/// The whole chain as the processes that it is in production: four services with a schema and role each, a broker, an
/// identity provider and a register, on ports of its own. All of it ends with the test process.
///
/// Safe from any task.
public final class Chain: Sendable {
    public struct Setup: Sendable {
        /// As `keten register apply` reads it.
        public var register: String
        /// As `keten-dev identity --file` reads it.
        public var identities: String
        /// Whose topics `keten.in.<oin>` and `keten.uit.<oin>` exist.
        public var organisations: [OIN]
        /// A client that may read events, in the identities with the secret `Chain.secret`.
        public var serviceClient: String
        public var services = ChainService.allCases
        /// Further settings of the services, without `KETEN_`.
        public var settings: [String: String] = [:]
        /// Takes the mails; nil: no mail goes out.
        public var mail: MailServer?
        /// Services of which more than one runs.
        public var replicas: [ChainService: Int] = [:]

        public init(register: String, identities: String, organisations: [OIN], serviceClient: String) {
            self.register = register
            self.identities = identities
            self.organisations = organisations
            self.serviceClient = serviceClient
        }

        var instances: [ChainInstance] {
            services.flatMap { service in (1...(replicas[service] ?? 1)).map { ChainInstance(service, $0) } }
        }
    }

    /// The secret of every client, and the password of every database role.
    public static let secret = "alleen-voor-tests"

    public let setup: Setup
    public let postgres: PostgresServer
    public let database: TestDatabase
    public let broker: DevelopmentBroker
    public let tap: TopicTap
    /// Secrets, and a folder with the output of each process.
    public let folder: String
    public let tokens: TokenSource
    let http = HTTPClient.shared
    private let ports: [ChainInstance: Int]
    private let processes = Mutex<[String: ChildProcess]>([:])

    private init(
        setup: Setup, postgres: PostgresServer, database: TestDatabase, broker: DevelopmentBroker, folder: String
    ) throws {
        self.setup = setup
        self.postgres = postgres
        self.database = database
        self.broker = broker
        self.folder = folder
        tap = try TopicTap(broker, topics: Self.topics(setup).map(\.name))
        // Also for services that do not run: whoever calls one finds nobody there.
        let first = ChainService.allCases.map { ChainInstance($0) }
        let instances = first + setup.instances.filter { !first.contains($0) }
        let free = try FreePorts.take(instances.count + 1)
        ports = Dictionary(uniqueKeysWithValues: zip(instances, free))
        tokens = TokenSource(issuer: "http://127.0.0.1:\(free[instances.count])", http: http)
    }

    /// Starts everything and waits until each service is ready and knows the register.
    public static func start(_ setup: Setup) async throws -> Chain {
        async let broker = DevelopmentBroker.start()
        let postgres = try await PostgresServer.own()
        let database = try await postgres.database()
        for topic in topics(setup) {
            try await broker.createTopic(topic.name, partitions: topic.partitions)
        }
        let chain = try Chain(
            setup: setup, postgres: postgres, database: database, broker: try await broker,
            folder: try TemporaryFolder.make("keten-chain"))
        try chain.writeFiles()
        try await chain.prepareDatabase()
        try await chain.startIdentity()
        for instance in setup.instances { try chain.launch(instance) }
        try await chain.applyRegister()
        for instance in setup.instances { try await chain.awaitReady(instance) }
        try await chain.awaitRegister()
        return chain
    }

    /// Of one of its replicas, as a balancer would have it.
    public func url(_ service: ChainService) -> String {
        url(ChainInstance(service, Int.random(in: 1...(setup.replicas[service] ?? 1))))
    }

    public func url(_ instance: ChainInstance) -> String { "http://127.0.0.1:\(ports[instance] ?? 0)" }
    /// Everything that serves.
    public var instances: [ChainInstance] { setup.instances }
    public var issuer: String { tokens.issuer }

    /// What a service wrote so far, over all its lives.
    public func log(_ name: String) -> CapturedOutput { CapturedOutput(folder: folder + "/" + name) }

    public static func topics(_ setup: Setup) -> [(name: String, partitions: Int32)] {
        Topics.chain.map { ($0, Int32(Topics.partitions)) }
            + setup.organisations.flatMap { [Topics.in($0), Topics.uit($0)] }.map { ($0, 4) }
    }

    // MARK: - Faults

    /// kill -9.
    public func kill(_ service: ChainService) async { await kill(ChainInstance(service)) }

    /// kill -9.
    public func kill(_ instance: ChainInstance) async { await process("\(instance)")?.killHard() }

    /// SIGTERM, as an operator stops it.
    @discardableResult
    public func terminate(_ instance: ChainInstance, within limit: Duration) async -> ChildProcess.Exit? {
        await process("\(instance)")?.terminate(within: limit)
    }

    /// SIGSTOP, SIGCONT.
    public func signal(_ instance: ChainInstance, _ signal: Int32) { process("\(instance)")?.send(signal) }

    /// Starts a service that was killed.
    public func restart(_ service: ChainService) async throws { try await restart(ChainInstance(service)) }

    public func restart(_ instance: ChainInstance) async throws {
        try launch(instance)
        try await awaitReady(instance)
    }

    /// Runs the body while a service is dead, and starts it again whatever comes of it: the next test needs it too.
    public func without<Value>(_ service: ChainService, _ body: () async throws -> Value) async throws -> Value {
        await kill(service)
        let outcome: Value
        do { outcome = try await body() } catch {
            try await restart(service)
            throw error
        }
        try await restart(service)
        return outcome
    }

    /// Starts it without waiting until it is ready.
    public func launch(_ instance: ChainInstance) throws {
        let process = try run(
            "\(instance)", instance.service.rawValue, ["serve"], ["KETEN_PORT": "\(ports[instance] ?? 0)"])
        processes.withLock { $0["\(instance)"] = process }
    }

    /// SIGTERM to all, and the folder goes.
    public func stop() async throws {
        let all = processes.withLock { Array($0.values) }
        await withTaskGroup(of: Void.self) { group in
            for process in all { group.addTask { await process.terminate(within: .seconds(20)) } }
        }
        await tap.close()
        await broker.stop()
        try await database.drop()
        try FileManager.default.removeItem(atPath: folder)
    }

    public func isRunning(_ service: ChainService) -> Bool { isRunning(ChainInstance(service)) }
    public func isRunning(_ instance: ChainInstance) -> Bool { process("\(instance)")?.isRunning ?? false }
    /// How its latest life ended; nil while it goes on.
    public func exit(_ instance: ChainInstance) -> ChildProcess.Exit? { process("\(instance)")?.exit }

    // MARK: - Database

    /// As superuser; a connection of its own, so that a restart of the server is no concern.
    public func query(_ sql: SQL, schema: String? = nil) async throws -> Rows {
        let connection = try await database.connect(schema: schema)
        do {
            let rows = try await connection.query(sql)
            await connection.close()
            return rows
        } catch {
            await connection.close()
            throw error
        }
    }

    // MARK: - Starting

    func process(_ name: String) -> ChildProcess? { processes.withLock { $0[name] } }

    private func writeFiles() throws {
        func key() -> String { Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString() }
        let files = [
            "keys": "v1 \(key())\n", "pseudonym": "1 \(key())\n", "secret": Self.secret,
            "register.yaml": setup.register, "identities.yaml": setup.identities,
        ]
        for (name, content) in files { try Data(content.utf8).write(to: URL(filePath: folder + "/" + name)) }
    }

    private var settings: [String: String?] {
        var settings: [String: String?] = [:]
        // Settings of a stack that somebody works with are not ours.
        for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("KETEN_") {
            settings[name] = .some(nil)
        }
        let own = [
            "DATABASE_URL": database.url(withoutRole: ()), "DATABASE_PASSWORD_FILE": folder + "/secret",
            "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers,
            "KAFKA_SESSION_TIMEOUT": "\(DevelopmentBroker.sessionTimeout.components.seconds)s",
            "KAFKA_FETCH_WAIT": "30ms", "ISSUER": issuer, "JWKS_URL": issuer + "/jwks.json",
            "KEYS_FILE": folder + "/keys", "PSEUDONYM_FILE": folder + "/pseudonym", "CLIENT_ID": setup.serviceClient,
            "CLIENT_SECRET_FILE": folder + "/secret", "QUOTA": "600000",
            "SOURCES": ChainService.allCases.map { "\($0.rawValue)=\(url(ChainInstance($0)))" }.joined(separator: ","),
            "PAGES": ChainService.allCases.map { "\($0.rawValue)=\(url(ChainInstance($0)))" }.joined(separator: ","),
        ]
        var all = own.merging(setup.settings) { $1 }
        if let mail = setup.mail { all.merge(mail.settings(passwordFile: folder + "/secret")) { $1 } }
        for (name, value) in all { settings["KETEN_" + name] = value }
        return settings
    }

    func run(_ name: String, _ program: String, _ arguments: [String], _ more: [String: String?] = [:]) throws
        -> ChildProcess
    {
        let output = CapturedOutput(folder: folder + "/" + name)
        try FileManager.default.createDirectory(atPath: output.folder, withIntermediateDirectories: true)
        return try ChildProcess(
            Program.path(program), arguments, environment: settings.merging(more) { $1 }, output: output,
            watch: ChildProcess.Watch(folder: folder))
    }

    /// Roles and schemas as an operator makes them, then each service's own migrations as its owner.
    private func prepareDatabase() async throws {
        let connection = try await database.connect()
        try await connection.run(script: try Repository.text("deploy/postgres/roles.sql"))
        for service in ChainService.allCases {
            for role in [service.schema, service.schema + "_owner"] {
                try await connection.run(script: "alter role \(role) password '\(Self.secret)'")
            }
        }
        await connection.close()
        let migrating = try setup.services.map { ($0, try run("migrate-\($0.rawValue)", $0.rawValue, ["migrate"])) }
        for (service, process) in migrating {
            guard try await process.waitForExit(within: .seconds(60)).succeeded else {
                throw ProcessError(
                    "\(service.rawValue) migrate: \((process.output.lines + process.output.errorLines).suffix(5))")
            }
        }
    }

    private func startIdentity() async throws {
        let port = issuer.split(separator: ":").last.map(String.init) ?? ""
        let process = try run(
            "identity", "keten-dev",
            [
                "identity", "--port", port, "--file", folder + "/identities.yaml", "--keys",
                folder + "/identity-keys.json",
            ])
        processes.withLock { $0["identity"] = process }
        try await eventually(within: .seconds(20), "the identity provider listens") {
            guard process.isRunning else { throw ProcessError("identity: \(process.output.errorLines.suffix(5))") }
            return !process.output.lines.isEmpty
        }
    }

    /// A token of an identity provider that says it is the chain's own.
    /// - Parameters:
    ///   - lifetime: in seconds.
    ///   - ownKeys: signs with keys that the chain has never heard of.
    public func otherToken(_ client: String, lifetime: Int = 300, ownKeys: Bool = false) async throws -> String {
        let name = "identity-\(UUID().uuidString)"
        let keys = ownKeys ? "\(folder)/\(name)/keys.json" : folder + "/identity-keys.json"
        let process = try run(
            name, "keten-dev",
            [
                "identity", "--port", "0", "--file", folder + "/identities.yaml", "--keys", keys, "--issuer", issuer,
                "--lifetime", "\(lifetime)",
            ])
        let port = try await eventually(within: .seconds(20), "another identity provider listens") {
            try process.output.lines.first.flatMap { try JSON.parse($0.utf8)["port"]?.integer }
        }
        let token = try await tokens.fetch(client, from: "http://127.0.0.1:\(port)")
        await process.killHard()
        return token
    }

    /// The operators' tool against this chain, as an operator with the secret runs it.
    public func keten(_ arguments: String...) async throws -> (status: Int32?, lines: [String], errors: [String]) {
        try await keten(arguments)
    }

    public func keten(_ arguments: [String], within limit: Duration = .seconds(90)) async throws -> (
        status: Int32?, lines: [String], errors: [String]
    ) {
        try await keten(all: arguments, within: limit)
    }

    public func keten(all arguments: [String], within limit: Duration = .seconds(90)) async throws -> (
        status: Int32?, lines: [String], errors: [String]
    ) {
        let process = try run(
            "keten-\(UUID().uuidString)", "keten", arguments, ["KETEN_OPERATOR_SECRET_FILE": folder + "/secret"])
        let exit = try await process.waitForExit(within: limit)
        return (exit.status, process.output.lines, process.output.errorLines)
    }

    /// The operators' tool as it runs, to be watched and killed.
    public func startKeten(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess {
        try run(
            "keten-\(UUID().uuidString)", "keten", arguments,
            environment.mapValues { $0 }.merging(["KETEN_OPERATOR_SECRET_FILE": folder + "/secret"]) { $1 })
    }

    /// A service's program with another command than `serve`.
    public func program(_ service: ChainService, _ arguments: String...) async throws -> (
        status: Int32?, lines: [String], errors: [String]
    ) {
        let process = try run("\(service.rawValue)-\(UUID().uuidString)", service.rawValue, arguments)
        let exit = try await process.waitForExit(within: .seconds(60))
        return (exit.status, process.output.lines, process.output.errorLines)
    }

    /// Publishes the register file again, as after the broker lost its data.
    public func applyRegister() async throws {
        let process = try run("register", "keten", ["register", "apply", folder + "/register.yaml"])
        guard try await process.waitForExit(within: .seconds(60)).succeeded else {
            throw ProcessError("register apply: \((process.output.lines + process.output.errorLines).suffix(10))")
        }
    }

    public func awaitReady(_ instance: ChainInstance, within limit: Duration = .seconds(60)) async throws {
        try await eventually(within: limit, "\(instance) is ready") {
            guard self.isRunning(instance) else {
                let output = self.log("\(instance)")
                throw ProcessError("\(instance) ended: \((output.lines + output.errorLines).suffix(5))")
            }
            return await self.isReady(instance)
        }
    }

    public func isReady(_ instance: ChainInstance) async -> Bool {
        // Not listening yet is what is asked here.
        (try? await send("GET", url(instance) + "/health/ready", timeout: .seconds(5)))?.status == 200
    }

    /// Every organisation and region is in each schema, and the services have read them: their copy in memory is at
    /// most half a second behind, and a caller of an unknown organisation is refused.
    private func awaitRegister() async throws {
        let entries = setup.register.split(separator: "\n").count { $0.contains("- oin:") || $0.contains("- code:") }
        for service in setup.services {
            try await eventually(within: .seconds(60), "\(service.rawValue) has the register") {
                let rows = try await self.query(
                    "select count(*) from aggregate where kind like 'register-%'", schema: service.schema)
                return try rows.first?.decode(Int64.self) == Int64(entries)
            }
        }
        try await Task.sleep(for: .seconds(1))
    }
}
