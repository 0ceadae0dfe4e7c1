import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

extension IntegrationTests {
    /// P4 over the real services: what is no longer kept is destroyed by the services themselves, what still runs is not.
    @Suite(.serialized) struct BewaarTests {
        private static let tekst = "De lepelaar woonde bij oma Kwikzilver op de waterlelievloer."

        /// A chain of its own: its terms are seconds, and would take away what other tests still read.
        private static let starting = Task {
            var setup = Chain.Setup.test
            let termijnen = ["dossier", "casus", "melding"].map { "\($0): {duur: PT3S, grond: eigen-beleid}" }
            setup.register = setup.register.replacing(
                "    actief: true\n",
                with: "    actief: true\n    bewaartermijnen: {\(termijnen.joined(separator: ", "))}\n")
            setup.settings = ["RETENTION_INTERVAL": "300ms", "KEYS_INTERVAL": "300ms"]
            return try await Chain.start(setup)
        }

        private let rvt = Deelnemer.veiligheidsteam
        private let gi = Deelnemer.gi

        private struct Werk: Sendable {
            let zaak: UUID
            let melding: UUID
            let overdracht: UUID
            let verklaring: String
        }

        private func doe(_ chain: Chain, _ pad: String, _ body: JSON, als wie: Deelnemer) async throws -> Reply {
            try await chain.insist(
                .verwijzing, pad, body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
        }

        private func lees(_ chain: Chain, _ service: ChainService, _ pad: String, als wie: Deelnemer) async throws
            -> Reply
        {
            try await chain.get(service, "\(pad)?door=\(wie.medewerker("werker"))", as: wie.client)
        }

        /// A zaak with a statement in its dossier, handed over and under way.
        private func begin(_ chain: Chain) async throws -> Werk {
            let melding = try await chain.meld()
            let zaak = try await chain.zaak(van: melding)
            try await chain.beoordeel(zaak)
            try await eventually(within: .seconds(30), "verwijzing has the zaak") {
                try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: rvt.client).status == 200
            }
            let verklaring = try await doe(
                chain, "/v1/zaken/\(zaak.lower)/dossier/feiten",
                ["soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(Self.tekst)], als: rvt
            ).expect(201)["id"]?.string
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            try await chain.bevestigGesprek(overdracht, als: rvt, met: gi).expect(200)
            try await chain.bevestigGesprek(overdracht, als: gi, met: rvt).expect(200)
            try await chain.doe(
                overdracht, "starts", ["grond": "wettelijke-taak"], door: gi.medewerker("werker"), als: gi
            ).expect(200)
            return Werk(zaak: zaak, melding: melding, overdracht: overdracht, verklaring: try #require(verklaring))
        }

        private func rondAf(_ chain: Chain, _ werk: Werk) async throws {
            try await chain.doe(
                werk.overdracht, "afrondingen", ["redenGeenNazorg": "niet-nodig", "wegTerug": "lokaal-team"],
                door: gi.medewerker("werker"), als: gi
            ).expect(200)
        }

        private func dossier(_ chain: Chain, _ werk: Werk) async throws -> Reply {
            try await lees(chain, .verwijzing, "/v1/zaken/\(werk.zaak.lower)/dossier", als: gi).expect(200)
        }

        private func isWeg(_ chain: Chain, _ werk: Werk) async throws -> Bool {
            try await dossier(chain, werk)["vernietigd"]?.array?.isEmpty == false
        }

        private func levend(_ chain: Chain, _ dossier: UUID, _ schema: String) async throws -> Int64? {
            try await chain.query(
                "select count(*) from content_key where dossier = \(dossier) and wrapped is not null", schema: schema
            ).first?.decode(Int64.self)
        }

        private func houdtTegen(_ chain: Chain, _ werk: Werk) async throws -> [String] {
            let asked = try await chain.keten("retention", "show", "--within", "1h", "--json")
            let json = try JSON.parse(asked.lines.joined(separator: "\n").utf8)
            let rij = json["verwijzing"]?["vervalt"]?.array?.first { $0["onderwerp"]?.string == werk.zaak.lower }
            return rij?["houdtTegen"]?.array?.compactMap(\.string) ?? []
        }

        @Test(
            "P4: na de bewaartermijn is de inhoud weg en blijft wat er gebeurde; een open zaak, een geschil en een klacht houden haar vast",
            .timeLimit(.minutes(5)))
        func vernietigd() async throws {
            let chain = try await Self.starting.value
            let (open, geschil, klacht, af) = (
                try await begin(chain), try await begin(chain), try await begin(chain), try await begin(chain)
            )
            let leggeschil = try await doe(
                chain, "/v1/overdrachten/\(geschil.overdracht.lower)/geschillen",
                ["over": "betaling", "toelichting": "Wie betaalt?"], als: gi
            ).expect(201).id()
            let verwijzing = try await doe(
                chain, "/v1/zaken/\(af.zaak.lower)/verwijzingen",
                [
                    "naar": Deelnemer.zorgaanbieder.wie, "hulp": "opvoedondersteuning",
                    "behoefte": .string(Self.tekst), "urgentie": "regulier", "regime": "jeugdwet",
                    "richting": "opschalen", "gekozenOp": "passend",
                    "lopendGezien": [.string(af.overdracht.lower)],
                ], als: gi
            ).expect(201).id()
            @Sendable func hulpvraag() async throws -> Reply {
                try await lees(chain, .verwijzing, "/v1/verwijzingen/\(verwijzing.lower)", als: gi).expect(200)
            }
            try await chain.doe(
                .verwijzing, "/v1/verwijzingen/\(verwijzing.lower)", "intrekkingen",
                ["reden": "niet-meer-nodig", "door": .string(gi.medewerker("werker"))], als: gi
            ).expect(200)
            #expect(try await hulpvraag()["behoefte"]?.string == Self.tekst)
            let vast = try await chain.keten(
                "retention", "hold", klacht.zaak.lower, "--cause", "klacht", "--by", "mw-keten-leider", "--reason",
                "klacht 12")
            #expect(vast.status == 0, "\(vast)")
            try await schrijf(chain, af)
            for werk in [geschil, klacht, af] { try await rondAf(chain, werk) }
            try await vertelGezin(chain, af)
            let gebeurd = try await chain.query(
                "select count(*) from event where aggregate in (\(af.zaak), \(af.overdracht))", schema: "verwijzing"
            ).first?.decode(Int64.self)

            try await eventually(within: .seconds(60), "the dossier is destroyed") { try await isWeg(chain, af) }
            let weg = try await dossier(chain, af)
            #expect(weg["verklaringen"]?.array == [] && !weg.text.contains(Self.tekst), "\(weg)")
            let wat = weg["vernietigd"]?.array?.first
            #expect(
                wat?["id"]?.string == af.verklaring && wat?["grond"] == "eigen-beleid" && wat?["termijn"] == "PT3S",
                "\(weg)")
            try await eventually(within: .seconds(30), "every key of it is gone") {
                try await levend(chain, af.zaak, "verwijzing") == Int64(0)
            }
            #expect(try await levend(chain, af.overdracht, "verwijzing") == Int64(0))
            // What was asked is gone; that it was asked and what became of it is not.
            let gevraagd = try await hulpvraag()
            #expect(gevraagd["behoefte"] == nil && gevraagd["status"] == "ingetrokken", "\(gevraagd)")
            try await lijsten(chain, af)
            // One statement of it: gone, which is no error of whoever asks.
            let een = try await lees(
                chain, .verwijzing, "/v1/zaken/\(af.zaak.lower)/verklaringen/\(af.verklaring)", als: rvt)
            #expect(een.status == 410 && een.problem == "inhoud-vernietigd", "\(een)")
            // What happened stays, and when, by whose term and on which ground the rest went is told.
            #expect(
                try await chain.query(
                    "select count(*) from event where aggregate in (\(af.zaak), \(af.overdracht))",
                    schema: "verwijzing"
                ).first?.decode(Int64.self) == gebeurd)
            let tijdlijn = try await chain.get(
                .verwijzing, "/v1/zaken/\(af.zaak.lower)/tijdlijn?door=\(gi.medewerker("werker"))", as: gi.client
            ).expect(200)
            let stappen = tijdlijn["stappen"]?.array ?? []
            #expect(stappen.contains { $0["gebeurtenis"] == "overdracht-afgerond" })
            #expect(stappen.contains { $0["gebeurtenis"] == "inhoud-vernietigd" && $0["soort"] == "eigen-beleid" })
            let wie = try await chain.query(
                "select distinct kind, ground, destroyed_by from content_destruction where subject = \(af.zaak)",
                schema: "verwijzing"
            ).first?.decode(String.self, String.self, String.self)
            #expect(wie?.0 == "dossier" && wie?.1 == "eigen-beleid")
            #expect(wie?.2.hasSuffix(":systeem:verwijzing") == true, "\(String(describing: wie))")

            // These ended before it, or not at all.
            #expect(try await dossier(chain, open).text.contains(Self.tekst))
            #expect(try await dossier(chain, geschil).text.contains(Self.tekst))
            #expect(try await dossier(chain, klacht).text.contains(Self.tekst))
            #expect(try await houdtTegen(chain, geschil).contains("geschil"))
            #expect(try await houdtTegen(chain, klacht).contains("klacht"))
            #expect(try await houdtTegen(chain, open) == [])

            try await doe(chain, "/v1/geschillen/\(leggeschil.lower)/intrekkingen", [:], als: gi).expect(201, 200)
            let los = try await chain.keten(
                "retention", "release", klacht.zaak.lower, "--by", "mw-keten-leider", "--reason", "klacht afgerond")
            #expect(los.status == 0, "\(los)")
            for werk in [geschil, klacht] {
                try await eventually(within: .seconds(30), "nothing holds it any more") { try await isWeg(chain, werk) }
            }
            #expect(try await dossier(chain, open).text.contains(Self.tekst))
            let daden = try await chain.query(
                "select count(*) from operator_action where target = \(klacht.zaak.lower)", schema: "verwijzing"
            ).first?.decode(Int64.self)
            #expect(daden == Int64(2))

            try await teruggekomen(chain, af)
            try await casusEnMelding(chain, af, naast: open)
        }

        /// What stands beside the handovers: a question with its answer, the family with its plan, a shielding.
        private func schrijf(_ chain: Chain, _ werk: Werk) async throws {
            let zaak = "/v1/zaken/\(werk.zaak.lower)"
            let vraag = try await doe(chain, zaak + "/navragen", ["tekst": .string(Self.tekst)], als: rvt)
                .expect(201).id()
            try await doe(
                chain, zaak + "/navragen/\(vraag.lower)/antwoorden", ["tekst": .string(Self.tekst)], als: gi
            ).expect(201)
            let ouder = try await doe(
                chain, zaak + "/gezinsleden", ["rol": "volwassene", "naam": .string(Verzonnen.naam)], als: gi
            ).expect(201).id()
            try await doe(
                chain, zaak + "/familiegroepsplannen",
                [
                    "namens": .string(ouder.lower), "zelf": .string(Self.tekst), "netwerk": .string(Self.tekst),
                    "professioneel": .string(Self.tekst),
                ], als: gi
            ).expect(201)
            try await doe(
                chain, zaak + "/afschermingen",
                [
                    "soort": "werker", "organisatie": Deelnemer.politie.wie,
                    "medewerker": .string(Deelnemer.politie.medewerker("werker")), "reden": "veiligheid-medewerker",
                    "toelichting": .string(Self.tekst),
                ], als: gi
            ).expect(201)
            for lijst in Self.lijsten {
                let gelezen = try await lees(chain, .verwijzing, "\(zaak)/\(lijst)", als: gi).expect(200)
                #expect(gelezen.text.contains(Self.tekst) || gelezen.text.contains(Verzonnen.naam), "\(gelezen)")
            }
        }

        private static let lijsten = ["navragen", "familiegroepsplan", "afschermingen", "gezin", "gezinscontact"]

        private func vertelGezin(_ chain: Chain, _ werk: Werk) async throws {
            let zaak = "/v1/zaken/\(werk.zaak.lower)"
            func contact() async throws -> Reply {
                try await lees(chain, .verwijzing, "\(zaak)/gezinscontact", als: gi).expect(200)
            }
            let horen = (try await contact()["leden"]?.array ?? []).filter { $0["moetHoren"]?.bool == true }.compactMap {
                $0["lid"]
            }
            func vertel() async throws -> Reply {
                try await doe(
                    chain, "\(zaak)/gezinsinformaties",
                    horen.isEmpty ? [:] : ["verteldAan": .array(horen), "wijze": "telefoon"], als: gi)
            }
            // There may be nothing to tell; then nothing is told, and else it is told once.
            try await vertel().expect(horen.isEmpty ? 409 : 201)
            #expect(try await vertel().status == 409)
            let daarna = try await contact()
            #expect(daarna["teInformerenSinds"] == nil && daarna["termijn"] == nil, "\(daarna)")
        }

        /// Each shows what there is and, by itself, what is gone.
        private func lijsten(_ chain: Chain, _ werk: Werk) async throws {
            for lijst in Self.lijsten {
                let gelezen = try await lees(
                    chain, .verwijzing, "/v1/zaken/\(werk.zaak.lower)/\(lijst)", als: gi
                ).expect(200)
                #expect(!gelezen.text.contains(Self.tekst) && !gelezen.text.contains(Verzonnen.naam), "\(gelezen)")
                let weg = gelezen["vernietigd"]?.array ?? [gelezen["vernietigd"]].compactMap { $0 }
                #expect(lijst == "gezinscontact" || weg.map { $0["grond"] } == ["eigen-beleid"], "\(gelezen)")
                let over = gelezen["navragen"] ?? gelezen["afschermingen"] ?? gelezen["leden"]
                #expect(over?.array?.count ?? 1 == 1, "\(gelezen)")
            }
            // What is written now stands beside it.
            let vraag = try await doe(
                chain, "/v1/zaken/\(werk.zaak.lower)/navragen", ["tekst": "Hoe gaat het nu?"], als: rvt
            ).expect(201).id()
            let vragen = try await lees(chain, .verwijzing, "/v1/zaken/\(werk.zaak.lower)/navragen", als: gi)
                .expect(200)
            #expect(vragen["navragen"]?.array?.map { $0["vraag"]?.string } == ["Hoe gaat het nu?", nil], "\(vragen)")
            #expect(vragen["vernietigd"]?.array?.count == 1)
            try await doe(
                chain, "/v1/zaken/\(werk.zaak.lower)/navragen/\(vraag.lower)/antwoorden", ["tekst": "Goed."], als: gi
            ).expect(201)
        }

        /// The family comes back in the same zaak: what is written now has a key of its own, and what is gone stays gone.
        private func teruggekomen(_ chain: Chain, _ af: Werk) async throws {
            let nieuw = "De lepelaar is terug op de waterlelievloer."
            let aanbod = try await doe(
                chain, "/v1/overdrachten",
                [
                    "zaak": .string(af.zaak.lower), "naar": Deelnemer.zorgaanbieder.wie, "urgentie": "regulier",
                    "vraag": "opvoedondersteuning", "leeftijdsgroep": "0-11",
                    "gemeente": .string(Regio.gewoon.gemeente), "reden": "passender-hulp",
                ], als: gi
            ).expect(201).id()
            let feit: JSON = ["soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(nieuw)]
            try await doe(chain, "/v1/zaken/\(af.zaak.lower)/dossier/feiten", feit, als: gi).expect(201)
            // As long as the offer is open the zaak has no end, so nothing of it goes.
            let asked = try await chain.keten("retention", "show", "--within", "1h", "--json")
            #expect(!asked.lines.joined().contains(af.zaak.lower), "\(asked.lines)")
            let terug = try await dossier(chain, af)
            #expect(terug["verklaringen"]?.array?.compactMap { $0["tekst"]?.string } == [nieuw], "\(terug)")
            #expect(terug["vernietigd"]?.array?.first?["id"]?.string == af.verklaring, "\(terug)")
            try await chain.doe(
                aanbod, "intrekkingen", ["reden": "anders-opgelost"], door: gi.medewerker("werker"), als: gi
            ).expect(200)
            try await vertelGezin(chain, af)
            try await eventually(within: .seconds(30), "what was written since goes after its own term") {
                try await dossier(chain, af)["vernietigd"]?.array?.count == 2
            }
        }

        /// The casus and the melding of the same zaak: kept until the casus is closed and its own term is over.
        private func casusEnMelding(_ chain: Chain, _ af: Werk, naast open: Werk) async throws {
            @Sendable func casus(_ werk: Werk) async throws -> Reply {
                try await lees(chain, .veiligheidsteam, "/v1/casussen/\(werk.zaak.lower)/inhoud", als: rvt).expect(200)
            }
            @Sendable func melding(_ werk: Werk) async throws -> Reply {
                try await lees(chain, .meldingIntake, "/v1/meldingen/\(werk.melding.lower)/inhoud", als: rvt)
                    .expect(200)
            }
            // Dealt with long ago by this chain's terms, but the casus is open.
            #expect(try await melding(af)["personen"]?.array?.count == 1)
            #expect(try await casus(af)["vernietigd"]?.array == [])
            try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(af.zaak.lower)", "sluitingen",
                [
                    "nazorg": "geen", "toelichting": .string(Self.tekst),
                    "door": .string(rvt.medewerker("werker")),
                ], als: rvt
            ).expect(200, 201)
            try await eventually(within: .seconds(30), "the texts of the casus are destroyed") {
                try await casus(af)["vernietigd"]?.array?.isEmpty == false
            }
            try await eventually(within: .seconds(30), "the melding's content is destroyed") {
                try await melding(af)["vernietigd"]?.array?.isEmpty == false
            }
            #expect(try await casus(af)["teksten"]?.array == [])
            let weg = try await melding(af)
            #expect(weg["personen"]?.array == [] && weg["teksten"]?.array == [], "\(weg)")
            #expect(try await melding(open)["personen"]?.array?.count == 1)
            #expect(try await casus(open)["teksten"]?.array?.isEmpty == false)
        }

        @Test(
            "P4: de sleutels gaan om, wat leeft wordt opnieuw versleuteld, en de oude sleutel verdwijnt uit het bestand",
            .timeLimit(.minutes(5)))
        func sleutels() async throws {
            let chain = try await Self.starting.value
            let werk = try await begin(chain)
            let bestand = chain.folder + "/keys"
            let eerst = try String(contentsOfFile: bestand, encoding: .utf8)
            let oud = try #require(eerst.split(separator: "\n").last?.split(separator: " ").first).description
            let backup = try await chain.postgres.backUp(schema: "verwijzing", of: chain.database)
            try await eventually(within: .seconds(90), "the old key is gone") {
                let stap = try await chain.keten(
                    "keys", "rotate", bestand, "--every", "0s", "--settle", "0s", "--horizon", "0s")
                guard stap.status == 0 else { throw ProcessError("keys rotate: \(stap)") }
                return try !String(contentsOfFile: bestand, encoding: .utf8).contains("\(oud) ")
            }
            // Services follow the file; what lives can be read.
            #expect(try await dossier(chain, werk).text.contains(Self.tekst))
            try await eventually(within: .seconds(30), "no service knows the old key or needs it") {
                let asked = try await chain.keten("keys", "show", "--json")
                return asked.status == 0 && !asked.lines.joined().contains("\"\(oud)\"")
            }
            try await chain.restart(.verwijzing)
            try await chain.awaitReady(ChainInstance(.verwijzing))
            #expect(try await dossier(chain, werk).text.contains(Self.tekst))
            // The older backup holds keys that are wrapped with the one that is gone, and none besides.
            let terug = try await chain.postgres.database()
            let wortel = try await terug.connect()
            try await chain.postgres.restore(backup: backup, into: terug)
            let versies = try await wortel.query(
                "select distinct key_version from verwijzing.content_key where wrapped is not null")
            let gevonden: [String] = try versies.map { try $0.decode(String.self) }
            #expect(gevonden == [oud])
            await wortel.close()
            // The last test of this chain: an idle one would slow the others down.
            try await chain.stop()
        }
    }
}
