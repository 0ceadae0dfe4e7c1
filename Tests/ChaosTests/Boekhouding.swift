import Contracts
import Foundation
import Synchronization
import TestSupport

/// What partners were told, and what that must have done in the chain. Safe from any task.
final class Boekhouding: Sendable {
    private struct State {
        var claims = LedgerClaims()
        var answers: [String: LedgerClaims.Answers] = [:]
        var begonnen = 0
        var klaar = 0
        var open: [Int: String] = [:]
        var opnieuw = 0
    }

    private let state = Mutex(State())

    /// Handovers that were begun, that came to their end, and how often a request had to be sent again.
    var stand: (begonnen: Int, klaar: Int, open: Int, opnieuw: Int) {
        state.withLock { ($0.begonnen, $0.klaar, $0.open.count, $0.opnieuw) }
    }

    /// What still runs, and where it is.
    var open: [String] {
        state.withLock { state in state.open.sorted { $0.key < $1.key }.map { "handover \($0.key): \($0.value)" } }
    }

    var claims: LedgerClaims {
        state.withLock { state in
            var claims = state.claims
            claims.answers = Array(state.answers.values)
            return claims
        }
    }

    func begin(_ nummer: Int) {
        state.withLock {
            $0.begonnen += 1
            $0.open[nummer] = "begun"
        }
    }

    func stap(_ nummer: Int, _ stap: String) { state.withLock { $0.open[nummer] = stap } }

    func klaar(_ nummer: Int) {
        state.withLock {
            $0.klaar += 1
            $0.open[nummer] = nil
        }
    }

    /// It cannot go on.
    func mislukt(_ nummer: Int, _ error: any Error) {
        state.withLock {
            let stap = $0.open.removeValue(forKey: nummer) ?? ""
            $0.claims.observed.append(Finding(.stuck, "handover \(nummer), \(stap): \(error)"))
        }
    }

    func melding(_ id: UUID) { state.withLock { $0.claims.meldingen.append(id) } }
    func overdracht(_ id: UUID) { state.withLock { $0.claims.overdrachten.append(id) } }
    func effect(_ what: String, _ topic: String, _ name: String, _ fields: [String: String]) {
        state.withLock { $0.claims.effects.append(LedgerClaims.Effect(what, topic, name, fields)) }
    }

    func antwoord(_ key: String, _ what: String, _ body: String) {
        state.withLock { $0.answers[key, default: LedgerClaims.Answers(what, [])].bodies.append(body) }
    }

    func opnieuw() { state.withLock { $0.opnieuw += 1 } }
    func gezien(_ finding: Finding) {
        state.withLock { if !$0.claims.observed.contains(finding) { $0.claims.observed.append(finding) } }
    }
}
