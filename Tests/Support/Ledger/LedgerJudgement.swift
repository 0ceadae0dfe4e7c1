import Contracts
import Foundation

/// Judges a history: what was lost, what was done twice, what is stuck. Pure.
public struct LedgerJudgement: Sendable {
    let history: LedgerHistory
    let claims: LedgerClaims
    let byName: [String: [LedgerHistory.Event]]

    public init(_ history: LedgerHistory, _ claims: LedgerClaims = LedgerClaims()) {
        self.history = history
        self.claims = claims
        byName = Dictionary(grouping: history.logs.flatMap(\.events)) { $0.stream.topic + " " + $0.name }
    }

    public func findings() -> [Finding] {
        claims.observed + stuck() + log() + published() + consumed() + effects() + Regie(self).findings() + cases()
    }

    func events(_ topic: String, _ name: String) -> [LedgerHistory.Event] { byName[topic + " " + name] ?? [] }

    // MARK: - Stuck

    /// What still waits.
    public func stuck() -> [Finding] {
        var found: [String] = []
        let streams = Dictionary(grouping: history.logs.flatMap(\.streams)) { $0.key.topic }
        for log in history.logs {
            for (stream, sequences) in log.outbox {
                found.append("\(log.service): \(stream) \(sequences.sorted()) in the outbox")
            }
            for position in log.positions {
                if position.held { found.append("\(position.consumer) holds \(position.stream)") }
                if position.seen > position.last {
                    found.append(
                        "\(position.consumer) waits in \(position.stream) at \(position.last), has seen \(position.seen)"
                    )
                }
            }
            // Whoever follows a topic follows each of its keys, also one that it has not met yet.
            for (consumer, positions) in Dictionary(grouping: log.positions, by: \.consumer) {
                let known = Dictionary(positions.map { ($0.stream, $0.last) }, uniquingKeysWith: { max($0, $1) })
                for topic in Set(positions.map(\.stream.topic)) {
                    for (stream, last) in streams[topic] ?? [] where known[stream] ?? 0 < last {
                        found.append("\(consumer): \(stream) at \(known[stream] ?? 0) of \(last)")
                    }
                }
            }
            found += log.setAside.map { "\(log.service) set aside: \($0)" }
            found += log.overdue.map { "\(log.service): term \($0) did not go off" }
            if !log.hasLeader { found.append("\(log.service): no relay leads") }
        }
        return found.map { Finding(.stuck, $0) }
    }

    // MARK: - The log, the topics and the consumers

    /// Every number that was given out stands in the log, once; every aggregate has all its events.
    private func log() -> [Finding] {
        var found: [Finding] = []
        for log in history.logs {
            let byStream = Dictionary(grouping: log.events, by: \.stream)
            for (stream, last) in log.streams where last > 0 {
                let numbers = byStream[stream]?.map(\.sequence) ?? []
                let missing = Set(1...last).subtracting(numbers)
                if !missing.isEmpty { found.append(Finding(.lost, "\(stream) \(missing.sorted()): not in the log")) }
            }
            for (stream, events) in byStream {
                for (sequence, twice) in Dictionary(grouping: events, by: \.sequence) where twice.count > 1 {
                    found.append(Finding(.duplicate, "\(stream) \(sequence): \(twice.count) events of one number"))
                }
            }
            for (id, twice) in Dictionary(grouping: log.events, by: \.id) where twice.count > 1 {
                found.append(Finding(.duplicate, "\(log.service): the event \(id) is \(twice.count) times in the log"))
            }
            let byAggregate = Dictionary(grouping: log.events.filter { $0.version != nil }, by: \.aggregate)
            for (aggregate, version) in log.versions {
                // Projections have no events of their own.
                guard let events = byAggregate[aggregate] else { continue }
                let versions = events.compactMap(\.version)
                let missing = Set(1...max(version, 1)).subtracting(versions)
                if !missing.isEmpty {
                    found.append(Finding(.lost, "\(log.service) \(aggregate.lower): no event \(missing.sorted())"))
                }
                if Set(versions).count < versions.count {
                    found.append(Finding(.duplicate, "\(log.service) \(aggregate.lower): two events of one version"))
                }
            }
        }
        return found
    }

    /// The topics hold what the logs say, in the order of each key; what came twice is the same event.
    private func published() -> [Finding] {
        var found: [Finding] = []
        let records = Dictionary(grouping: history.records, by: \.stream)
        let logged = Dictionary(
            history.logs.flatMap(\.events).map { ("\($0.stream) \($0.sequence)", $0.id) },
            uniquingKeysWith: { a, _ in a })
        for log in history.logs {
            for (stream, last) in log.streams where last > 0 {
                let waiting = log.outbox[stream] ?? []
                let missing = Set(1...last).subtracting((records[stream] ?? []).map(\.sequence)).subtracting(waiting)
                if !missing.isEmpty { found.append(Finding(.lost, "\(stream) \(missing.sorted()): not on the topic")) }
            }
        }
        for (stream, records) in records {
            var highest: Int64 = 0
            var ids: [Int64: String] = [:]
            for record in records {
                if record.sequence > highest + 1 {
                    found.append(Finding(.lost, "\(stream): \(record.sequence) came after \(highest)"))
                }
                highest = max(highest, record.sequence)
                if let other = ids.updateValue(record.id, forKey: record.sequence), other != record.id {
                    found.append(Finding(.duplicate, "\(stream) \(record.sequence): two events"))
                }
                if let id = logged["\(stream) \(record.sequence)"], id != record.id {
                    found.append(
                        Finding(.lost, "\(stream) \(record.sequence): the topic has another event than the log"))
                }
            }
        }
        return found
    }

    /// What a consumer passed it has decided, each event by itself.
    private func consumed() -> [Finding] {
        var found: [Finding] = []
        let byStream = Dictionary(grouping: history.logs.flatMap(\.events), by: \.stream)
        for log in history.logs {
            for position in log.positions {
                guard let events = byStream[position.stream] else { continue }
                let highest = events.map(\.sequence).max() ?? 0
                if position.last > highest {
                    found.append(
                        Finding(
                            .lost, "\(position.consumer) is at \(position.last) of \(position.stream), with \(highest)")
                    )
                }
                let decided = log.inbox[position.consumer] ?? []
                for event in events where event.sequence <= position.last && !decided.contains(event.id) {
                    found.append(
                        Finding(.lost, "\(position.consumer) passed \(position.stream) \(event.sequence) undecided"))
                }
            }
        }
        return found
    }

    // MARK: - What was promised

    /// An accepted request or message did what it says, once; one key has one answer; one cause has each effect once.
    private func effects() -> [Finding] {
        var found: [Finding] = []
        for effect in claims.effects {
            let matching = events(effect.topic, effect.name).count { event in
                effect.fields.allSatisfy { event.data[$0.key]?.string == $0.value }
            }
            if matching == 0 { found.append(Finding(.lost, "\(effect.what): no \(effect.name)")) }
            if matching > 1 { found.append(Finding(.duplicate, "\(effect.what): \(matching) times \(effect.name)")) }
        }
        for answers in claims.answers where Set(answers.bodies).count > 1 {
            found.append(Finding(.duplicate, "\(answers.what): two answers to one key: \(answers.bodies)"))
        }
        for log in history.logs {
            let caused = Dictionary(grouping: log.events.filter { $0.causation != nil }) { event in
                var members = event.data.object ?? [:]
                members["tijdstip"] = nil
                let said = String(decoding: JSON.object(members).encoded(), as: UTF8.self)
                return [event.causation ?? "", event.name, event.subject, said]
            }
            for events in caused.values where events.count > 1 {
                found.append(
                    Finding(
                        .duplicate,
                        "\(log.service): \(events[0].causation ?? "") had \(events.count) times the effect \(events[0].name)"
                    ))
            }
        }
        return found
    }
}
