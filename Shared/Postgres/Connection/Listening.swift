extension PostgresConnection {
    /// Listens on these channels. The connection should have no other use: notifications only come in while it is
    /// outside a transaction, and there is one listener per connection (a second ends the first).
    ///
    /// The stream fails when the connection is lost: what was notified meanwhile is lost, so look at the tables after
    /// listening anew. Of a flood only the newest 256 are kept.
    public func listen(_ channels: [String]) -> AsyncThrowingStream<PostgresNotification, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: PostgresNotification.self, throwing: (any Error).self, bufferingPolicy: .bufferingNewest(256))
        let starting = Task {
            do {
                // Subscribed first: nothing that comes after LISTEN is missed.
                mailbox.subscribe(continuation)
                _ = try await exchange(channels.map { "LISTEN \(identifier: $0)" })
            } catch {
                continuation.finish(throwing: error)
            }
        }
        // Holds the connection as long as someone reads the stream.
        continuation.onTermination = { [self] _ in
            starting.cancel()
            stopListening(channels)
        }
        return stream
    }

    private func stopListening(_ channels: [String]) {
        guard isUsable else { return }
        Task {
            // A connection that refuses is lost, and a lost connection does not listen.
            _ = try? await exchange(channels.map { "UNLISTEN \(identifier: $0)" })
        }
    }
}
