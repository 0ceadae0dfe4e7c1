import CRdkafka
import Logging

/// The loop of a consumer's thread. It owns the instance and its queues, makes every call to them, and destroys
/// them at the end.
///
/// Two queues: the group's (rebalances, commit results, errors), which is always polled, and our own,
/// to which all assigned partitions are forwarded and which is read only while capacity is left.
final class ConsumerThread {
    typealias Instant = ContinuousClock.Instant

    private let instance: Instance
    private let shared: ConsumerShared
    private let events: AsyncStream<ConsumerEvent>.Continuation
    private let again: @Sendable (TopicPartition) -> Bool
    private let logger: Logger
    private let groupQueue: EventQueue
    private let messageQueue: EventQueue
    private let batch = MessageBatch()
    private var membership: Membership
    private var capacity: Capacity
    private var frontier = Frontier()
    private var commits = Commits()
    private var paused: Set<TopicPartition> = []
    private var listening = true
    /// When leaving the group is given up on.
    private var leavingUntil: Instant?

    init(
        instance: Instance, shared: ConsumerShared, events: AsyncStream<ConsumerEvent>.Continuation, capacity: Int,
        capacityBytes: Int, drainLimit: Duration, again: @escaping @Sendable (TopicPartition) -> Bool, logger: Logger
    ) {
        self.instance = instance
        self.shared = shared
        self.events = events
        self.again = again
        self.logger = logger
        self.capacity = Capacity(messages: capacity, bytes: capacityBytes)
        membership = Membership(drainLimit: drainLimit, commitLimit: .seconds(5))
        groupQueue = .consumer(of: instance)
        messageQueue = .new(for: instance)
    }

    func run() {
        groupQueue.signal(shared.wakeup)
        messageQueue.signal(shared.wakeup)
        while true {
            let requests = shared.take()
            serve(requests)
            groupQueue.drain(handle)
            perform(membership.tick(now: .now))
            let more = membership.isReading && deliver()
            if leavingUntil != nil, instance.hasLeft || leavingUntil! <= .now { break }
            if !more { shared.wakeup.wait(atMost: pause) }
        }
        end()
    }

    /// How long to sleep: until the next deadline; and one second at most, for `max.poll.interval.ms` and for the
    /// end of leaving, which wakes nobody.
    private var pause: Duration {
        let limit: Duration = leavingUntil == nil ? .seconds(1) : .milliseconds(10)
        guard let deadline = membership.deadline else { return limit }
        return max(.zero, min(limit, Instant.now.duration(to: deadline)))
    }

    // MARK: what callers ask

    private func serve(_ requests: ConsumerShared.Requests) {
        listening = requests.listening
        capacity.release(messages: requests.releasedMessages, bytes: requests.releasedBytes)
        let stores = frontier.accept(requests.stores)
        if !stores.isEmpty {
            attempt("store offsets") { () throws(KafkaError) in try instance.store(stores) }
        }
        for (partitions, pause) in requests.pauses {
            let known = Set(membership.partitions)
            setPaused(partitions.filter(known.contains), pause)
        }
        for waiter in requests.commits {
            commit(commits.add(waiter))
        }
        if !requests.lags.isEmpty {
            let lag = frontier.lag(behind: instance.knownEnd)
            for waiter in requests.lags { waiter.resume(returning: lag) }
        }
        if requests.finishRevoke || !listening {
            perform(membership.finishRevoke(now: .now))
        }
        if requests.close, leavingUntil == nil { leave() }
    }

    private func setPaused(_ partitions: [TopicPartition], _ pause: Bool) {
        if partitions.isEmpty { return }
        attempt(pause ? "pause" : "resume") { () throws(KafkaError) in
            if pause { try instance.pause(partitions) } else { try instance.resume(partitions) }
        }
        if pause { paused.formUnion(partitions) } else { paused.subtract(partitions) }
    }

    private func leave() {
        leavingUntil = .now + membership.drainLimit + membership.commitLimit + .seconds(5)
        do {
            try instance.leave(resultsTo: groupQueue)
            // A rebalance that was not answered yet would hold up leaving.
            if case .locating(let partitions, _) = membership.phase { locate(partitions) }
        } catch {
            logger.warning("the group can't be left properly", metadata: ["error": "\(error)"])
            leavingUntil = .now
        }
    }

    private func end() {
        if !instance.hasLeft { logger.warning("the group did not let us go in time; its session will end by itself") }
        commits.failAll(.closed)
        messageQueue.release()
        groupQueue.release()
        instance.destroy()
        shared.finish()
        events.finish()
    }

    // MARK: what the group tells

    private func handle(_ event: OpaquePointer) {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_REBALANCE: rebalance(event)
        case RD_KAFKA_EVENT_OFFSET_COMMIT: committed(event)
        case RD_KAFKA_EVENT_ERROR: report(EventContent.error(event))
        case RD_KAFKA_EVENT_LOG: EventContent.log(event, to: logger)
        default: logger.error("unexpected event \(String(cString: rd_kafka_event_name(event)))")
        }
    }

    private func rebalance(_ event: OpaquePointer) {
        let code = rd_kafka_event_error(event)
        if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            let partitions = PartitionList.partitions(of: rd_kafka_event_topic_partition_list(event))
            perform(membership.assigned(partitions, now: .now))
        } else {
            if code != RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS {
                logger.error("rebalance failed", metadata: ["error": "\(KafkaError(code))"])
            }
            perform(
                membership.revoked(
                    lost: instance.assignmentIsLost, applicationListens: listening, now: .now))
        }
    }

    private func perform(_ action: Membership.Action) {
        switch action {
        case .none: break
        case .locate(let partitions): locate(partitions)
        case .tellRevoked(let partitions): events.yield(.revoked(partitions))
        case .tellLost(let partitions):
            logger.warning("partitions were lost", metadata: ["count": "\(partitions.count)"])
            events.yield(.lost(partitions))
            unassign()
        case .commit(let id):
            if instance.assignmentIsLost {
                perform(membership.abandonCommit())
            } else {
                commit(commits.add(rebalance: id))
            }
        case .unassign: unassign()
        }
    }

    /// Finds where to start: at the group's committed offset, else at the beginning. Where it starts at the beginning
    /// against what was committed, that is committed too, or a partition without messages would be out of range again.
    private func locate(_ partitions: [TopicPartition]) {
        do {
            let known: [TopicPartition: Int64?] =
                partitions.isEmpty || leavingUntil != nil
                ? [:] : try instance.committed(partitions, within: .milliseconds(500))
            var start: [TopicPartition: Int64] = [:]
            var beginnings: [TopicPartition: Int64] = [:]
            for partition in partitions {
                instance.forward(partition, to: messageQueue)
                start[partition] = known[partition].flatMap { $0 } ?? Int64(RD_KAFKA_OFFSET_BEGINNING)
                if leavingUntil == nil, again(partition) {
                    beginnings[partition] = try instance.watermarks(partition, within: .seconds(1)).low
                }
            }
            start.merge(beginnings) { $1 }
            if leavingUntil == nil {
                try instance.assign(start)
                frontier.begin(at: start)
                membership.located()
                if !beginnings.isEmpty { try instance.store(beginnings) }
                events.yield(.assigned(partitions))
            } else {
                // Too late to start; an unassign answers the rebalance as well.
                unassign()
                _ = membership.revoked(lost: true, applicationListens: false, now: .now)
            }
        } catch {
            report(error)
            membership.notLocated(now: .now)
        }
        showAssignment()
    }

    private func unassign() {
        setPaused(Array(paused), false)
        attempt("unassign") { () throws(KafkaError) in try instance.unassign() }
        // What remains of leaving is one request; without a broker it would wait for ever.
        leavingUntil = leavingUntil.map { min($0, .now + .seconds(2)) }
        frontier = Frontier()
        showAssignment()
    }

    private func showAssignment() {
        let partitions = membership.partitions
        shared.state.withLock { $0.assignment = partitions }
    }

    // MARK: commits

    private func commit(_ id: Int) {
        do {
            try instance.commit(id, resultTo: groupQueue)
        } catch {
            finishCommit(id, error)
        }
    }

    private func committed(_ event: OpaquePointer) {
        let code = rd_kafka_event_error(event)
        let isFailure = code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR__NO_OFFSET
        let error = isFailure ? KafkaError(code) : nil
        if let error {
            logger.log(
                level: error.isRetriable ? .notice : .warning, "commit failed", metadata: ["error": "\(error)"])
        }
        // Without an id it is a commit that librdkafka did by itself.
        guard let opaque = rd_kafka_event_opaque(event) else { return }
        finishCommit(Int(bitPattern: opaque), error)
    }

    private func finishCommit(_ id: Int, _ error: KafkaError?) {
        switch commits.finish(id) {
        case .waiter(let waiter): waiter.resume(returning: error)
        case .rebalance(let id): perform(membership.committed(id: id))
        case nil: break
        }
    }

    // MARK: messages

    /// Delivers what is there and fits. True when there may be more to deliver at once.
    private func deliver() -> Bool {
        let room = capacity.room
        if room == 0 { return false }
        var messages: [KafkaMessage] = []
        var errors: [KafkaError] = []
        let taken = batch.take(from: messageQueue, atMost: room, messages: &messages, errors: &errors)
        if !messages.isEmpty {
            capacity.take(messages: messages.count, bytes: messages.reduce(0) { $0 + $1.size })
            frontier.delivered(messages)
            events.yield(.messages(messages))
        }
        errors.forEach(report)
        return taken == min(room, MessageBatch.limit)
    }

    private func report(_ error: KafkaError) {
        if let fatal = error.isFatal ? instance.fatalError ?? error : nil {
            logger.error("consumer can't go on", metadata: ["error": "\(fatal)"])
            events.yield(.alarm(fatal))
        } else if error.needsSomebody {
            logger.error("consumer", metadata: ["error": "\(error)"])
            events.yield(.alarm(error))
        } else {
            logger.log(level: error.logLevel, "consumer", metadata: ["error": "\(error)"])
        }
    }

    private func attempt(_ what: String, _ body: () throws(KafkaError) -> Void) {
        do {
            try body()
        } catch {
            logger.warning("could not \(what)", metadata: ["error": "\(error)"])
        }
    }
}
