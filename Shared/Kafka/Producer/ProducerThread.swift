import CRdkafka
import Logging

/// The loop of a producer's thread: gives deliveries, answers flushes, purges, and at last destroys the instance.
struct ProducerThread {
    let shared: ProducerShared
    let deliveries: AsyncStream<[Delivery]>.Continuation
    let logger: Logger
    private var instance: Instance { shared.instance }

    init(shared: ProducerShared, deliveries: AsyncStream<[Delivery]>.Continuation, logger: Logger) {
        self.shared = shared
        self.deliveries = deliveries
        self.logger = logger
    }

    func run() {
        let queue = EventQueue.main(of: instance)
        queue.signal(shared.wakeup)
        while true {
            var batch: [Delivery] = []
            queue.drain { handle($0, &batch) }
            let (purge, open) = shared.state.withLock { state in
                batch += state.refused
                state.refused = []
                defer { state.purge = false }
                return (state.purge, state.open)
            }
            if !batch.isEmpty { deliveries.yield(batch) }
            let next = settle(delivered: batch.count)
            if purge || !open {
                // Their reports come as events, so nothing here waits. While closing it is repeated, for records
                // that were between two queues.
                rd_kafka_purge(
                    instance.pointer,
                    RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING)
            }
            if !open && shared.outstanding == 0 { break }
            shared.wakeup.wait(atMost: open ? next : .milliseconds(100))
        }
        queue.release()
        instance.destroy()
        deliveries.finish()
        let closers = shared.state.withLock { state in
            state.closed = true
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    /// Counts the deliveries, answers the flushes that are done or too late, and says how long to sleep at most.
    private func settle(delivered: Int) -> Duration {
        let now = ContinuousClock.now
        let (answered, done, next) = shared.state.withLock { state in
            state.outstanding -= delivered
            let done = state.outstanding == 0
            let answered = state.flushes.filter { done || $0.until <= now }
            state.flushes.removeAll { done || $0.until <= now }
            return (answered, done, state.flushes.map { now.duration(to: $0.until) }.min())
        }
        for flush in answered { flush.waiter.resume(returning: done) }
        return next ?? .seconds(10)
    }

    private func handle(_ event: OpaquePointer, _ batch: inout [Delivery]) {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_DR:
            Instance.deliveries(of: event, into: &batch)
        case RD_KAFKA_EVENT_LOG:
            EventContent.log(event, to: logger)
        case RD_KAFKA_EVENT_ERROR:
            let error = EventContent.error(event)
            if let fatal = instance.fatalError {
                logger.error("producer can't go on", metadata: ["error": "\(fatal)"])
                shared.state.withLock { state in
                    state.fatal = fatal
                    state.purge = true
                }
            } else {
                logger.log(level: error.logLevel, "producer", metadata: ["error": "\(error)"])
            }
        default:
            logger.warning("unexpected event \(String(cString: rd_kafka_event_name(event)))")
        }
    }
}
