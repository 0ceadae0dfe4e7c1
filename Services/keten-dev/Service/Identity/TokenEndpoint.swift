import Contracts
import Crypto
import Foundation
import HTTPTypes
import Hummingbird

extension IdentityProvider {
    /// `POST /token` (RFC 6749 §4.4 and §4.1.3).
    func token(_ request: Request) async -> Response {
        guard let form = await Answer.form(request) else { return refuse("invalid_request") }
        do {
            switch form["grant_type"] {
            case "client_credentials": return try await system(form, request.headers[.authorization])
            case "authorization_code": return try await person(form)
            default: return refuse("unsupported_grant_type")
            }
        } catch {
            return refuse("server_error", .internalServerError)
        }
    }

    private func system(_ form: [String: String], _ authorization: String?) async throws -> Response {
        let (id, secret) = basic(authorization) ?? (form["client_id"] ?? "", form["client_secret"] ?? "")
        guard let client = directory.clients.first(where: { $0.id == id }), same(client.secret, secret) else {
            return refuse("invalid_client", .unauthorized)
        }
        let asked = form["scope"].map { $0.split(separator: " ").map(String.init) } ?? client.scopes
        guard Set(asked).isSubset(of: client.scopes) else { return refuse("invalid_scope") }
        let access = try await keys.sign(
            access(subject: client.id, kind: "systeem", oin: client.oin, client: client.id, scopes: asked))
        return granted(access, asked)
    }

    private func person(_ form: [String: String]) async throws -> Response {
        guard
            let grant = codes.redeem(
                form["code"] ?? "", application: form["client_id"] ?? "", redirectURI: form["redirect_uri"] ?? "",
                verifier: form["code_verifier"] ?? "")
        else { return refuse("invalid_grant") }
        let person = grant.professional
        let access = try await keys.sign(
            access(
                subject: person.id, kind: "medewerker", oin: person.oin, client: grant.application,
                scopes: grant.scopes))
        var claims = times()
        claims["iss"] = .string(issuer)
        claims["aud"] = .string(grant.application)
        claims["sub"] = .string(person.id)
        claims["name"] = .string(person.naam)
        claims["oin"] = .string(person.oin)
        if let nonce = grant.nonce { claims["nonce"] = .string(nonce) }
        return granted(access, grant.scopes, idToken: try await keys.sign(.object(claims)))
    }

    private func access(subject: String, kind: String, oin: String, client: String, scopes: [String]) -> JSON {
        var claims = times()
        claims["iss"] = .string(issuer)
        claims["aud"] = .string(options.audience)
        claims["sub"] = .string(subject)
        claims["soort"] = .string(kind)
        claims["oin"] = .string(oin)
        claims["client_id"] = .string(client)
        claims["scope"] = .string(scopes.joined(separator: " "))
        claims["jti"] = .string(UUID().uuidString.lowercased())
        return .object(claims)
    }

    private func times() -> JSON.Members {
        let now = Int64(Date().timeIntervalSince1970)
        return ["iat": .integer(now), "nbf": .integer(now), "exp": .integer(now + Int64(options.lifetime))]
    }

    private func granted(_ access: String, _ scopes: [String], idToken: String? = nil) -> Response {
        var body: JSON.Members = [
            "access_token": .string(access), "token_type": "Bearer", "expires_in": .integer(Int64(options.lifetime)),
            "scope": .string(scopes.joined(separator: " ")),
        ]
        if let idToken { body["id_token"] = .string(idToken) }
        return Answer.json(.object(body))
    }

    private func refuse(_ error: String, _ status: HTTPResponse.Status = .badRequest) -> Response {
        var response = Answer.json(["error": .string(error)], status)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = #"Basic realm="keten-dev""# }
        return response
    }

    /// Id and secret from HTTP Basic, each percent-encoded (RFC 6749 §2.3.1).
    private func basic(_ authorization: String?) -> (String, String)? {
        guard let authorization, authorization.prefix(6).lowercased() == "basic ",
            let data = Data(base64Encoded: String(authorization.dropFirst(6)))
        else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let id = parts[0].removingPercentEncoding, let secret = parts[1].removingPercentEncoding
        else { return nil }
        return (id, secret)
    }

    /// Takes as long for a near miss as for a far one.
    private func same(_ left: String, _ right: String) -> Bool {
        SHA256.hash(data: Data(left.utf8)) == SHA256.hash(data: Data(right.utf8))
    }
}
