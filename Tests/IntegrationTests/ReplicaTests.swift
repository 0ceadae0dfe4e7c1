import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

extension IntegrationTests {
    /// Two copies of a service, of which one is frozen or has a wrong clock. The database's clock decides.
    @Suite(.serialized) struct ReplicaTests {
        @Test(
            "Een bevroren leider (SIGSTOP): de ander neemt over, en na het ontdooien is niets kwijt of dubbel",
            .timeLimit(.minutes(4)))
        func bevroren() async throws {
            let chain = try await IntegrationTests.chain()
            let first = try await leader(chain, .veiligheidsteam)
            let other = try await chain.replica(of: .veiligheidsteam)
            var meldingen = try await chain.meld(aantal: 10)
            _ = try await chain.zaak(van: meldingen[0])
            #expect(try await lease(chain, .veiligheidsteam).owner == first.owner)

            chain.signal(.veiligheidsteam, SIGSTOP)
            // Also where this fails: other tests share it. Going on hurts nobody who already does.
            defer { chain.signal(.veiligheidsteam, SIGCONT) }
            meldingen += try await chain.meld(aantal: 20)
            try await eventually(within: .seconds(40), "the other leads") {
                let now = try await self.lease(chain, .veiligheidsteam)
                return now.owner != nil && now.owner != first.owner && now.epoch > first.epoch
            }
            let sent = meldingen.map(\.lower)
            try await eventually(within: .seconds(60), "the other does all the work") {
                let linked = Set(
                    chain.tap.events(Topics.casussen).filter {
                        ["casus-geopend", "melding-gekoppeld"].contains($0.eventType?.name ?? "")
                    }.compactMap { $0.data["melding"]?.string })
                return linked.isSuperset(of: sent)
            }

            chain.signal(.veiligheidsteam, SIGCONT)
            meldingen += try await chain.meld(aantal: 20)
            try await Ledger(chain: chain, meldingen: meldingen).check()
            #expect(await other.process.terminate(within: .seconds(45)).succeeded)
            meldingen += try await chain.meld(aantal: 5)
            try await Ledger(chain: chain, meldingen: meldingen).check()
        }

        @Test(
            "Een klok die een uur voorloopt: leiderschap, termijnen en tijdstippen volgen de klok van de database",
            .timeLimit(.minutes(4)),
            .enabled(if: OtherClock.library != nil, "libfaketime is not installed"))
        func klok() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            _ = try await leader(chain, .notificaties)
            let wrong = try await OtherClock.off(by: "+1h", in: chain.folder)
            let ahead = try await chain.replica(of: .notificaties, environment: wrong)
            do {
                let overdracht = try await withoutTheOther(chain, ahead, zaak: zaak, van: van, naar: naar)
                try await chain.restart(.notificaties)
                #expect(await ahead.process.terminate(within: .seconds(45)).succeeded)
                try await Ledger(chain: chain, meldingen: [], overdrachten: [overdracht]).check()
            } catch {
                Issue.record("\(ahead.process.output.lines.suffix(20))")
                await ahead.process.killHard()
                await chain.kill(.notificaties)
                try await chain.restart(.notificaties)
                throw error
            }
        }

        /// What the copy with the wrong clock does when it is alone.
        private func withoutTheOther(
            _ chain: Chain, _ ahead: Replica, zaak: UUID, van: Deelnemer, naar: Deelnemer
        ) async throws -> UUID {
            let started = try await chain.query("select clock_timestamp()").first?.decode(Date.self) ?? .distantPast
            // The clock really is wrong: it is what its log shows.
            let told = ahead.process.output.lines.last.flatMap { try? JSON.parse($0.utf8) }
            let shown = told?["time"]?.string.flatMap { RFC3339.date($0) } ?? .distantPast
            #expect(abs(shown.timeIntervalSince(started) - 3_600) < 120, "\(told.debugDescription)")

            // An hour ahead, every lease ran out long ago. It takes none before the database says so.
            let before = try await lease(chain, .notificaties)
            await chain.kill(.notificaties)
            let last = try await lease(chain, .notificaties)
            #expect(last.owner == before.owner)
            let taken = try await eventually(within: .seconds(40), "it leads once the lease has run out") {
                let now = try await self.lease(chain, .notificaties)
                return now.epoch > last.epoch ? now : nil
            }
            #expect(taken.expires.addingTimeInterval(-10) >= last.expires)

            let overdracht = try await chain.bied(zaak, naar: naar, within: .seconds(60))
            let aangeboden = try await chain.event(naar.uitKafka, "taak-aangeboden", within: .seconds(60)) {
                $0["onderwerp"]?.string == overdracht.lower && $0["medewerker"]?.string != nil
                    && $0["tijdstip"]?.string.flatMap { RFC3339.date($0) }.map { $0 > started } == true
            }
            let taak = aangeboden.data["taak"] ?? ""
            try await chain.stuur(
                chain.bericht(
                    "taak-gezien-gemeld", ["taak": taak, "medewerker": aangeboden.data["medewerker"] ?? ""], als: naar),
                als: naar)
            try await eventually(within: .seconds(60), "gezien") {
                try await chain.stand(overdracht, als: van)["gezienDoor"] == aangeboden.data["medewerker"]
            }
            let schema = ChainService.notificaties.schema
            let later = try await chain.query(
                """
                with own as (
                    select t.* from term t join aggregate a on a.id = t.aggregate
                    where a.kind = 'taak' and a.state ->> 'onderwerp' = \(overdracht.lower)
                )
                select 'event ' || type || ' ' || created_at from event where created_at > clock_timestamp()
                union all select 'publication ' || published_at from publication where published_at > clock_timestamp()
                union all select 'term ' || kind || ' ' || since from own where since > clock_timestamp()
                union all select 'fired ' || kind || ' ' || next_at from own
                    where fired_at is not null and next_at > clock_timestamp()
                """, schema: schema
            ).map { try $0.decode(String.self) }
            #expect(later == [])
            let own = try await chain.query(
                """
                select count(*) from term t join aggregate a on a.id = t.aggregate
                where a.kind = 'taak' and a.state ->> 'onderwerp' = \(overdracht.lower)
                """, schema: schema
            ).first?.decode(Int64.self)
            #expect(own ?? 0 > 0)
            let early = chain.tap.events(Topics.bevestigingen).filter {
                $0.data["onderwerp"]?.string == overdracht.lower
                    && ["termijn-herinnerd", "termijn-geescaleerd"].contains($0.eventType?.name ?? "")
            }
            #expect(early.isEmpty)
            return overdracht
        }

        struct Lease: Equatable {
            var owner: String?
            var epoch: Int64
            var expires: Date
        }

        private func lease(_ chain: Chain, _ service: ChainService) async throws -> Lease {
            let rows = try await chain.query(
                "select owner, epoch, expires_at from relay_lease", schema: service.schema)
            guard let row = rows.first else { throw UnexpectedReply("no lease") }
            let (owner, epoch, expires) = try row.decode(String?.self, Int64.self, Date.self)
            return Lease(owner: owner, epoch: epoch, expires: expires)
        }

        /// Waits until whoever runs now leads: it prolongs its lease.
        private func leader(_ chain: Chain, _ service: ChainService) async throws -> Lease {
            let first = try await lease(chain, service)
            return try await eventually(within: .seconds(30), "\(service.rawValue) leads") {
                let now = try await self.lease(chain, service)
                return now.owner != nil && now.expires > first.expires && now.expires < .distantFuture ? now : nil
            }
        }
    }
}

extension Chain {
    fileprivate func meld(aantal: Int) async throws -> [UUID] {
        try await withThrowingTaskGroup(of: UUID.self) { group in
            for _ in 0..<aantal { group.addTask { try await self.meld(als: .politie) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
