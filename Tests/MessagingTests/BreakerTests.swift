import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("Breaker: an outage pauses, and fills nothing")
struct BreakerTests {
    private let start = ContinuousClock.now

    @Test(
        "it opens when more than half of the last 20 tries failed, lets one through a second, and closes at the first success"
    )
    func rule() {
        var breaker = Breaker.State()
        for _ in 0..<20 { _ = breaker.note(success: true, now: start) }
        for _ in 0..<10 { _ = breaker.note(success: false, now: start) }
        let admitted1 = breaker.admit(now: start)
        #expect(admitted1 == nil && breaker.nextProbe == nil)
        _ = breaker.note(success: false, now: start)
        let admitted2 = breaker.admit(now: start)
        #expect(admitted2 == start + .seconds(1))
        // Half open: one goes, the others wait.
        let admitted3 = breaker.admit(now: start + .seconds(1))
        #expect(admitted3 == nil)
        let admitted4 = breaker.admit(now: start + .seconds(1))
        #expect(admitted4 == start + .seconds(2))
        // Commands that fail meanwhile put no probe off.
        _ = breaker.note(success: false, now: start + .seconds(1.9))
        let admitted5 = breaker.admit(now: start + .seconds(2))
        #expect(admitted5 == nil)
        #expect(breaker.probes == 2)
        let closes = breaker.note(success: true, now: start + .seconds(2))
        #expect(closes)
        let admitted6 = breaker.admit(now: start + .seconds(2))
        #expect(admitted6 == nil && breaker.probes == 2)
        // Three failures of a service that has hardly begun say nothing yet.
        for _ in 0..<3 { _ = breaker.note(success: false, now: start) }
        #expect(breaker.nextProbe == nil)
    }

    @Test(
        "a dependency's outage sets nothing aside: consumption pauses, one try a second goes through, and all goes on within seconds when it is back"
    )
    func outage() async throws {
        let server = try await PostgresServer()
        let handled = Box(0)
        try await Road.with(sinkServer: server, handler: EnterHandler { _ in handled.change { $0 += 1 } }) { road in
            let ledgers = (0..<150).map { _ in UUID.v7() }
            try await road.drive(ledgers, 2)
            try await road.check()
            await server.stop(.immediate)
            // More than a consumer takes in before it fetches no more.
            try await road.drive(ledgers, 20)
            let breaker = road.sink.engine.breaker
            try await eventually(within: .seconds(20), "the breaker opens") { breaker.isOpen }
            let (opened, probes) = (ContinuousClock.now, breaker.probes)
            try await eventually(within: .seconds(20), "some tries went through") { breaker.probes >= probes + 4 }
            #expect(.now - opened > .seconds(3), "a try a second, not as many as there are messages or lanes")
            #expect(handled.value == 300)
            try await server.start()
            let back = ContinuousClock.now
            try await eventually(within: .seconds(20), "the breaker closes") { !breaker.isOpen }
            #expect(.now - back < .seconds(10))
            try await road.check()
            #expect(handled.value >= 3_300)
            #expect(try await road.sink.count("select count(*) from quarantine") == 0)
        }
        await server.stop(.immediate)
    }
}
