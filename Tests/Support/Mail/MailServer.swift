import Contracts
import Foundation

/// A real SMTP server as a process of its own (aiosmtpd). How it answers follows from the recipient: see `smtpd.py`.
public actor MailServer {
    public struct Options: Sendable {
        public enum Encryption: String, Sendable { case starttls, implicit }
        public var encryption: Encryption?
        public var user: String?
        public var password: String?

        public init(encryption: Encryption? = nil, user: String? = nil, password: String? = nil) {
            self.encryption = encryption
            self.user = user
            self.password = password
        }
    }

    /// A mail that the server took.
    public struct Mail: Sendable {
        public let from: String
        public let to: String
        /// As it came, header and body.
        public let content: String
        public let encrypted: Bool
        public let user: String
        /// How the client presented itself.
        public let name: String
        /// The connection that it came by.
        public let peer: String

        public func header(_ name: String) -> String? {
            content.components(separatedBy: "\r\n\r\n").first?.components(separatedBy: "\r\n")
                .first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
        }
    }

    public nonisolated let port: Int
    /// Names `localhost`; nil without encryption.
    public nonisolated let certificate: String?
    private nonisolated let options: Options
    private let folder: String
    private var process: ChildProcess
    /// Of its earlier lives.
    private var outputs: [CapturedOutput] = []

    public init(_ options: Options = Options()) async throws {
        self.options = options
        folder = try TemporaryFolder.make("keten-mail")
        if options.encryption != nil {
            certificate = folder + "/cert.pem"
            let openssl = try ChildProcess(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key.pem",
                    "-out", folder + "/cert.pem",
                ])
            guard try await openssl.waitForExit(within: .seconds(30)).succeeded else {
                throw ProcessError("openssl: \(openssl.output.errorLines.suffix(5))")
            }
        } else {
            certificate = nil
        }
        process = try Self.start(options, folder, port: 0)
        port = try await Self.port(of: process)
    }

    /// Everything that it took so far, over all its lives.
    public var mails: [Mail] {
        get throws {
            try (outputs + [process.output]).flatMap { try $0.lines.dropFirst().map(Self.mail) }
        }
    }

    /// To one recipient.
    public func mails(to address: String) throws -> [Mail] { try mails.filter { $0.to == address } }

    /// How many senders it let wait.
    public var heldUp: Int { process.output.errorLines.count { $0 == "holding one up" } }

    /// How a service sends through it.
    nonisolated func settings(passwordFile: String) -> [String: String] {
        var settings = [
            "MAIL_HOST": "localhost", "MAIL_PORT": "\(port)", "MAIL_FROM": "keten@keten.example",
            "MAIL_ENCRYPTION": options.encryption == .implicit ? "tls" : options.encryption?.rawValue ?? "none",
        ]
        if let certificate { settings["MAIL_AUTHORITIES_FILE"] = certificate }
        if let user = options.user {
            settings["MAIL_USER"] = user
            settings["MAIL_PASSWORD_FILE"] = passwordFile
        }
        return settings
    }

    public func kill() async { await process.killHard() }

    /// On the same port as before.
    public func restart() async throws {
        outputs.append(process.output)
        process = try Self.start(options, folder, port: port)
        _ = try await Self.port(of: process)
    }

    public func stop() async throws {
        await process.killHard()
        try FileManager.default.removeItem(atPath: folder)
    }

    private static func start(_ options: Options, _ folder: String, port: Int) throws -> ChildProcess {
        var arguments = [script, "--port", "\(port)"]
        if let encryption = options.encryption {
            arguments += ["--tls", encryption.rawValue, "--certificate", folder + "/cert.pem"]
            arguments += ["--key", folder + "/key.pem"]
        }
        if let user = options.user { arguments += ["--user", user, "--password", options.password ?? ""] }
        // Debian's own, which has Debian's aiosmtpd.
        return try ChildProcess("/usr/bin/python3", arguments)
    }

    private static var script: String {
        URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "smtpd.py")
            .path(percentEncoded: false)
    }

    private static func port(of process: ChildProcess) async throws -> Int {
        try await eventually(within: .seconds(20), "the mail server listens") {
            guard process.isRunning else { throw ProcessError("smtpd: \(process.output.errorLines.suffix(5))") }
            return try process.output.lines.first.flatMap { try JSON.parse($0.utf8)["port"]?.integer }.map { Int($0) }
        }
    }

    private static func mail(_ line: String) throws -> Mail {
        let json = try JSON.parse(line.utf8)
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        return Mail(
            from: text("from"), to: json["to"]?.array?.first?.string ?? "", content: text("content"),
            encrypted: json["tls"] == true, user: text("user"), name: text("name"), peer: text("peer"))
    }
}
