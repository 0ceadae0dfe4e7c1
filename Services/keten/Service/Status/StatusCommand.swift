import ArgumentParser
import AsyncHTTPClient
import Contracts
import Foundation

/// `keten status`: whether each service can do its work, and what stands in its way.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show each service's readiness and its checks.",
        discussion: """
            Exits 0 when all are ready, 1 when not.

            Example:
              keten status
              keten status --json | jq '.[] | select(.ready | not)'
            """)

    @Option(help: "Services as name=url, separated by commas; also KETEN_SOURCES.") var services: String?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let list = services ?? ProcessInfo.processInfo.environment["KETEN_SOURCES"] ?? Self.local
        let reports = await withTaskGroup(of: (Int, ServiceReport).self) { group in
            for (index, entry) in list.split(separator: ",").enumerated() {
                let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
                group.addTask { (index, await ServiceReport.ask(parts[0], parts.count > 1 ? parts[1] : "")) }
            }
            return await group.reduce(into: [(Int, ServiceReport)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        if json {
            print(String(decoding: JSON.array(reports.map(\.json)).encoded(), as: UTF8.self))
        } else {
            for report in reports { print(report.line) }
        }
        if !reports.allSatisfy(\.ready) { throw ExitCode(1) }
    }

    private static let local =
        "melding-intake=http://127.0.0.1:8081,regionaal-veiligheidsteam=http://127.0.0.1:8082,"
        + "verwijzing=http://127.0.0.1:8083,notificaties=http://127.0.0.1:8084"
}

/// What a service says of itself.
struct ServiceReport: Sendable {
    let name: String
    let ready: Bool
    let checks: [(name: String, problem: String?)]

    static func ask(_ name: String, _ url: String) async -> ServiceReport {
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: url + "/health/ready"), timeout: .seconds(5))
            let body = try JSON.parse(Array(buffer: try await response.body.collect(upTo: 65_536)))
            let checks = (body["checks"]?.array ?? []).map { check in
                (check["name"]?.string ?? "?", check["status"]?.string == "ok" ? nil : check["detail"]?.string ?? "not ok")
            }
            return ServiceReport(name: name, ready: response.status == .ok, checks: checks)
        } catch {
            return ServiceReport(name: name, ready: false, checks: [("reachable", "no answer at \(url)")])
        }
    }

    var line: String {
        let state = ready ? "ready" : "NOT READY"
        let details = checks.map { check in check.problem.map { "\(check.name): \($0)" } ?? "\(check.name) ok" }
        return name.padding(toLength: 28, withPad: " ", startingAt: 0) + state.padding(toLength: 11, withPad: " ", startingAt: 0)
            + details.joined(separator: ", ")
    }

    var json: JSON {
        .object([
            "name": .string(name), "ready": .bool(ready),
            "checks": .array(
                checks.map { check in
                    var members: [String: JSON] = ["name": .string(check.name), "ok": .bool(check.problem == nil)]
                    if let problem = check.problem { members["detail"] = .string(problem) }
                    return .object(members)
                }),
        ])
    }
}
