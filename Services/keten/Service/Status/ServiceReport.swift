import AsyncHTTPClient
import Contracts
import Foundation

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

    var faults: [String] { checks.compactMap { check in check.problem.map { "\(check.name): \($0)" } } }

    /// Failed or contradicted: a person must look.
    var failed: Int { setAside("failed") }

    /// Messages of a source that tells another history than was taken.
    var contradicted: Int { setAside("conflict") }

    private func setAside(_ status: String) -> Int {
        messaging?.quarantaine.filter { $0.naam == status }.reduce(0) { $0 + $1.aantal } ?? 0
    }

    var held: Int { messaging?.afnemers.reduce(0) { $0 + $1.vastgehouden } ?? 0 }

    /// By the database's own clock.
    func age(_ instant: Date?) -> Double? {
        guard let instant, let now = messaging?.op else { return nil }
        return max(0, now.timeIntervalSince(instant))
    }

    var oldestUnpublished: Double? { age(messaging?.outbox.oudsteOp) }
    var hasLeader: Bool { messaging.map { state in state.relay.verlooptOp.map { $0 > state.op } ?? false } ?? false }

    /// The handovers that wait for an answer; the verwijzing's.
    var unanswered: Termijnsoortstand? {
        messaging?.termijnen.soorten.first { $0.soort == Termijnsoortstand.onbeantwoord }
    }

    static let columns = [
        "service", "state", "version", "schema", "relay", "outbox", "oldest", "quarantine", "held", "gaps", "terms",
        "overdue", "late",
    ]

    var cells: [String] {
        let state = ready ? "ready" : "NOT READY"
        guard let messaging else { return [name, state] + Array(repeating: "?", count: Self.columns.count - 2) }
        return [
            name, state, messaging.programma.versie,
            "\(messaging.programma.migraties)/\(messaging.programma.bekendeMigraties)",
            hasLeader ? "leads (\(messaging.relay.tijdvak))" : "NONE", "\(messaging.outbox.aantal)",
            oldestUnpublished.map(Span.text) ?? "-", "\(failed + contradicted)", "\(held)",
            "\(messaging.afnemers.reduce(0) { $0 + $1.gaten })", "\(messaging.termijnen.lopend)",
            "\(messaging.termijnen.overTijd)", "\(messaging.termijnen.teLaat)",
        ]
    }

    var json: JSON {
        var members: JSON.Members = [
            "name": .string(name), "ready": .bool(ready),
            "checks": .array(
                checks.map { check in
                    var members: JSON.Members = ["name": .string(check.name), "ok": .bool(check.problem == nil)]
                    if let problem = check.problem { members["detail"] = .string(problem) }
                    return .object(members)
                }),
        ]
        if let messaging { members["messaging"] = messaging.json }
        return .object(members)
    }
}
