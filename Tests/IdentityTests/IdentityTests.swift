import Contracts
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import Synchronization
import Testing

@testable import KetenDev

private let yaml = """
    clients:
      - {id: school, secret: geheim-1, oin: "00000099000000001000", scopes: [meldingen:schrijven, inhoud:schrijven]}
    applications:
      - {id: verwijzing, redirectUris: ["http://127.0.0.1:8083/terug"]}
    professionals:
      - {id: mw-1, naam: "Noor <b>", functie: planner, oin: "00000099000000002000", scopes: [taken:lezen, dossier:lezen]}
    """

private let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
/// Of the verifier above, by RFC 7636 appendix B.
private let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

@Suite("Development identity provider")
struct IdentityTests {
    private let folder: URL
    private let provider: IdentityProvider
    private let clock = Clock()

    private final class Clock: Sendable {
        private let value = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { value.withLock { $0 } }
        func advance(_ by: Duration) { value.withLock { $0 += by } }
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = clock
        provider = IdentityProvider(
            directory: try Directory.read(yaml),
            keys: try KeyRing(path: folder.appendingPathComponent("keys.json").path),
            codes: AuthorizationCodes(now: { clock.now }))
        provider.issuer = "http://127.0.0.1:8085"
    }

    private var keyFile: String { folder.appendingPathComponent("keys.json").path }

    private func serve<Value: Sendable>(
        _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await Application(router: provider.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            .test(.live) { try await body($0) }
    }

    private func post(
        _ path: String, _ form: [String: String], headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let allowed = CharacterSet.alphanumerics
        let text = form.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }
            .joined(separator: "&")
        return try await serve { [headers] in
            try await $0.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: text))
        }
    }

    private let question = [
        "client_id": "verwijzing", "redirect_uri": "http://127.0.0.1:8083/terug", "response_type": "code",
        "scope": "openid", "state": "s &1", "nonce": "n-1", "code_challenge": challenge,
        "code_challenge_method": "S256",
    ]

    /// The values that a redirect carries.
    private func redirected(_ response: TestResponse) throws -> [String: String] {
        #expect(response.status == .seeOther)
        let location = try #require(response.headers[.location])
        #expect(location.hasPrefix("http://127.0.0.1:8083/terug?"))
        let items = try #require(URLComponents(string: location)?.queryItems)
        return Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value ?? "") })
    }

    private func code() async throws -> String {
        let values = try redirected(await post("/authorize", question.merging(["medewerker": "mw-1"]) { $1 }))
        #expect(values["state"] == "s &1")
        #expect(values["iss"] == "http://127.0.0.1:8085")
        return try #require(values["code"])
    }

    private func exchange(_ code: String, _ changes: [String: String] = [:]) async throws -> TestResponse {
        let form = [
            "grant_type": "authorization_code", "code": code, "client_id": "verwijzing",
            "redirect_uri": "http://127.0.0.1:8083/terug", "code_verifier": verifier,
        ]
        return try await post("/token", form.merging(changes) { $1 })
    }

    /// The claims of a token whose signature fits a published key.
    private func claims(_ token: String?) async throws -> JSON {
        let published = try await serve { try await $0.execute(uri: "/jwks.json", method: .get) }
        let keys = try await JWTKeyCollection().add(jwksJSON: String(buffer: published.body))
        return try await keys.verify(try #require(token), as: AnyClaims.self).json
    }

    @Test("a system gets a token for its organisation and scopes, by form or by Basic")
    func clientCredentials() async throws {
        let byForm = try await post(
            "/token",
            ["grant_type": "client_credentials", "client_id": "school", "client_secret": "geheim-1"])
        #expect(byForm.status == .ok)
        #expect(byForm.headers[.cacheControl] == "no-store")
        let claims = try await claims(byForm.json["access_token"]?.string)
        #expect(claims["iss"] == "http://127.0.0.1:8085")
        #expect(claims["aud"] == "keten")
        #expect(claims["sub"] == "school")
        #expect(claims["soort"] == "systeem")
        #expect(claims["oin"] == "00000099000000001000")
        #expect(claims["scope"] == "meldingen:schrijven inhoud:schrijven")
        let basic = Data("school:geheim-1".utf8).base64EncodedString()
        let byBasic = try await post(
            "/token", ["grant_type": "client_credentials", "scope": "inhoud:schrijven"],
            headers: [.authorization: "Basic \(basic)"])
        #expect(byBasic.json["scope"] == "inhoud:schrijven")
    }

    @Test("a wrong secret, an unknown client, a scope beyond its own and another grant are refused")
    func refusals() async throws {
        for (changes, status, error) in [
            (["client_secret": "x"], 401, "invalid_client"), (["client_id": "x"], 401, "invalid_client"),
            (["scope": "beheer"], 400, "invalid_scope"), (["grant_type": "password"], 400, "unsupported_grant_type"),
        ] {
            let form = ["grant_type": "client_credentials", "client_id": "school", "client_secret": "geheim-1"]
            let response = try await post("/token", form.merging(changes) { $1 })
            #expect(response.status.code == status)
            #expect(response.json["error"] == .string(error))
        }
    }

    @Test("the page lists the professionals and repeats nothing unescaped")
    func page() async throws {
        let query = question.merging(["state": "\"><script>"]) { $1 }
            .map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
            .joined(separator: "&")
        let response = try await serve { try await $0.execute(uri: "/authorize?\(query)", method: .get) }
        let page = String(buffer: response.body)
        #expect(response.status == .ok)
        #expect(page.contains("value=\"mw-1\""))
        #expect(page.contains("Noor &lt;b&gt;"))
        #expect(!page.contains("<script>"))
    }

    @Test("a professional who was chosen gets tokens by code and PKCE")
    func signIn() async throws {
        let response = try await exchange(code())
        #expect(response.status == .ok)
        let access = try await claims(response.json["access_token"]?.string)
        #expect(access["sub"] == "mw-1")
        #expect(access["soort"] == "medewerker")
        #expect(access["oin"] == "00000099000000002000")
        #expect(access["scope"] == "taken:lezen dossier:lezen")
        let identity = try await claims(response.json["id_token"]?.string)
        #expect(identity["aud"] == "verwijzing")
        #expect(identity["nonce"] == "n-1")
        #expect(identity["name"] == "Noor <b>")
    }

    @Test("a code works once; a second try is refused")
    func reuse() async throws {
        let code = try await code()
        #expect(try await exchange(code).status == .ok)
        let again = try await exchange(code)
        #expect(again.status == .badRequest)
        #expect(again.json["error"] == "invalid_grant")
    }

    @Test(
        "a wrong verifier, another redirect address or another application is refused, and uses the code up",
        arguments: [
            ["code_verifier": String(repeating: "a", count: 43)], ["code_verifier": ""],
            ["code_verifier": challenge], ["redirect_uri": "http://127.0.0.1:8083/terug/"],
            ["redirect_uri": ""], ["client_id": "school"],
        ])
    func mismatch(changes: [String: String]) async throws {
        let code = try await code()
        #expect(try await exchange(code, changes).json["error"] == "invalid_grant")
        #expect(try await exchange(code).json["error"] == "invalid_grant")
    }

    @Test("a code is refused after a minute")
    func expiredCode() async throws {
        let code = try await code()
        clock.advance(.seconds(61))
        #expect(try await exchange(code).json["error"] == "invalid_grant")
    }

    @Test("an unknown application or redirect address is told on a page and never redirected to")
    func untrusted() async throws {
        for changes in [
            ["client_id": "x"], ["redirect_uri": "http://kwaad.example"],
            ["redirect_uri": "http://127.0.0.1:8083/terug?x=1"], ["redirect_uri": ""],
            ["redirect_uri": "http://127.0.0.1:8083@kwaad.example/terug"],
            ["redirect_uri": "http://127.0.0.1:80x/terug"], ["redirect_uri": "http://localhost:8083/terug"],
        ] {
            let form = question.merging(["medewerker": "mw-1"]) { $1 }.merging(changes) { $1 }
            let response = try await post("/authorize", form)
            #expect(response.status == .badRequest)
            #expect(response.headers[.location] == nil)
        }
    }

    @Test("on this machine an application may come back on any port")
    func anyPort() async throws {
        let form = question.merging(["medewerker": "mw-1", "redirect_uri": "http://127.0.0.1:49152/terug"]) { $1 }
        let response = try await post("/authorize", form)
        #expect(response.headers[.location]?.hasPrefix("http://127.0.0.1:49152/terug?code=") == true)
    }

    @Test("a question without PKCE S256, without openid or for another flow is refused to the application")
    func badQuestion() async throws {
        for (changes, error) in [
            (["code_challenge_method": "plain"], "invalid_request"), (["code_challenge": ""], "invalid_request"),
            (["scope": "taken:lezen"], "invalid_scope"), (["response_type": "token"], "unsupported_response_type"),
            (["medewerker": "mw-9"], "access_denied"),
        ] {
            let form = question.merging(["medewerker": "mw-1"]) { $1 }.merging(changes) { $1 }
            let values = try redirected(await post("/authorize", form))
            #expect(values["error"] == error)
            #expect(values["code"] == nil)
            #expect(values["state"] == "s &1")
        }
    }

    @Test("keys outlive a restart; a rotated key signs, the one before it stays published, the oldest goes")
    func keys() async throws {
        let first = try await provider.keys.sign(["sub": "x"])
        #expect(try await claims(first)["sub"] == "x")
        let restarted = try KeyRing(path: keyFile)
        #expect(try restarted.published() == provider.keys.published())
        let before = try provider.keys.published()["keys"]?.array?.map { $0["kid"] } ?? []
        let response = try await post("/rotate", [:])
        #expect(response.status == .ok)
        let after = try provider.keys.published()["keys"]?.array?.map { $0["kid"] } ?? []
        #expect(after.count == 2)
        #expect(after.first == before.first)
        #expect(after.last == response.json["kid"])
        #expect(try await claims(first)["sub"] == "x")
        #expect(try await claims(provider.keys.sign(["sub": "y"]))["sub"] == "y")
        for _ in 0..<KeyRing.size { try provider.keys.rotate() }
        #expect(try provider.keys.published()["keys"]?.array?.count == KeyRing.size)
        await #expect(throws: (any Error).self) { try await claims(first) }
    }

    @Test("the key file is readable by its owner alone")
    func permissions() throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: keyFile)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        try provider.keys.rotate()
        let rotated = try FileManager.default.attributesOfItem(atPath: keyFile)
        #expect(rotated[.posixPermissions] as? Int == 0o600)
    }

    @Test("the configuration document leads to the endpoints")
    func configuration() async throws {
        let document = try await serve {
            try await $0.execute(uri: "/.well-known/openid-configuration", method: .get)
        }.json
        #expect(document["issuer"] == "http://127.0.0.1:8085")
        #expect(document["jwks_uri"] == "http://127.0.0.1:8085/jwks.json")
        #expect(document["code_challenge_methods_supported"] == ["S256"])
    }

    @Test("a file with a malformed OIN or an id used twice is refused")
    func badDirectory() {
        #expect(throws: IdentityFailure.self) { try Directory.read(yaml.replacing("00000099000000001000", with: "1")) }
        #expect(throws: IdentityFailure.self) { try Directory.read(yaml.replacing("mw-1", with: "school")) }
    }
}

private struct AnyClaims: JWTPayload {
    let json: JSON

    init(from decoder: any Decoder) throws { json = try JSON(from: decoder) }
    func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
    func verify(using algorithm: some JWTAlgorithm) throws {}
}

extension TestResponse {
    fileprivate var json: JSON { (try? JSON.parse(body.readableBytesView)) ?? .null }  // no JSON: no test expects that
}
