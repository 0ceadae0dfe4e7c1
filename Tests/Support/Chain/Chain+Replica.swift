import AsyncHTTPClient
import Foundation

/// A second copy of a service beside the first: same schema, same groups, a port of its own.
public struct Replica: Sendable {
    public let process: ChildProcess
    let url: String
}

extension Chain {
    /// Starts another copy of a service and waits until it is ready.
    /// - Parameter environment: beside the chain's own settings.
    public func replica(of service: ChainService, environment: [String: String?] = [:]) async throws -> Replica {
        let port = try FreePorts.take(1)[0]
        let process = try run(
            "\(service.rawValue)-\(port)", service.rawValue, ["serve"],
            environment.merging(["KETEN_PORT": "\(port)"]) { $1 })
        let replica = Replica(process: process, url: "http://127.0.0.1:\(port)")
        try await eventually(within: .seconds(60), "a copy of \(service.rawValue) is ready") {
            guard process.isRunning else { throw ProcessError("\(process.output.errorLines.suffix(5))") }
            return await self.isReady(replica)
        }
        return replica
    }

    private func isReady(_ replica: Replica) async -> Bool {
        // Not listening yet is what is asked here.
        let answer = try? await http.execute(
            HTTPClientRequest(url: replica.url + "/health/ready"), timeout: .seconds(5))
        return answer?.status == .ok
    }

    /// SIGSTOP and SIGCONT: a frozen process that keeps its sessions and sockets.
    public func signal(_ service: ChainService, _ signal: Int32) { process(service.rawValue)?.send(signal) }
}

/// Another clock for a process: Debian's libfaketime.
public enum OtherClock {
    /// Nil where it is not installed.
    public static let library: String? = {
        ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketimeMT.so.1" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    /// The environment of a process whose calendar is off; its stop-watch is right, as with a clock set wrong.
    /// - Parameter folder: where what is preloaded may stand.
    public static func off(by offset: String, in folder: String) async throws -> [String: String?] {
        guard let library else { throw ProcessError("libfaketime is not installed") }
        let path = folder + "/timespec.so"
        try Data(timespec.utf8).write(to: URL(filePath: folder + "/timespec.c"))
        // Swift comes with clang.
        let compiler = try ChildProcess(
            "/usr/bin/env", ["clang", "-shared", "-fPIC", "-o", path, folder + "/timespec.c"])
        guard try await compiler.waitForExit(within: .seconds(30)).succeeded else {
            throw ProcessError("clang: \(compiler.output.errorLines.suffix(5))")
        }
        return [
            "LD_PRELOAD": "\(path) \(library)", "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1",
        ]
    }

    /// librdkafka waits by C11's calls. libfaketime makes the hour of `timespec_get` wrong and leaves `cnd_timedwait`,
    /// which waits until that hour, as it is: each wait would last until the wrong hour is there. With a clock that is
    /// set wrong the two agree, as they do here.
    private static let timespec = """
        #define _GNU_SOURCE
        #include <sys/syscall.h>
        #include <time.h>
        #include <unistd.h>

        int timespec_get(struct timespec *now, int base) {
            return syscall(SYS_clock_gettime, CLOCK_REALTIME, now) == 0 ? base : 0;
        }
        """
}
