import Runtime
import Synchronization
import Testing

@Suite("Health")
struct HealthTests {
    @Test("ready names each check, in order, with what is wrong")
    func report() async {
        let health = Health()
        health.register("database") {}
        health.register("broker") { throw Health.Failure("geen verbinding") }
        health.register("schema") { throw CancellationError() }
        let report = await health.ready()
        #expect(!report.ready)
        #expect(report.checks.map(\.name) == ["database", "broker", "schema"])
        #expect(report.checks.map(\.ok) == [true, false, false])
        #expect(report.checks.map(\.detail) == ["", "geen verbinding", "CancellationError"])
    }

    @Test("a check that hangs, even against cancellation, is not waited for")
    func timeout() async {
        let (never, continuation) = AsyncStream.makeStream(of: Void.self)
        let health = Health()
        health.register("hangs", within: .milliseconds(20)) {
            await withUnsafeContinuation { waiting in
                Task {
                    for await _ in never {}
                    waiting.resume()
                }
            }
        }
        let report = await health.ready()
        #expect(report.checks.first?.ok == false)
        continuation.finish()
    }

    @Test("asking often runs the checks once, and stopping is told at once")
    func shared() async {
        let runs = Mutex(0)
        let health = Health(keptFor: .seconds(60))
        health.register("counted") { runs.withLock { $0 += 1 } }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { await health.ready().ready } }
            for await ready in group { #expect(ready) }
        }
        #expect(runs.withLock { $0 } == 1)
        health.stopping()
        #expect(await !health.ready().ready)
    }
}
