import Contracts
import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import JWTKit
import Logging
import NIOCore
import Runtime
import Synchronization

@testable import Web

/// An issuer of tokens whose keys, claims and headers a test chooses.
final class Issuer: Sendable {
    static let address = "https://aanmelden.example"
    static let audience = "keten"
    static let organisation = OIN("00000099000000001000")!

    private struct State {
        var keys: [(kid: String, key: P256.Signing.PrivateKey)] = []
        var fetches = 0
        var isAway = false
    }
    private let state = Mutex(State())

    init(_ kids: String...) { for kid in kids { add(kid) } }

    func add(_ kid: String) { state.withLock { $0.keys.append((kid, P256.Signing.PrivateKey())) } }
    func remove(_ kid: String) { state.withLock { $0.keys.removeAll { $0.kid == kid } } }
    func goAway(_ away: Bool) { state.withLock { $0.isAway = away } }
    var fetches: Int { state.withLock { $0.fetches } }

    struct Away: Error {}

    func jwks() throws -> [UInt8] {
        let keys = try state.withLock { state in
            state.fetches += 1
            if state.isAway { throw Away() }
            return state.keys
        }
        return JSON.object([
            "keys": .array(
                keys.map { kid, key in
                    let point = key.publicKey.rawRepresentation
                    return [
                        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": .string(kid),
                        "x": .string(Base64URL.encode(point.prefix(32))),
                        "y": .string(Base64URL.encode(point.suffix(32))),
                    ]
                })
        ]).encoded()
    }

    static func claims(_ changes: [String: JSON?] = [:], now: Date = Date()) -> JSON {
        let seconds = Int64(now.timeIntervalSince1970)
        var claims: JSON.Members = [
            "iss": .string(address), "aud": .string(audience), "sub": "systeem-1", "jti": "t-1", "soort": "systeem",
            "oin": organisation.json, "scope": "dingen:lezen dingen:schrijven", "iat": .integer(seconds),
            "nbf": .integer(seconds), "exp": .integer(seconds + 300),
        ]
        for (name, value) in changes { claims[name] = value }
        return .object(claims)
    }

    func token(
        _ kid: String = "k1", _ claims: JSON = Issuer.claims(), header changes: [String: JSON?] = [:],
        signedBy other: P256.Signing.PrivateKey? = nil
    ) throws -> String {
        let known = state.withLock { $0.keys.first { $0.kid == kid }?.key }
        var header: JSON.Members = ["alg": "ES256", "kid": .string(kid), "typ": "JWT"]
        for (name, value) in changes { header[name] = value }
        let text = Base64URL.encode(JSON.object(header).encoded()) + "." + Base64URL.encode(claims.encoded())
        let key = other ?? known ?? P256.Signing.PrivateKey()
        return text + "." + Base64URL.encode(try key.signature(for: Data(text.utf8)).rawRepresentation)
    }

    func verifier(interval: Duration = .seconds(10)) -> TokenVerifier {
        TokenVerifier(
            issuer: Self.address, audience: Self.audience, logger: silent, minimumInterval: interval
        ) { try self.jwks() }
    }
}

/// For a claim or header that is left out: `nil` would be the JSON null.
let absent: JSON? = .none

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

struct Ding: Contract {
    var naam: KorteTekst
    var aantal: Int
    var organisatie: OIN?

    static let title = "Ding"
    static let fields = ["naam": "Hoe het heet.", "aantal": "Hoeveel er zijn.", "organisatie": "Van wie het is."]
    static let example = Ding(naam: KorteTekst("stoel")!, aantal: 2, organisatie: nil)
}

/// An API with one operation of each kind.
struct Things: Sendable {
    let issuer = Issuer("k1")
    let registry = PrometheusRegistry()
    let api: API
    let configuration = WebServerConfiguration(host: "127.0.0.1", port: 0)

    struct Surprise: Error {}
    struct Away: Error {}

    init(
        quota: Quota<OIN>? = nil, logger: Logger = silent, interval: Duration = .seconds(10),
        authorise: @escaping @Sendable (Caller) async throws -> Void = { _ in },
        refused: @escaping @Sendable (RefusedAct) async -> Void = { _ in }
    ) {
        api = API(
            API.Information(title: "Dingen", description: "Om te proberen."),
            verifier: issuer.verifier(interval: interval), quota: quota, authorise: authorise,
            problemFor: { $0 is Away ? .unavailable() : nil }, refused: refused, registry: registry, logger: logger)
        register()
    }

    private func register() {
        let health = Health(keptFor: .zero)
        health.register("database") {}
        api.standardOperations(health: health)
        api.operation(
            .post, "/v1/dingen", id: "dingMaken", summary: "Maakt een ding", access: .scope("dingen:schrijven"),
            options: .requiresIdempotencyKey, body: Ding.self, response: Ding.self, status: .created,
            alternatives: [.ok]
        ) { Response($0.body, etag: 1, location: "/v1/dingen/1") }
        api.operation(
            .get, "/v1/dingen", id: "dingenLezen", summary: "Leest dingen", access: .scope("dingen:lezen"),
            parameters: [.query("status", Strenge.self, "Alleen met deze status.")] + Parameter.page,
            response: Page<Ding>.self
        ) { request in
            let start: Int64 = try request.page.after?.key(Int64.self) ?? 0
            let rows = (start..<min(start + Int64(request.page.limit) + 1, 5)).map { $0 }
            return Response(
                Page(rows, request.page) {
                    Ding(naam: KorteTekst("ding \($0)")!, aantal: Int($0), organisatie: nil)
                } cursor: {
                    Cursor(after: $0 + 1)
                })
        }
        api.operation(
            .put, "/v1/dingen/{id}", id: "dingWijzigen", summary: "Wijzigt een ding", access: .signedIn,
            options: .requiresIfMatch, parameters: [.path("id", UUID.self, "Van het ding.")], body: Ding.self,
            response: Ding.self
        ) { request in
            guard request.requiredIfMatch == 7 else { throw Problem.versionConflict(current: 7) }
            _ = try request.path("id", as: UUID.self)
            return Response(request.body, etag: 8)
        }
        api.operation(
            .delete, "/v1/dingen/{id}", id: "dingWeg", summary: "Haalt een ding weg",
            access: .scope("dingen:beheren"), parameters: [.path("id", UUID.self, "Van het ding.")]
        ) { _ in .noContent }
        api.operation(.get, "/v1/stuk", id: "stuk", summary: "Gaat stuk", access: .open, response: Ding.self) { _ in
            throw Surprise()
        }
        api.operation(.get, "/v1/weg", id: "weg", summary: "Is weg", access: .open, response: Ding.self) { _ in
            throw Away()
        }
        api.stream("/v1/stroom", id: "stroom", summary: "Stroomt", access: .open) { request in
            let (events, continuation) = AsyncStream.makeStream(of: ServerSentEvent.self)
            continuation.yield(
                ServerSentEvent(id: "8", event: "taak", data: "na \(request.lastEventID ?? "niets")\nregel twee"))
            continuation.finish()
            return EventStream(events)
        }
    }

    enum Strenge: String, Code { case open, dicht }

    /// Runs against a real listening server.
    func serve<Value: Sendable>(_ body: @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value
    {
        try await WebServer(api, configuration, logger: silent).application().test(.live) { try await body($0) }
    }

    func headers(_ more: HTTPFields = [:], token: String? = nil) throws -> HTTPFields {
        var headers: HTTPFields = [
            .authorization: "Bearer \(try token ?? issuer.token())", .contentType: "application/json",
            .idempotencyKey: "sleutel-1",
        ]
        for field in more { headers[field.name] = field.value }
        return headers
    }
}

extension TestResponse {
    var json: JSON { (try? JSON.parse(body.readableBytesView)) ?? .null }  // null: it is no JSON, which no test expects
    var code: String? { json["type"]?.string.map { String($0.dropFirst(Problem.typeBase.count)) } }
    var pointers: [String] { (json["errors"]?.array ?? []).compactMap { $0["pointer"]?.string } }
}

extension ByteBuffer {
    init(_ json: JSON) { self.init(bytes: json.encoded()) }
}
