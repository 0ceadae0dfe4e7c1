import ArgumentParser
import Contracts
import Foundation

extension QuarantineCommand {
    struct ListCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List what was set aside, without its content.",
            discussion: """
                Without --status what is settled (refused, discarded, resolved) is listed too,
                for the 14 days that it is kept.

                Example:
                  keten quarantine list --group --status failed
                  keten quarantine list --consumer verwijzing.casussen --since 2h
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var filter: Filter
        @Flag(help: "Count equal errors together.") var group = false

        func run() async throws {
            let token = try await `operator`.token()
            let endpoints = `operator`.endpoints.filter { endpoint in
                filter.consumer.map { $0.hasPrefix(endpoint.name + ".") } ?? true
            }
            if group { try await groups(endpoints, token) } else { try await messages(endpoints, token) }
        }

        private func messages(_ endpoints: [Operator.Endpoint], _ token: String) async throws {
            var found: [(service: String, row: QuarantaineRij)] = []
            for endpoint in endpoints {
                for row in try await filter.rows(endpoint, `operator`, token) { found.append((endpoint.name, row)) }
            }
            if `operator`.json { return `operator`.print(.array(found.map(\.row.json))) }
            var table = Table(columns: [
                "service", "id", "status", "tries", "since", "fingerprint", "type", "key", "error",
            ])
            table.rows = found.map { service, row in
                [
                    service, row.id.text, row.toestand, "\(row.pogingen)", RFC3339.text(row.opzijgezetOp),
                    row.vingerafdruk ?? "-", row.soort, row.sleutel, String((row.fout ?? "").prefix(60)),
                ]
            }
            table.print()
            print("\(found.count) messages")
        }

        private func groups(_ endpoints: [Operator.Endpoint], _ token: String) async throws {
            var found: [Quarantainegroep] = []
            for endpoint in endpoints {
                let answer = try await `operator`.get(endpoint.url("quarantainegroepen", filter.query), token: token)
                found += try Quarantainegroepen.decode(answer, .tolerant).groepen
            }
            found.sort { $0.aantal > $1.aantal }
            if `operator`.json { return `operator`.print(.array(found.map(\.json))) }
            var table = Table(columns: [
                "count", "consumer", "status", "fingerprint", "oldest", "newest", "example", "type", "error",
            ])
            table.rows = found.map {
                [
                    "\($0.aantal)", $0.afnemer, $0.toestand, $0.vingerafdruk ?? "-", RFC3339.text($0.oudsteOp),
                    RFC3339.text($0.nieuwsteOp), $0.voorbeeld.text, $0.soort, String(($0.fout ?? "").prefix(60)),
                ]
            }
            table.print()
            print("\(found.reduce(0) { $0 + $1.aantal }) messages in \(found.count) groups")
        }
    }

    /// Which messages.
    struct Filter: ParsableArguments {
        @Option(help: "failed, waiting, parked, conflict, refused, discarded or resolved.") var status: String?
        @Option(help: "Only of this consumer, such as verwijzing.casussen.") var consumer: String?
        @Option(help: "Only with this fingerprint: the same error.") var fingerprint: String?
        @Option(help: "Only of this event type.") var type: String?
        @Option(help: "Only with this key.") var key: String?
        @Option(help: "Only set aside since: RFC 3339, or how long ago (30m, 2h, 7d).") var since: Moment?
        @Option(help: "Only set aside before.") var until: Moment?

        static let statuses = ["failed", "waiting", "parked", "conflict", "refused", "discarded", "resolved"]

        func validate() throws {
            if let status, !Self.statuses.contains(status) {
                throw ValidationError("--status is one of \(Self.statuses.joined(separator: ", "))")
            }
        }

        var query: [(String, String?)] {
            [
                ("toestand", status), ("afnemer", consumer), ("vingerafdruk", fingerprint), ("soort", type),
                ("sleutel", key), ("sinds", since.map { RFC3339.text($0.date) }),
                ("tot", until.map { RFC3339.text($0.date) }),
            ]
        }

        /// All of them, page by page.
        func rows(_ endpoint: Operator.Endpoint, _ operator: Operator, _ token: String) async throws
            -> [QuarantaineRij]
        {
            var found: [QuarantaineRij] = []
            var after: String?
            repeat {
                let page = try await `operator`.get(
                    endpoint.url("quarantaine", query + [("limit", "200"), ("after", after)]), token: token)
                for row in page["resultaten"]?.array ?? [] { found.append(try QuarantaineRij.decode(row, .tolerant)) }
                after = page["volgende"]?.string
            } while after != nil
            return found
        }
    }
}
