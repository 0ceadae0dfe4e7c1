import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

extension IntegrationTests {
    /// Mail by a real mail server with encryption and a password; the lokaal team is told by mail first.
    @Suite(.serialized, .timeLimit(.minutes(2))) struct MailTests {
        private let wie = Deelnemer.lokaalTeam

        @Test("N2, N3: een taak komt aan als mail zonder naam of inhoud, en is daarmee bezorgd")
        func komtAan() async throws {
            let (chain, mail) = try await keten()
            let adres = try await chain.mailadres("planner", wie)
            let overdracht = try await chain.bied(chain.nieuweZaak(), naar: wie)
            try await bezorgd(chain, overdracht, "planner")
            let taak = try await taak(chain, overdracht, "planner")
            #expect(taak["status"] == "bezorgd" && taak["kanalen"] == ["e-mail"])

            let mails = try await mail.mails(to: adres)
            #expect(mails.count >= 1)
            for mail in mails {
                #expect(mail.encrypted && mail.user == "keten" && mail.from == "keten@keten.example")
                #expect(mail.header("Subject") == "Er staat een taak voor u klaar")
                #expect(mail.header("Auto-Submitted") == "auto-generated")
                #expect(mail.content.contains("\r\nhttp://127.0.0.1:8084/\r\n"))
                for verboden in [taak["id"], taak["kenmerk"], taak["soort"], taak["zaak"], taak["medewerker"]] {
                    #expect(!mail.content.contains(verboden?.string ?? "-"), "\(verboden ?? .null)")
                }
                #expect(!mail.content.contains(wie.rawValue) && !mail.content.contains(overdracht.lower))
            }

            // The deputy has no address yet; the mail waits for it, or at night first for the morning.
            try await eventually(within: .seconds(20), "the deputy's mail waits") {
                let taak = try await self.taak(chain, overdracht, "vervanger")["id"]?.string ?? ""
                return try await !chain.query(
                    "select from mail where task::text = \(taak) and done_at is null", schema: "notificaties"
                ).isEmpty
            }
            let later = try await chain.mailadres("vervanger", wie)
            try await bezorgd(chain, overdracht, "vervanger")
            #expect(try await mail.mails(to: later).count >= 1)
        }

        @Test("De mailserver ligt plat, en de dienst ook even: daarna komt alles aan, en niets dubbel")
        func serverWeg() async throws {
            let (chain, mail) = try await keten()
            let adres = try await chain.mailadres("planner", wie)
            await mail.kill()
            let overdracht = try await chain.bied(chain.nieuweZaak(), naar: wie)
            let taak = try await taak(chain, overdracht, "planner")
            try await eventually(within: .seconds(20), "the mail waits for the server") {
                try await self.wacht(chain, taak) == "unreachable"
            }
            await chain.kill(.notificaties)
            try await chain.restart(.notificaties)
            #expect(try await mail.mails(to: adres).isEmpty)
            try await mail.restart()
            try await bezorgd(chain, overdracht, "planner", within: .seconds(60))
            let ids = try await mail.mails(to: adres).compactMap { $0.header("Message-ID") }
            #expect(!ids.isEmpty && Set(ids).count == ids.count)
            let bezorgd = chain.tap.events(Topics.bevestigingen).filter {
                $0.eventType?.name == "taak-bezorgd" && $0.data["taak"] == taak["id"]
            }
            #expect(Set(bezorgd.map(\.id)).count == 1)
        }

        @Test("N2: een adres dat geweigerd wordt: de taak gaat meteen een stap verder, en de organisatie ziet waarom")
        func geweigerd() async throws {
            let (chain, mail) = try await keten()
            let adres = try await chain.mailadres("planner", wie, naam: "onbekend")
            // The second is not even tried.
            for _ in 1...2 {
                let overdracht = try await chain.bied(chain.nieuweZaak(), naar: wie)
                let verder = try await chain.event(Topics.bevestigingen, "taak-kanaal-toegevoegd") {
                    $0["onderwerp"]?.string == overdracht.lower
                        && $0["bestemd"]?.string == wie.medewerker("planner")
                }
                #expect(verder.data["kanaal"] == "sse")
            }
            #expect(try await mail.mails(to: adres).isEmpty)
            let stand = try await chain.get(.notificaties, pad("planner"), as: wie.client).expect(200)
            #expect(stand["geweigerdOp"]?.string != nil && stand["geweigerdCode"] == "550 5.1.1")
            #expect(stand["adres"] == "o…@lokaal.example")
            _ = try await chain.mailadres("planner", wie)
            let weer = try await chain.get(.notificaties, pad("planner"), as: wie.client).expect(200)
            #expect(weer["geweigerdOp"] == nil)
        }

        @Test("Een server die vraagt later terug te komen wordt weer gevraagd, tot het lukt of niet meer hoeft")
        func laterTerug() async throws {
            let (chain, _) = try await keten()
            _ = try await chain.mailadres("planner", wie, naam: "tijdelijk")
            let overdracht = try await chain.bied(chain.nieuweZaak(), naar: wie)
            let taak = try await taak(chain, overdracht, "planner")
            try await eventually(within: .seconds(30), "it was tried three times") {
                let rows = try await chain.query(
                    "select attempts from mail where task::text = \(taak["id"]?.string ?? "") and failure = 'not-now'",
                    schema: "notificaties")
                return try rows.contains { try $0.decode(Int32.self) >= 3 }
            }
            // She opened it by herself: no mail about it any more.
            try await chain.ontvang(taak, als: wie)
            _ = try await chain.mailadres("planner", wie)
            try await eventually(within: .seconds(30), "the mail is dropped") {
                let rows = try await chain.query(
                    "select outcome from mail where task::text = \(taak["id"]?.string ?? "") and done_at is not null",
                    schema: "notificaties")
                return try rows.contains { try $0.decode(String.self) == "vervallen" }
            }
        }

        @Test("N2: niemand opent de taak: mail als tweede kanaal, dan aan de vervanger, dan aan de teamleider")
        func ladder() async throws {
            let (chain, mail) = try await keten()
            let wie = Deelnemer.politie
            let rollen = ["planner", "vervanger", "leider"]
            var adressen: [String] = []
            for rol in rollen { adressen.append(try await chain.mailadres(rol, wie)) }
            let overdracht = try await chain.bied(chain.nieuweZaak(gemeente: Regio.kort.gemeente), naar: wie)
            let taak = try await eventually(within: .seconds(30), "the planner's task") {
                try await chain.taken(overdracht, als: wie).first { $0["bestemd"]?.string == wie.medewerker("planner") }
            }
            let id = taak["id"]?.string ?? ""
            #expect(taak["kanalen"] == ["sse"])
            try await chain.insist(.notificaties, "/v1/taken/\(id)/ontvangsten", ["kanaal": "sse"], as: wie.client)
                .expect(200)
            for (rol, adres) in zip(rollen, adressen) {
                try await eventually(within: .seconds(30), "a mail to the \(rol)") {
                    try await !mail.mails(to: adres).isEmpty
                }
            }
            let stappen = chain.tap.events(Topics.bevestigingen).filter { $0.data["taak"]?.string == id }
                .compactMap { $0.eventType?.name == "taak-kanaal-toegevoegd" ? $0.data["kanaal"] : $0.data["trede"] }
            #expect(stappen.compactMap(\.string) == ["e-mail", "vervanger", "teamleider"])
            try await chain.ontvang(["id": .string(id), "medewerker": .string(wie.medewerker("leider"))], als: wie)
        }

        @Test("N6: in stille uren wacht een gewone mail en de termijn wacht mee; spoed gaat door; later gaan zij samen")
        func stilleUren() async throws {
            let (chain, mail) = try await keten()
            let stil: JSON = ["van": .string(Self.klok(-3_600)), "tot": .string(Self.klok(7_200)), "weekend": false]
            let adres = try await chain.mailadres("planner", wie, ["stilleUren": stil])
            let wacht = try await chain.mailadres("wacht", wie, ["stilleUren": stil])
            let zaak = try await chain.nieuweZaak()
            var overdrachten: [UUID] = []
            for zaak in [zaak, try await chain.nieuweZaak()] {
                let overdracht = try await chain.bied(zaak, naar: wie)
                let uitgesteld = try await chain.event(Topics.bevestigingen, "taak-bezorging-uitgesteld") {
                    $0["onderwerp"]?.string == overdracht.lower
                        && $0["bestemd"]?.string == wie.medewerker("planner")
                }
                #expect(uitgesteld.data["reden"] == "stille-uren")
                let tot = try #require(uitgesteld.data["tot"]?.string.flatMap { RFC3339.date($0) })
                #expect((6_000...7_300).contains(tot.timeIntervalSinceNow))
                let termijn = try await chain.query(
                    """
                    select due_at > \(tot) from term where aggregate::text = \(uitgesteld.data["taak"]?.string ?? "")
                        and cancelled_at is null
                    """, schema: "notificaties")
                let wachtMee: Bool? = try termijn.first?.decode(Bool.self)
                #expect(wachtMee == true)
                overdrachten.append(overdracht)
            }
            #expect(try await mail.mails(to: adres).isEmpty)

            let spoed = try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(chain.nieuweZaak().lower)", "overdrachten",
                [
                    "door": .string(Deelnemer.veiligheidsteam.medewerker("werker")), "naar": wie.wie,
                    "vraag": "passender-hulp", "urgentie": "spoed", "leeftijdsgroep": "0-11",
                ], als: .veiligheidsteam
            ).expect(201).id()
            try await bezorgd(chain, spoed, "wacht")
            #expect(
                try await mail.mails(to: wacht).last?.header("Subject") == "Spoed: er staat een taak voor u klaar")

            // Without quiet hours, and kept for one mail a day: now that is why they wait. Then they go as one.
            _ = try await chain.mailadres(
                "planner", wie,
                ["verzamelmail": "dagelijks", "verzameltijd": .string(Self.klok(10_800)), "stilleUren": Self.nooitStil])
            let eerste = try #require(overdrachten.first)
            _ = try await chain.event(Topics.bevestigingen, "taak-bezorging-uitgesteld") {
                $0["onderwerp"]?.string == eerste.lower && $0["reden"] == "verzamelmail"
            }
            let nieuw = try await chain.mailadres("planner", wie)
            for overdracht in overdrachten { try await bezorgd(chain, overdracht, "planner") }
            let samen = try #require(try await mail.mails(to: nieuw).first)
            #expect(samen.content.contains(#/Er staan \d+ taken voor u klaar\./#))
            #expect(try await mail.mails(to: adres).isEmpty)
        }

        @Test("Een adres is van de eigen organisatie, versleuteld, en wordt nooit meer getoond")
        func adressen() async throws {
            let (chain, _) = try await keten()
            let adres = try await chain.mailadres("werker2", wie, ["verzamelmail": "per-uur"])
            let stand = try await chain.get(.notificaties, pad("werker2"), as: wie.client).expect(200)
            #expect(!stand.text.contains(adres) && stand["verzamelmail"] == "per-uur")
            #expect(stand["stilleUren"]?["van"] != nil)
            let lijst = try await chain.get(.notificaties, "/v1/mailadressen?limit=200", as: wie.client).expect(200)
            #expect(lijst.text.contains(wie.medewerker("werker2")) && !lijst.text.contains("lokaal.example"))
            let ander = Deelnemer.zorgaanbieder.client
            try await chain.get(.notificaties, pad("werker2"), as: ander).expect(404)
            #expect(
                try await !chain.get(.notificaties, "/v1/mailadressen?limit=200", as: ander).text.contains("lokaalteam")
            )
            #expect(try await chain.zetMail(pad("werker2"), ["adres": "a@b.example"], als: ander).status == 404)
            for fout in ["geen adres", "a@b.example\r\nBcc: c@d.example", "a@b"] {
                let reply = try await chain.zetMail(pad("werker2"), ["adres": .string(fout)], als: wie.client)
                #expect(reply.status == 400 && !reply.text.contains("Bcc"))
            }
            let dump = try await chain.postgres.dump(chain.database)
            #expect(!dump.contains(adres) && dump.contains("mailadres lezen"))
            let weg = try await chain.send(
                "DELETE", .notificaties, pad("werker2"), headers: try await chain.authorization(wie.client))
            #expect(weg.status == 204)
            try await chain.get(.notificaties, pad("werker2"), as: wie.client).expect(404)
        }

        @Test("C3: de mail van een oefening gaat gemerkt naar het oefenadres, en naar niemand anders")
        func oefening() async throws {
            let (chain, mail) = try await keten()
            let adres = try await chain.mailadres("planner", wie)
            let mee = [Deelnemer.politie, .veiligheidsteam, wie].map(\.rawValue).joined(separator: ",")
            let begonnen = try await chain.keten(
                "exercise", "start", "postoefening", "--region", Regio.gewoon.code, "--with", mee, "--goal", "mail",
                "--by", "mw-keten-leider", "--json")
            #expect(begonnen.status == 0, "\(begonnen)")
            let id = try JSON.parse((begonnen.lines.last ?? "").utf8)["oefening"]?.string ?? ""
            let melding = Chain.melding(bsn: Verzonnen.bsn(), kenmerk: UUID().lower).met("oefening", true)
            let gemeld = try await eventually(within: .seconds(15), "the exercise runs") {
                let reply = try await chain.post(.meldingIntake, "/v1/meldingen", melding, as: Deelnemer.politie.client)
                return reply.status == 201 ? try reply.id() : nil
            }
            let voor = try await mail.mails(to: adres).count
            let zaak = try await chain.zaak(van: gemeld)
            try await chain.beoordeel(zaak)
            let overdracht = try await chain.bied(zaak, naar: wie)
            try await bezorgd(chain, overdracht, "planner")
            let geoefend = try await mail.mails(to: "oefening@keten.example")
            #expect(!geoefend.isEmpty)
            #expect(geoefend.allSatisfy { $0.header("Subject") == "OEFENING: Er staat een taak voor u klaar" })
            #expect(try await mail.mails(to: adres).count == voor)
            let gesloten = try await chain.keten(
                "exercise", "close", id, "--evaluation", "het liep", "--no-improvement", "niets", "--by",
                "mw-keten-leider")
            #expect(gesloten.status == 0, "\(gesloten)")
        }

        // MARK: - Parts

        static let nooitStil: JSON = ["van": "00:00", "tot": "00:00", "weekend": false]

        private func keten() async throws -> (Chain, MailServer) {
            let chain = try await IntegrationTests.chain()
            return (chain, try #require(chain.setup.mail))
        }

        private func pad(_ rol: String) -> String { "/v1/mailadressen/\(wie.medewerker(rol))" }

        private func taak(_ chain: Chain, _ overdracht: UUID, _ rol: String) async throws -> JSON {
            try await eventually(within: .seconds(30), "the task of \(rol)") {
                try await chain.taken(overdracht, als: wie).first { $0["bestemd"]?.string == wie.medewerker(rol) }
            }
        }

        /// The task's event says that the mail server took it on.
        private func bezorgd(
            _ chain: Chain, _ overdracht: UUID, _ rol: String, within limit: Duration = .seconds(30)
        ) async throws {
            _ = try await chain.event(Topics.bevestigingen, "taak-bezorgd", within: limit) {
                $0["onderwerp"]?.string == overdracht.lower && $0["kanaal"] == "e-mail"
                    && $0["bestemd"]?.string == wie.medewerker(rol)
            }
        }

        /// Why the mail about a task waits.
        private func wacht(_ chain: Chain, _ taak: JSON) async throws -> String? {
            let rows = try await chain.query(
                "select failure from mail where task::text = \(taak["id"]?.string ?? "") and done_at is null",
                schema: "notificaties")
            guard let row = rows.first else { return nil }
            return try row.decode(String?.self)
        }

        /// The time on a Dutch clock, so many seconds from now.
        private static func klok(_ seconden: TimeInterval) -> String {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
            let delen = calendar.dateComponents([.hour, .minute], from: Date().addingTimeInterval(seconden))
            return String(format: "%02d:%02d", delen.hour ?? 0, delen.minute ?? 0)
        }
    }
}

extension Chain {
    /// Sets a person's address, a new one each time; without quiet hours unless those are given.
    func mailadres(_ rol: String, _ wie: Deelnemer, naam: String = "post", _ meer: JSON = [:]) async throws -> String {
        let adres = "\(naam).\(UUID().lower.prefix(8))@lokaal.example"
        var body: JSON = ["adres": .string(adres), "stilleUren": IntegrationTests.MailTests.nooitStil]
        for (name, value) in meer.object ?? [:] { body = body.met(name, value) }
        try await zetMail("/v1/mailadressen/\(wie.medewerker(rol))", body, als: wie.client).expect(204)
        return adres
    }

    func zetMail(_ path: String, _ body: JSON, als client: String) async throws -> Reply {
        try await send(
            "PUT", .notificaties, path,
            headers: try await authorization(client) + [("content-type", "application/json")], body: body.encoded())
    }
}
