import ArgumentParser
import Contracts
import Foundation

extension QuarantineCommand {
    struct RedriveCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "redrive", abstract: "Let failed messages be tried again, in the order of their keys.",
            discussion: """
                The service does it, at --rate messages a second; this command only follows,
                and may be broken off: the redrive goes on (`keten quarantine redrives`). What
                is set aside after it started is not in it, and what another redrive has in
                hand neither. Messages that waited behind a redriven one follow by themselves.
                Exits 0 when all of it succeeded, 1 when some failed again, 64 when it was not
                understood.

                Example:
                  keten quarantine redrive verwijzing --fingerprint 3f2a9c01b7d4 --dry-run
                  keten quarantine redrive verwijzing --fingerprint 3f2a9c01b7d4 \\
                      --by mw-beheer-1 --reason "schema bijgewerkt"
                  keten quarantine redrive verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --by mw-beheer-1 --reason "hersteld"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var target: Target
        @Argument(help: "The ids in quarantine, at most 1000; or choose with the options below.") var ids: [UUID] = []
        @Option(help: "Only of this consumer.") var consumer: String?
        @Option(help: "Only with this fingerprint: the same error.") var fingerprint: String?
        @Option(help: "Only of this event type.") var type: String?
        @Option(help: "Only with this key.") var key: String?
        @Option(help: "Only set aside longer ago than this: 30m, 2h, 7d.") var olderThan: Age?
        @Flag(help: "All that failed, whatever it is.") var all = false
        @Option(help: "Messages a second, 1 to 1000.") var rate: Int = Herstartopdracht.gewoonTempo
        @Flag(help: "Only count what it would take; change nothing.") var dryRun = false
        @Flag(help: "Do not wait for the end.") var detach = false
        @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String?
        @Option(help: "Why; kept with the act.") var reason: String?

        private var isChosen: Bool {
            !ids.isEmpty || consumer != nil || fingerprint != nil || type != nil || key != nil || olderThan != nil
        }

        func validate() throws {
            guard isChosen != all else {
                throw ValidationError(
                    "choose what to redrive: ids, --consumer, --fingerprint, --type, --key, --older-than, or --all for all that failed"
                )
            }
            guard ids.count <= 1_000 else { throw ValidationError("at most 1000 ids at once") }
            guard Herstartopdracht.tempos.contains(rate) else { throw ValidationError("--rate is 1 to 1000 a second") }
            if !dryRun || by != nil || reason != nil { _ = try order() }
        }

        /// Trying out needs nobody's name, but the interface asks one of every order.
        private func order() throws -> Herstartopdracht {
            let nobody = dryRun && by == nil && reason == nil
            guard let person = nobody ? .placeholder : by.flatMap(MedewerkerId.init),
                let reason = nobody ? KorteTekst("dry run") : reason.flatMap(KorteTekst.init)
            else {
                throw ValidationError(
                    "--by, a medewerker id such as mw-beheer-1, and --reason, a line of at most 200 characters, are kept with the act"
                )
            }
            return Herstartopdracht(
                door: person, reden: reason, berichten: ids.isEmpty ? nil : ids,
                afnemer: consumer.flatMap(KorteTekst.init), vingerafdruk: fingerprint.flatMap(KorteTekst.init),
                soort: type.flatMap(KorteTekst.init), sleutel: key.flatMap(KorteTekst.init),
                ouderDan: olderThan?.length, tempo: rate)
        }

        func run() async throws {
            let endpoint = try target.endpoint(`operator`)
            let token = try await `operator`.token()
            if dryRun { return try await tryOut(endpoint, token) }
            let started = try Herstart.decode(
                await `operator`.post(endpoint.url("herstarts"), order(), token: token), .tolerant)
            if started.aantal == 0, !`operator`.json {
                print("nothing to do: no failed message is left of this selection that no other redrive has in hand")
                return
            }
            if detach {
                if `operator`.json { return `operator`.print(started.json) }
                return print("redrive \(started.id.text) of \(started.aantal) messages is on its way")
            }
            try await RedriveProgress(endpoint: endpoint, id: started.id, operator: `operator`).follow()
        }

        private func tryOut(_ endpoint: Operator.Endpoint, _ token: String) async throws {
            let found = try Herstartproef.decode(
                await `operator`.post(endpoint.url("herstartproeven"), order(), token: token), .tolerant)
            if `operator`.json { return `operator`.print(found.json) }
            print("\(found.aantal) messages would be tried again, at \(rate) a second")
            if found.bezig > 0 { print("\(found.bezig) more are in another redrive already") }
            for (name, counts) in [("consumer", found.perAfnemer), ("fingerprint", found.perVingerafdruk)]
            where !counts.isEmpty {
                var table = Table(columns: [name, "messages"])
                table.rows = counts.map { [$0.naam, "\($0.aantal)"] }
                print("")
                table.print()
            }
        }
    }
}
