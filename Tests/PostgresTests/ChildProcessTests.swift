import Foundation
import Testing

@testable import TestSupport

@Suite("Processes that tests start")
struct ChildProcessTests {
    @Test("output and exit status are kept")
    func output() async throws {
        let child = try ChildProcess(
            "/bin/sh", ["-c", "echo \"$GROET\"; echo fout >&2; exit 3"], environment: ["GROET": "hallo"])
        #expect(await child.waitForExit() == .init(status: 3, signal: nil))
        #expect(child.output.lines == ["hallo"])
        #expect(child.output.errorLines == ["fout"])
    }

    @Test("kill -9, stop and continue reach the executable itself")
    func signals() async throws {
        let child = try ChildProcess("/bin/sleep", ["60"])
        try await eventually { try state(child.processID) == "S" }
        child.send(SIGSTOP)
        try await eventually { try state(child.processID) == "T" }
        child.send(SIGCONT)
        try await eventually { try state(child.processID) == "S" }
        #expect(await child.killHard() == .init(status: nil, signal: SIGKILL))
        #expect(!child.isRunning)
    }

    private func state(_ processID: pid_t) throws -> String {
        let text = try String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)
        return text.split(separator: " ").dropFirst(2).first.map(String.init) ?? ""
    }

    @Test("a child dies when its parent is killed, frozen or not, and its folder goes too")
    func watchdog() async throws {
        let folder = try TemporaryFolder.make("keten-watchdog")
        // A shell stands for the test process: it holds the only writing end of the watchdog's pipe.
        let script = """
            mkfifo "$1/pipe"
            exec 9<>"$1/pipe"
            /bin/sh -c "$2" child 9 "$1" /bin/sleep 60 3<"$1/pipe" 9>&- &
            echo $!
            wait
            """
        let parent = try ChildProcess("/bin/sh", ["-c", script, "parent", folder, ChildProcess.script])
        let line: String = try await eventually { parent.output.lines.first }
        let child = try #require(pid_t(line))
        try await eventually { try state(child) == "S" }
        kill(child, SIGSTOP)
        await parent.killHard()
        try await eventually { !FileManager.default.fileExists(atPath: folder) }
        try await eventually { kill(child, 0) != 0 || (try? state(child)) == "Z" }
    }
}
