import Foundation

/// The files of one cluster, and how its server is run. The server refuses to be run by root: then it is run by the
/// operating system's user `postgres`.
struct Installation: Sendable {
    let folder: String
    let port: Int
    private let programs: String

    private var data: String { folder + "/data" }
    var certificate: String { data + "/server.crt" }

    static func make(_ options: PostgresServer.Options) async throws -> Installation {
        let installation = Installation(
            folder: try TemporaryFolder.make("keten-postgres"), port: try freePort(), programs: try findPrograms())
        if let size = options.diskMegabytes { try Disk.mount(at: installation.folder, megabytes: size) }
        try await installation.initialise(options)
        return installation
    }

    func remove() {
        Disk.unmount(folder)
        // What cannot be removed now lies in the temporary folder.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func findPrograms() throws -> String {
        let root = "/usr/lib/postgresql"
        // Without that folder there are no versions in it.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let folders =
            versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(root)/\($0)/bin" }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        guard let found = folders.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }) else {
            throw ProcessError("initdb is not installed: apt-get install postgresql")
        }
        return found
    }

    /// A program of the newest installed version.
    static func program(_ name: String) throws -> String { try findPrograms() + "/" + name }

    private func initialise(_ options: PostgresServer.Options) async throws {
        if getuid() == 0 {
            guard let user = getpwnam("postgres") else { throw ProcessError("there is no user postgres") }
            guard chown(folder, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
                throw ProcessError("chown: errno \(errno)")
            }
        }
        try await run([
            programs + "/initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            "--no-sync", "--no-instructions",
        ])
        if options.tls { try await makeCertificate() }
        try write(options)
    }

    private func makeCertificate() async throws {
        try await run([
            "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
            data + "/server.key", "-out", certificate,
        ])
    }

    /// As the server's user, to its end.
    private func run(_ program: [String]) async throws {
        let output = CapturedOutput(folder: folder)
        let child = try ChildProcess(command[0], Array(command.dropFirst()) + program, output: output)
        guard try await child.waitForExit(within: .seconds(60)).succeeded else {
            throw ProcessError("\(program[0]): \(output.errorLines.suffix(5))")
        }
    }

    private func write(_ options: PostgresServer.Options) throws {
        var settings = [
            "listen_addresses": "'127.0.0.1'",
            "port": "\(port)",
            "unix_socket_directories": "'\(folder)'",
            "max_connections": "\(options.maxConnections)",
            "fsync": options.fsync ? "on" : "off",
            "full_page_writes": options.fsync ? "on" : "off",
            "shared_buffers": "'128MB'",
            "max_wal_size": "'1GB'",
            "log_timezone": "'UTC'",
            "ssl": options.tls ? "on" : "off",
        ]
        settings.merge(options.settings) { $1 }
        let path = data + "/postgresql.auto.conf"
        let text = settings.map { "\($0.key) = \($0.value)\n" }.sorted().joined()
        // Into the existing file: it belongs to the server's user.
        guard let file = FileHandle(forWritingAtPath: path) else { throw ProcessError("\(path) cannot be written") }
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    func start() throws -> ChildProcess {
        try ChildProcess(
            command[0], Array(command.dropFirst()) + [programs + "/postgres", "-D", data],
            output: CapturedOutput(folder: folder), watch: ChildProcess.Watch(signal: SIGQUIT, folder: folder))
    }

    /// What stands before a command so that the server's user runs it, in the same process.
    private var command: [String] {
        getuid() == 0
            ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : ["/usr/bin/env"]
    }

    /// A port that nobody has at this moment.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ProcessError("socket: errno \(errno)") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard bound else { throw ProcessError("bind: errno \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
