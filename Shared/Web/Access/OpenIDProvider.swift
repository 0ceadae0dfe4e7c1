import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import Synchronization

/// An identity provider and its addresses, read once from its own description (OpenID Connect Discovery §4).
public final class OpenIDProvider: Sendable {
    public struct Unavailable: Error, CustomStringConvertible {
        public let description: String
    }

    struct Endpoints: Sendable {
        let token: String
        /// Nil where people cannot sign in.
        let authorization: String?
    }

    let issuer: String
    private let known = Mutex<Endpoints?>(nil)

    public init(issuer: String) { self.issuer = issuer }

    /// - Throws: `Unavailable` while the provider does not answer, or calls itself otherwise.
    func endpoints() async throws -> Endpoints {
        if let known = known.withLock({ $0 }) { return known }
        let answer = try await send(HTTPClientRequest(url: issuer + "/.well-known/openid-configuration"))
        guard answer.status == 200, answer.body["issuer"]?.string == issuer,
            let token = answer.body["token_endpoint"]?.string
        else { throw Unavailable(description: "\(issuer) does not describe itself as that issuer") }
        let found = Endpoints(token: token, authorization: answer.body["authorization_endpoint"]?.string)
        known.withLock { $0 = found }
        return found
    }

    /// Posts a form to the token endpoint.
    /// - Returns: the status and the body, whatever they are.
    func token(_ form: [String: String]) async throws -> (status: UInt, body: JSON) {
        var request = HTTPClientRequest(url: try await endpoints().token)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: FormEncoding.encode(form)))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> (status: UInt, body: JSON) {
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            let body = try await response.body.collect(upTo: 65_536)
            return (response.status.code, try JSON.parse(Array(buffer: body)))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Unavailable(description: "the identity provider at \(issuer) does not answer")
        }
    }
}

/// A system of ours at the identity provider: it signs in with a secret, for itself (RFC 6749 §4.4).
public final class ClientCredentials: Sendable {
    /// The provider knows the client or its secret not, or gives it no such scope.
    public struct Refused: Error, CustomStringConvertible {
        public let description: String
    }

    private let provider: OpenIDProvider
    private let client: String
    private let secret: String
    private let scope: String?
    private let held = Mutex<(token: String, until: Date)?>(nil)

    /// - Parameter scope: scopes separated by spaces; nil asks for all that the client has.
    public init(issuer: String, client: String, secret: String, scope: String?) {
        provider = OpenIDProvider(issuer: issuer)
        self.client = client
        self.secret = secret
        self.scope = scope
    }

    /// A token that is good for a while yet: one is kept for at most a minute.
    /// - Throws: `Refused`, or `OpenIDProvider.Unavailable`.
    public func token() async throws -> String {
        if let held = held.withLock({ $0 }), held.until > Date() { return held.token }
        var form = ["grant_type": "client_credentials", "client_id": client, "client_secret": secret]
        form["scope"] = scope
        let answer = try await provider.token(form)
        guard answer.status == 200, let token = answer.body["access_token"]?.string else {
            let reason = answer.body["error"]?.string ?? "status \(answer.status)"
            throw Refused(description: "the identity provider refused \(client): \(reason)")
        }
        let lifetime = answer.body["expires_in"]?.integer ?? 60
        held.withLock { $0 = (token, Date().addingTimeInterval(min(60, Double(lifetime) / 2))) }
        return token
    }
}
