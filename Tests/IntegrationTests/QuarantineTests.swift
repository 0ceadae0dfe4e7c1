import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// What an operator does with `keten quarantine`, against the services as they run.
    @Suite struct QuarantineTests {
        private static let schema = "regionaal_veiligheidsteam"
        private static let consumer = "regionaal-veiligheidsteam.meldingen"
        private static let wie = ["--by", Deelnemer.keten.medewerker("leider"), "--reason", "proef van een herstel"]

        /// Runs the tool to its end.
        private func keten(
            _ chain: Chain, _ arguments: String..., environment: [String: String] = [:]
        ) async throws -> (status: Int32?, text: String, json: JSON?, errors: String) {
            let process = try chain.startKeten(["quarantine"] + arguments, environment: environment)
            let exit = try await process.waitForExit(within: .seconds(90))
            let text = process.output.lines.joined(separator: "\n")
            // Tables are no JSON.
            return (exit.status, text, try? JSON.parse(text), process.output.errorLines.joined(separator: "\n"))
        }

        /// A fault that is the service's own: it may not write what a melding brings about. Each melding fails then.
        private func mislukt(_ aantal: Int, _ chain: Chain) async throws -> [UUID] {
            _ = try await chain.query(
                "revoke insert on regionaal_veiligheidsteam.aggregate from regionaal_veiligheidsteam")
            var meldingen: [UUID] = []
            for _ in 0..<aantal { meldingen.append(try await chain.meld()) }
            try await eventually(within: .seconds(30), "\(aantal) messages are set aside") {
                try await self.failed(chain) == aantal
            }
            // The tries that come by themselves are over.
            _ = try await chain.query(
                "update quarantine set next_at = null where status = 'failed'", schema: Self.schema)
            return meldingen
        }

        private func herstel(_ chain: Chain) async throws {
            _ = try await chain.query(
                "grant insert on regionaal_veiligheidsteam.aggregate to regionaal_veiligheidsteam")
        }

        private func failed(_ chain: Chain) async throws -> Int {
            let rows = try await chain.query(
                "select count(*) from quarantine where status = 'failed'", schema: Self.schema)
            let count = try rows.first?.decode(Int64.self)
            return Int(count ?? 0)
        }

        @Test(
            "Van lijst tot herstel: vinden, bekijken, tellen, opnieuw proberen; 1 zolang het mislukt, 0 als het lukt",
            .timeLimit(.minutes(3)))
        func vanLijstTotHerstel() async throws {
            let chain = try await IntegrationTests.chain()
            let meldingen = try await mislukt(6, chain)
            let list = try await keten(chain, "list", "--status", "failed", "--consumer", Self.consumer, "--json")
            let rows = try #require(list.json?.array)
            #expect(list.status == 0 && rows.count == 6)
            let groups = try await keten(chain, "list", "--group", "--status", "failed", "--json")
            let group = try #require(groups.json?.array?.first)
            #expect(group["aantal"] == 6 && group["afnemer"]?.string == Self.consumer)
            let id = try #require(rows[0]["id"]?.string)
            let fingerprint = try #require(group["vingerafdruk"]?.string)

            let shown = try await keten(chain, "show", "regionaal-veiligheidsteam", id)
            #expect(shown.status == 0 && shown.text.contains("permission denied") && shown.text.contains("‹tekst, "))
            let selection = ["redrive", "regionaal-veiligheidsteam", "--fingerprint", fingerprint]
            let counted = try await keten(
                chain, selection[0], selection[1], selection[2], selection[3], "--dry-run", "--json")
            #expect(counted.status == 0 && counted.json?["aantal"] == 6)
            #expect(try await failed(chain) == 6)

            let vain = try await run(chain, selection + Self.wie)
            #expect(vain.status == 1 && vain.text.contains("failed again 6") && vain.text.contains("permission denied"))
            _ = try await chain.query(
                "update quarantine set next_at = null where status = 'failed'", schema: Self.schema)
            try await herstel(chain)
            let good = try await run(chain, selection + Self.wie)
            #expect(good.status == 0 && good.text.contains("done: 6 of 6, succeeded 6, failed again 0, left 0"))
            let again = try await run(chain, selection + Self.wie)
            #expect(again.status == 0 && again.text.contains("nothing to do"))
            for melding in meldingen { _ = try await chain.zaak(van: melding) }
            try await Ledger(chain: chain, meldingen: meldingen).check()
            let after = try await keten(chain, "show", "regionaal-veiligheidsteam", id)
            #expect(after.text.contains("resolved") && after.text.contains("redrive by \(Self.wie[1])"))
        }

        private func run(_ chain: Chain, _ arguments: [String]) async throws -> (status: Int32?, text: String) {
            let process = try chain.startKeten(["quarantine"] + arguments)
            let exit = try await process.waitForExit(within: .seconds(90))
            return (exit.status, process.output.lines.joined(separator: "\n"))
        }

        @Test(
            "Het gereedschap en daarna de dienst met kill -9 gedood midden in een herstart: die gaat verder, niets dubbel",
            .timeLimit(.minutes(3)))
        func gedood() async throws {
            let chain = try await IntegrationTests.chain()
            let meldingen = try await mislukt(16, chain)
            try await herstel(chain)
            let asked = try chain.startKeten(
                ["quarantine", "redrive", "regionaal-veiligheidsteam", "--consumer", Self.consumer, "--rate", "2"]
                    + Self.wie)
            try await eventually(within: .seconds(20), "the command tells of progress") {
                asked.output.lines.contains { $0.contains("running") }
            }
            await asked.killHard()
            let open = try await keten(chain, "redrives", "--open", "--json")
            let id = try #require(open.json?.array?.first?["id"]?.string)
            let following = try chain.startKeten([
                "quarantine", "redrives", "follow", "regionaal-veiligheidsteam", id,
            ])
            try await eventually(within: .seconds(20), "some succeeded") {
                let shown = try await self.keten(chain, "redrives", "show", "regionaal-veiligheidsteam", id, "--json")
                return (shown.json?["gelukt"]?.integer ?? 0) >= 2
            }
            try await chain.without(.veiligheidsteam) {
                let before = try await chain.query(
                    "select count(*) from redrive_message where outcome is null", schema: Self.schema)
                let left = try before.first?.decode(Int64.self)
                #expect((left ?? 0) > 0)
            }
            let exit = try await following.waitForExit(within: .seconds(60))
            #expect(exit.status == 0)
            #expect(following.output.lines.last?.contains("done: 16 of 16, succeeded 16") == true)
            for melding in meldingen { _ = try await chain.zaak(van: melding) }
            try await Ledger(chain: chain, meldingen: meldingen).check()
        }

        @Test(
            "Een geweigerd bericht bewerkt: eerst met alle fouten terug, dan eenmaal verwerkt", .timeLimit(.minutes(3)))
        func bewerken() async throws {
            let (chain, school) = (try await IntegrationTests.chain(), Deelnemer.school)
            let good = try await chain.aangeboden(als: school)
            var members = try #require(good.object)
            var data = try #require(members["data"]?.object)
            data["kleur"] = "rood"
            members["data"] = .object(data)
            try await chain.stuur(JSON.object(members), als: school)
            let kenmerk = try #require(data["eigenKenmerk"]?.string)
            _ = try await chain.event(school.uitKafka, "bericht-geweigerd", within: .seconds(20)) {
                $0["bericht"] == good["id"]
            }
            let list = try await keten(
                chain, "list", "--status", "refused", "--consumer", "melding-intake.inkomend", "--json")
            let row = try #require(
                list.json?.array?.first { $0["bericht"]?.string?.hasSuffix(good["id"]?.string ?? "-") == true })
            let id = try #require(row["id"]?.string)
            // Refused stays refused.
            let redriven = try await run(chain, ["redrive", "melding-intake", id] + Self.wie)
            #expect(redriven.status == 1)

            let file = FileManager.default.temporaryDirectory.appending(path: "bewerking-\(UUID().lower).json")
            defer { try? FileManager.default.removeItem(at: file) }
            data["kleur"] = "groen"
            data["soort"] = "verzonnen"
            members["data"] = .object(data)
            members["id"] = .string(UUID().lower)
            try Data(JSON.object(members).encoded()).write(to: file)
            let wrong = try chain.startKeten(
                ["quarantine", "edit", "melding-intake", id, "--body", file.path(percentEncoded: false)] + Self.wie)
            #expect(try await wrong.waitForExit(within: .seconds(30)).status == 1)
            let told = wrong.output.errorLines.joined(separator: "\n")
            for place in ["/data/kleur", "/data/soort", "/id"] { #expect(told.contains(place), "\(told)") }

            // The editor of a person: takes the line out.
            let records: () async throws -> Int64? = {
                try await chain.query(
                    "select count(*) from processing_record where data_subject_id = \(id)", schema: "melding_intake"
                ).first?.decode(Int64.self)
            }
            let before = try await records()
            let edit = try chain.startKeten(
                ["quarantine", "edit", "melding-intake", id] + Self.wie,
                environment: ["EDITOR": "sed -i '/kleur/d'", "VISUAL": "sed -i '/kleur/d'"])
            let status = try await edit.waitForExit(within: .seconds(60)).status
            #expect(status == 0, "\(edit.output.errorLines)")
            #expect(
                edit.output.lines.contains { $0.contains("accepted; changed: /data/kleur") }, "\(edit.output.lines)")
            #expect(try await records() == (before ?? 0) + 1)
            let event = try await chain.event(Topics.meldingen, "melding-ontvangen", within: .seconds(20)) {
                $0["eigenKenmerk"]?.string == kenmerk
            }
            let melding = try #require(UUID(uuidString: event.data["melding"]?.string ?? ""))
            try await Ledger(chain: chain, meldingen: [melding]).check()
            let original = try await run(
                chain, ["show", "melding-intake", id, "--unmask", "--original"] + Self.wie)
            #expect(original.status == 0 && original.text.contains("\"kleur\": \"rood\""))
        }

        @Test(
            "Inzage zonder verwerkingsregel geeft niets; wie iets verkeerd vraagt, krijgt 64", .timeLimit(.minutes(2)))
        func inzage() async throws {
            let (chain, school) = (try await IntegrationTests.chain(), Deelnemer.school)
            let geheim = "geheim-\(UUID().lower)"
            let bericht = chain.bericht(
                "melding-aangeboden", ["eigenKenmerk": .string(geheim), "kleur": "rood"], als: school)
            try await chain.stuur(bericht, als: school)
            _ = try await chain.event(school.uitKafka, "bericht-geweigerd", within: .seconds(20)) {
                $0["bericht"] == bericht["id"]
            }
            let list = try await keten(chain, "list", "--status", "refused", "--since", "10m", "--json")
            let row = try #require(
                list.json?.array?.first { $0["bericht"]?.string?.hasSuffix(bericht["id"]?.string ?? "-") == true })
            let id = try #require(row["id"]?.string)
            let masked = try await run(chain, ["show", "melding-intake", id])
            #expect(masked.status == 0 && !masked.text.contains(geheim) && !masked.text.contains("rood"))

            _ = try await chain.query("revoke insert on melding_intake.processing_record from melding_intake")
            let refused = try await run(chain, ["show", "melding-intake", id, "--unmask"] + Self.wie)
            _ = try await chain.query("grant insert on melding_intake.processing_record to melding_intake")
            #expect(refused.status == 1 && !refused.text.contains(geheim))
            let given = try await run(chain, ["show", "melding-intake", id, "--unmask"] + Self.wie)
            #expect(given.status == 0 && given.text.contains(geheim))

            for wrong in [
                ["redrive", "melding-intake"], ["redrive", "melding-intake", "--all"],
                ["redrive", "melding-intake", "--all", "--rate", "0"] + Self.wie,
                ["show", "melding-intake", id, "--unmask"],
                ["list", "--status", "kapot"], ["discard", "melding-intake"] + Self.wie,
            ] {
                #expect(try await run(chain, wrong).status == 64, "\(wrong)")
            }
            let unknown = try await run(chain, ["show", "melding-intake", UUID().lower])
            #expect(unknown.status == 1)
        }
    }
}
