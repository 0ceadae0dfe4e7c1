import Contracts
import Foundation
import TestSupport
import Testing

/// The ledger sees what it is there for: each wrong history is told, and as what it is.
@Suite("The ledger's judgement")
struct LedgerJudgementTests {
    @Test("a history in which all is well has no findings")
    func well() { #expect(LedgerFixture().findings() == []) }

    @Test("what is lost is told", arguments: Wrong.lost.keys.sorted())
    func lost(_ what: String) throws { try expect(.lost, Wrong.lost, what) }

    @Test("what was done twice is told", arguments: Wrong.twice.keys.sorted())
    func twice(_ what: String) throws { try expect(.duplicate, Wrong.twice, what) }

    @Test("what is stuck is told", arguments: Wrong.stuck.keys.sorted())
    func stuck(_ what: String) throws { try expect(.stuck, Wrong.stuck, what) }

    private func expect(_ kind: Finding.Kind, _ wrong: [String: Wrong.Change], _ what: String) throws {
        var fixture = LedgerFixture()
        let change = try #require(wrong[what])
        change(&fixture)
        let findings = fixture.findings()
        #expect(findings.contains { $0.kind == kind }, "\(what): \(findings)")
    }
}
