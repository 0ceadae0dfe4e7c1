/// What a cluster says of itself.
public struct ClusterMetadata: Sendable {
    public struct Broker: Sendable {
        public var id: Int32
        public var host: String
        public var port: Int32
    }

    public struct Topic: Sendable {
        public var name: String
        public var partitions: Int
        /// Of the partition with the fewest replicas, and with the fewest that are in sync.
        public var replicas: Int
        public var inSync: Int
        /// Partitions that nobody can read or write now.
        public var leaderless: Int
        /// Why the broker gives no partitions, for instance a missing right.
        public var error: KafkaError?
    }

    public var brokers: [Broker]
    public var topics: [Topic]
}

/// A partition of a topic that a member of a group reads, as the broker tells.
public struct GroupMember: Sendable, Equatable {
    public var clientId: String
    public var host: String
}

public struct NewTopic: Sendable {
    public var name: String
    public var partitions: Int32
    public var replication: Int32
    /// The broker's topic settings, for instance `retention.ms`.
    public var configuration: [String: String]

    public init(name: String, partitions: Int32, replication: Int32, configuration: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.configuration = configuration
    }
}
