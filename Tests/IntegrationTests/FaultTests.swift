import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// What partners do goes on while parts of the chain are away; nothing of it is lost or done twice.
    @Suite(.serialized) struct FaultTests {
        @Test(
            "Gedood met kill -9 midden in het werk en weer gestart: niets kwijt, niets dubbel", .timeLimit(.minutes(4)),
            arguments: ChainService.allCases)
        func gedood(_ service: ChainService) async throws {
            let chain = try await IntegrationTests.chain()
            try await doorwerken(chain, aantal: 30) {
                await chain.kill(service)
                try await chain.restart(service)
            }
        }

        @Test(
            "De broker is 20 seconden weg: alles komt alsnog, in volgorde", .timeLimit(.minutes(4)),
            .needs(.faults))
        func brokerWeg() async throws {
            let chain = try await IntegrationTests.chain()
            try await doorwerken(chain, aantal: 30) {
                try await chain.broker.down()
                try await Task.sleep(for: .seconds(20))
                try await chain.broker.up()
            }
        }

        @Test("Postgres valt om en komt terug: alles komt alsnog, niets dubbel", .timeLimit(.minutes(4)))
        func postgresWeg() async throws {
            let chain = try await IntegrationTests.chain()
            guard chain.postgres.isOurs else { return print("not run: this Postgres is not ours to stop") }
            try await doorwerken(chain, aantal: 30) { try await chain.postgres.restart(.immediate) }
        }

        /// Meldingen and handovers run on while `fault` happens among them; then all of it must have come through.
        private func doorwerken(_ chain: Chain, aantal: Int, fault: @escaping @Sendable () async throws -> Void)
            async throws
        {
            let ontvanger = Deelnemer.zorgaanbieder
            let zaken = try await chain.voorraad(4)
            let (meldingen, overdrachten) = try await withThrowingTaskGroup(of: (UUID?, UUID?).self) { group in
                group.addTask {
                    // When the first are on their way.
                    try await Task.sleep(for: .seconds(1))
                    try await fault()
                    return (nil, nil)
                }
                for number in 0..<aantal {
                    group.addTask {
                        // Spread over a few seconds, so that the fault falls among them.
                        try await Task.sleep(for: .milliseconds(100 * number))
                        return (try await chain.meld(als: .politie), nil)
                    }
                }
                for zaak in zaken {
                    group.addTask {
                        let overdracht = try await chain.bied(zaak, naar: ontvanger, within: .seconds(60))
                        try await chain.aanvaard(overdracht, als: ontvanger).expect(200)
                        return (nil, overdracht)
                    }
                }
                return try await group.reduce(into: ([UUID](), [UUID]())) { all, one in
                    if let melding = one.0 { all.0.append(melding) }
                    if let overdracht = one.1 { all.1.append(overdracht) }
                }
            }
            #expect(meldingen.count == aantal)
            #expect(Set(meldingen).count == aantal)
            try await Ledger(chain: chain, meldingen: meldingen, overdrachten: overdrachten).check()
            for zaak in zaken { #expect(try await chain.regie(zaak) == ontvanger.rawValue) }
        }
    }
}

extension Chain {
    /// Zaken that can be handed over.
    func voorraad(_ aantal: Int) async throws -> [UUID] {
        try await withThrowingTaskGroup(of: UUID.self) { group in
            for _ in 0..<aantal { group.addTask { try await self.nieuweZaak() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
