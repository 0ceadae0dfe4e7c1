import AsyncHTTPClient
import Contracts
import Crypto
import Foundation
import NIOCore
import Synchronization

/// Signing in at the OpenID provider: authorisation code with PKCE, state and nonce (OpenID Connect Core §3.1, RFC 7636).
///
/// What must be remembered until the browser comes back travels with it, sealed, so that anyone may begin without a row
/// being kept, and every replica can finish.
struct SignIn: Sendable {
    /// What was begun and has not come back yet.
    private struct Attempt: Codable {
        let state: String
        let nonce: String
        let verifier: String
        /// The page that was asked for.
        let target: String
        let until: Date
    }

    /// Seconds within which a person must have signed in.
    static let patience = 600

    let configuration: SiteConfiguration
    let verifier: TokenVerifier
    private let provider: OpenIDProvider

    init(configuration: SiteConfiguration, verifier: TokenVerifier) {
        self.configuration = configuration
        self.verifier = verifier
        provider = OpenIDProvider(issuer: configuration.issuer)
    }

    /// - Returns: where to send the browser, and what it must carry.
    func begin(target: String) async throws -> (address: String, carried: String) {
        let attempt = Attempt(
            state: Session.secret(), nonce: Session.secret(), verifier: Session.secret(), target: target,
            until: Date().addingTimeInterval(TimeInterval(Self.patience)))
        guard let endpoint = try await reach({ try await $0.endpoints() }).authorization else { throw Self.away }
        let query = FormEncoding.encode([
            "response_type": "code", "client_id": configuration.client, "redirect_uri": configuration.redirectURI,
            "scope": "openid profile", "state": attempt.state, "nonce": attempt.nonce,
            "code_challenge": Base64URL.encode(SHA256.hash(data: Data(attempt.verifier.utf8))),
            "code_challenge_method": "S256",
        ])
        return (endpoint + (endpoint.contains("?") ? "&" : "?") + query, try seal(attempt))
    }

    /// - Parameters:
    ///   - answer: the query of the redirect.
    ///   - carried: what the browser carried since it began.
    /// - Returns: who signed in, under what name, and the page that was asked for.
    /// - Throws: `Problem` with what a person can do; nobody is signed in then.
    func finish(_ answer: [String: String], carried: String?) async throws -> (
        session: Session, target: String
    ) {
        guard let attempt = carried.flatMap(open), attempt.until > Date(), answer["state"] == attempt.state,
            answer["iss"] ?? configuration.issuer == configuration.issuer
        else { throw Self.again("Het aanmelden duurde te lang of begon in een ander venster.") }
        guard let code = answer["code"] else { throw Self.again("U bent niet aangemeld.") }
        let tokens = try await tokens(code, attempt)
        guard let access = tokens["access_token"]?.string, let identity = tokens["id_token"]?.string else {
            throw Self.again("De aanmelddienst gaf geen geldig antwoord.")
        }
        let caller = try await verifier.verify(access)
        let claims = try await verifier.verify(
            idToken: identity, client: configuration.client, nonce: attempt.nonce)
        guard let person = caller.person, claims["sub"]?.string == person else {
            throw Self.again("Alleen een medewerker kan zich hier aanmelden.")
        }
        let signedIn = Caller(
            organisation: caller.organisation, person: person, subject: person, scopes: caller.scopes,
            tokenID: caller.tokenID, expires: Date().addingTimeInterval(Session.lifetime))
        let name = String((claims["name"]?.string ?? person).prefix(100))
        return (Session(caller: signedIn, name: name, formToken: Session.secret()), attempt.target)
    }

    private static let away = Problem.unavailable("De aanmelddienst antwoordt niet. Probeer het zo opnieuw.")

    private func reach<Value>(_ body: (OpenIDProvider) async throws -> Value) async throws -> Value {
        do { return try await body(provider) } catch is OpenIDProvider.Unavailable { throw Self.away }
    }

    private static func again(_ detail: String) -> Problem {
        Problem(
            .badRequest, code: "aanmelden-mislukt", title: "Aanmelden is niet gelukt",
            detail: detail + " Meld u opnieuw aan.")
    }

    private func tokens(_ code: String, _ attempt: Attempt) async throws -> JSON {
        let response = try await reach {
            try await $0.token([
                "grant_type": "authorization_code", "code": code, "redirect_uri": configuration.redirectURI,
                "client_id": configuration.client, "code_verifier": attempt.verifier,
            ])
        }
        guard response.status == 200 else { throw Self.again("De aanmelddienst aanvaardde het aanmelden niet.") }
        return response.body
    }

    // MARK: - What the browser carries

    private func seal(_ attempt: Attempt) throws -> String {
        let box = try AES.GCM.seal(JSONEncoder().encode(attempt), using: key, authenticating: Data(place.utf8))
        return Base64URL.encode(box.combined ?? Data())
    }

    private func open(_ text: String) -> Attempt? {
        // Whatever is wrong with it, it is no attempt of ours.
        guard let bytes = Base64URL.decode(text), let box = try? AES.GCM.SealedBox(combined: bytes),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Data(place.utf8))  // as above
        else { return nil }
        return try? JSONDecoder().decode(Attempt.self, from: plain)  // as above
    }

    private var key: SymmetricKey { SymmetricKey(data: configuration.key) }
    private var place: String { "aanmelden " + configuration.service }
}
