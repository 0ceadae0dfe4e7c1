import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// A partner's system does everything of a handover on its own topic, without our pages.
    @Suite struct PartnerTests {
        private static let bericht = "De spreeuwenkooi is verhuisd naar de bovenste plank."
        private static let onjuist = "De kwikstaart woont bij de sluis."
        private static let juist = "De kwikstaart woont bij de molen."

        @Test(
            "O1, O2, O3, O4, O9, O11, N7: een hele overdracht over Kafka, van beide kanten, komt aan als over HTTP",
            .timeLimit(.minutes(4)))
        func heleOverdracht() async throws {
            let (chain, wijk, gi) = (try await IntegrationTests.chain(), Deelnemer.lokaalTeam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            try await neemOver(chain, zaak, als: wijk)
            let aanbod = try await chain.vraag(
                "overdracht-aangeboden",
                [
                    "zaak": .string(zaak.lower), "naar": gi.wie, "urgentie": "regulier", "vraag": "passende-hulp",
                    "leeftijdsgroep": "0-11", "gemeente": .string(Regio.gewoon.gemeente), "reden": "passender-hulp",
                ], als: wijk)
            let overdracht = try aanbod.gedaan()
            // The receiver hears of it on its own topic, with all that it needs to answer there.
            _ = try await chain.event(gi.uitKafka, "taak-aangeboden") {
                $0["onderwerp"]?.string == overdracht.lower && $0["zaak"]?.string == zaak.lower
            }

            let partij = Partij(chain: chain, overdracht: overdracht)
            try await partij.doe("overdracht-bezorgd-gemeld", als: gi, door: nil)
            try await partij.doe("overdracht-gezien-gemeld", als: gi, door: "planner")
            try await partij.doe(
                "overdracht-uitgesteld",
                [
                    "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(20)),
                    "overbruggingsafspraak": try await chain.tekst(als: gi),
                ], als: gi)
            let inhoud = try await chain.tekst(Self.bericht, als: gi)
            try await partij.doe("wachtlijstbericht-gegeven", ["bericht": inhoud], als: gi)
            #expect(try await partij.stand(als: wijk)["status"]?.string == "uitgesteld")
            #expect(try await teksten(chain, overdracht, als: wijk).contains(Self.bericht))
            // Sealed anew where it belongs; where it was left nobody can read it again.
            #expect(try await leesbaar(chain, inhoud) == 0)

            let vraag = try await chain.vraag(
                "navraag-gesteld",
                ["zaak": .string(zaak.lower), "tekst": try await chain.tekst("Hoe lang nog?", als: gi)], als: gi
            ).gedaan()
            #expect(
                try await chain.vraag(
                    "navraag-beantwoord",
                    [
                        "zaak": .string(zaak.lower), "navraag": .string(vraag.lower),
                        "tekst": try await chain.tekst("Nog tien dagen.", als: wijk),
                    ], als: wijk
                ).gedaan() == vraag)

            try await partij.doe(
                "overdracht-aanvaard",
                ["werker": .string(gi.medewerker("werker")), "startdatum": .string(Dagen.vandaag)], als: gi)
            #expect(try await chain.regie(zaak) == gi.rawValue)
            try await partij.spreken(wijk, gi)
            #expect(try await partij.stand(als: gi)["status"]?.string == "overgedragen")
            try await partij.doe("hulp-gestart", ["grond": "wettelijke-taak"], als: gi)
            try await partij.doe("voortgang-gemeld", ["bericht": try await chain.tekst(als: gi)], als: gi)
            try await corrigeer(chain, zaak, overdracht, als: gi)

            // Given back, and after all not; then closed.
            try await partij.doe("overdracht-teruggegeven", ["reden": "geen-werker"], als: gi)
            try await partij.doe("teruggave-ingetrokken", als: gi)
            try await partij.doe(
                "overdracht-afgerond",
                [
                    "nazorg": ["organisatie": gi.wie, "medewerker": .string(gi.medewerker("werker"))],
                    "wegTerug": "lokaal-team",
                ], als: gi)
            #expect(try await partij.stand(als: wijk)["status"]?.string == "afgerond")
            for text in [Self.bericht, Self.onjuist, Self.juist, "Nog tien dagen."] {
                for topic in Topics.chain + [gi.inKafka, gi.uitKafka, wijk.inKafka, wijk.uitKafka] {
                    let values = try await chain.tap.messages(topic).map { String(decoding: $0.value, as: UTF8.self) }
                    #expect(!values.contains { $0.contains(text) }, "\(topic)")
                }
            }
        }

        @Test(
            "O21: de aanbieder neemt over Kafka een teruggave aan en krijgt de regie terug", .timeLimit(.minutes(3)))
        func teruggegeven() async throws {
            let (chain, wijk, gi) = (try await IntegrationTests.chain(), Deelnemer.lokaalTeam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            try await neemOver(chain, zaak, als: wijk)
            let overdracht = try await chain.vraag(
                "overdracht-aangeboden",
                [
                    "zaak": .string(zaak.lower), "naar": gi.wie, "urgentie": "spoed", "vraag": "passende-hulp",
                    "leeftijdsgroep": "0-11", "gemeente": .string(Regio.gewoon.gemeente), "reden": "passender-hulp",
                ], als: wijk
            ).gedaan()
            let partij = Partij(chain: chain, overdracht: overdracht)
            try await partij.doe(
                "overdracht-aanvaard",
                ["werker": .string(gi.medewerker("werker")), "startdatum": .string(Dagen.vandaag)], als: gi)
            try await partij.doe("overdracht-teruggegeven", ["reden": "geen-werker"], als: gi)
            #expect(try await chain.regie(zaak) == gi.rawValue)
            try await partij.doe(
                "teruggave-aanvaard", ["regiehouder": .string(wijk.medewerker("werker"))], als: wijk)
            #expect(try await chain.regie(zaak) == wijk.rawValue)
        }

        @Test(
            "O4, O8, O9, O14, O21, P3: voorstel en keuze, intrekking, terzijde leggen en correcties over Kafka",
            .timeLimit(.minutes(4)))
        func overigeDaden() async throws {
            let (chain, rvt, gi) = (try await IntegrationTests.chain(), Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let verklaring = try await verklaar(chain, zaak, Self.onjuist, als: rvt)
            let partij = Partij(
                chain: chain, overdracht: try await chain.bied(zaak, naar: gi, keuze: "beste-voorstel"))
            try await partij.doe(
                "voorstel-gedaan",
                [
                    "aanbod": try await chain.tekst(als: gi), "werker": .string(gi.medewerker("werker")),
                    "startdatum": .string(Dagen.vandaag),
                ], als: gi, door: "planner")
            try await partij.doe("voorstel-gekozen", ["gezinErbij": true], als: rvt)
            #expect(try await chain.regie(zaak, als: gi) == gi.rawValue)

            try await partij.doe("werker-gewisseld", ["naar": .string(gi.medewerker("werker2"))], als: gi)
            let vraag: JSON = ["reden": "anders-opgelost", "regiehouder": .string(rvt.medewerker("werker"))]
            try await partij.doe("intrekking-gevraagd", vraag, als: rvt)
            try await partij.doe("intrekking-afgewezen", als: gi)
            _ = try await chain.taak("intrekking-afgewezen-lezen", partij.overdracht, als: rvt)
            try await partij.doe("veiligheid-gemeld", als: gi)
            try await partij.doe("veiligheid-hersteld", ["bericht": try await chain.tekst(als: gi)], als: gi)
            try await partij.doe(
                "verklaringen-terzijde-gelegd",
                ["blok": "feiten", "reden": "weersproken", "toelichting": try await chain.tekst(als: gi)], als: gi)

            // The family asks; the source refuses that, and mends something else itself.
            let over: JSON = ["zaak": .string(zaak.lower), "verklaring": .string(verklaring.lower)]
            #expect(
                try await chain.vraag(
                    "correctie-gevraagd",
                    over.met("aard", "correctie").met("gevraagdDoor", "ouder")
                        .met("vraag", try await chain.tekst(als: gi)), als: gi
                ).gedaan() == verklaring)
            let gelezen = try await chain.get(
                .verwijzing,
                "/v1/zaken/\(zaak.lower)/verklaringen/\(verklaring.lower)?door=\(rvt.medewerker("werker"))",
                as: rvt.client
            ).expect(200)
            let verzoek = try #require(gelezen["verzoeken"]?.array?.first?["id"])
            let nee = over.met("verzoek", verzoek).met("reden", "klopt-volgens-bron")
            #expect(
                try await chain.vraag(
                    "correctie-geweigerd", nee.met("toelichting", try await chain.tekst(als: rvt)), als: rvt
                ).gedaan() == verklaring)
            let nogmaals = try await chain.vraag(
                "correctie-geweigerd", nee.met("toelichting", try await chain.tekst(als: rvt)), als: rvt)
            #expect(!nogmaals.verwerkt)
            try await verbeter(chain, over, als: rvt)
            #expect(
                try await chain.vraag("correctie-bevestigd", over.met("versie", 2), als: gi).gedaan() == verklaring)

            try await partij.doe("intrekking-gevraagd", vraag, als: rvt)
            try await partij.doe("intrekking-ingestemd", als: gi)
            #expect(try await chain.regie(zaak) == rvt.rawValue)
            #expect(try await partij.stand(als: rvt)["status"]?.string == "ingetrokken")

            // A refusal, and help that stops early.
            let tweede = Partij(chain: chain, overdracht: try await chain.bied(zaak, naar: gi))
            try await tweede.doe(
                "overdracht-geweigerd",
                [
                    "reden": "niet-passend", "alternatief": "meekijken",
                    "toelichting": try await chain.tekst(als: gi),
                ], als: gi)
            let derde = Partij(chain: chain, overdracht: try await chain.bied(zaak, naar: gi))
            try await derde.doe(
                "overdracht-aanvaard",
                ["werker": .string(gi.medewerker("werker")), "startdatum": .string(Dagen.vandaag)], als: gi)
            try await derde.spreken(rvt, gi)
            try await derde.doe("hulp-gestart", ["grond": "wettelijke-taak"], als: gi)
            try await derde.doe(
                "overdracht-voortijdig-beeindigd",
                ["reden": "gezin-stopt", "redenGeenNazorg": "gezin-wil-niet", "wegTerug": "lokaal-team"], als: gi)
            #expect(try await derde.stand(als: rvt)["status"]?.string == "voortijdig-beeindigd")
        }

        @Test(
            "Elk soort weigering komt terug met alle fouten, de toestand en wat nu kan, en verandert niets",
            .timeLimit(.minutes(4)))
        func weigeringen() async throws {
            let (chain, wijk, gi) = (try await IntegrationTests.chain(), Deelnemer.lokaalTeam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: gi)
            let partij = Partij(chain: chain, overdracht: overdracht)
            try await partij.doe("overdracht-bezorgd-gemeld", als: gi, door: nil)
            let before = try await partij.stand(als: gi)
            let versie = try #require(before.etag)
            let counted = try await geweigerd(chain)

            let id = JSON.string(overdracht.lower)
            let uitstel: JSON = [
                "overdracht": id, "door": .string(gi.medewerker("werker")), "reden": "wachtlijst",
                "nieuweDatum": .string(Dagen.dag(9)), "overbruggingsafspraak": try await chain.tekst(als: gi),
            ]
            let aanvaarding: JSON = [
                "overdracht": id, "door": .string(gi.medewerker("werker")), "werker": .string(gi.medewerker("werker")),
                "startdatum": .string(Dagen.dag(1)),
            ]
            let weigering: JSON = [
                "overdracht": id, "door": .string(gi.medewerker("werker")), "reden": "niet-passend",
                "alternatief": "andere-organisatie",
            ]
            let ander = try await chain.tekst(als: wijk)
            let start: JSON = ["overdracht": id, "door": .string(gi.medewerker("werker"))]
            var gevallen: [(JSON, Deelnemer, Set<String>, ziet: Bool)] = []
            func geval(
                _ naam: String, _ data: JSON, _ fouten: Set<String>, als wie: Deelnemer = gi, ziet: Bool = true,
                _ change: (JSON) -> JSON = { $0 }
            ) {
                gevallen.append((change(chain.bericht(naam, data, als: wie)), wie, fouten, ziet))
            }
            geval(
                "overdracht-uitgesteld", uitstel.met("kleur", "rood").met("reden", "geen-zin"),
                ["onbekend-veld /data/kleur", "ongeldig /data/reden"], ziet: false)
            geval(
                "hulp-gestart", ["overdracht": id], ["ontbreekt /data/door"], ziet: false)
            geval("overdracht-geweigerd", weigering, ["ongeldig /data/alternatieveOrganisatie"])
            geval(
                "hulp-gestart", start.met("overdracht", .string(UUID().lower)), ["niet-gevonden /data/overdracht"],
                ziet: false)
            geval(
                "hulp-gestart", start.met("door", .string(wijk.medewerker("werker"))),
                ["niet-gevonden /data/overdracht"], als: wijk, ziet: false)
            geval("hulp-gestart", start.met("door", "mw-niemand"), ["onbekende-medewerker /data/door"])
            geval("hulp-gestart", start, ["kan-niet-in-deze-toestand /data"])
            geval(
                "overdracht-aanvaard", aanvaarding.met("versie", .integer(versie - 1)),
                ["versie-verouderd /data/versie"])
            geval(
                "overdracht-uitgesteld", uitstel.met("nieuweDatum", .string(Dagen.dag(-1))),
                ["datum-niet-in-toekomst /data/nieuweDatum"])
            geval(
                "overdracht-aanvaard", aanvaarding.met("werker", .string(gi.medewerker("planner"))),
                ["geen-werker /data/werker"])
            geval(
                "overdracht-uitgesteld", uitstel.met("overbruggingsafspraak", ander),
                ["inhoud-onbekend /data/overbruggingsafspraak"])
            geval("overdracht-ingetrokken", start.met("reden", "vergissing"), ["verkeerde-organisatie /data"])
            geval("hulp-gestart", start, ["andere-organisatie /source"], ziet: false) {
                $0.met("source", .string("urn:nld:oin:\(wijk.rawValue):systeem:eigen"))
            }
            geval("hulp-gestart", start.met("naam", .string(Ongepast.naam)), ["identificerend /data/naam"], ziet: false)
            geval("overdracht-aanvaard", aanvaarding, ["oefening-en-echt /oefening"]) { $0.met("oefening", true) }

            for (bericht, wie, _, _) in gevallen { try await chain.stuur(bericht, als: wie) }
            for (bericht, wie, fouten, ziet) in gevallen {
                let uitkomst = try await chain.uitkomst(van: bericht, als: wie)
                #expect(
                    !uitkomst.verwerkt && uitkomst.fouten.isSuperset(of: fouten),
                    "\(bericht.text): \(uitkomst.data.text)")
                guard ziet else { continue }
                #expect(uitkomst.data["toestand"]?.string == "aangeboden", "\(bericht.text)")
                #expect(uitkomst.versie == versie, "\(bericht.text)")
                #expect(uitkomst.data["mogelijk"]?.array?.contains("accepteren") == true, "\(bericht.text)")
            }
            // The same message again is known, whatever is possible by then: one answer.
            let start2 = gevallen[6].0
            try await chain.stuur(start2, als: gi)
            let after = try await partij.stand(als: gi)
            #expect(after.etag == versie && after["status"]?.string == "aangeboden")
            #expect(try await geweigerd(chain) == counted + gevallen.count)

            // Who comes after all of them is carried out, also with the text that was refused with a wrong date.
            try await partij.doe("overdracht-uitgesteld", uitstel.met("versie", .integer(versie)), als: gi)
            let weer = try await chain.vraag("overdracht-uitgesteld", uitstel, als: gi)
            #expect(weer.fouten == ["inhoud-al-gebruikt /data/overbruggingsafspraak"])
            #expect(weer.data["toestand"]?.string == "uitgesteld")
            let antwoorden = chain.tap.events(gi.uitKafka).filter {
                $0.data["bericht"]?.string == start2["id"]?.string
            }
            #expect(Set(antwoorden.map(\.id)).count == 1)
        }

        // MARK: - What they share

        /// Acts on one handover, each from the version that the one before left.
        private struct Partij {
            let chain: Chain
            let overdracht: UUID

            func doe(_ naam: String, _ data: JSON = [:], als wie: Deelnemer, door rol: String? = "werker") async throws
            {
                let uitkomst = try await chain.vraag(
                    naam, data.met("overdracht", .string(overdracht.lower)), als: wie, door: rol)
                #expect(try uitkomst.gedaan() == overdracht, "\(naam)")
                #expect(try await stand(als: wie).etag ?? 0 >= uitkomst.versie ?? .max, "\(naam)")
            }

            /// Both sides confirm the conversation.
            func spreken(_ een: Deelnemer, _ ander: Deelnemer) async throws {
                for (wie, met) in [(een, ander), (ander, een)] {
                    try await doe(
                        "gesprek-bevestigd",
                        [
                            "datum": .string(Dagen.vandaag), "gezinErbij": false, "redenNiet": "kon-niet",
                            "deelnemers": [.string(wie.medewerker("werker")), .string(met.medewerker("werker"))],
                        ], als: wie)
                }
            }

            func stand(als wie: Deelnemer) async throws -> Reply { try await chain.stand(overdracht, als: wie) }
        }

        /// The lokaal team has the regie and its help has started, so that it can offer the zaak on.
        private func neemOver(_ chain: Chain, _ zaak: UUID, als wie: Deelnemer) async throws {
            let rvt = Deelnemer.veiligheidsteam
            let partij = Partij(chain: chain, overdracht: try await chain.bied(zaak, naar: wie))
            try await partij.doe(
                "overdracht-aanvaard",
                ["werker": .string(wie.medewerker("werker")), "startdatum": .string(Dagen.vandaag)], als: wie)
            try await partij.spreken(rvt, wie)
            try await partij.doe("hulp-gestart", ["grond": "wettelijke-taak"], als: wie)
            #expect(try await chain.regie(zaak) == wie.rawValue)
        }

        private func verklaar(_ chain: Chain, _ zaak: UUID, _ tekst: String, als wie: Deelnemer) async throws -> UUID {
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/dossier/feiten",
                [
                    "soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(tekst),
                    "door": .string(wie.medewerker("werker")),
                ], as: wie.client
            ).expect(201).id()
        }

        private func verbeter(_ chain: Chain, _ over: JSON, als wie: Deelnemer) async throws {
            func verbeter() async throws -> Uitkomst {
                try await chain.vraag(
                    "verklaring-gecorrigeerd",
                    over.met("versie", 1).met("aard", "correctie").met("soort", "feit")
                        .met("datum", .string(Dagen.vandaag))
                        .met("tekst", try await chain.tekst(Self.juist, als: wie)), als: wie)
            }
            #expect(try await verbeter().gedaan().lower == over["verklaring"]?.string)
            // Of the version that stands no more.
            let nogmaals = try await verbeter()
            #expect(!nogmaals.verwerkt && nogmaals.fouten == ["versie-verouderd /data/versie"], "\(nogmaals)")
        }

        /// O9: the source mends what it stated itself.
        private func corrigeer(_ chain: Chain, _ zaak: UUID, _ overdracht: UUID, als wie: Deelnemer) async throws {
            let verklaring = try await verklaar(chain, zaak, Self.onjuist, als: wie)
            try await verbeter(
                chain, ["zaak": .string(zaak.lower), "verklaring": .string(verklaring.lower)], als: wie)
            let dossier = try await chain.get(
                .verwijzing, "/v1/overdrachten/\(overdracht.lower)/dossier?door=\(wie.medewerker("werker"))",
                as: wie.client
            ).expect(200)
            let gelezen = (dossier["verklaringen"]?.array ?? []).first { $0["id"]?.string == verklaring.lower }
            #expect(gelezen?["tekst"]?.string == Self.juist && gelezen?["versie"]?.integer == 2)
        }

        private func teksten(_ chain: Chain, _ overdracht: UUID, als wie: Deelnemer) async throws -> [String] {
            let reply = try await chain.get(
                .verwijzing, "/v1/overdrachten/\(overdracht.lower)/teksten?door=\(wie.medewerker("werker"))",
                as: wie.client
            ).expect(200)
            return (reply["teksten"]?.array ?? []).compactMap { $0["tekst"]?.string }
        }

        /// Keys that still open a text where a partner left it.
        private func leesbaar(_ chain: Chain, _ inhoud: JSON) async throws -> Int64? {
            let id = try #require(inhoud.string.flatMap { UUID(uuidString: $0) })
            return try await chain.query(
                """
                select count(*) from content c join content_key k on k.id = c.key_id
                where c.id = \(id) and k.wrapped is not null
                """, schema: "verwijzing"
            ).first?.decode(Int64.self)
        }

        private func geweigerd(_ chain: Chain) async throws -> Int {
            try await chain.metric(
                .verwijzing, "keten_consumer_messages_total",
                ["consumer": "verwijzing.inkomend", "outcome": "refused"])
        }
    }
}
