import CoreMetrics
import Synchronization

/// A number that only rises. Safe from any thread; one atomic addition per increment.
final class CounterCell: CounterHandler {
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }
    var current: Int64 { value.load(ordering: .relaxed) }
}

/// A fractional number that only rises. Safe from any thread; one short lock per increment.
final class FloatingCounterCell: FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func reset() { value.withLock { $0 = 0 } }
    var current: Double { value.withLock { $0 } }
}

/// A number that goes up and down. Safe from any thread.
final class GaugeCell: MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    var current: Double { value.withLock { $0 } }
}

/// How values are distributed over fixed buckets. Safe from any thread; one short lock per value.
final class HistogramCell: TimerHandler, RecorderHandler {
    struct State {
        /// Per bucket, not cumulative; the last one is +Inf.
        var counts: [UInt64]
        var sum = 0.0
    }

    /// Upper bounds, rising, without +Inf.
    let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// A timer's values are kept in seconds.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[index] += 1
            $0.sum += value
        }
    }

    var current: State { state.withLock { $0 } }
}
