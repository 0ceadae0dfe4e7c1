import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// O12, O13 over the real services: a dispute blocks nothing, and its decision moves the regie that was given back.
    @Suite struct GeschilTests {
        private static let tekst = "Wie betaalt de kwartelverzorger, vraagt de spreeuwenraad."

        private func doe(_ chain: Chain, _ pad: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker")
            async throws -> Reply
        {
            try await chain.insist(
                .verwijzing, pad, body.met("door", .string(wie.medewerker(rol))), as: wie.client)
        }

        private func leg(_ chain: Chain, _ overdracht: UUID, _ over: String, als wie: Deelnemer) async throws -> Reply {
            try await doe(
                chain, "/v1/overdrachten/\(overdracht.lower)/geschillen",
                ["over": .string(over), "toelichting": .string(Self.tekst)], als: wie)
        }

        private func beslis(
            _ chain: Chain, _ geschil: UUID, _ uitkomst: String, als wie: Deelnemer = .keten, rol: String = "werker"
        ) async throws -> Reply {
            try await doe(
                chain, "/v1/geschillen/\(geschil.lower)/besluiten",
                ["uitkomst": .string(uitkomst), "motivering": .string(Self.tekst)], als: wie, rol: rol)
        }

        private func lees(_ chain: Chain, _ geschil: UUID, als wie: Deelnemer) async throws -> Reply {
            try await chain.get(
                .verwijzing, "/v1/geschillen/\(geschil.lower)?door=\(wie.medewerker("werker"))", as: wie.client)
        }

        @Test(
            "O12: over het contract beslist wie daarvoor vooraf staat; acceptatie en start wachten er niet op",
            .timeLimit(.minutes(3)))
        func contract() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: gi)
            #expect(try await leg(chain, overdracht, "contract", als: .school).status == 404)
            #expect(try await leg(chain, overdracht, "alles", als: gi).status == 400)
            let geschil = try await leg(chain, overdracht, "contract", als: gi).expect(201).id()
            #expect(try await leg(chain, overdracht, "contract", als: rvt).problem == "al-gedaan")
            let taak = try await chain.taak("geschil-beslissen", geschil, als: .keten)
            #expect(taak["medewerker"]?.string == Deelnemer.keten.medewerker("werker"))
            // It blocks nothing.
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            try await chain.bevestigGesprek(overdracht, als: gi, met: rvt).expect(200)
            try await chain.bevestigGesprek(overdracht, als: rvt, met: gi).expect(200)
            try await chain.doe(
                overdracht, "starts", ["grond": "wettelijke-taak"], door: gi.medewerker("werker"), als: gi
            ).expect(200)

            // Who decides reads what was written for it, and nothing else of the family.
            let bijBeslisser = try await lees(chain, geschil, als: .keten).expect(200)
            #expect(bijBeslisser["toelichting"]?.string == Self.tekst)
            #expect(bijBeslisser["termijnen"]?.array?.first?["soort"] == "geschil-beslissen", "\(bijBeslisser)")
            #expect(
                try await chain.get(.verwijzing, "/v1/overdrachten/\(overdracht.lower)", as: Deelnemer.keten.client)
                    .status == 404)
            #expect(try await lees(chain, geschil, als: .school).status == 404)
            #expect(try await beslis(chain, geschil, "gedeeld", als: gi).problem == "niet-de-beslisser")
            #expect(try await beslis(chain, geschil, "gedeeld", rol: "werker2").problem == "niet-de-beslisser")
            try await beslis(chain, geschil, "gedeeld").expect(200)
            for wie in [rvt, gi] {
                let gelezen = try await lees(chain, geschil, als: wie).expect(200)
                #expect(gelezen["uitkomst"] == "gedeeld" && gelezen["motivering"]?.string == Self.tekst, "\(gelezen)")
                _ = try await chain.taak("geschilbesluit-lezen", geschil, als: wie)
                let tijdlijn = try await chain.get(
                    .verwijzing, "/v1/overdrachten/\(overdracht.lower)/tijdlijn", as: wie.client
                ).expect(200)
                #expect(tijdlijn.text.contains("geschil-geopend") && tijdlijn.text.contains("geschil-besloten"))
            }
            #expect(try await beslis(chain, geschil, "aanbieder").problem == "al-gedaan")
            #expect(try await chain.regie(zaak) == gi.rawValue)
            let berichten = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            #expect(!berichten.contains { $0.contains("spreeuwenraad") })
        }

        @Test(
            "O13: een betwiste teruggave gaat naar de beslisser, en de regie gaat waar die zegt; zonder beslisser geweigerd",
            .timeLimit(.minutes(3)))
        func regie() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, zorg) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            try await chain.doe(
                overdracht, "teruggaven", ["reden": "geen-werker"], door: gi.medewerker("werker"), als: gi
            ).expect(200)
            let geschil = try await leg(chain, overdracht, "regie", als: rvt).expect(201).id()
            #expect(try await chain.regie(zaak) == gi.rawValue)
            let gedeeld = try await beslis(chain, geschil, "gedeeld")
            #expect(gedeeld.status == 400 && gedeeld.text.contains("/uitkomst"), "\(gedeeld)")
            try await beslis(chain, geschil, "aanbieder").expect(200)
            #expect(try await chain.regie(zaak) == rvt.rawValue)
            #expect(try await chain.stand(overdracht, als: rvt)["status"] == "teruggave-aanvaard")
            _ = try await chain.event(Topics.overdrachten, "regie-verplaatst") {
                $0["zaak"]?.string == zaak.lower && $0["grond"] == "besluit"
            }
            _ = try await chain.taak("regie-oppakken", zaak, als: rvt)

            // The register names nobody for this pair.
            let ander = try await chain.bied(zaak, naar: zorg)
            let geen = try await leg(chain, ander, "regie", als: zorg)
            #expect(geen.status == 409 && geen.problem == "geen-beslisser", "\(geen)")
            #expect(geen.text.contains("register") && geen.text.contains("regiegeschil"), "\(geen)")
        }
    }
}
