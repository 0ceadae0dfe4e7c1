import AsyncHTTPClient
import Contracts
import Foundation
import Messaging
import NIOCore
import Web

/// Asks another service's events API, with this service's own token.
final class EventsClient: GapSource, KeySource {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let urls: [String: String]
    private let credentials: ClientCredentials

    /// - Parameter sources: `name=url` for each service; the name is the last part of an event's `source`.
    init(sources: [String], credentials: ClientCredentials) {
        urls = Dictionary(
            sources.compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }, uniquingKeysWith: { $1 })
        self.credentials = credentials
    }

    func events(of source: String, topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]] {
        let name = source.split(separator: ":").last.map(String.init) ?? source
        let answer = try await ask(
            name, "/v1/gebeurtenissen",
            ["topic": topic, "sleutel": key, "van": String(from), "tot": String(to)])
        guard case .array(let events) = answer else { throw Failure(description: "\(name) gave no list") }
        return events.map { $0.encoded() }
    }

    func keys(
        of topic: String, since: Date?, key: String?, after: String
    ) async throws -> (source: String, keys: [KeyState]) {
        guard let name = Topics.writer(of: topic) else { throw Failure(description: "\(topic) has no writer") }
        var asked = ["topic": topic]
        asked["sinds"] = since.map(RFC3339.text)
        asked["sleutel"] = key
        if !after.isEmpty { asked["na"] = after }
        let page = try Logsleutels.decode(try await ask(name, "/v1/gebeurtenissen/sleutels", asked), .tolerant)
        return (
            page.bron,
            page.sleutels.map { KeyState(key: $0.sleutel, last: Int64($0.laatste), before: Int64($0.ervoor)) }
        )
    }

    /// A service's part of a zaak's timeline; somebody waits for it.
    func tijdlijndeel(of name: String, zaak: UUID, voor organisatie: OIN) async throws -> Tijdlijndeel {
        let answer = try await ask(
            name, "/v1/zaken/\(zaak.text)/tijdlijndeel", ["organisatie": organisatie.text], patience: .seconds(3))
        return try Tijdlijndeel.decode(answer, .tolerant)
    }

    /// What a service knows of who read what about a family; somebody waits for it.
    func inzagedeel(of name: String, zaak: UUID) async throws -> Inzagedeel {
        let answer = try await ask(name, "/v1/zaken/\(zaak.text)/inzagedeel", [:], patience: .seconds(3))
        return try Inzagedeel.decode(answer, .tolerant)
    }

    private func ask(
        _ name: String, _ path: String, _ query: [String: String], patience: TimeAmount = .seconds(10)
    ) async throws -> JSON {
        guard let base = urls[name] else { throw Failure(description: "no events API is configured for \(name)") }
        var components = URLComponents(string: base + path)
        components?.percentEncodedQuery = FormEncoding.encode(query)
        guard let url = components?.string else { throw Failure(description: "the address of \(name) is not an URL") }
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "authorization", value: "Bearer \(try await credentials.token())")
        return try JSON.parse(try await send(request, patience))
    }

    private func send(_ request: HTTPClientRequest, _ patience: TimeAmount) async throws -> [UInt8] {
        let response = try await HTTPClient.shared.execute(request, timeout: patience)
        guard response.status == .ok else { throw Failure(description: "answered \(response.status.code)") }
        return Array(buffer: try await response.body.collect(upTo: 32 << 20))
    }
}
