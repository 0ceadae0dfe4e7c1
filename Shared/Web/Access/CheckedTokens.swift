import Contracts
import Synchronization

/// Tokens whose signature was checked, with what they say and the key that signed them. A system sends the same one for as
/// long as it is valid; whether it still is, and whether its key still counts, is asked at each request all the same.
///
/// Only what is signed gets in, so that nobody can fill it with inventions. Safe from any thread.
final class CheckedTokens: Sendable {
    struct Checked: Sendable {
        let claims: JSON
        let kid: String
        let key: KeySet.Key
    }

    private static let most = 1_024
    /// Longer ones are checked each time, or they would take much memory.
    private static let longest = 2_048

    private let known = Mutex<[String: Checked]>([:])

    func find(_ token: String) -> Checked? { known.withLock { $0[token] } }

    func add(_ token: String, _ checked: Checked) {
        guard token.utf8.count <= Self.longest else { return }
        known.withLock { known in
            // The few that are in use come back at once.
            if known.count >= Self.most { known = [:] }
            known[token] = checked
        }
    }
}
