import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct BurgerTests {
        private static let ingevuld = [
            "acuut": "nee", "soort": "zorgmelding", "waarneming": Verzonnen.tekst, "gemeente": Regio.gewoon.gemeente,
            "besproken": "nee", "redenNietBesproken": "Ik durf het niet.", "melderAfgeschermd": "ja",
            "naam": Verzonnen.naam, "contact": "06-00000000", "terugkoppelingGewenst": "ja",
        ]

        @Test(
            "Een burger meldt zonder aan te melden; het veiligheidsteam beoordeelt, en de code volgt de stappen (M1, M3, M4)",
            .timeLimit(.minutes(2)))
        func vanFormulierTotUitkomst() async throws {
            let chain = try await IntegrationTests.chain()
            let burger = try await Burger(chain)
            let ontvangst = try await burger.meld(Self.ingevuld)
            #expect(ontvangst.status == 200)
            let code = try ontvangst.code()
            let melding = try await chain.melding(ontvangst)
            let gebeurd = try await chain.event(Topics.meldingen, "melding-ontvangen") {
                $0["melding"]?.string == melding.lower
            }
            #expect(gebeurd.data["melder"] == nil)
            #expect(gebeurd.data["melderAfgeschermd"]?.bool == true)
            #expect(gebeurd.data["ontbreekt"]?.array == [])

            // The receiver gets it as any other: a casus, a task for a person, and the content after a record.
            let team = Deelnemer.veiligheidsteam
            let zaak = try await chain.zaak(van: melding)
            let taak = try await chain.taak("casus-beoordelen", zaak, als: team)
            #expect(taak["medewerker"] != nil)
            let inhoud = try await chain.get(
                .meldingIntake, "/v1/meldingen/\(melding.lower)/inhoud?door=\(team.medewerker("werker"))",
                as: team.client
            ).expect(200)
            let teksten = (inhoud["teksten"]?.array ?? []).reduce(into: JSON.Members()) {
                $0[$1["onderdeel"]?.string ?? ""] = $1
            }
            #expect(teksten.keys.sorted() == ["melder-afgeschermd", "reden-niet-besproken", "waarneming"])
            #expect(teksten["waarneming"]?["tekst"]?.string == Verzonnen.tekst)
            #expect(teksten["melder-afgeschermd"]?["tekst"]?.string?.contains(Verzonnen.naam) == true)
            #expect(teksten["waarneming"]?["van"] == nil)
            // Nobody else reads it, the one that runs the service neither.
            for ander in [Deelnemer.school, .keten] {
                try await chain.get(
                    .meldingIntake, "/v1/meldingen/\(melding.lower)/inhoud?door=\(ander.medewerker("werker"))",
                    as: ander.client
                ).expect(404)
            }

            let volgt = try await burger.volg(code)
            #expect(volgt.status == 200)
            #expect(volgt.text.contains("Organisatie veiligheidsteam is met uw melding bezig."))
            try await chain.beoordeel(zaak)
            _ = try await chain.event(Topics.meldingen, "melding-afgehandeld") {
                $0["melding"]?.string == melding.lower
            }
            let klaar = try await burger.volg(code.lowercased().replacing("-", with: " ")).text
            #expect(klaar.contains("Een organisatie die kan helpen, gaat ermee verder."))
            #expect(klaar.contains("<time datetime="))
            for inhoud in [Verzonnen.tekst, Verzonnen.naam, "Ik durf het niet", zaak.lower, melding.lower] {
                #expect(!klaar.contains(inhoud))
            }

            // The code stands nowhere, in whatever spelling; the name only sealed.
            var places = [try await chain.postgres.dump(chain.database)]
            places += try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
            for service in ChainService.allCases {
                places += chain.log(service.rawValue).lines + chain.log(service.rawValue).errorLines
            }
            #expect(places[0].contains(melding.lower))
            for geheim in [code, code.replacing("-", with: ""), Verzonnen.naam, "06-00000000", burger.adres] {
                #expect(!places.contains { $0.contains(geheim) }, "\(geheim)")
            }
        }

        @Test(
            "Wie geen terugkoppeling wil, ziet met de code alleen dat de melding er is (M4)", .timeLimit(.minutes(1)))
        func zonderTerugkoppeling() async throws {
            let chain = try await IntegrationTests.chain()
            let burger = try await Burger(chain)
            let ontvangst = try await burger.meld(Self.ingevuld.merging(["terugkoppelingGewenst": "nee"]) { $1 })
            let zaak = try await chain.zaak(van: chain.melding(ontvangst))
            try await chain.beoordeel(zaak)
            _ = try await chain.event(Topics.meldingen, "melding-afgehandeld") { $0["zaak"]?.string == zaak.lower }
            let volgt = try await burger.volg(ontvangst.code()).text
            #expect(volgt.contains("Uw melding is ontvangen."))
            #expect(volgt.contains("niet wilt horen"))
            #expect(!volgt.contains("bezig") && !volgt.contains("behandeld."))
        }

        @Test("Acuut wordt aangenomen zoals het kwam, met 112 bovenaan (M3, M9)", .timeLimit(.minutes(1)))
        func acuut() async throws {
            let chain = try await IntegrationTests.chain()
            let burger = try await Burger(chain)
            let ontvangst = try await burger.meld([
                "acuut": "ja", "waarneming": "Er wordt\u{1}geslagen.", "gemeente": "hier", "soort": "consultatie",
                "website": "https://kwaad.example",
            ])
            #expect(ontvangst.status == 200)
            let html = ontvangst.text
            let gevaar = try #require(html.range(of: "tel:112"))
            #expect(gevaar.lowerBound < (try #require(html.range(of: "<h1>"))).lowerBound)
            let melding = try await chain.melding(ontvangst)
            let gebeurd = try await chain.event(Topics.meldingen, "melding-ontvangen") {
                $0["melding"]?.string == melding.lower
            }
            #expect(gebeurd.data["urgentie"]?.string == "spoed")
            #expect(gebeurd.data["melderAfgeschermd"]?.bool == true)
            #expect(
                gebeurd.data["ontbreekt"]?.array?.compactMap(\.string) == [
                    "soort", "gemeente", "waarneming", "melder", "besproken", "terugkoppeling-gewenst", "onleesbaar",
                ])
        }

        @Test(
            "Twee keer verstuurd is één melding, ook tegelijk; wie iets verandert, stuurt bewust een tweede (M5)",
            .timeLimit(.minutes(1)))
        func tweeKeer() async throws {
            let chain = try await IntegrationTests.chain()
            let burger = try await Burger(chain)
            let form = try await burger.formulier("/melden")
            let antwoorden = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<5 { group.addTask { try await burger.stuur("/melden", Self.ingevuld, form) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let codes = try Set(antwoorden.map { try $0.code() })
            #expect(codes.count == 1)
            let eerste = try await chain.melding(antwoorden[0])

            let anders = Self.ingevuld.merging(["waarneming": "En het raam is stuk."]) { $1 }
            let tweede = try await burger.stuur("/melden", anders, form)
            #expect(tweede.status == 409)
            #expect(tweede.text.contains("En het raam is stuk."))
            let toch = try await burger.stuur("/melden", anders, tweede.formulier())
            #expect(toch.status == 200)
            #expect(try toch.code() != codes.first)
            #expect(try await chain.melding(toch) != eerste)
            // The same once more on a form that was opened anew: it is told that it was there, and nothing comes of it.
            let nogEens = try await burger.meld(Self.ingevuld)
            #expect(nogEens.status == 200)
            #expect(try nogEens.code() == codes.first)
            #expect(nogEens.text.contains("Deze melding hadden wij al"))
            #expect(!antwoorden.contains { $0.text.contains("hadden wij al") })
            // Another browser's is another melding.
            #expect(try await chain.melding(Burger(chain).meld(Self.ingevuld)) != eerste)
            let ontvangen = chain.tap.events(Topics.meldingen).filter {
                $0.eventType?.name == "melding-ontvangen" && $0.data["melding"]?.string == eerste.lower
            }
            #expect(Set(ontvangen.map(\.id)).count == 1)
        }

        @Test("Wat ontbreekt staat er alles tegelijk, en er verandert niets (M3)", .timeLimit(.minutes(1)))
        func fouten() async throws {
            let chain = try await IntegrationTests.chain()
            let burger = try await Burger(chain)
            let leeg = try await burger.meld([:])
            #expect(leeg.status == 400)
            let velden = [
                "acuut", "soort", "waarneming", "gemeente", "besproken", "melderAfgeschermd", "terugkoppelingGewenst",
            ]
            for veld in velden {
                #expect(leeg.text.contains("<a href=\"#\(veld)\">"), "\(veld)")
                #expect(leeg.text.contains("id=\"\(veld)-fout\""), "\(veld)")
            }
            // Each rule by itself, with what was filled in kept.
            let fout: [([String: String], String)] = [
                (["soort": "consultatie"], "soort"), (["soort": "verzoek-inzet-onderzoeksbevoegdheid"], "soort"),
                (["redenNietBesproken": " "], "redenNietBesproken"), (["gemeente": "0000"], "gemeente"),
                (["waarneming": String(repeating: "a", count: 20_001)], "waarneming"),
                (["waarneming": "stuk\u{7}"], "waarneming"), (["acuut": "misschien"], "acuut"),
                (["naam": String(repeating: "n", count: 201)], "naam"), (["contact": "0\u{1}6"], "contact"),
                (["melderAfgeschermd": "true"], "melderAfgeschermd"),
            ]
            let voor = try await burger.aantal()
            for (wijziging, veld) in fout {
                let antwoord = try await burger.meld(Self.ingevuld.merging(wijziging) { $1 })
                #expect(antwoord.status == 400, "\(veld)")
                let genoemd = antwoord.text.matches(of: #/<a href="#([a-zA-Z]+)">/#).map { String($0.1) }
                #expect(genoemd == [veld], "\(veld)")
                #expect(antwoord.text.contains("06-00000000") == (veld != "contact"), "\(veld)")
            }
            let lok = try await burger.meld(Self.ingevuld.merging(["website": "https://kwaad.example"]) { $1 })
            #expect(lok.status == 400)
            #expect(!lok.text.contains("kwaad.example"))
            #expect(try await burger.aantal() == voor)
        }

        @Test(
            "Een stroom van burgers houdt organisaties niet op, en wie te vaak klopt moet wachten",
            .timeLimit(.minutes(1)))
        func toeloop() async throws {
            let chain = try await IntegrationTests.chain()
            let burger = try await Burger(chain)
            let form = try await burger.formulier("/melden")
            #expect(try await burger.stuur("/melden", Self.ingevuld, form).status == 200)
            var geweigerd: Reply?
            for nummer in 0..<2_000 where geweigerd == nil {
                // The same melding again, from ever other places: only the limit of all holds it.
                let antwoord = try await burger.stuur(
                    "/melden", Self.ingevuld, form, van: "198.18.\(nummer / 250).\(nummer % 250)")
                if antwoord.status == 429 { geweigerd = antwoord } else { try antwoord.expect(200) }
            }
            let druk = try #require(geweigerd)
            #expect(druk.headers["retry-after"] != nil)
            #expect(druk.text.contains("Het is nu te druk"))
            #expect(druk.text.contains(Verzonnen.tekst), "what was typed stays")
            // Organisations are not held up, and the looks at a code have a limit of their own.
            _ = try await chain.meld(als: .school)
            #expect(try await burger.volg("2222").status == 400)

            try await eventually(within: .seconds(20), "there is room again") {
                try await burger.stuur("/melden", Self.ingevuld, form, van: "198.19.0.1").status == 200
            }

            let code = try await Burger(chain)
            var laatste = 0
            for _ in 0..<200 where laatste != 429 { laatste = try await code.volg("2222").status }
            #expect(laatste == 429)
            #expect(try await Burger(chain).volg("2222").status == 400, "another client is not held up by it")
        }
    }
}

/// A citizen's browser: the pages as they come, with its cookie, behind a proxy that says where it is.
private struct Burger: Sendable {
    let chain: Chain
    /// A network of its own, so that no other test has its limit.
    let adres =
        "2001:db8:" + String(Int.random(in: 0x1000...0xffff), radix: 16) + ":"
        + String(Int.random(in: 0x1000...0xffff), radix: 16) + "::1"
    private let url: String
    private let cookie: String

    init(_ chain: Chain) async throws {
        self.chain = chain
        url = chain.url(.meldingIntake)
        let begin = try await chain.send("GET", .meldingIntake, "/melden").expect(200)
        cookie = String((begin.headers["set-cookie"] ?? "").prefix { $0 != ";" })
    }

    func formulier(_ pad: String) async throws -> String {
        try await chain.send("GET", .meldingIntake, pad, headers: [("cookie", cookie)]).expect(200).formulier()
    }

    func stuur(_ pad: String, _ velden: [String: String], _ formulier: String, van: String? = nil) async throws
        -> Reply
    {
        let body = velden.merging(["formulier": formulier]) { $1 }.map { "\(encoded($0.key))=\(encoded($0.value))" }
        return try await chain.send(
            "POST", .meldingIntake, pad,
            headers: [
                ("content-type", "application/x-www-form-urlencoded"), ("origin", url), ("cookie", cookie),
                ("x-forwarded-for", van ?? adres),
            ], body: Array(body.joined(separator: "&").utf8))
    }

    func meld(_ velden: [String: String]) async throws -> Reply {
        try await stuur("/melden", velden, formulier("/melden"))
    }

    func volg(_ code: String) async throws -> Reply {
        try await stuur("/volgen", ["code": code], formulier("/volgen"))
    }

    /// Meldingen of citizens so far.
    func aantal() async throws -> Int64 {
        let rows = try await chain.query(
            "select count(*) from aggregate where kind = 'melding' and state ->> 'melder' is null",
            schema: ChainService.meldingIntake.schema)
        return try rows.first?.decode(Int64.self) ?? -1
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension Reply {
    fileprivate func formulier() throws -> String { try part(#/name="formulier" value="([^"]+)"/#) }
    fileprivate func code() throws -> String { try part(#/<output id="code"[^>]*>([^<]+)</#) }

    func part(_ pattern: Regex<(Substring, Substring)>) throws -> String {
        guard let found = text.firstMatch(of: pattern) else { throw UnexpectedReply("not in \(status) \(text)") }
        return String(found.1)
    }
}

extension Chain {
    /// The melding of a receipt, by the reference that stands on it.
    fileprivate func melding(_ ontvangst: Reply) async throws -> UUID {
        let kenmerk = try ontvangst.part(#/<strong>(M-[^<]+)</#)
        let gebeurd = try await event(Topics.meldingen, "melding-ontvangen") { $0["kenmerk"]?.string == kenmerk }
        guard let id = gebeurd.data["melding"]?.string.flatMap({ UUID(uuidString: $0) }) else {
            throw UnexpectedReply("no melding in \(gebeurd)")
        }
        return id
    }
}
