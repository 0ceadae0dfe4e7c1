import ArgumentParser
import Contracts
import Foundation

extension ReplayCommand {
    struct Refill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Republish from the services' logs to a broker that lost its data.",
            discussion: """
                Each service's own relay does it, in key order and never ahead of its outbox;
                it goes on after a restart. keten.register has no log: apply the register
                again.

                Example:
                  keten replay refill --all --by mw-beheer-1 --reason "Kafka leeg na storing" \\
                      --dry-run
                  keten replay refill --topic keten.meldingen --rate 200 --by mw-beheer-1 \\
                      --reason "topic verwijderd"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @Option(help: "Only this topic.") var topic: String?
        @Flag(help: "All topics of all services.") var all = false
        @Option(help: "Events per second and service at the most.") var rate = 1_000

        func validate() throws {
            guard (topic == nil) == all else { throw ValidationError("name a --topic, or say --all") }
            guard topic != Topics.register else {
                throw ValidationError("\(Topics.register) has no log: keten register apply <file>")
            }
        }

        func run() async throws {
            let token = try await `operator`.token()
            let who = try act.who()
            var results: [Herpublicatie] = []
            for endpoint in try endpoints() {
                let body = Historiehandeling(
                    door: who.door, reden: who.reden, proef: true, topic: topic.flatMap(KorteTekst.init),
                    perSeconde: rate)
                let path = endpoint.url("herpublicaties")
                var result = try Herpublicatie.decode(
                    try await `operator`.post(path, body, token: token), .tolerant)
                if !act.dryRun, result.totaal > 0 {
                    var real = body
                    real.proef = nil
                    result = try Herpublicatie.decode(try await `operator`.post(path, real, token: token), .tolerant)
                }
                results.append(result)
            }
            if `operator`.json { return `operator`.print(.array(results.map(\.json))) }
            for result in results {
                print("\(result.dienst): \(result.totaal) events \(act.dryRun ? "would go" : "go") out again")
            }
            if !act.dryRun { print("follow it with: keten replay status") }
        }

        /// Whoever writes the topic; organisations' own are written by notificaties.
        private func endpoints() throws -> [Operator.Endpoint] {
            guard let topic else { return `operator`.endpoints }
            guard let writer = Topics.writer(of: topic) ?? (topic.hasPrefix("keten.uit.") ? "notificaties" : nil) else {
                throw ValidationError(
                    "no service writes \(topic); it is \(Topics.chain.joined(separator: ", ")) or keten.uit.<oin>")
            }
            return [try `operator`.endpoint(of: writer)]
        }
    }

    /// What pause, resume and cancel share.
    struct RefillStep: ParsableArguments {
        static let all: [any ParsableCommand.Type] = [Pause.self, Resume.self, Cancel.self]

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @OptionGroup var target: Target
        @Argument(help: "The refill's id, as `keten replay status` shows it.") var id: UUID

        func take(_ path: String) async throws {
            let endpoint = try target.endpoint(`operator`)
            let (person, why) = try reason.person()
            let result = try await `operator`.post(
                endpoint.url("herpublicaties/\(id.text)/\(path)"), Historiehandeling(door: person, reden: why),
                token: `operator`.token())
            if `operator`.json { return `operator`.print(result) }
            let refill = try Historiestand.decode(result, .tolerant).herpublicaties.first { $0.id == id }
            print(
                "\(endpoint.name): \(refill?.toestand ?? "?"), \(refill?.gepubliceerd ?? 0) of \(refill?.totaal ?? 0)")
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pause a refill.",
            discussion: """
                Example:
                  keten replay pause verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --by mw-beheer-1 --reason "te druk"
                """)
        @OptionGroup var step: RefillStep
        func run() async throws { try await step.take("pauzes") }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go on with a paused refill.",
            discussion: """
                Example:
                  keten replay resume verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --by mw-beheer-1 --reason "weer rustig"
                """)
        @OptionGroup var step: RefillStep
        func run() async throws { try await step.take("hervattingen") }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cancel a refill; what went out stays out.",
            discussion: """
                Example:
                  keten replay cancel verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --by mw-beheer-1 --reason "verkeerd topic"
                """)
        @OptionGroup var step: RefillStep
        func run() async throws { try await step.take("afbrekingen") }
    }
}
