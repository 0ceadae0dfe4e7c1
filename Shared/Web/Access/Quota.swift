import Contracts
import Synchronization

/// How much each organisation, or whoever else a key names, may ask: a bucket of `burst` requests that fills at
/// `perSecond`.
///
/// Safe from any thread; one short lock per request. It holds per process: with more replicas an organisation gets as
/// many times as much.
public final class Quota<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private struct State {
        var buckets: [Key: Bucket] = [:]
        /// Above this number the full buckets are forgotten: a full bucket equals a new one.
        var sweepAbove = 1_024
    }

    private let perSecond: Double
    private let burst: Double
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    public init(
        perSecond: Double, burst: Int, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        precondition(perSecond > 0 && burst > 0, "a quota lets something through")
        self.perSecond = perSecond
        self.burst = Double(burst)
        self.now = now
    }

    /// Takes one request.
    ///
    /// - Throws: `Problem` 429 with `Retry-After` when the bucket is empty; that request costs nothing.
    public func take(_ key: Key) throws(Problem) {
        let now = now()
        let wait: Double? = state.withLock { state in
            if state.buckets.count > state.sweepAbove {
                state.buckets = state.buckets.filter { level($0.value, now) < burst }
                // What is left is not looked through again at every request.
                state.sweepAbove = max(1_024, 2 * state.buckets.count)
            }
            var bucket = state.buckets[key] ?? Bucket(tokens: burst, at: now)
            bucket = Bucket(tokens: level(bucket, now), at: now)
            let short = 1 - bucket.tokens
            if short <= 0 { bucket.tokens -= 1 }
            state.buckets[key] = bucket
            return short <= 0 ? nil : short / perSecond
        }
        if let wait { throw .quota(retryAfter: max(1, Int(wait.rounded(.up)))) }
    }

    private func level(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = bucket.at.duration(to: now).components
        return min(burst, bucket.tokens + (Double(seconds) + Double(attoseconds) / 1e18) * perSecond)
    }
}
