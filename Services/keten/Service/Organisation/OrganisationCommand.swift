import ArgumentParser
import Contracts
import Foundation

/// `keten organisation …`: who is connected, and cutting one off without touching the others (C1, C2).
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Who is connected; cut one off, and connect it again.",
        discussion: """
            While an organisation is cut off its requests are refused with 503, what it
            sends over Kafka waits on its topic, and what it is to receive waits in the
            outboxes. Terms go on, and the region's named person gets a task. The others
            notice nothing. Back again everything goes on in order.

            Example:
              keten organisation show 00000099000000003000
              keten organisation disconnect 00000099000000003000 \\
                  --cause beveiligingsincident --by mw-beheer-1 \\
                  --reason "sleutel gelekt, gemeld door hun beheerder" --dry-run
              keten organisation connect 00000099000000003000 --by mw-beheer-1 \\
                  --reason "nieuwe sleutel in gebruik"
            """,
        subcommands: [List.self, Show.self, Succession.self, Disconnect.self, Connect.self])
}

extension OrganisationCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the organisations of the register.")

        @OptionGroup var `operator`: Operator
        @Flag(help: "Only those that are cut off.") var cutOff = false

        func run() async throws {
            let all = try await Connections.list(`operator`).filter { !cutOff || $0.afgesloten }
            if `operator`.json { return `operator`.print(.array(all.map(\.json))) }
            var table = Table(columns: ["oin", "name", "state", "since", "reference"])
            table.rows = all.map {
                [
                    $0.oin.text, $0.naam.text, $0.state, $0.afgesloten ? $0.sinds.map(RFC3339.text) ?? "-" : "-",
                    $0.afgesloten ? $0.kenmerk?.text ?? "-" : "-",
                ]
            }
            table.print()
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how each service sees one organisation, and what of it is open or waits.",
            discussion: "Exits 1 when a service does not answer or sees it otherwise than the others.")

        @OptionGroup var `operator`: Operator
        @Argument(help: "The organisation's OIN.") var oin: String

        func run() async throws {
            let connections = try await Connections.ask(`operator`, Connections.oin(oin))
            connections.print(`operator`)
            if !connections.agree { throw ExitCode(1) }
        }
    }

    /// O17, O23: closing, merging and splitting are the register's; this says what comes of it.
    struct Succession: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what of an organisation passes to another when it stops, and what has not yet.",
            discussion: """
                Changes nothing. Before the day it is a preview; afterwards what is still to
                pass, so that 0 means done. The register says who comes in its place: give the
                organisation `actief: false` or a day `stoptOp`, and an `opvolger` (with
                `opvolgers` per gemeente where it is split), and apply it. Exits 1 after the
                day while something is left.

                Example:
                  keten organisation succession 00000099000000003000
                """)

        @OptionGroup var `operator`: Operator
        @Argument(help: "The organisation's OIN.") var oin: String

        func run() async throws {
            let connections = try await Connections.ask(`operator`, Connections.oin(oin))
            connections.print(`operator`)
            let left = connections.seen.values.flatMap(\.openstaand).filter { Self.passes.contains($0.naam) }
            if !`operator`.json {
                let total = left.reduce(0) { $0 + $1.aantal }
                print(connections.newest?.actief == false ? "\(total) still to pass" : "\(total) would pass")
            }
            if connections.newest?.actief == false, left.contains(where: { $0.aantal > 0 }) { throw ExitCode(1) }
        }

        /// What of the counts goes with the organisation's place; the others follow from these.
        private static let passes: Set = [
            "aanbod-aan-haar", "aanbod-van-haar", "regie", "geschillen", "verklaringen", "verwijzingen", "adviesvragen",
            "vragenlijsten", "hulp-aan-kinderen", "navragen-van-haar", "bescherming", "maatregelen", "overleggen",
            "taken",
        ]
    }

    struct Disconnect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cut one organisation off in every service; the others go on.",
            discussion: """
                Exits 0 when every service did it, 1 when one has not yet: that one does it as
                soon as it is back.

                Example:
                  keten organisation disconnect 00000099000000003000 --cause storing \\
                      --by mw-beheer-1 --reason "op verzoek"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var change: Change
        @Option(help: "op-eigen-verzoek, beveiligingsincident, storing, onderhoud or oefening.") var cause: String

        func run() async throws {
            guard let cause = RegisterEvents.Afsluitreden(rawValue: cause) else {
                throw ValidationError(
                    "--cause is one of \(RegisterEvents.Afsluitreden.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            try await change.run(`operator`, cutOff: cause)
        }
    }

    struct Connect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Connect an organisation again; what waited goes on in order.",
            discussion: """
                Exits 0 when every service did it, 1 when one has not yet: that one does it as
                soon as it is back.

                Example:
                  keten organisation connect 00000099000000003000 --by mw-beheer-1 \\
                      --reason "nieuwe sleutel in gebruik"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var change: Change

        func run() async throws { try await change.run(`operator`, cutOff: nil) }
    }
}
