import CRdkafka
import Synchronization

/// What the producer's callers and its thread share. The lock also keeps callers out of a destroyed instance.
final class ProducerShared: Sendable {
    typealias Waiter = CheckedContinuation<Bool, Never>

    struct State {
        /// False from the moment closing was asked for.
        var open = true
        var outstanding = 0
        /// Deliveries of records that librdkafka refused, to be given by the thread.
        var refused: [Delivery] = []
        var flushes: [(until: ContinuousClock.Instant, waiter: Waiter)] = []
        var purge = false
        var closed = false
        var closers: [CheckedContinuation<Void, Never>] = []
        var fatal: KafkaError?
    }

    let instance: Instance
    let wakeup: Wakeup
    let state = Mutex(State())

    init(instance: Instance, wakeup: Wakeup) {
        self.instance = instance
        self.wakeup = wakeup
    }

    var fatal: KafkaError? { state.withLock { $0.fatal } }
    var outstanding: Int { state.withLock { $0.outstanding } }

    func enqueue(_ records: [OutgoingRecord]) -> Int {
        let (accepted, wake) = state.withLock { state in
            var accepted = 0
            guard state.open else { return (0, false) }
            let refusedBefore = state.refused.count
            loop: for record in records {
                switch instance.produce(record) {
                case .accepted: break
                case .full: break loop
                case .refused(let error):
                    state.refused.append(Delivery(tag: record.tag, partition: -1, offset: -1001, error: error))
                }
                accepted += 1
            }
            state.outstanding += accepted
            return (accepted, state.refused.count > refusedBefore)
        }
        if wake { wakeup.signal() }
        return accepted
    }

    func flush(until deadline: ContinuousClock.Instant, _ waiter: Waiter) {
        let done = state.withLock { state in
            if state.outstanding == 0 { return true }
            state.flushes.append((deadline, waiter))
            return false
        }
        if done { waiter.resume(returning: true) } else { wakeup.signal() }
    }

    func requestPurge() {
        state.withLock { $0.purge = true }
        wakeup.signal()
    }

    func requestClose(_ closer: CheckedContinuation<Void, Never>?) {
        let closed = state.withLock { state in
            state.open = false
            if let closer, !state.closed { state.closers.append(closer) }
            return state.closed
        }
        if closed { closer?.resume() } else { wakeup.signal() }
    }

    func provokeFatalError() {
        state.withLock { state in
            guard state.open else { return }
            _ = rd_kafka_test_fatal_error(
                instance.pointer, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "provoked by a test")
        }
    }
}
