import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// O16 over the real services: what a family told once is shared on a ground, and only what is new is asked.
    @Suite struct VragenlijstTests {
        private static let vraag = "Wie brengt de kievitskuikens naar bed?"
        private static let open = "Waar slaapt de tureluur?"
        private static let antwoord = "Oma Scholekster doet dat elke avond."

        private func doe(
            _ chain: Chain, _ pad: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker"
        ) async throws -> Reply {
            try await chain.insist(
                .verwijzing, "/v1/\(pad)", body.met("door", .string(wie.medewerker(rol))), as: wie.client)
        }

        private func lees(_ chain: Chain, _ lijst: UUID, als wie: Deelnemer, rol: String = "werker") async throws
            -> Reply
        {
            try await chain.get(
                .verwijzing, "/v1/vragenlijsten/\(lijst.lower)?door=\(wie.medewerker(rol))", as: wie.client)
        }

        private func betrek(_ chain: Chain, _ zaak: UUID, _ wie: Deelnemer) async throws {
            let rvt = Deelnemer.veiligheidsteam
            try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenen",
                ["organisatie": wie.wie, "grond": "afspraak", "door": .string(rvt.medewerker("werker"))],
                als: rvt
            ).expect(200)
        }

        @Test(
            "O16, P5: wie hetzelfde onderzoek doet vraagt de lijst, krijgt haar op een grondslag en vraagt alleen wat nieuw is",
            .timeLimit(.minutes(4)))
        func delen() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, wijk) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.lokaalTeam)
            let zaak = try await chain.nieuweZaak()
            let zaakpad = "zaken/\(zaak.lower)"
            let lijst: JSON = ["over": "onderzoek", "vragen": [.string(Self.vraag), .string(Self.open)]]
            #expect(try await doe(chain, zaakpad + "/vragenlijsten", lijst, als: .school).status == 404)
            #expect(
                try await doe(chain, zaakpad + "/vragenlijsten", lijst, als: rvt, rol: "planner").status == 403)
            let id = try await doe(chain, zaakpad + "/vragenlijsten", lijst, als: rvt).expect(201).id()
            let pad = "vragenlijsten/\(id.lower)"
            let zegt: JSON = [
                "vraag": 1, "soort": "zienswijze-ouder", "datum": .string(Dagen.vandaag),
                "antwoord": .string(Self.antwoord),
            ]
            try await doe(chain, pad + "/antwoorden", zegt, als: rvt).expect(200)
            let onbekend = try await doe(chain, pad + "/antwoorden", zegt.met("vraag", 3), als: rvt)
            #expect(onbekend.status == 400 && onbekend.text.contains("/vraag"), "\(onbekend)")

            // Before it has a part in the zaak it does not exist; then that it is there, and nothing of what it says.
            #expect(try await lees(chain, id, als: gi).status == 404)
            try await betrek(chain, zaak, gi)
            let dicht = try await lees(chain, id, als: gi)
            #expect(dicht.status == 403 && dicht.problem == "niet-gedeeld", "\(dicht)")
            let stand = try await chain.get(.verwijzing, "/v1/\(pad)/stand", as: gi.client).expect(200)
            #expect(stand["mogelijk"]?.array == ["vragenlijst-aanvragen"] && stand["open"]?.array == [], "\(stand)")
            for wie in [gi, wijk] {
                #expect(try await doe(chain, pad + "/antwoorden", zegt, als: wie).problem == "niet-de-eigenaar")
            }
            try await doe(chain, pad + "/aanvragen", ["grondslag": "wettelijke-taak"], als: gi).expect(200)
            let taak = try await chain.taak("vragenlijst-delen", id, als: rvt)
            #expect(taak["bestemd"]?.string == rvt.medewerker("werker"), "\(taak)")
            let deling: JSON = ["organisatie": gi.wie, "grondslag": "wettelijke-taak"]
            let buiten = try await doe(
                chain, pad + "/delingen", deling.met("organisatie", Deelnemer.school.wie), als: rvt)
            #expect(buiten.status == 400 && buiten.text.contains("/organisatie"), "\(buiten)")
            try await doe(chain, pad + "/delingen", deling, als: rvt).expect(200)
            _ = try await chain.taak("vragenlijst-ontvangen", id, als: gi)
            try await eventually(within: .seconds(30), "who made it has done it") {
                try await chain.taken(id, als: rvt).allSatisfy { $0["status"]?.string == "gedaan" }
            }

            let gelezen = try await lees(chain, id, als: gi).expect(200)
            let vragen = gelezen["vragen"]?.array ?? []
            #expect(vragen.map { $0["vraag"]?.string } == [Self.vraag, Self.open], "\(gelezen)")
            #expect(vragen.first?["antwoord"]?.string == Self.antwoord)
            #expect(vragen.first?["soort"] == "zienswijze-ouder" && vragen.first?["organisatie"] == rvt.wie)
            #expect(gelezen["lijst"]?["open"]?.array == [2])
            #expect(try await lees(chain, id, als: gi, rol: "planner").status == 403)
            #expect(try await lees(chain, id, als: wijk).problem == "niet-gedeeld")
            try await doe(chain, pad + "/ontvangsten", [:], als: gi).expect(200)
            try await eventually(within: .seconds(30), "it was received") {
                try await chain.taken(id, als: gi).allSatisfy { $0["status"]?.string == "gedaan" }
            }

            // Going on with it: what the family told is refused, however it is typed; what is open is asked.
            let verder: JSON = ["over": "onderzoek", "uit": .string(id.lower)]
            let dubbel = try await doe(
                chain, zaakpad + "/vragenlijsten",
                verder.met("vragen", [.string(Self.open), .string(Self.vraag.uppercased() + " ")]), als: gi)
            #expect(dubbel.status == 400 && dubbel.text.contains("/vragen/1"), "\(dubbel)")
            #expect(!dubbel.text.contains("/vragen/0"))
            let vanWijk = try await doe(
                chain, zaakpad + "/vragenlijsten", verder.met("vragen", [.string(Self.open)]), als: wijk)
            #expect(vanWijk.status == 400 && vanWijk.text.contains("/uit"), "\(vanWijk)")
            let nieuw = try await doe(
                chain, zaakpad + "/vragenlijsten", verder.met("vragen", [.string(Self.open)]), als: gi
            ).expect(201).id()
            let eigen = try await lees(chain, nieuw, als: gi).expect(200)
            #expect(eigen["eerder"]?.array?.map { $0["antwoord"]?.string } == [Self.antwoord], "\(eigen)")
            #expect(eigen["vragen"]?.array?.map { $0["vraag"]?.string } == [Self.open])
            #expect(try await lees(chain, nieuw, als: rvt).problem == "niet-gedeeld", "not shared back by itself")

            // S2: who knows the family sees the lists in the zaak's timeline; with whom one was shared, only its owner
            // and who got it.
            func stappen(_ wie: Deelnemer) async throws -> [String] {
                let tijdlijn = try await chain.get(
                    .verwijzing, "/v1/zaken/\(zaak.lower)/tijdlijn?door=\(wie.medewerker("werker"))", as: wie.client
                ).expect(200)
                return (tijdlijn["stappen"]?.array ?? []).filter { $0["onderwerp"]?.string == id.lower }
                    .compactMap { $0["gebeurtenis"]?.string }.filter { $0.hasPrefix("vragenlijst-") }
            }
            let alle = [
                "vragenlijst-opgesteld", "vragenlijst-beantwoord", "vragenlijst-gevraagd", "vragenlijst-gedeeld",
                "vragenlijst-ontvangen",
            ]
            #expect(try await stappen(rvt) == alle)
            #expect(try await stappen(gi) == alle)
            #expect(try await stappen(wijk) == Array(alle.prefix(2)))

            // P1: of an owner who is shielded since nothing is seen.
            try await doe(
                chain, zaakpad + "/afschermingen",
                [
                    "soort": "plaatsing", "organisatie": rvt.wie, "gemeente": "0268", "reden": "veiligheid-gezin",
                ], als: rvt
            ).expect(201)
            #expect(try await lees(chain, id, als: gi).status == 404)
            #expect(try await stappen(gi) == [])
            #expect(try await lees(chain, nieuw, als: gi).expect(200)["eerder"]?.array == [])

            let overal = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            #expect(overal.contains { $0.contains("vragenlijst-gedeeld") && $0.contains(id.lower) })
            for tekst in ["kievitskuikens", "Scholekster", "tureluur"] {
                #expect(!overal.contains { $0.contains(tekst) })
                #expect(!chain.log("verwijzing").lines.contains { $0.contains(tekst) })
            }
        }

        @Test(
            "O16, P1, P5: afgeschermd of zonder deel in de zaak vervalt wat wachtte, en zegt een weigering niet wie vroeg",
            .timeLimit(.minutes(4)))
        func vervallen() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, school, wijk) = (
                Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.school, Deelnemer.lokaalTeam
            )
            let zaak = try await chain.nieuweZaak()
            for wie in [gi, school] { try await betrek(chain, zaak, wie) }
            let id = try await doe(
                chain, "zaken/\(zaak.lower)/vragenlijsten", ["over": "intake", "vragen": [.string(Self.vraag)]],
                als: rvt
            ).expect(201).id()
            let pad = "vragenlijsten/\(id.lower)"
            let grond: JSON = ["grondslag": "wettelijke-taak"]

            // Shared, and not received yet: with its part in the zaak ends that it reads it, and the task to receive it.
            try await doe(chain, pad + "/delingen", grond.met("organisatie", school.wie), als: rvt).expect(200)
            _ = try await chain.taak("vragenlijst-ontvangen", id, als: school)
            #expect(try await lees(chain, id, als: school).expect(200)["vragen"]?.array?.count == 1)
            try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenheidseinden",
                [
                    "organisatie": school.wie, "reden": "hulp-beeindigd", "door": .string(rvt.medewerker("werker")),
                ], als: rvt
            ).expect(200)
            #expect(try await lees(chain, id, als: school).status == 404)
            #expect(try await chain.get(.verwijzing, "/v1/\(pad)/stand", as: school.client).status == 404)
            try await eventually(within: .seconds(30), "nobody has to receive it") {
                try await chain.taken(id, als: school).allSatisfy { $0["status"]?.string == "vervallen" }
            }

            try await doe(chain, pad + "/aanvragen", grond, als: gi).expect(200)
            _ = try await chain.taak("vragenlijst-delen", id, als: rvt)
            try await doe(
                chain, "zaken/\(zaak.lower)/afschermingen",
                [
                    "soort": "plaatsing", "organisatie": gi.wie, "gemeente": "0268", "reden": "veiligheid-gezin",
                ], als: gi
            ).expect(201)
            _ = try await chain.taak("vragenlijstweigering-lezen", id, als: gi, within: .seconds(30))
            try await eventually(within: .seconds(30), "who made it has nothing to share") {
                try await chain.taken(id, als: rvt).allSatisfy { $0["status"]?.string == "gedaan" }
            }
            let opnieuw = try await doe(chain, pad + "/aanvragen", grond, als: gi)
            #expect(opnieuw.status == 409 && opnieuw.problem == "afgeschermd-voor-eigenaar", "\(opnieuw)")
            let stand = try await chain.get(.verwijzing, "/v1/\(pad)/stand", as: rvt.client).expect(200)
            #expect(
                stand["aanvragen"]?.array == [] && stand["termijnen"]?.array == [] && !stand.text.contains(gi.rawValue))

            // A guess tells nothing: who asked and is shielded answers as who never asked.
            for (deel, meer) in [("weigeringen", ["reden": "anders"] as JSON), ("delingen", grond)] {
                let gok = try await doe(chain, pad + "/" + deel, meer.met("organisatie", gi.wie), als: rvt)
                let nooit = try await doe(
                    chain, pad + "/" + deel,
                    meer.met("organisatie", deel == "delingen" ? Deelnemer.buurteam.wie : wijk.wie), als: rvt)
                #expect(gok.status == nooit.status && gok.text == nooit.text, "\(gok) \(nooit)")
                #expect(gok.status == 400)
            }
        }
    }
}
