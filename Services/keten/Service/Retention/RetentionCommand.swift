import ArgumentParser
import Contracts
import Foundation

/// `keten retention`: what is kept until when, what was destroyed, and keeping something longer (P4).
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "What is kept until when; hold or release a zaak's content.",
        discussion: """
            Each service destroys the keys of content whose term is over, by itself. Terms
            stand in the register, by organisation and kind. A running dispute, a request
            by the family and an unanswered question keep a dossier; so does a hold.

            Example:
              keten retention
              keten retention show --within 30d --service verwijzing
              keten retention hold 01a1fd37-7e25-7c3d-b47e-16d62628cfbf --cause klacht \\
                  --by mw-beheer-1 --reason "klacht 12"
              keten retention release 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                  --by mw-beheer-1 --reason "klacht afgerond"
            """,
        subcommands: [Show.self, Hold.self, Release.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count what is due, held and destroyed by kind, and list what goes first.",
            discussion: "Nothing is changed. Each service lists 1,000 at the most.")

        @OptionGroup var `operator`: Operator
        @Option(help: "Only of this service.") var service: String?
        @Option(help: "Also what goes within this time.") var within = Span(.seconds(0))

        func run() async throws {
            let token = try await `operator`.token()
            let endpoints = try service.map { [try `operator`.endpoint(of: $0)] } ?? `operator`.endpoints
            var found: [(service: String, stand: Bewaarstand)] = []
            for endpoint in endpoints {
                let json = try await `operator`.get(
                    endpoint.url("bewaring", [("binnen", "\(Int(within.duration.seconds))")]), token: token)
                found.append((endpoint.name, try Bewaarstand.decode(json, .tolerant)))
            }
            if `operator`.json {
                return `operator`.print(
                    .object(JSON.Members(found.map { ($0.service, $0.stand.json) })))
            }
            show(found)
        }

        private func show(_ found: [(service: String, stand: Bewaarstand)]) {
            var kinds = Table(columns: ["service", "kind", "kept for", "due", "held", "destroyed", "keys", "last"])
            var rows = Table(columns: ["service", "kind", "of", "ended", "goes", "term", "ground", "held by"])
            for (service, stand) in found {
                kinds.rows += stand.soorten.map {
                    [
                        service, $0.soort.rawValue, $0.termijn.text, "\($0.vervallen)", "\($0.aangehouden)",
                        "\($0.vernietigd)", "\($0.sleutels)", $0.laatstOp.map(RFC3339.text) ?? "-",
                    ]
                }
                rows.rows += stand.vervalt.map {
                    [
                        service, $0.soort.rawValue, $0.onderwerp.text, RFC3339.text($0.geeindigdOp),
                        RFC3339.text($0.vernietigenOp), $0.termijn.text, $0.grond.rawValue,
                        $0.houdtTegen.isEmpty ? "-" : $0.houdtTegen.joined(separator: ", "),
                    ]
                }
            }
            kinds.print()
            if !rows.rows.isEmpty {
                print("")
                rows.print()
            }
        }
    }

    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep the content of a zaak, casus or melding beyond its term, in every service.",
            discussion: "Recorded with who did it and why. A zaak's hold keeps its casus and meldingen, too.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @Argument(help: "The id of the zaak, casus or melding.") var subject: UUID
        @Option(help: "klacht, onderzoek, rechtszaak, geschil or verzoek-gezin.") var cause: String

        func run() async throws {
            guard let cause = Aanhoudreden(rawValue: cause) else {
                throw ValidationError(
                    "--cause is one of \(Aanhoudreden.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            try await RetentionCommand.hold(`operator`, subject, cause, reason)
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lift what was held by hand; what is due goes at the next look.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @Argument(help: "The id of the zaak, casus or melding.") var subject: UUID

        func run() async throws { try await RetentionCommand.hold(`operator`, subject, nil, reason) }
    }

    private static func hold(_ `operator`: Operator, _ subject: UUID, _ cause: Aanhoudreden?, _ reason: Reason)
        async throws
    {
        let (door, waarom) = try reason.person()
        let token = try await `operator`.token()
        for endpoint in `operator`.endpoints {
            let answer = try Bewaaruitslag.decode(
                await `operator`.post(
                    endpoint.url("bewaring/\(subject.text)/aanhoudingen"),
                    Bewaarhandeling(door: door, reden: waarom, waarom: cause), token: token), .tolerant)
            let held = answer.aanhoudingen
            print("\(endpoint.name): \(held.isEmpty ? "not held" : "held: " + held.joined(separator: ", "))")
        }
    }
}
