import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore

/// Access tokens of the chain's systems, kept while they are valid.
public actor TokenSource {
    public nonisolated let issuer: String
    private let http: HTTPClient
    private var held: [String: (token: String, until: ContinuousClock.Instant)] = [:]

    init(issuer: String, http: HTTPClient) {
        self.issuer = issuer
        self.http = http
    }

    /// A token with all scopes that the client has.
    public func token(_ client: String) async throws -> String {
        if let known = held[client], known.until > .now { return known.token }
        let token = try await fetch(client, from: issuer)
        held[client] = (token, .now + .seconds(120))
        return token
    }

    /// - Parameter issuer: another identity provider, for tokens that are wrong in some way.
    public func fetch(_ client: String, from issuer: String) async throws -> String {
        let form = "grant_type=client_credentials&client_id=\(client)&client_secret=\(Chain.secret)"
        var request = HTTPClientRequest(url: issuer + "/token")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: form))
        let response = try await http.execute(request, timeout: .seconds(10))
        let bytes = Array(buffer: try await response.body.collect(upTo: 65_536))
        guard response.status == .ok, let token = try JSON.parse(bytes)["access_token"]?.string else {
            throw ProcessError("no token for \(client): \(response.status.code)")
        }
        return token
    }
}
