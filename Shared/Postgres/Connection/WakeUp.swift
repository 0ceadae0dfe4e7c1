import CLibpq
import Glibc

/// Interrupts the `poll` of a connection's thread from any other thread.
final class WakeUp: Sendable {
    let descriptor: Int32

    init() throws(PostgresError) {
        descriptor = eventfd(0, Int32(O_CLOEXEC | O_NONBLOCK))
        guard descriptor >= 0 else { throw PostgresError(.cannotConnect, "no eventfd (errno \(errno))") }
    }

    deinit {
        close(descriptor)
    }

    func signal() {
        // The only failure is a full counter, which wakes as well.
        eventfd_write(descriptor, 1)
    }

    func clear() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }
}
