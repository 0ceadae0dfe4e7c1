import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// N5, O22 over the real services: another person, or another organisation, holds the regie while work waits.
    @Suite struct RegiewisselTests {
        private let team = Deelnemer.veiligheidsteam

        private func wissel(_ chain: Chain, _ zaak: UUID, naar medewerker: String) async throws {
            try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "regiehouderwisselingen",
                ["naar": .string(medewerker), "door": .string(team.medewerker("leider"))], als: team
            ).expect(200)
        }

        @Test(
            "N5: wie de regie overneemt heeft de taken en termijnen; wie haar had ziet dat, en wie contact had hoort het",
            .timeLimit(.minutes(3)))
        func collega() async throws {
            let chain = try await IntegrationTests.chain()
            let (gi, politie) = (Deelnemer.gi, Deelnemer.politie)
            let (oud, nieuw) = (team.medewerker("werker"), team.medewerker("werker2"))
            let zaak = try await chain.nieuweZaak()
            try await wissel(chain, zaak, naar: oud)
            try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenen",
                ["organisatie": politie.wie, "grond": "afspraak", "door": .string(oud)], als: team
            ).expect(200)
            let overdracht = try await chain.bied(zaak, naar: gi)
            let aanvullen = try await chain.taak("dossier-aanvullen", overdracht, als: team)
            #expect(aanvullen["medewerker"]?.string == oud)
            func termijnen() async throws -> [JSON] {
                let stand = try await chain.stand(overdracht, als: team)
                return (stand["termijnen"]?.array ?? []).filter { $0["organisatie"]?.string == team.rawValue }
            }
            let vooraf = try await termijnen()
            #expect(!vooraf.isEmpty && vooraf.allSatisfy { $0["medewerker"]?.string == oud })

            try await wissel(chain, zaak, naar: nieuw)
            let na = try await termijnen()
            #expect(na.allSatisfy { $0["medewerker"]?.string == nieuw })
            #expect(na.map { $0["verloopt"] } == vooraf.map { $0["verloopt"] }, "the days stay the same")
            try await eventually(within: .seconds(30), "the task is the colleague's") {
                try await chain.taken(overdracht, als: team).contains {
                    $0["id"] == aanvullen["id"] && $0["medewerker"]?.string == nieuw
                }
            }
            for (soort, wie) in [("regie-overgedragen-lezen", oud), ("regie-oppakken", nieuw)] {
                try await eventually(within: .seconds(30), "\(soort) is a task of \(wie)") {
                    try await chain.taken(zaak, als: team).contains {
                        $0["soort"]?.string == soort && $0["medewerker"]?.string == wie
                    }
                }
            }
            // Who answers hears it of the offer, who is involved of the zaak.
            _ = try await chain.taak("nieuw-contact-lezen", overdracht, als: gi)
            _ = try await chain.taak("nieuw-contact-lezen", zaak, als: politie)
            let aanbod = try await chain.stand(overdracht, als: gi)
            #expect(aanbod["van"]?["medewerker"]?.string == nieuw)
            // What comes next is asked of the colleague.
            try await chain.doe(
                overdracht, "uitstellen",
                [
                    "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(14)),
                    "overbruggingsafspraak": .string(Verzonnen.tekst),
                ], door: gi.medewerker("werker"), als: gi
            ).expect(200)
            #expect(try await chain.taak("uitstel-bekijken", overdracht, als: team)["medewerker"]?.string == nieuw)
        }

        @Test(
            "O22, V3: wie de regie krijgt terwijl het gezin verhuist, krijgt de taak, en vraagt verder wat gevraagd was",
            .timeLimit(.minutes(3)))
        func verhuizing() async throws {
            let chain = try await IntegrationTests.chain()
            let gi = Deelnemer.gi
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/verhuizingen",
                [
                    "gemeente": .string(Regio.gewoon.gemeente), "vanaf": .string(Dagen.vandaag),
                    "door": .string(team.medewerker("werker")),
                ], as: team.client
            ).expect(200)
            _ = try await chain.taak("verhuizing-aanbieden", zaak, als: team)
            let hulp = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/verwijzingen",
                [
                    "door": .string(team.medewerker("werker")), "naar": Deelnemer.zorgaanbieder.wie,
                    "hulp": "opvoedondersteuning", "behoefte": .string(Verzonnen.tekst), "urgentie": "regulier",
                    "regime": "jeugdwet", "richting": "opzij", "gekozenOp": "passend",
                ], as: team.client
            ).expect(201).id()
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            let taak = try await chain.taak("verhuizing-aanbieden", zaak, als: gi)
            #expect(taak["medewerker"]?.string == gi.medewerker("werker"))
            try await eventually(within: .seconds(30), "it is no longer a task of who held the regie") {
                try await chain.taken(zaak, als: team).allSatisfy {
                    $0["soort"]?.string != "verhuizing-aanbieden" || $0["status"]?.string == "vervallen"
                }
            }
            try await vraagtVerder(chain, hulp, gi)
        }

        /// O22: after the regie moved: who asked is told, and who has the regie now can withdraw what was asked.
        private func vraagtVerder(_ chain: Chain, _ hulp: UUID, _ gi: Deelnemer) async throws {
            for wie in [team, gi] { _ = try await chain.taak("verwijzing-meegegaan-lezen", hulp, als: wie) }
            _ = try await chain.taak("nieuw-contact-lezen", hulp, als: .zorgaanbieder)
            func trekIn(_ wie: Deelnemer) async throws -> Reply {
                try await chain.doe(
                    .verwijzing, "/v1/verwijzingen/\(hulp.lower)", "intrekkingen",
                    ["reden": "anders-opgelost", "door": .string(wie.medewerker("werker"))], als: wie)
            }
            #expect(try await trekIn(team).problem == "verkeerde-organisatie")
            try await trekIn(gi).expect(200)
        }

        @Test(
            "O5: spoed gaat in kantooruren naar de planner en daarbuiten naar de bereikbaarheidsdienst",
            .timeLimit(.minutes(3)))
        func kantooruren() async throws {
            let chain = try await IntegrationTests.chain()
            for (wie, rol) in [(Deelnemer.raad, "planner"), (.zorgaanbieder, "wacht")] {
                let overdracht = try await chain.bied(try await chain.nieuweZaak(), naar: wie, urgentie: "spoed")
                let taken = try await eventually(within: .seconds(30), "\(wie) has the task") {
                    let taken = try await chain.taken(overdracht, als: wie)
                    return taken.isEmpty ? nil : taken
                }
                // Nobody of the bereikbaarheidsdienst in office hours, and nobody else outside them.
                let bestemd = Set(taken.compactMap { $0["bestemd"]?.string })
                let planners = Set(["planner", "vervanger"].map { wie.medewerker($0) })
                #expect(bestemd.isSubset(of: rol == "planner" ? planners : [wie.medewerker(rol)]), "\(bestemd)")
            }
        }

        @Test("O6: hoe vaak doorsturen te vaak is, zegt het register van de regio", .timeLimit(.minutes(3)))
        func hops() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.nieuweZaak(gemeente: Regio.kort.gemeente)
            let eerste = try await chain.bied(zaak, naar: .gi)
            try await chain.doe(
                eerste, "weigeringen", ["reden": "anders", "alternatief": "consultatie"],
                door: Deelnemer.gi.medewerker("planner"), als: .gi
            ).expect(200)
            let tweede = try await chain.bied(zaak, naar: .zorgaanbieder)
            _ = try await chain.taak("kastje-naar-de-muur", tweede, als: .keten)
            let lijst = try await chain.insist(
                get: .verwijzing, "/v1/vastgelopen?regio=\(Regio.kort.code)", as: .keten
            ).expect(200)
            #expect(lijst["kastjeVanaf"]?.integer == 2)
            #expect(lijst["kastjeHerkomst"]?.string == "afspraak van de regio")
        }

        @Test("O3, O21: bij wie het mandaat kent, aanvaardt alleen wie het heeft", .timeLimit(.minutes(3)))
        func mandaat() async throws {
            let chain = try await IntegrationTests.chain()
            let raad = Deelnemer.raad
            let overdracht = try await chain.bied(try await chain.nieuweZaak(), naar: raad)
            func aanvaard(_ rol: String) async throws -> Reply {
                try await chain.doe(
                    overdracht, "aanvaardingen",
                    ["werker": .string(raad.medewerker("werker")), "startdatum": .string(Dagen.vandaag)],
                    door: raad.medewerker(rol), als: raad)
            }
            let zonder = try await aanvaard("werker").expect(403)
            #expect(zonder.text.contains("geen-mandaat"), "\(zonder)")
            #expect(
                try await chain.geweigerd(overdracht, "geen-mandaat", in: nil, door: raad.medewerker("werker")) == 1)
            #expect(try await chain.stand(overdracht, als: raad)["status"]?.string == "aangeboden")
            try await aanvaard("leider").expect(200)
            #expect(try await chain.stand(overdracht, als: raad)["status"]?.string == "geaccepteerd")
        }
    }
}
