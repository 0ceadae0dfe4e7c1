import Contracts
import Foundation
import TestSupport
import Testing

/// Counts what was lost, what was done twice and what is stuck, over all schemas and topics.
struct Ledger {
    let chain: Chain
    /// What the test put in.
    let meldingen: [UUID]
    var overdrachten: [UUID] = []

    /// Waits until everything has come through, then counts. A reminder may have gone off since: what is stuck, stays.
    func check(within limit: Duration = .seconds(90)) async throws {
        let claims = LedgerClaims(meldingen: meldingen, overdrachten: overdrachten)
        let deadline = ContinuousClock.now + limit
        while true {
            try await eventually(within: limit, "everything has come through") { try await chain.stuck().isEmpty }
            let findings = LedgerJudgement(try await chain.history(), claims).findings()
            if findings.contains(where: { $0.kind == .stuck }), ContinuousClock.now < deadline { continue }
            for finding in findings { Issue.record("\(finding)") }
            return
        }
    }
}
