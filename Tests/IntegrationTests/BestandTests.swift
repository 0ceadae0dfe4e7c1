import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// O7 over the real services: what a file's reference is worth to who fetches it.
    @Suite struct BestandTests {
        private static let tekst = "De torenvalk zat op het dak van de vlinderstal."

        private func doe(
            _ chain: Chain, _ pad: String, _ deel: String, _ body: JSON, als wie: Deelnemer
        ) async throws -> Reply {
            try await chain.insist(
                .verwijzing, "\(pad)/\(deel)", body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
        }

        private func lees(_ chain: Chain, _ pad: String, als wie: Deelnemer) async throws -> Reply {
            try await chain.get(.verwijzing, "\(pad)?door=\(wie.medewerker("werker"))", as: wie.client)
        }

        @Test(
            "O7: een bestand blijft bij de bron; wie het ophaalt zegt of het klopt, en klopt het niet dan heeft de bron een taak",
            .timeLimit(.minutes(3)))
        func bestand() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, wijk) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.lokaalTeam)
            let adres = "https://dossiers.rvt.example/bestanden/kwikstaartverslag.pdf"
            func bestand(_ adres: String, _ grootte: Int, _ sha: String) -> JSON {
                [
                    "soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(Self.tekst),
                    "bestand": [
                        "adres": .string(adres), "mediatype": "application/pdf",
                        "grootte": .integer(Int64(grootte)), "sha256": .string(sha),
                    ],
                ]
            }
            let (juist, ander) = (String(repeating: "a1", count: 32), String(repeating: "b2", count: 32))
            let zaak = try await chain.nieuweZaak()
            let zaakpad = "/v1/zaken/\(zaak.lower)"
            for (fout, wat) in [
                ("http://dossiers.rvt.example/1", bestand("http://dossiers.rvt.example/1", 1, juist)),
                ("een wachtwoord erin", bestand("https://jan:geheim@rvt.example/1", 1, juist)),
                ("leeg", bestand(adres, 0, juist)), ("kort getal", bestand(adres, 1, "a1")),
            ] {
                let reply = try await doe(chain, zaakpad, "dossier/feiten", wat, als: rvt)
                #expect(reply.status == 400, "\(fout) \(reply)")
            }
            let verklaring = try #require(
                try await doe(chain, zaakpad, "dossier/feiten", bestand(adres, 48_213_004, juist), als: rvt)
                    .expect(201)["id"]?.string)
            let plek = zaakpad + "/verklaringen/" + verklaring
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            let gelezen = try await lees(chain, "/v1/overdrachten/\(overdracht.lower)/dossier", als: gi).expect(200)
            let kreeg = gelezen["verklaringen"]?.array?.first { $0["id"]?.string == verklaring }
            #expect(kreeg?["bestand"]?["adres"]?.string == adres, "\(gelezen)")
            #expect(kreeg?["bestand"]?["sha256"]?.string == juist && kreeg?["organisatie"] == rvt.wie)

            func zegt(_ sha: String, _ versie: Int = 1, als wie: Deelnemer) async throws -> Reply {
                try await doe(
                    chain, plek, "bestandscontroles",
                    ["versie": .integer(Int64(versie)), "sha256": .string(sha)], als: wie)
            }
            #expect(try await zegt(juist, als: wijk).status == 404)
            #expect(try await zegt(juist, als: rvt).status == 409)
            #expect(try await zegt(juist, 2, als: gi).status == 409)
            try await zegt(ander, als: gi).expect(201)
            let id = try #require(UUID(uuidString: verklaring))
            let taak = try await chain.taak("bestand-nakijken", id, als: rvt)
            #expect(taak["bestemd"]?.string == rvt.medewerker("werker"))
            let stand = try await lees(chain, plek, als: rvt).expect(200)
            #expect(stand["bestandscontroles"]?.array?.first?["klopt"] == false, "\(stand)")
            #expect(
                stand["termijnen"]?.array?.contains {
                    $0["soort"] == "bestand-nakijken" && $0["herkomst"]?.string?.contains("O7") == true
                } == true, "\(stand)")
            // The right one stands there now.
            try await zegt(juist, als: gi).expect(201)
            #expect(try await zegt(juist, als: gi).status == 409)
            try await eventually(within: .seconds(30), "the task is done") {
                try await chain.taken(id, als: rvt).allSatisfy { $0["status"]?.string == "gedaan" }
            }
            let events = chain.tap.events(Topics.overdrachten).filter {
                $0.eventType?.name == "bestand-gecontroleerd" && $0.data["verklaring"]?.string == verklaring
            }
            #expect(events.compactMap { $0.data["klopt"]?.bool } == [false, true])
            // A new version without a file has none.
            try await doe(
                chain, plek, "correcties",
                [
                    "aard": "correctie", "soort": "feit", "datum": .string(Dagen.vandaag),
                    "tekst": .string(Self.tekst),
                ], als: rvt
            ).expect(201)
            #expect(try await zegt(juist, 2, als: gi).status == 409)
            // Neither where it is kept nor its digest is on Kafka, in a log or readable in the database.
            let overal = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            for geheim in ["kwikstaartverslag", juist] {
                #expect(!overal.contains { $0.contains(geheim) })
                #expect(!chain.log("verwijzing").lines.contains { $0.contains(geheim) })
            }
            #expect(try await !chain.postgres.dump(chain.database).contains("kwikstaartverslag"))
        }
    }
}
