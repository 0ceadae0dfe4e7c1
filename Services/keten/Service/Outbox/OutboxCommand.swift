import ArgumentParser
import Contracts
import Foundation

/// `keten outbox`: what is recorded and not published, and letting the relay try again.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "What is recorded and not on Kafka yet; let the relay try again.",
        discussion: """
            An event that the broker refuses holds its own key; the relay tries it again by
            itself every 30 seconds.

            Example:
              keten outbox
              keten outbox retry verwijzing 1842 --by mw-beheer-1 \\
                  --reason "limiet op de broker verhoogd"
            """,
        subcommands: [Show.self, Retry.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count what is unpublished by topic, and list what the broker refused.",
            discussion: "Exits 1 when the broker refused something, or an event is older than --max-age.")

        @OptionGroup var `operator`: Operator
        @Option(help: "Only of this service.") var service: String?
        @Option(help: "How old an unpublished event may be.") var maxAge = Span(.seconds(60))

        func run() async throws {
            let token = try await `operator`.token()
            let endpoints = try service.map { [try `operator`.endpoint(of: $0)] } ?? `operator`.endpoints
            var seen: [(service: String, now: Date, held: [String], outbox: Outboxinzage)] = []
            for endpoint in endpoints {
                // The state tells the database's time, so that ages do not hang on this machine's clock.
                let state = try Berichtenstand.decode(
                    await `operator`.get(endpoint.url + "/v1/beheer/stand", token: token), .tolerant)
                let outbox = try Outboxinzage.decode(
                    await `operator`.get(endpoint.url + "/v1/beheer/outbox", token: token), .tolerant)
                seen.append((endpoint.name, state.op, state.aangehouden, outbox))
            }
            if `operator`.json {
                `operator`.print(
                    .object(JSON.Members(seen.map { ($0.service, $0.outbox.json) })))
            } else {
                show(seen)
            }
            let late = seen.contains { one in
                one.outbox.topics.contains {
                    !one.held.contains($0.topic) && one.now.timeIntervalSince($0.oudsteOp) > maxAge.duration.seconds
                }
            }
            if late || seen.contains(where: { !$0.outbox.gefaald.isEmpty }) { throw ExitCode(1) }
        }

        private func show(_ seen: [(service: String, now: Date, held: [String], outbox: Outboxinzage)]) {
            var table = Table(columns: ["service", "topic", "unpublished", "keys", "oldest", ""])
            for one in seen {
                table.rows += one.outbox.topics.map {
                    [
                        one.service, $0.topic, "\($0.aantal)", "\($0.sleutels)",
                        Span.text(max(0, one.now.timeIntervalSince($0.oudsteOp))),
                        one.held.contains($0.topic) ? "waits: its organisation is cut off" : "",
                    ]
                }
            }
            if table.rows.isEmpty { return print("everything is published") }
            table.print()
            var refused = Table(columns: [
                "service", "event", "key", "number", "type", "behind it", "again in", "error",
            ])
            for one in seen {
                refused.rows += one.outbox.gefaald.map { row in
                    [
                        one.service, "\(row.volgorde)", row.sleutel, "\(row.volgnummer)", row.soort,
                        "\(row.erachter)",
                        row.opnieuwOp.map { Span.text(max(0, $0.timeIntervalSince(one.now))) } ?? "-",
                        String(row.fout.prefix(80)),
                    ]
                }
            }
            if refused.rows.isEmpty { return }
            print("\nrefused by the broker:")
            refused.print()
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the relay publish a refused event again now, or all of a service.",
            discussion: "Recorded with who did it and why. Exits 1 when there is no such refused event.")

        @OptionGroup var `operator`: Operator
        @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String
        @Option(help: "Why; kept with the act.") var reason: String
        @Argument(help: "The service.") var service: String
        @Argument(help: "The event, as `keten outbox` names it; all of them when left out.") var event: Int?

        func run() async throws {
            guard let person = MedewerkerId(by), let why = KorteTekst(reason) else {
                throw ValidationError(
                    "--by is a medewerker id such as mw-beheer-1, --reason a line of at most 200 characters")
            }
            let endpoint = try `operator`.endpoint(of: service)
            let path = event.map { "/v1/beheer/outbox/\($0)/pogingen" } ?? "/v1/beheer/outbox/pogingen"
            let result = try await `operator`.post(
                endpoint.url + path, Outboxhandeling(door: person, reden: why), token: `operator`.token())
            if `operator`.json {
                `operator`.print(result)
            } else {
                print("\(result["aantal"]?.integer ?? 0) events are being tried again")
            }
        }
    }
}
