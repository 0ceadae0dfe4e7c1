import Contracts
import Foundation
import JWTKit
import Logging

/// Turns the text after `Bearer` into who asks.
public protocol TokenVerifying: Sendable {
    /// - Throws: `Problem` 401 when the token is not valid, 503 when that cannot be known now.
    func verify(_ token: String) async throws(Problem) -> Caller
}

/// Verifies access tokens: JWTs signed with RS256, ES256 or EdDSA by a key of the issuer's JWK Set.
///
/// The key id must be known, the algorithm must be the key's own, `iss` and `aud` must be exactly ours, `exp` must not
/// have passed, `nbf` must have come. What is wrong is told in general words, so that an answer helps no forger.
public struct TokenVerifier: TokenVerifying {
    /// Longer tokens are refused unread.
    public static let sizeLimit = 8_192
    /// Difference between clocks that is accepted for `nbf`.
    static let clockSkew: TimeInterval = 30

    private let issuer: String
    private let audience: String
    private let keys: KeySetCache
    private let checked = CheckedTokens()
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - jwksURL: where the issuer publishes its keys; fetched when first needed, kept for ten minutes, and fetched
    ///     again at most once in ten seconds for a key id that is not known.
    public init(issuer: String, audience: String, jwksURL: String, logger: Logger = Logger(label: "tokens")) {
        self.init(
            issuer: issuer, audience: audience,
            keys: KeySetCache(fetch: KeySetCache.http(jwksURL), logger: logger))
    }

    /// With another way to fetch the keys' document.
    public init(
        issuer: String, audience: String, logger: Logger = Logger(label: "tokens"),
        minimumInterval: Duration = .seconds(10), fetch: @escaping @Sendable () async throws -> [UInt8]
    ) {
        self.init(
            issuer: issuer, audience: audience,
            keys: KeySetCache(fetch: fetch, logger: logger, minimumInterval: minimumInterval))
    }

    init(
        issuer: String, audience: String, keys: KeySetCache, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
        self.now = now
    }

    public func verify(_ token: String) async throws(Problem) -> Caller {
        let claims = try await signedClaims(token)
        try require(claims, audience: audience)
        return try caller(claims)
    }

    /// The claims of an ID token (OpenID Connect Core §3.1.3.7), for the client that asked for it with this nonce.
    func verify(idToken: String, client: String, nonce: String) async throws(Problem) -> JSON {
        let claims = try await signedClaims(idToken)
        try require(claims, audience: client)
        guard claims["nonce"]?.string == nonce else { throw .unauthorized("Het token hoort bij een ander verzoek.") }
        return claims
    }

    /// What a token says, once its signature was checked.
    private func signedClaims(_ token: String) async throws(Problem) -> JSON {
        guard token.utf8.count <= Self.sizeLimit else { throw .unauthorized("Het token is te lang.") }
        if let known = checked.find(token), case .key(let key) = await keys.key(known.kid),
            key.collection === known.key.collection
        {
            return known.claims
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = json(parts[0]), let algorithm = header["alg"]?.string,
            let kid = header["kid"]?.string, header["crit"] == nil,
            ["jwt", "at+jwt", nil].contains(header["typ"]?.string?.lowercased())
        else { throw .unauthorized("Het token is geen leesbare JWT met kid.") }
        guard ["RS256", "ES256", "EdDSA"].contains(algorithm) else {
            throw .unauthorized("Dit ondertekeningsalgoritme wordt niet aanvaard.")
        }
        let key: KeySet.Key
        switch await keys.key(kid) {
        case .key(let found): key = found
        case .unknown: throw .unauthorized("De sleutel van het token is niet bekend.")
        case .unavailable: throw .unavailable("Het aanmelden kan nu niet worden gecontroleerd.")
        }
        guard key.algorithm == algorithm else { throw .unauthorized("Het algoritme past niet bij de sleutel.") }
        do {
            _ = try await key.collection.verify(token, as: Claims.self)
        } catch {
            throw .unauthorized("De handtekening van het token klopt niet.")
        }
        // Read strictly: of a claim that stands there twice, others may have looked at the other one.
        guard let claims = json(parts[1]) else { throw .unauthorized("Het token is geen leesbare JWT met kid.") }
        checked.add(token, CheckedTokens.Checked(claims: claims, kid: kid, key: key))
        return claims
    }

    /// By whom, for whom and when.
    private func require(_ claims: JSON, audience: String) throws(Problem) {
        guard claims["iss"]?.string == issuer else { throw .unauthorized("Het token is van een andere uitgever.") }
        let audiences = claims["aud"]?.array?.compactMap(\.string) ?? [claims["aud"]?.string].compactMap(\.self)
        guard audiences.contains(audience) else { throw .unauthorized("Het token is niet voor dit systeem.") }
        let now = now().timeIntervalSince1970
        guard let expires = claims["exp"]?.seconds, expires > now else {
            throw .unauthorized("Het token is verlopen.")
        }
        if let notBefore = claims["nbf"] {
            guard let notBefore = notBefore.seconds, notBefore <= now + Self.clockSkew else {
                throw .unauthorized("Het token is nog niet geldig.")
            }
        }
    }

    private func caller(_ claims: JSON) throws(Problem) -> Caller {
        guard let subject = claims["sub"]?.string, (1...200).contains(subject.utf8.count),
            let organisation = claims["oin"].flatMap({ try? OIN(described: $0) })  // which rule it breaks is not told
        else { throw .unauthorized("Het token noemt geen geldige organisatie.") }
        return Caller(
            organisation: organisation, person: claims["soort"]?.string == "medewerker" ? subject : nil,
            subject: subject, scopes: Set((claims["scope"]?.string ?? "").split(separator: " ").map(String.init)),
            tokenID: claims["jti"]?.string, expires: Date(timeIntervalSince1970: claims["exp"]?.seconds ?? 0))
    }

    private func json(_ part: Substring) -> JSON? {
        // Why a header cannot be read makes no difference to the answer.
        Base64URL.decode(part).flatMap { try? JSON.parse($0) }
    }
}

/// Any claims; they are read and checked after the signature, by us.
private struct Claims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) throws {}
}

extension JSON {
    fileprivate var seconds: TimeInterval? {
        switch self {
        case .integer(let value): TimeInterval(value)
        case .number(let value): value
        default: nil
        }
    }
}
