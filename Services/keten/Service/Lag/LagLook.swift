import Contracts
import Foundation
import Kafka

/// One group on one partition, as it was seen over a window.
struct PartitionLag: Sendable {
    let group: String
    let partition: TopicPartition
    let low: Int64
    var window: [LagSample]
    /// Nil where the broker does not tell.
    var owner: String?
    var isOwned: Bool?
    /// Age of the oldest message that is not committed, by the broker's timestamp.
    var seconds: Double?
    /// Whether the group has yet to commit here for the first time, and the first message came no longer ago than this.
    func begins(within limit: Double) -> Bool { last.committed == nil && seconds.map { $0 <= limit } ?? false }
    /// Whether it waits on purpose: its organisation is cut off.
    var isHeld = false

    var last: LagSample { window[window.count - 1] }
    var lag: Int64? { last.lag }
    var isEmpty: Bool { last.high == low }
    /// A partition without messages has nothing to be behind with, whether or not the group ever committed there.
    var state: LagState {
        isEmpty && last.committed == nil ? .ok : Burrow.evaluate(window, low: low, isOwned: isOwned)
    }

    var note: String? {
        if isHeld { return "waits: its organisation is cut off" }
        guard let committed = last.committed else { return isEmpty ? nil : "never committed" }
        if committed < low { return "what it has yet to read is gone from the broker" }
        if committed > last.high { return "committed beyond the end: the broker lost its tail" }
        return nil
    }
}

/// One consumer group on all partitions that it reads.
struct GroupLag: Sendable {
    let consumer: Afnemer
    var partitions: [PartitionLag]

    /// What does not wait on purpose.
    private var judged: [PartitionLag] { partitions.filter { !$0.isHeld } }
    var lag: Int64 { judged.reduce(0) { $0 + ($1.lag ?? 0) } }
    var seconds: Double? { judged.compactMap(\.seconds).max() }
    var state: LagState { judged.map(\.state).max { $0.severity < $1.severity } ?? .unknown }
    var isWell: Bool { state == .ok }
    var owners: [String] { Set(partitions.compactMap(\.owner)).sorted() }
}

/// Looks at groups from outside, as the broker has them: also while a service is down, and without its word for it.
struct LagLook {
    let client: KafkaClient
    let configuration: KafkaConfiguration
    /// Topics of organisations that are cut off.
    let held: Set<String>

    /// Looks at once; on at those that lag until the window is over.
    /// - Parameters:
    ///   - looks: at least one; with one only, a group that lags is "unknown".
    func groups(_ consumers: [Afnemer], looks: Int, over window: Duration) async throws -> [GroupLag] {
        let topics = try await client.metadata().topics.filter { $0.error == nil }
        let reads = consumers.map { consumer in
            let partitions = topics.filter { consumer.leest($0.name) }.flatMap { topic in
                (0..<topic.partitions).map { TopicPartition(topic: topic.name, partition: Int32($0)) }
            }
            return (consumer: consumer, partitions: partitions)
        }
        let marks = try await client.watermarks(Array(Set(reads.flatMap(\.partitions))))
        var groups: [GroupLag] = []
        for read in reads {
            let committed =
                read.partitions.isEmpty
                ? [:] : try await client.committed(group: read.consumer.naam, read.partitions)
            let now = Date()
            groups.append(
                GroupLag(
                    consumer: read.consumer,
                    partitions: read.partitions.compactMap { partition in
                        guard let mark = marks[partition] else { return nil }
                        let sample = LagSample(at: now, committed: committed[partition] ?? nil, high: mark.high)
                        return PartitionLag(
                            group: read.consumer.naam, partition: partition, low: mark.low, window: [sample],
                            isHeld: held.contains(partition.topic))
                    }))
        }
        for _ in 1..<max(looks, 1) where groups.contains(where: { !$0.lagging.isEmpty }) {
            try await Task.sleep(for: window / Double(max(looks - 1, 1)))
            try await look(again: &groups)
        }
        for index in groups.indices where !groups[index].lagging.isEmpty {
            if looks > 1 { await tellOwners(of: &groups[index]) }
            try await tellAges(of: &groups[index])
        }
        return groups
    }

    /// Rule 1 settles the others.
    private func look(again groups: inout [GroupLag]) async throws {
        let lagging = groups.flatMap(\.lagging)
        let marks = try await client.watermarks(Array(Set(lagging)))
        for index in groups.indices {
            let partitions = groups[index].lagging
            if partitions.isEmpty { continue }
            let committed = try await client.committed(group: groups[index].consumer.naam, partitions)
            let now = Date()
            for place in groups[index].partitions.indices {
                let partition = groups[index].partitions[place].partition
                guard let known = committed[partition], let mark = marks[partition] else { continue }
                groups[index].partitions[place].window.append(LagSample(at: now, committed: known, high: mark.high))
            }
        }
    }

    private func tellOwners(of group: inout GroupLag) async {
        // The development broker does not answer this: then nobody is named, and nothing is concluded from it.
        guard let members = try? await client.members(of: group.consumer.naam, timeout: .seconds(2)) else { return }
        for index in group.partitions.indices {
            let member = members[group.partitions[index].partition]
            group.partitions[index].owner = member.map { "\($0.clientId)\($0.host)" }
            group.partitions[index].isOwned = member != nil
        }
    }

    private func tellAges(of group: inout GroupLag) async throws {
        let offsets = Dictionary(
            group.partitions.filter { $0.lag.map { $0 > 0 } ?? !$0.isEmpty }
                .map { ($0.partition, max($0.last.committed ?? 0, $0.low)) },
            uniquingKeysWith: { a, _ in a })
        let messages = try await KafkaReader.messages(at: offsets, configuration, logger: Broker.quiet)
        let now = Date()
        for index in group.partitions.indices {
            group.partitions[index].seconds = messages[group.partitions[index].partition]?.timestamp.map {
                max(0, now.timeIntervalSince($0))
            }
        }
    }
}

extension GroupLag {
    /// Where something is behind, or cannot be told.
    fileprivate var lagging: [TopicPartition] {
        partitions.filter { !$0.isEmpty && !$0.isHeld && $0.lag != 0 && !$0.window.contains { $0.lag == 0 } }.map(
            \.partition)
    }
}
