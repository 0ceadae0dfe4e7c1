import ArgumentParser
import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import Web

/// Where the services are and how an operator signs in to them; the same for every command that asks them something.
struct Operator: ParsableArguments {
    @Option(help: "Services as name=url, separated by commas; also KETEN_SOURCES.") var services: String?
    @Option(help: "The issuer of tokens; also KETEN_ISSUER.") var issuer: String?
    @Option(help: "The operators' client; also KETEN_OPERATOR_CLIENT.") var clientId: String?
    @Option(help: "File with that client's secret; also KETEN_OPERATOR_SECRET_FILE.") var clientSecretFile: String?
    @Flag(help: "Print JSON.") var json = false

    struct Failure: Error, CustomStringConvertible {
        let description: String
        /// What the service answered; nil where it was not asked.
        var status: UInt?
    }

    struct Endpoint: Sendable {
        let name: String
        let url: String
    }

    private static let local =
        "melding-intake=http://127.0.0.1:8081,regionaal-veiligheidsteam=http://127.0.0.1:8082,"
        + "verwijzing=http://127.0.0.1:8083,notificaties=http://127.0.0.1:8084"

    var endpoints: [Endpoint] {
        (services ?? Self.environment("KETEN_SOURCES") ?? Self.local).split(separator: ",").compactMap { entry in
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            return parts.count == 2 ? Endpoint(name: parts[0], url: parts[1]) : nil
        }
    }

    /// The service that a consumer, written `service.topic`, belongs to.
    func endpoint(of name: String) throws -> Endpoint {
        let service = name.split(separator: ".").first.map(String.init) ?? name
        guard let endpoint = endpoints.first(where: { $0.name == service }) else {
            throw Failure(
                description: "no service \(service); known are \(endpoints.map(\.name).joined(separator: ", "))")
        }
        return endpoint
    }

    /// Whether the operator's client is given, so that more than public answers can be had.
    var canSignIn: Bool { (clientSecretFile ?? Self.environment("KETEN_OPERATOR_SECRET_FILE")) != nil }

    func token() async throws -> String {
        guard let file = clientSecretFile ?? Self.environment("KETEN_OPERATOR_SECRET_FILE") else {
            throw Failure(
                description:
                    "name the file with the operators' secret: --client-secret-file or KETEN_OPERATOR_SECRET_FILE")
        }
        return try await Self.credentials(
            issuer, client: clientId ?? Self.environment("KETEN_OPERATOR_CLIENT") ?? "keten-beheer", secretFile: file,
            scope: "beheer"
        ).token()
    }

    /// A file that somebody named, as text; one that cannot be read is told in a line.
    static func text(_ file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            let there = FileManager.default.fileExists(atPath: file)
            throw Failure(description: there ? "\(file) can't be read" : "there is no file \(file)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// - Parameter issuer: as it was given; else from the environment.
    static func credentials(
        _ issuer: String?, client: String, secretFile: String, scope: String?
    ) throws -> ClientCredentials {
        ClientCredentials(
            issuer: issuer ?? environment("KETEN_ISSUER") ?? "http://127.0.0.1:8085", client: client,
            secret: try text(secretFile).trimmingCharacters(in: .whitespacesAndNewlines), scope: scope)
    }

    /// Where organisations that are cut off write: what stands there waits on purpose. Nothing where nobody can be asked.
    func heldTopics(_ states: [Berichtenstand]) -> Set<String> {
        Set(states.flatMap(\.aangehouden).map { $0.replacing("keten.uit.", with: "keten.in.") })
    }

    func get(_ url: String, token: String) async throws -> JSON {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        return try await send(request)
    }

    func post(_ url: String, _ body: some Contract, token: String) async throws -> JSON {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body.encoded()))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> JSON {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try JSON.parse(Array(buffer: try await response.body.collect(upTo: 16 << 20)))
        guard (200..<300).contains(response.status.code) else {
            let errors = (body["errors"]?.array ?? []).map {
                "\n  \($0["pointer"]?.string ?? "")  \($0["detail"]?.string ?? "") (\($0["code"]?.string ?? ""))"
            }
            throw Failure(
                description:
                    "\(request.url): \(response.status.code) \(body["detail"]?.string ?? "")\(errors.joined())",
                status: response.status.code)
        }
        return body
    }

    func print(_ value: JSON) { Swift.print(String(decoding: value.encoded(), as: UTF8.self)) }

    static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

/// A table of texts with aligned columns.
struct Table {
    let columns: [String]
    var rows: [[String]] = []

    func print() {
        let widths = columns.indices.map { column in ([columns] + rows).map { $0[column].count }.max() ?? 0 }
        for row in [columns] + rows {
            let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            Swift.print(cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
        }
    }
}
