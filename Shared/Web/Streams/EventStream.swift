import Hummingbird
import Runtime
import ServiceLifecycle

/// One server-sent event.
public struct ServerSentEvent: Sendable, Equatable {
    /// What the client sends back in `Last-Event-ID`; a line without line ends.
    public let id: String?
    public let event: String?
    public let data: String

    public init(id: String?, event: String?, data: String) {
        self.id = id
        self.event = event
        self.data = data
    }

    /// The event as the standard frames it; line ends in the data become further `data:` lines.
    var frame: String {
        var text = ""
        if let id { text += "id: \(Self.line(id))\n" }
        if let event { text += "event: \(Self.line(event))\n" }
        let lines = data.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        for line in lines { text += "data: \(line)\n" }
        return text + "\n"
    }

    private static func line(_ text: String) -> String { text.filter { !$0.isNewline && $0 != "\0" } }
}

/// An answer that goes on: events as they come, a heartbeat while nothing comes, and an end at shutdown or when the
/// caller's rights are gone. A client that reads too slowly is cut off, and comes back with `Last-Event-ID`.
public struct EventStream: Sendable {
    private let events: AsyncStream<ServerSentEvent>
    private let heartbeat: Duration
    private let recheckEvery: Duration
    private let mayContinue: @Sendable () async -> Bool

    /// - Parameters:
    ///   - events: consumed by this stream alone; ending it ends the answer. Dropped when the client goes away, so
    ///     `onTermination` is where the source is released. Its buffer is what bounds memory: give it a limit.
    ///   - mayContinue: asked every minute; false ends the answer.
    public init(
        _ events: AsyncStream<ServerSentEvent>, heartbeat: Duration = .seconds(15),
        recheckEvery: Duration = .seconds(60), mayContinue: @escaping @Sendable () async -> Bool = { true }
    ) {
        self.events = events
        self.heartbeat = heartbeat
        self.recheckEvery = recheckEvery
        self.mayContinue = mayContinue
    }

    /// Frames waiting for a slow client.
    private static let waiting = 256

    /// - Parameter signedIn: whether who asked may still look; asked together with `mayContinue`.
    func response(
        trace: TraceContext, while signedIn: @escaping @Sendable () async -> Bool
    ) -> HummingbirdCore.Response {
        HummingbirdCore.Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8"],
            body: ResponseBody { writer in
                try await TraceContext.$current.withValue(trace) {
                    let (frames, continuation) = AsyncStream.makeStream(
                        of: String.self, bufferingPolicy: .bufferingOldest(Self.waiting))
                    let feeder = Task { await feed(continuation, while: signedIn) }
                    defer { feeder.cancel() }
                    try await writer.write(ByteBuffer(string: ": verbonden\n\n"))
                    for await frame in frames { try await writer.write(ByteBuffer(string: frame)) }
                }
                try await writer.finish(nil)
            })
    }

    /// Runs until the events end, the client is too slow, its rights are gone, the service stops, or nobody reads on.
    private func feed(
        _ frames: AsyncStream<String>.Continuation, while signedIn: @escaping @Sendable () async -> Bool
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in events {
                    guard case .enqueued = frames.yield(event.frame) else { return }
                }
            }
            group.addTask {
                var sinceCheck = Duration.zero
                while true {
                    // Cancelled when the answer has ended.
                    do { try await Task.sleep(for: min(heartbeat, recheckEvery)) } catch { return }
                    sinceCheck += min(heartbeat, recheckEvery)
                    if sinceCheck >= recheckEvery {
                        guard await mayContinue(), await signedIn() else { return }
                        sinceCheck = .zero
                    }
                    guard case .enqueued = frames.yield(": \n\n") else { return }
                }
            }
            group.addTask {
                // Cancellation ends the wait as well.
                try? await gracefulShutdown()
            }
            await group.next()
            group.cancelAll()
        }
        frames.finish()
    }
}
