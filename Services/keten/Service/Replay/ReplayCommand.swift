import ArgumentParser
import Contracts
import Foundation

/// `keten replay …`: gives a consumer its history, and a broker what it lost.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Give one consumer its history again, or refill a broker that lost its data.",
        discussion: """
            A consumer alone gets its history again, from its source's log; nobody else
            sees it. What it had decided before is given without outgoing work: no task,
            mail or message to others. What it had missed is done.

            Example:
              keten replay verwijzing.casussen --missed --by mw-beheer-1 \\
                  --reason "na terugzetten" --dry-run
              keten replay verwijzing.casussen --from 2026-11-24T00:00:00Z \\
                  --by mw-beheer-1 --reason "fout in 1.4 hersteld"
              keten replay refill --all --by mw-beheer-1 --reason "Kafka leeg na storing"
              keten replay status
            """,
        subcommands: [
            Consumer.self, Baseline.self, Skip.self, Restart.self, Refill.self, Status.self,
        ] + RefillStep.all, defaultSubcommand: Consumer.self)
}

extension ReplayCommand {
    struct Consumer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give one consumer its history (what `keten replay <consumer>` does).")

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @Argument(help: "The consumer, such as verwijzing.casussen.") var consumer: String
        @Flag(help: "All that it has not seen, also where nothing told it that there is a gap.") var missed = false
        @Flag(help: "Everything, from the first event.") var everything = false
        @Option(help: "Everything since this moment (RFC 3339).") var from: String?
        @Option(help: "Only this key.") var key: String?
        @Option(help: "With --key: from this number on.") var fromSequence: Int?

        func validate() throws {
            let ways = [missed, everything, from != nil, fromSequence != nil].count { $0 }
            guard ways == 1 else {
                throw ValidationError(
                    "say which history: --missed, --everything, --from <time>, or --key with --from-sequence")
            }
            guard fromSequence == nil || key != nil else { throw ValidationError("--from-sequence needs --key") }
        }

        func run() async throws {
            var since: Date?
            if let from {
                since = RFC3339.date(from)
                guard since != nil else { throw ValidationError("--from is a moment such as 2026-11-24T00:00:00Z") }
            }
            try await Wish(
                consumer: consumer, kind: missed ? "catch-up" : "rebuild", since: since, key: key,
                fromSequence: fromSequence
            ).ask(`operator`, act)
        }
    }

    struct Baseline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a new consumer begin late: what lies before counts as known.",
            discussion: """
                Keys that the consumer knows already stay as they are.

                Example:
                  keten replay baseline notificaties.casussen --at 2026-11-25T00:00:00Z \\
                      --by mw-beheer-1 --reason "nieuw"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @Argument(help: "The consumer.") var consumer: String
        @Option(help: "The cut-off (RFC 3339): events from then on are given.") var at: String

        func run() async throws {
            guard let since = RFC3339.date(at) else {
                throw ValidationError("--at is a moment such as 2026-11-24T00:00:00Z")
            }
            try await Wish(consumer: consumer, kind: "baseline", since: since, key: nil, fromSequence: nil)
                .ask(`operator`, act)
        }
    }

    /// What is asked of one consumer's history: counted first, then noted.
    struct Wish {
        let consumer: String
        let kind: String
        let since: Date?
        let key: String?
        let fromSequence: Int?

        func ask(_ operator: Operator, _ act: Act) async throws {
            let endpoint = try `operator`.endpoint(of: consumer)
            let token = try await `operator`.token()
            let who = try act.who()
            let body = Historiehandeling(
                door: who.door, reden: who.reden, soort: KorteTekst(kind), sinds: since,
                sleutel: key.flatMap(KorteTekst.init), van: fromSequence)
            let base = endpoint.url("afnemers/\(consumer)")
            let counted = try await `operator`.post(base + "/herhalingsproeven", body, token: token)
            let preview = try Herhalingsproef.decode(counted, .tolerant)
            if !act.dryRun { _ = try await `operator`.post(base + "/herhalingen", body, token: token) }
            if `operator`.json { return `operator`.print(counted) }
            let least = preview.volledig ? "" : "at least "
            print(
                """
                \(consumer) \(act.dryRun ? "would be" : "is") given \(least)\(preview.gebeurtenissen) events of \
                \(preview.sleutels) keys, \(preview.stil) of them without outgoing work
                """)
            if !act.dryRun { print("follow it with: keten replay status") }
        }
    }

    struct Skip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pass over numbers that the source cannot supply.",
            discussion: """
                Up to the next message that waits, or to --through. Those events are then never
                given to this consumer.

                Example:
                  keten replay skip verwijzing.casussen \\
                      --key 01a1fd37-7e25-7c3d-b47e-16d62628cfbf --by mw-beheer-1 \\
                      --reason "niet meer in het logboek" --dry-run
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @Argument(help: "The consumer.") var consumer: String
        @Option(help: "The key.") var key: String
        @Option(help: "The last number to pass over.") var through: Int?

        func run() async throws {
            let endpoint = try `operator`.endpoint(of: consumer)
            let who = try act.who()
            let result = try await `operator`.post(
                endpoint.url("afnemers/\(consumer)/overslagen"),
                Historiehandeling(
                    door: who.door, reden: who.reden, proef: act.dryRun, sleutel: KorteTekst(key), tot: through),
                token: `operator`.token())
            if `operator`.json { return `operator`.print(result) }
            let range = try Overgeslagen.decode(result, .tolerant)
            print("\(consumer) \(act.dryRun ? "would pass" : "passes") over \(range.van) to \(range.tot) of \(key)")
        }
    }

    struct Restart: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let consumers read their topics from the beginning; their positions know what they had.",
            discussion: """
                For consumers that stand still because the broker no longer has what they had
                reached.

                Example:
                  keten replay restart --all --by mw-beheer-1 \\
                      --reason "Kafka leeg na storing" --dry-run
                  keten replay restart verwijzing.casussen --by mw-beheer-1 \\
                      --reason "offset te oud"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @Argument(help: "The consumer.") var consumer: String?
        @Flag(help: "All consumers of all services.") var all = false

        func validate() throws {
            guard (consumer == nil) == all else { throw ValidationError("name a consumer, or say --all") }
        }

        func run() async throws {
            let token = try await `operator`.token()
            let who = try act.who()
            var results: [JSON] = []
            for endpoint in try consumer.map({ [try `operator`.endpoint(of: $0)] }) ?? `operator`.endpoints {
                results.append(
                    try await `operator`.post(
                        endpoint.url("afnemers/\(consumer ?? "alle")/herstarts"),
                        Historiehandeling(door: who.door, reden: who.reden, proef: act.dryRun), token: token))
            }
            if `operator`.json { return `operator`.print(.array(results)) }
            for result in results {
                let restart = try Afnemerherstart.decode(result, .tolerant)
                for name in restart.afnemers {
                    print("\(name) \(act.dryRun ? "would read" : "reads") from the beginning")
                }
                if restart.stilstaand > 0 { print("\(restart.stilstaand) partitions stood still") }
            }
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show refills, replays and consumers that stand still. Exits 1 when one stands still.")

        @OptionGroup var `operator`: Operator

        func run() async throws {
            let token = try await `operator`.token()
            var states: [(name: String, state: Historiestand)] = []
            for endpoint in `operator`.endpoints {
                let state = try await `operator`.get(endpoint.url("historie"), token: token)
                states.append((endpoint.name, try Historiestand.decode(state, .tolerant)))
            }
            if `operator`.json {
                `operator`.print(.object(JSON.Members(states.map { ($0.name, $0.state.json) })))
            } else {
                show(states.map(\.state))
            }
            if states.contains(where: { !$0.state.stilstand.isEmpty }) { throw ExitCode(1) }
        }

        private func show(_ states: [Historiestand]) {
            var refills = Table(columns: ["refill of", "topic", "published", "total", "per second", "state", "id"])
            refills.rows = states.flatMap(\.herpublicaties).map {
                [
                    $0.dienst, $0.topic ?? "all", "\($0.gepubliceerd)", "\($0.totaal)", "\($0.perSeconde)", $0.toestand,
                    $0.id.text,
                ]
            }
            var replays = Table(columns: ["replay of", "kind", "keys", "events", "still to do", "state", "since"])
            replays.rows = states.flatMap(\.herhalingen).map {
                [
                    $0.afnemer, $0.soort, "\($0.sleutels)", "\($0.gebeurtenissen)", "\($0.nogTeDoen)", $0.toestand,
                    RFC3339.text($0.begonnenOp),
                ]
            }
            var standing = Table(columns: ["stands still", "partition", "since", "error"])
            standing.rows = states.flatMap(\.stilstand).map {
                [$0.afnemer, "\($0.topic)/\($0.partitie)", RFC3339.text($0.sinds), $0.fout]
            }
            for table in [refills, replays, standing] where !table.rows.isEmpty { table.print() }
            if [refills, replays, standing].allSatisfy({ $0.rows.isEmpty }) {
                print("no refill, no replay, and no consumer stands still")
            }
        }
    }
}
