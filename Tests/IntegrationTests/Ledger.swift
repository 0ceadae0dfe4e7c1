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

    /// Waits until everything has come through, then counts.
    func check(within limit: Duration = .seconds(90)) async throws {
        try await eventually(within: limit, "everything has come through") { try await chain.stuck().isEmpty }
        let claims = LedgerClaims(meldingen: meldingen, overdrachten: overdrachten)
        for finding in LedgerJudgement(try await chain.history(), claims).findings() { Issue.record("\(finding)") }
    }
}
