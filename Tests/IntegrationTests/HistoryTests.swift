import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

extension IntegrationTests {
    /// What operators do to history, with the services as processes and the operators' own tool.
    @Suite(.serialized) struct HistoryTests {
        private static let starting = Task { try await Chain.start(.test) }

        /// A chain of its own: what is lost here is no other test's concern.
        private func chain() async throws -> Chain { try await Self.starting.value }

        private static let act = ["--by", "mw-keten-leider", "--reason", "proef"]

        /// A handover that was accepted, and one that is still open.
        private func work(_ chain: Chain) async throws -> (accepted: UUID, open: UUID) {
            let (eerste, tweede) = (try await chain.nieuweZaak(), try await chain.nieuweZaak())
            let overdracht = try await chain.bied(eerste, naar: .zorgaanbieder)
            try await chain.aanvaard(overdracht, als: .zorgaanbieder).expect(200)
            _ = try await chain.bied(tweede, naar: .gi)
            return (eerste, tweede)
        }

        private func quiet(_ chain: Chain) async throws {
            try await eventually(within: .seconds(90), "everything has come through") {
                try await chain.stuck().isEmpty
            }
        }

        /// How many events each service has written, without what the passing of time brings about.
        private func written(_ chain: Chain) async throws -> [ChainService: Int64] {
            var written: [ChainService: Int64] = [:]
            for service in ChainService.allCases {
                written[service] = try await chain.query(
                    "select count(*) from event where type not like '%termijn%' and type not like '%herinnerd%'",
                    schema: service.schema
                ).first?.decode(Int64.self)
            }
            return written
        }

        @Test(
            "Elke afnemer krijgt alles opnieuw: geen taak, geen bericht, geen gebeurtenis erbij",
            .timeLimit(.minutes(5)))
        func herbouw() async throws {
            let chain = try await chain()
            _ = try await work(chain)
            try await quiet(chain)
            let before = try await written(chain)
            let consumers = [
                "melding-intake.casussen", "regionaal-veiligheidsteam.meldingen",
                "regionaal-veiligheidsteam.overdrachten", "regionaal-veiligheidsteam.bevestigingen",
                "verwijzing.casussen", "verwijzing.bevestigingen", "notificaties.meldingen", "notificaties.casussen",
                "notificaties.overdrachten", "notificaties.bevestigingen",
            ]
            for consumer in consumers {
                let asked = try await chain.keten(
                    "replay", consumer, "--everything", Self.act[0], Self.act[1], "--reason", "proef")
                #expect(asked.status == 0, "\(asked)")
                #expect(asked.lines.contains { $0.contains("without outgoing work") }, "\(asked.lines)")
            }
            for service in ChainService.allCases {
                try await eventually(within: .seconds(60), "\(service.rawValue) has asked for all of it") {
                    let rows = try await chain.query(
                        "select count(*) from replay where status = 'running'", schema: service.schema)
                    return try rows.first?.decode(Int64.self) == Int64(0)
                }
            }
            try await quiet(chain)
            #expect(try await written(chain) == before)
            // New work goes on, with all its effects.
            _ = try await work(chain)
            try await quiet(chain)
            #expect(try await written(chain) != before)
        }

        @Test(
            "Een schema teruggezet naar eerder: conflicten komen boven, niets verdwijnt ongezien, na de keuze stroomt alles",
            .timeLimit(.minutes(6)))
        func teruggezet() async throws {
            let chain = try await chain()
            let zaken = try await work(chain)
            try await quiet(chain)
            let schema = ChainService.verwijzing.schema
            let backup = try await chain.postgres.backUp(schema: schema, of: chain.database)
            // After the dump the offer is accepted: everybody hears of it, and then the schema loses it.
            let open = try await chain.query(
                "select subject from event where key = \(zaken.open.lower) and type like '%overdracht-aangeboden%'",
                schema: schema)
            let overdracht = UUID(uuidString: try open.first?.decode(String.self) ?? "") ?? UUID()
            try await chain.aanvaard(overdracht, als: .gi).expect(200)
            try await quiet(chain)
            await chain.kill(.verwijzing)
            _ = try await chain.query("alter schema \(identifier: schema) rename to \(identifier: schema + "_damaged")")
            try await chain.postgres.restore(backup: backup, into: chain.database)
            // It does not start before somebody says what the copy is worth.
            let refused = try await chain.program(.verwijzing, "serve")
            #expect(refused.status == 1, "\(refused)")
            #expect((refused.lines + refused.errors).contains { $0.contains("verwijzing restored") }, "\(refused)")
            let said = try await eventually(within: .seconds(60), "the relay's lease ran out") {
                let said = try await chain.program(
                    .verwijzing, "restored", "--by", "mw-keten-leider", "--reason", "schijf kapot")
                if said.status == 0 { return said }
                guard (said.lines + said.errors).contains(where: { $0.contains("relay's lease") }) else {
                    throw ProcessError("restored: \(said)")
                }
                return nil
            }
            print(said.lines.joined(separator: "\n"))
            try await chain.restart(.verwijzing)
            // The receiver accepts again: numbers that were given out before.
            try await chain.aanvaard(overdracht, als: .gi).expect(200)
            let conflicts = try await eventually(within: .seconds(60), "conflicts surface") {
                let list = try await chain.keten("restore", "conflicts")
                return list.status == 1 && list.lines.contains { $0.contains(zaken.open.lower) } ? list : nil
            }
            print(conflicts.lines.joined(separator: "\n"))
            let preview = try await chain.keten(
                "restore", "accept", "--source", "verwijzing", "--by", "mw-keten-leider", "--reason", "teruggezet",
                "--dry-run")
            #expect(preview.status == 0, "\(preview)")
            try await eventually(within: .seconds(60), "all conflicts are settled and everything has come through") {
                _ = try await chain.keten(
                    "restore", "accept", "--source", "verwijzing", "--by", "mw-keten-leider", "--reason", "teruggezet")
                return try await chain.stuck().isEmpty
            }
            #expect(try await chain.keten("restore", "conflicts").status == 0)
            #expect(try await chain.regie(zaken.open) == Deelnemer.gi.rawValue)
            for service in ChainService.allCases {
                let rows = try await chain.query(
                    "select count(*) from quarantine where resolved_at is null", schema: service.schema)
                #expect(try rows.first?.decode(Int64.self) == Int64(0), "\(service.rawValue)")
            }
            _ = try await work(chain)
            try await quiet(chain)
        }

        @Test(
            "Elke opdracht zegt met haar exitcode en in JSON wat zij doet, en wat niet kan, verandert niets",
            .timeLimit(.minutes(3)))
        func opdrachten() async throws {
            let chain = try await chain()
            let zaak = try await work(chain).accepted
            try await quiet(chain)
            func json(_ arguments: [String]) async throws -> (status: Int32?, json: JSON) {
                let answer = try await chain.keten(arguments + ["--json"])
                return (answer.status, try JSON.parse(answer.lines.joined().utf8))
            }
            func ask(_ arguments: String...) async throws -> (status: Int32?, json: JSON) {
                try await json(arguments + Self.act)
            }
            func refused(_ arguments: String..., because: String) async throws {
                let answer = try await chain.keten(arguments + Self.act)
                #expect(answer.status == 1 && answer.errors.contains { $0.contains(because) }, "\(answer)")
            }
            let one = try await ask(
                "replay", "verwijzing.casussen", "--key", zaak.lower, "--from-sequence", "1", "--dry-run")
            #expect(one.status == 0 && one.json["sleutels"] == 1, "\(one)")
            #expect((one.json["stil"]?.integer ?? 0) > 0 && one.json["stil"] == one.json["gebeurtenissen"], "\(one)")
            let late = try await ask(
                "replay", "baseline", "notificaties.casussen", "--at", RFC3339.text(Date()), "--dry-run")
            #expect(late.status == 0 && late.json["sleutels"] == 0, "\(late)")
            try await refused("replay", "skip", "verwijzing.casussen", "--key", zaak.lower, because: "geen gat")
            try await refused("replay", "verwijzing.register", "--everything", because: "nummert niet")
            try await refused("replay", "verwijzing.niets", "--missed", because: "kent deze dienst niet")
            #expect(try await ask("restore", "discard", "--all").json["sleutels"] == 0)

            #expect(try await ask("replay", "refill", "--topic", "keten.overdrachten", "--rate", "1").status == 0)
            func refill() async throws -> JSON? {
                let refills = try await json(["replay", "status"]).json["verwijzing"]?["herpublicaties"]
                return refills?.array?.first { ["running", "paused"].contains($0["toestand"]?.string) }
            }
            let id = try #require(try await refill()?["id"]?.string)
            try await refused("replay", "refill", "--topic", "keten.overdrachten", because: "loopt al")
            #expect(try await ask("replay", "pause", "verwijzing", id).status == 0)
            #expect(try await refill()?["toestand"] == "paused")
            #expect(try await ask("replay", "resume", "verwijzing", id).status == 0)
            #expect(try await refill()?["toestand"] == "running")
            #expect(try await ask("replay", "cancel", "verwijzing", id).status == 0)
            #expect(try await refill() == nil)
            try await refused("replay", "pause", "verwijzing", id, because: "loopt niet meer")
            let acts = try await chain.query(
                """
                select action from operator_action where action like 'refill%' and operator = 'mw-keten-leider'
                    and reason = 'proef' order by at
                """, schema: ChainService.verwijzing.schema
            ).map { try $0.decode(String.self) }
            #expect(acts == ["refill", "refill-paused", "refill-running", "refill-cancelled"])
            // The last test of this chain: an idle one would slow the others down.
            try await chain.stop()
        }

        @Test(
            "Kafka is alles kwijt terwijl de diensten draaien: alles staat er weer, niets dubbel, nieuw werk stroomt",
            .timeLimit(.minutes(6)), .needs(.faults))
        func kafkaLeeg() async throws {
            let chain = try await Chain.start(.test)
            _ = try await work(chain)
            try await quiet(chain)
            let before = try await written(chain)
            // The organisations' topics come back by themselves, with the partitions that they had.
            let broker = try await chain.broker.restartEmpty(
                with: Topics.chain, partitions: Int32(Topics.partitions))
            try await chain.applyRegister()
            let asked = try await chain.keten(
                "replay", "refill", "--all", "--by", "mw-keten-leider", "--reason", "Kafka leeg")
            #expect(asked.status == 0, "\(asked)")
            let restarted = try await chain.keten(
                "replay", "restart", "--all", "--by", "mw-keten-leider", "--reason", "Kafka leeg")
            #expect(restarted.status == 0, "\(restarted)")
            let done = try await eventually(within: .seconds(90), "all is refilled and nobody stands still") {
                let status = try await chain.keten("replay", "status")
                let refilled = status.lines.count { $0.contains(" done ") && !$0.contains(".") }
                return status.status == 0 && refilled >= ChainService.allCases.count ? status : nil
            }
            print((asked.lines + restarted.lines + done.lines).joined(separator: "\n"))
            try await quiet(chain)
            #expect(try await written(chain) == before)
            _ = try await work(chain)
            try await quiet(chain)
            // Each log is on the new broker, from its first event to its last.
            let client = try KafkaClient(broker.configuration(), logger: .init(label: "test"))
            for service in ChainService.allCases {
                for row in try await chain.query(
                    "select topic, count(*) from event group by topic", schema: service.schema)
                {
                    let (topic, count) = try row.decode(String.self, Int64.self)
                    let partitions = Chain.topics(chain.setup).first { $0.name == topic }?.partitions ?? 0
                    let places = (0..<partitions).map { TopicPartition(topic: topic, partition: $0) }
                    let held = try await client.watermarks(places).values.reduce(0) { $0 + $1.high }
                    #expect(held >= count, "\(topic)")
                }
            }
            await client.close()
            try await chain.stop()
            await broker.stop()
        }
    }
}
