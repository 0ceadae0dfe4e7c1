import Foundation

/// Wakes the thread of a client: written to by any thread and by librdkafka, waited on by that one thread.
///
/// A pipe, because librdkafka can write to one when a queue gets an entry.
final class Wakeup: Sendable {
    private let reading: Int32
    /// The end that librdkafka writes to.
    let writing: Int32

    init() throws(KafkaError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("no pipe", errno) }
        (reading, writing) = (ends[0], ends[1])
        for end in ends {
            // Neither side ever waits: a full pipe is a wake-up that is under way already.
            guard fcntl(end, F_SETFL, O_NONBLOCK) == 0, fcntl(end, F_SETFD, FD_CLOEXEC) == 0 else {
                throw .system("pipe settings", errno)
            }
        }
    }

    deinit {
        close(reading)
        close(writing)
    }

    func signal() {
        var byte: UInt8 = 1
        // Fails only when the pipe is full, and then the thread is awake already.
        _ = write(writing, &byte, 1)
    }

    /// Returns when signalled or after `limit`, and forgets all signals so far.
    func wait(atMost limit: Duration) {
        var entry = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        // Rounded up, so that a deadline has passed when the wait for it is over.
        let milliseconds = max(0, min(limit.milliseconds + 1, 60_000))
        guard poll(&entry, 1, Int32(milliseconds)) > 0 else { return }
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
            while read(reading, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }
}
