import ArgumentParser
import AsyncHTTPClient
import Contracts
import Foundation

/// `keten status`: whether each service can do its work, what stands in its way, and how its messaging stands.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show each service's readiness and how its messaging stands.",
        discussion: """
            Without the operators' secret only the readiness is shown. Exits 0 when all are ready and nothing failed, 1 when not.

            Example:
              keten status
              keten status --json | jq '.[] | select(.ready | not)'
            """)

    @OptionGroup var `operator`: Operator

    func run() async throws {
        let token = `operator`.canSignIn ? try await `operator`.token() : nil
        let reports = await withTaskGroup(of: (Int, ServiceReport).self) { group in
            for (index, endpoint) in `operator`.endpoints.enumerated() {
                group.addTask { (index, await ServiceReport.ask(endpoint, `operator`, token)) }
            }
            return await group.reduce(into: [(Int, ServiceReport)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        if `operator`.json {
            `operator`.print(.array(reports.map(\.json)))
        } else {
            var table = Table(columns: [
                "service", "state", "outbox", "oldest", "quarantine", "gaps", "held", "overdue", "checks",
            ])
            table.rows = reports.map(\.cells)
            table.print()
        }
        if !reports.allSatisfy(\.isWell) { throw ExitCode(1) }
    }
}

/// What a service says of itself.
struct ServiceReport: Sendable {
    let name: String
    let ready: Bool
    let checks: [(name: String, problem: String?)]
    /// Nil without the operators' token.
    let messaging: Berichtenstand?

    static func ask(_ endpoint: Operator.Endpoint, _ operator: Operator, _ token: String?) async -> ServiceReport {
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: endpoint.url + "/health/ready"), timeout: .seconds(5))
            let body = try JSON.parse(Array(buffer: try await response.body.collect(upTo: 65_536)))
            var checks = (body["checks"]?.array ?? []).map { check in
                (
                    check["name"]?.string ?? "?",
                    check["status"]?.string == "ok" ? nil : check["detail"]?.string ?? "not ok"
                )
            }
            var messaging: Berichtenstand?
            if let token {
                do {
                    messaging = try Berichtenstand.decode(
                        await `operator`.get(endpoint.url + "/v1/beheer/stand", token: token), .tolerant)
                } catch {
                    checks.append(("messaging", "\(error)"))
                }
            }
            return ServiceReport(
                name: endpoint.name, ready: response.status == .ok, checks: checks, messaging: messaging)
        } catch {
            return ServiceReport(
                name: endpoint.name, ready: false, checks: [("reachable", "no answer at \(endpoint.url)")],
                messaging: nil)
        }
    }

    /// Ready, and nothing waits for an operator.
    var isWell: Bool { ready && failed == 0 && (messaging?.outbox.gefaald ?? 0) == 0 }

    private var failed: Int {
        messaging?.quarantaine.filter { ["failed", "conflict"].contains($0.naam) }.reduce(0) { $0 + $1.aantal } ?? 0
    }

    var cells: [String] {
        let problems = checks.compactMap { check in check.problem.map { "\(check.name): \($0)" } }
        let counts: [String]
        if let messaging {
            let oldest = messaging.outbox.oudsteOp.map { "\(Int(Date().timeIntervalSince($0))) s" } ?? "-"
            counts = [
                "\(messaging.outbox.aantal)", oldest, "\(failed)", "\(messaging.afnemers.reduce(0) { $0 + $1.gaten })",
                "\(messaging.afnemers.reduce(0) { $0 + $1.vastgehouden })", "\(messaging.termijnen.overTijd)",
            ]
        } else {
            counts = Array(repeating: "?", count: 6)
        }
        return [name, ready ? "ready" : "NOT READY"] + counts + [
            problems.isEmpty ? "ok" : problems.joined(separator: ", ")
        ]
    }

    var json: JSON {
        var members: [String: JSON] = [
            "name": .string(name), "ready": .bool(ready),
            "checks": .array(
                checks.map { check in
                    var members: [String: JSON] = ["name": .string(check.name), "ok": .bool(check.problem == nil)]
                    if let problem = check.problem { members["detail"] = .string(problem) }
                    return .object(members)
                }),
        ]
        if let messaging { members["messaging"] = messaging.json }
        return .object(members)
    }
}
