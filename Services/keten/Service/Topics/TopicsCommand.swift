import ArgumentParser
import Contracts
import Foundation
import Kafka

/// `keten topics`: whether the broker has the topics that the chain needs, as it needs them.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics", abstract: "Compare the broker's topics with those that the chain needs.",
        discussion: """
            Expected are the chain's own topics with their number of partitions, and with
            --register those of each organisation of that register file. The number of
            in-sync replicas that a write needs is compared with the replicas there are,
            where the broker tells its settings; the development broker does not.

            Exits 1 when a topic is missing, has another number of partitions, has a
            partition without a leader, or has fewer replicas in sync than its writes need.

            Example:
              keten topics
              keten topics --register deploy/register/demo.yaml --json
            """)

    @OptionGroup var broker: Broker
    @Option(help: "The register's file; its organisations' topics are expected too.") var register: String?
    @Flag(help: "Print JSON.") var json = false

    private struct Line {
        let name: String
        var expected: Int?
        var topic: ClusterMetadata.Topic?
        var low: Int64 = 0
        var high: Int64 = 0
        /// Nil where the broker does not tell.
        var minInSync: Int?

        var problem: String? {
            guard let topic, topic.error == nil else { return "missing  -> deploy/kafka/create-topics" }
            if let expected, topic.partitions != expected {
                return "has \(topic.partitions) partitions, not \(expected)  -> deploy/runbooks/add-partitions.md"
            }
            if topic.leaderless > 0 { return "\(topic.leaderless) partitions without a leader" }
            if let minInSync, topic.inSync < minInSync {
                return "\(topic.inSync) replicas in sync, a write needs \(minInSync)"
            }
            return nil
        }
    }

    func run() async throws {
        let expected = try self.expected()
        let lines = try await broker.use { client, _ in
            let topics = try await client.metadata().topics.filter { $0.name.hasPrefix("keten.") }
            let names = Set(expected.keys).union(topics.map(\.name))
            var lines = names.sorted().map { name in
                Line(name: name, expected: expected[name], topic: topics.first { $0.name == name })
            }
            for index in lines.indices { try await Self.look(at: &lines[index], client) }
            return lines
        }
        if json {
            print(String(decoding: JSON.array(lines.map(Self.json)).encoded(), as: UTF8.self))
        } else {
            var table = Table(columns: [
                "topic", "partitions", "expected", "replicas", "in sync", "needs", "low", "high", "",
            ])
            table.rows = lines.map { line in
                [
                    line.name, line.topic.map { "\($0.partitions)" } ?? "-", line.expected.map(String.init) ?? "-",
                    line.topic.map { "\($0.replicas)" } ?? "-", line.topic.map { "\($0.inSync)" } ?? "-",
                    line.minInSync.map(String.init) ?? "unknown", "\(line.low)", "\(line.high)",
                    line.problem ?? "ok",
                ]
            }
            table.print()
        }
        if lines.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }

    private func expected() throws -> [String: Int] {
        var expected = Dictionary(Topics.chain.map { ($0, Topics.partitions) }, uniquingKeysWith: { a, _ in a })
        guard let register else { return expected }
        for organisation in try RegisterFile(yaml: Operator.text(register)).organisations {
            for name in [Topics.in(organisation.oin), Topics.uit(organisation.oin)] {
                expected[name] = Topics.organisationPartitions
            }
        }
        return expected
    }

    /// Messages that stand on the topic, over all partitions, and what a write needs.
    private static func look(at line: inout Line, _ client: KafkaClient) async throws {
        guard let topic = line.topic, topic.error == nil else { return }
        let marks = try await client.watermarks(
            (0..<topic.partitions).map { TopicPartition(topic: topic.name, partition: Int32($0)) })
        line.low = marks.values.reduce(0) { $0 + $1.low }
        line.high = marks.values.reduce(0) { $0 + $1.high }
        // A broker that does not tell leaves it unknown, and nothing is concluded from it.
        let settings = try? await client.settings(of: topic.name, timeout: .seconds(1))
        line.minInSync = settings?["min.insync.replicas"].flatMap(Int.init)
    }

    private static func json(_ line: Line) -> JSON {
        var members: JSON.Members = [
            "topic": .string(line.name), "low": .integer(line.low), "high": .integer(line.high),
            "problem": line.problem.map(JSON.string) ?? .null,
        ]
        if let expected = line.expected { members["expected"] = .integer(Int64(expected)) }
        if let topic = line.topic {
            members["partitions"] = .integer(Int64(topic.partitions))
            members["replicas"] = .integer(Int64(topic.replicas))
            members["inSync"] = .integer(Int64(topic.inSync))
        }
        if let needs = line.minInSync { members["minInSync"] = .integer(Int64(needs)) }
        return .object(members)
    }
}
