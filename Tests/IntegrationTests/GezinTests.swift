import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// N7 over the real services: questions that reach who must move, and the family's own page.
    @Suite struct GezinTests {
        static let antwoord = "De roerdompbrigade belt het gezin aanstaande maandag."
        private static let plan = "De buren van de lepelaarsdam passen op."
        static let gezinsvraag = "Wanneer komt er iemand naar de ooievaarsweide?"

        func post(
            _ chain: Chain, _ zaak: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker"
        ) async throws -> Reply {
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/\(deel)", body.met("door", .string(wie.medewerker(rol))),
                as: wie.client)
        }

        func betrek(_ chain: Chain, _ zaak: UUID, _ wie: Deelnemer) async throws {
            let rvt = Deelnemer.veiligheidsteam
            try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenen",
                ["organisatie": wie.wie, "grond": "afspraak", "door": .string(rvt.medewerker("werker"))], als: rvt
            ).expect(200)
        }

        func lid(_ chain: Chain, _ zaak: UUID, _ body: JSON) async throws -> UUID {
            try await post(chain, zaak, "gezinsleden", body, als: .veiligheidsteam).expect(201).id()
        }

        @Test(
            "N7, S3, P1: een ouder opent de eigen bladzijde met een code, vraagt en leest het antwoord; wat is afgeschermd staat er nergens",
            .timeLimit(.minutes(3)))
        func eigenBladzijde() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, schuilplaats) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak()
            let vader = try await lid(chain, zaak, ["rol": "volwassene", "naam": "Zwaantje de Vader"])
            let moeder = try await lid(chain, zaak, ["rol": "volwassene", "naam": "Zwaantje de Moeder"])
            let kleuter = try await lid(
                chain, zaak,
                ["rol": "kind", "naam": .string(Verzonnen.naam), "geboortedatum": .string(Dagen.dag(-6 * 366))])
            // What one parent hides from the other: where she is, and with which worker.
            try await betrek(chain, zaak, schuilplaats)
            try await post(
                chain, zaak, "afschermingen",
                [
                    "soort": "plaatsing", "organisatie": schuilplaats.wie, "gemeente": "0268",
                    "reden": "veiligheid-gezin",
                ], als: rvt
            ).expect(201)
            try await post(
                chain, zaak, "gezinsvoorkeuren",
                ["lid": .string(vader.lower), "kanaal": "telefoon", "taal": "Kwikstaarts"], als: rvt
            ).expect(201)
            let moedersVraag = "Waar blijft mijn purperreigerkoffer?"
            try await post(
                chain, zaak, "navragen",
                ["tekst": .string(moedersVraag), "namens": .string(moeder.lower)], als: schuilplaats
            ).expect(201)

            // Codes: for who holds the regie to give, of twelve years and older, said once.
            func code(_ wie: UUID, als door: Deelnemer = .veiligheidsteam, sleutel: String = UUID().uuidString)
                async throws -> Reply
            {
                try await chain.insist(
                    .verwijzing, "/v1/zaken/\(zaak.lower)/gezinstoegangen",
                    ["lid": .string(wie.lower), "door": .string(door.medewerker("werker"))], as: door.client,
                    key: sleutel)
            }
            #expect(try await code(vader, als: schuilplaats).status == 403)
            #expect(try await code(kleuter).status == 400)
            let oud = try #require(try await code(vader).expect(201)["code"]?.string)
            let sleutel = UUID().uuidString
            let nieuw = try #require(try await code(vader, sleutel: sleutel).expect(201)["code"]?.string)
            let nogEens = try await code(vader, sleutel: sleutel)
            #expect(nogEens.status == 200 && nogEens["code"] == nil, "\(nogEens)")
            let moeders = try #require(try await code(moeder).expect(201)["code"]?.string)

            let bezoek = try await Gezinsbezoek(chain)
            #expect(try await bezoek.open("").status == 400)
            #expect(try await bezoek.open("AAAA-BBBB").status == 400)
            #expect(try await bezoek.open(oud).status == 410)
            #expect(try await bezoek.open(nieuw).status == 303)
            let bladzijde = try await bezoek.bladzijde()
            #expect(bladzijde.status == 200)
            #expect(bladzijde.text.contains("Wie is uw contact?") && bladzijde.text.contains("Kwikstaarts"))
            #expect(bladzijde.text.contains("Organisatie veiligheidsteam"))

            // Asking: empty is told, and the same form sent twice is one question.
            #expect(try await bezoek.vraag("  ").status == 400)
            let form = try await bezoek.bladzijde()
            #expect(try await bezoek.vraag(Self.gezinsvraag, form).status == 303)
            #expect(try await bezoek.vraag(Self.gezinsvraag, form).status == 303)
            let gesteld = try await chain.event(Topics.overdrachten, "navraag-gesteld") {
                $0["lid"]?.string == vader.lower
            }
            #expect(gesteld.data["door"] == nil)
            let vraag = try #require(gesteld.data["navraag"]?.string.flatMap { UUID(uuidString: $0) })
            _ = try await chain.taak("navraag-beantwoorden", vraag, als: rvt)
            try await post(
                chain, zaak, "navragen/\(vraag.lower)/antwoorden", ["tekst": .string(Self.antwoord)], als: rvt
            ).expect(201)
            let beantwoord = try await bezoek.bladzijde().text
            #expect(beantwoord.contains(Self.gezinsvraag) && beantwoord.contains(Self.antwoord))
            #expect(beantwoord.components(separatedBy: Self.gezinsvraag).count == 2, "one question")

            // V9, P1: something is shielded, so who gave the plan sees it and the other does not.
            #expect(try await bezoek.plan("", Self.plan).status == 400)
            #expect(try await bezoek.plan("Wij eten samen.", Self.plan).status == 303)
            #expect(try await bezoek.bladzijde().text.contains(Self.plan))
            let gegeven = try await chain.event(Topics.overdrachten, "familiegroepsplan-gegeven") {
                $0["zaak"]?.string == zaak.lower
            }
            let plan = try #require(gegeven.data["plan"]?.string.flatMap { UUID(uuidString: $0) })
            _ = try await chain.taak("familiegroepsplan-lezen", plan, als: rvt)
            let gelezen = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/familiegroepsplan?door=\(rvt.medewerker("werker"))",
                as: rvt.client
            ).expect(200)
            #expect(gelezen["netwerk"]?.string == Self.plan, "\(gelezen)")
            // Never by an organisation.
            let erover: JSON = [
                "namens": .string(vader.lower), "zelf": "Anders.", "netwerk": "Anders.", "professioneel": "Anders.",
            ]
            #expect(
                try await post(chain, zaak, "familiegroepsplannen", erover, als: rvt).problem == "plan-van-gezin")
            let zonderInzage = try await Gezinsbezoek(chain)
            #expect(try await zonderInzage.open(moeders).status == 303)
            #expect(try await !zonderInzage.bladzijde().text.contains(Self.plan))

            // The regie goes to who is shielded afterwards: the page tells neither who nor that there is something.
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            let teHoren = try await chain.event(Topics.overdrachten, "gezin-te-informeren") {
                $0["zaak"]?.string == zaak.lower && $0["regie"]?["organisatie"]?.string == gi.rawValue
            }
            let informatie = try #require(teHoren.data["contact"]?.string.flatMap { UUID(uuidString: $0) })
            _ = try await chain.taak("gezin-informeren", informatie, als: gi)
            #expect(try await bezoek.bladzijde().text.contains("Organisatie gi gaat uw gezin helpen"))
            try await post(
                chain, zaak, "afschermingen",
                [
                    "soort": "werker", "organisatie": gi.wie, "medewerker": .string(gi.medewerker("werker")),
                    "reden": "veiligheid-medewerker",
                ], als: gi
            ).expect(201)
            let bijMoeder = try await Gezinsbezoek(chain)
            #expect(try await bijMoeder.open(moeders).status == 303)
            let (vaders, haar) = (try await bezoek.bladzijde().text, try await bijMoeder.bladzijde().text)
            for tekst in [vaders, haar] {
                for geheim in [
                    "Organisatie zorgaanbieder", schuilplaats.rawValue, "0268", gi.medewerker("werker"), zaak.lower,
                    vader.lower, moeder.lower, "afgeschermd", "Zwaantje", Verzonnen.naam,
                ] { #expect(!tekst.contains(geheim), "\(geheim) in \(tekst)") }
            }
            #expect(haar.contains(moedersVraag) && !vaders.contains(moedersVraag))
            #expect(!haar.contains(Self.gezinsvraag) && !haar.contains("Kwikstaarts"))

            // The contact tells it, and the task is done.
            // Each by itself: what is told to one is not told to the other, and a child of six hears it of them.
            let aanVader: JSON = ["verteldAan": [.string(vader.lower)], "wijze": "telefoon"]
            #expect(try await post(chain, zaak, "gezinsinformaties", aanVader, als: rvt).status == 403)
            #expect(try await post(chain, zaak, "gezinsinformaties", ["wijze": "telefoon"], als: gi).status == 400)
            let kind: JSON = ["verteldAan": [.string(kleuter.lower)], "wijze": "telefoon"]
            #expect(try await post(chain, zaak, "gezinsinformaties", kind, als: gi).status == 400)
            let half = try await post(chain, zaak, "gezinsinformaties", aanVader, als: gi).expect(201)
            #expect(half["iedereen"]?.bool == false && half["nogTeHoren"]?.array == [.string(moeder.lower)], "\(half)")
            #expect(
                try await chain.taken(informatie, als: gi).contains { $0["status"]?.string != "gedaan" },
                "the other has yet to hear")
            #expect(try await !bijMoeder.bladzijde().text.contains("telefoontje"))
            let heel = try await post(
                chain, zaak, "gezinsinformaties",
                ["nietVerteldAan": [.string(moeder.lower)], "redenNiet": "onveilig"], als: gi
            ).expect(201)
            #expect(heel["iedereen"]?.bool == true)
            try await eventually(within: .seconds(30), "the family heard it") {
                try await chain.taken(informatie, als: gi).allSatisfy { $0["status"]?.string == "gedaan" }
            }

            // V9: taken back by the family, and read by nobody any more.
            #expect(try await bezoek.trekPlanIn().status == 303)
            #expect(try await !bezoek.bladzijde().text.contains(Self.plan))
            let weg = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/familiegroepsplan?door=\(gi.medewerker("werker"))",
                as: gi.client
            ).expect(200)
            #expect(weg["sinds"] == nil && !weg.text.contains(Self.plan), "\(weg)")

            // Withdrawn: at once, also for who is looking.
            try await post(chain, zaak, "gezinstoegangintrekkingen", ["lid": .string(vader.lower)], als: gi).expect(201)
            let dicht = try await bezoek.bladzijde()
            #expect(dicht.status == 410 && dicht.text.contains("Uw code werkt niet meer"))
            #expect(try await bezoek.open(nieuw).status == 410)
            #expect(try await bijMoeder.afmelden().text.contains("U bent afgemeld"))
            #expect(try await bijMoeder.bladzijde().text.contains("Open mijn bladzijde"))

            // The codes and the texts stand nowhere in the open.
            var plekken = [try await chain.postgres.dump(chain.database)]
            plekken += try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            plekken += chain.log("verwijzing").lines + chain.log("verwijzing").errorLines
            for geheim in [oud, nieuw, moeders, Self.plan, Self.gezinsvraag, moedersVraag, "Kwikstaarts", "Zwaantje"] {
                #expect(!plekken.contains { $0.contains(geheim) }, "\(geheim)")
            }
        }

        /// O4, N7: each later date and each word about the waiting is told by the contact, and stands on the page.
        private func wachten(_ chain: Chain, _ zaak: UUID, _ overdracht: UUID, _ bezoek: Gezinsbezoek) async throws {
            let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            func wacht(_ deel: String, _ body: JSON) async throws {
                try await chain.doe(
                    .verwijzing, "/v1/overdrachten/\(overdracht.lower)", deel,
                    body.met("door", .string(gi.medewerker("planner"))), als: gi
                ).expect(200)
            }
            func stelUit(tot dag: Int, _ afspraak: String) async throws {
                try await wacht(
                    "uitstellen",
                    [
                        "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(dag)),
                        "overbruggingsafspraak": .string(afspraak),
                    ])
            }
            try await stelUit(tot: 10, "De futenploeg belt.")
            let horen = try await chain.event(Topics.overdrachten, "gezin-te-informeren") {
                $0["zaak"]?.string == zaak.lower
            }
            let contact = try #require(horen.data["contact"]?.string.flatMap { UUID(uuidString: $0) })
            /// The duty is there, and over when the contact told it.
            func verteld(_ wat: String) async throws {
                try await eventually(within: .seconds(30), "\(wat): the family is to hear it") {
                    try await chain.taken(contact, als: rvt).contains {
                        $0["soort"]?.string == "gezin-informeren"
                            && !["gedaan", "vervallen"].contains($0["status"]?.string ?? "")
                    }
                }
                let leden = try await chain.get(
                    .verwijzing, "/v1/zaken/\(zaak.lower)/gezinscontact?door=\(rvt.medewerker("werker"))",
                    as: rvt.client
                ).expect(200)["leden"]?.array
                let horen = (leden ?? []).filter { $0["moetHoren"]?.bool == true }.compactMap { $0["lid"] }
                try await post(
                    chain, zaak, "gezinsinformaties", ["verteldAan": .array(horen), "wijze": "telefoon"], als: rvt
                ).expect(201)
                try await eventually(within: .seconds(30), "\(wat): the family heard it") {
                    try await chain.taken(contact, als: rvt).allSatisfy { $0["status"]?.string == "gedaan" }
                }
            }
            try await verteld("the first postponement")
            #expect(try await bezoek.bladzijde().text.contains("De futenploeg belt."))
            try await stelUit(tot: 20, "De ganzenploeg belt.")
            try await verteld("another date")
            let later = try await bezoek.bladzijde().text
            #expect(later.contains("De ganzenploeg belt.") && !later.contains("futenploeg"), "\(later)")
            try await wacht("wachtlijstberichten", ["bericht": "Er is nog geen plek bij de meerkoetgroep."])
            try await verteld("word about the waiting")
            #expect(try await bezoek.bladzijde().text.contains("Er is nog geen plek bij de meerkoetgroep."))
        }

        @Test(
            "O8, P1, S3: het gezin leest waar een ontvanger niet van uitgaat en waarom, en niets van wat is afgeschermd",
            .timeLimit(.minutes(3)))
        func terzijde() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let ouder = try await lid(chain, zaak, ["rol": "volwassene", "naam": "Zwaantje de Ouder"])
            let code = try #require(
                try await post(chain, zaak, "gezinstoegangen", ["lid": .string(ouder.lower)], als: rvt).expect(201)[
                    "code"]?.string)
            func verklaar(_ blok: String) async throws -> String {
                let body: JSON = [
                    "soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(Verzonnen.tekst),
                ]
                return try await post(chain, zaak, "dossier/\(blok)", body, als: rvt).expect(201).id().lower
            }
            let feit = try await verklaar("feiten")
            _ = try await verklaar("betrokkenen")
            let overdracht = try await chain.bied(zaak, naar: gi)
            let bezoek = try await Gezinsbezoek(chain)
            #expect(try await bezoek.open(code).status == 303)
            try await wachten(chain, zaak, overdracht, bezoek)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            func legTerzijde(_ blok: String, _ uitleg: String) async throws {
                try await chain.doe(
                    .verwijzing, "/v1/overdrachten/\(overdracht.lower)", "dossier/\(blok)/terzijdeleggingen",
                    [
                        "reden": "verouderd", "toelichting": .string(uitleg),
                        "door": .string(gi.medewerker("werker")),
                    ], als: gi
                ).expect(200, 201)
            }
            try await legTerzijde("feiten", Self.antwoord)
            try await legTerzijde("betrokkenen", Self.plan)

            func overzicht(_ vorm: String = "json") async throws -> Reply {
                try await chain.get(
                    .verwijzing,
                    "/v1/zaken/\(zaak.lower)/gezinsoverzicht?vorm=\(vorm)&door=\(gi.medewerker("werker"))",
                    as: gi.client
                ).expect(200)
            }
            let open = try await overzicht()
            #expect(open["terzijde"]?.array?.compactMap { $0["blok"]?.string } == ["betrokkenen", "feiten"], "\(open)")
            #expect(open["terzijde"]?.array?.last?["toelichting"]?.string == Self.antwoord)
            #expect(open["terzijde"]?.array?.last?["door"]?.string == gi.medewerker("werker"))
            for tekst in [try await bezoek.bladzijde().text, try await overzicht("csv").text] {
                for zichtbaar in [Self.antwoord, Self.plan, "Verouderd", "Feiten", "Organisatie gi"] {
                    #expect(tekst.contains(zichtbaar), "\(zichtbaar) in \(tekst)")
                }
                #expect(!tekst.contains(Verzonnen.tekst), "what was stated is not repeated")
            }

            // O11: after the end the family reads how it comes back, and who still asks how it goes.
            try await chain.bevestigGesprek(overdracht, als: rvt, met: gi).expect(200)
            try await chain.bevestigGesprek(overdracht, als: gi, met: rvt).expect(200)
            try await chain.doe(
                overdracht, "starts", ["grond": "wettelijke-taak"], door: gi.medewerker("werker"), als: gi
            ).expect(200)
            try await chain.doe(
                overdracht, "afrondingen",
                [
                    "nazorg": ["organisatie": gi.wie, "medewerker": .string(gi.medewerker("werker"))],
                    "wegTerug": "lokaal-team",
                ],
                door: gi.medewerker("werker"), als: gi
            ).expect(200)
            let naEinde = try await bezoek.bladzijde().text
            for tekst in ["De hulp van Organisatie gi is gestopt", "het lokale team", "neemt nog een keer contact"] {
                #expect(naEinde.contains(tekst), "\(tekst) in \(naEinde)")
            }

            // P1: what is shielded leaves no trace, and a worker who is shielded has no name.
            try await post(
                chain, zaak, "afschermingen",
                ["soort": "adres", "inhoud": [.string(feit)], "reden": "veiligheid-gezin"], als: gi
            ).expect(201)
            try await post(
                chain, zaak, "afschermingen",
                [
                    "soort": "werker", "organisatie": gi.wie, "medewerker": .string(gi.medewerker("werker")),
                    "reden": "veiligheid-medewerker",
                ], als: gi
            ).expect(201)
            let dicht = try await overzicht()
            #expect(dicht["terzijde"]?.array?.compactMap { $0["blok"]?.string } == ["betrokkenen"], "\(dicht)")
            #expect(dicht["terzijde"]?.array?.first?["door"] == nil, "\(dicht)")
            for tekst in [try await bezoek.bladzijde().text, try await overzicht("csv").text] {
                #expect(tekst.contains(Self.plan) && !tekst.contains(Self.antwoord), "\(tekst)")
                #expect(!tekst.contains(gi.medewerker("werker")) && !tekst.contains("neemt nog een keer contact"))
            }
            // An organisation that is shielded is absent, with what it set aside.
            try await post(
                chain, zaak, "afschermingen",
                [
                    "soort": "plaatsing", "organisatie": gi.wie, "gemeente": "0268", "reden": "veiligheid-gezin",
                ], als: gi
            ).expect(201)
            #expect(try await overzicht()["terzijde"]?.array == [])
            let bladzijde = try await bezoek.bladzijde().text
            #expect(!bladzijde.contains(Self.plan) && !bladzijde.contains("Organisatie gi"), "\(bladzijde)")

            let overal = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            for tekst in [Self.plan, Self.antwoord, "ganzenploeg", "meerkoetgroep"] {
                #expect(!overal.contains { $0.contains(tekst) }, "\(tekst)")
            }
        }
    }
}
