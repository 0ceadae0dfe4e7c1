import ArgumentParser
import Contracts
import Foundation

extension QuarantineCommand {
    struct DiscardCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "discard", abstract: "Lay messages away for good; the next of their keys go on.",
            discussion: """
                Nothing handles a discarded message ever: it is the last resort. With
                --fingerprint this command looks up which messages failed with that error now
                and lays each away by itself; broken off halfway the rest stays.

                Example:
                  keten quarantine discard verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --by mw-beheer-1 --reason "dubbel aangeleverd, zie melding 12" \\
                      --dry-run
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @OptionGroup var target: Target
        @Argument(help: "The ids in quarantine.") var ids: [UUID] = []
        @Option(help: "All failed messages with this fingerprint, as they are now.") var fingerprint: String?
        @Flag(help: "Say what it would do; change nothing.") var dryRun = false

        func validate() throws {
            guard ids.isEmpty != (fingerprint == nil) else {
                throw ValidationError("name the messages by their ids, or by --fingerprint")
            }
        }

        func run() async throws {
            let endpoint = try target.endpoint(`operator`)
            var token = try await `operator`.token()
            let chosen = try await chosen(endpoint, token)
            var (done, released) = (0, 0)
            for id in chosen {
                let path = endpoint.url("quarantaine/\(id.text)/wegleggingen")
                do {
                    released += try await discard(path, token)
                } catch let failure as Operator.Failure where failure.status == 401 {
                    token = try await `operator`.token()
                    released += try await discard(path, token)
                }
                done += 1
            }
            let result = Quarantaineuitslag(aantal: done, vrijgegeven: released)
            if `operator`.json { return `operator`.print(result.json) }
            print(
                dryRun
                    ? "\(done) messages would be laid away, and \(released) that wait behind them would go on"
                    : "\(done) messages laid away; \(released) that waited behind them go on")
        }

        private func discard(_ path: String, _ token: String) async throws -> Int {
            let answer = try await `operator`.post(path, reason.act(dryRun: dryRun), token: token)
            return try Quarantaineuitslag.decode(answer, .tolerant).vrijgegeven ?? 0
        }

        private func chosen(_ endpoint: Operator.Endpoint, _ token: String) async throws -> [UUID] {
            guard let fingerprint else { return ids }
            let filter = try Filter.parse(["--status", "failed", "--fingerprint", fingerprint])
            return try await filter.rows(endpoint, `operator`, token).map(\.id)
        }
    }
}
