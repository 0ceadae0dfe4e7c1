import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// O4 over the real services: what happens while an answer waits.
    @Suite struct VeiligheidssignaalTests {
        @Test(
            "O4: elk nieuw signaal gaat naar beide kanten en vraagt opnieuw triage; niet veilig te houden escaleert meteen",
            .timeLimit(.minutes(3)))
        func signalen() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let kind = Verzonnen.bsn()
            let verhaal = Casusverhaal(chain: chain, zaak: try await chain.zaak(van: chain.meld(bsn: kind)))
            try await chain.beoordeel(verhaal.zaak)
            let overdracht = try await chain.bied(verhaal.zaak, naar: gi)
            try await verhaal.op(
                overdracht, "uitstellen",
                [
                    "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(30)),
                    "overbruggingsafspraak": .string(Verzonnen.tekst),
                ], als: gi, rol: "planner"
            ).expect(200)
            let triage: JSON = ["urgentie": "regulier"]
            let nietsNieuws = try await verhaal.op(overdracht, "triages", triage, als: rvt)
            #expect(nietsNieuws.status == 409, "\(nietsNieuws)")

            // Twice, by different sources: each asks anew, also after a triage was done.
            for melder in [Deelnemer.politie, .school] {
                let melding = try await chain.meld(als: melder, bsn: kind)
                #expect(try await chain.zaak(van: melding) == verhaal.zaak)
                let signaal = try await chain.event(Topics.overdrachten, "signaal-ontvangen") {
                    $0["overdracht"]?.string == overdracht.lower && $0["melding"]?.string == melding.lower
                }
                #expect(Set(signaal.data["gemeldAan"]?.array ?? []) == [rvt.wie, gi.wie], "\(signaal.data)")
                for wie in [rvt, gi] { try await verhaal.ligt("triage-herzien", overdracht, bij: wie) }
                try await verhaal.op(overdracht, "triages", triage, als: rvt).expect(200)
                for wie in [rvt, gi] { try await verhaal.klaar("triage-herzien", overdracht, bij: wie) }
            }

            // An acute one is spoed until a triage says otherwise.
            _ = try await chain.meld(als: .politie, bsn: kind, acuut: "ja")
            for wie in [rvt, gi] { try await verhaal.ligt("triage-herzien", overdracht, bij: wie) }
            #expect(try await chain.stand(overdracht, als: gi)["urgentie"] == "spoed")
            try await verhaal.op(overdracht, "triages", triage, als: rvt).expect(200)
            #expect(try await chain.stand(overdracht, als: gi)["urgentie"] == "regulier")

            // By the sender, without waiting for any term, and once until it is answered.
            try await verhaal.op(overdracht, "veiligheidssignalen", [:], als: rvt).expect(200)
            #expect(try await verhaal.op(overdracht, "veiligheidssignalen", [:], als: rvt).status == 409)
            let alarm = try await chain.event(Topics.overdrachten, "veiligheid-niet-te-houden") {
                $0["overdracht"]?.string == overdracht.lower
            }
            #expect(Set(alarm.data["escalatieNaar"]?.array ?? []) == [rvt.wie, gi.wie], "\(alarm.data)")
            for wie in [rvt, gi] {
                try await verhaal.ligt("veiligheid-herstellen", overdracht, bij: wie, "leider")
                // These organisations are never at their office: who is on duty hears it as well.
                try await verhaal.ligt("veiligheid-herstellen", overdracht, bij: wie, "wacht")
            }
            let stand = try await chain.stand(overdracht, als: gi)
            #expect(stand["veiligheidNietTeHoudenSinds"] != nil && stand["urgentie"] == "spoed", "\(stand)")
            #expect(stand["status"] == "uitgesteld")
            #expect(try await chain.regie(verhaal.zaak) == rvt.rawValue)
            // What can't be kept safe stays spoed, whatever a later triage says.
            _ = try await chain.meld(als: .politie, bsn: kind)
            try await verhaal.ligt("triage-herzien", overdracht, bij: rvt)
            try await verhaal.op(overdracht, "triages", triage, als: rvt).expect(200)
            #expect(try await chain.stand(overdracht, als: rvt)["urgentie"] == "spoed")

            // Postponing again is no answer; what makes it safe again is said by who reported that it was not.
            try await verhaal.op(
                overdracht, "uitstellen",
                [
                    "reden": "capaciteit", "nieuweDatum": .string(Dagen.dag(20)),
                    "overbruggingsafspraak": .string(Verzonnen.tekst),
                ], als: gi, rol: "planner"
            ).expect(200)
            #expect(
                try await chain.stand(overdracht, als: gi)["veiligheidNietTeHoudenSinds"]
                    == stand["veiligheidNietTeHoudenSinds"])
            let hersteld: JSON = ["bericht": .string(Verzonnen.tekst)]
            #expect(try await verhaal.op(overdracht, "veiligheidsherstellingen", hersteld, als: gi).status == 409)
            try await verhaal.op(overdracht, "veiligheidsherstellingen", hersteld, als: rvt).expect(200)
            for wie in [rvt, gi] { try await verhaal.klaar("veiligheid-herstellen", overdracht, bij: wie) }
            try await verhaal.op(overdracht, "veiligheidssignalen", [:], als: rvt).expect(200)
            for wie in [rvt, gi] { try await verhaal.ligt("veiligheid-herstellen", overdracht, bij: wie, "leider") }

            // So does acceptance.
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            #expect(try await chain.regie(verhaal.zaak, als: gi) == gi.rawValue)
            for wie in [rvt, gi] { try await verhaal.klaar("veiligheid-herstellen", overdracht, bij: wie) }
            #expect(try await chain.stand(overdracht, als: gi)["veiligheidNietTeHoudenSinds"] == nil)
        }
    }
}
