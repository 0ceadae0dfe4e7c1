import Crypto
import Foundation
import Synchronization

/// Codes that were handed out and can be exchanged once, within a minute, by who asked for them. Safe from any thread.
final class AuthorizationCodes: Sendable {
    struct Grant: Sendable {
        let application: String
        let redirectURI: String
        /// PKCE, S256.
        let challenge: String
        let nonce: String?
        let professional: Directory.Professional
        let scopes: [String]
    }

    static let lifetime: Duration = .seconds(60)

    private struct Entry {
        let grant: Grant
        let until: ContinuousClock.Instant
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let now: @Sendable () -> ContinuousClock.Instant

    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

    func issue(_ grant: Grant) -> String {
        let code = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64URL }
        let now = now()
        entries.withLock { entries in
            entries = entries.filter { $0.value.until > now }
            entries[code] = Entry(grant: grant, until: now.advanced(by: Self.lifetime))
        }
        return code
    }

    /// The grant, if everything fits what was asked for. Whatever the outcome, the code is used up: a second try, also
    /// after a wrong one, gets nothing.
    func redeem(_ code: String, application: String, redirectURI: String, verifier: String) -> Grant? {
        guard let entry = entries.withLock({ $0.removeValue(forKey: code) }), entry.until > now(),
            entry.grant.application == application, entry.grant.redirectURI == redirectURI,
            Self.isVerifier(verifier),
            Data(SHA256.hash(data: Data(verifier.utf8))).base64URL == entry.grant.challenge
        else { return nil }
        return entry.grant
    }

    /// RFC 7636 §4.1.
    private static func isVerifier(_ text: String) -> Bool {
        (43...128).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || [45, 46, 95, 126].contains($0)
            }
    }
}
