import Contracts
import Foundation
import Logging
import Metrics
import Postgres
import ServiceLifecycle

/// Keeps the gauges of what stands in the tables: read in one exchange every 15 seconds, however often and by however
/// many they are scraped. Labels are names of consumers, kinds of terms and states, never a key or a person.
public struct Gauges: Service {
    private let operations: Operations
    private let interval: Duration
    private let logger: Logger

    public init(operations: Operations, interval: Duration = .seconds(15), logger: Logger) {
        self.operations = operations
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await keep() }
    }

    private func keep() async {
        var labelled = LabelledGauges()
        let build = [("version", operations.program.version), ("migrations", "\(operations.program.migrations.count)")]
        Gauge(label: "keten_build_info", dimensions: build).record(1)
        for consumer in operations.consumers.map(\.name) {
            // A series that stands at 0 tells more than one that is missing.
            labelled.record("keten_consumer_gap_keys", [("consumer", consumer)], 0)
            labelled.record("keten_consumer_missing_messages", [("consumer", consumer)], 0)
            labelled.record("keten_consumer_held_keys", [("consumer", consumer)], 0)
            for status in ["failed", "waiting", "parked", "conflict"] {
                labelled.record("keten_quarantine_messages", [("consumer", consumer), ("status", status)], 0)
            }
        }
        while !Task.isCancelled {
            do { try await read(into: &labelled) } catch {
                if Task.isCancelled { return }
                // The gauges keep what they had; the time of their last reading tells that they are old.
                logger.warning("the gauges are not read", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }

    private func read(into labelled: inout LabelledGauges) async throws {
        let results = try await operations.pool.exchange([
            "select clock_timestamp()", Sight.outbox(held: operations.held()), Sight.relay, Sight.quarantine,
            Sight.gaps, Sight.held,
            Sight.terms, Sight.lateTerms,
        ])
        guard let now = try results[0].first?.decode(Date.self),
            let relay = try results[2].first?.decode(String?.self, Int64.self, Date?.self)
        else { throw EngineError.stopped }
        labelled.begin()
        let outbox = try Sight.outbox(results[1])
        labelled.record("keten_outbox_events", [], Double(outbox.aantal))
        labelled.record("keten_outbox_failed_events", [], Double(outbox.gefaald))
        labelled.record("keten_outbox_held_events", [], Double(outbox.aangehouden))
        labelled.record("keten_outbox_oldest_age_seconds", [], Self.age(of: outbox.oudsteOp, at: now))
        labelled.record("keten_relay_lease_held", [], relay.2.map { $0 > now } == true ? 1 : 0)
        for row in try Sight.quarantine(results[3]) where row.status != "refused" {
            labelled.record(
                "keten_quarantine_messages", [("consumer", row.consumer), ("status", row.status)], Double(row.count))
        }
        for (consumer, gaps) in try Sight.gaps(results[4]) {
            labelled.record("keten_consumer_gap_keys", [("consumer", consumer)], Double(gaps.keys))
            labelled.record("keten_consumer_missing_messages", [("consumer", consumer)], Double(gaps.messages))
        }
        for (consumer, keys) in try Sight.counts(results[5]) {
            labelled.record("keten_consumer_held_keys", [("consumer", consumer)], Double(keys))
        }
        let terms = try Sight.terms(results[6], late: results[7])
        for kind in terms.soorten {
            labelled.record("keten_terms_running", [("kind", kind.soort)], Double(kind.lopend))
            labelled.record("keten_terms_overdue", [("kind", kind.soort)], Double(kind.overTijd))
            labelled.record(
                "keten_terms_oldest_age_seconds", [("kind", kind.soort)], Self.age(of: kind.oudsteOp, at: now))
        }
        labelled.record("keten_terms_late", [], Double(terms.teLaat))
        if let late = try results[7].first?.decode(Int64.self, Int64.self, Double.self) {
            labelled.record("keten_terms_lateness_seconds", [], late.2)
        }
        labelled.record("keten_terms_failed", [], Double(terms.gefaald))
        let oldest = terms.soorten.first { $0.soort == Termijnsoortstand.onbeantwoord }?.oudsteOp
        labelled.record("keten_handover_unanswered_oldest_age_seconds", [], Self.age(of: oldest, at: now))
        let pool = operations.pool.statistics
        for (state, count) in [("idle", pool.idle), ("leased", pool.leased), ("opening", pool.opening)] {
            labelled.record("keten_database_connections", [("state", state)], Double(count))
        }
        labelled.record("keten_database_waiting", [], Double(pool.waiting))
        labelled.record("keten_gauges_read_timestamp_seconds", [], now.timeIntervalSince1970)
        labelled.finish()
    }

    /// 0 where there is nothing, so that a threshold on it means what it says.
    private static func age(of instant: Date?, at now: Date) -> Double {
        instant.map { max(0, now.timeIntervalSince($0)) } ?? 0
    }
}

/// Gauges by label: one that was there and is read no more goes to 0, since nothing stands there now.
private struct LabelledGauges {
    private struct Series: Hashable {
        let name: String
        let labels: [String]
    }

    private var gauges: [Series: Gauge] = [:]
    private var untouched: Set<Series> = []

    mutating func begin() { untouched = Set(gauges.keys) }

    mutating func record(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let series = Series(name: name, labels: labels.map(\.1))
        untouched.remove(series)
        let gauge = gauges[series] ?? Gauge(label: name, dimensions: labels)
        gauges[series] = gauge
        gauge.record(value)
    }

    mutating func finish() { for series in untouched { gauges[series]?.record(0) } }
}
