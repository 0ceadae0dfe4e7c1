import ArgumentParser
import Contracts
import Foundation

/// `keten restore …`: after a service's schema was restored to an earlier point.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Choose between two histories, after a schema was restored to an earlier point.",
        discussion: """
            A key of which the source tells another history than was taken is held until
            somebody chooses: accept the restored history, or lay away what somebody said
            by mistake. The runbook is deploy/runbooks/restore-schema.md.

            Example:
              keten restore conflicts
              keten restore accept --source verwijzing --by mw-beheer-1 \\
                  --reason "teruggezet naar 03:00" --dry-run
              keten restore discard --key 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                  --by mw-beheer-1 --reason "valse afzender"
            """,
        subcommands: [Conflicts.self, Accept.self, Discard.self])
}

extension RestoreCommand {
    /// Which keys are meant.
    struct Selection: ParsableArguments {
        @Option(help: "Only at this consumer, such as notificaties.overdrachten.") var consumer: String?
        @Option(help: "Only of this source: a service's name.") var source: String?
        @Option(help: "Only this key.") var key: String?
    }

    struct Conflicts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys that wait for a choice. Exits 1 when there are any.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var selection: Selection

        func run() async throws {
            let found = try await selection.conflicts(`operator`)
            if `operator`.json {
                `operator`.print(.array(found.map(\.json)))
            } else {
                var table = Table(columns: [
                    "consumer", "source", "key", "taken to", "of", "goes on after", "of", "waiting", "from", "to",
                ])
                table.rows = found.map {
                    [
                        $0.afnemer, $0.bron.split(separator: ":").last.map(String.init) ?? $0.bron, $0.sleutel,
                        "\($0.verwerktTot)", $0.eigen ?? "-", $0.gaatVerderNa.map(String.init) ?? "not said",
                        $0.ander ?? "-", "\($0.berichten)", "\($0.eerste)", "\($0.laatste)",
                    ]
                }
                table.print()
                print("\(found.count) keys wait for a choice")
            }
            if !found.isEmpty { throw ExitCode(1) }
        }
    }

    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Follow the restored history: each key goes back to where it goes on, and what waits runs in order.",
            discussion: """
                What was done after that point stays done; a person looks at those keys. With
                --dry-run it counts them.
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @OptionGroup var selection: Selection
        @Flag(help: "All keys that wait for a choice.") var all = false
        @Option(help: "Which history, where a source tells more than one.") var history: String?

        func validate() throws { try selection.require(all) }

        func run() async throws {
            try await selection.choose(
                `operator`, act, "aanvaardingen", history: history,
                did: ("follow the restored history", "events of the history given up had been done"))
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lay away what the other history says; each key goes on with the history that was taken.")

        @OptionGroup var `operator`: Operator
        @OptionGroup var act: Act
        @OptionGroup var selection: Selection
        @Flag(help: "All keys that wait for a choice.") var all = false

        func validate() throws { try selection.require(all) }

        func run() async throws {
            try await selection.choose(
                `operator`, act, "wegleggingen", history: nil,
                did: ("go on with their own history", "messages of the other are laid away"))
        }
    }
}

extension RestoreCommand.Selection {
    func require(_ all: Bool) throws {
        guard all == (consumer == nil && source == nil && key == nil) else {
            throw ValidationError("name a --consumer, a --source or a --key, or say --all")
        }
    }

    private func endpoints(_ operator: Operator) throws -> [Operator.Endpoint] {
        try consumer.map { [try `operator`.endpoint(of: $0)] } ?? `operator`.endpoints
    }

    /// The consumers' services know a source by its whole name only.
    func conflicts(_ operator: Operator) async throws -> [Geschiedenisconflict] {
        let token = try await `operator`.token()
        var found: [Geschiedenisconflict] = []
        for endpoint in try endpoints(`operator`) {
            let answer = try await `operator`.get(
                endpoint.url("conflicten", [("afnemer", consumer), ("sleutel", key)]), token: token)
            found += try Geschiedenisconflicten.decode(answer, .tolerant).conflicten
        }
        return found.filter { conflict in
            source.map { conflict.bron.hasSuffix(":" + $0) || conflict.bron == $0 } ?? true
        }
    }

    func choose(
        _ operator: Operator, _ act: Act, _ path: String, history: String?, did: (String, String)
    ) async throws {
        let token = try await `operator`.token()
        let who = try act.who()
        let sources = source == nil ? [nil] : Set(try await conflicts(`operator`).map(\.bron)).sorted().map { $0 }
        var total = Conflictuitslag(sleutels: 0, overgeslagen: 0, opgegeven: 0)
        for endpoint in try endpoints(`operator`) {
            for name: String? in sources {
                let body = Conflicthandeling(
                    door: who.door, reden: who.reden, proef: act.dryRun, afnemer: consumer.flatMap(KorteTekst.init),
                    bron: name.flatMap(KorteTekst.init), sleutel: key.flatMap(KorteTekst.init),
                    geschiedenis: history.flatMap(KorteTekst.init))
                let part = try Conflictuitslag.decode(
                    try await `operator`.post(endpoint.url("conflicten/" + path), body, token: token),
                    .tolerant)
                total.sleutels += part.sleutels
                total.overgeslagen += part.overgeslagen
                total.opgegeven += part.opgegeven
            }
        }
        if `operator`.json {
            `operator`.print(total.json)
        } else {
            print("\(total.sleutels) keys \(act.dryRun ? "would " : "")\(did.0); \(total.opgegeven) \(did.1)")
            if total.overgeslagen > 0 {
                print(
                    "\(total.overgeslagen) keys stay held: their source does not say where it goes on, or tells more histories"
                )
            }
        }
        if total.overgeslagen > 0 { throw ExitCode(1) }
    }
}
