import Contracts
import Foundation
import Synchronization
import TestSupport
import Testing

extension IntegrationTests {
    /// O17, O23 over the real services: an organisation stops while handovers to it run.
    @Suite(.serialized) struct OpvolgingTests {
        let opgaand = Deelnemer.opgaand
        let opvolger = Deelnemer.zorgaanbieder
        let opgeheven = Deelnemer.opgeheven
        let team = Deelnemer.veiligheidsteam

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
