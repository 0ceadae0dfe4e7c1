import Dispatch
import Foundation
import Kafka
import Logging

/// The broker that the tests talk to over TCP: `keten-dev broker` as a child process, or the one that
/// `KAFKA_BOOTSTRAP_SERVERS` names. Everything is safe to call from any task.
public final class DevelopmentBroker: Sendable {
    public let bootstrapServers: String
    /// `nil` for a broker that is not ours.
    private let process: BrokerProcess?

    private static let sharedBroker = Task { try await start() }

    /// One for the whole run, for tests that leave it in peace; use topics and groups of your own.
    public static func shared() async throws -> DevelopmentBroker { try await sharedBroker.value }

    /// A broker of its own, on a free port unless one is given.
    public static func start(
        port: UInt16 = 0, topics: [String] = [], partitions: Int32 = 4
    ) async throws -> DevelopmentBroker {
        if let external { return DevelopmentBroker(external, nil) }
        let process = try BrokerProcess(port: port, topics: topics, partitions: partitions)
        let line = try await process.firstLine()
        let ready = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        guard let address = ready["bootstrap"] else { throw BrokerProcess.Failure(answer: line) }
        return DevelopmentBroker(address, process)
    }

    private init(_ bootstrapServers: String, _ process: BrokerProcess?) {
        self.bootstrapServers = bootstrapServers
        self.process = process
    }

    /// As short as the broker allows: a real one takes no less than 6 s unless it is told to.
    public static var sessionTimeout: Duration { .seconds(external == nil ? 4 : 6) }

    /// Settings for short sessions and fast fetches on this broker.
    public func configuration(
        clientId: String = "test", settings: [String: String] = [:]
    ) -> KafkaConfiguration {
        KafkaConfiguration(
            bootstrapServers: bootstrapServers, clientId: clientId, sessionTimeout: Self.sessionTimeout,
            fetchWaitMax: .milliseconds(10),
            settings: ["reconnect.backoff.max.ms": "500", "topic.metadata.refresh.interval.ms": "1000"]
                .merging(Self.externalSettings) { $1 }.merging(settings) { $1 })
    }

    /// A new topic with a name that no other test has.
    public func topic(_ name: String = "test", partitions: Int32 = 4) async throws -> String {
        let unique = "\(name)-\(UUID().uuidString.prefix(8).lowercased())"
        try await createTopic(unique, partitions: partitions)
        return unique
    }

    public func createTopic(_ name: String, partitions: Int32) async throws {
        if let process {
            try await process.command("topic \(name) \(partitions)")
        } else {
            let client = try KafkaClient(configuration(), logger: Logger(label: "test"))
            try await client.createTopics([NewTopic(name: name, partitions: partitions, replication: 1)])
            // A real broker answers before every broker knows, and each partition has a leader.
            try await eventually(within: .seconds(20), "\(name) is there") {
                let known = try await client.metadata().topics.first { $0.name == name }
                guard known?.partitions == Int(partitions), known?.error == nil else { return false }
                do {
                    _ = try await client.watermarks(TopicPartition(topic: name, partition: partitions - 1))
                    return true
                } catch { return false }
            }
            await client.close()
        }
    }

    /// Breaks all connections and refuses new ones.
    public func down() async throws { try await command("down") }

    public func up() async throws { try await command("up") }

    /// For producers that this broker is to refuse a request of: without it the requests behind the refused one are
    /// taken, since this broker looks at no sequence numbers, and librdkafka concludes that the refused one was too.
    public static let oneRequestAtATime = ["max.in.flight.requests.per.connection": "1"]

    /// Answers the next requests of a kind with an error of the Kafka protocol.
    ///
    /// For Produce with a retriable error, the producer needs `oneRequestAtATime`.
    /// - Parameter request: Kafka's API key: 0 Produce, 1 Fetch, 8 OffsetCommit, 9 OffsetFetch, 12 Heartbeat.
    public func failNext(_ count: Int, request: Int, with code: Int) async throws {
        try await command("error \(request) \(code) \(count)")
    }

    /// Tells clients this error of the Kafka protocol instead of the topic's partitions; 0 ends that.
    public func setTopicError(_ topic: String, to code: Int) async throws {
        try await command("topic-error \(topic) \(code)")
    }

    /// Answers everything so much later.
    public func delay(_ delay: Duration) async throws {
        try await command("delay \(Int(delay / .milliseconds(1)))")
    }

    /// Starts a real broker again by the command that `KETEN_TEST_KAFKA_RESTART` names.
    public func restart() async throws {
        guard let command = Self.variable("KETEN_TEST_KAFKA_RESTART") else {
            throw BrokerProcess.Failure(answer: "what this broker held would be gone")
        }
        let child = try ChildProcess("/bin/sh", ["-c", command])
        guard try await child.waitForExit(within: .seconds(120)).succeeded else {
            throw BrokerProcess.Failure(answer: "\(command): \(child.output.errorLines.suffix(3))")
        }
    }

    /// Another one on the same port, which has nothing of what this one held; this one is gone.
    /// - Parameter topics: there before clients that are still running find it, and make them with 4 partitions.
    public func restartEmpty(with topics: [String], partitions: Int32) async throws -> DevelopmentBroker {
        guard let process, let port = bootstrapServers.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw BrokerProcess.Failure(answer: "a real broker is not ours to empty")
        }
        await process.stop()
        return try await Self.start(port: port, topics: topics, partitions: partitions)
    }

    /// Ends the child; everything it held is gone.
    public func stop() async { await process?.stop() }

    private func command(_ line: String) async throws {
        guard let process else { throw BrokerProcess.Failure(answer: "a real broker takes no faults") }
        try await process.command(line)
    }
}
