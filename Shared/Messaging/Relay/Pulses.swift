import Foundation
import Synchronization

/// Tells everyone who listens that something happened; several pulses at once come as one.
final class Pulses: Sendable {
    private let listeners = Mutex<[UUID: AsyncStream<Void>.Continuation]>([:])

    func ring() { for listener in listeners.withLock({ Array($0.values) }) { listener.yield() } }

    /// Ends when its reader does.
    func stream() -> AsyncStream<Void> {
        let id = UUID()
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { [weak self] _ in self?.listeners.withLock { _ = $0.removeValue(forKey: id) } }
        listeners.withLock { $0[id] = continuation }
        return stream
    }
}
