import ArgumentParser
import Contracts
import Foundation

/// `keten trace`: the whole way of a message or a zaak over the services.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Show where a message, zaak or correlation went, over all services.",
        discussion: """
            Example:
              keten trace 01a1fd37-7e25-7c3d-b47e-16d62628cfbf
            """)

    @OptionGroup var `operator`: Operator
    @Argument(help: "Id of an event, an aggregate, a zaak or a correlation.") var id: String

    func run() async throws {
        let token = try await `operator`.token()
        var steps = try await steps(of: id, token: token)
        // What the same cause brought about elsewhere carries the same correlation.
        for correlation in Set(steps.compactMap(\.correlatie)).subtracting([id]).sorted().prefix(Self.causes) {
            for step in try await self.steps(of: correlation, token: token) where !steps.contains(step) {
                steps.append(step)
            }
        }
        steps.sort { $0.op < $1.op }
        if `operator`.json {
            `operator`.print(.array(steps.map(\.json)))
        } else {
            var table = Table(columns: ["when", "service", "step", "what", "key", "number", "place"])
            table.rows = steps.map {
                [
                    RFC3339.text($0.op), $0.dienst, $0.stap, $0.soort, $0.sleutel, $0.volgnummer.map(String.init) ?? "",
                    $0.plaats ?? "",
                ]
            }
            table.print()
        }
        if steps.isEmpty {
            print("nothing is known of \(id)")
            throw ExitCode(1)
        }
    }

    /// Correlations that are followed at the most.
    private static let causes = 20

    private func steps(of id: String, token: String) async throws -> [Spoorstap] {
        let path =
            id.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._")))
            ?? id
        var steps: [Spoorstap] = []
        for endpoint in `operator`.endpoints {
            steps += try Spoor.decode(
                await `operator`.get(endpoint.url + "/v1/beheer/spoor/" + path, token: token), .tolerant
            ).stappen
        }
        return steps
    }
}
