import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// O20, N4, R6, V8 over the real services: a table from its invitations to what was agreed.
    @Suite struct OverlegTests {
        private static let reden = "De lepelaars konden die middag niet komen."
        private static let geheim = "De wielewaal belt donderdag het geheime nummer."

        private func doe(
            _ chain: Chain, _ overleg: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker"
        ) async throws -> Reply {
            try await chain.insist(
                .veiligheidsteam, "/v1/overleggen/\(overleg.lower)/\(deel)",
                body.met("door", .string(wie.medewerker(rol))), as: wie.client)
        }

        private func lees(
            _ chain: Chain, _ overleg: UUID, als wie: Deelnemer, rol: String = "werker"
        ) async throws -> Reply {
            try await chain.get(
                .veiligheidsteam, "/v1/overleggen/\(overleg.lower)?door=\(wie.medewerker(rol))", as: wie.client)
        }

        private func fouten(_ reply: Reply) -> [String] {
            (reply["errors"]?.array ?? []).compactMap { fout in
                fout["pointer"]?.string.flatMap { plaats in fout["code"]?.string.map { "\(plaats) \($0)" } }
            }
        }

        /// The minute that runs, as a Dutch clock has it; the next where it is almost over.
        private func nu() -> (datum: String, tijd: String, op: Date) {
            let op = Date(timeIntervalSince1970: ((Date().timeIntervalSince1970 + 10) / 60).rounded(.down) * 60)
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(identifier: "Europe/Amsterdam")
            format.dateFormat = "yyyy-MM-dd HH:mm"
            let delen = format.string(from: op).split(separator: " ").map(String.init)
            return (delen[0], delen[1], op)
        }

        private func plan(
            _ chain: Chain, _ zaak: UUID, _ soort: String, _ organisaties: [Deelnemer], gezin: [UUID],
            op dag: String? = nil
        ) async throws -> (Reply, Date) {
            let (datum, tijd, op) = nu()
            let rvt = Deelnemer.veiligheidsteam
            let reply = try await chain.insist(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)/overleggen",
                [
                    "door": .string(rvt.medewerker("werker")), "soort": .string(soort),
                    "datum": .string(dag ?? datum), "tijd": .string(tijd),
                    "organisaties": .array(organisaties.map(\.wie)),
                    "gezinsleden": .array(gezin.map { .string($0.lower) }),
                ], as: rvt.client)
            return (reply, op)
        }

        private func wacht(tot op: Date) async throws {
            try await eventually(within: .seconds(20), "it is \(op)") { Date() > op.addingTimeInterval(0.5) }
        }

        @Test(
            "O20, N4, V8: wie er was en waarom niet, en afspraken met een eigenaar; van een beperkte weet niemand anders",
            .timeLimit(.minutes(4)))
        func afspraken() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, zorg) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let zaak = try await chain.nieuweZaak(gemeente: Regio.kort.gemeente)
            let kind = try await MaatregelTests.kind(chain, zaak)
            let fout = try await plan(chain, zaak, "mda-plus-plus", [.gestopt, gi], gezin: [zaak]).0.expect(400)
            #expect(
                fouten(fout) == ["/organisaties/0 onbekende-organisatie", "/gezinsleden/0 onbekend-gezinslid"])
            let (gepland, op) = try await plan(chain, zaak, "mda-plus-plus", [gi, zorg], gezin: [kind])
            let overleg = try gepland.expect(201).id()

            // N4: sent, delivered, read, and later than ten days before.
            try await chain.ontvang(try await chain.taak("overleg-bijwonen", overleg, als: gi), als: gi)
            try await eventually(within: .seconds(30), "the invitation was read") {
                let uitnodigingen = try await self.lees(chain, overleg, als: gi).expect(200)["uitnodigingen"]?.array
                return uitnodigingen?.contains {
                    $0["organisatie"] == gi.wie && $0["bezorgdOp"] != nil && $0["gezienOp"] != nil
                        && $0["teLaat"]?.bool == true
                } == true
            }
            #expect(try await lees(chain, overleg, als: .school).status == 404)

            let later = try await plan(chain, zaak, "mda-plus-plus", [gi], gezin: [kind], op: Dagen.dag(20)).0
            let vroeg = try await doe(
                chain, try later.expect(201).id(), "verslagen", ["aanwezig": [gi.wie]], als: rvt
            ).expect(409)
            #expect(
                fouten(vroeg) == [
                    " overleg-niet-geweest", "/geenGezinReden reden-ontbreekt", "/nietGehoordReden reden-ontbreekt",
                ])
            try await wacht(tot: op)
            let verslag: JSON = [
                "aanwezig": [gi.wie, zorg.wie], "geenGezinReden": .string(Self.reden),
                "kinderenVoorbereid": [.string(kind.lower)], "nietGehoordReden": .string(Self.reden),
            ]
            #expect(try await doe(chain, overleg, "verslagen", verslag, als: gi).status == 409)
            try await doe(chain, overleg, "verslagen", verslag, als: rvt).expect(200)
            #expect(try await lees(chain, overleg, als: zorg).expect(200)["geenGezinReden"]?.string == Self.reden)
            // R9: it follows the family and was not there.
            let ander = try await lees(chain, overleg, als: .lokaalTeam)
            #expect(!ander.text.contains(Self.reden), "\(ander)")

            // V8: open to the table.
            let gewoon = try await doe(
                chain, overleg, "afspraken",
                [
                    "tekst": "De ooievaar komt langs.", "horizon": "dagen", "organisatie": gi.wie,
                    "eigenaar": .string(gi.medewerker("werker")),
                ], als: rvt
            ).expect(200)
            let openId = gewoon["afspraken"]?.array?.first?["id"]?.string
            let open = try #require(openId.flatMap { UUID(uuidString: $0) })
            let taak = try await chain.taak("afspraak-uitvoeren", open, als: gi)
            #expect(taak["medewerker"]?.string == gi.medewerker("werker"))
            let zonder: JSON = ["afspraak": .string(open.lower), "uitkomst": "niet-gedaan"]
            #expect(
                fouten(try await doe(chain, overleg, "afrondingen", zonder, als: gi).expect(409))
                    == ["/reden reden-ontbreekt"])
            try await doe(chain, overleg, "afrondingen", zonder.met("reden", .string(Self.reden)), als: gi).expect(200)
            try await eventually(within: .seconds(30), "the task is done") {
                try await chain.taken(open, als: gi).allSatisfy { $0["status"]?.string == "gedaan" }
            }

            // V8: for fewer people.
            let beperkt = try await doe(
                chain, overleg, "afspraken",
                [
                    "tekst": .string(Self.geheim), "horizon": "uren", "organisatie": gi.wie,
                    "eigenaar": .string(gi.medewerker("werker")), "alleenVoor": [.string(zorg.medewerker("werker"))],
                ], als: rvt
            ).expect(200)
            let afspraakId = beperkt["afspraken"]?.array?.last?["id"]?.string
            let afspraak = try #require(afspraakId.flatMap { UUID(uuidString: $0) })
            for (wie, rol) in [(gi, "werker"), (zorg, "werker"), (rvt, "werker")] {
                #expect(try await lees(chain, overleg, als: wie, rol: rol).expect(200).text.contains(Self.geheim))
            }
            let anderen = [(gi, "werker2"), (gi, "leider"), (zorg, "leider"), (rvt, "leider"), (rvt, "werker2")]
            for (wie, rol) in anderen {
                let gelezen = try await lees(chain, overleg, als: wie, rol: rol).expect(200)
                #expect(!gelezen.text.contains(Self.geheim) && !gelezen.text.contains(afspraak.lower), "\(wie) \(rol)")
                #expect(!gelezen.text.contains("afspraak-uren"), "\(wie) \(rol)")
                let pad = "/v1/afspraken/\(afspraak.lower)?door=\(wie.medewerker(rol))"
                #expect(try await chain.get(.veiligheidsteam, pad, as: wie.client).status == 404)
                #expect(
                    try await doe(
                        chain, overleg, "afrondingen", ["afspraak": .string(afspraak.lower), "uitkomst": "gedaan"],
                        als: wie, rol: rol
                    ).text.contains("afspraak-onbekend"))
            }
            // Its term runs out: those who may know it hear it, and no system, team lead or region.
            let escalatie = try await chain.event(Topics.casussen, "overlegtermijn-geescaleerd") {
                $0["afspraak"]?.string == afspraak.lower && $0["stadium"]?.integer == 150
            }
            #expect(escalatie.data["escalatieNaar"]?.array?.isEmpty == true)
            #expect(escalatie.data["escalatieAan"]?.array?.count == 3)
            _ = try await chain.event(Topics.bevestigingen, "taak-aangemaakt") {
                $0["onderwerp"]?.string == afspraak.lower && $0["soort"]?.string == "beperkte-afspraak-verlopen"
                    && $0["medewerker"]?.string == zorg.medewerker("werker")
            }
            for wie in [gi, zorg, rvt, Deelnemer.keten] {
                #expect(try await chain.taken(afspraak, als: wie).isEmpty, "\(wie)")
            }
            let tijdlijn = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/tijdlijn?door=\(rvt.medewerker("werker"))", as: rvt.client
            ).expect(200)
            #expect(!tijdlijn.text.contains("beperkte-afspraak"))
            let kring = Set([gi, zorg, rvt].map { $0.medewerker("werker") })
            let overal = try await chain.tap.everything()
            let genoemd = overal.filter { String(decoding: $0.value, as: UTF8.self).contains(afspraak.lower) }
            #expect(!genoemd.isEmpty && genoemd.allSatisfy { !$0.topic.hasPrefix("keten.uit.") })
            let taken = chain.tap.events(Topics.bevestigingen).filter {
                $0.data["onderwerp"]?.string == afspraak.lower
            }
            #expect(taken.allSatisfy { kring.contains($0.data["medewerker"]?.string ?? "") })
            for tekst in [Self.geheim, Self.reden] {
                #expect(!overal.contains { String(decoding: $0.value, as: UTF8.self).contains(tekst) })
                #expect(!chain.log("regionaal-veiligheidsteam").lines.contains { $0.contains(tekst) })
            }
        }

        @Test(
            "R6: een terugmeldafspraak leidt tot een nieuw gesprek; de Raad kan een zaak ook rechtstreeks oppakken",
            .timeLimit(.minutes(4)))
        func tafel() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, raad) = (Deelnemer.veiligheidsteam, Deelnemer.raad)
            let zaak = try await chain.nieuweZaak()
            let ouder = try await MaatregelTests.kind(chain, zaak, rol: "volwassene")
            let soort = "jeugdbeschermingstafel"
            let zonder = try await plan(chain, zaak, soort, [.gi], gezin: []).0.expect(409)
            #expect(fouten(zonder) == ["/organisaties raad-ontbreekt"])
            let (gepland, op) = try await plan(chain, zaak, soort, [raad], gezin: [ouder])
            let overleg = try gepland.expect(201).id()
            try await wacht(tot: op)
            let uitkomst: JSON = [
                "uitkomst": "vrijwillig-kader-met-terugmeldafspraak", "motivering": .string(Self.reden),
            ]
            #expect(try await doe(chain, overleg, "besluiten", uitkomst, als: rvt).status == 409)
            try await doe(
                chain, overleg, "verslagen",
                ["aanwezig": [raad.wie], "gezinsledenAanwezig": [.string(ouder.lower)]], als: rvt
            ).expect(200)
            _ = try await chain.taak("tafelbesluit-nemen", overleg, als: rvt)
            try await doe(chain, overleg, "besluiten", uitkomst, als: rvt).expect(200)
            _ = try await chain.taak("terugmelden", overleg, als: rvt)
            let termijn = try await lees(chain, overleg, als: rvt)["termijnen"]?.array?.first
            #expect(termijn?["soort"]?.string == "terugmelden" && termijn?["verloopt"] != nil)
            #expect(termijn?["herkomst"]?.string == "afspraak van de jeugdbeschermingstafel (R6)")
            try await doe(
                chain, overleg, "terugmeldingen", ["gevolg": "nieuw-gesprek", "toelichting": .string(Self.reden)],
                als: rvt
            ).expect(200)
            _ = try await chain.taak("nieuw-gesprek-plannen", overleg, als: rvt)

            // The Raad takes it before the new talk.
            let nieuw = try await chain.insist(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)/overleggen",
                [
                    "door": .string(rvt.medewerker("werker")), "soort": .string(soort), "datum": .string(Dagen.dag(20)),
                    "tijd": "10:00", "organisaties": [raad.wie], "vorige": .string(overleg.lower),
                ], as: rvt.client
            ).expect(201)
            #expect(nieuw["uitnodigingen"]?.array?.first?["teLaat"]?.bool == false)
            let tweede = try nieuw.id()
            let gepland2 = try await lees(chain, overleg, als: rvt).expect(200)
            #expect(gepland2["nieuwGesprekNodig"] == true && gepland2["vervolg"]?.string == tweede.lower)
            #expect(gepland2["termijnen"]?.array == [], "the new talk has a term of its own")
            #expect(try await doe(chain, tweede, "raadsonderzoeken", [:], als: rvt).status == 409)
            let gestart = try await doe(chain, tweede, "raadsonderzoeken", [:], als: raad).expect(200)
            #expect(gestart["status"]?.string == "overgenomen" && gestart["onderzoek"]?.string == "gestart")
            #expect(try await lees(chain, overleg, als: rvt)["nieuwGesprekNodig"] == false)
            try await eventually(within: .seconds(30), "nobody prepares the talk any more") {
                let taken = try await chain.taken(tweede, als: rvt) + chain.taken(tweede, als: raad)
                return !taken.isEmpty && taken.allSatisfy { $0["status"]?.string == "vervallen" }
            }
        }

        @Test(
            "R6: een nieuw gesprek blijft nodig als het is afgezegd; alleen wie het moet houden of de regie heeft zegt het af",
            .timeLimit(.minutes(4)))
        func blijftNodig() async throws {
            let chain = try await IntegrationTests.chain()
            let (team, raad, rvt) = (Deelnemer.lokaalTeam, Deelnemer.raad, Deelnemer.veiligheidsteam)
            let zaak = try await chain.nieuweZaak()
            func tafel(_ meer: JSON.Members, als wie: Deelnemer) async throws -> Reply {
                let body: JSON.Members = [
                    "door": .string(wie.medewerker("werker")), "soort": "jeugdbeschermingstafel",
                    "datum": .string(Dagen.dag(20)), "tijd": "10:00", "organisaties": [raad.wie],
                ]
                return try await chain.insist(
                    .veiligheidsteam, "/v1/casussen/\(zaak.lower)/overleggen", .object(body.merging(meer)),
                    as: wie.client)
            }
            // The lokaal team brought the family to the table, and owes it a new talk.
            let (datum, tijd, op) = nu()
            let overleg = try await tafel(["datum": .string(datum), "tijd": .string(tijd)], als: team).expect(201).id()
            try await wacht(tot: op)
            try await doe(
                chain, overleg, "verslagen", ["aanwezig": [raad.wie], "geenGezinReden": .string(Self.reden)], als: team
            ).expect(200)
            try await doe(
                chain, overleg, "besluiten",
                [
                    "uitkomst": "vrijwillig-kader-met-terugmeldafspraak", "motivering": .string(Self.reden),
                ], als: team
            ).expect(200)
            try await doe(
                chain, overleg, "terugmeldingen", ["gevolg": "nieuw-gesprek", "toelichting": .string(Self.reden)],
                als: team
            ).expect(200)
            _ = try await chain.taak("nieuw-gesprek-plannen", overleg, als: team)
            func stand(_ wie: Deelnemer = .lokaalTeam) async throws -> Reply {
                try await lees(chain, overleg, als: wie).expect(200)
            }
            let vorige: JSON.Members = ["vorige": .string(overleg.lower)]
            let plannen = try #require(try await stand()["termijnen"]?.array?.first)

            // Another organisation of the casus plans nothing in its place: a receiver that helps, without the regie's word.
            try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "lokale-teams",
                ["door": .string(rvt.medewerker("werker")), "organisatie": Deelnemer.buurteam.wie], als: rvt
            ).expect(200)
            let vreemd = try await tafel(vorige, als: .buurteam)
            #expect(vreemd.status == 409 && fouten(vreemd) == ["/vorige andere-organisatie"], "\(vreemd)")
            let afmelding: JSON = ["toelichting": .string(Self.reden)]
            #expect(try await doe(chain, overleg, "gespreksafmeldingen", afmelding, als: .buurteam).status == 409)

            // Planned and cancelled: it is as necessary as it was, and somebody has the task again.
            let gesprek = try await tafel(vorige, als: team).expect(201).id()
            try await eventually(within: .seconds(30), "the task to plan it is done") {
                try await chain.taken(overleg, als: team).filter { $0["soort"]?.string == "nieuw-gesprek-plannen" }
                    .allSatisfy { $0["status"]?.string == "gedaan" }
            }
            #expect(try await stand()["nieuwGesprekNodig"] == true)
            let tweemaal = try await tafel(vorige, als: team)
            #expect(tweemaal.status == 409 && fouten(tweemaal) == ["/vorige al-gepland"], "\(tweemaal)")
            #expect(tweemaal["mogelijk"]?.array?.contains("nieuw-gesprek-afmelden") == true, "\(tweemaal)")
            try await doe(chain, gesprek, "afzeggingen", ["reden": "gezin-kan-niet"], als: team).expect(200)
            let afgezegd = try await stand()
            #expect(afgezegd["nieuwGesprekNodig"] == true && afgezegd["vervolg"] == nil, "\(afgezegd)")
            #expect(afgezegd["termijnen"]?.array?.first?["soort"] == "nieuw-gesprek", "\(afgezegd)")
            #expect(afgezegd["termijnen"]?.array?.first?["verloopt"] == plannen["verloopt"], "its term runs on")
            try await eventually(within: .seconds(30), "somebody has to plan it again") {
                try await chain.taken(overleg, als: team).contains {
                    $0["soort"]?.string == "nieuw-gesprek-plannen"
                        && !["gedaan", "vervallen"].contains($0["status"]?.string ?? "")
                }
            }

            // Who holds the regie says that it is not needed, and why; everyone at the table reads it.
            let zonder = try await doe(chain, overleg, "gespreksafmeldingen", [:], als: rvt)
            #expect(zonder.status == 400 && zonder.text.contains("/toelichting"), "\(zonder)")
            try await doe(chain, overleg, "gespreksafmeldingen", afmelding, als: rvt).expect(200)
            #expect(try await stand()["nieuwGesprekNodig"] == false)
            #expect(try await stand(raad)["afmelding"]?.string == Self.reden)
            try await eventually(within: .seconds(30), "nobody has to plan it any more") {
                try await chain.taken(overleg, als: team).filter { $0["soort"]?.string == "nieuw-gesprek-plannen" }
                    .allSatisfy { ["gedaan", "vervallen"].contains($0["status"]?.string ?? "") }
            }
        }
    }
}
