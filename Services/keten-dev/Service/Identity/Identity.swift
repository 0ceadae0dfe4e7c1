import ArgumentParser
import Contracts
import Foundation
import Hummingbird
import Logging

/// `keten-dev identity`: who is who, without passwords, for development and tests.
struct Identity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "A development identity provider: client credentials, and sign-in of demo professionals.",
        discussion: """
            Prints one line of JSON with its issuer when it listens, and runs until SIGTERM
            or SIGINT. POST /rotate from this machine, or SIGHUP, makes a new signing key;
            the ones before it stay published.
            """)

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port; 0 takes a free one.")
    var port = 8085

    @Option(help: "YAML file with clients, applications and professionals.")
    var file: String

    @Option(help: "File that keeps the signing keys; made when it does not exist.")
    var keys: String

    @Option(help: "Issuer's address, without a slash at its end. Default: http://127.0.0.1 with the port.")
    var issuer: String?

    @Option(help: "Audience of access tokens.")
    var audience = "keten"

    @Option(help: "Seconds that tokens are valid.")
    var lifetime = 300

    @Option(help: "A file to write the line with the issuer to as well, once it listens.")
    var readyFile: String?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535") }
        guard (1...86_400).contains(lifetime) else { throw ValidationError("--lifetime must be from 1 to 86400") }
    }

    func run() async throws {
        let provider = IdentityProvider(
            directory: try Directory.read(String(contentsOfFile: file, encoding: .utf8)),
            keys: try KeyRing(path: keys), options: .init(audience: audience, lifetime: lifetime))
        signal(SIGHUP, SIG_IGN)
        let rotation = DispatchSource.makeSignalSource(signal: SIGHUP)
        rotation.setEventHandler {
            do {
                try provider.keys.rotate()
            } catch {
                warn("the key was not rotated: \(error)")
            }
        }
        rotation.resume()
        defer { rotation.cancel() }
        var logger = Logger(label: "identity") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let application = Application(
            router: provider.router(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                provider.issuer = issuer ?? "http://127.0.0.1:\(port)"
                do {
                    try announce(provider.issuer, port)
                } catch {
                    warn("the address could not be announced: \(error)")
                }
            }, logger: logger)
        try await application.runService()
    }

    private func announce(_ issuer: String, _ port: Int) throws {
        let line = JSON.object(["issuer": .string(issuer), "port": .integer(Int64(port))]).encoded() + Array("\n".utf8)
        if let readyFile { try Data(line).write(to: URL(filePath: readyFile), options: .atomic) }
        try FileHandle.standardOutput.write(contentsOf: Data(line))
    }
}

private func warn(_ text: String) {
    FileHandle.standardError.write(Data("keten-dev identity: \(text)\n".utf8))
}
