import ArgumentParser
import Contracts
import Foundation

/// `keten exercise …`: exercises that reach only who takes part (C3).
struct ExerciseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise", abstract: "Begin, list and close exercises.",
        discussion: """
            A melding that is marked `oefening` is taken in only while its sender, and who
            deals with it, take part in an exercise that runs. Everything that follows from
            it is marked and reaches nobody else.

            Example:
              keten exercise start warme-overdracht --region gelderland-midden \\
                  --by mw-beheer-1 --with 00000099000000002000,00000099000000005000 \\
                  --goal "overdracht bij uitval van een wijkteam"
              keten exercise close 0197c8a2-… --by mw-beheer-1 \\
                  --evaluation "het tweede kanaal bleef stil" \\
                  --improvement "mailadres van het team in het register"
            """,
        subcommands: [Start.self, List.self, Close.self])
}

extension ExerciseCommand {
    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin an exercise: from now on its participants can send what is marked as one.")

        @OptionGroup var `operator`: Operator
        @Argument(help: "A short name in lower case with hyphens.") var name: String
        @Option(help: "The region's code.") var region: String
        @Option(help: "OINs of who takes part, separated by commas.") var with: String
        @Option(help: "What it is for; kept in the services, never sent over Kafka.") var goal: String
        @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String
        @OptionGroup var broker: Broker
        @Flag(help: "Show who would take part; begin nothing.") var dryRun = false

        func run() async throws {
            guard let name = Codewoord(name), let region = Codewoord(region) else {
                throw ValidationError("the name and --region are words in lower case with hyphens")
            }
            let oins = try with.split(separator: ",").map { try Connections.oin(String($0)) }
            let known = try await Connections.list(`operator`)
            let found = oins.map { oin in known.first { $0.oin == oin } }
            guard !oins.isEmpty, found.allSatisfy({ $0?.actief == true }) else {
                throw Operator.Failure(
                    description:
                        "not active in the register: \(zip(oins, found).filter { $0.1?.actief != true }.map(\.0.text).joined(separator: ", "))"
                )
            }
            if dryRun {
                if `operator`.json { return `operator`.print(.array(found.compactMap { $0?.json })) }
                var table = Table(columns: ["oin", "name", "region", "state"])
                table.rows = found.compactMap { $0 }.map { [$0.oin.text, $0.naam.text, $0.regio.text, $0.state] }
                table.print()
                return
            }
            guard let operators = known.compactMap(\.beheerder).first else {
                throw Operator.Failure(description: "the services do not say who runs the chain: check KETEN_OIN")
            }
            let (person, goal) = try Exercises.act(by, goal)
            let id = UUID.v7()
            try await Exercises.record(id, Oefenhandeling(door: person, reden: goal, afsluiten: false), `operator`)
            try await Exercises.publish(
                RegisterEvents.OefeningVastgelegd(
                    oefening: id, versie: 1, naam: name, regio: region, deelnemers: oins,
                    door: Persoon(organisatie: operators, medewerker: person), tijdstip: Date(), afgeslotenOp: nil,
                    verbetering: nil), broker, `operator`)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List exercises, running and closed.")

        @OptionGroup var `operator`: Operator

        func run() async throws {
            let all = try await Exercises.list(`operator`)
            if `operator`.json { return `operator`.print(.array(all.map(\.json))) }
            var table = Table(columns: [
                "id", "name", "region", "state", "participants", "goal", "evaluation", "outcome",
            ])
            table.rows = all.map { exercise in
                let outcome = exercise.verbetering.map { $0 ? "improvement" : "none" }
                return [
                    exercise.oefening.text, exercise.naam.text, exercise.regio.text,
                    exercise.afgeslotenOp == nil ? "RUNNING" : "closed", "\(exercise.deelnemers.count)",
                    exercise.doel ?? "-", exercise.evaluatie ?? "-",
                    outcome.map { "\($0): \(exercise.toelichting ?? "-")" } ?? "-",
                ]
            }
            table.print()
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close an exercise, with an evaluation and an improvement or an explicit none.")

        @OptionGroup var `operator`: Operator
        @Argument(help: "The exercise's id.") var id: String
        @Option(help: "What was learned.") var evaluation: String
        @Option(help: "What will be done otherwise.") var improvement: String?
        @Option(help: "In its place: why nothing will.") var noImprovement: String?
        @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String
        @OptionGroup var broker: Broker

        func validate() throws {
            guard (improvement == nil) != (noImprovement == nil) else {
                throw ValidationError("give --improvement, or --no-improvement with the reason")
            }
        }

        func run() async throws {
            let known = try await Exercises.list(`operator`)
            guard var held = known.first(where: { $0.oefening.text == id.lowercased() }) else {
                throw Operator.Failure(description: "no exercise \(id): see keten exercise list")
            }
            guard held.afgeslotenOp == nil else {
                throw Operator.Failure(description: "\(id) was closed already")
            }
            let (person, evaluation) = try Exercises.act(by, evaluation)
            let connections = try await Connections.list(`operator`)
            guard let operators = connections.compactMap(\.beheerder).first else {
                throw Operator.Failure(description: "the services do not say who runs the chain: check KETEN_OIN")
            }
            let act = Oefenhandeling(
                door: person, reden: evaluation, afsluiten: true, verbetering: try improvement.map(Exercises.line),
                geenVerbetering: try noImprovement.map(Exercises.line))
            try await Exercises.record(held.oefening, act, `operator`)
            held.versie += 1
            try await Exercises.publish(
                RegisterEvents.OefeningVastgelegd(
                    oefening: held.oefening, versie: held.versie, naam: held.naam, regio: held.regio,
                    deelnemers: held.deelnemers, door: Persoon(organisatie: operators, medewerker: person),
                    tijdstip: Date(), afgeslotenOp: Date(), verbetering: improvement != nil), broker, `operator`)
        }
    }
}
