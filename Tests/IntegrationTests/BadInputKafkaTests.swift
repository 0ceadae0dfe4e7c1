import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// Each wrong message is answered on its sender's own topic, counted, changes nothing, and stops no consumer.
    @Suite struct BadInputKafkaTests {
        struct Fout: Sendable {
            let wat: String
            /// What the answer names.
            let code: String
            var plaats: String?
            /// Nil: it cannot be read, so its place on the topic is its name.
            var id: String?
            let bytes: [UInt8]

            init(_ wat: String, _ code: String, _ plaats: String? = nil, _ bericht: JSON) {
                self.init(wat, code, plaats, id: bericht["id"]?.string, bytes: bericht.encoded())
            }

            init(_ wat: String, _ code: String, _ plaats: String? = nil, id: String? = nil, bytes: [UInt8]) {
                (self.wat, self.code, self.plaats, self.id, self.bytes) = (wat, code, plaats, id, bytes)
            }
        }

        private func fouten(_ chain: Chain, _ school: Deelnemer) async throws -> [Fout] {
            let goed = try await chain.aangeboden(als: school)
            let vreemdeInhoud = try await chain.inhoud(["tekst": .string(Verzonnen.tekst)], als: .politie)
            func bericht(_ change: (inout JSON.Members) -> Void) -> JSON {
                var members = goed.object ?? [:]
                members["id"] = .string(UUID().lower)
                change(&members)
                return .object(members)
            }
            func data(_ name: String, _ value: JSON?) -> JSON {
                bericht { members in
                    var data = members["data"]?.object ?? [:]
                    data["eigenKenmerk"] = .string(UUID().lower)
                    data[name] = value
                    members["data"] = .object(data)
                }
            }
            let type = "nl.keten.inkomend."
            let melding = try await chain.meld()
            let nummers = JSON.array((0..<300).map { .string("06\(12_345_678 + $0)") })
            return [
                Fout("geen JSON", "geen-json", bytes: Array("{\"specversion\": ".utf8)),
                Fout("ongeldige UTF-8", "geen-json", bytes: [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
                Fout("geen CloudEvent", "ontbreekt", "/specversion", bytes: Array("{}".utf8)),
                Fout(
                    "meer dan 64 KB", "te-groot",
                    bytes: bericht { $0["tracestate"] = .string(String(repeating: "x", count: 70_000)) }.encoded()),
                Fout("een onbekend veld", "onbekend-veld", "/data/kleur", data("kleur", "rood")),
                Fout(
                    "een verkeerd type", "verkeerd-type", "/data/terugkoppelingGewenst",
                    data("terugkoppelingGewenst", 1)),
                Fout(
                    "een onbekend type", "onbekend-type", "/type",
                    bericht { $0["type"] = .string(type + "melding-verzonnen.v1") }),
                Fout(
                    "een bericht-id met aanhalingstekens", "onbekend-type", "/type",
                    bericht {
                        $0["type"] = .string(type + "melding-verzonnen.v1")
                        $0["id"] = .string(#"a"b\"# + UUID().lower)
                    }),
                Fout("driehonderd telefoonnummers", "identificerend", nil, data("nummers", nummers)),
                Fout(
                    "een onbekende versie", "onbekend-type", "/type",
                    bericht { $0["type"] = .string(type + "melding-aangeboden.v9") }),
                Fout(
                    "een andere organisatie", "andere-organisatie", "/source",
                    bericht { $0["source"] = .string("urn:nld:oin:\(Deelnemer.politie.rawValue):systeem:eigen") }),
                Fout("een naam", "identificerend", "/data/naam", data("naam", .string(Ongepast.naam))),
                Fout(
                    "een BSN in een ander veld", "identificerend", "/data/gemeente",
                    data("gemeente", .string(Ongepast.bsn))),
                Fout("een ongeldig OIN", "ongeldig", "/data/ontvanger", data("ontvanger", "123")),
                Fout(
                    "inhoud die er niet is", "inhoud-onbekend", "/data/waarneming",
                    data("waarneming", .string(UUID().lower))),
                Fout(
                    "inhoud van een ander", "inhoud-onbekend", "/data/waarneming",
                    data("waarneming", .string(vreemdeInhoud.lower))),
                Fout(
                    "een melding waar inhoud hoort", "inhoud-onbekend", "/data/waarneming",
                    data("waarneming", .string(melding.lower))),
                Fout(
                    "een taak van een ander", "taak-onbekend", "/data/taak",
                    chain.bericht("taak-bezorgd-gemeld", ["taak": .string(UUID().lower)], als: school)),
            ]
        }

        @Test(
            "Een verkeerd bericht wordt op het eigen topic geweigerd met alle fouten; wie erna komt, komt aan",
            .timeLimit(.minutes(2)))
        func verkeerd() async throws {
            let (chain, school) = (try await IntegrationTests.chain(), Deelnemer.school)
            let fouten = try await fouten(chain, school)
            let (before, counted) = (try await meldingen(chain), try await refused(chain))
            var verwacht: [(Fout, String)] = []
            for fout in fouten { verwacht.append((fout, try await chain.stuur(fout.bytes, als: school))) }
            // The one after all of them.
            let goed = try await chain.aangeboden(als: school)
            try await chain.stuur(goed, als: school)

            for (fout, place) in verwacht {
                let id = fout.id ?? place
                let antwoord = try await chain.event(school.uitKafka, "bericht-geweigerd", within: .seconds(20)) {
                    $0["bericht"]?.string == id
                }
                let gevonden = antwoord.data["fouten"]?.array ?? []
                #expect(
                    gevonden.contains {
                        $0["code"]?.string == fout.code && (fout.plaats == nil || $0["pointer"]?.string == fout.plaats)
                    },
                    "\(fout.wat): \(gevonden)")
            }
            let kenmerk = goed["data"]?["eigenKenmerk"]?.string
            _ = try await chain.event(Topics.meldingen, "melding-ontvangen") { $0["eigenKenmerk"]?.string == kenmerk }
            #expect(try await meldingen(chain) == before + 1)
            // The task is notificaties' business, the rest the intake's.
            #expect(try await refused(chain) == counted + fouten.count)
            try await Ledger(chain: chain, meldingen: []).check()
            let answers = chain.tap.events(school.uitKafka).filter { $0.eventType?.name == "bericht-geweigerd" }
            #expect(
                Dictionary(grouping: answers, by: { $0.data["bericht"]?.string }).allSatisfy {
                    Set($0.value.map(\.id)).count == 1
                })
            for event in answers {
                let text = String(decoding: event.encoded(), as: UTF8.self)
                #expect(!text.contains(Ongepast.naam) && !text.contains(Ongepast.bsn))
            }
        }

        @Test(
            "Inhoud hoort bij één melding: een tweede die haar noemt wordt geweigerd, de eerste houdt haar",
            .timeLimit(.minutes(2)))
        func inhoudTweemaal() async throws {
            let (chain, school) = (try await IntegrationTests.chain(), Deelnemer.school)
            let eerste = try await chain.aangeboden(als: school)
            try await chain.stuur(eerste, als: school)
            let kenmerk = eerste["data"]?["eigenKenmerk"]?.string
            let ontvangen = try await chain.event(Topics.meldingen, "melding-ontvangen") {
                $0["eigenKenmerk"]?.string == kenmerk
            }
            let data = try #require(eerste["data"])
            let tweede = eerste.met("id", .string(UUID().lower))
                .met("data", data.met("eigenKenmerk", .string(UUID().lower)))
            try await chain.stuur(tweede, als: school)
            let antwoord = try await chain.event(school.uitKafka, "bericht-geweigerd", within: .seconds(20)) {
                $0["bericht"]?.string == tweede["id"]?.string
            }
            #expect(
                antwoord.data["fouten"]?.array?.compactMap { $0["code"]?.string }
                    == ["inhoud-al-gebruikt", "inhoud-al-gebruikt"])
            // The same own reference is the same melding, whatever it names now.
            let anders = try await chain.aangeboden(als: school, kenmerk: kenmerk ?? "")
            let laatste = try await chain.aangeboden(als: school)
            try await chain.stuur(anders, als: school)
            try await chain.stuur(laatste, als: school)
            _ = try await chain.event(Topics.meldingen, "melding-ontvangen", within: .seconds(20)) {
                $0["eigenKenmerk"]?.string == laatste["data"]?["eigenKenmerk"]?.string
            }
            func melding(van bericht: JSON) async throws -> String? {
                let id = try #require(UUID(uuidString: bericht["data"]?["waarneming"]?.string ?? ""))
                let rows = try await chain.query(
                    "select state ->> 'melding' from aggregate where id = \(id)", schema: "melding_intake")
                return try rows.map { try $0.decode(String?.self) }.first ?? nil
            }
            #expect(try await melding(van: eerste) == ontvangen.data["melding"]?.string)
            #expect(try await melding(van: anders) == nil)
        }

        @Test(
            "Een organisatie die niet meer meedoet of onbekend is: geteld, en er verandert niets",
            .timeLimit(.minutes(2)))
        func onbekendeOrganisatie() async throws {
            let chain = try await IntegrationTests.chain()
            let (before, counted) = (try await meldingen(chain), try await refused(chain))
            let data: JSON = ["eigenKenmerk": .string(UUID().lower), "soort": "hulpvraag"]
            for wie in [Deelnemer.gestopt, .vreemd] {
                try await chain.stuur(chain.bericht("melding-aangeboden", data, als: wie), als: wie)
            }
            try await eventually(within: .seconds(20), "both are counted") {
                try await self.refused(chain) == counted + 2
            }
            #expect(try await meldingen(chain) == before)
        }

        @Test(
            "Een oud bericht van de keten opnieuw gestuurd is een duplicaat en verandert niets", .timeLimit(.minutes(2))
        )
        func opnieuw() async throws {
            let chain = try await IntegrationTests.chain()
            let melding = try await chain.meld()
            _ = try await chain.zaak(van: melding)
            try await Ledger(chain: chain, meldingen: [melding]).check()
            let old = try #require(try await chain.tap.messages(Topics.meldingen).first)
            let labels = ["consumer": "regionaal-veiligheidsteam.meldingen", "outcome": "duplicate"]
            let before = try await chain.metric(.veiligheidsteam, "keten_consumer_messages_total", labels)
            try await chain.tap.publish(
                Topics.meldingen, key: old.key.map { String(decoding: $0, as: UTF8.self) }, old.value,
                headers: old.headers)
            try await eventually(within: .seconds(20), "the duplicate is counted") {
                try await chain.metric(.veiligheidsteam, "keten_consumer_messages_total", labels) > before
            }
            try await Ledger(chain: chain, meldingen: [melding]).check()
        }

        private func meldingen(_ chain: Chain) async throws -> Int64 {
            try await chain.query("select count(*) from aggregate where kind = 'melding'", schema: "melding_intake")
                .first?.decode(Int64.self) ?? 0
        }

        private func refused(_ chain: Chain) async throws -> Int {
            var count = 0
            for (service, consumer) in [
                (ChainService.meldingIntake, "melding-intake.inkomend"), (.notificaties, "notificaties.inkomend"),
            ] {
                count += try await chain.metric(
                    service, "keten_consumer_messages_total", ["consumer": consumer, "outcome": "refused"])
            }
            return count
        }
    }
}

/// What a partner should not have sent; it stands on that partner's own topic, and nowhere else.
enum Ongepast {
    static let naam = "Wollewei"
    static let bsn = "999990019"
}
