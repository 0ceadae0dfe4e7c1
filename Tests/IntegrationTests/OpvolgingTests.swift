import Contracts
import Foundation
import Synchronization
import TestSupport
import Testing

extension IntegrationTests {
    /// O17, O23 over the real services: an organisation stops while handovers to it run.
    @Suite(.serialized) struct OpvolgingTests {
        private let opgaand = Deelnemer.opgaand
        private let opvolger = Deelnemer.zorgaanbieder
        private let opgeheven = Deelnemer.opgeheven
        private let team = Deelnemer.veiligheidsteam

        private static func regels(_ reply: Reply) -> [JSON] { reply["regels"]?.array ?? [] }

        /// What the register was made to say so far, under its last version: the highest one counts.
        private static let stand = Mutex<(versie: Int, regels: [Deelnemer: String])>((30, [:]))

        /// The register with another entry for some organisations.
        func register(
            _ chain: Chain, _ nieuw: [Deelnemer: String], opvolgers: [(weg: Deelnemer, door: Deelnemer)]
        ) async throws {
            let (versie, wijzigingen) = Self.stand.withLock { stand in
                stand.versie += 10
                stand.regels.merge(nieuw) { $1 }
                return stand
            }
            var tekst = chain.setup.register.replacing("versie: 1\n", with: "versie: \(versie)\n")
            for (wie, regels) in wijzigingen {
                let begin = try #require(tekst.range(of: "naam: Organisatie \(wie)\n"))
                let actief = try #require(
                    tekst.range(of: "    actief: true\n", range: begin.upperBound..<tekst.endIndex))
                tekst.replaceSubrange(actief, with: regels)
            }
            let bestand = chain.folder + "/register-opvolging-\(versie).yaml"
            try Data(tekst.utf8).write(to: URL(filePath: bestand))
            let proef = try await chain.keten("register", "apply", bestand, "--dry-run")
            #expect(proef.status == 0, "\(proef)")
            for (weg, door) in opvolgers {
                #expect(proef.lines.contains { $0.contains(weg.rawValue) && $0.contains(door.rawValue) })
            }
            // Register events can come twice.
            for _ in 0..<2 {
                let toegepast = try await chain.keten("register", "apply", bestand)
                #expect(toegepast.status == 0, "\(toegepast)")
            }
        }

        private func wacht(_ zaak: UUID, _ chain: Chain, als wie: Deelnemer) async throws -> JSON? {
            Self.regels(try await chain.insist(get: .verwijzing, "/v1/vervangingen", as: wie)).first {
                $0["zaak"]?.string == zaak.lower
            }
        }

        private func gestart(_ zaak: UUID, _ chain: Chain) async throws -> UUID {
            let overdracht = try await chain.bied(zaak, naar: opgaand)
            try await chain.aanvaard(overdracht, als: opgaand).expect(200)
            try await chain.bevestigGesprek(overdracht, als: opgaand, met: team).expect(200)
            try await chain.bevestigGesprek(overdracht, als: team, met: opgaand).expect(200)
            try await chain.doe(
                overdracht, "starts", ["grond": "wettelijke-taak"], door: opgaand.medewerker("werker"), als: opgaand
            )
            .expect(200)
            return overdracht
        }

        // MARK: - What stands beside handovers

        /// What opgaand has beside the handovers of these zaken, each alone enough to be found.
        private struct Naast {
            let hulp: UUID
            let advies: UUID
            let navraag: UUID
            let maatregel: UUID
            let genodigd: UUID
            let bijeengeroepen: UUID
            /// Asked of who closes without a successor.
            let zonder: UUID
        }

        private static let tekst = "De tureluur wacht op het tweede ei."

        private func post(
            _ service: ChainService, _ pad: String, _ body: JSON, als wie: Deelnemer, _ chain: Chain
        ) async throws -> Reply {
            try await chain.insist(service, pad, body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
        }

        private func hulp(_ zaak: UUID, aan wie: Deelnemer, _ chain: Chain) async throws -> UUID {
            try await post(
                .verwijzing, "/v1/zaken/\(zaak.lower)/verwijzingen",
                [
                    "naar": wie.wie, "hulp": "ambulante-jeugdhulp", "behoefte": .string(Self.tekst),
                    "urgentie": "regulier", "regime": "jeugdwet", "richting": "opschalen", "gekozenOp": "passend",
                    "route": "gemeente",
                ], als: .lokaalTeam, chain
            ).expect(201).id()
        }

        private func overleg(
            _ zaak: UUID, door wie: Deelnemer, met genodigde: Deelnemer, _ chain: Chain
        ) async throws -> UUID {
            try await post(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)/overleggen",
                [
                    "soort": "mda-plus-plus", "datum": .string(Dagen.dag(20)), "tijd": "10:00",
                    "organisaties": [genodigde.wie],
                ], als: wie, chain
            ).expect(201).id()
        }

        private func zetNaast(_ zaken: [UUID], regie gestart: UUID, _ chain: Chain) async throws -> Naast {
            let maatregelzaak = try await chain.nieuweZaak()
            let kind = try await MaatregelTests.kind(chain, maatregelzaak)
            let maatregel = try await post(
                .veiligheidsteam, "/v1/casussen/\(maatregelzaak.lower)/maatregelen",
                [
                    "kind": .string(kind.lower), "soort": "ondertoezichtstelling",
                    "uitspraakdatum": .string(Dagen.dag(-2)), "einddatum": .string(Dagen.dag(300)),
                    "meerderjarigdatum": .string(Dagen.dag(900)), "uitvoerder": opgaand.wie,
                    "raad": Deelnemer.raad.wie,
                ], als: team, chain
            ).expect(201).id()
            _ = try await chain.taak("plan-maken", maatregel, als: opgaand)
            let hulp = try await hulp(zaken[0], aan: opgaand, chain)
            _ = try await chain.taak("verwijzing-beantwoorden", hulp, als: opgaand)
            let advies = try await post(
                .verwijzing, "/v1/zaken/\(zaken[2].lower)/consultaties",
                [
                    "naar": opgaand.wie, "over": "consultatie", "urgentie": "regulier", "vraag": .string(Self.tekst),
                    "herkenbaar": false, "gezinWeet": true,
                ], als: team, chain
            ).expect(201).id()
            let navraag = try await post(
                .verwijzing, "/v1/zaken/\(zaken[0].lower)/navragen", ["tekst": .string(Self.tekst)], als: opgaand,
                chain
            ).expect(201).id()
            let bijeengeroepen = try await eventually(within: .seconds(30), "the casus knows who holds the regie") {
                let casus = try await chain.get(.veiligheidsteam, "/v1/casussen/\(gestart.lower)", as: opgaand.client)
                return casus.status == 200 ? try await overleg(gestart, door: opgaand, met: team, chain) : nil
            }
            return Naast(
                hulp: hulp, advies: advies, navraag: navraag, maatregel: maatregel,
                genodigd: try await overleg(zaken[2], door: team, met: opgaand, chain),
                bijeengeroepen: bijeengeroepen, zonder: try await self.hulp(zaken[2], aan: opgeheven, chain))
        }

        /// O16: opgaand made a list, for which the team that handed over asks.
        private func zetVragenlijst(_ zaak: UUID, _ chain: Chain) async throws -> UUID {
            let lijst = try await post(
                .verwijzing, "/v1/zaken/\(zaak.lower)/vragenlijsten",
                ["over": "onderzoek", "vragen": [.string(Self.tekst)]], als: opgaand, chain
            ).expect(201).id()
            try await post(
                .verwijzing, "/v1/vragenlijsten/\(lijst.lower)/aanvragen", ["grondslag": "wettelijke-taak"], als: team,
                chain
            ).expect(200)
            _ = try await chain.taak("vragenlijst-delen", lijst, als: opgaand)
            return lijst
        }

        private func controleer(vragenlijst lijst: UUID, _ chain: Chain) async throws {
            let pad = "/v1/vragenlijsten/\(lijst.lower)"
            try await eventually(within: .seconds(60), "the question list is the successor's") {
                try await lees(.verwijzing, pad, als: opvolger, chain)["lijst"]?["eigenaar"]?["organisatie"]
                    == opvolger.wie
            }
            _ = try await chain.taak("vragenlijst-delen", lijst, als: opvolger, within: .seconds(60))
            let deling: JSON = ["organisatie": team.wie, "grondslag": "wettelijke-taak"]
            #expect(try await post(.verwijzing, pad + "/delingen", deling, als: opgaand, chain).status == 403)
            try await post(.verwijzing, pad + "/delingen", deling, als: opvolger, chain).expect(200)
            let gelezen = try await lees(.verwijzing, pad, als: team, chain).expect(200)
            #expect(gelezen["vragen"]?.array?.first?["vraag"]?.string == Self.tekst, "\(gelezen)")
        }

        /// V7: opgaand helps under a verwijzing, in a zaak of which it does not hold the regie.
        private func verwijs(_ zaak: UUID, _ chain: Chain) async throws -> UUID {
            let id = try await hulp(zaak, aan: opgaand, chain)
            let (pad, werker) = ("/v1/verwijzingen/\(id.lower)", JSON.string(opgaand.medewerker("werker")))
            let toezegging: JSON = ["door": werker, "werker": werker, "startdatum": .string(Dagen.vandaag)]
            try await chain.doe(.verwijzing, pad, "aanvaardingen", toezegging, als: opgaand).expect(200)
            try await chain.doe(.verwijzing, pad, "starts", ["door": werker, "grond": "wettelijke-taak"], als: opgaand)
                .expect(200)
            return id
        }

        private func bevestig(_ plaats: UUID, _ chain: Chain) async throws -> Reply {
            try await post(.verwijzing, "/v1/vervangingen/\(plaats.lower)/bevestigingen", [:], als: .lokaalTeam, chain)
        }

        private func lees(
            _ service: ChainService, _ pad: String, als wie: Deelnemer, _ chain: Chain
        ) async throws -> Reply {
            try await chain.get(service, "\(pad)?door=\(wie.medewerker("werker"))", as: wie.client)
        }

        /// The successor sees and acts with the terms that ran; who stopped is refused.
        private func controleer(_ naast: Naast, vragen zaak: UUID, termijnen: [JSON], _ chain: Chain) async throws {
            let gedaan: JSON = ["gedaandatum": .string(Dagen.vandaag)]
            let plan = "/v1/maatregelen/\(naast.maatregel.lower)/plannen"
            try await eventually(within: .seconds(60), "the measure is the successor's") {
                try await lees(.veiligheidsteam, "/v1/maatregelen/\(naast.maatregel.lower)", als: opvolger, chain)[
                    "uitvoerder"] == opvolger.wie
            }
            let maatregel = try await lees(
                .veiligheidsteam, "/v1/maatregelen/\(naast.maatregel.lower)", als: opvolger, chain
            ).expect(200)
            let nu = maatregel["termijnen"]?.array ?? []
            #expect(
                nu.map { $0["verloopt"] } == termijnen.map { $0["verloopt"] } && !nu.isEmpty, "due when they were due")
            #expect(nu.allSatisfy { $0["organisatie"] == opvolger.wie })
            _ = try await chain.taak("plan-maken", naast.maatregel, als: opvolger, within: .seconds(60))
            _ = try await chain.taak("maatregel-opvolging-lezen", naast.maatregel, als: team, within: .seconds(60))
            #expect(try await post(.veiligheidsteam, plan, gedaan, als: opgaand, chain).status == 403)
            try await post(.veiligheidsteam, plan, gedaan, als: opvolger, chain).expect(200)

            try await eventually(within: .seconds(60), "the verwijzing is the successor's") {
                try await lees(.verwijzing, "/v1/verwijzingen/\(naast.hulp.lower)", als: opvolger, chain)["naar"]
                    == opvolger.wie
            }
            _ = try await chain.taak("verwijzing-beantwoorden", naast.hulp, als: opvolger, within: .seconds(60))
            _ = try await chain.taak("hulp-opvolging-lezen", naast.hulp, als: .lokaalTeam, within: .seconds(60))
            try await chain.doe(
                .verwijzing, "/v1/verwijzingen/\(naast.hulp.lower)", "aanvaardingen",
                [
                    "door": .string(opvolger.medewerker("werker")), "werker": .string(opvolger.medewerker("werker")),
                    "startdatum": .string(Dagen.vandaag),
                ], als: opvolger
            ).expect(200)

            try await eventually(within: .seconds(60), "the question for advice is the successor's") {
                try await lees(.verwijzing, "/v1/consultaties/\(naast.advies.lower)", als: opvolger, chain).status
                    == 200
            }
            let antwoord = "/v1/consultaties/\(naast.advies.lower)/antwoorden"
            #expect(
                try await post(.verwijzing, antwoord, ["advies": .string(Self.tekst)], als: opgaand, chain).status
                    == 403)
            try await post(.verwijzing, antwoord, ["advies": .string(Self.tekst)], als: opvolger, chain).expect(200)
            let navragen = try await lees(.verwijzing, "/v1/zaken/\(zaak.lower)/navragen", als: opvolger, chain)
                .expect(200)
            #expect(
                navragen["navragen"]?.array?.contains { $0["id"]?.string == naast.navraag.lower } == true,
                "\(navragen)")

            let afzegging = "/v1/overleggen/\(naast.bijeengeroepen.lower)/afzeggingen"
            try await eventually(within: .seconds(60), "the meeting is the successor's") {
                try await lees(
                    .veiligheidsteam, "/v1/overleggen/\(naast.bijeengeroepen.lower)", als: opvolger, chain)[
                        "bijeengeroepenDoor"]?["organisatie"] == opvolger.wie
            }
            #expect(
                try await post(.veiligheidsteam, afzegging, ["reden": "verzet"], als: opgaand, chain).status == 403)
            try await post(.veiligheidsteam, afzegging, ["reden": "verzet"], als: opvolger, chain).expect(200)
            let genodigd = try await eventually(within: .seconds(60), "the successor is invited") {
                let stand = try await lees(
                    .veiligheidsteam, "/v1/overleggen/\(naast.genodigd.lower)", als: opvolger, chain)
                return stand.status == 200 ? stand : nil
            }
            let uitnodiging = genodigd["uitnodigingen"]?.array?.first
            #expect(uitnodiging?["organisatie"] == opgaand.wie && uitnodiging?["opgevolgdDoor"] == opvolger.wie)

            // O17: nobody answers any more, and who asked hears it.
            let teruggekomen = try await chain.taak(
                "verwijzingantwoord-lezen", naast.zonder, als: .lokaalTeam, within: .seconds(60))
            #expect(teruggekomen["medewerker"]?.string == Deelnemer.lokaalTeam.medewerker("werker"))
        }

        @Test(
            "O17, O23, V7: aanbod, regie, taken en termijnen gaan naar de opvolger of terug naar de afzender; ieder hoort het",
            .timeLimit(.minutes(5)))
        func stopt() async throws {
            let chain = try await IntegrationTests.chain()
            let zaken = try await chain.voorraad(3)
            let open = try await chain.bied(zaken[0], naar: opgaand)
            _ = try await chain.taak("overdracht-beantwoorden", open, als: opgaand)
            let gestart = try await gestart(zaken[1], chain)
            let zonder = try await chain.bied(zaken[2], naar: opgeheven)
            // V6: who holds the regie there looks for a destination.
            let jongere = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaken[1].lower)/gezinsleden",
                [
                    "door": .string(opgaand.medewerker("werker")), "rol": "kind",
                    "geboortedatum": .string(Dagen.dag(-17 * 366)),
                ], as: opgaand.client
            ).expect(201).id()

            let naast = try await zetNaast(zaken, regie: zaken[1], chain)
            let lijst = try await zetVragenlijst(zaken[1], chain)
            let verwezen = try await verwijs(zaken[2], chain)
            let lopend = try await lees(
                .veiligheidsteam, "/v1/maatregelen/\(naast.maatregel.lower)", als: opgaand, chain
            ).expect(200)["termijnen"]?.array

            let vooraf = try await chain.keten("organisation", "succession", opgaand.rawValue)
            #expect(vooraf.status == 0 && vooraf.lines.last?.hasSuffix("would pass") == true, "\(vooraf)")
            for deel in [
                "maatregelen 1", "overleggen 2", "verwijzingen 2", "adviesvragen 1", "navragen-van-haar 1",
                "vragenlijsten 1",
            ] {
                #expect(vooraf.lines.contains { $0.contains(deel) }, "\(deel): \(vooraf)")
            }
            #expect(try await chain.stand(open, als: opgaand)["naar"]?.string == opgaand.rawValue)
            // V7: announced, whom it helps stands on the list, for itself and for the region.
            let opvolging = "    opvolger: \"\(opvolger.rawValue)\"\n"
            let dag = "    stoptOp: \"\(Dagen.dag(30))\"\n"
            try await register(
                chain, [opgaand: "    actief: true\n" + opvolging + dag], opvolgers: [(opgaand, opvolger)])
            for wie in [opgaand, .keten] {
                let regel = try await eventually(within: .seconds(60), "it stands on the list of \(wie)") {
                    try await wacht(zaken[1], chain, als: wie)
                }
                #expect(regel["vorige"]?.string == opgaand.rawValue && regel["stoptOp"]?.string == Dagen.dag(30))
            }
            #expect(try await wacht(zaken[0], chain, als: .keten) == nil, "it helps nobody there")
            #expect(try await wacht(zaken[1], chain, als: .school) == nil)
            // Also help that was asked of it: with who asked.
            let plaats = try await eventually(within: .seconds(60), "help under a verwijzing stands on the list") {
                try await wacht(zaken[2], chain, als: .lokaalTeam)
            }
            #expect(plaats["verwijzing"]?.string == verwezen.lower && plaats["vorige"] == opgaand.wie)
            let zoekt = try #require(plaats["id"]?.string.flatMap(UUID.init(uuidString:)))
            _ = try await chain.taak("vervanging-zoeken", zoekt, als: .lokaalTeam, within: .seconds(60))
            let teVroeg = try await bevestig(zoekt, chain)
            #expect(teVroeg.status == 409 && teVroeg.problem == "nog-niet-gestart", "\(teVroeg)")

            try await register(
                chain, [opgaand: "    actief: false\n" + opvolging, opgeheven: "    actief: false\n"],
                opvolgers: [(opgaand, opvolger)])

            // The successor stands in its place, with what was to be done.
            try await eventually(within: .seconds(60), "the offer is the successor's") {
                try await chain.get(.verwijzing, "/v1/overdrachten/\(open.lower)", as: opvolger.client)["naar"]?.string
                    == opvolger.rawValue
            }
            _ = try await chain.taak("overdracht-beantwoorden", open, als: opvolger, within: .seconds(60))
            try await chain.aanvaard(open, als: opvolger).expect(200)
            try await eventually(within: .seconds(60), "the regie is the successor's") {
                try await chain.regie(zaken[1], als: team) == opvolger.rawValue
            }
            let gezocht = try await chain.event(Topics.overdrachten, "bestemming-doorgegeven") {
                $0["kind"]?.string == jongere.lower
            }
            #expect(gezocht.data["regie"]?["organisatie"]?.string == opvolger.rawValue)
            let na = try await chain.stand(gestart, als: opvolger)
            #expect(na["status"]?.string == "gestart" && na["naar"]?.string == opvolger.rawValue)
            #expect(na["termijnen"]?.array?.allSatisfy { $0["organisatie"]?.string == opvolger.rawValue } == true)
            let leider = try await chain.taak("overname-oppakken", zaken[1], als: opvolger, within: .seconds(60))
            #expect(leider["medewerker"]?.string == opvolger.medewerker("leider"))
            _ = try await chain.taak("opvolging-lezen", zaken[1], als: team, within: .seconds(60))
            try await chain.doe(
                gestart, "werkerwisselingen", ["naar": .string(opvolger.medewerker("werker"))],
                door: opvolger.medewerker("leider"), als: opvolger
            ).expect(200)
            try await eventually(within: .seconds(30), "the casus follows") {
                try await chain.insist(get: .veiligheidsteam, "/v1/casussen/\(zaken[1].lower)", as: team)[
                    "regiehouder"]?[
                        "organisatie"]?.string == opvolger.rawValue
            }

            try await controleer(naast, vragen: zaken[0], termijnen: lopend ?? [], chain)
            try await controleer(vragenlijst: lijst, chain)

            // V7: who asked says that the successor goes on.
            try await eventually(within: .seconds(60), "the help is the successor's") {
                try await lees(.verwijzing, "/v1/verwijzingen/\(verwezen.lower)", als: .lokaalTeam, chain)["naar"]
                    == opvolger.wie
            }
            #expect(try await wacht(zaken[2], chain, als: .lokaalTeam)?["id"]?.string == zoekt.lower)
            #expect(try await bevestig(zoekt, chain).expect(200)["uitkomst"] == "overgenomen")
            #expect(try await wacht(zaken[2], chain, als: .keten) == nil)

            // V7: off the list when the successor says that it goes on.
            try await eventually(within: .seconds(30), "the successor sees to it") {
                try await wacht(zaken[1], chain, als: opvolger)?["aan"]?["organisatie"]?.string == opvolger.rawValue
            }
            let overname = try #require(try await wacht(zaken[1], chain, als: opvolger)?["id"]?.string)
            let bevestigd = try await chain.insist(
                .verwijzing, "/v1/vervangingen/\(overname)/bevestigingen",
                ["door": .string(opvolger.medewerker("werker"))], as: opvolger.client
            ).expect(200)
            #expect(bevestigd["uitkomst"]?.string == "overgenomen")
            #expect(try await wacht(zaken[1], chain, als: .keten) == nil)
            // S2: it stands in the zaak's timeline.
            let vervangen = try await chain.insist(
                get: .verwijzing,
                "/v1/zaken/\(zaken[1].lower)/tijdlijn?door=\(opvolger.medewerker("werker"))", as: opvolger
            ).expect(200)["stappen"]?.array?.filter { $0["gebeurtenis"]?.string?.hasPrefix("vervanging-") == true }
            #expect(vervangen?.last?["soort"] == "overgenomen", "\(vervangen ?? [])")
            #expect(vervangen?.contains { $0["gebeurtenis"] == "vervanging-gezocht" } == true)

            // Without a successor it is back at who offered, never at nobody.
            try await eventually(within: .seconds(60), "the offer is back at the sender") {
                try await chain.stand(zonder, als: team)["status"]?.string == "ingetrokken"
            }
            let terug = try await chain.taak("overname-oppakken", zaken[2], als: team, within: .seconds(60))
            #expect(terug["medewerker"]?.string == team.medewerker("werker"))

            // The old name stays in history.
            let tijdlijn = Self.regels(
                try await chain.insist(get: .verwijzing, "/v1/overdrachten/\(gestart.lower)/tijdlijn", as: opvolger))
            func wie(_ gebeurtenis: String) -> String? {
                tijdlijn.first { $0["gebeurtenis"]?.string == gebeurtenis }?["organisatie"]?.string
            }
            #expect(wie("overdracht-geaccepteerd") == opgaand.rawValue)
            #expect(wie("overdracht-opgevolgd") == opvolger.rawValue)

            let verloop =
                try await chain.insist(
                    get: .verwijzing,
                    "/v1/zaken/\(zaken[0].lower)/tijdlijn?door=\(Deelnemer.lokaalTeam.medewerker("werker"))",
                    as: .lokaalTeam
                ).expect(200)["stappen"]?.array?.filter { $0["onderwerp"]?.string == naast.hulp.lower } ?? []
            func betreft(_ gebeurtenis: String) -> JSON? {
                verloop.first { $0["gebeurtenis"]?.string == gebeurtenis }?["betreft"]
            }
            #expect(betreft("verwijzing-gevraagd") == opgaand.wie && betreft("verwijzing-opgevolgd") == opvolger.wie)

            // Once, however often the register says it; and nothing is left.
            try await eventually(within: .seconds(60), "nothing is left to pass") {
                let klaar = try await chain.keten("organisation", "succession", opgaand.rawValue)
                return klaar.status == 0 && klaar.lines.last == "0 still to pass"
            }
            for zaak in zaken {
                let gestopt = chain.tap.events(Topics.overdrachten).filter {
                    $0.eventType?.name == "organisatie-gestopt" && $0.data["zaak"]?.string == zaak.lower
                }
                #expect(gestopt.count == 1)
            }
            #expect(try await chain.get(.verwijzing, "/v1/bord", as: opgaand.client).status == 403)
        }
    }
}
