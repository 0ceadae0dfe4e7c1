import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// S2, S4, S5 and O19 over the real services.
    @Suite struct CijferTests {
        @Test(
            "S4, O18: cijfers volgen uit wat er gebeurde, voor ieder die meedoet en alleen van de eigen regio",
            .timeLimit(.minutes(4)))
        func cijfers() async throws {
            let chain = try await IntegrationTests.chain()
            let gi = Deelnemer.gi
            // Twelve, so that with those of other tests there is something to show.
            let zaken = try await withThrowingTaskGroup(of: UUID.self) { group in
                for _ in 0..<12 { group.addTask { try await chain.nieuweZaak() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for zaak in zaken {
                let overdracht = try await chain.bied(zaak, naar: gi)
                try await chain.aanvaard(overdracht, als: gi).expect(200)
            }
            let wie = "alleen-lezen"
            let cijfers = try await chain.get(.verwijzing, "/v1/cijfers", as: wie).expect(200)
            #expect(cijfers["aard"]?.string == "procescijfers, geen uitkomsten voor gezinnen")
            #expect(cijfers["regio"]?.string == Regio.gewoon.code)
            let regels = try #require(cijfers["regels"]?.array)
            func regel(_ onderwerp: String, _ waarde: String) -> JSON? {
                regels.first {
                    $0["gebied"]?.string == "regio" && $0["onderwerp"]?.string == onderwerp
                        && $0["waarde"]?.string == waarde
                }
            }
            #expect(try #require(regel("aantal", "overdrachten")?["aantal"]?.integer) >= 12)
            #expect(try #require(regel("tijd-tot", "beantwoord")?["mediaanMinuten"]?.integer) >= 0)
            #expect(regels.allSatisfy { ($0["aantal"]?.integer ?? 10) >= 10 }, "\(cijfers)")

            let tabel = try await chain.send(
                "GET", .verwijzing, "/v1/cijfers",
                headers: try await chain.authorization(wie) + [("accept", "text/csv")])
            #expect(tabel.status == 200 && tabel.headers["content-type"]?.hasPrefix("text/csv") == true)
            #expect(tabel.text.hasPrefix("aard,regio,jaar,gebied,gemeente,"))
            let gevraagd = try await chain.get(.verwijzing, "/v1/cijfers?vorm=csv", as: wie).expect(200)
            #expect(gevraagd.text.split(separator: "\r\n").count > 10)

            #expect(try await chain.get(.verwijzing, "/v1/cijfers").status == 401)
            let elders = try await chain.get(.verwijzing, "/v1/cijfers?regio=\(Regio.kort.code)", as: wie)
            #expect(elders.status == 403 && elders.problem == "andere-regio", "\(elders)")
            // Whoever has the region's named person sees it too.
            try await chain.get(
                .verwijzing, "/v1/cijfers?regio=\(Regio.kort.code)", as: Deelnemer.keten.client
            ).expect(200)
            #expect(try await chain.get(.verwijzing, "/v1/cijfers?jaar=abc", as: wie).status == 400)
            #expect(try await chain.get(.verwijzing, "/v1/cijfers?vorm=xml", as: wie).status == 400)
        }

        @Test(
            "S5: wat vastzit ziet het aanspreekpunt van de regio, een partij alleen het hare, een ander niets",
            .timeLimit(.minutes(3)))
        func vastgelopen() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak(gemeente: Regio.kort.gemeente)
            let overdracht = try await chain.bied(zaak, naar: naar)
            let pad = "/v1/vastgelopen?regio=\(Regio.kort.code)"
            @Sendable func regel(_ wie: Deelnemer) async throws -> JSON? {
                let lijst = try await chain.get(.verwijzing, pad, as: wie.client).expect(200)
                return lijst["regels"]?.array?.first { $0["overdracht"]?.string == overdracht.lower }
            }
            let gezien = try await eventually(within: .seconds(40), "the handover does not move") {
                try await regel(.keten)
            }
            let termijn = try #require(gezien["verlopen"]?.array?.first)
            #expect(termijn["soort"]?.string == "overdracht-beantwoorden")
            #expect(termijn["organisatie"]?.string == naar.rawValue)
            #expect(gezien["eigen"] == .bool(false))
            for partij in [van, naar] { #expect(try await regel(partij)?["eigen"] == .bool(true)) }
            for ander in [Deelnemer.school, .gi, .lokaalTeam] { #expect(try await regel(ander) == nil, "\(ander)") }
            let csv = try await chain.get(.verwijzing, pad + "&vorm=csv", as: Deelnemer.keten.client).expect(200)
            #expect(csv.text.contains(try #require(gezien["kenmerk"]?.string)))
            // With the answer it moves again.
            try await chain.aanvaard(overdracht, als: naar).expect(200)
            let na = try await regel(.keten)
            let soorten = (na?["verlopen"]?.array ?? []).compactMap { $0["soort"]?.string }
            #expect(!soorten.contains("overdracht-beantwoorden"))
            // The month keeps what stalled in it, also when it is another by now; one before and one to come do not.
            let verliep = try #require(termijn["verliep"]?.string.flatMap { RFC3339.date($0) })
            let maand = String(Dagen.dag(na: verliep).prefix(7))
            let toen = try await eventually(within: .seconds(20), "the month keeps it") {
                let lijst = try await chain.get(.verwijzing, pad + "&maand=\(maand)", as: Deelnemer.keten.client)
                    .expect(200)
                return lijst["regels"]?.array?.first { $0["overdracht"]?.string == overdracht.lower }
            }
            let gestrand = try #require(
                toen["verlopen"]?.array?.first { $0["soort"]?.string == "overdracht-beantwoorden" })
            #expect(gestrand["afgesloten"]?.string != nil && gestrand["organisatie"] == nil, "\(gestrand)")
            let bestand = try await chain.get(
                .verwijzing, pad + "&maand=\(maand)&vorm=csv", as: Deelnemer.keten.client
            ).expect(200)
            #expect(bestand.text.contains("afgesloten") && bestand.text.contains("overdracht-beantwoorden"))
            let eerder = try await chain.get(.verwijzing, pad + "&maand=2020-01", as: Deelnemer.keten.client)
                .expect(200)
            #expect(eerder["regels"]?.array == [] && eerder["maand"]?.string == "2020-01")
            for fout in ["9000-01", "2026-13", "nu"] {
                #expect(
                    try await chain.get(.verwijzing, pad + "&maand=\(fout)", as: Deelnemer.keten.client).status == 400)
            }
        }

        @Test(
            "O19: de wachtlijst zet spoed voor en daarna een kind onder een maatregel, met de reden",
            .timeLimit(.minutes(3)))
        func wachtlijst() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, naar) = (Deelnemer.veiligheidsteam, Deelnemer.zorgaanbieder)
            var zaken: [UUID] = []
            var aanbod: [String] = []
            for _ in 0..<2 {
                let zaak = try await chain.nieuweZaak()
                zaken.append(zaak)
                aanbod.append(try await chain.bied(zaak, naar: naar).lower)
            }
            func plaatsen() async throws -> [JSON] {
                let lijst = try await chain.get(.verwijzing, "/v1/wachtlijst", as: naar.client).expect(200)
                return (lijst["regels"]?.array ?? []).filter { aanbod.contains($0["overdracht"]?.string ?? "") }
            }
            let eerst = try await plaatsen()
            #expect(eerst.compactMap { $0["overdracht"]?.string } == aanbod, "wie het langst wacht staat voor")
            #expect(eerst.allSatisfy { $0["reden"]?.string == "wachttijd" })
            // The later one turns out to be under a measure.
            let kind = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaken[1].lower)/gezinsleden",
                [
                    "rol": "kind", "geboortedatum": .string(Verzonnen.geboortedatum),
                    "door": .string(rvt.medewerker("werker")),
                ], as: rvt.client
            ).expect(201).id()
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaken[1].lower)/kaders",
                [
                    "kind": .string(kind.lower), "uitvoerder": rvt.wie, "vanaf": .string(Dagen.vandaag),
                    "door": .string(rvt.medewerker("werker")),
                ], as: rvt.client
            ).expect(201)
            let daarna = try await plaatsen()
            #expect(daarna.compactMap { $0["overdracht"]?.string } == aanbod.reversed())
            #expect(daarna.first?["reden"]?.string == "maatregel")
            // Of another organisation nothing.
            let elders = try await chain.get(.verwijzing, "/v1/wachtlijst", as: Deelnemer.school.client).expect(200)
            #expect(elders["regels"]?.array == [])
        }

        @Test(
            "S2, P1, P5: één tijdlijn over alle diensten; wat afgeschermd of niet van u is ontbreekt, en wie zwijgt staat erbij",
            .timeLimit(.minutes(4)))
        func tijdlijn() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            // P2, N7: what is recorded of the family stands there too, without saying of whom.
            let lid = try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/gezinsleden",
                ["rol": "volwassene", "naam": "Zwaantje", "door": .string(rvt.medewerker("werker"))], as: rvt.client
            ).expect(201).id()
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/gezinsinformaties",
                [
                    "verteldAan": [.string(lid.lower)], "wijze": "gesprek", "door": .string(gi.medewerker("werker")),
                ], as: gi.client
            ).expect(201)
            let pad = "/v1/zaken/\(zaak.lower)/tijdlijn"
            @Sendable func lees(_ wie: Deelnemer) async throws -> (bronnen: Set<String>, stappen: [JSON], alles: Reply)
            {
                let reply = try await chain.get(
                    .verwijzing, "\(pad)?door=\(wie.medewerker("werker"))", as: wie.client
                ).expect(200)
                let stappen = reply["stappen"]?.array ?? []
                return (Set(stappen.compactMap { $0["bron"]?.string }), stappen, reply)
            }
            let alle: Set = ["melding-intake", "regionaal-veiligheidsteam", "verwijzing", "notificaties"]
            let compleet = try await eventually(within: .seconds(30), "every service tells its part") {
                let gelezen = try await lees(rvt)
                return gelezen.bronnen == alle ? gelezen : nil
            }
            #expect(Set(compleet.alles["bronnen"]?.strings ?? []) == alle)
            #expect(compleet.alles["ontbreekt"]?.array == [])
            let tijden = compleet.stappen.compactMap { $0["tijdstip"]?.string }
            #expect(tijden == tijden.sorted())
            let namen = compleet.stappen.compactMap { $0["gebeurtenis"]?.string }
            for naam in [
                "melding-ontvangen", "casus-geopend", "overdracht-geaccepteerd", "regie-verplaatst", "taak-aangemaakt",
            ] {
                #expect(namen.contains(naam), "\(naam)")
            }
            // Everyone sees its own: the receiver no melding and no tasks of another.
            let ontvanger = try await lees(gi)
            #expect(!ontvanger.bronnen.contains("melding-intake"))
            #expect(
                ontvanger.stappen.allSatisfy {
                    $0["bron"]?.string != "notificaties" || $0["betreft"]?.string == gi.rawValue
                })
            let bijGi = Set(ontvanger.stappen.compactMap { $0["gebeurtenis"]?.string })
            #expect(bijGi.isSuperset(of: ["gezinslid-vastgelegd", "gezin-te-informeren", "gezin-geinformeerd"]))
            #expect(!ontvanger.alles.text.contains("Zwaantje"))
            // Who is told what is between the family and its contact.
            #expect(namen.contains("gezinslid-vastgelegd") && !namen.contains("gezin-geinformeerd"))
            for ander in [Deelnemer.school, .zorgaanbieder, .politie] {
                #expect(try await chain.get(.verwijzing, pad, as: ander.client).status == 404, "\(ander)")
            }
            // P5: by a named person with a role for it, and recorded.
            #expect(try await chain.get(.verwijzing, pad, as: gi.client).status == 400)
            let planner = "\(pad)?door=\(gi.medewerker("planner"))"
            #expect(try await chain.get(.verwijzing, planner, as: gi.client).status == 403)
            let gelezen = try await chain.query(
                """
                select count(*) from processing_record where name = 'tijdlijn lezen'
                    and data_subject_id = \("gezin-" + zaak.lower) and user_id = \(gi.medewerker("werker"))
                """, schema: ChainService.verwijzing.schema)
            #expect(try gelezen.first?.decode(Int64.self) ?? 0 >= 1)
            // The part itself is between services only.
            let deel = "/v1/zaken/\(zaak.lower)/tijdlijndeel?organisatie=\(gi.rawValue)"
            for dienst in ChainService.allCases {
                #expect(try await chain.get(dienst, deel, as: gi.client).status == 403, "\(dienst)")
            }
            for dienst in [ChainService.meldingIntake, .veiligheidsteam] {
                let inzage = try await chain.get(dienst, "/v1/zaken/\(zaak.lower)/inzagedeel", as: gi.client)
                #expect(inzage.status == 403, "\(dienst)")
            }

            // Shielded: who did it is gone from the other's timeline, wherever in the chain it was recorded.
            let werker = rvt.medewerker("werker")
            #expect(ontvanger.alles.text.contains(werker))
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/afschermingen",
                [
                    "soort": "werker", "organisatie": rvt.wie, "medewerker": .string(werker),
                    "reden": "veiligheid-medewerker", "door": .string(werker),
                ], as: rvt.client
            ).expect(201)
            #expect(try await lees(gi).alles.text.contains(werker) == false)
            #expect(try await lees(rvt).alles.text.contains(werker))
            for wie in [rvt, gi] {
                let tekst = try await lees(wie).alles.text
                #expect(!tekst.contains("afgeschermd"), "that something is shielded is no step: \(tekst)")
            }

            // A service that is away is named, also in the table.
            try await chain.without(.notificaties) {
                let gat = try await lees(rvt)
                #expect(gat.alles["ontbreekt"]?.strings == ["notificaties"])
                #expect(!gat.bronnen.contains("notificaties") && gat.bronnen.count == 3)
                let csv = try await chain.get(.verwijzing, "\(pad)?door=\(werker)&vorm=csv", as: rvt.client)
                    .expect(200)
                #expect(csv.text.contains(",notificaties,") && csv.text.contains("bron-ontbreekt"))
            }
            #expect(try await lees(rvt).bronnen == alle)
        }
    }
}

extension JSON {
    fileprivate var strings: [String] { (array ?? []).compactMap(\.string) }
}
