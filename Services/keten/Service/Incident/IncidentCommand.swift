import ArgumentParser
import Contracts
import Foundation

/// `keten incident …`: what was seen, judged, decided and ordered, by role, time and phase (C4).
struct IncidentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: "The log of an incident: lines are added, never changed.",
        discussion: """
            Phases: beeldvorming, oordeelsvorming, besluitvorming, opdracht,
            coordinatie-en-controle. No names: everyone who deals with the incident reads
            it.

            Example:
              keten incident open --role ketenbeheer --by mw-beheer-1 \\
                  --text "sleutel van een organisatie op straat"
              keten incident log 0197c8a2-… --phase besluitvorming --role ketenbeheer \\
                  --by mw-beheer-1 --text "afsluiten"
              keten organisation disconnect 0000009900000000… --incident 0197c8a2-… …
              keten incident show 0197c8a2-…
            """,
        subcommands: [Open.self, Log.self, Show.self, List.self])
}

extension IncidentCommand {
    /// Who writes what.
    struct Line: ParsableArguments {
        @Option(help: "In which role, such as ketenbeheer.") var role: String
        @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String
        @Option(help: "What was seen, judged, decided or ordered; without names.") var text: String
        @Flag(help: "This is an exercise.") var exercise = false

        func note(_ phase: String) throws -> Incidentaantekening {
            guard let fase = Incidentfase(rawValue: phase) else {
                throw ValidationError(
                    "--phase is one of \(Incidentfase.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            guard let role = Codewoord(role), let by = MedewerkerId(by), let text = Tekst(text) else {
                throw ValidationError(
                    "--role is a word in lower case, --by a medewerker id such as mw-beheer-1, --text not empty")
            }
            return Incidentaantekening(
                aantekening: .v7(), door: by, rol: role, fase: fase, oefening: exercise, tekst: text)
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open an incident with its first line.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var line: Line

        func run() async throws {
            let incident = UUID.v7()
            try await Incidents.write(try line.note(Incidentfase.beeldvorming.rawValue), to: incident, `operator`)
            if `operator`.json {
                `operator`.print(["incident": .string(incident.text)])
            } else {
                print(incident.text)
            }
        }
    }

    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a line to an incident's log.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var line: Line
        @Argument(help: "The incident's id.") var id: String
        @Option(help: "The phase in which it is said.") var phase: String

        func run() async throws {
            let incident = try Incidents.id(id)
            guard try await !Incidents.read(incident, `operator`).isEmpty else {
                throw Operator.Failure(description: "no incident \(id): keten incident open begins one")
            }
            try await Incidents.write(try line.note(phase), to: incident, `operator`)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show an incident's log, in order of time.")

        @OptionGroup var `operator`: Operator
        @Argument(help: "The incident's id.") var id: String

        func run() async throws {
            let lines = try await Incidents.read(Incidents.id(id), `operator`)
            Incidents.print(lines, `operator`)
            if lines.isEmpty { throw ExitCode(1) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List incidents, each with its first line.")

        @OptionGroup var `operator`: Operator

        func run() async throws { Incidents.print(try await Incidents.read(nil, `operator`), `operator`) }
    }
}
