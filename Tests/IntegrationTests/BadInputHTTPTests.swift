import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// Each wrong request gets a clear answer, is counted, and changes nothing.
    @Suite struct BadInputHTTPTests {
        struct Fout: Sendable, CustomTestStringConvertible {
            let wat: String
            let status: Int
            var code = "ongeldig-verzoek"
            var plaats: String?
            var bytes: [UInt8] = []
            var client: String? = Deelnemer.school.client
            var type = "application/json"
            var token: String?
            var testDescription: String { wat }
        }

        private static func melding(_ change: (inout JSON.Members) -> Void) -> [UInt8] {
            var members = Chain.melding(bsn: Verzonnen.bsn(), kenmerk: UUID().lower).object ?? [:]
            change(&members)
            return JSON.object(members).encoded()
        }

        private static func betrokkene(_ name: String, _ value: JSON) -> [UInt8] {
            melding { $0["betrokkenen"] = [JSON.object(["rol": "kind", name: value])] }
        }

        private static let goed = melding { _ in }

        static let fouten: [Fout] = [
            Fout(wat: "geen JSON", status: 400, bytes: Array("{\"soort\": ".utf8)),
            Fout(
                wat: "ongeldige UTF-8", status: 400,
                bytes: Array("{\"soort\": \"".utf8) + [0xff, 0xfe] + Array("\"}".utf8)),
            Fout(wat: "een onbekend veld", status: 400, plaats: "/kleur", bytes: melding { $0["kleur"] = "rood" }),
            Fout(
                wat: "een verkeerd type", status: 400, plaats: "/terugkoppelingGewenst",
                bytes: melding { $0["terugkoppelingGewenst"] = "ja" }),
            Fout(
                wat: "meer dan 64 KB", status: 413, code: "te-groot",
                bytes: melding { $0["waarneming"] = .string(String(repeating: "x", count: 70_000)) }),
            Fout(
                wat: "geen JSON volgens de kop", status: 415, code: "mediatype-onbekend", bytes: goed,
                type: "text/plain"),
            Fout(
                wat: "een onbekende organisatie", status: 403, code: "onbekende-organisatie", bytes: goed,
                client: Deelnemer.vreemd.client),
            Fout(
                wat: "een organisatie die niet meer meedoet", status: 403, code: "onbekende-organisatie", bytes: goed,
                client: Deelnemer.gestopt.client),
            Fout(
                wat: "een token zonder de scope", status: 403, code: "scope-ontbreekt", bytes: goed,
                client: "alleen-lezen"),
            Fout(wat: "geen token", status: 401, code: "niet-aangemeld", bytes: goed, client: nil),
            Fout(
                wat: "een token dat geen token is", status: 401, code: "niet-aangemeld", bytes: goed, client: nil,
                token: "a.b.c"),
            Fout(
                wat: "een ongeldig BSN", status: 400, plaats: "/betrokkenen/0/bsn",
                bytes: betrokkene("bsn", "999990018")),
            Fout(
                wat: "een ongeldig OIN", status: 400, plaats: "/ontvanger", bytes: melding { $0["ontvanger"] = "123" }),
            Fout(
                wat: "een geboortedatum in de toekomst", status: 400, plaats: "/betrokkenen/0/geboortedatum",
                bytes: betrokkene("geboortedatum", .string(Dagen.dag(2)))),
            Fout(
                wat: "een datum die niet bestaat", status: 400, plaats: "/betrokkenen/0/geboortedatum",
                bytes: betrokkene("geboortedatum", "2026-02-30")),
            Fout(wat: "niets van wat een melding is", status: 400, plaats: "/soort", bytes: Array("{}".utf8)),
        ]

        @Test(
            "Een verkeerd verzoek krijgt een duidelijk antwoord en verandert niets", .timeLimit(.minutes(1)),
            arguments: fouten)
        func verkeerd(_ fout: Fout) async throws {
            let chain = try await IntegrationTests.chain()
            let (before, counted) = (try await events(chain), try await refused(chain))
            var headers = [("content-type", fout.type), ("idempotency-key", UUID().uuidString)]
            if let client = fout.client {
                headers.append(("authorization", "Bearer \(try await chain.tokens.token(client))"))
            }
            if let token = fout.token { headers.append(("authorization", "Bearer \(token)")) }
            let reply = try await chain.send(
                "POST", .meldingIntake, "/v1/meldingen", headers: headers, body: fout.bytes)
            #expect(reply.status == fout.status, "\(reply)")
            #expect(reply.headers["content-type"] == "application/problem+json")
            #expect(reply.problem == fout.code)
            #expect(reply["detail"]?.string?.isEmpty == false)
            if let plaats = fout.plaats {
                #expect(reply["errors"]?.array?.contains { $0["pointer"]?.string == plaats } == true, "\(reply)")
            }
            #expect(try await events(chain) == before)
            #expect(try await refused(chain) == counted + 1)
        }

        @Test("Een verlopen token, een onbekende sleutel: 401", .timeLimit(.minutes(1)))
        func tokens() async throws {
            let chain = try await IntegrationTests.chain()
            @Sendable func status(_ token: String) async throws -> Reply {
                try await chain.send(
                    "GET", .meldingIntake, "/v1/meldingen", headers: [("authorization", "Bearer \(token)")])
            }
            let foreign = try await status(chain.otherToken(Deelnemer.school.client, ownKeys: true))
            #expect(foreign.status == 401)
            #expect(foreign["detail"]?.string == "De sleutel van het token is niet bekend.")
            let short = try await chain.otherToken(Deelnemer.school.client, lifetime: 1)
            let expired = try await eventually(within: .seconds(10), "the token expires") {
                let reply = try await status(short)
                return reply.status == 200 ? nil : reply
            }
            #expect(expired.status == 401)
            #expect(expired["detail"]?.string == "Het token is verlopen.")
            #expect(expired.headers["www-authenticate"]?.contains("invalid_token") == true)
        }

        @Test(
            "Een herhaald verzoek krijgt het eerste antwoord; dezelfde sleutel voor iets anders is een fout",
            .timeLimit(.minutes(1)))
        func herhaald() async throws {
            let chain = try await IntegrationTests.chain()
            let (key, school) = (UUID().uuidString, Deelnemer.school.client)
            let body = Chain.melding(bsn: Verzonnen.bsn(), kenmerk: UUID().lower)
            let first = try await chain.post(.meldingIntake, "/v1/meldingen", body, as: school, key: key).expect(201)
            let before = try await events(chain)
            let again = try await chain.post(.meldingIntake, "/v1/meldingen", body, as: school, key: key).expect(200)
            #expect(again.text == first.text)
            let other = try await chain.post(
                .meldingIntake, "/v1/meldingen", body.met("acuut", "ja"), as: school, key: key
            ).expect(409)
            #expect(other.problem == "idempotency-key-hergebruikt")
            let none = try await chain.send(
                "POST", .meldingIntake, "/v1/meldingen",
                headers: [
                    ("authorization", "Bearer \(try await chain.tokens.token(school))"),
                    ("content-type", "application/json"),
                ],
                body: body.encoded())
            #expect(none.status == 400)
            // The casus side may answer to the first one meanwhile; no second melding came in.
            #expect(try await events(chain, "melding-ontvangen") == before.0)
        }

        @Test(
            "M9: een acute melding met tekens die niet mogen of te veel tekst wordt aangenomen",
            .timeLimit(.minutes(1)),
            arguments: ["Hij zei dat het zo\u{92}n pijn deed", String(repeating: "e\u{301}", count: 15_000)])
        func acuutMetVreemdeTekens(tekst: String) async throws {
            let chain = try await IntegrationTests.chain()
            let body = Chain.melding(bsn: Verzonnen.bsn(), kenmerk: UUID().lower).met("waarneming", .string(tekst))
            let school = Deelnemer.school.client
            #expect(try await chain.post(.meldingIntake, "/v1/meldingen", body, as: school).status == 400)
            let acuut = try await chain.post(.meldingIntake, "/v1/meldingen", body.met("acuut", "ja"), as: school)
            #expect(acuut.status == 201, "\(acuut.text)")
        }

        @Test("Een oude stand opnieuw gestuurd wordt geweigerd, met de huidige versie erbij", .timeLimit(.minutes(1)))
        func oudeStand() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let overdracht = try await chain.bied(chain.nieuweZaak(), naar: naar)
            let path = "/v1/overdrachten/\(overdracht.lower)"
            let old = try await chain.stand(overdracht, als: naar).etag
            let body: JSON = ["door": .string(naar.medewerker("planner"))]
            try await chain.post(.verwijzing, path + "/inzages", body, as: naar.client).expect(200)
            let weigering = body.met("reden", "anders").met("alternatief", "consultatie")
            let stale = try await chain.post(
                .verwijzing, path + "/weigeringen", weigering, as: naar.client, ifMatch: old
            ).expect(412)
            #expect(stale.etag == stale["versie"]?.integer)
            #expect(try await chain.post(.verwijzing, path + "/weigeringen", weigering, as: naar.client).status == 428)
            // Of another organisation, or by someone whom the register does not know there.
            let now = try await chain.stand(overdracht, als: naar).etag
            for vreemde in [Deelnemer.school, .politie] {
                let door = weigering.met("door", .string(vreemde.medewerker("planner")))
                #expect(try await chain.get(.verwijzing, path, as: vreemde.client).status == 404)
                #expect(
                    try await chain.post(.verwijzing, path + "/weigeringen", door, as: vreemde.client, ifMatch: now)
                        .status == 404)
            }
            let unknown = weigering.met("door", .string(van.medewerker("planner")))
            #expect(
                try await chain.post(.verwijzing, path + "/weigeringen", unknown, as: naar.client, ifMatch: now).status
                    == 403)
            #expect(try await chain.stand(overdracht, als: naar)["status"]?.string == "aangeboden")
        }

        @Test(
            "Wat in deze toestand niet kan wordt geweigerd met de toestand en wat wel kan: nog eens antwoorden, na intrekken, een voorbije dag, tweemaal hetzelfde gesprek; er verandert niets (O2, O3, O21)",
            .timeLimit(.minutes(2)))
        func kanNuNiet() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let ingetrokken = try await chain.bied(zaak, naar: naar)
            try await chain.doe(
                ingetrokken, "intrekkingen", ["reden": "anders-opgelost"], door: van.medewerker("werker"), als: van
            ).expect(200)
            let overdracht = try await chain.bied(zaak, naar: naar)
            let werker = naar.medewerker("werker")
            let aanvaarding: JSON = ["werker": .string(werker), "startdatum": .string(Dagen.vandaag)]

            /// Refused with this code, in that state, and nothing is different afterwards.
            func geweigerd(
                _ id: UUID, _ deel: String, _ body: JSON, door: String? = nil, als wie: Deelnemer, _ status: Int,
                _ code: String, in toestand: String
            ) async throws {
                let voor = try await chain.stand(id, als: wie)
                let persoon = door ?? wie.medewerker("werker")
                let vastgelegd = try await chain.geweigerd(id, code, in: toestand, door: persoon)
                let reply = try await chain.doe(id, deel, body, door: persoon, als: wie)
                let codes = [reply.problem] + (reply["errors"]?.array ?? []).map { $0["code"]?.string }
                #expect(reply.status == status && codes.contains(code), "\(deel): \(reply)")
                #expect(reply["toestand"]?.string == toestand, "\(deel): \(reply)")
                #expect(reply["mogelijk"] != nil && reply["mogelijk"] == voor["mogelijk"], "\(deel): \(reply) \(voor)")
                let na = try await chain.stand(id, als: wie)
                #expect(na.etag == voor.etag && na["status"] == voor["status"])
                #expect(
                    try await chain.geweigerd(id, code, in: toestand, door: persoon) == vastgelegd + 1,
                    "\(deel): not recorded")
            }

            try await geweigerd(
                ingetrokken, "aanvaardingen", aanvaarding, als: naar, 409, "kan-niet-in-deze-toestand",
                in: "ingetrokken")
            try await geweigerd(
                overdracht, "aanvaardingen", aanvaarding.met("startdatum", .string(Dagen.dag(-1))), als: naar, 400,
                "startdatum-voorbij", in: "aangeboden")
            try await geweigerd(
                overdracht, "aanvaardingen", aanvaarding.met("werker", .string(naar.medewerker("planner"))), als: naar,
                400, "geen-werker", in: "aangeboden")
            try await geweigerd(
                overdracht, "uitstellen",
                [
                    "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(-1)),
                    "overbruggingsafspraak": .string(Verzonnen.tekst),
                ], als: naar, 400, "datum-niet-in-toekomst", in: "aangeboden")
            // Without a date there is nothing to refuse by the state.
            let zonder = try await chain.doe(
                overdracht, "uitstellen",
                ["reden": "wachtlijst", "overbruggingsafspraak": .string(Verzonnen.tekst)], door: werker, als: naar)
            #expect(zonder.status == 400, "\(zonder)")
            try await chain.aanvaard(overdracht, als: naar).expect(200)
            try await geweigerd(
                overdracht, "aanvaardingen", aanvaarding, als: naar, 409, "kan-niet-in-deze-toestand",
                in: "geaccepteerd")
            try await geweigerd(
                overdracht, "weigeringen", ["reden": "anders", "alternatief": "consultatie"], als: naar, 409,
                "kan-niet-in-deze-toestand", in: "geaccepteerd")
            // O2: who took part is known, and somebody of each side.
            for (wie, fout) in [("mw-verzonnen", "/deelnemers/1"), (van.medewerker("werker2"), "/deelnemers")] {
                let reply = try await chain.doe(
                    overdracht, "gesprekken",
                    [
                        "datum": .string(Dagen.vandaag), "gezinErbij": true,
                        "deelnemers": [.string(van.medewerker("werker")), .string(wie)],
                    ], door: van.medewerker("werker"), als: van)
                #expect(reply.status == 400 && reply.text.contains(fout), "\(reply)")
            }
            try await chain.bevestigGesprek(overdracht, als: van, met: naar).expect(200)
            try await geweigerd(
                overdracht, "gesprekken",
                [
                    "datum": .string(Dagen.vandaag), "gezinErbij": true,
                    "deelnemers": [.string(van.medewerker("werker")), .string(naar.medewerker("werker"))],
                ], als: van, 409, "al-gedaan", in: "geaccepteerd")
        }

        @Test("Wat van een ander is bestaat niet: 404", .timeLimit(.minutes(1)))
        func vanEenAnder() async throws {
            let chain = try await IntegrationTests.chain()
            let melding = try await chain.meld(als: .politie)
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: .gi)
            let taak = try await chain.taak("overdracht-beantwoorden", overdracht, als: .gi)["id"]?.string ?? ""
            let paths: [(ChainService, String)] = [
                (.meldingIntake, "/v1/meldingen/\(melding.lower)"), (.veiligheidsteam, "/v1/casussen/\(zaak.lower)"),
                (.veiligheidsteam, "/v1/casussen/\(zaak.lower)/inhoud?door=\(Deelnemer.school.medewerker("werker"))"),
                (.verwijzing, "/v1/zaken/\(zaak.lower)"), (.verwijzing, "/v1/overdrachten/\(overdracht.lower)"),
                (
                    .verwijzing,
                    "/v1/overdrachten/\(overdracht.lower)/dossier?door=\(Deelnemer.school.medewerker("werker"))"
                ),
                (.notificaties, "/v1/taken/\(taak)"),
            ]
            for (service, path) in paths {
                let reply = try await chain.get(service, path, as: Deelnemer.school.client)
                #expect(reply.status == 404, "\(path): \(reply)")
                #expect(reply.problem == "niet-gevonden")
            }
        }

        // MARK: - Counting

        /// Events of the intake, of one kind or all.
        private func events(_ chain: Chain) async throws -> (Int64, Int64) {
            let all: Int64? = try await chain.query("select count(*) from content", schema: "melding_intake").first?
                .decode(Int64.self)
            return (try await events(chain, "melding-ontvangen"), all ?? 0)
        }

        private func events(_ chain: Chain, _ name: String) async throws -> Int64 {
            let type = "nl.keten.meldingen.\(name).v1"
            return try await chain.query("select count(*) from event where type = \(type)", schema: "melding_intake")
                .first?.decode(Int64.self) ?? 0
        }

        /// Refused requests to report, as /metrics counts them.
        private func refused(_ chain: Chain) async throws -> Int {
            try await chain.metric(
                .meldingIntake, "http_request_duration_seconds_count", ["operation": "meldingDoen", "status": "4xx"])
        }
    }
}

extension Chain {
    /// How often this act on a handover was refused to this person with this code, as it was recorded.
    func geweigerd(_ onderwerp: UUID, _ code: String, in toestand: String?, door: String) async throws -> Int64 {
        try await query(
            """
            select count(*) from refusal
            where subjects @> array[\(onderwerp)] and \(code) = any(string_to_array(codes, ' '))
                and state is not distinct from \(toestand) and person = \(door)
            """, schema: ChainService.verwijzing.schema
        ).first?.decode(Int64.self) ?? 0
    }

    /// The value of one series; 0 where it does not exist yet.
    func metric(_ service: ChainService, _ name: String, _ labels: [String: String]) async throws -> Int {
        let text = try await get(service, "/metrics").expect(200).text
        let line = text.split(separator: "\n").first { line in
            line.hasPrefix(name) && labels.allSatisfy { line.contains("\($0.key)=\"\($0.value)\"") }
        }
        return line.flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }.map { Int($0) } ?? 0
    }
}
