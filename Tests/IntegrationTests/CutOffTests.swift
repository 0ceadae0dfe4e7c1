import AsyncHTTPClient
import Contracts
import Foundation
import Kafka
import NIOCore
import Synchronization
import TestSupport
import Testing

extension IntegrationTests {
    /// DOMAIN.md §10: an organisation is cut off in the middle of its work, and comes back.
    @Suite(.serialized) struct CutOffTests {
        private let weg = Deelnemer.gi

        @Test(
            "C1: afgesloten wacht wat zij stuurt en wat zij krijgt, ook over een kill -9; terug is er niets kwijt of dubbel",
            .timeLimit(.minutes(6)))
        func afgesloten() async throws {
            let chain = try await IntegrationTests.chain()
            let zaken = try await chain.voorraad(2)
            let aanbod = try await aanbod(chain)
            let eerder = try await chain.bied(zaken[0], naar: weg)
            var gestuurd = try await stuur(5, chain)
            _ = try await chain.ingenomen(gestuurd)

            // Looking changes nothing.
            let vooraf = try await chain.keten(
                "organisation", "disconnect", weg.rawValue, "--cause", "storing", "--by", "mw-keten-leider",
                "--reason", "proef", "--dry-run")
            #expect(vooraf.status == 0, "\(vooraf)")
            #expect(vooraf.lines.contains { $0.contains("aanbod-aan-haar \(aanbod + 1)") }, "\(vooraf.lines)")
            #expect(try await chain.get(.verwijzing, "/v1/bord", as: weg.client).status == 200)

            let begin = try await tijden(10, chain)
            let klaar = try await chain.keten(
                "organisation", "disconnect", weg.rawValue, "--cause", "storing", "--by", "mw-keten-leider",
                "--reason", "zij melden een storing")
            #expect(klaar.status == 0, "\(klaar)")
            try await geweigerd(chain)
            let ontvangen = chain.tap.events(weg.uitKafka).count

            // It goes on sending; others go on as before; a new offer to it is made and waits where all can see it.
            gestuurd += try await stuur(10, chain)
            let anderen = try await chain.meldingen(10, als: .politie)
            let bericht = try await chain.aangeboden(als: .school)
            try await chain.stuur(bericht, als: .school)
            let later = try await verzoek(zaken[1], chain)
            let regel = try await eventually(within: .seconds(30), "the board says that it is cut off") {
                try await chain.bord(als: .veiligheidsteam).first {
                    $0["overdracht"]?.string == later.lower && $0["afgesloten"]?.array?.isEmpty == false
                }
            }
            #expect(regel["afgesloten"]?.array?.first?["organisatie"]?.string == weg.rawValue)
            let taak = try await chain.taakOverAfsluiting()
            #expect(taak["status"]?.string == "open")

            for service in [ChainService.notificaties, .meldingIntake] {
                await chain.kill(service)
                try await chain.restart(service)
            }
            // A newer register does not connect it by accident.
            try await nieuwRegister(chain)
            try await geweigerd(chain)
            let tussen = try await chain.meldingen(5, als: .politie)
            for melding in anderen + tussen { _ = try await chain.zaak(van: melding) }
            _ = try await chain.ingenomen([kenmerk(bericht)], van: .school)
            let during = try await tijden(10, chain)
            #expect(chain.tap.events(weg.uitKafka).count == ontvangen)
            #expect(try await chain.wachtend(weg) > 0)
            #expect(chain.meldingenVan(weg, gestuurd).count == 5)
            print("median of a melding by others: \(begin) before, \(during) while one was cut off")

            let terug = try await chain.keten(
                "organisation", "connect", weg.rawValue, "--by", "mw-keten-leider", "--reason", "storing voorbij",
                "--json")
            #expect(terug.status == 0, "\(terug)")
            let meldingen = try await chain.ingenomen(gestuurd)
            #expect(chain.meldingenVan(weg, gestuurd) == gestuurd, "in the order in which they were sent")
            try await eventually(within: .seconds(30), "what waited has gone out") {
                try await chain.wachtend(weg) == 0
            }
            try await eventually(within: .seconds(30), "the region's task is over") {
                try await chain.taakOverAfsluiting()["status"]?.string == "vervallen"
            }
            for overdracht in [eerder, later] {
                let taak = try await chain.taak("overdracht-beantwoorden", overdracht, als: weg)
                let id = taak["id"]?.string
                try await eventually(within: .seconds(30), "the task is offered to its system") {
                    chain.tap.events(weg.uitKafka).contains { $0.data["taak"]?.string == id }
                }
                try await chain.aanvaard(overdracht, als: weg).expect(200)
            }
            try await Ledger(
                chain: chain, meldingen: anderen + tussen + meldingen, overdrachten: [eerder, later]
            ).check()
        }

        @Test("C2: wie wordt afgesloten raakt geen ander: hun verzoeken gaan door en geen wordt geweigerd")
        func anderen() async throws {
            let chain = try await IntegrationTests.chain()
            let anderen = [Deelnemer.school, .politie, .zorgaanbieder, .lokaalTeam, .veiligheidsteam]
            let gesteld = Tellers()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for wie in anderen {
                    group.addTask {
                        while !Task.isCancelled {
                            do {
                                let reply = try await chain.get(.notificaties, "/v1/taken?limit=1", as: wie.client)
                                #expect(reply.status == 200, "\(wie): \(reply)")
                                gesteld.tel(wie)
                            } catch {
                                if !Task.isCancelled { Issue.record(error) }
                            }
                        }
                    }
                }
                for _ in 0..<2 {
                    let weg = try await chain.keten(
                        "organisation", "disconnect", weg.rawValue, "--cause", "beveiligingsincident", "--by",
                        "mw-keten-leider", "--reason", "sleutel ingetrokken")
                    #expect(weg.status == 0, "\(weg)")
                    try await geweigerd(chain)
                    let terug = try await chain.keten(
                        "organisation", "connect", self.weg.rawValue, "--by", "mw-keten-leider", "--reason",
                        "nieuwe sleutel")
                    #expect(terug.status == 0, "\(terug)")
                }
                group.cancelAll()
            }
            for wie in anderen { #expect(gesteld.van(wie) > 20, "\(wie) asked too little to tell") }
            #expect(try await chain.get(.verwijzing, "/v1/bord", as: weg.client).status == 200)
        }

        @Test("C1: wie de keten draait wordt niet afgesloten, en wie iets afsluit staat in elk schema met zijn reden")
        func vastgelegd() async throws {
            let chain = try await IntegrationTests.chain()
            let zelf = try await chain.keten(
                "organisation", "disconnect", Deelnemer.keten.rawValue, "--cause", "storing", "--by",
                "mw-keten-leider", "--reason", "proef")
            #expect(zelf.status == 1, "\(zelf)")
            let reden = "proef \(UUID().lower.prefix(8))"
            for handeling in [["disconnect", "--cause", "onderhoud"], ["connect"]] {
                let gedaan = try await chain.keten(
                    "organisation", handeling[0], Deelnemer.zorgaanbieder.rawValue, "--by", "mw-keten-leider",
                    "--reason", reden, handeling.count > 1 ? "--cause=onderhoud" : "--within=30")
                #expect(gedaan.status == 0, "\(gedaan)")
            }
            for service in ChainService.allCases {
                let acties = try await chain.query(
                    """
                    select action, operator, reason from operator_action where target like \(Deelnemer.zorgaanbieder.rawValue + " %")
                    order by at, id
                    """, schema: service.schema
                ).map { row in
                    let (action, person, reason) = try row.decode(String.self, String.self, String.self)
                    return "\(action) \(person) \(reason)"
                }
                #expect(
                    acties.suffix(4) == [
                        "organisation-disconnect mw-keten-leider \(reden)",
                        "organisation-disconnected mw-keten-leider onderhoud",
                        "organisation-connect mw-keten-leider \(reden)",
                        "organisation-connected mw-keten-leider onderhoud",
                    ], "\(service)")
            }
        }

        @Test("C1: een open stroom van wie wordt afgesloten geeft niets meer en eindigt bij de eerste verandering")
        func stroom() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.nieuweZaak()
            var request = HTTPClientRequest(url: chain.url(.notificaties) + "/v1/taken/stroom")
            request.headers.add(name: "authorization", value: "Bearer \(try await chain.tokens.token(weg.client))")
            let response = try await HTTPClient.shared.execute(request, timeout: .minutes(2))
            #expect(response.status == .ok)
            let gelezen = Task { () -> String in
                try await response.body.reduce(into: "") { $0 += String(buffer: $1) }
            }
            let afgesloten = try await chain.keten(
                "organisation", "disconnect", weg.rawValue, "--cause", "onderhoud", "--by", "mw-keten-leider",
                "--reason", "proef")
            #expect(afgesloten.status == 0, "\(afgesloten)")
            let overdracht = try await verzoek(zaak, chain)
            let tekst = try await gelezen.value
            #expect(tekst.contains("verbonden") && !tekst.contains(overdracht.lower), "\(tekst)")
            let terug = try await chain.keten(
                "organisation", "connect", weg.rawValue, "--by", "mw-keten-leider", "--reason", "proef voorbij")
            #expect(terug.status == 0, "\(terug)")
        }

        // MARK: - Parts

        /// Each service refuses its system, and says so in a way that makes it keep what it wanted to send.
        private func geweigerd(_ chain: Chain) async throws {
            for (service, pad) in [
                (ChainService.meldingIntake, "/v1/meldingen"), (.veiligheidsteam, "/v1/koppelingen"),
                (.verwijzing, "/v1/bord"), (.notificaties, "/v1/taken"),
            ] {
                let reply = try await chain.get(service, pad, as: weg.client)
                #expect(reply.status == 503 && reply.problem == "organisatie-afgesloten", "\(service): \(reply)")
                #expect(reply.headers["retry-after"] == "60")
            }
        }

        /// The offers that are open at it, as an operator sees them.
        private func aanbod(_ chain: Chain) async throws -> Int64 {
            let getoond = try await chain.keten("organisation", "show", weg.rawValue, "--json")
            let diensten = try JSON.parse((getoond.lines.last ?? "").utf8)["services"]?.array ?? []
            return diensten.flatMap { $0["seen"]?["openstaand"]?.array ?? [] }
                .first { $0["naam"]?.string == "aanbod-aan-haar" }?["aantal"]?.integer ?? -10
        }

        /// Sends meldingen over Kafka, one after another on one key. Their content was delivered over HTTPS before.
        private func stuur(_ aantal: Int, _ chain: Chain) async throws -> [String] {
            var kenmerken: [String] = []
            for _ in 0..<aantal {
                let bericht = chain.bericht(
                    "melding-aangeboden",
                    [
                        "eigenKenmerk": .string(UUID().lower), "soort": "vt-melding",
                        "gemeente": .string(Regio.gewoon.gemeente), "acuut": "ja", "besproken": "ja",
                        "terugkoppelingGewenst": true,
                    ], als: weg)
                try await chain.tap.publish(
                    weg.inKafka, key: weg.rawValue, bericht.encoded(),
                    headers: [KafkaHeader(name: "content-type", value: Array("application/cloudevents+json".utf8))])
                kenmerken.append(kenmerk(bericht))
            }
            return kenmerken
        }

        private func kenmerk(_ bericht: JSON) -> String { bericht["data"]?["eigenKenmerk"]?.string ?? "" }

        /// The veiligheidsteam asks for an offer to who cannot see it.
        private func verzoek(_ zaak: UUID, _ chain: Chain) async throws -> UUID {
            let team = Deelnemer.veiligheidsteam
            return try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "overdrachten",
                [
                    "door": .string(team.medewerker("werker")), "naar": weg.wie, "vraag": "passender-hulp",
                    "urgentie": "regulier", "leeftijdsgroep": "0-11",
                ], als: team
            ).expect(201, 200).id()
        }

        private func nieuwRegister(_ chain: Chain) async throws {
            let bestand = chain.folder + "/register-nieuw.yaml"
            let tekst = chain.setup.register.replacing("versie: 1\n", with: "versie: 2\n")
            try Data(tekst.utf8).write(to: URL(filePath: bestand))
            let toegepast = try await chain.keten("register", "apply", bestand)
            #expect(toegepast.status == 0, "\(toegepast)")
            for service in ChainService.allCases {
                try await eventually(within: .seconds(30), "\(service) has version 2") {
                    let oud = try await chain.query(
                        """
                        select count(*) from aggregate
                        where kind = 'register-organisatie' and (state ->> 'versie')::int < 2
                        """, schema: service.schema)
                    return try oud.first?.decode(Int64.self) == Int64(0)
                }
            }
        }

        /// The median time that another's melding takes over HTTP.
        private func tijden(_ aantal: Int, _ chain: Chain) async throws -> Duration {
            var tijden: [Duration] = []
            for _ in 0..<aantal {
                let begin = ContinuousClock.now
                _ = try await chain.meld(als: .politie)
                tijden.append(ContinuousClock.now - begin)
            }
            return tijden.sorted()[aantal / 2]
        }
    }
}

extension Chain {
    func meldingen(_ aantal: Int, als wie: Deelnemer) async throws -> [UUID] {
        var ids: [UUID] = []
        for _ in 0..<aantal { ids.append(try await meld(als: wie)) }
        return ids
    }

    /// The own references of an organisation's meldingen that were taken in, in that order, as far as they are asked for.
    func meldingenVan(_ wie: Deelnemer, _ kenmerken: [String]) -> [String] {
        let gevraagd = Set(kenmerken)
        var gezien: Set<String> = []
        return tap.events(Topics.meldingen).filter { $0.eventType?.name == "melding-ontvangen" }
            .filter { $0.data["melder"]?.string == wie.rawValue && gezien.insert($0.id).inserted }
            .sorted { ($0.data["tijdstip"]?.string ?? "", $0.id) < ($1.data["tijdstip"]?.string ?? "", $1.id) }
            .compactMap { $0.data["eigenKenmerk"]?.string }.filter(gevraagd.contains)
    }

    /// Waits until all were taken in; gives their ids.
    func ingenomen(_ kenmerken: [String], van wie: Deelnemer = .gi) async throws -> [UUID] {
        try await eventually(within: .seconds(60), "all \(kenmerken.count) were taken in") {
            self.meldingenVan(wie, kenmerken).count >= kenmerken.count
        }
        let gevraagd = Set(kenmerken)
        return Set(
            tap.events(Topics.meldingen).filter {
                $0.eventType?.name == "melding-ontvangen"
                    && $0.data["eigenKenmerk"]?.string.map(gevraagd.contains) == true
            }.compactMap { $0.data["melding"]?.string.flatMap { UUID(uuidString: $0) } }
        ).sorted { $0.uuidString < $1.uuidString }
    }

    func bord(als wie: Deelnemer) async throws -> [JSON] {
        try await insist(get: .verwijzing, "/v1/bord?limit=200", as: wie).expect(200)["resultaten"]?.array ?? []
    }

    /// The latest task of the region's named person about an organisation that is cut off.
    func taakOverAfsluiting() async throws -> JSON {
        try await eventually(within: .seconds(30), "the region's named person has a task") {
            let alle = try await self.insist(get: .notificaties, "/v1/taken?limit=200", as: .keten).expect(200)
            return alle["resultaten"]?.array?.filter { $0["soort"]?.string == "organisatie-afgesloten" }
                .max { ($0["wachtSinds"]?.string ?? "") < ($1["wachtSinds"]?.string ?? "") }
        }
    }

    /// Events for an organisation that are not published yet, over all services.
    func wachtend(_ wie: Deelnemer) async throws -> Int {
        var aantal: Int64 = 0
        for service in ChainService.allCases {
            let rows = try await query(
                "select count(*) from outbox where topic = \(wie.uitKafka)", schema: service.schema)
            let hier: Int64 = try rows.first?.decode(Int64.self) ?? 0
            aantal += hier
        }
        return Int(aantal)
    }
}

/// How many requests of each were answered.
private final class Tellers: Sendable {
    private let aantallen = Mutex<[Deelnemer: Int]>([:])

    func tel(_ wie: Deelnemer) { aantallen.withLock { $0[wie, default: 0] += 1 } }
    func van(_ wie: Deelnemer) -> Int { aantallen.withLock { $0[wie] ?? 0 } }
}
