/// What may still be delivered. The application gives back what it is done with.
struct Capacity {
    private var messages: Int
    private var bytes: Int

    init(messages: Int, bytes: Int) {
        self.messages = messages
        self.bytes = bytes
    }

    /// How many messages may be taken, supposing that none is over 64 KiB.
    var room: Int {
        if messages <= 0 || bytes <= 0 { return 0 }
        return min(messages, max(1, bytes / 65_536))
    }

    mutating func take(messages: Int, bytes: Int) {
        self.messages -= messages
        self.bytes -= bytes
    }

    mutating func release(messages: Int, bytes: Int) {
        self.messages += messages
        self.bytes += bytes
    }
}

/// Which offsets may be stored: those of messages that the present assignment delivered. An answer that was still
/// under way when a partition left and came back must not move its offset backwards.
struct Frontier {
    private var delivered: [TopicPartition: (first: Int64, next: Int64)] = [:]
    /// The next offset that is not done; negative where reading begins at the beginning, wherever that is.
    private var stored: [TopicPartition: Int64] = [:]

    /// Reading begins here.
    mutating func begin(at offsets: [TopicPartition: Int64]) { stored = offsets }

    mutating func delivered(_ messages: [KafkaMessage]) {
        for message in messages {
            let first = delivered[message.topicPartition]?.first ?? message.offset
            delivered[message.topicPartition] = (first, message.offset + 1)
        }
    }

    mutating func accept(_ offsets: [TopicPartition: Int64]) -> [TopicPartition: Int64] {
        let accepted = offsets.filter { partition, offset in
            guard let range = delivered[partition] else { return false }
            return range.first < offset && offset <= range.next
        }
        stored.merge(accepted) { max($0, $1) }
        return accepted
    }

    /// - Parameter end: the end of a partition as it is known; nil before the first fetch.
    func lag(behind end: (TopicPartition) -> Int64?) -> [TopicPartition: Int64] {
        var lag: [TopicPartition: Int64] = [:]
        for (partition, stored) in stored {
            guard let end = end(partition) else { continue }
            let next = stored >= 0 ? stored : delivered[partition]?.first
            // What begins nowhere is empty when it ends at 0.
            lag[partition] = next.map { max(0, end - $0) } ?? (end == 0 ? 0 : nil)
        }
        return lag
    }
}

/// The commits under way, by the id that librdkafka carries.
struct Commits {
    enum Asker {
        case waiter(ConsumerShared.CommitWaiter)
        case rebalance(Int)
    }

    private var open: [Int: Asker] = [:]
    private var last = 0

    mutating func add(_ waiter: ConsumerShared.CommitWaiter) -> Int { add(.waiter(waiter)) }
    mutating func add(rebalance id: Int) -> Int { add(.rebalance(id)) }
    mutating func finish(_ id: Int) -> Asker? { open.removeValue(forKey: id) }

    mutating func failAll(_ error: KafkaError) {
        for case .waiter(let waiter) in open.values { waiter.resume(returning: error) }
        open = [:]
    }

    private mutating func add(_ asker: Asker) -> Int {
        last += 1
        open[last] = asker
        return last
    }
}
