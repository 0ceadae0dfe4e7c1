import Contracts
import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

@testable import Web

@Suite("Access tokens")
struct TokenTests {
    private let issuer = Issuer("k1")

    private func refusal(_ token: String, _ verifier: TokenVerifier? = nil) async -> Problem? {
        do {
            _ = try await (verifier ?? issuer.verifier()).verify(token)
            return nil
        } catch {
            return error
        }
    }

    @Test("a valid token says who asks: organisation, scopes, and the medewerker if it is a person")
    func valid() async throws {
        let system = try await issuer.verifier().verify(issuer.token())
        #expect(system.organisation == Issuer.organisation)
        #expect(system.person == nil)
        #expect(system.subject == "systeem-1")
        #expect(system.scopes == ["dingen:lezen", "dingen:schrijven"])
        let person = try await issuer.verifier().verify(
            issuer.token("k1", Issuer.claims(["soort": "medewerker", "sub": "mw-7", "aud": ["x", "keten"]])))
        #expect(person.person == "mw-7")
    }

    @Test("expired, not yet valid, of another issuer, for another audience, without organisation: each is 401")
    func claims() async throws {
        let past = Int64(Date().timeIntervalSince1970) - 1
        let future = Int64(Date().timeIntervalSince1970) + 120
        let wrong: [(String, [String: JSON?])] = [
            ("expired", ["exp": .integer(past)]), ("no exp", ["exp": absent]), ("text exp", ["exp": "morgen"]),
            ("nbf in the future", ["nbf": .integer(future)]), ("text nbf", ["nbf": "x"]),
            ("other issuer", ["iss": "https://kwaad.example"]), ("no issuer", ["iss": absent]),
            ("other audience", ["aud": "iemand-anders"]), ("other audiences", ["aud": ["a", "b"]]),
            ("no audience", ["aud": absent]), ("no organisation", ["oin": absent]),
            ("bad organisation", ["oin": "00000099"]), ("no subject", ["sub": absent]), ("empty subject", ["sub": ""]),
        ]
        for (name, changes) in wrong {
            let problem = await refusal(try issuer.token("k1", Issuer.claims(changes)))
            #expect(problem?.status == .unauthorized, "\(name)")
            #expect(problem?.headers[.wwwAuthenticate]?.contains("invalid_token") == true, "\(name)")
        }
    }

    @Test("a token that is unsigned, signed by another, altered, or not a JWT is 401")
    func forged() async throws {
        let good = try issuer.token()
        let parts = good.split(separator: ".").map(String.init)
        let payload = Base64URL.encode(Issuer.claims(["scope": "beheer"]).encoded())
        let unsigned = Base64URL.encode(JSON.object(["alg": "none", "kid": "k1"]).encoded())
        let wrong: [(String, String)] = [
            ("alg none", "\(unsigned).\(parts[1])."),
            ("alg none, with signature", "\(unsigned).\(parts[1]).\(parts[2])"),
            ("other key", try issuer.token(signedBy: P256.Signing.PrivateKey())),
            ("altered claims", "\(parts[0]).\(payload).\(parts[2])"), ("no signature", "\(parts[0]).\(parts[1])."),
            ("HMAC", try issuer.token(header: ["alg": "HS256"])),
            ("RS256 with an EC key", try issuer.token(header: ["alg": "RS256"])),
            ("lower case", try issuer.token(header: ["alg": "es256"])),
            ("no kid", try issuer.token(header: ["kid": absent])),
            ("crit", try issuer.token(header: ["crit": ["b64"]])),
            ("other type", try issuer.token(header: ["typ": "secevent+jwt"])),
            ("two parts", "\(parts[0]).\(parts[1])"), ("nothing", ""), ("text", "geen.token.hier"),
            ("padding", "\(parts[0])=.\(parts[1]).\(parts[2])"),
            ("too long", good + String(repeating: "A", count: TokenVerifier.sizeLimit)),
        ]
        for (name, token) in wrong { #expect(await refusal(token)?.status == .unauthorized, "\(name)") }
    }

    @Test("an unknown kid is refused, though a key that would fit is known")
    func unknownKid() async throws {
        let token = try issuer.token("k1", header: ["kid": "k9"])
        #expect(await refusal(token)?.detail.contains("sleutel") == true)
    }

    @Test("a new key is picked up at its first token, an old one is refused once the issuer dropped it")
    func rotation() async throws {
        let verifier = issuer.verifier(interval: .zero)
        let old = try issuer.token("k1")
        #expect(await refusal(old, verifier) == nil)
        issuer.add("k2")
        #expect(await refusal(try issuer.token("k2"), verifier) == nil)
        #expect(await refusal(old, verifier) == nil)
        #expect(issuer.fetches == 2)
        issuer.remove("k1")
        issuer.add("k3")
        #expect(await refusal(try issuer.token("k3"), verifier) == nil)
        #expect(await refusal(old, verifier)?.status == .unauthorized)
    }

    @Test("a token that was checked before is refused once it has expired")
    func expiresLater() async throws {
        let later = Mutex(TimeInterval(0))
        let verifier = TokenVerifier(
            issuer: Issuer.address, audience: Issuer.audience,
            keys: KeySetCache(fetch: { [issuer] in try issuer.jwks() }, logger: silent),
            now: { Date().addingTimeInterval(later.withLock { $0 }) })
        let token = try issuer.token()
        #expect(await refusal(token, verifier) == nil)
        #expect(await refusal(token, verifier) == nil)
        later.withLock { $0 = 365 * 86_400 }
        #expect(await refusal(token, verifier)?.status == .unauthorized)
    }

    @Test("a flood of invented key ids fetches the keys once")
    func flood() async throws {
        let verifier = issuer.verifier()
        #expect(await refusal(try issuer.token(), verifier) == nil)
        let minimal = issuer.verifier(interval: .seconds(3_600))
        for number in 0..<50 {
            #expect(
                await refusal(try issuer.token("k1", header: ["kid": .string("x\(number)")]), minimal)?.status
                    == .unauthorized)
        }
        #expect(issuer.fetches == 2)
    }

    @Test("many first tokens at once share one fetch")
    func sharedFetch() async throws {
        let verifier = issuer.verifier()
        let token = try issuer.token()
        await withTaskGroup(of: Problem?.self) { group in
            for _ in 0..<20 { group.addTask { await self.refusal(token, verifier) } }
            for await problem in group { #expect(problem == nil) }
        }
        #expect(issuer.fetches == 1)
    }

    @Test("while the issuer is away known keys go on working; what cannot be known is 503, not 401")
    func away() async throws {
        let verifier = issuer.verifier(interval: .zero)
        let token = try issuer.token()
        issuer.goAway(true)
        #expect(await refusal(token, verifier)?.status == .serviceUnavailable)
        issuer.goAway(false)
        #expect(await refusal(token, verifier) == nil)
        issuer.goAway(true)
        #expect(await refusal(token, verifier) == nil)
        #expect(await refusal(try issuer.token("k1", header: ["kid": "k9"]), verifier)?.status == .serviceUnavailable)
    }

    @Test("keys of other kinds and unreadable keys are left out; a document that is no key set is refused")
    func keySet() async throws {
        let document: JSON = [
            "keys": [
                ["kty": "oct", "kid": "hmac", "k": "AAAA", "alg": "HS256"],
                ["kty": "EC", "crv": "P-256", "kid": "kapot", "x": "AA", "y": "AA"],
                ["kty": "EC", "crv": "P-256", "kid": "versleutelen", "use": "enc", "x": "AA", "y": "AA"],
                ["kty": "RSA", "kid": "sterk", "alg": "RS512", "n": "AQAB", "e": "AQAB"],
            ]
        ]
        #expect(try await KeySet.parse(document.encoded()).keys.isEmpty)
        await #expect(throws: (any Error).self) { try await KeySet.parse(Array("{}".utf8)) }
        await #expect(throws: (any Error).self) { try await KeySet.parse(Array("<html>".utf8)) }
    }

    @Test("no token, another scheme and a bad token are 401 with a challenge, and say nothing of the operation")
    func challenge() async throws {
        let things = Things()
        try await things.serve { client in
            for authorization in [nil, "Basic abc", "Bearer", "Bearer x.y.z"] as [String?] {
                var headers = try things.headers()
                headers[.authorization] = authorization
                let response = try await client.execute(uri: "/v1/dingen?zoek=1", method: .get, headers: headers)
                #expect(response.status == .unauthorized)
                #expect(response.headers[.wwwAuthenticate]?.hasPrefix("Bearer realm=") == true)
                #expect(response.pointers.isEmpty)
            }
        }
    }
}
