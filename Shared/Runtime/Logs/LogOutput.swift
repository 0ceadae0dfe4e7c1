import Foundation
import Synchronization

/// Where log lines go. Each call receives one whole line with its line end; calls come from any thread.
public protocol LogOutput: Sendable {
    func write(_ line: [UInt8])
}

/// Standard output, one `write` per line so that the lines of several threads never mix.
public final class StandardOutput: LogOutput {
    public static let shared = StandardOutput()

    private let lock = Mutex(())

    public func write(_ line: [UInt8]) {
        lock.withLock { _ in
            line.withUnsafeBytes { buffer in
                var rest = buffer[...]
                while !rest.isEmpty {
                    let count = Foundation.write(
                        STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count > 0 {
                        rest = rest.dropFirst(count)
                    } else if errno != EINTR {
                        // Nobody reads the log any more; a log line is no reason to stop the service.
                        return
                    }
                }
            }
        }
    }
}
