import Metrics
import Synchronization

/// Opens when more than half of the last 20 tries failed for the dependency's sake (MESSAGING.md §6).
///
/// While it is open the lanes hold what they have: consumers fill up to their capacity and then fetch no more, and
/// nothing is put in quarantine for it. One try goes through now and then; the first that succeeds closes it and wakes
/// all who wait.
final class Breaker: Sendable {
    /// How long after a failed try the next one may go.
    static let interval: Duration = .seconds(1)
    private static let window = 20
    private static let least = 4

    struct State {
        var recent: [Bool] = []
        /// Nil while it is closed.
        var nextProbe: ContinuousClock.Instant?
        var probes = 0

        /// - Returns: nil where a try may go, else when to ask again.
        mutating func admit(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
            guard let next = nextProbe else { return nil }
            if now < next { return next }
            // A probe that does not come back, since it waits for a server that is silent, holds up no other.
            nextProbe = now + Breaker.interval
            probes += 1
            return nil
        }

        /// - Returns: whether it closed.
        mutating func note(success: Bool, now: ContinuousClock.Instant) -> Bool {
            if success, nextProbe != nil {
                (nextProbe, recent) = (nil, [])
                return true
            }
            recent.append(success)
            if recent.count > Breaker.window { recent.removeFirst() }
            let fails = recent.count >= Breaker.least && recent.count(where: { !$0 }) * 2 > recent.count
            if nextProbe == nil, fails { nextProbe = now + Breaker.interval }
            return false
        }
    }

    private let state = Mutex(State())
    private let closed = Pulses()
    private let gauge = Gauge(label: "keten_breaker_open")
    private let opened = Counter(label: "keten_breaker_opened_total")

    init() { gauge.record(0) }

    var isOpen: Bool { state.withLock { $0.nextProbe != nil } }
    /// Tries that went through while it was open.
    var probes: Int { state.withLock { $0.probes } }

    func succeeded() { note(true) }
    func failed() { note(false) }

    private func note(_ success: Bool) {
        let (was, closes, open) = state.withLock { state in
            let was = state.nextProbe != nil
            return (was, state.note(success: success, now: .now), state.nextProbe != nil)
        }
        if was != open { gauge.record(open ? 1 : 0) }
        if open && !was { opened.increment() }
        if closes { closed.ring() }
    }

    /// Waits until a try may go: at once while it is closed.
    func admission() async throws(CancellationError) {
        guard isOpen else { return }
        // Listening from before the question, so that it cannot close unheard.
        let alarm = Alarm(closed.stream())
        while let next = state.withLock({ $0.admit(now: .now) }) {
            if Task.isCancelled { throw CancellationError() }
            await alarm.wait(ContinuousClock.now.duration(to: next))
        }
    }
}
