import Contracts
import Hummingbird
import Runtime

extension API {
    /// What every service answers: `/health/live`, `/health/ready`, `/metrics` and `/v1/openapi.json`, all without a
    /// token; the first three belong on an internal network.
    public func standardOperations(health: Health) {
        document(
            "/health/live", id: "live", summary: "Of het proces draait", access: .open, options: .isProbe
        ) { _ in
            Response(RawContent(["status": "live"]))
        }
        document(
            "/health/ready", id: "ready", summary: "Of de dienst haar werk kan doen, met elke controle",
            access: .open, options: .isProbe,
            problems: [.serviceUnavailable: "Minstens één controle slaagt niet; het antwoord noemt welke."]
        ) { _ in
            let report = await health.ready()
            let checks = report.checks.map { check -> JSON in
                check.ok
                    ? ["name": .string(check.name), "status": "ok"]
                    : ["name": .string(check.name), "status": "nok", "detail": .string(check.detail)]
            }
            let body: JSON = ["status": .string(report.ready ? "ready" : "not-ready"), "checks": .array(checks)]
            return Response(RawContent(body), status: report.ready ? .ok : .serviceUnavailable)
        }
        document(
            "/metrics", id: "metrics", summary: "Meetwaarden voor Prometheus", access: .open, options: .isProbe,
            mediaTypes: ["text/plain; version=0.0.4; charset=utf-8"]
        ) { [registry] _ in
            Response(RawContent(registry.render(), mediaType: "text/plain; version=0.0.4; charset=utf-8"))
        }
        document(
            "/v1/openapi.json", id: "openapi", summary: "Deze beschrijving", access: .open,
            options: .allowsAnyOrigin
        ) { [unowned self] _ in
            Response(RawContent(openAPI))
        }
    }
}
