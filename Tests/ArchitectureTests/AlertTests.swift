import Foundation
import Testing

@Suite("Alerts and the dashboard name what there is, and what to do")
struct AlertTests {
    struct Alert: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }
    }

    static let alerts: [Alert] = {
        // A missing file shows as no alerts, which a test refuses.
        let text = (try? Repository.text("deploy/prometheus/alerts.yml")) ?? ""
        return text.components(separatedBy: "      - alert: ").dropFirst().map { part in
            Alert(name: String(part.prefix { $0 != "\n" }), text: part)
        }
    }()

    /// Names of our own metrics in a text, without what Prometheus adds to a histogram's.
    private static func metrics(in text: String) -> Set<String> {
        Set(text.all(/\b((?:keten|http|process)_[a-z_]+?)(?:_bucket|_count|_sum)?\b(?![a-z_])/))
    }

    @Test("there are alerts, and each has a name of its own")
    func names() {
        #expect(Self.alerts.count > 15)
        #expect(Set(Self.alerts.map(\.name)).count == Self.alerts.count)
    }

    @Test("an alert says what it means, how bad it is, and where the runbook tells what to do", arguments: alerts)
    func whole(_ alert: Alert) throws {
        #expect(alert.text.contains("          summary: \""))
        let severity = try #require(alert.text.all(/severity: (\w+)/).first)
        #expect(["critical", "warning", "info"].contains(severity))
        let runbook = try #require(alert.text.all(/runbook: (\S+)/).first)
        #expect(runbook == "deploy/runbooks/alerts.md#" + alert.name.lowercased())
        let paragraphs = try Repository.text("deploy/runbooks/alerts.md").components(separatedBy: "\n## ")
        let own = try #require(paragraphs.first { $0.hasPrefix(alert.name + "\n") })
        for part in ["*For a family:*", "*Look", "*Do:*"] where !own.contains("*Look and do:*") {
            #expect(own.contains(part), "\(part)")
        }
        #expect(own.contains("*For a family:*"))
    }

    @Test("the runbook has no paragraph for an alert that is gone")
    func nothingOld() throws {
        let headings = try Repository.text("deploy/runbooks/alerts.md").all(/\n## (\w+)\n/)
        #expect(Set(headings) == Set(Self.alerts.map(\.name)))
    }

    @Test("the runbooks name commands that there are")
    func commands() throws {
        let main = try Repository.text("Services/keten/Service/Main.swift")
        let known = Set(main.all(/(\w+)Command\.self/).map { $0.lowercased() })
        #expect(known.count > 5)
        for file in Repository.files(under: "deploy/runbooks/", ".md") {
            let named = Set(file.text.all(/`keten ([a-z]+)\b/))
            #expect(named.subtracting(known).sorted() == [], "\(file.path)")
        }
    }

    @Test("alerts and dashboard ask for metrics that the code makes and explains")
    func metrics() throws {
        let code = ["Shared/", "Services/"].flatMap { Repository.files(under: $0, ".swift") }.map(\.text).joined()
        let alerts = Self.metrics(in: Self.alerts.map(\.text).joined())
        let dashboard = Self.metrics(in: try Repository.text("deploy/grafana/dashboards/keten.json"))
        #expect(alerts.count > 12 && dashboard.count > 25)
        let asked = alerts.union(dashboard)
        #expect(asked.filter { !code.contains("\"\($0)\"") }.sorted() == [])
        let explained = Set(try Repository.text("Shared/Chassis/ChainMetrics.swift").all(/"(keten_[a-z_]+)"/))
        #expect(asked.filter { $0.hasPrefix("keten_") }.subtracting(explained).sorted() == [])
    }

    @Test("each metric has a conventional name: base units, and _total for what only rises")
    func conventions() throws {
        let code = Repository.files(under: "Shared/", ".swift").filter { !$0.path.hasSuffix("ChainMetrics.swift") }
        for file in code {
            for name in file.text.all(/Counter\(\s*label: "(\w+)"/) { #expect(name.hasSuffix("_total"), "\(name)") }
            for name in file.text.all(/Timer\(\s*label: "(\w+)"/) { #expect(name.hasSuffix("_seconds"), "\(name)") }
            for name in file.text.all(/Gauge\(\s*label: "(\w+)"/) { #expect(!name.hasSuffix("_total"), "\(name)") }
        }
        let all = code.flatMap { $0.text.all(/"(keten_[a-z_]+)"/) }
        #expect(all.filter { $0.contains("milli") || $0.contains("minute") || $0.contains("percent") } == [])
    }

    @Test("Prometheus reads the rules, and docker compose mounts them")
    func wired() throws {
        let settings = try Repository.text("deploy/prometheus/prometheus.yml")
        let path = try #require(settings.all(/rule_files:\n  - (\S+)/).first)
        #expect(
            try Repository.text("docker-compose.yml").contains("./deploy/prometheus/alerts.yml:\(path):ro"))
    }
}
