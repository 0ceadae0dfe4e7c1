import Contracts
import Foundation
import TestSupport
import Testing

/// Everything goes wrong at random while handovers run (MESSAGING.md §13): nothing lost, nothing twice, nothing stuck.
@Suite("Chaos")
struct ChaosTests {
    private static let opdracht = Opdracht.given

    @Test(
        "Doden, stilzetten en uithongeren van alle diensten, de broker en de database, terwijl overdrachten lopen",
        .enabled(if: DevelopmentBroker.capabilities.contains(.faults)),
        .timeLimit(.minutes(Int(opdracht.minutes) + 15)))
    func chaos() async throws {
        var setup = Chain.Setup.test
        // Two that share a schema: two relays after one lease, two members of each group.
        setup.replicas = [.verwijzing: 2, .notificaties: 2]
        let chain = try await Chain.start(setup)
        guard chain.postgres.isOurs else { return print("not run: this Postgres is not ours to stop") }
        let run = try ChaosRun(chain, Self.opdracht)
        let report = try await run.run()
        print(report.line)
        for finding in report.findings { Issue.record("\(finding)") }
        if !report.findings.isEmpty {
            print("chaos: the logs are kept in \(try report.keep(chain, Self.opdracht.logs))")
        }
        try await chain.stop()
    }
}
