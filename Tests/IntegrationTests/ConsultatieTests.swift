import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// O15 and O22 over the real services.
    @Suite struct ConsultatieTests {
        private static let vraag = "Wat doet u als een kind niet meer naar de zwaluwles wil?"
        private static let advies = "Vraag eerst wat de egel daarvan vindt."

        private let team = Deelnemer.veiligheidsteam
        private let gevraagd = Deelnemer.zorgaanbieder

        private func doe(
            _ chain: Chain, _ pad: String, _ body: JSON, als wie: Deelnemer
        ) async throws -> Reply {
            try await chain.insist(
                .verwijzing, pad, body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
        }

        private func lees(_ chain: Chain, _ id: UUID, als wie: Deelnemer) async throws -> Reply {
            try await chain.get(
                .verwijzing, "/v1/consultaties/\(id.lower)?door=\(wie.medewerker("werker"))", as: wie.client)
        }

        private func vraag(_ chain: Chain, _ zaak: UUID, weet: Bool) async throws -> UUID {
            try await doe(
                chain, "/v1/zaken/\(zaak.lower)/consultaties",
                [
                    "naar": gevraagd.wie, "over": "consultatie", "urgentie": "regulier",
                    "vraag": .string(Self.vraag), "herkenbaar": false, "gezinWeet": .bool(weet),
                ], als: team
            ).expect(201).id()
        }

        @Test(
            "O15: advies verplaatst de regie niet, en blijft alleen bewaard als de mensen om wie het gaat ervan weten",
            .timeLimit(.minutes(3)))
        func advies() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.nieuweZaak()
            for weet in [true, false] {
                let id = try await vraag(chain, zaak, weet: weet)
                let taak = try await chain.taak("consultatie-beantwoorden", id, als: gevraagd)
                #expect(taak["zaak"] == nil)
                let gezien = try await lees(chain, id, als: gevraagd).expect(200)
                #expect(gezien["vraag"]?.string == Self.vraag)
                #expect(gezien["zaak"] == nil, "without identifying data it learns nothing of the zaak")
                #expect(try await lees(chain, id, als: .school).status == 404)
                try await doe(
                    chain, "/v1/consultaties/\(id.lower)/antwoorden", ["advies": .string(Self.advies)], als: gevraagd
                ).expect(200)
                _ = try await chain.taak("consultatie-afsluiten", id, als: team)
                #expect(try await lees(chain, id, als: team).expect(200)["advies"]?.string == Self.advies)
                try await doe(
                    chain, "/v1/consultaties/\(id.lower)/afsluitingen", ["gezinWeet": .bool(weet)], als: team
                ).expect(200)
                let na = try await lees(chain, id, als: team).expect(200)
                #expect(na["advies"]?.string == (weet ? Self.advies : nil))
                let sleutels = try await chain.query(
                    "select count(*) from content_key where dossier = \(id) and wrapped is not null",
                    schema: ChainService.verwijzing.schema)
                #expect((try sleutels.first?.decode(Int64.self) ?? 0 > 0) == weet)
            }
            #expect(try await chain.regie(zaak) == team.rawValue)
            // S2: who asked sees both in the zaak's timeline.
            let tijdlijn = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/tijdlijn?door=\(team.medewerker("werker"))", as: team.client
            ).expect(200)
            let stappen = (tijdlijn["stappen"]?.array ?? []).filter {
                $0["gebeurtenis"]?.string?.hasPrefix("consultatie") == true
            }
            #expect(stappen.filter { $0["gebeurtenis"] == "consultatie-beantwoord" }.count == 2, "\(stappen)")
            #expect(
                Set(stappen.compactMap { $0["soort"]?.string }) == ["consultatie", "bewaard", "niet-bewaard"],
                "\(stappen)")
            #expect(stappen.allSatisfy { $0["betreft"] == gevraagd.wie })
            let zonder: JSON = [
                "naar": gevraagd.wie, "over": "meekijken", "urgentie": "regulier", "vraag": .string(Self.vraag),
                "herkenbaar": true, "gezinWeet": true,
            ]
            let geweigerd = try await doe(chain, "/v1/zaken/\(zaak.lower)/consultaties", zonder, als: team)
            #expect(geweigerd.status == 400, "\(geweigerd)")
        }

        @Test("O22: een verhuizing verplaatst niets; het team daar krijgt haar, en dan pas gaat de regie mee")
        func verhuizing() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.nieuweZaak()
            let na = try await doe(
                chain, "/v1/zaken/\(zaak.lower)/verhuizingen",
                ["gemeente": .string(Regio.kort.gemeente), "vanaf": .string(Dagen.vandaag)], als: team
            ).expect(200)
            #expect(na["verhuizing"]?["lokaalTeam"]?.string == Deelnemer.lokaalTeam.rawValue)
            _ = try await chain.taak("verhuizing-aanbieden", zaak, als: team)
            #expect(try await chain.regie(zaak) == team.rawValue)
            let aanbod: JSON = [
                "zaak": .string(zaak.lower), "naar": Deelnemer.lokaalTeam.wie, "urgentie": "regulier",
                "vraag": "passender-hulp", "leeftijdsgroep": "0-11", "gemeente": .string(Regio.kort.gemeente),
                "reden": "verhuizing",
            ]
            let overdracht = try await doe(chain, "/v1/overdrachten", aanbod, als: team).expect(201).id()
            try await eventually(within: .seconds(30), "the task to offer it is done") {
                try await chain.taken(zaak, als: team).contains {
                    $0["soort"]?.string == "verhuizing-aanbieden" && $0["status"]?.string == "gedaan"
                }
            }
            #expect(try await chain.regie(zaak) == team.rawValue)
            try await chain.aanvaard(overdracht, als: .lokaalTeam).expect(200)
            #expect(try await chain.regie(zaak) == Deelnemer.lokaalTeam.rawValue)
        }
    }
}
