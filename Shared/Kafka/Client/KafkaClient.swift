import CRdkafka
import Logging
import Synchronization

/// Asks a cluster about itself and its groups; for status, readiness and administration.
///
/// All methods may be called from any task; questions are answered one after the other on a thread of their own.
public final class KafkaClient: Sendable {
    private let jobs: ClientJobs

    public init(_ configuration: KafkaConfiguration, logger: Logger) throws(KafkaError) {
        let instance = try Instance(
            RD_KAFKA_PRODUCER, settings: configuration.client, events: RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG)
        do {
            jobs = ClientJobs(wakeup: try Wakeup())
        } catch {
            instance.destroy()
            throw error
        }
        ClientThread.start("kafka-client") { [jobs] in jobs.run(on: instance, logger: logger) }
    }

    deinit { jobs.close(nil) }

    /// All brokers and topics.
    public func metadata(timeout: Duration = .seconds(5)) async throws(KafkaError) -> ClusterMetadata {
        try await jobs.perform { instance throws(KafkaError) in try instance.metadata(within: timeout) }
    }

    /// The offset of the oldest record that is kept, and the one that the next record will get.
    public func watermarks(
        _ partition: TopicPartition, timeout: Duration = .seconds(5)
    ) async throws(KafkaError) -> (low: Int64, high: Int64) {
        try await jobs.perform { instance throws(KafkaError) in try instance.watermarks(partition, within: timeout) }
    }

    /// The same of many partitions, in two requests to each of their leaders.
    public func watermarks(
        _ partitions: [TopicPartition], timeout: Duration = .seconds(10)
    ) async throws(KafkaError) -> [TopicPartition: (low: Int64, high: Int64)] {
        if partitions.isEmpty { return [:] }
        return try await jobs.perform { instance throws(KafkaError) in
            let low = try instance.offsets(RD_KAFKA_OFFSET_BEGINNING, of: partitions, within: timeout)
            let high = try instance.offsets(RD_KAFKA_OFFSET_END, of: partitions, within: timeout)
            var marks: [TopicPartition: (low: Int64, high: Int64)] = [:]
            for (partition, low) in low { if let high = high[partition] { marks[partition] = (low, high) } }
            return marks
        }
    }

    /// Who reads which partition for a group.
    /// - Throws: where the broker does not tell, as the development broker does not.
    public func members(
        of group: String, timeout: Duration = .seconds(5)
    ) async throws(KafkaError) -> [TopicPartition: GroupMember] {
        try await jobs.perform { instance throws(KafkaError) in try instance.members(of: group, within: timeout) }
    }

    /// A topic's settings, such as `min.insync.replicas`.
    /// - Throws: where the broker does not tell, as the development broker does not.
    public func settings(
        of topic: String, timeout: Duration = .seconds(5)
    ) async throws(KafkaError) -> [String: String] {
        try await jobs.perform { instance throws(KafkaError) in try instance.settings(of: topic, within: timeout) }
    }

    /// What a group has committed; `nil` for a partition where it never did.
    public func committed(
        group: String, _ partitions: [TopicPartition], timeout: Duration = .seconds(5)
    ) async throws(KafkaError) -> [TopicPartition: Int64?] {
        try await jobs.perform { instance throws(KafkaError) in
            try instance.committed(of: group, partitions, within: timeout)
        }
    }

    /// Creates those that are not there yet. The development broker does not answer this.
    public func createTopics(_ topics: [NewTopic], timeout: Duration = .seconds(10)) async throws(KafkaError) {
        try await jobs.perform { instance throws(KafkaError) in try instance.createTopics(topics, within: timeout) }
    }

    /// Finishes the questions asked so far and frees everything.
    public func close() async {
        await withCheckedContinuation { jobs.close($0) }
    }
}

/// The questions waiting for the client's thread.
final class ClientJobs: Sendable {
    private struct State {
        var open = true
        var waiting: [@Sendable (Instance) -> Void] = []
        var closed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let wakeup: Wakeup
    private let state = Mutex(State())

    init(wakeup: Wakeup) { self.wakeup = wakeup }

    func perform<R: Sendable>(
        _ body: @escaping @Sendable (Instance) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        let result: Result<R, KafkaError> = await withCheckedContinuation { continuation in
            let accepted = state.withLock { state in
                guard state.open else { return false }
                state.waiting.append { instance in
                    continuation.resume(returning: Result { () throws(KafkaError) in try body(instance) })
                }
                return true
            }
            if accepted { wakeup.signal() } else { continuation.resume(returning: .failure(.closed)) }
        }
        return try result.get()
    }

    func close(_ closer: CheckedContinuation<Void, Never>?) {
        let closed = state.withLock { state in
            state.open = false
            if let closer, !state.closed { state.closers.append(closer) }
            return state.closed
        }
        if closed { closer?.resume() } else { wakeup.signal() }
    }

    /// The loop of the client's thread.
    func run(on instance: Instance, logger: Logger) {
        let queue = EventQueue.main(of: instance)
        queue.signal(wakeup)
        while true {
            let (jobs, open) = state.withLock { state in
                defer { state.waiting = [] }
                return (state.waiting, state.open)
            }
            for job in jobs { job(instance) }
            queue.drain { event in
                if rd_kafka_event_type(event) == RD_KAFKA_EVENT_LOG {
                    EventContent.log(event, to: logger)
                } else if rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR {
                    let error = EventContent.error(event)
                    logger.log(level: error.logLevel, "client", metadata: ["error": "\(error)"])
                }
            }
            if !open { break }
            wakeup.wait(atMost: .seconds(10))
        }
        queue.release()
        instance.destroy()
        let closers = state.withLock { state in
            state.closed = true
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}
