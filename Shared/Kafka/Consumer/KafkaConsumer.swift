import CRdkafka
import Logging

/// A member of a consumer group, by MESSAGING §4.
///
/// All methods may be called from any thread or task and none blocks one. A partition for which the group has no
/// committed offset is read from its beginning. Messages are delivered only while capacity is left; meanwhile the
/// group hears of us all the same. Close it before letting go of it.
public final class KafkaConsumer: Sendable {
    /// How partitions are divided over the members.
    public enum Assignment: String, Sendable {
        /// Neighbouring partitions of each topic; partition n of all topics goes to the same member.
        case range
        /// Over all topics together; for topics with few partitions.
        case roundrobin
    }

    /// For one task. Ends after `close()`. When that task ends first, revocations are no longer waited for.
    public let events: AsyncStream<ConsumerEvent>
    private let shared: ConsumerShared

    /// Starts the consumer's thread and joins the group in the background.
    ///
    /// - Parameters:
    ///   - topics: names; one that begins with `^` is a regular expression.
    ///   - instanceId: keeps a member's partitions for it while it restarts (static membership).
    ///   - capacity: messages that may be delivered and not yet released.
    ///   - capacityBytes: the same in bytes; exceeded by one batch at most when messages are over 64 KiB.
    ///   - drainLimit: how long a revoke waits for `finishRevoke()`.
    ///   - again: partitions that start at their beginning, whatever the group has committed; asked at each assignment.
    public init(
        _ configuration: KafkaConfiguration, group: String, topics: [String], assignment: Assignment,
        instanceId: String? = nil, capacity: Int = 1_000, capacityBytes: Int = 16 * 1_024 * 1_024,
        drainLimit: Duration = .seconds(5), again: @escaping @Sendable (TopicPartition) -> Bool = { _ in false },
        logger: Logger
    ) throws(KafkaError) {
        let instance = try Instance(
            RD_KAFKA_CONSUMER,
            settings: configuration.consumer(group: group, assignment: assignment, instanceId: instanceId),
            events: RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_OFFSET_COMMIT
                | RD_KAFKA_EVENT_LOG)
        let shared: ConsumerShared
        do {
            shared = ConsumerShared(wakeup: try Wakeup())
            try instance.subscribe(to: topics)
        } catch {
            instance.destroy()
            throw error
        }
        self.shared = shared
        let (stream, continuation) = AsyncStream.makeStream(of: ConsumerEvent.self)
        continuation.onTermination = { [shared] _ in shared.stopListening() }
        events = stream
        ClientThread.start("kafka-consumer") {
            ConsumerThread(
                instance: instance, shared: shared, events: continuation, capacity: capacity,
                capacityBytes: capacityBytes, drainLimit: drainLimit, again: again, logger: logger
            ).run()
        }
    }

    deinit { shared.close(nil) }

    /// Gives back capacity: the application has finished with, or dropped, so many delivered messages and bytes
    /// (`KafkaMessage.size`).
    public func release(messages: Int, bytes: Int) { shared.release(messages: messages, bytes: bytes) }

    /// Gives back the capacity of these messages.
    public func release(_ messages: some Sequence<KafkaMessage>) {
        let sizes = messages.map(\.size)
        release(messages: sizes.count, bytes: sizes.reduce(0, +))
    }

    /// Takes the capacity of these messages again, which had been given back while they waited.
    public func retake(_ messages: some Sequence<KafkaMessage>) {
        let sizes = messages.map(\.size)
        shared.release(messages: -sizes.count, bytes: -sizes.reduce(0, +))
    }

    /// The next offset to read of each partition: one past the last of an unbroken run of finished messages.
    /// Committed within about a second. Offsets of partitions that are ours no longer, and steps back behind what
    /// this assignment began with, are ignored.
    public func store(_ offsets: [TopicPartition: Int64]) { shared.store(offsets) }

    /// The application has drained after `.revoked`.
    public func finishRevoke() { shared.finishRevoke() }

    /// Commits what was stored so far and waits for the broker's answer.
    ///
    /// - Returns: why it failed; `nil` also when there was nothing to commit.
    @discardableResult
    public func commit() async -> KafkaError? {
        await withCheckedContinuation { shared.commit($0) }
    }

    /// Stops fetching these partitions until `resume` or until they are revoked. What was fetched ahead is fetched
    /// again later, so pause rarely; holding back `release` stops everything without that cost.
    public func pause(_ partitions: [TopicPartition]) { shared.pause(partitions, true) }

    public func resume(_ partitions: [TopicPartition]) { shared.pause(partitions, false) }

    /// Leaves the group, frees everything and ends `events`. Where partitions are assigned, `.revoked` comes first
    /// and waits for `finishRevoke()`, so that the task that reads `events` must go on meanwhile.
    public func close() async {
        await withCheckedContinuation { shared.close($0) }
    }

    /// What this member reads now.
    public var assignment: [TopicPartition] { shared.state.withLock { $0.assignment } }

    /// How many messages there are between what was stored and the end of each partition that this member reads, as of
    /// the last fetch. A partition of which that is not known yet is not there; it is not 0.
    public func lag() async -> [TopicPartition: Int64] {
        await withCheckedContinuation { shared.lag($0) }
    }
}
