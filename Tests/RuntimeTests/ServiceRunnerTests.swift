import Logging
import Runtime
import ServiceLifecycle
import Synchronization
import Testing

private final class Journal: Sendable {
    private let lines = Mutex<[String]>([])
    func note(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

private struct Part: Service {
    let name: String
    let journal: Journal

    func run() async throws {
        journal.note("+\(name)")
        try await gracefulShutdown()
        journal.note("-\(name)")
    }
}

private struct Failing: Service {
    struct Broken: Error {}
    func run() async throws { throw Broken() }
}

@Suite("Start and stop")
struct ServiceRunnerTests {
    @Test("services start in order, each after the one before it works, and stop in reverse when one fails")
    func order() async throws {
        let journal = Journal()
        let runner = ServiceRunner(
            [
                .init("database", Part(name: "database", journal: journal)) { journal.note("database works") },
                .init("consumer", Part(name: "consumer", journal: journal)) { journal.note("consumer works") },
                .init("http", Failing()),
            ], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await #expect(throws: Failing.Broken.self) { try await runner.run { journal.note("stopping") } }
        let all = journal.all
        let started = try #require(all.firstIndex(of: "+consumer"))
        #expect(try #require(all.firstIndex(of: "database works")) < started)
        #expect(try #require(all.firstIndex(of: "-consumer")) < (try #require(all.firstIndex(of: "-database"))))
        #expect(all.contains("stopping"))
    }
}
