import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// R7 over the real services: a measure of the court, from its decision to its end.
    @Suite struct MaatregelTests {
        private static let tekst = "De kwikstaart vond het nest bij de ooievaarsweide."

        private func doe(
            _ chain: Chain, _ maatregel: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer
        ) async throws -> Reply {
            try await chain.insist(
                .veiligheidsteam, "/v1/maatregelen/\(maatregel.lower)/\(deel)",
                body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
        }

        private func lees(_ chain: Chain, _ maatregel: UUID, als wie: Deelnemer) async throws -> Reply {
            try await chain.get(
                .veiligheidsteam, "/v1/maatregelen/\(maatregel.lower)?door=\(wie.medewerker("werker"))",
                as: wie.client)
        }

        /// A child that the casus knows too.
        static func kind(
            _ chain: Chain, _ zaak: UUID, rol: String = "kind", als rvt: Deelnemer = .veiligheidsteam
        ) async throws -> UUID {
            let lid = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/gezinsleden",
                ["door": .string(rvt.medewerker("werker")), "rol": .string(rol), "geboortedatum": "2011-05-06"],
                as: rvt.client
            ).expect(201).id()
            try await eventually(within: .seconds(30), "the casus knows member \(lid)") {
                try await chain.insist(get: .veiligheidsteam, "/v1/casussen/\(zaak.lower)/gezinsleden", as: rvt)
                    .text.contains(lid.lower)
            }
            return lid
        }

        /// Whether help by the GI rests on consent, as the verwijzing tells it (P2).
        private func oordeel(_ chain: Chain, _ zaak: UUID, _ kind: UUID) async throws -> String? {
            let rvt = Deelnemer.veiligheidsteam
            let gezin = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/gezin?door=\(rvt.medewerker("werker"))", as: rvt.client
            ).expect(200)
            return (gezin["oordelen"]?.array ?? []).first {
                $0["kind"]?.string == kind.lower && $0["organisatie"] == Deelnemer.gi.wie
            }?["oordeel"]?.string
        }

        @Test(
            "R7: eerste contact, plan en evaluatie lopen vanaf de uitspraak, ook zonder overdracht; niet verlengen toetst de Raad",
            .timeLimit(.minutes(3)))
        func maatregel() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, raad) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.raad)
            let zaak = try await chain.nieuweZaak()
            let kind = try await Self.kind(chain, zaak)
            let pad = "/v1/casussen/\(zaak.lower)/maatregelen"
            let body: JSON = [
                "door": .string(rvt.medewerker("werker")), "kind": .string(kind.lower),
                "soort": "ondertoezichtstelling", "uitspraakdatum": .string(Dagen.dag(-20)),
                "einddatum": .string(Dagen.dag(60)), "meerderjarigdatum": .string(Dagen.dag(40)),
                "uitvoerder": gi.wie, "raad": raad.wie,
            ]
            let fout = try await chain.insist(
                .veiligheidsteam, pad,
                body.met("uitvoerder", Deelnemer.school.wie).met("raad", gi.wie).met("kind", .string(zaak.lower)),
                as: rvt.client
            ).expect(400)
            #expect(
                Set((fout["errors"]?.array ?? []).compactMap { $0["pointer"]?.string })
                    == ["/uitvoerder", "/raad", "/kind"])
            let gemaakt = try await chain.insist(.veiligheidsteam, pad, body, as: rvt.client).expect(201)
            let maatregel = try gemaakt.id()
            // At 18 it ends, whatever day the court named.
            #expect(gemaakt["einddatum"]?.string == Dagen.dag(39))
            #expect(try await chain.insist(.veiligheidsteam, pad, body, as: rvt.client).status == 409)

            // The GI has no part in the casus and no handover; its terms run and its evaluation fired by itself.
            for soort in ["eerste-contact-leggen", "plan-maken", "maatregel-evalueren"] {
                let taak = try await chain.taak(soort, maatregel, als: gi)
                #expect(taak["bestemd"]?.string?.hasPrefix("mw-gi-") == true)
            }
            #expect(try await lees(chain, maatregel, als: .school).status == 404)
            let stand = try await lees(chain, maatregel, als: gi).expect(200)
            let termijnen = stand["termijnen"]?.array ?? []
            #expect(
                Set(termijnen.compactMap { $0["soort"]?.string }) == [
                    "maatregel-eerste-contact", "maatregel-plan", "maatregel-evalueren", "maatregel-eindigt",
                ])
            #expect(termijnen.allSatisfy { $0["herkomst"]?.string?.contains("R7") == true })
            // Twenty days after the decision the first contact is late: the team leads know.
            _ = try await chain.taak("termijn-verstreken", maatregel, als: gi)
            _ = try await chain.taak("termijn-verstreken", maatregel, als: rvt)

            // The verwijzing learned it: help under it needs no consent, and nobody records it a second time.
            try await eventually(within: .seconds(30), "the verwijzing knows the measure") {
                try await self.oordeel(chain, zaak, kind) == "niet-nodig"
            }
            let dubbel = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/kaders",
                [
                    "door": .string(rvt.medewerker("werker")), "kind": .string(kind.lower), "uitvoerder": gi.wie,
                    "vanaf": .string(Dagen.vandaag),
                ], as: rvt.client)
            #expect(dubbel.status == 409 && dubbel.text.contains("maatregel-bekend"), "\(dubbel)")

            // A handover that is refused changes nothing of it.
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.doe(
                overdracht, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "later-opnieuw"],
                door: gi.medewerker("werker"), als: gi
            ).expect(200)
            let gedaan: JSON = ["gedaandatum": .string(Dagen.vandaag)]
            #expect(try await doe(chain, maatregel, "eerste-contacten", gedaan, als: rvt).status == 409)
            try await doe(chain, maatregel, "eerste-contacten", gedaan, als: gi).expect(200)
            try await doe(chain, maatregel, "plannen", gedaan, als: gi).expect(200)
            try await eventually(within: .seconds(30), "the steps are done") {
                try await chain.taken(maatregel, als: gi).filter {
                    ["eerste-contact-leggen", "plan-maken"].contains($0["soort"]?.string ?? "")
                }.allSatisfy { $0["status"]?.string == "gedaan" }
            }

            let evaluatie: JSON = ["uitkomst": "niet-verlengen", "toelichting": .string(Self.tekst)]
            try await doe(chain, maatregel, "evaluaties", evaluatie, als: gi).expect(200)
            #expect(try await doe(chain, maatregel, "evaluaties", evaluatie, als: gi).status == 409)
            _ = try await chain.taak("niet-verlengen-toetsen", maatregel, als: raad)
            let bijRaad = try await lees(chain, maatregel, als: raad).expect(200)
            #expect(bijRaad["toelichting"]?.string == Self.tekst)
            let toetsing: JSON = ["akkoord": false, "motivering": "De roerdomp ziet nog gevaar."]
            #expect(try await doe(chain, maatregel, "toetsingen", toetsing, als: gi).status == 409)
            try await doe(chain, maatregel, "toetsingen", toetsing, als: raad).expect(200)
            let opnieuw = try await lees(chain, maatregel, als: gi).expect(200)
            #expect(opnieuw["evaluatie"]?.string == "gevraagd" && opnieuw["akkoord"]?.bool == false)

            // The court lets it end earlier, on a day that is still to come: it runs until then, with its terms.
            let eerder = try await doe(
                chain, maatregel, "beeindigingen", ["einddatum": .string(Dagen.dag(10))], als: gi
            ).expect(200)
            #expect(eerder["status"] == "loopt" && eerder["eindigtEerder"] == true, "\(eerder)")
            #expect(eerder["einddatum"]?.string == Dagen.dag(10))
            let lopend = try await lees(chain, maatregel, als: gi)["termijnen"]?.array ?? []
            #expect(lopend.contains { $0["soort"]?.string == "maatregel-evalueren" }, "\(lopend)")
            #expect(try await oordeel(chain, zaak, kind) == "niet-nodig")

            // Ended by the court, help rests on consent again.
            try await doe(chain, maatregel, "beeindigingen", ["einddatum": .string(Dagen.dag(-1))], als: gi).expect(200)
            #expect(try await lees(chain, maatregel, als: gi)["termijnen"]?.array == [])
            try await eventually(within: .seconds(30), "the verwijzing knows that it ended") {
                try await self.oordeel(chain, zaak, kind) != "niet-nodig"
            }
            try await eventually(within: .seconds(30), "nobody has a task about it any more") {
                try await chain.taken(maatregel, als: gi).allSatisfy {
                    ["gedaan", "vervallen"].contains($0["status"]?.string ?? "")
                }
            }
            let overal = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            #expect(overal.contains { $0.contains(maatregel.lower) })
            #expect(!overal.contains { $0.contains(Self.tekst) || $0.contains(Dagen.dag(40)) })
        }

        @Test("R7: van twintig gelijke vastleggingen op één moment blijft er één maatregel", .timeLimit(.minutes(2)))
        func eenMaatregel() async throws {
            let chain = try await IntegrationTests.chain()
            let rvt = Deelnemer.veiligheidsteam
            let zaak = try await chain.nieuweZaak()
            let kind = try await Self.kind(chain, zaak)
            let body: JSON = [
                "door": .string(rvt.medewerker("werker")), "kind": .string(kind.lower),
                "soort": "ondertoezichtstelling", "uitspraakdatum": .string(Dagen.vandaag),
                "einddatum": .string(Dagen.dag(300)), "meerderjarigdatum": .string(Dagen.dag(1_000)),
                "uitvoerder": Deelnemer.gi.wie, "raad": Deelnemer.raad.wie,
            ]
            let antwoorden = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await chain.post(
                            .veiligheidsteam, "/v1/casussen/\(zaak.lower)/maatregelen", body, as: rvt.client)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(antwoorden.filter { $0.status == 201 }.count == 1, "\(antwoorden.map(\.status))")
            #expect(antwoorden.filter { $0.problem == "maatregel-loopt-al" }.count == 19)
            let lijst = try await chain.get(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)/maatregelen", as: rvt.client
            ).expect(200)
            #expect(lijst["maatregelen"]?.array?.count == 1, "\(lijst)")
            // Extending it leaves it the one of its kind.
            let eerste = try #require(lijst["maatregelen"]?.array?.first?["id"]?.string)
            let verlenging: JSON = [
                "door": .string(rvt.medewerker("werker")), "uitspraakdatum": .string(Dagen.vandaag),
                "einddatum": .string(Dagen.dag(400)), "meerderjarigdatum": .string(Dagen.dag(1_000)),
            ]
            let pad = "/v1/maatregelen/\(eerste)"
            let voor = try await chain.get(
                .veiligheidsteam, "\(pad)?door=\(rvt.medewerker("werker"))", as: rvt.client
            ).expect(200).etag
            try await chain.insist(.veiligheidsteam, "\(pad)/verlengingen", verlenging, as: rvt.client).expect(200)
            let oud = try await chain.post(
                .veiligheidsteam, "\(pad)/verlengingen", verlenging.met("einddatum", .string(Dagen.dag(350))),
                as: rvt.client, ifMatch: voor)
            #expect(oud.status == 412 && oud.etag != voor, "\(oud)")
            #expect(
                try await chain.insist(
                    .veiligheidsteam, "/v1/casussen/\(zaak.lower)/maatregelen", body, as: rvt.client
                ).problem == "maatregel-loopt-al")
        }

        @Test("O14: een tweede verzoek zonder spoed wordt meteen geweigerd, met alles wat in de weg staat")
        func tweedeVerzoek() async throws {
            let chain = try await IntegrationTests.chain()
            let rvt = Deelnemer.veiligheidsteam
            let zaak = try await chain.nieuweZaak()
            _ = try await chain.bied(zaak, naar: .gi)
            let body: JSON = [
                "door": .string(rvt.medewerker("werker")), "naar": Deelnemer.gi.wie, "vraag": "passender-hulp",
                "urgentie": "regulier", "leeftijdsgroep": "0-11",
            ]
            let dubbel = try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "overdrachten", body, als: rvt
            ).expect(409)
            #expect((dubbel["errors"]?.array ?? []).compactMap { $0["code"]?.string } == ["al-gedaan", "keuze-nodig"])
            let ander = try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "overdrachten",
                body.met("naar", Deelnemer.zorgaanbieder.wie), als: rvt
            ).expect(409)
            #expect(ander.text.contains("keuze-nodig"))
        }
    }
}
