import Foundation
import Synchronization

/// An executable that a test started. Its output goes to files.
///
/// It dies with the test process, however that ends: a watchdog, a small shell in a session of its own, blocks on a
/// pipe whose other end only the test process holds, and kills the child when the pipe breaks.
public final class ChildProcess: Sendable {
    public struct Exit: Sendable, Equatable {
        /// The exit status, or nil when a signal ended it.
        public let status: Int32?
        public let signal: Int32?
        public var succeeded: Bool { status == 0 }

        public init(status: Int32?, signal: Int32?) {
            self.status = status
            self.signal = signal
        }
    }

    /// What the watchdog does when the test process is gone.
    public struct Watch: Sendable {
        /// Sent first; SIGKILL follows after 3 s.
        public var signal: Int32 = SIGKILL
        /// Removed at the end.
        public var folder: String?

        public init(signal: Int32 = SIGKILL, folder: String? = nil) {
            self.signal = signal
            self.folder = folder
        }
    }

    public let processID: pid_t
    public let output: CapturedOutput

    private struct State {
        var exit: Exit?
        var waiting: [CheckedContinuation<Exit, Never>] = []
    }

    private let state = Mutex(State())
    /// The end of the watchdog's pipe that must break with this process.
    private let lifeline: Int32

    /// - Parameters:
    ///   - environment: added to this process's own; a nil value removes one.
    ///   - output: where stdout and stderr go; a new temporary folder by default.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String?] = [:],
        output: CapturedOutput? = nil, watch: Watch = Watch()
    ) throws {
        self.output = try output ?? CapturedOutput()
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ProcessError("pipe: errno \(errno)") }
        // Nobody else may hold this end open. (Children of ours inherit nothing anyway, see `spawn`.)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        lifeline = ends[1]
        defer { close(ends[0]) }
        let folder = watch.folder ?? (self.output.isTemporary ? self.output.folder : "")
        let command =
            ["/bin/sh", "-c", Self.script, "child", String(watch.signal), folder, executable] + arguments
        do {
            processID = try spawn(
                command, environment: environment, output: self.output, watchdogPipe: ends[0])
        } catch {
            close(ends[1])
            throw error
        }
        let reaper = Thread { [self] in reap() }
        reaper.start()
    }

    /// Starts the watchdog, then becomes the executable, so that the process id is the executable's own.
    static let script = """
        signal=$1 folder=$2
        shift 2
        (
            exec >/dev/null 2>&1
            setsid sh -c '
                read -r word <&3 && exit
                kill -s "$2" "$1"
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
                    kill -0 "$1" || break
                    sleep 0.2
                done
                kill -KILL -- "-$1" "$1"
                if [ -n "$3" ]; then umount -l -- "$3"; rm -rf -- "$3"; fi
            ' watchdog "$$" "$signal" "$folder" &
        )
        exec 3<&-
        exec "$@"
        """

    private func reap() {
        var info = siginfo_t()
        // Looked at first, reaped after the watchdog was sent home: until then the id cannot be given to another.
        while waitid(P_PID, id_t(processID), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        _ = "done\n".withCString { write(lifeline, $0, 5) }
        close(lifeline)
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        let exit = Exit(status: signal == 0 ? (status >> 8) & 0xff : nil, signal: signal == 0 ? nil : signal)
        let waiting = state.withLock { state in
            state.exit = exit
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: exit) }
    }

    public var exit: Exit? { state.withLock { $0.exit } }
    public var isRunning: Bool { exit == nil }

    public func waitForExit() async -> Exit {
        await withCheckedContinuation { continuation in
            let exit = state.withLock { state in
                if state.exit == nil { state.waiting.append(continuation) }
                return state.exit
            }
            if let exit { continuation.resume(returning: exit) }
        }
    }

    /// Waits for the end; kills it at the limit.
    @discardableResult
    public func waitForExit(within limit: Duration) async throws -> Exit {
        do {
            return try await eventually(within: limit, "process \(processID) ends") { self.exit }
        } catch {
            send(SIGKILL)
            throw error
        }
    }

    /// SIGTERM, SIGKILL (no chance to clean up), SIGSTOP and SIGCONT (a frozen process), …
    public func send(_ signal: Int32) {
        state.withLock { state in
            // Under the lock: once the exit is known the id may be another's.
            if state.exit == nil { kill(processID, signal) }
        }
    }

    /// SIGTERM, and SIGKILL for one that does not listen.
    @discardableResult
    public func terminate(within limit: Duration = .seconds(10)) async -> Exit {
        send(SIGTERM)
        do {
            return try await waitForExit(within: limit)
        } catch {
            return await waitForExit()
        }
    }

    /// kill -9, and waits until it is gone.
    @discardableResult
    public func killHard() async -> Exit {
        send(SIGKILL)
        return await waitForExit()
    }
}

public struct ProcessError: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
