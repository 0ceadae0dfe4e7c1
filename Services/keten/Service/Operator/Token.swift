import ArgumentParser
import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore

/// Asks the issuer for a token with client credentials.
enum Token {
    static func fetch(issuer: String, client: String, secretFile: String, scope: String?) async throws -> String {
        let secret = try String(contentsOfFile: secretFile, encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        var form = URLComponents()
        form.queryItems = [
            URLQueryItem(name: "grant_type", value: "client_credentials"),
            URLQueryItem(name: "client_id", value: client),
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
            throw ValidationError(
                "the identity provider refused (\(response.status.code)): \(String(decoding: body, as: UTF8.self))")
        }
        return token
    }
}
