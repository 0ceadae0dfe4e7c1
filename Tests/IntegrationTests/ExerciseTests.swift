import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// C3: an exercise is marked wherever it goes, reaches only who takes part, and never mixes with what is real.
    @Suite(.serialized) struct ExerciseTests {
        private static let deelnemers = [Deelnemer.politie, .veiligheidsteam, .zorgaanbieder, .school]

        @Test(
            "C3: een oefening is overal gemerkt, bereikt alleen wie meedoet en mengt nooit met echt",
            .timeLimit(.minutes(6)))
        func oefening() async throws {
            let chain = try await IntegrationTests.chain()
            let (bsn, kenmerk) = (Verzonnen.bsn(), UUID().lower)
            #expect(try await meld(chain, als: .politie).problemCodes == ["oefent-niet-mee"], "none runs yet")
            let id = try await begin(chain)

            // The same child and the same own reference, real and in exercise: two meldingen, two casussen.
            let echt = try await chain.meld(bsn: bsn, kenmerk: kenmerk)
            let geoefend = try await meld(chain, als: .politie, bsn: bsn, kenmerk: kenmerk).expect(201).id()
            let herhaald = try await meld(chain, als: .politie, bsn: bsn, kenmerk: kenmerk).expect(200).id()
            #expect(geoefend != echt && herhaald == geoefend)
            let zaakEcht = try await chain.zaak(van: echt)
            let zaak = try await chain.zaak(van: geoefend)
            #expect(zaak != zaakEcht)
            #expect(try await chain.zaak(van: chain.meld(bsn: bsn)) == zaakEcht)
            let tweede = try await meld(chain, als: .politie, bsn: bsn).expect(201).id()
            #expect(try await chain.zaak(van: tweede) == zaak)

            // Nobody outside takes part, whichever way it is tried.
            #expect(try await meld(chain, als: .gi, acuut: "ja").problemCodes == ["oefent-niet-mee"])
            let vanBuiten = try await gemerkt(chain.aangeboden(als: .gi))
            try await chain.stuur(vanBuiten, als: .gi)
            let antwoord = try await chain.event(Deelnemer.gi.uitKafka, "bericht-geweigerd") {
                $0["bericht"]?.string == vanBuiten["id"]?.string
            }
            #expect(antwoord.oefening && antwoord.data["fouten"]?.array?.first?["code"]?.string == "oefent-niet-mee")
            try await chain.beoordeel(zaak)
            for naar in [Deelnemer.gi, .lokaalTeam] {
                #expect(try await bied(chain, zaak, naar: naar).problemCodes == ["oefent-niet-mee"])
            }

            // Over Kafka in, and the whole handover to one that takes part.
            let vanSchool = try await gemerkt(chain.aangeboden(als: .school))
            try await chain.stuur(vanSchool, als: .school)
            let viaKafka = try await chain.ingenomen(
                [vanSchool["data"]?["eigenKenmerk"]?.string ?? ""], van: .school)
            let zaakSchool = try await chain.zaak(van: viaKafka[0])
            let overdracht = try await chain.bied(zaak, naar: .zorgaanbieder)
            try await chain.aanvaard(overdracht, als: .zorgaanbieder).expect(200)
            try await chain.bevestigGesprek(overdracht, als: .zorgaanbieder, met: .veiligheidsteam).expect(200)
            try await chain.bevestigGesprek(overdracht, als: .veiligheidsteam, met: .zorgaanbieder).expect(200)
            _ = try await chain.event(Topics.overdrachten, "overdracht-overgedragen") {
                $0["overdracht"]?.string == overdracht.lower
            }
            try await chain.beoordeel(zaakSchool)
            let aanSchool = try await chain.bied(zaakSchool, naar: .school)
            try await bevestigd(chain, aanSchool)

            // Nobody answers in the short region: in an exercise the region's named person is not reached.
            let kort = try await meld(chain, als: .politie, gemeente: Regio.kort.gemeente).expect(201).id()
            let zaakKort = try await chain.zaak(van: kort)
            try await chain.beoordeel(zaakKort)
            let onbeantwoord = try await chain.bied(zaakKort, naar: .zorgaanbieder)
            let achtergehouden = try await chain.event(Topics.bevestigingen, "taak-vervallen", within: .seconds(60)) {
                $0["reden"]?.string == "niet-in-oefening" && $0["organisatie"]?.string == Deelnemer.keten.rawValue
                    && $0["onderwerp"]?.string == onbeantwoord.lower
            }
            #expect(achtergehouden.oefening)
            let bereikt = try await chain.get(.notificaties, "/v1/taken?limit=200", as: Deelnemer.keten.client)
            #expect(bereikt["resultaten"]?.array?.allSatisfy { $0["oefening"] == false } == true)

            try gemerkt(
                chain,
                alle: [
                    geoefend, tweede, zaak, zaakSchool, viaKafka[0], overdracht, aanSchool, kort, zaakKort,
                    onbeantwoord,
                ],
                echt: [echt, zaakEcht])
            try await sluit(chain, id)
        }

        // MARK: - Parts

        private func begin(_ chain: Chain) async throws -> String {
            let wie = Self.deelnemers.map(\.rawValue).joined(separator: ",")
            let opdracht = [
                "exercise", "start", "proefoefening", "--region", Regio.gewoon.code, "--with", wie, "--goal",
                "warme overdracht", "--by", "mw-keten-leider", "--json",
            ]
            let proef = try await chain.keten(opdracht + ["--dry-run"])
            #expect(proef.status == 0, "\(proef)")
            let begonnen = try await chain.keten(opdracht)
            #expect(begonnen.status == 0, "\(begonnen)")
            let stand = try JSON.parse((begonnen.lines.last ?? "").utf8)
            // A service's copy in memory is half a second behind its rows.
            try await eventually(within: .seconds(10), "it takes part") {
                try await self.meld(chain, als: .politie).status == 201
            }
            return stand["oefening"]?.string ?? ""
        }

        private func sluit(_ chain: Chain, _ id: String) async throws {
            let opdracht = ["exercise", "close", id, "--evaluation", "het liep", "--by", "mw-keten-leider"]
            let zonder = try await chain.keten(opdracht)
            #expect(zonder.status == 64, "closed without an improvement or an explicit none: \(zonder)")
            let met = try await chain.keten(opdracht + ["--no-improvement", "alles werkte zoals bedoeld"])
            #expect(met.status == 0, "\(met)")
            let lijst = try await chain.keten("exercise", "list", "--json")
            let stand = try JSON.parse((lijst.lines.last ?? "").utf8).array?.first { $0["oefening"]?.string == id }
            #expect(stand?["evaluatie"]?.string == "het liep" && stand?["verbetering"] == false, "\(lijst)")
            #expect(stand?["doel"]?.string == "warme overdracht" && stand?["toelichting"]?.string != nil)
            try await eventually(within: .seconds(10), "nobody takes part any more") {
                try await self.meld(chain, als: .politie).problemCodes == ["oefent-niet-mee"]
            }
            for wie in Self.deelnemers {
                let taken = try await chain.get(.notificaties, "/v1/taken?limit=200", as: wie.client).expect(200)
                #expect(taken["resultaten"]?.array?.allSatisfy { $0["oefening"] == false } == true, "\(wie)")
            }
        }

        /// A system's confirmation of an exercise task says so too; one that does not is about something real.
        private func bevestigd(_ chain: Chain, _ overdracht: UUID) async throws {
            let taak = try await chain.taak("overdracht-beantwoorden", overdracht, als: .school)
            #expect(taak["oefening"] == true)
            let id = taak["id"]?.string ?? ""
            let aangeboden = try await chain.event(Deelnemer.school.uitKafka, "taak-aangeboden") {
                $0["taak"]?.string == id
            }
            #expect(aangeboden.oefening && aangeboden.data["oefening"] == true)
            let gezien = chain.bericht(
                "taak-gezien-gemeld", ["taak": .string(id), "medewerker": taak["medewerker"] ?? .null], als: .school)
            try await chain.stuur(gezien, als: .school)
            let geweigerd = try await chain.event(Deelnemer.school.uitKafka, "bericht-geweigerd") {
                $0["bericht"]?.string == gezien["id"]?.string
            }
            #expect(geweigerd.data["fouten"]?.array?.first?["code"]?.string == "oefening-en-echt")
            try await chain.stuur(gemerkt(gezien).met("id", .string(UUID().lower)), als: .school)
            _ = try await chain.event(Topics.bevestigingen, "taak-gezien") { $0["taak"]?.string == id }
        }

        private func gemerkt(_ bericht: JSON) -> JSON { bericht.met("oefening", true) }

        /// Over every event of every topic: envelope and data say the same, what belongs to the exercise is marked, what
        /// is real is not, and nothing marked went to who takes no part.
        private func gemerkt(_ chain: Chain, alle: [UUID], echt: [UUID]) throws {
            let (geoefend, werkelijk) = (Set(alle.map(\.lower)), Set(echt.map(\.lower)))
            let topics = Chain.topics(chain.setup).map(\.name).filter { !$0.hasPrefix("keten.in.") }
            var aantal = 0
            for topic in topics where topic != Topics.register {
                for event in chain.tap.events(topic) {
                    let waarover = ["melding", "zaak", "overdracht", "onderwerp"].compactMap { event.data[$0]?.string }
                    #expect(event.data["oefening"] == .bool(event.oefening), "\(topic) \(event.type)")
                    if !geoefend.isDisjoint(with: waarover) {
                        aantal += 1
                        #expect(event.oefening, "\(topic) \(event.type) is not marked")
                    }
                    if !werkelijk.isDisjoint(with: waarover) { #expect(!event.oefening, "\(topic) \(event.type)") }
                    for wie in Deelnemer.allCases
                    where topic == wie.uitKafka && !Self.deelnemers.contains(wie)
                        && event.eventType?.name != "bericht-geweigerd"
                    { #expect(!event.oefening, "\(event.type) went to \(wie)") }
                }
            }
            #expect(aantal > 40, "only \(aantal) events of the exercise were seen")
        }

        private func meld(
            _ chain: Chain, als wie: Deelnemer, bsn: String = Verzonnen.bsn(), kenmerk: String = UUID().lower,
            gemeente: String = Regio.gewoon.gemeente, acuut: String = "nee"
        ) async throws -> Reply {
            let melding = Chain.melding(gemeente: gemeente, bsn: bsn, kenmerk: kenmerk)
            return try await chain.post(
                .meldingIntake, "/v1/meldingen", melding.met("oefening", true).met("acuut", .string(acuut)),
                as: wie.client)
        }

        private func bied(_ chain: Chain, _ zaak: UUID, naar: Deelnemer) async throws -> Reply {
            let team = Deelnemer.veiligheidsteam
            return try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "overdrachten",
                [
                    "door": .string(team.medewerker("werker")), "naar": naar.wie, "vraag": "passender-hulp",
                    "urgentie": "regulier", "leeftijdsgroep": "0-11",
                ], als: team)
        }
    }
}

extension Reply {
    /// The codes of everything that a 400 says is wrong.
    fileprivate var problemCodes: [String] {
        status == 400 ? (self["errors"]?.array ?? []).compactMap { $0["code"]?.string } : []
    }
}
