import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// S1 over the real services: the board that others see, chosen and counted.
    @Suite struct BordTests {
        @Test(
            "S1, P1: het bord kiest en telt op gemeente, behalve voor wie die niet mag weten", .timeLimit(.minutes(2)))
        func opHetBord() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let nergensAnders = "0345"
            func bord(_ filter: String, als wie: Deelnemer) async throws -> Reply {
                try await chain.insist(get: .verwijzing, "/v1/bord?limit=200&\(filter)", as: wie).expect(200)
            }
            func overdrachten(_ bord: Reply) -> [String] {
                (bord["resultaten"]?.array ?? []).compactMap { $0["overdracht"]?.string }
            }
            let overdracht = try await chain.insist(
                .verwijzing, "/v1/overdrachten",
                [
                    "zaak": .string(zaak.lower), "naar": gi.wie, "urgentie": "regulier", "vraag": "passender-hulp",
                    "leeftijdsgroep": "0-11", "gemeente": .string(nergensAnders), "reden": "passender-hulp",
                    "door": .string(rvt.medewerker("werker")),
                ], as: rvt.client
            ).expect(201).id()
            let gevonden = try await bord("gemeente=\(nergensAnders)&volgorde=verloop&aanZet=eigen", als: gi)
            #expect(overdrachten(gevonden) == [overdracht.lower])
            #expect(["aantal", "laat", "ervoor"].map { gevonden[$0]?.integer } == [1, 0, 0])
            #expect(try await bord("gemeente=\(nergensAnders)&aanZet=ander", als: gi)["aantal"]?.integer == 0)
            #expect(try await bord("gemeente=\(nergensAnders)&aanZet=ander", als: rvt)["aantal"]?.integer == 1)
            #expect(try await bord("gemeente=\(nergensAnders)&laat=true", als: gi)["aantal"]?.integer == 0)
            #expect(try await bord("gemeente=\(nergensAnders)", als: .zorgaanbieder)["aantal"]?.integer == 0)

            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/afschermingen",
                [
                    "soort": "plaatsing", "organisatie": Deelnemer.zorgaanbieder.wie,
                    "gemeente": .string(nergensAnders), "reden": "veiligheid-gezin",
                    "door": .string(rvt.medewerker("werker")),
                ], as: rvt.client
            ).expect(201)
            let verborgen = try await bord("gemeente=\(nergensAnders)", als: gi)
            #expect(verborgen["aantal"]?.integer == 0 && overdrachten(verborgen).isEmpty)
            let keuzes = verborgen["keuzes"]?["gemeenten"]?.array ?? []
            #expect(!keuzes.contains(.string(nergensAnders)))
            #expect(try await bord("gemeente=\(nergensAnders)", als: rvt)["aantal"]?.integer == 1)
            // It still stands there for the gi, without its gemeente.
            let alles = try await bord("volgorde=oudste&met=\(rvt.rawValue)&status=aangeboden", als: gi)
            #expect((alles["aantal"]?.integer ?? 0) >= 1)

            // What no handover can be is told, not passed over.
            let fout = try await chain.get(.verwijzing, "/v1/bord?status=zomaar&gemeente=x", as: gi.client)
            #expect(fout.status == 400 && fout.text.contains("/query/status") && fout.text.contains("/query/gemeente"))
        }
    }
}
