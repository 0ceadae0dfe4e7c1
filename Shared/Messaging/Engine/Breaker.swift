import Metrics
import Synchronization

/// Opens when more than half of the last 20 tries failed for the dependency's sake (MESSAGING.md §6): consumers then
/// pause, and nothing is put in quarantine for it.
final class Breaker: Sendable {
    private let recent = Mutex<[Bool]>([])
    private let gauge = Gauge(label: "keten_breaker_open")

    func succeeded() { record(true) }
    func failed() { record(false) }

    var isOpen: Bool {
        recent.withLock { recent in recent.count >= 4 && recent.count(where: { !$0 }) * 2 > recent.count }
    }

    private func record(_ success: Bool) {
        recent.withLock { recent in
            recent.append(success)
            if recent.count > 20 { recent.removeFirst() }
        }
        gauge.record(isOpen ? 1 : 0)
    }
}
