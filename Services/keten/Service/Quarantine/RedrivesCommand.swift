import ArgumentParser
import Contracts
import Foundation

extension QuarantineCommand {
    struct RedrivesCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "redrives", abstract: "The redrives and how far they are; follow, pause, resume, cancel one.",
            discussion: """
                Example:
                  keten quarantine redrives
                  keten quarantine redrives pause verwijzing \\
                      01a1fd37-7e25-7c3d-b47e-16d62628cfbf --by mw-beheer-1 \\
                      --reason "database is druk"
                """,
            subcommands: [List.self, Show.self, Follow.self, Pause.self, Resume.self, Cancel.self],
            defaultSubcommand: List.self)

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "List the redrives of all services, the newest first.",
                discussion: "Example:\n  keten quarantine redrives list --open --json")

            @OptionGroup var `operator`: Operator
            @Flag(help: "Only what is not over.") var open = false

            func run() async throws {
                let token = try await `operator`.token()
                var found: [Herstart] = []
                for endpoint in `operator`.endpoints {
                    let page = try await `operator`.get(
                        endpoint.url("herstarts", [("limit", "200"), ("lopend", open ? "true" : nil)]), token: token)
                    for item in page["resultaten"]?.array ?? [] { found.append(try Herstart.decode(item, .tolerant)) }
                }
                found.sort { $0.id.text > $1.id.text }
                if `operator`.json { return `operator`.print(.array(found.map(\.json))) }
                var table = Table(columns: [
                    "service", "id", "status", "messages", "succeeded", "failed", "left", "rate", "since", "by",
                    "selection", "reason",
                ])
                table.rows = found.map {
                    [
                        $0.dienst, $0.id.text, $0.toestand, "\($0.aantal)", "\($0.gelukt)", "\($0.opnieuwMislukt)",
                        "\($0.teGaan)", "\($0.tempo)/s", RFC3339.text($0.grensOp), $0.begonnenDoor, $0.selectie,
                        $0.reden,
                    ]
                }
                table.print()
            }
        }

        struct Show: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Show how far one redrive is.",
                discussion: "Example:\n  keten quarantine redrives show verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf"
            )

            @OptionGroup var `operator`: Operator
            @OptionGroup var target: Target
            @Argument(help: "The redrive.") var id: UUID

            func run() async throws {
                let answer = try await `operator`.get(
                    target.endpoint(`operator`).url("herstarts/\(id.text)"), token: `operator`.token())
                if `operator`.json { return `operator`.print(answer) }
                print(RedriveProgress.line(try Herstart.decode(answer, .tolerant)))
            }
        }

        struct Follow: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Follow a redrive until it is over; exits as `redrive` does.",
                discussion:
                    "Example:\n  keten quarantine redrives follow verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf")

            @OptionGroup var `operator`: Operator
            @OptionGroup var target: Target
            @Argument(help: "The redrive.") var id: UUID

            func run() async throws {
                try await RedriveProgress(endpoint: target.endpoint(`operator`), id: id, operator: `operator`).follow()
            }
        }

        struct Pause: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Hold a redrive up; what it let go already is still tried.",
                discussion: """
                    Example:
                      keten quarantine redrives pause verwijzing \\
                          01a1fd37-7e25-7c3d-b47e-16d62628cfbf --by mw-1 --reason "druk"
                    """)
            @OptionGroup var act: Act
            func run() async throws { try await act.run("pauzes") }
        }

        struct Resume: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Let a paused redrive go on.",
                discussion: """
                    Example:
                      keten quarantine redrives resume verwijzing \\
                          01a1fd37-7e25-7c3d-b47e-16d62628cfbf --by mw-1 --reason "rustig"
                    """)
            @OptionGroup var act: Act
            func run() async throws { try await act.run("hervattingen") }
        }

        struct Cancel: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Break a redrive off; what it let go already is still tried.",
                discussion: """
                    Example:
                      keten quarantine redrives cancel verwijzing \\
                          01a1fd37-7e25-7c3d-b47e-16d62628cfbf --by mw-1 --reason "fout"
                    """)
            @OptionGroup var act: Act
            func run() async throws { try await act.run("afbrekingen") }
        }

        /// What pause, resume and cancel share.
        struct Act: ParsableArguments {
            @OptionGroup var `operator`: Operator
            @OptionGroup var reason: Reason
            @OptionGroup var target: Target
            @Argument(help: "The redrive.") var id: UUID

            func run(_ path: String) async throws {
                let answer = try await `operator`.post(
                    target.endpoint(`operator`).url("herstarts/\(id.text)/\(path)"), reason.act(),
                    token: `operator`.token())
                if `operator`.json { return `operator`.print(answer) }
                print(RedriveProgress.line(try Herstart.decode(answer, .tolerant)))
            }
        }
    }
}
