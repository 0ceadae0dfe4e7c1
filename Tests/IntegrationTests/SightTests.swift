import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

extension IntegrationTests {
    /// What an operator sees with the real `keten`, of a chain that is well and of one that is not.
    @Suite(.serialized) struct SightTests {
        /// Runs `keten … --json`.
        private func ask(_ chain: Chain, _ arguments: String...) async throws -> (status: Int32?, json: JSON) {
            try await chain.ketenJSON(arguments)
        }

        private func awaitWell(_ chain: Chain, _ arguments: String...) async throws -> JSON {
            try await eventually(within: .seconds(90), "keten \(arguments) is well") {
                let (status, json) = try await chain.ketenJSON(arguments)
                return status == 0 ? json : nil
            }
        }

        /// The groups that each service says it reads are those that operators look for.
        @Test("Elke dienst leest precies wat de contracten van haar zeggen", .timeLimit(.minutes(2)))
        func afnemers() async throws {
            let chain = try await IntegrationTests.chain()
            let (_, status) = try await ask(chain, "status")
            for service in try #require(status["services"]?.array) {
                let name = try #require(service["name"]?.string)
                let reads = try #require(service["messaging"]?["afnemers"]?.array)
                let told = Set(
                    reads.map { "\($0["afnemer"]?.string ?? "") \($0["topics"]?.array?.first?.string ?? "")" })
                #expect(told == Set(Afnemers.alle.filter { $0.dienst == name }.map { "\($0.naam) \($0.topic)" }))
            }
        }

        @Test("Een keten die werkt is goed: status, lag, topics, outbox en terms geven 0", .timeLimit(.minutes(4)))
        func goed() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: .zorgaanbieder)
            let status = try await awaitWell(chain, "status")
            #expect(status["problems"]?.array == [])
            let services = try #require(status["services"]?.array)
            #expect(services.count == 4)
            for service in services {
                let program = service["messaging"]?["programma"]
                #expect(program?["versie"]?.string?.isEmpty == false)
                #expect(program?["migraties"] == program?["bekendeMigraties"])
                #expect(service["messaging"]?["relay"]?["leider"]?.string != nil)
            }
            #expect((status["comparison"]?["keys"]?.integer ?? 0) > 0)
            #expect(status["comparison"]?["differing"]?.array == [] && status["comparison"]?["skipped"]?.array == [])
            #expect(status["oldestUnanswered"]?["overdracht"]?.string != nil)
            #expect((status["oldestUnanswered"]?["waiting"]?.integer ?? 0) > 0)

            let groups = try #require(try await awaitWell(chain, "lag", "--window", "3s").array)
            #expect(Set(groups.compactMap { $0["group"]?.string }) == Set(Afnemers.alle.map(\.naam)))
            #expect(groups.allSatisfy { $0["state"]?.string == "OK" })

            let topics = try #require(
                try await awaitWell(chain, "topics", "--register", chain.folder + "/register.yaml").array)
            #expect(topics.count == 5 + 2 * Deelnemer.allCases.count)
            #expect(topics.allSatisfy { $0["problem"] == .null })

            _ = try await awaitWell(chain, "outbox")
            let terms = try #require(
                try await awaitWell(chain, "terms", "--subject", overdracht.lower)["verwijzing"]?.array)
            #expect(terms.contains { $0["soort"]?.string == Termijnsoortstand.onbeantwoord })
            #expect(terms.allSatisfy { $0["onderwerp"]?.string == overdracht.lower })
            let kinds = try await ask(chain, "terms").json["verwijzing"]?["soorten"]?.array ?? []
            #expect(kinds.contains { $0["soort"]?.string == Termijnsoortstand.onbeantwoord })
        }

        @Test(
            "Het spoor van een overdracht: vastgelegd, gepubliceerd, verwerkt, bezorgd, gezien, beantwoord",
            .timeLimit(.minutes(4)))
        func spoor() async throws {
            let chain = try await IntegrationTests.chain()
            let naar = Deelnemer.zorgaanbieder
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: naar)
            let open = try await awaitArrived(chain, overdracht.lower)
            let waits = try #require(open["handovers"]?.array?.first)
            #expect(waits["overdracht"]?.string == overdracht.lower)
            #expect(waits["aangeboden"]?.string != nil && waits["gepubliceerd"]?.string != nil)
            #expect(waits["beantwoord"] == .null)
            #expect(steps(open).contains { $0["stap"]?.string == "termijn loopt tot" })

            try await chain.ontvang(chain.taak("overdracht-beantwoorden", overdracht, als: naar), als: naar)
            // What was seen goes by another road than an answer: it must not be overtaken here.
            try await eventually(within: .seconds(30), "the verwijzing knows that it was seen") {
                try await chain.stand(overdracht, als: .veiligheidsteam)["gezienDoor"]?.string != nil
            }
            try await chain.aanvaard(overdracht, als: naar).expect(200)
            try await chain.aanvaard(overdracht, als: naar).expect(409)
            let whole = try await eventually(within: .seconds(60), "every stage is on the trace") {
                let json = try await awaitArrived(chain, overdracht.lower)
                let handover = json["handovers"]?.array?.first
                return ["bezorgd", "gezien", "beantwoord"].allSatisfy { handover?[$0]?.string != nil } ? json : nil
            }
            let handover = try #require(whole["handovers"]?.array?.first)
            let moments = ["aangeboden", "bezorgd", "gezien", "beantwoord"].compactMap { handover[$0]?.string }
            #expect(moments == moments.sorted() && moments.count == 4)
            // Over the services: those who hear of the handover decided its events, and each step is in order of time.
            let handled = steps(whole).filter { $0["stap"]?.string == "verwerkt" }
            for consumer in [
                "regionaal-veiligheidsteam.overdrachten", "notificaties.overdrachten", "verwijzing.bevestigingen",
            ] {
                #expect(handled.contains { $0["plaats"]?.string == consumer }, "\(consumer)")
            }
            // What was tried and refused, with who and why.
            #expect(
                steps(whole).contains {
                    $0["stap"]?.string == "geweigerd" && $0["soort"]?.string == "overdrachtAanvaarden"
                        && $0["plaats"]?.string?.contains("kan-niet-in-deze-toestand in geaccepteerd") == true
                        && $0["plaats"]?.string?.contains(naar.medewerker("werker")) == true
                }, "\(whole)")
            let times = steps(whole).compactMap { $0["op"]?.string }
            #expect(times == times.sorted())

            // By the reference that people say, and by its place on Kafka.
            let kenmerk = try #require(try await chain.stand(overdracht, als: naar)["kenmerk"]?.string)
            let named = try await awaitArrived(chain, kenmerk)
            #expect(named["handovers"]?.array?.contains { $0["overdracht"]?.string == overdracht.lower } == true)
            let published = try #require(
                steps(whole).first {
                    $0["stap"]?.string == "gepubliceerd" && $0["topic"]?.string == Topics.overdrachten
                })
            let place = "\(Topics.overdrachten)/\(published["plaats"]?.string ?? "")"
            let placed = try await awaitArrived(chain, place)
            #expect(
                steps(placed).contains { $0["bericht"] == published["bericht"] && $0["stap"]?.string == "vastgelegd" })

            let unknown = try await ask(chain, "trace", UUID().lower)
            #expect(unknown.status == 1 && steps(unknown.json).isEmpty)
        }

        private func steps(_ journey: JSON) -> [JSON] { journey["steps"]?.array ?? [] }

        private func awaitArrived(_ chain: Chain, _ what: String) async throws -> JSON {
            try await awaitWell(chain, "trace", what)
        }

        @Test(
            "Een dienst die stilstaat: STOP bij lag, haar naam bij status en trace, en weer goed als zij terug is",
            .timeLimit(.minutes(5)))
        func gestopt() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.zaak(van: chain.meld())
            _ = try await awaitWell(chain, "lag", "--window", "3s")
            try await chain.without(.verwijzing) {
                // Its consumer is gone, and there is work for it on a partition where it has committed.
                try await chain.beoordeel(zaak)
                let group = "verwijzing.casussen"
                let stopped = try await eventually(within: .seconds(60), "lag tells that \(group) stopped") {
                    let (status, json) = try await chain.ketenJSON([
                        "lag", "--group", group, "--window", "3s", "--samples", "3",
                    ])
                    return status == 1 && json.array?.first?["state"]?.string == "STOP" ? json.array?.first : nil
                }
                let behind = try #require(stopped["partitions"]?.array?.first { ($0["lag"]?.integer ?? 0) > 0 })
                #expect(behind["state"]?.string == "STOP")
                #expect(stopped["oldestSeconds"] != nil)

                let (status, state) = try await ask(chain, "status", "--max-lag", "0s")
                #expect(status == 1 && state["well"] == false)
                let problems = (state["problems"]?.array ?? []).compactMap(\.string)
                #expect(problems.contains { $0.hasPrefix("verwijzing reachable") })
                #expect(problems.contains { $0.hasPrefix("\(group) is ") && $0.contains("keten lag --group \(group)") })
                let (traced, journey) = try await ask(chain, "trace", zaak.lower)
                #expect(traced == 1 && journey["silent"]?.array?.contains("verwijzing") == true)
            }
            _ = try await awaitWell(chain, "lag", "--window", "3s")
            _ = try await awaitWell(chain, "status")
            _ = try await awaitArrived(chain, zaak.lower)
        }

        @Test(
            "Het laatste bericht van een sleutel dat de broker kwijtraakt: alleen de vergelijking met de bron ziet het",
            .timeLimit(.minutes(5)))
        func laatsteKwijt() async throws {
            let chain = try await IntegrationTests.chain()
            let zaak = try await chain.zaak(van: chain.meld())
            _ = try await awaitWell(chain, "status")
            let group = "notificaties.casussen"
            let before = try await chain.sequence(zaak)
            try await chain.without(.notificaties) {
                try await chain.beoordeel(zaak)
                try await eventually(within: .seconds(30), "the assessment is published") {
                    let rows = try await chain.query(
                        "select count(*) from outbox where key = \(zaak.lower)",
                        schema: ChainService.veiligheidsteam.schema
                    )
                    return try await chain.sequence(zaak) > before && rows.first?.decode(Int64.self) == Int64(0)
                }
                // The broker has it no more: the group goes on behind it, as it would after a lost tail.
                try await chain.skipToEnd(group, Topics.casussen)
            }
            let (status, state) = try await eventually(within: .seconds(60), "status tells what was lost") {
                let (status, json) = try await chain.ketenJSON(["status", "--grace", "1s"])
                let lost = (json["comparison"]?["differing"]?.array ?? []).contains {
                    $0["cause"]?.string == "lost" && $0["key"]?.string == zaak.lower
                }
                return lost ? (status, json) : nil
            }
            #expect(status == 1)
            let differing = try #require(
                state["comparison"]?["differing"]?.array?.first { $0["key"]?.string == zaak.lower })
            #expect(differing["consumer"]?.string == group && differing["has"]?.integer == Int64(before))
            #expect(differing["event"]?["soort"]?.string == "nl.keten.casussen.beoordeling-vastgelegd.v1")
            #expect(differing["remedy"]?.string?.hasPrefix("keten replay \(group) --missed") == true)
            // Neither lag nor a gap shows it, and a trace names who lacks it.
            _ = try await awaitWell(chain, "lag", "--group", group, "--window", "2s")
            let (traced, journey) = try await ask(chain, "trace", zaak.lower)
            #expect(traced == 1)
            #expect(journey["waiting"]?.array?.contains { $0["consumer"]?.string == group } == true)

            // The next event of the key makes the gap known, and the consumer asks the source for it.
            _ = try await chain.bied(zaak, naar: .zorgaanbieder)
            _ = try await awaitArrived(chain, zaak.lower)
            let well = try await awaitWell(chain, "status", "--grace", "1s")
            #expect(well["comparison"]?["differing"]?.array == [])
        }

        @Test(
            "Wat de broker weigert staat in de outbox, en een tweede poging wordt opgeschreven", .timeLimit(.minutes(3))
        )
        func geweigerd() async throws {
            let chain = try await IntegrationTests.chain()
            let schema = ChainService.verwijzing.schema
            // As the relay marks what the broker will not take: an event of a key of its own.
            let key = UUID().lower
            _ = try await chain.query(
                """
                with told as (
                    insert into event (id, topic, key, sequence, type, subject, data, regio, oefening, created_at)
                    values (gen_random_uuid(), 'keten.overdrachten', \(key), 1, 'nl.keten.overdrachten.proef.v1', \(key), '{}',
                        'regio-a', false, clock_timestamp()) returning seq
                ), given as (
                    insert into stream (topic, key, last_sequence) values ('keten.overdrachten', \(key), 1)
                )
                insert into outbox (seq, topic, key, sequence, failed_at, retry_at, error)
                select seq, 'keten.overdrachten', \(key), 1, clock_timestamp(), clock_timestamp() + interval '1 hour',
                    'MSG_SIZE_TOO_LARGE'
                from told
                """, schema: schema)
            let (status, json) = try await ask(chain, "outbox")
            #expect(status == 1)
            let row = try #require(json["verwijzing"]?["gefaald"]?.array?.first)
            #expect(row["sleutel"]?.string == key && row["fout"]?.string == "MSG_SIZE_TOO_LARGE")
            let seen = try await ask(chain, "status")
            #expect(seen.status == 1)
            #expect(
                (seen.json["problems"]?.array ?? []).contains {
                    $0.string?.contains("refused 1 events of verwijzing") == true
                })

            let seq = "\(row["volgorde"]?.integer ?? 0)"
            let unknown = try await chain.keten(
                "outbox", "retry", "verwijzing", "999999999", "--by", "mw-beheer-1", "--reason", "proef")
            #expect(unknown.status == 1)
            let retried = try await ask(
                chain, "outbox", "retry", "verwijzing", seq, "--by", "mw-beheer-1", "--reason", "limiet verhoogd")
            #expect(retried.status == 0 && retried.json["aantal"]?.integer == 1)
            let acts = try await chain.query(
                "select operator, reason from operator_action where action = 'outbox-retry' and target = \(seq)",
                schema: schema)
            #expect(try acts.first?.decode(String.self, String.self).1 == "limiet verhoogd")
            // The relay takes it at once, and the broker has nothing against it now.
            _ = try await awaitWell(chain, "outbox")
        }

        @Test("Verkeerd gebruik is 64, zonder geheim staat er wat te doen is", .timeLimit(.minutes(1)))
        func gebruik() async throws {
            let chain = try await IntegrationTests.chain()
            for arguments in [
                ["lag", "--group", "bestaat.niet"], ["lag", "--samples", "1"], ["terms", "--subject", "x"],
            ] {
                #expect(try await chain.keten(all: arguments).status == 64, "\(arguments)")
            }
            let wrong = try await chain.keten("trace", "x", "--client-secret-file", "/bestaat/niet")
            #expect(wrong.status == 1 && !wrong.errors.isEmpty)
        }
    }
}

extension Chain {
    fileprivate func ketenJSON(_ arguments: [String]) async throws -> (status: Int32?, json: JSON) {
        let result = try await keten(all: arguments + ["--json"])
        guard let line = result.lines.last else {
            throw ProcessError("keten \(arguments): \(result.status ?? -1) \(result.errors)")
        }
        return (result.status, try JSON.parse(line.utf8))
    }

    /// The last sequence that the veiligheidsteam gave out for a zaak.
    fileprivate func sequence(_ zaak: UUID) async throws -> Int64 {
        try await query(
            "select last_sequence from stream where topic = \(Topics.casussen) and key = \(zaak.lower)",
            schema: ChainService.veiligheidsteam.schema
        ).first?.decode(Int64.self) ?? 0
    }

    /// Reads to the end of every partition for a group of which nobody runs, does nothing with it, and commits.
    fileprivate func skipToEnd(_ group: String, _ topic: String) async throws {
        let partitions = (0..<Topics.partitions).map { TopicPartition(topic: topic, partition: Int32($0)) }
        let configuration = broker.configuration()
        let client = try KafkaClient(configuration, logger: .init(label: "test"))
        let ends = try await client.watermarks(partitions).mapValues(\.high).filter { $0.value > 0 }
        let before = try await client.committed(group: group, Array(ends.keys))
        var behind = Set(ends.keys.filter { (before[$0] ?? nil) ?? 0 < ends[$0] ?? 0 })
        let member = try KafkaConsumer(
            configuration, group: group, topics: [topic], assignment: .range, logger: .init(label: "test"))
        // Within the loop, since a member whose events nobody reads leaves the group.
        for await event in member.events {
            guard case .messages(let messages) = event else { continue }
            for message in messages {
                let next = message.offset + 1
                member.store([message.topicPartition: next])
                if next >= ends[message.topicPartition] ?? 0 { behind.remove(message.topicPartition) }
            }
            guard behind.isEmpty else { continue }
            if let error = await member.commit() { throw error }
            break
        }
        await member.close()
        let committed = try await client.committed(group: group, Array(ends.keys))
        await client.close()
        guard committed.allSatisfy({ ends[$0.key] == $0.value }) else {
            throw UnexpectedReply("the group \(group) does not stand at the end")
        }
    }
}
