import AsyncHTTPClient
import Contracts
import Foundation
import Messaging
import NIOCore
import Synchronization

/// Asks another service's events API, with this service's own token.
final class EventsClient: GapSource {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let urls: [String: String]
    private let issuer: String
    private let clientID: String
    private let secret: String
    private let token = Mutex<(value: String, until: Date)?>(nil)

    /// - Parameter sources: `name=url` for each service; the name is the last part of an event's `source`.
    init(sources: [String], issuer: String, clientID: String, secret: String) {
        urls = Dictionary(
            sources.compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }, uniquingKeysWith: { $1 })
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
    }

    func events(of source: String, topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]] {
        guard let name = source.split(separator: ":").last, let base = urls[String(name)] else {
            throw Failure(description: "no events API is configured for \(source)")
        }
        var components = URLComponents(string: base + "/v1/gebeurtenissen")
        components?.queryItems = [
            URLQueryItem(name: "topic", value: topic), URLQueryItem(name: "sleutel", value: key),
            URLQueryItem(name: "van", value: String(from)), URLQueryItem(name: "tot", value: String(to)),
        ]
        guard let url = components?.string else { throw Failure(description: "the address of \(name) is not an URL") }
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "authorization", value: "Bearer \(try await bearer())")
        let body = try await send(request)
        guard case .array(let events) = try JSON.parse(body) else { throw Failure(description: "\(name) gave no list") }
        return events.map { $0.encoded() }
    }

    private func bearer() async throws -> String {
        if let held = token.withLock({ $0 }), held.until > Date() { return held.value }
        var request = HTTPClientRequest(url: issuer + "/token")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        var form = URLComponents()
        form.queryItems = [
            URLQueryItem(name: "grant_type", value: "client_credentials"),
            URLQueryItem(name: "client_id", value: clientID),
            URLQueryItem(name: "client_secret", value: secret), URLQueryItem(name: "scope", value: EventHistory.scope),
        ]
        request.body = .bytes(ByteBuffer(string: form.percentEncodedQuery?.replacing("+", with: "%2B") ?? ""))
        guard case .string(let value)? = try JSON.parse(try await send(request))["access_token"] else {
            throw Failure(description: "the identity provider gave no token")
        }
        token.withLock { $0 = (value, Date().addingTimeInterval(60)) }
        return value
    }

    private func send(_ request: HTTPClientRequest) async throws -> [UInt8] {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        guard response.status == .ok else { throw Failure(description: "answered \(response.status.code)") }
        return Array(buffer: try await response.body.collect(upTo: 32 << 20))
    }
}
