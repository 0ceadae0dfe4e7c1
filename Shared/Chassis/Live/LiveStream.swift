import Contracts
import Foundation
import Messaging
import Postgres
import Register
import Web

/// What of one kind of aggregate somebody may see, as SQL over the state and as a question to one state.
public struct Sight<State: Sendable>: Sendable {
    let sql: SQL
    let covers: @Sendable (State) -> Bool

    public init(sql: SQL, covers: @escaping @Sendable (State) -> Bool) {
        self.sql = sql
        self.covers = covers
    }
}

/// A live stream of what a caller sees of one kind of aggregate: each as it becomes, further after `Last-Event-ID`.
public struct LiveStream<State: Aggregate>: Sendable {
    private let context: Context
    private let feed: ChangeFeed<State>
    /// The event's name; one that left the caller's sight is told as `NAME-weg`.
    private let name: String
    private let sight: @Sendable (Caller, RegisterSnapshot) -> Sight<State>
    private let item: @Sendable (Changed<State>, Caller) async throws -> [UInt8]

    /// Events waiting for a slow client.
    private static var waiting: Int { 256 }
    /// Seconds that `Last-Event-ID` reaches back at the most; who was away longer reads the list first.
    private static var reach: TimeInterval { 86_400 }

    /// - Parameters:
    ///   - sight: asked anew for each batch, so that a change in the register counts at once.
    ///   - item: what an event holds.
    public init(
        _ name: String, context: Context, feed: ChangeFeed<State>,
        sight: @escaping @Sendable (Caller, RegisterSnapshot) -> Sight<State>,
        item: @escaping @Sendable (Changed<State>, Caller) async throws -> [UInt8]
    ) {
        self.name = name
        self.context = context
        self.feed = feed
        self.sight = sight
        self.item = item
    }

    public func stream(_ request: Request<NoBody>) -> EventStream {
        let caller = request.caller
        let (events, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self, bufferingPolicy: .bufferingOldest(Self.waiting))
        let since = request.lastEventID.flatMap { Int64($0) }.map {
            Date(timeIntervalSince1970: Double($0) / 1_000)
        }
        let feeder = Task {
            defer { continuation.finish() }
            do {
                try await follow(caller, since: since, continuation)
            } catch {
                context.logger.warning("a live stream ended", metadata: ["kind": "\(name)", "error": "\(error)"])
            }
        }
        continuation.onTermination = { _ in feeder.cancel() }
        return EventStream(events) { mayLook(caller) }
    }

    /// Whether the token still holds and the register still knows who looks.
    private func mayLook(_ caller: Caller) -> Bool {
        // Whatever the register's objection is, the stream ends; the next request is told which.
        caller.expires > Date() && (try? caller.authorise(in: context.register)) != nil
    }

    /// Listens first and catches up then, so that nothing falls between.
    private func follow(
        _ caller: Caller, since: Date?, _ out: AsyncStream<ServerSentEvent>.Continuation
    ) async throws {
        let live = feed.listen()
        var seen: [UUID: Int64] = [:]
        func give(_ batch: ChangeFeed<State>.Batch) async throws -> Bool {
            // C1: nothing more goes to who was cut off since the last look.
            guard context.register.current.afsluiting(caller.organisation) == nil else { return false }
            let sight = sight(caller, context.register.current)
            for changed in batch {
                guard let event = try await event(changed, sight, caller, &seen) else { continue }
                guard case .enqueued = out.yield(event) else { return false }
            }
            return true
        }
        let changes = Changes<State>(pool: context.pool)
        let now = try await changes.now()
        let start = min(max(since ?? now, now.addingTimeInterval(-Self.reach)), now)
        let missed = try await changes.since(
            start.addingTimeInterval(-Changes<State>.overlap), filter: sight(caller, context.register.current).sql)
        guard try await give(missed) else { return }
        for await new in live {
            guard try await give(new) else { return }
        }
    }

    /// The aggregate, or that it left the caller's sight; nil for what the client has or may not see.
    private func event(
        _ changed: Changed<State>, _ sight: Sight<State>, _ caller: Caller, _ seen: inout [UUID: Int64]
    ) async throws -> ServerSentEvent? {
        let place = String(Int64((changed.at.timeIntervalSince1970 * 1_000).rounded()))
        guard sight.covers(changed.state) else {
            guard seen.removeValue(forKey: changed.id) != nil else { return nil }
            return ServerSentEvent(
                id: place, event: name + "-weg",
                data: String(decoding: JSON.object(["id": .string(changed.id.text)]).encoded(), as: UTF8.self))
        }
        guard seen[changed.id] ?? 0 < changed.version else { return nil }
        seen[changed.id] = changed.version
        return ServerSentEvent(
            id: place, event: name, data: String(decoding: try await item(changed, caller), as: UTF8.self))
    }
}
