import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

/// Counts what was lost, what was done twice and what is stuck, over all schemas and topics.
struct Ledger {
    let chain: Chain
    /// What the test put in.
    let meldingen: [UUID]
    var overdrachten: [UUID] = []

    /// Waits until everything has come through, then counts.
    func check(within limit: Duration = .seconds(90)) async throws {
        try await settled(within: limit)
        for service in ChainService.allCases { try await nothingSetAside(service) }
        let streams = try await streams()
        await read(streams)
        for (topic, keys) in streams { sequences(of: topic, chain.tap.events(topic), keys) }
        links()
        tasks()
    }

    // MARK: - Stuck

    /// Every outbox is empty and every consumer has decided all that its topic's writer ever numbered.
    private func settled(within limit: Duration) async throws {
        try await eventually(within: limit, "everything has come through") { try await stuck().isEmpty }
    }

    /// What still waits, in words for whoever reads a failure.
    func stuck() async throws -> [String] {
        var waiting: [String] = []
        let streams = try await streams()
        for service in ChainService.allCases {
            let outbox = try await chain.query("select count(*) from outbox", schema: service.schema)
            let count: Int64 = try outbox.first?.decode(Int64.self) ?? 0
            if count > 0 { waiting.append("\(service.rawValue): \(count) in the outbox") }
            let rows = try await chain.query(
                "select consumer, topic, key, last_sequence, held from position where topic <> \(Topics.register)",
                schema: service.schema)
            var positions: [String: [String: [String: Int64]]] = [:]
            for row in rows {
                let (consumer, topic, key, last, held) = try row.decode(
                    String.self, String.self, String.self, Int64.self, Bool.self)
                positions[topic, default: [:]][consumer, default: [:]][key] = last
                if held { waiting.append("\(consumer) holds \(key)") }
            }
            for (topic, consumers) in positions {
                for (consumer, known) in consumers {
                    for (key, last) in streams[topic] ?? [:] where known[key] ?? 0 < last {
                        waiting.append("\(consumer): \(key) at \(known[key] ?? 0) of \(last)")
                    }
                }
            }
        }
        return waiting
    }

    private func nothingSetAside(_ service: ChainService) async throws {
        let rows = try await chain.query(
            "select consumer, type, status, error from quarantine where resolved_at is null", schema: service.schema)
        for row in rows {
            let (consumer, type, status, error) = try row.decode(String.self, String.self, String.self, String?.self)
            Issue.record("\(consumer) set aside \(type): \(status) \(error ?? "")")
        }
    }

    // MARK: - Lost and doubled

    /// The last number given out per topic and key.
    private func streams() async throws -> [String: [String: Int64]] {
        var last: [String: [String: Int64]] = [:]
        for service in ChainService.allCases {
            for row in try await chain.query("select topic, key, last_sequence from stream", schema: service.schema) {
                let (topic, key, sequence) = try row.decode(String.self, String.self, Int64.self)
                last[topic, default: [:]][key] = sequence
            }
        }
        return last
    }

    /// Waits until the topics hold what the streams say; what does not come is reported key by key.
    private func read(_ streams: [String: [String: Int64]]) async {
        do {
            try await eventually(within: .seconds(15), "the topics hold everything") {
                streams.allSatisfy { topic, keys in
                    var highest: [String: Int64] = [:]
                    for event in chain.tap.events(topic) {
                        highest[event.partitionkey ?? "", default: 0] = max(
                            highest[event.partitionkey ?? ""] ?? 0, event.sequence ?? 0)
                    }
                    return keys.allSatisfy { highest[$0.key] ?? 0 >= $0.value }
                }
            }
        } catch {
            Issue.record(error)
        }
    }

    /// Gapless per key, in order, and whatever came twice is the same event.
    private func sequences(of topic: String, _ events: [CloudEvent], _ streams: [String: Int64]) {
        for (key, events) in Dictionary(grouping: events, by: { $0.partitionkey ?? "" }) {
            var ids: [Int64: Set<String>] = [:]
            var highest: Int64 = 0
            for event in events {
                let sequence = event.sequence ?? 0
                ids[sequence, default: []].insert(event.id)
                if sequence > highest + 1 { Issue.record("\(topic) \(key): \(sequence) came after \(highest)") }
                highest = max(highest, sequence)
            }
            // More may have come since the numbers were read: terms go on.
            #expect(ids.keys.sorted() == Array(1...max(highest, streams[key] ?? 0)), "\(topic) \(key)")
            #expect(ids.values.allSatisfy { $0.count == 1 }, "\(topic) \(key): one number, two events")
        }
        for (key, last) in streams where last > 0 {
            #expect(events.contains { $0.partitionkey == key }, "\(topic): nothing of \(key)")
        }
    }

    /// Each melding is in exactly one casus, by exactly one link.
    private func links() {
        let events = unique(chain.tap.events(Topics.casussen))
        let linked = Dictionary(
            grouping: events.filter { ["casus-geopend", "melding-gekoppeld"].contains($0.eventType?.name ?? "") },
            by: { $0.data["melding"]?.string ?? "" })
        for melding in meldingen { #expect(linked[melding.lower]?.count == 1, "melding \(melding.lower)") }
    }

    /// N1: each offer asks each person once.
    private func tasks() {
        let events = unique(chain.tap.events(Topics.bevestigingen)).filter {
            $0.eventType?.name == "taak-aangemaakt" && $0.data["soort"]?.string == "overdracht-beantwoorden"
        }
        for overdracht in overdrachten {
            let people = events.filter { $0.data["onderwerp"]?.string == overdracht.lower }.compactMap {
                $0.data["taak"]?.string
            }
            #expect(!people.isEmpty, "nobody was asked about \(overdracht.lower)")
            #expect(people.count == Set(people).count, "somebody was asked twice about \(overdracht.lower)")
        }
    }

    private func unique(_ events: [CloudEvent]) -> [CloudEvent] {
        Array(Dictionary(events.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a }).values)
    }
}
