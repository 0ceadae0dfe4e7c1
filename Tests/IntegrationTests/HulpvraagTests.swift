import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// V1-V3, R13 over the real services: help that is asked of several at once, each with its own acknowledgement.
    @Suite struct HulpvraagTests {
        private static let behoefte = "Het gezin zoekt iemand die de wielewaalstroom kent."

        private func vraag(
            _ chain: Chain, _ zaak: UUID, aan wie: Deelnemer, _ meer: JSON.Members = [:],
            als vrager: Deelnemer = .lokaalTeam
        ) async throws -> Reply {
            let body: JSON.Members = [
                "door": .string(vrager.medewerker("werker")), "naar": wie.wie, "hulp": "ambulante-jeugdhulp",
                "behoefte": .string(Self.behoefte), "urgentie": "regulier", "regime": "jeugdwet",
                "richting": "opschalen", "gekozenOp": "passend", "route": "gemeente",
            ]
            return try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/verwijzingen", .object(body.merging(meer)),
                as: vrager.client)
        }

        private func doe(
            _ chain: Chain, _ verwijzing: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker"
        ) async throws -> Reply {
            try await chain.doe(
                .verwijzing, "/v1/verwijzingen/\(verwijzing.lower)", deel,
                body.met("door", .string(wie.medewerker(rol))), als: wie)
        }

        private func lees(_ chain: Chain, _ verwijzing: UUID, als wie: Deelnemer, rol: String = "werker") async throws
            -> Reply
        {
            try await chain.get(
                .verwijzing, "/v1/verwijzingen/\(verwijzing.lower)?door=\(wie.medewerker(rol))", as: wie.client)
        }

        @Test(
            "V1-V3: twee organisaties tegelijk gevraagd; elk ontvangt, ziet en antwoordt zelf, en de regie blijft waar zij is",
            .timeLimit(.minutes(3)))
        func tegelijk() async throws {
            let chain = try await IntegrationTests.chain()
            let (team, gi, zorg) = (Deelnemer.lokaalTeam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak()
            let regie = try await chain.regie(zaak)
            // V2: the route is held against who asks.
            #expect(try await vraag(chain, zaak, aan: gi, ["route": "huisarts"]).text.contains("/route"))
            #expect(try await vraag(chain, zaak, aan: gi, ["gekozenOp": "beschikbaar"]).text.contains("/watMist"))
            let overleg = try await vraag(chain, zaak, aan: gi, ["overlegMet": "00000099999999999000"])
            #expect(overleg.status == 400 && overleg.text.contains("/overlegMet"), "\(overleg)")
            #expect(try await vraag(chain, zaak, aan: gi, als: .school).status == 404)
            let bijGi = try await vraag(chain, zaak, aan: gi).expect(201).id()
            let bijZorg = try await vraag(chain, zaak, aan: zorg).expect(201).id()

            let taak = try await chain.taak("verwijzing-beantwoorden", bijGi, als: gi)
            _ = try await chain.taak("verwijzing-beantwoorden", bijZorg, als: zorg)
            try await chain.ontvang(taak, als: gi)
            try await eventually(within: .seconds(30), "the verwijzing was delivered and seen") {
                let stand = try await lees(chain, bijGi, als: gi)
                return stand["bezorgdOp"] != nil && stand["gezienOp"] != nil
            }
            #expect(try await lees(chain, bijZorg, als: zorg)["gezienOp"] == nil)
            let gelezen = try await lees(chain, bijGi, als: gi).expect(200)
            #expect(gelezen["behoefte"]?.string == Self.behoefte)
            #expect(gelezen["termijnen"]?.array?.first?["herkomst"]?.string?.contains("V3") == true, "\(gelezen)")
            #expect(try await lees(chain, bijGi, als: gi, rol: "planner")["behoefte"] == nil)
            #expect(try await lees(chain, bijGi, als: zorg).status == 404)

            // Without a worker and a day nothing is promised; a refusal has an alternative.
            let aanvaard: JSON = ["werker": .string(gi.medewerker("werker")), "startdatum": .string(Dagen.vandaag)]
            let vanAnder = try await chain.insist(
                .verwijzing, "/v1/verwijzingen/\(bijGi.lower)/aanvaardingen",
                aanvaard.met("door", .string(zorg.medewerker("werker"))), as: zorg.client, ifMatch: 1)
            #expect(vanAnder.status == 404, "\(vanAnder)")
            try await doe(chain, bijGi, "aanvaardingen", aanvaard, als: gi).expect(200)
            _ = try await chain.taak("verwijzing-starten", bijGi, als: gi)
            try await wachten(chain, bijZorg)
            try await doe(
                chain, bijZorg, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "later-opnieuw"], als: zorg
            ).expect(200)
            for verwijzing in [bijGi, bijZorg] {
                let antwoord = try await chain.taak("verwijzingantwoord-lezen", verwijzing, als: team)
                #expect(antwoord["bestemd"]?.string == team.medewerker("werker"))
            }
            try await doe(chain, bijGi, "starts", ["grond": "wettelijke-taak"], als: gi).expect(200)
            #expect(try await chain.regie(zaak) == regie)

            let lijst = try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)/verwijzingen", as: team.client)
                .expect(200)
            #expect(
                Set((lijst["verwijzingen"]?.array ?? []).compactMap { $0["status"]?.string }) == [
                    "gestart", "geweigerd",
                ])
            #expect(lijst["lopendeHulp"]?.array?.first?["id"]?.string == bijGi.lower, "\(lijst)")
            let vooraf = lijst["eerderGedaan"]?.array?.map { $0["verwijzing"]?.string }
            #expect(vooraf == [bijGi.lower], "O16, before asking")
            // O16: who asks the same again sees where it began before; who is asked only once it takes it on.
            let nogEens = try await vraag(chain, zaak, aan: zorg, ["lopendGezien": [.string(bijGi.lower)]])
                .expect(201).id()
            func eerder(_ wie: Deelnemer) async throws -> [String?] {
                try await lees(chain, nogEens, als: wie).expect(200)["eerderGedaan"]?.array?
                    .map { $0["verwijzing"]?.string } ?? []
            }
            #expect(try await eerder(team) == [bijGi.lower], "the one that was refused was not done")
            #expect(try await eerder(zorg) == [])
            try await doe(
                chain, nogEens, "aanvaardingen",
                ["werker": .string(zorg.medewerker("werker")), "startdatum": .string(Dagen.vandaag)], als: zorg
            ).expect(200)
            #expect(try await eerder(zorg) == [bijGi.lower])
            #expect(try await lees(chain, bijGi, als: team)["eerderGedaan"]?.array ?? [] == [])

            let overal = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            #expect(overal.contains { $0.contains(bijGi.lower) } && !overal.contains { $0.contains("wielewaal") })
            #expect(!chain.log("verwijzing").lines.contains { $0.contains("wielewaal") })
        }

        /// O4, O18, O19: who waits for help stands on the waiting list, and hears how the waiting goes.
        private func wachten(_ chain: Chain, _ verwijzing: UUID) async throws {
            let (team, zorg) = (Deelnemer.lokaalTeam, Deelnemer.zorgaanbieder)
            func plaats() async throws -> JSON? {
                try await chain.get(.verwijzing, "/v1/wachtlijst", as: zorg.client).expect(200)["regels"]?.array?
                    .first { $0["verwijzing"]?.string == verwijzing.lower }
            }
            #expect(try await plaats()?["status"]?.string == "gevraagd")
            let afspraak = "De tureluurgroep belt elke week over de wielewaal."
            try await doe(
                chain, verwijzing, "uitstellen",
                [
                    "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(10)),
                    "overbruggingsafspraak": .string(afspraak),
                ], als: zorg
            ).expect(200)
            _ = try await chain.taak("verwijzing-wachtlijstbericht-geven", verwijzing, als: zorg)
            let wacht = try #require(try await plaats())
            #expect(wacht["status"]?.string == "uitgesteld" && wacht["reden"]?.string == "wachttijd", "\(wacht)")
            let kenmerk = try #require(wacht["kenmerk"]?.string)
            let csv = try await chain.get(.verwijzing, "/v1/wachtlijst?vorm=csv", as: zorg.client).expect(200)
            #expect(csv.text.contains("verwijzing,\(kenmerk)"), "\(csv)")
            let bericht = "Over drie weken is er plek bij de wielewaalgroep."
            let body: JSON = ["bericht": .string(bericht)]
            let vandaag = try await doe(
                chain, verwijzing, "wachtlijstberichten", body.met("volgendeDatum", .string(Dagen.vandaag)), als: zorg)
            #expect(vandaag.status == 400 && vandaag.text.contains("/volgendeDatum"), "\(vandaag)")
            try await doe(
                chain, verwijzing, "wachtlijstberichten", body.met("volgendeDatum", .string(Dagen.dag(21))), als: zorg
            ).expect(200)
            let gelezen = try await lees(chain, verwijzing, als: team).expect(200)
            #expect(gelezen["bericht"]?.string == bericht && gelezen["overbruggingsafspraak"]?.string == afspraak)
            #expect(gelezen["uitgesteldTot"]?.string == Dagen.dag(21))
            #expect(
                gelezen["termijnen"]?.array?.contains { $0["herkomst"]?.string?.contains("O4") == true } == true,
                "\(gelezen)")
            try await eventually(within: .seconds(30), "the duty to tell is done") {
                try await chain.taken(verwijzing, als: zorg).filter {
                    $0["soort"]?.string == "verwijzing-wachtlijstbericht-geven"
                }.allSatisfy { $0["status"]?.string == "gedaan" }
            }
        }

        @Test(
            "R13: wie nieuwe hulp vraagt ziet wat loopt; alleen een keuze met een reden stopt iets, en die hoort wie helpt",
            .timeLimit(.minutes(3)))
        func lopendeHulp() async throws {
            let chain = try await IntegrationTests.chain()
            let (gi, zorg) = (Deelnemer.gi, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak()
            let eerste = try await vraag(chain, zaak, aan: gi).expect(201).id()
            try await doe(
                chain, eerste, "aanvaardingen",
                ["werker": .string(gi.medewerker("werker")), "startdatum": .string(Dagen.vandaag)], als: gi
            ).expect(200)
            try await doe(chain, eerste, "starts", ["grond": "wettelijke-taak"], als: gi).expect(200)

            // O16: that it was asked before is seen as well.
            #expect(try await vraag(chain, zaak, aan: zorg).text.contains("/eerderGezien"))
            let eerder: JSON.Members = ["eerderGezien": [.string(eerste.lower)]]
            let ongezien = try await vraag(chain, zaak, aan: zorg, eerder)
            #expect(ongezien.status == 400 && ongezien.text.contains("/lopendGezien"), "\(ongezien)")
            let gezien = eerder.merging(["lopendGezien": [.string(eerste.lower)]])
            let tweede = try await vraag(chain, zaak, aan: zorg, gezien).expect(201).id()
            #expect(try await lees(chain, eerste, als: gi)["status"] == "gestart")
            let zonder = gezien.merging(["stoppen": [.string(eerste.lower)]])
            #expect(try await vraag(chain, zaak, aan: zorg, zonder).text.contains("/stopreden"))
            let derde = try await vraag(
                chain, zaak, aan: zorg, zonder.merging(["stopreden": "nieuwe-hulp-vervangt"])
            ).expect(201).id()
            let gestopt = try await lees(chain, eerste, als: gi).expect(200)
            #expect(gestopt["status"] == "beeindigd" && gestopt["reden"] == "nieuwe-hulp-vervangt", "\(gestopt)")
            let taak = try await chain.taak("verwijzing-einde-lezen", eerste, als: gi)
            #expect(taak["bestemd"]?.string == gi.medewerker("werker"))
            let event = try await chain.event(Topics.overdrachten, "verwijzing-beeindigd") {
                $0["verwijzing"]?.string == eerste.lower
            }
            #expect(event.data["vervangenDoor"]?.string == derde.lower)
            #expect(try await lees(chain, tweede, als: zorg)["status"] == "gevraagd")
        }

        @Test(
            "V4-V6: een opname laat de woonplek staan, elke wissel wordt eerst gezien, en vanaf 16 is een bestemming een taak",
            .timeLimit(.minutes(3)))
        func kinderen() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, zorg) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak()
            func post(_ deel: String, _ body: JSON, als wie: Deelnemer = .veiligheidsteam) async throws -> Reply {
                try await chain.insist(
                    .verwijzing, "/v1/zaken/\(zaak.lower)/\(deel)",
                    body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
            }
            func kind(_ jaren: Int) async throws -> UUID {
                try await post("gezinsleden", ["rol": "kind", "geboortedatum": .string(Dagen.dag(-jaren * 366))])
                    .expect(201).id()
            }
            func lees(_ kind: UUID) async throws -> JSON {
                let stand = try await chain.get(
                    .verwijzing, "/v1/zaken/\(zaak.lower)/continuiteit", as: rvt.client
                ).expect(200)
                return try #require(
                    (stand["kinderen"]?.array ?? []).first { $0["kind"]?.string == kind.lower }, "\(stand)")
            }
            let jongere = try await kind(17)
            let id: JSON = .string(jongere.lower)

            // V6: nobody had to look for it.
            let gevraagd = try await chain.event(Topics.overdrachten, "bestemming-gevraagd") {
                $0["kind"]?.string == jongere.lower
            }
            let bestemming = try #require(gevraagd.data["bestemming"]?.string.flatMap { UUID(uuidString: $0) })
            _ = try await chain.taak("bestemming-vastleggen", bestemming, als: rvt)
            #expect(try await lees(jongere)["termijn"]?["herkomst"]?.string?.contains("V6") == true)

            // V4.
            try await post("woonplekken", ["kind": id, "woonplek": "thuis"]).expect(201)
            let gezinshuis: JSON = ["kind": id, "woonplek": "gezinshuis", "organisatie": zorg.wie]
            let zonder = try await post("woonplekken", gezinshuis)
            #expect(zonder.status == 400 && zonder.text.contains("/reden"), "\(zonder)")
            try await post("woonplekken", gezinshuis.met("reden", "plek-past-niet")).expect(201)
            try await post(
                "opnames", ["kind": id, "organisatie": gi.wie, "vanaf": .string(Dagen.vandaag)]
            ).expect(201)
            let opgenomen = try await lees(jongere)
            #expect(opgenomen["woonplek"] == "gezinshuis" && opgenomen["organisatie"]?.string == zorg.rawValue)
            let opname = try #require(opgenomen["opnames"]?.array?.first?["id"]?.string)
            #expect(
                try await post(
                    "woonplekken", ["kind": id, "woonplek": "woongroep", "organisatie": gi.wie, "reden": "anders"]
                ).text.contains("opname-is-geen-woonplek"))
            try await post("opnames/\(opname)/eindes", ["tot": .string(Dagen.vandaag)]).expect(201)
            #expect(try await lees(jongere)["woonplek"] == "gezinshuis")

            // V5: the next change is made by who saw how often there was one before, of place as of worker.
            let ongezien = try await post("woonplekken", ["kind": id, "woonplek": "thuis", "reden": "terug-naar-huis"])
            #expect(ongezien.status == 400 && ongezien.text.contains("/gezien"), "\(ongezien)")
            // V2: freely accessible help needs no route.
            let metRoute = try await vraag(chain, zaak, aan: gi, ["hulp": "opvoedondersteuning"], als: rvt)
            #expect(metRoute.status == 400 && metRoute.text.contains("/route"), "\(metRoute)")
            let vrij = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/verwijzingen",
                [
                    "door": .string(rvt.medewerker("werker")), "naar": gi.wie, "hulp": "opvoedondersteuning",
                    "behoefte": .string(Self.behoefte), "urgentie": "regulier", "regime": "jeugdwet",
                    "richting": "opzij", "gekozenOp": "passend", "kinderen": [id],
                ], as: rvt.client
            ).expect(201).id()
            let toezegging: JSON = ["werker": .string(gi.medewerker("werker")), "startdatum": .string(Dagen.vandaag)]
            let blind = try await doe(chain, vrij, "aanvaardingen", toezegging, als: gi)
            #expect(blind.status == 400 && blind.text.contains("/gezien"), "\(blind)")
            let telling = try await self.lees(chain, vrij, als: gi).expect(200)["wissels"]
            #expect(telling?["verhuizingen"] == 1 && telling?["werkers"] == 0, "\(String(describing: telling))")
            let merk = try #require(telling?["merk"])
            try await doe(chain, vrij, "aanvaardingen", toezegging.met("gezien", merk), als: gi).expect(200)
            #expect(try await lees(jongere)["wissels"]?["werkers"] == 1)
            let wissel: JSON = ["naar": .string(gi.medewerker("werker2"))]
            #expect(
                try await doe(chain, vrij, "werkerwisselingen", wissel.met("gezien", merk), als: gi).status == 400)

            // V6: a destination ends the task; at 18 there is no measure for children any more.
            try await post("bestemmingen", ["kind": id, "wonen": "begeleid-wonen", "zorg": "wmo"]).expect(201)
            try await eventually(within: .seconds(30), "the destination is there") {
                try await chain.taken(bestemming, als: rvt).allSatisfy { $0["status"]?.string == "gedaan" }
            }
            let volwassene = try await kind(19)
            _ = try await chain.event(Topics.overdrachten, "jongere-meerderjarig") {
                $0["kind"]?.string == volwassene.lower
            }
            let kader = try await post(
                "kaders",
                ["kind": .string(volwassene.lower), "uitvoerder": gi.wie, "vanaf": .string(Dagen.vandaag)])
            #expect(kader.problem == "meerderjarig", "\(kader)")
            #expect(
                try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)/continuiteit", as: gi.client).status == 404)
        }
    }
}
