import ArgumentParser
import Contracts
import Foundation
import Kafka
import Logging

/// `keten lag`: how far each consumer group is behind, per partition.
struct LagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lag", abstract: "Show low, committed and high offsets and the lag of each consumer group.",
        discussion: """
            Only partitions that hold messages are shown. A group that never committed is "unknown", which is not 0.
            Exits 1 when a group lags more than --warn messages or a committed offset was lost.

            Example:
              keten lag
              keten lag --group verwijzing.casussen --json
            """)

    @Option(help: "Kafka brokers; also KETEN_KAFKA_BOOTSTRAP_SERVERS.") var kafka: String?
    @Option(help: "Only this group.") var group: String?
    @Option(help: "Lag in messages from which a group counts as behind.") var warn: Int = 1_000
    @Flag(help: "Print JSON.") var json = false

    /// The groups of the chain and the topic that each reads.
    private static let groups: [(group: String, topic: String)] = [
        ("melding-intake.casussen", Topics.casussen), ("regionaal-veiligheidsteam.meldingen", Topics.meldingen),
        ("regionaal-veiligheidsteam.overdrachten", Topics.overdrachten),
        ("regionaal-veiligheidsteam.bevestigingen", Topics.bevestigingen), ("verwijzing.casussen", Topics.casussen),
        ("verwijzing.bevestigingen", Topics.bevestigingen), ("notificaties.meldingen", Topics.meldingen),
        ("notificaties.casussen", Topics.casussen), ("notificaties.overdrachten", Topics.overdrachten),
    ]

    func run() async throws {
        let servers = kafka ?? Operator.environment("KETEN_KAFKA_BOOTSTRAP_SERVERS") ?? "127.0.0.1:9092"
        let client = try KafkaClient(
            KafkaConfiguration(bootstrapServers: servers, clientId: "keten"), logger: Logger(label: "keten"))
        defer { Task { await client.close() } }
        let metadata = try await client.metadata()
        var lines: [Lag] = []
        for entry in Self.groups where group.map({ $0 == entry.group }) ?? true {
            let count = metadata.topics.first { $0.name == entry.topic }?.partitions ?? 0
            let partitions = (0..<count).map { TopicPartition(topic: entry.topic, partition: Int32($0)) }
            let committed = try await client.committed(group: entry.group, partitions)
            for partition in partitions {
                let marks = try await client.watermarks(partition)
                guard marks.high > marks.low else { continue }
                lines.append(
                    Lag(
                        group: entry.group, partition: partition, low: marks.low,
                        committed: committed[partition] ?? nil, high: marks.high))
            }
        }
        if json {
            print(String(decoding: JSON.array(lines.map(\.json)).encoded(), as: UTF8.self))
        } else {
            var table = Table(columns: ["group", "topic", "partition", "low", "committed", "high", "lag", "state"])
            table.rows = lines.map { $0.cells(warn) }
            table.print()
        }
        if lines.contains(where: { $0.state(warn) != "OK" && $0.state(warn) != "unknown" }) { throw ExitCode(1) }
    }
}

private struct Lag {
    let group: String
    let partition: TopicPartition
    let low: Int64
    let committed: Int64?
    let high: Int64

    var lag: Int64? { committed.map { high - $0 } }

    func state(_ warn: Int) -> String {
        guard let committed, let lag else { return "unknown" }
        if committed < low { return "LOST" }
        if committed > high { return "REWIND" }
        return lag > Int64(warn) ? "WARN" : "OK"
    }

    func cells(_ warn: Int) -> [String] {
        [
            group, partition.topic, "\(partition.partition)", "\(low)", committed.map(String.init) ?? "-", "\(high)",
            lag.map(String.init) ?? "-", state(warn),
        ]
    }

    var json: JSON {
        var members: [String: JSON] = [
            "group": .string(group), "topic": .string(partition.topic),
            "partition": .integer(Int64(partition.partition)),
            "low": .integer(low), "high": .integer(high),
        ]
        if let committed { members["committed"] = .integer(committed) }
        if let lag { members["lag"] = .integer(lag) }
        return .object(members)
    }
}
