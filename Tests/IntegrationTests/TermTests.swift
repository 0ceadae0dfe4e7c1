import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// In the region where every term is a matter of seconds, by real clocks.
    @Suite struct TermTests {
        @Test(
            "Een aanbod zonder antwoord: herinneringen, dan beide teamleiders, dan de regio (O5)",
            .timeLimit(.minutes(2)))
        func geenAntwoord() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak(gemeente: Regio.kort.gemeente)
            let overdracht = try await chain.bied(zaak, naar: naar)
            var since: Date?
            for (stadium, naam) in [
                (50, "termijn-herinnerd"), (80, "termijn-herinnerd"), (100, "termijn-geescaleerd"),
                (150, "termijn-geescaleerd"),
            ] {
                let event = try await chain.event(Topics.overdrachten, naam) {
                    $0["overdracht"]?.string == overdracht.lower && $0["soort"]?.string == "overdracht-beantwoorden"
                        && $0["stadium"]?.integer == Int64(stadium)
                }
                // In order, and never twice.
                if let since { #expect(since < event.time) }
                since = event.time
            }
            let leiders = [(van, van), (naar, naar), (Deelnemer.keten, Deelnemer.keten)]
            for (wie, leider) in leiders {
                let taak = try await chain.taak("termijn-verstreken", overdracht, als: wie)
                #expect(taak["medewerker"]?.string == leider.medewerker("leider"))
                #expect(taak["urgentie"]?.string == "spoed")
            }
            // Silence moves nothing, and an answer is still welcome.
            #expect(try await chain.regie(zaak) == van.rawValue)
            try await chain.aanvaard(overdracht, als: naar).expect(200)
            // Late is not never: with the answer nobody is called to account for it any more.
            for (wie, _) in leiders {
                try await eventually(within: .seconds(30), "the escalation at \(wie) is over") {
                    try await chain.taken(overdracht, als: wie).allSatisfy { taak in
                        taak["soort"]?.string != "termijn-verstreken"
                            || ["gedaan", "vervallen"].contains(taak["status"]?.string ?? "")
                    }
                }
            }
            try await Ledger(chain: chain, meldingen: [], overdrachten: [overdracht]).check()
            let fired = chain.tap.events(Topics.overdrachten).filter {
                $0.subject == overdracht.lower && $0.data["soort"]?.string == "overdracht-beantwoorden"
                    && $0.eventType?.name.hasPrefix("termijn-") == true
            }
            #expect(Set(fired.map(\.id)).count == 4)
        }

        @Test(
            "Uitstel zonder wachtlijstbericht is een stiltesignaal; de regie blijft waar zij is (O3, O4)",
            .timeLimit(.minutes(2)))
        func stilte() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak(gemeente: Regio.kort.gemeente)
            let overdracht = try await chain.bied(zaak, naar: naar)
            let planner = naar.medewerker("planner")
            let zonderDatum = try await chain.doe(
                overdracht, "uitstellen", ["reden": "wachtlijst", "overbruggingsafspraak": .string(Verzonnen.tekst)],
                door: planner, als: naar)
            #expect(zonderDatum.status == 400)
            try await chain.doe(
                overdracht, "uitstellen",
                [
                    "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(30)),
                    "overbruggingsafspraak": .string(Verzonnen.tekst),
                ], door: planner, als: naar
            ).expect(200)
            let gemist = try await chain.event(Topics.overdrachten, "wachtlijstbericht-gemist") {
                $0["overdracht"]?.string == overdracht.lower
            }
            #expect(gemist.data["zaak"]?.string == zaak.lower)
            let navraag = try await chain.taak("stilte-navragen", overdracht, als: van)
            #expect(navraag["organisatie"]?.string == van.rawValue)
            let stand = try await chain.stand(overdracht, als: van)
            #expect(stand["status"]?.string == "uitgesteld")
            #expect(try await chain.regie(zaak) == van.rawValue)
            try await chain.doe(
                overdracht, "wachtlijstberichten", ["bericht": .string(Verzonnen.tekst)], door: planner, als: naar
            ).expect(200)
            try await chain.doe(
                overdracht, "intrekkingen", ["reden": "anders-opgelost"], door: van.medewerker("werker"), als: van
            ).expect(200)
            try await Ledger(chain: chain, meldingen: []).check()
        }

        @Test(
            "Een weigering heeft een reden en een alternatief en komt terug bij een genoemde persoon (O3, O6)",
            .timeLimit(.minutes(2)))
        func weigering() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak(gemeente: Regio.kort.gemeente)
            let overdracht = try await chain.bied(zaak, naar: naar)
            let planner = naar.medewerker("planner")
            let zonder = try await chain.doe(
                overdracht, "weigeringen", ["reden": "geen-capaciteit"], door: planner, als: naar)
            #expect(zonder.status == 400)
            #expect(zonder["errors"]?.array?.first?["pointer"]?.string == "/alternatief")
            try await chain.doe(
                overdracht, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "consultatie"], door: planner,
                als: naar
            ).expect(200)
            let taak = try await chain.taak("weigering-oppakken", overdracht, als: van)
            let terug = try await chain.event(Topics.overdrachten, "overdracht-geweigerd") {
                $0["overdracht"]?.string == overdracht.lower
            }
            #expect(terug.data["terugNaar"] == taak["medewerker"])
            #expect(taak["medewerker"]?.string?.hasPrefix("mw-veiligheidsteam-") == true)
            #expect(try await chain.regie(zaak) == van.rawValue)
            // A second try counts the hop.
            let opnieuw = try await chain.bied(zaak, naar: .gi)
            #expect(try await chain.stand(opnieuw, als: .gi)["hop"]?.integer == 2)
            try await Ledger(chain: chain, meldingen: [], overdrachten: [overdracht, opnieuw]).check()
        }

        @Test(
            "Een taak die niemand opent gaat naar de vervanger, en dan naar de teamleider (N2, N5)",
            .timeLimit(.minutes(2)))
        func nietGezien() async throws {
            let chain = try await IntegrationTests.chain()
            let naar = Deelnemer.zorgaanbieder
            let overdracht = try await chain.bied(chain.nieuweZaak(gemeente: Regio.kort.gemeente), naar: naar)
            let taak = try await eventually(within: .seconds(30), "the planner's task") {
                try await chain.taken(overdracht, als: naar).first {
                    $0["bestemd"]?.string == naar.medewerker("planner")
                }
            }
            let id = taak["id"] ?? ""
            for rol in ["vervanger", "leider"] {
                // It arrives at whoever has it, and nobody opens it.
                try await chain.insist(
                    .notificaties, "/v1/taken/\(id.string ?? "")/ontvangsten", ["kanaal": "sse"], as: naar.client
                ).expect(200)
                try await eventually(within: .seconds(30), "the task is with \(rol)") {
                    try await chain.get(.notificaties, "/v1/taken/\(id.string ?? "")", as: naar.client)["medewerker"]?
                        .string == naar.medewerker(rol)
                }
            }
            try await chain.ontvang(["id": id, "medewerker": .string(naar.medewerker("leider"))], als: naar)
            try await Ledger(chain: chain, meldingen: [], overdrachten: [overdracht]).check()
        }
    }
}
