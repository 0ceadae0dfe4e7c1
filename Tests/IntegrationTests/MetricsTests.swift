import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct MetricsTests {
        /// Of one service: series by metric, without what Prometheus adds to a histogram's name.
        private func series(_ chain: Chain, _ service: ChainService) async throws -> [String: [String]] {
            let lines = try await chain.get(service, "/metrics").expect(200).text.split(separator: "\n")
            return Dictionary(grouping: lines.filter { !$0.hasPrefix("#") }.map(String.init)) { line in
                String(line.prefix { $0 != "{" && $0 != " " })
            }
        }

        @Test("Elke maat van dashboard en alarmen wordt door de draaiende diensten gegeven", .timeLimit(.minutes(2)))
        func maten() async throws {
            let chain = try await IntegrationTests.chain()
            _ = try await chain.bied(chain.nieuweZaak(), naar: .zorgaanbieder)
            let texts = try ["deploy/prometheus/alerts.yml", "deploy/grafana/dashboards/keten.json"].map(
                Repository.text)
            let pattern = /\b(?:keten|http|process)_[a-z_]+\b/
            // A bare name in a sentence is none of a rule's.
            let asked = Set(texts.joined().matches(of: pattern).map { String($0.output) })
            #expect(asked.count > 30)
            // The gauges of the tables are read every 15 seconds.
            try await eventually(within: .seconds(40), "every metric is there") {
                var there: Set<String> = []
                for service in ChainService.allCases { there.formUnion(try await self.series(chain, service).keys) }
                return asked.subtracting(there).isEmpty
            }
        }

        @Test(
            "Een onbeantwoorde overdracht, een relay die leidt en elke afnemer zijn aan de maten te zien",
            .timeLimit(.minutes(2)))
        func waarden() async throws {
            let chain = try await IntegrationTests.chain()
            _ = try await chain.bied(chain.nieuweZaak(), naar: .zorgaanbieder)
            try await eventually(within: .seconds(40), "the handover has an age") {
                let line = try await self.series(chain, .verwijzing)["keten_handover_unanswered_oldest_age_seconds"]?
                    .first
                return line?.split(separator: " ").last.flatMap { Double($0) }.map { $0 > 0 } ?? false
            }
            for service in ChainService.allCases {
                let series = try await series(chain, service)
                #expect(series["keten_relay_lease_held"] == ["keten_relay_lease_held 1"])
                #expect(series["keten_build_info"]?.first?.contains("version=") == true)
                for consumer in Afnemers.alle where consumer.dienst == service.rawValue {
                    for name in ["keten_consumer_lag_messages", "keten_consumer_held_keys", "keten_consumer_gap_keys"] {
                        let own = series[name]?.contains { $0.contains("consumer=\"\(consumer.naam)\"") }
                        #expect(own == true, "\(name) \(consumer.naam)")
                    }
                }
                // Labels are names of ours: no key, no person, no organisation.
                let all = series.values.joined().joined(separator: "\n")
                #expect(all.firstMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-/) == nil)
                for deelnemer in Deelnemer.allCases { #expect(!all.contains(deelnemer.rawValue)) }
            }
        }
    }
}
