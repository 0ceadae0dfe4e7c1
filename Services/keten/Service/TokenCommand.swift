import ArgumentParser
import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore

/// `keten token`: an access token for a system, for scripts and for trying the API by hand.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Print an access token (client credentials).",
        discussion: """
            Example:
              TOKEN=$(keten token --client-id school-de-linde --client-secret-file secret.txt)
              curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8081/v1/meldingen
            """)

    @Option(help: "The issuer; also KETEN_ISSUER.") var issuer: String?
    @Option(help: "The client.") var clientId: String
    @Option(help: "File with the client's secret.") var clientSecretFile: String
    @Option(help: "Scopes, separated by spaces; all that the client has when left out.") var scope: String?

    func run() async throws {
        let issuer = issuer ?? ProcessInfo.processInfo.environment["KETEN_ISSUER"] ?? "http://127.0.0.1:8085"
        let secret = try String(contentsOfFile: clientSecretFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        var form = URLComponents()
        form.queryItems = [
            URLQueryItem(name: "grant_type", value: "client_credentials"), URLQueryItem(name: "client_id", value: clientId),
            URLQueryItem(name: "client_secret", value: secret),
        ]
        if let scope { form.queryItems?.append(URLQueryItem(name: "scope", value: scope)) }
        var request = HTTPClientRequest(url: issuer + "/token")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: (form.percentEncodedQuery ?? "").replacing("+", with: "%2B")))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = Array(buffer: try await response.body.collect(upTo: 65_536))
        guard response.status == .ok, let token = try JSON.parse(body)["access_token"]?.string else {
            throw ValidationError("the identity provider refused (\(response.status.code)): \(String(decoding: body, as: UTF8.self))")
        }
        print(token)
    }
}
