import Foundation
import Kafka
import Testing

/// What a broker under test can do. A test that needs what it can't is skipped, and `deploy/test` prints and counts
/// it: never green.
public enum BrokerCapability: String, Sendable, CaseIterable {
    /// Faults on demand: down, up, errors, delays.
    case faults
    /// Silently drops the oldest of a partition beyond 5 MiB.
    case dropsOldest
    /// Creating topics by the admin protocol.
    case adminTopics
    /// Taking the commits of a member whose group is already gathering for the next generation.
    case commitsDuringRebalance
    /// A member that comes back in its session, under its instance id, finds its partitions as they were.
    case staticMembership
    /// Says which offset belongs to a moment, and keeps or drops records by their age.
    case offsetsByTime
    /// Hides what an aborted transaction wrote.
    case readCommitted
    /// Says who is in a group.
    case groupDescriptions
    /// Can be started again by `KETEN_TEST_KAFKA_RESTART`, a command, and still has what was confirmed.
    case durable
    /// Knows a client without rights, whose librdkafka settings stand in the file `KETEN_TEST_KAFKA_STRANGER`.
    case acls
    /// Speaks TLS; the librdkafka settings stand in the file `KETEN_TEST_KAFKA_SETTINGS`.
    case tls
}

extension DevelopmentBroker {
    public static let capabilities: Set<BrokerCapability> = {
        guard external != nil else { return [.faults, .dropsOldest] }
        var able: Set<BrokerCapability> = [
            .adminTopics, .commitsDuringRebalance, .staticMembership, .offsetsByTime, .readCommitted,
            .groupDescriptions,
        ]
        if variable("KETEN_TEST_KAFKA_RESTART") != nil { able.insert(.durable) }
        if variable("KETEN_TEST_KAFKA_STRANGER") != nil { able.insert(.acls) }
        if externalSettings["security.protocol"]?.lowercased().contains("ssl") == true { able.insert(.tls) }
        return able
    }()

    /// The real broker's address, if the tests are to use one.
    static var external: String? { variable("KAFKA_BOOTSTRAP_SERVERS") }

    /// What a client of the real broker needs beside its address.
    static let externalSettings = settings(inFile: variable("KETEN_TEST_KAFKA_SETTINGS"))

    /// librdkafka settings of a client without rights.
    public static let strangerSettings = settings(inFile: variable("KETEN_TEST_KAFKA_STRANGER"))

    static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func settings(inFile path: String?) -> [String: String] {
        guard let path else { return [:] }
        // Without them no test can say anything.
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { fatalError("cannot read \(path)") }
        return KafkaConfiguration.settings(inLines: text)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips the test on a broker that lacks one of these. `deploy/test` looks for the words of the comment.
    public static func needs(_ capabilities: BrokerCapability...) -> Self {
        let missing = capabilities.filter { !DevelopmentBroker.capabilities.contains($0) }.map(\.rawValue)
        return .enabled(if: missing.isEmpty, "this broker lacks \(missing.joined(separator: ", "))")
    }
}
