import ArgumentParser
import Contracts
import Foundation

/// `keten terms`: the terms that run, which of them are over, and which the chain could not make go off.
struct TermsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terms", abstract: "Show running terms: by kind, overdue, due soon, or failed.",
        discussion: """
            Without a choice the terms are counted by kind. With --list, or with one of the
            filters, each is shown. Overdue terms are people's business, and they were
            told; they do not count for the exit code. Exits 1 when a term did not go off
            within a minute of its time, or when its going off failed and is tried again.

            Example:
              keten terms
              keten terms --overdue --kind overdracht-beantwoorden
              keten terms --within 4h --service verwijzing
            """)

    @OptionGroup var `operator`: Operator
    @Option(help: "Only of this service.") var service: String?
    @Option(help: "Only this kind, such as overdracht-beantwoorden.") var kind: String?
    @Option(help: "Only of this aggregate: an overdracht, a melding, a task.") var subject: String?
    @Flag(help: "Only those whose deadline has passed.") var overdue = false
    @Flag(help: "Only those that should have gone off and did not.") var late = false
    @Flag(help: "Only those whose going off failed.") var failed = false
    @Option(help: "Only those that go off within this time.") var within: Span?
    @Flag(help: "Show each term.") var list = false
    @Option(help: "Terms of one service that are shown at the most.") var limit = 1_000

    private struct Found {
        let service: String
        let state: Berichtenstand
        var rows: [Termijnrij] = []
    }

    func validate() throws {
        guard subject.map({ UUID(uuidString: $0) != nil }) ?? true else {
            throw ValidationError("--subject is an id (a UUID)")
        }
    }

    private var listing: Bool { list || overdue || late || failed || within != nil || subject != nil }

    func run() async throws {
        let token = try await `operator`.token()
        let endpoints = try service.map { [try `operator`.endpoint(of: $0)] } ?? `operator`.endpoints
        var found: [Found] = []
        for endpoint in endpoints {
            let state = try Berichtenstand.decode(
                await `operator`.get(endpoint.url + "/v1/beheer/stand", token: token), .tolerant)
            var one = Found(service: endpoint.name, state: state)
            if listing { one.rows = try await rows(endpoint, token: token, now: state.op) }
            found.append(one)
        }
        if `operator`.json {
            `operator`.print(
                .object(
                    JSON.Members(
                        found.map { one in
                            (
                                one.service,
                                listing ? .array(one.rows.map(\.json)) : one.state.termijnen.json
                            )
                        })))
        } else if listing {
            show(found)
        } else {
            count(found)
        }
        if found.contains(where: { $0.state.termijnen.teLaat > 0 || $0.state.termijnen.gefaald > 0 }) {
            throw ExitCode(1)
        }
    }

    private func rows(_ endpoint: Operator.Endpoint, token: String, now: Date) async throws -> [Termijnrij] {
        var rows: [Termijnrij] = []
        var after: String?
        repeat {
            var components = URLComponents(string: endpoint.url + "/v1/beheer/termijnen")
            components?.queryItems = [
                ("limit", "200"), ("soort", kind), ("overTijd", overdue ? "true" : nil),
                ("gefaald", failed ? "true" : nil),
                ("binnen", late ? "0" : within.map { "\(Int($0.duration.seconds))" }), ("onderwerp", subject),
                ("after", after),
            ].compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
            let page = try await `operator`.get(components?.string ?? endpoint.url, token: token)
            rows += try (page["resultaten"]?.array ?? []).map { try Termijnrij.decode($0, .tolerant) }
            after = page["volgende"]?.string
        } while after != nil && rows.count < limit
        // What is due this very moment is not late.
        let kept = late ? rows.filter { $0.volgendeOp.map { now.timeIntervalSince($0) > 60 } ?? false } : rows
        return Array(kept.prefix(limit))
    }

    private func count(_ found: [Found]) {
        var table = Table(columns: ["service", "kind", "running", "overdue", "oldest", "of"])
        for one in found {
            table.rows += one.state.termijnen.soorten.filter { kind == nil || $0.soort == kind }.map {
                [
                    one.service, $0.soort, "\($0.lopend)", "\($0.overTijd)",
                    Span.text(max(0, one.state.op.timeIntervalSince($0.oudsteOp))), $0.oudste.text,
                ]
            }
        }
        if table.rows.isEmpty { print("no terms run") } else { table.print() }
        for one in found where one.state.termijnen.teLaat > 0 || one.state.termijnen.gefaald > 0 {
            print(
                "\(one.service): \(one.state.termijnen.teLaat) did not go off in time (--late), \(one.state.termijnen.gefaald) failed (--failed)"
            )
        }
    }

    private func show(_ found: [Found]) {
        var table = Table(columns: ["service", "kind", "of", "since", "due", "goes off", "stage", "failed tries"])
        for one in found {
            table.rows += one.rows.map { row in
                let left = row.uiterlijk.timeIntervalSince(one.state.op)
                let next = row.volgendeOp.map { $0.timeIntervalSince(one.state.op) }
                return [
                    one.service, row.soort + (row.spoed ? " (spoed)" : ""), "\(row.waarvan) \(row.onderwerp.text)",
                    RFC3339.text(row.sinds), left < 0 ? "\(Span.text(-left)) ago" : "in \(Span.text(left))",
                    next.map { $0 < 0 ? "\(Span.text(-$0)) late" : "in \(Span.text($0))" } ?? "no more",
                    "\(row.stadium)", "\(row.pogingen)",
                ]
            }
        }
        if table.rows.isEmpty { print("no such terms") } else { table.print() }
    }
}
