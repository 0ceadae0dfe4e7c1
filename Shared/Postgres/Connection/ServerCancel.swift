import CLibpq

/// Asks the server to cancel what a connection runs. It blocks (it opens a connection of its own), so it has a
/// thread of its own.
///
/// `@unchecked Sendable`: libpq documents `PQcancel` as safe on any thread, the object is never changed after it was
/// made, and it is freed once, by `deinit`, after the last user.
final class ServerCancel: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Nil when the connection is not open. Called on the connection's thread.
    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit {
        PQfreeCancel(pointer)
    }

    /// - Parameter done: called on another thread once the server has signalled its session, or could not be reached.
    func start(done: @escaping @Sendable () -> Void) throws(PostgresError) {
        try OSThread.start(name: "postgres-cancel") { [self] in
            var message = [CChar](repeating: 0, count: 256)
            // Whether it reached the server shows in the statement's own answer, or in its absence.
            _ = PQcancel(pointer, &message, Int32(message.count))
            done()
        }
    }
}
