import AsyncHTTPClient
import Logging
import NIOCore
import Synchronization

/// Keeps the issuer's keys, and fetches them again when they are old or when a token names a key that is not there.
///
/// A flood of tokens with invented key ids fetches at most once per `minimumInterval`; callers at the same time share
/// one fetch. While the issuer does not answer, the keys that are known stay in use, up to `staleLimit`.
final class KeySetCache: Sendable {
    typealias Fetch = @Sendable () async throws -> [UInt8]

    private struct State {
        var keys = KeySet()
        var fetched: ContinuousClock.Instant?
        var tried: ContinuousClock.Instant?
        var running: Task<Bool, Never>?
    }

    enum Answer {
        case key(KeySet.Key)
        case unknown
        /// The issuer cannot be reached, so it cannot be said whether the key exists.
        case unavailable
    }

    private let state = Mutex(State())
    private let fetch: Fetch
    private let logger: Logger
    private let maximumAge: Duration
    private let minimumInterval: Duration
    private let staleLimit: Duration

    init(
        fetch: @escaping Fetch, logger: Logger, maximumAge: Duration = .seconds(600),
        minimumInterval: Duration = .seconds(10), staleLimit: Duration = .seconds(86_400)
    ) {
        self.fetch = fetch
        self.logger = logger
        self.maximumAge = maximumAge
        self.minimumInterval = minimumInterval
        self.staleLimit = staleLimit
    }

    func key(_ kid: String) async -> Answer {
        let (key, age) = look(kid)
        if let key, let age, age < maximumAge { return .key(key) }
        let answered = await refresh()
        let (now, nowAge) = look(kid)
        if let now, let nowAge, nowAge < staleLimit { return .key(now) }
        return answered ? .unknown : .unavailable
    }

    private func look(_ kid: String) -> (KeySet.Key?, age: Duration?) {
        state.withLock { ($0.keys.keys[kid], $0.fetched?.duration(to: .now)) }
    }

    /// Fetches, unless that was tried a moment ago. False when nothing recent is known.
    private func refresh() async -> Bool {
        let task: Task<Bool, Never>? = state.withLock { state in
            if let running = state.running { return running }
            if let tried = state.tried, tried.duration(to: .now) < minimumInterval { return nil }
            state.tried = .now
            let task = Task { await self.load() }
            state.running = task
            return task
        }
        if let task { return await task.value }
        return state.withLock { state in
            guard let fetched = state.fetched, let tried = state.tried else { return false }
            return fetched >= tried
        }
    }

    private func load() async -> Bool {
        let loaded: KeySet?
        do {
            loaded = try await KeySet.parse(fetch())
        } catch {
            logger.error("the issuer's keys could not be fetched", metadata: ["error": "\(type(of: error)): \(error)"])
            loaded = nil
        }
        state.withLock { state in
            state.running = nil
            guard let loaded else { return }
            state.keys = loaded
            state.fetched = .now
        }
        return loaded != nil
    }

    /// Fetches over HTTP with a limit in time and size.
    static func http(_ url: String, client: HTTPClient = .shared) -> Fetch {
        {
            var request = HTTPClientRequest(url: url)
            request.headers.add(name: "accept", value: "application/json")
            let response = try await client.execute(request, timeout: .seconds(5))
            guard response.status == .ok else { throw KeySetError.status(response.status.code) }
            let body = try await response.body.collect(upTo: KeySet.sizeLimit)
            return [UInt8](body.readableBytesView)
        }
    }
}
