import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// P1, P2 over the real services: what is shielded stands in no answer, topic, log or metric of who may not know
    /// it, and does stand with who may, so that the search can fail both ways.
    @Suite struct BeschermingTests {
        /// Says something about nobody, and must stand only in answers to who knows the address.
        private static let adres = "Spreeuwenvlucht 41 achter de kwikstaartmolen"
        private static let gemeente = "0268"

        /// What of it somebody found, and where.
        private typealias Vondst = (adres: Bool, plek: Bool, rvt: Bool, gi: Bool, tekst: String)

        private enum Lezer: CaseIterable {
            case veiligheidsteam, gi, lokaalTeam, zorgaanbieder, school

            var deelnemer: Deelnemer {
                switch self {
                case .veiligheidsteam: .veiligheidsteam
                case .gi: .gi
                case .lokaalTeam: .lokaalTeam
                case .zorgaanbieder: .zorgaanbieder
                case .school: .school
                }
            }
        }

        func doe(
            _ chain: Chain, _ zaak: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker"
        ) async throws -> Reply {
            try await chain.insist(
                .verwijzing, "/v1/zaken/\(zaak.lower)/\(deel)", body.met("door", .string(wie.medewerker(rol))),
                as: wie.client)
        }

        func verklaring(
            _ chain: Chain, _ zaak: UUID, _ tekst: String, als wie: Deelnemer, afschermen: String? = nil
        ) async throws -> String {
            var body: JSON = [
                "soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(tekst),
            ]
            if let afschermen {
                body = body.met("afschermen", .string(afschermen)).met("afschermreden", "veiligheid-gezin")
            }
            let reply = try await doe(chain, zaak, "dossier/betrokkenen", body, als: wie).expect(201)
            return try #require(reply["id"]?.string)
        }

        /// One of each thing that stands beside a handover, so that there is something to leave out: the shelter asked
        /// and is asked, and the veiligheidsteam's worker did it all.
        private func ernaast(
            _ chain: Chain, _ zaak: UUID
        ) async throws -> (consultatie: UUID, vragenlijst: UUID, verwijzing: UUID, maatregel: UUID, overleg: UUID) {
            let (rvt, gi, shelter) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let kind = try await MaatregelTests.kind(chain, zaak)
            let consultatie = try await doe(
                chain, zaak, "consultaties",
                [
                    "naar": shelter.wie, "over": "consultatie", "urgentie": "regulier",
                    "vraag": .string(Verzonnen.tekst), "herkenbaar": true, "grondslag": "toestemming",
                    "gezinWeet": true,
                ], als: rvt
            ).expect(201).id()
            let vragenlijst = try await doe(
                chain, zaak, "vragenlijsten", ["over": "onderzoek", "vragen": [.string(Verzonnen.tekst)]], als: shelter
            ).expect(201).id()
            let verwijzing = try await doe(
                chain, zaak, "verwijzingen",
                [
                    "naar": Deelnemer.tweedeAanbieder.wie, "hulp": "ambulante-jeugdhulp",
                    "behoefte": .string(Verzonnen.tekst), "urgentie": "regulier", "regime": "jeugdwet",
                    "richting": "opschalen", "gekozenOp": "passend", "route": "gemeente",
                ], als: .lokaalTeam
            ).expect(201).id()
            try await doe(chain, zaak, "navragen", ["tekst": .string(Verzonnen.tekst)], als: shelter).expect(201)
            try await doe(
                chain, zaak, "woonplekken",
                ["kind": .string(kind.lower), "woonplek": "gezinshuis", "organisatie": shelter.wie], als: rvt
            ).expect(201)
            func casus(_ deel: String, _ body: JSON) async throws -> UUID {
                try await chain.insist(
                    .veiligheidsteam, "/v1/casussen/\(zaak.lower)/\(deel)",
                    body.met("door", .string(rvt.medewerker("werker"))), as: rvt.client
                ).expect(201).id()
            }
            let maatregel = try await casus(
                "maatregelen",
                [
                    "kind": .string(kind.lower), "soort": "ondertoezichtstelling",
                    "uitspraakdatum": .string(Dagen.vandaag), "einddatum": .string(Dagen.dag(300)),
                    "meerderjarigdatum": .string(Dagen.dag(900)), "uitvoerder": gi.wie, "raad": Deelnemer.raad.wie,
                ])
            let overleg = try await casus(
                "overleggen",
                [
                    "soort": "mda-plus-plus", "datum": .string(Dagen.dag(20)), "tijd": "10:00",
                    "organisaties": [gi.wie, shelter.wie], "gezinsleden": [.string(kind.lower)],
                ])
            return (consultatie, vragenlijst, verwijzing, maatregel, overleg)
        }

        @Test(
            "P1: adres, plaatsing en werker staan nergens bij wie ze niet mag weten; opheffen doen twee mensen",
            .timeLimit(.minutes(4)))
        func afgeschermd() async throws {
            let chain = try await IntegrationTests.chain()
            let (rvt, gi, shelter) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.zorgaanbieder)
            let melding = try await chain.meld()
            let zaak = try await chain.zaak(van: melding)
            try await chain.beoordeel(zaak)
            try await eventually(within: .seconds(30), "verwijzing has zaak \(zaak)") {
                try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: rvt.client).status == 200
            }
            // The lokaal team is involved by the veiligheidsteam; the shelter is by hand.
            try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenen",
                ["organisatie": shelter.wie, "grond": "hulp", "door": .string(rvt.medewerker("werker"))], als: rvt
            ).expect(200)
            // The address from its first moment; the placement and the worker beside it.
            let verklaring = try await verklaring(chain, zaak, Self.adres, als: rvt, afschermen: "adres")
            let plaatsing = try await doe(
                chain, zaak, "afschermingen",
                [
                    "soort": "plaatsing", "organisatie": shelter.wie, "gemeente": .string(Self.gemeente),
                    "reden": "veiligheid-gezin", "toelichting": .string(Verzonnen.tekst),
                ], als: rvt
            ).expect(201).id()
            try await doe(
                chain, zaak, "afschermingen",
                [
                    "soort": "werker", "organisatie": rvt.wie, "medewerker": .string(rvt.medewerker("werker")),
                    "reden": "veiligheid-medewerker",
                ], als: rvt
            ).expect(201)
            let ouder = try await doe(
                chain, zaak, "gezinsleden", ["rol": "volwassene", "naam": "Zwaantje de Ouder"], als: rvt
            ).expect(201).id()
            let code = try await doe(chain, zaak, "gezinstoegangen", ["lid": .string(ouder.lower)], als: rvt)
                .expect(201)["code"]?.string
            let bezoek = try await Gezinsbezoek(chain)
            #expect(try await bezoek.open(try #require(code)).status == 303)
            let ernaast = try await ernaast(chain, zaak)
            let overdracht = try await chain.bied(zaak, naar: gi)
            try await chain.aanvaard(overdracht, als: gi).expect(200)
            let geschil = try await chain.doe(
                .verwijzing, "/v1/overdrachten/\(overdracht.lower)", "geschillen",
                [
                    "over": "contract", "toelichting": .string(Verzonnen.tekst),
                    "door": .string(gi.medewerker("werker")),
                ],
                als: gi
            ).expect(201).id()
            try await doe(
                chain, zaak, "afschermingen",
                [
                    "soort": "werker", "organisatie": gi.wie, "medewerker": .string(gi.medewerker("werker")),
                    "reden": "veiligheid-medewerker",
                ], als: gi
            ).expect(201)
            // The veiligheidsteam's casus follows, also in what it leaves out.
            try await eventually(within: .seconds(30), "the casus leaves the worker of the gi out") {
                let casus = try await chain.get(.veiligheidsteam, "/v1/casussen/\(zaak.lower)", as: rvt.client)
                return casus["regiehouder"]?["organisatie"]?.string == gi.rawValue
                    && casus["regiehouder"]?["medewerker"]?.string == nil
            }

            let rvtWerker = rvt.medewerker("werker")
            let giWerker = gi.medewerker("werker")
            let taak = try await chain.taak("consultatie-beantwoorden", ernaast.consultatie, als: shelter)
            let kenmerken = try await [
                chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: rvt.client)["kenmerk"]?.string,
                chain.get(.verwijzing, "/v1/overdrachten/\(overdracht.lower)", as: rvt.client)["kenmerk"]?.string,
            ].compactMap { $0 }
            #expect(kenmerken.count == 2)
            let routes = Leesroutes(
                chain: chain,
                ids: [
                    "zaken": zaak.lower, "casussen": zaak.lower, "meldingen": melding.lower,
                    "koppelingen": melding.lower, "overdrachten": overdracht.lower, "Task": overdracht.lower,
                    "ServiceRequest": overdracht.lower,
                    "verklaringen": verklaring, "consultaties": ernaast.consultatie.lower,
                    "vragenlijsten": ernaast.vragenlijst.lower, "verwijzingen": ernaast.verwijzing.lower,
                    "geschillen": geschil.lower, "maatregelen": ernaast.maatregel.lower,
                    "overleggen": ernaast.overleg.lower, "taken": try #require(taak["id"]?.string),
                    // Made only at a meeting that was held, and when a provider stops; their own tests look at who sees
                    // them.
                    "afspraken": ernaast.overleg.lower, "vervangingen": ernaast.verwijzing.lower,
                ], kenmerken: [zaak.lower, overdracht.lower, ernaast.verwijzing.lower] + kenmerken)
            @Sendable func zoek(_ wie: Deelnemer, ook stroom: String = "") async throws -> Vondst {
                let gelezen = try await routes.alles(als: wie) + stroom
                let woorden = Leesroutes.woorden(gelezen)
                func staat(_ code: String) -> Bool { woorden.contains(Substring(code)) }
                return (
                    gelezen.contains(Self.adres) || gelezen.contains(verklaring),
                    staat(shelter.rawValue) || staat(Self.gemeente), staat(rvtWerker), staat(giWerker),
                    // Where it stands, when it does.
                    gelezen.split(separator: "\n").filter { regel in
                        [Self.adres, verklaring, shelter.rawValue, rvtWerker, giWerker].contains { regel.contains($0) }
                    }.joined(separator: "\n")
                )
            }
            // Everybody at once: most of it is waiting.
            let bijIeder = try await withThrowingTaskGroup(of: (Lezer, Vondst).self) { group in
                for lezer in Lezer.allCases {
                    group.addTask {
                        let stroom = try await routes.stromen(als: lezer.deelnemer)
                        if lezer.deelnemer == rvt {
                            #expect(stroom.contains("/v1/casussen") && stroom.contains(rvtWerker), "\(stroom)")
                        }
                        return (lezer, try await zoek(lezer.deelnemer, ook: stroom))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(bijIeder.count == Lezer.allCases.count)
            for (lezer, gevonden) in bijIeder {
                let wie = lezer.deelnemer
                let zegt: Comment = "\(lezer): \(gevonden.tekst)"
                #expect(gevonden.adres == (wie == rvt), zegt)
                // The shelter knows that it is the placement, and nothing of the workers.
                #expect(gevonden.plek == (wie == rvt || wie == shelter), zegt)
                #expect(gevonden.rvt == (wie == rvt), zegt)
                #expect(gevonden.gi == (wie == gi), zegt)
            }

            // Nobody learns by trying: involving it again answers as for an organisation that was not there.
            let opnieuw = try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenen",
                ["organisatie": shelter.wie, "grond": "hulp", "door": .string(gi.medewerker("werker"))], als: gi)
            #expect(opnieuw.status == 200 && !opnieuw.text.contains(shelter.rawValue))
            let weg = try await chain.doe(
                .verwijzing, "/v1/zaken/\(zaak.lower)", "betrokkenheidseinden",
                [
                    "organisatie": shelter.wie, "reden": "hulp-beeindigd", "door": .string(gi.medewerker("werker")),
                ], als: gi)
            #expect(weg.status == 409 && weg.problem == "niet-betrokken")

            // Other organisations' topics, logs, metrics: neither text nor, for another, the reference.
            let berichten = try await chain.tap.everything()
            for wie in Deelnemer.allCases {
                for bericht in berichten where bericht.topic == wie.uitKafka {
                    let tekst = String(decoding: bericht.value, as: UTF8.self)
                    guard
                        tekst.contains(zaak.lower)
                            || (bericht.key.map { String(decoding: $0, as: UTF8.self) }) == zaak.lower
                    else { continue }
                    #expect(wie == rvt || !tekst.contains(rvtWerker), "\(tekst)")
                    #expect(wie == gi || !tekst.contains(giWerker), "\(tekst)")
                    #expect(wie == shelter || !tekst.contains(shelter.rawValue), "\(tekst)")
                }
            }
            #expect(!berichten.contains { String(decoding: $0.value, as: UTF8.self).contains(Self.adres) })
            for dienst in ChainService.allCases {
                let log = chain.log(dienst.rawValue)
                #expect(!(log.lines + log.errorLines).contains { $0.contains(Self.adres) })
                #expect(!(try await chain.get(dienst, "/metrics").expect(200).text.contains(Self.adres)))
            }

            // S3: what the family gets is less than what who holds the regie knows; the shelter did read.
            func overzicht(_ wie: Deelnemer) async throws -> Reply {
                try await chain.get(
                    .verwijzing, "/v1/zaken/\(zaak.lower)/gezinsoverzicht?door=\(wie.medewerker("werker"))",
                    as: wie.client)
            }
            _ = try await self.verklaring(chain, zaak, Verzonnen.tekst, als: shelter)
            try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/dossier?door=\(shelter.medewerker("werker"))", as: shelter.client
            ).expect(200)
            let voorGezin = try await overzicht(gi).expect(200)
            let lezers = Set((voorGezin["ontvangen"]?.array ?? []).compactMap { $0["organisatie"]?.string })
            #expect(lezers.contains(rvt.rawValue) && !lezers.contains(shelter.rawValue), "\(voorGezin)")
            #expect(voorGezin["contact"]?["organisatie"]?.string == gi.rawValue)
            #expect(voorGezin["contact"]?["medewerker"] == nil, "\(voorGezin)")
            #expect(try await overzicht(rvt).status == 403)
            // To take along: names and plain words, and nothing more than the page shows.
            let tabel = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/gezinsoverzicht?door=\(gi.medewerker("werker"))&vorm=csv",
                as: gi.client
            ).expect(200).text
            #expect(tabel.contains("Organisatie veiligheidsteam") && tabel.contains("Het dossier"), "\(tabel)")
            #expect(!tabel.contains(shelter.rawValue) && !tabel.contains("Organisatie \(shelter)"), "\(tabel)")

            // The family's own page, of which the veiligheidsteam gave the code before.
            let bladzijde = try await bezoek.bladzijde().expect(200).text
            #expect(bladzijde.contains("Organisatie veiligheidsteam"), "\(bladzijde)")
            for geheim in [Self.adres, shelter.rawValue, "Organisatie \(shelter)", rvtWerker, giWerker] {
                #expect(!bladzijde.contains(geheim), "\(geheim) in \(bladzijde)")
            }

            // Lifting: another organisation not, one person not, two of who shielded it do.
            let voorstel: JSON = ["afscherming": .string(plaatsing.lower), "reden": "dreiging-voorbij"]
            let bevestiging: JSON = ["afscherming": .string(plaatsing.lower)]
            let vreemd = try await doe(chain, zaak, "opheffingsvoorstellen", voorstel, als: gi)
            #expect(vreemd.status == 404, "\(vreemd)")
            try await doe(chain, zaak, "opheffingsvoorstellen", voorstel, als: rvt).expect(201)
            let alleen = try await doe(chain, zaak, "opheffingen", bevestiging, als: rvt)
            #expect(alleen.status == 409 && alleen.problem == "zelfde-persoon")
            #expect(try await zoek(gi).plek == false)
            let planner = try await doe(chain, zaak, "opheffingen", bevestiging, als: rvt, rol: "planner")
            #expect(planner.status == 403)
            try await doe(chain, zaak, "opheffingen", bevestiging, als: rvt, rol: "werker2").expect(201)
            let daarna = try await zoek(gi)
            #expect(daarna.plek && !daarna.adres && !daarna.rvt, "\(daarna.tekst)")
            #expect(try await overzicht(gi).expect(200).text.contains(shelter.rawValue))
        }

        @Test(
            "P1: slechte verzoeken noemen alles wat mist en veranderen niets; een planner en een buitenstaander kunnen niets",
            .timeLimit(.minutes(2)))
        func geweigerd() async throws {
            let chain = try await IntegrationTests.chain()
            let rvt = Deelnemer.veiligheidsteam
            let zaak = try await chain.nieuweZaak()
            let leeg = try await doe(
                chain, zaak, "afschermingen", ["soort": "plaatsing", "reden": "anders", "medewerker": "mw-x"], als: rvt)
            #expect(leeg.status == 400)
            let velden = Set(
                (leeg["errors"]?.array ?? []).compactMap { $0["pointer"]?.string })
            #expect(velden == ["/organisatie", "/gemeente", "/medewerker"], "\(leeg)")
            let onbekend = try await doe(
                chain, zaak, "afschermingen",
                ["soort": "adres", "inhoud": [.string(UUID().lower)], "reden": "anders"], als: rvt)
            #expect(onbekend.status == 400, "\(onbekend)")
            let goed: JSON = [
                "soort": "werker", "organisatie": rvt.wie, "medewerker": .string(rvt.medewerker("werker")),
                "reden": "anders",
            ]
            #expect(try await doe(chain, zaak, "afschermingen", goed, als: rvt, rol: "planner").status == 403)
            #expect(try await doe(chain, zaak, "afschermingen", goed, als: .school).status == 404)
            let lijst = try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/afschermingen?door=\(rvt.medewerker("werker"))", as: rvt.client
            ).expect(200)
            #expect(lijst["afschermingen"]?.array == [])
        }
    }
}
