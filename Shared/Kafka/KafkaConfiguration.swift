/// What every client of one cluster has in common.
///
/// The delivery rules of the chain (MESSAGING §3-4) are not settings: `KafkaProducer` and `KafkaConsumer` fix them.
public struct KafkaConfiguration: Sendable {
    /// `host:port`, comma separated.
    public var bootstrapServers: String
    /// Name of this process in the broker's logs and quotas.
    public var clientId: String
    /// After how long without a heartbeat the group gives a member's partitions to another.
    public var sessionTimeout: Duration
    /// How long the broker holds an empty fetch; on the development broker this is the latency of a message.
    public var fetchWaitMax: Duration
    /// Further librdkafka settings, for instance `security.protocol` and `sasl.*`. Secrets come from files and
    /// are never repeated in an error.
    public var settings: [String: String]

    public init(
        bootstrapServers: String, clientId: String, sessionTimeout: Duration = .seconds(45),
        fetchWaitMax: Duration = .milliseconds(500), settings: [String: String] = [:]
    ) {
        self.bootstrapServers = bootstrapServers
        self.clientId = clientId
        self.sessionTimeout = sessionTimeout
        self.fetchWaitMax = fetchWaitMax
        self.settings = settings
    }

    /// librdkafka settings as a file holds them: `name=value` a line, `#` before a remark.
    public static func settings(inLines text: String) -> [String: String] {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }.reduce(into: [:]) { settings, line in
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { settings[parts[0]] = parts[1] }
        }
    }
}

extension KafkaConfiguration {
    private var common: [String: String] {
        [
            "bootstrap.servers": bootstrapServers,
            "client.id": clientId,
            // Small requests must not wait for the acknowledgement of the one before.
            "socket.nagle.disable": "true",
            // Brokers close idle connections; that is no news.
            "log.connection.close": "false",
            "log.queue": "true",
        ]
    }

    /// MESSAGING §3. Fixed rules win over `settings`.
    var producer: [String: String] {
        common.merging(settings) { $1 }.merging([
            "enable.idempotence": "true",
            "acks": "all",
            "message.timeout.ms": "0",
            "linger.ms": "0",
            "partitioner": "murmur2_random",
            "compression.type": "lz4",
        ]) { $1 }
    }

    /// MESSAGING §4. Fixed rules win over `settings`.
    func consumer(group: String, assignment: KafkaConsumer.Assignment, instanceId: String?) -> [String: String] {
        var result = common
        // Three heartbeats must fit in a session, also in the short sessions of tests.
        result["heartbeat.interval.ms"] = "\(min(3_000, sessionTimeout.milliseconds / 3))"
        result.merge(settings) { $1 }
        result.merge([
            "group.id": group,
            "partition.assignment.strategy": assignment.rawValue,
            "session.timeout.ms": "\(sessionTimeout.milliseconds)",
            "fetch.wait.max.ms": "\(fetchWaitMax.milliseconds)",
            "enable.auto.commit": "true",
            "auto.commit.interval.ms": "1000",
            "enable.auto.offset.store": "false",
            "isolation.level": "read_committed",
            // What is fetched ahead waits in memory: no more than a second's work, also when every partition answers at once.
            "queued.max.messages.kbytes": "8192",
            "fetch.message.max.bytes": "262144",
            "fetch.max.bytes": "4194304",
            // Where to start is decided at assignment; anything else the broker can't place is an alarm.
            "auto.offset.reset": "error",
        ]) { $1 }
        if let instanceId {
            result["group.instance.id"] = instanceId
        }
        return result
    }

    /// For metadata, watermarks and administration only.
    var client: [String: String] {
        common.merging(settings) { $1 }
    }
}

extension Duration {
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
