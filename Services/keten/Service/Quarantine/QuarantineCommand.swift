import ArgumentParser
import Contracts
import Foundation

/// `keten quarantine …`: what was set aside, and putting it right.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Messages that were set aside: look, try again, lay away.",
        discussion: """
            A failed message holds its own key; others go on. Fix the cause, then redrive.

            Example:
              keten quarantine list --status failed
              keten quarantine redrive verwijzing --fingerprint 3f2a… --by mw-beheer-1 --reason "schema bijgewerkt" --dry-run
            """,
        subcommands: [List.self, Show.self, Redrive.self, Discard.self])
}

extension QuarantineCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what was set aside, without its content.")

        @OptionGroup var `operator`: Operator
        @Option(help: "failed, waiting, parked, conflict, refused, discarded or resolved.") var status: String?
        @Option(help: "Only of this consumer, such as verwijzing.casussen.") var consumer: String?
        @Option(help: "Only with this fingerprint: the same error.") var fingerprint: String?

        func run() async throws {
            let token = try await `operator`.token()
            var found: [(service: String, row: QuarantaineRij)] = []
            for endpoint in `operator`.endpoints where consumer.map({ $0.hasPrefix(endpoint.name + ".") }) ?? true {
                var after: String?
                repeat {
                    var components = URLComponents(string: endpoint.url + "/v1/beheer/quarantaine")
                    components?.queryItems =
                        [URLQueryItem(name: "limit", value: "200")]
                        + [
                            ("toestand", status), ("afnemer", consumer), ("vingerafdruk", fingerprint),
                            ("after", after),
                        ].compactMap {
                            name, value in value.map { URLQueryItem(name: name, value: $0) }
                        }
                    let page = try await `operator`.get(components?.string ?? endpoint.url, token: token)
                    for row in page["resultaten"]?.array ?? [] {
                        found.append((endpoint.name, try QuarantaineRij.decode(row, .tolerant)))
                    }
                    after = page["volgende"]?.string
                } while after != nil
            }
            if `operator`.json {
                `operator`.print(.array(found.map(\.row.json)))
                return
            }
            var table = Table(columns: ["service", "id", "status", "tries", "fingerprint", "type", "key", "error"])
            table.rows = found.map { service, row in
                [
                    service, row.id.text, row.toestand, "\(row.pogingen)", row.vingerafdruk ?? "-", row.soort,
                    row.sleutel,
                    String((row.fout ?? "").prefix(60)),
                ]
            }
            table.print()
            print("\(found.count) messages")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one message, without its content.")

        @OptionGroup var `operator`: Operator
        @Argument(help: "The service.") var service: String
        @Argument(help: "The id in quarantine.") var id: String

        func run() async throws {
            let endpoint = try `operator`.endpoint(of: service)
            let row = try await `operator`.get(endpoint.url + "/v1/beheer/quarantaine/" + id, token: `operator`.token())
            if `operator`.json {
                `operator`.print(row)
            } else {
                var table = Table(columns: ["field", "value"])
                table.rows = (row.object ?? [:]).sorted { $0.key < $1.key }.map {
                    [$0.key, $0.value.string ?? String(decoding: $0.value.encoded(), as: UTF8.self)]
                }
                table.print()
            }
        }
    }

    /// Who does it and why; both are kept for ever.
    struct Reason: ParsableArguments {
        @Option(help: "Who you are in the register: a medewerker id.") var by: String
        @Option(help: "Why; kept with the act.") var reason: String

        func act(dryRun: Bool = false, consumer: String? = nil, fingerprint: String? = nil) throws
            -> Quarantainehandeling
        {
            guard let person = MedewerkerId(by), let reason = KorteTekst(reason) else {
                throw ValidationError(
                    "--by is a medewerker id such as mw-beheer-1, --reason a line of at most 200 characters")
            }
            return Quarantainehandeling(
                door: person, reden: reason, proef: dryRun ? true : nil, afnemer: consumer.flatMap(KorteTekst.init),
                vingerafdruk: fingerprint.flatMap(KorteTekst.init))
        }
    }

    struct Redrive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let failed messages be tried again now, in the order of their keys.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @Argument(help: "The service.") var service: String
        @Option(help: "One message.") var id: String?
        @Option(help: "Only of this consumer.") var consumer: String?
        @Option(help: "Only with this fingerprint.") var fingerprint: String?
        @Flag(help: "Count only.") var dryRun = false

        func run() async throws {
            let endpoint = try `operator`.endpoint(of: service)
            let path = id.map { "/v1/beheer/quarantaine/\($0)/herstarts" } ?? "/v1/beheer/herstarts"
            let result = try await `operator`.post(
                endpoint.url + path, reason.act(dryRun: dryRun, consumer: consumer, fingerprint: fingerprint),
                token: `operator`.token())
            if `operator`.json {
                `operator`.print(result)
            } else {
                print("\(result["aantal"]?.integer ?? 0) messages \(dryRun ? "would be" : "are being") tried again")
            }
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lay one message away for good; the next of its key goes on.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @Argument(help: "The service.") var service: String
        @Argument(help: "The id in quarantine.") var id: String

        func run() async throws {
            let endpoint = try `operator`.endpoint(of: service)
            let result = try await `operator`.post(
                endpoint.url + "/v1/beheer/quarantaine/\(id)/wegleggingen", reason.act(), token: `operator`.token())
            if `operator`.json {
                `operator`.print(result)
            } else {
                print("laid away; the next message of its key goes on")
            }
        }
    }
}
