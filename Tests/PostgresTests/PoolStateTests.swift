import Testing

@testable import Postgres

@Suite("The pool's decisions")
struct PoolStateTests {
    private final class Fake {}
    private typealias State = PoolState<Fake>

    private func opens(_ state: inout State) -> Bool? {
        if case .wait(let open) = state.acquire() { open } else { nil }
    }

    @Test("no more connections are opened than the pool has room for")
    func room() {
        var state = State(size: 2)
        #expect(opens(&state) == true)
        // Nobody waits in the queue yet, so one under way may serve the next as well.
        #expect(state.opening == 1)
        let first = Fake()
        #expect(isKept(state.opened(first, now: .now)))
        #expect(isTaken(state.acquire()))
        #expect(opens(&state) == true)
        #expect(opens(&state) == false)
        #expect(state.leased + state.opening == 2)
    }

    @Test("the connection used last is lent first")
    func lastInFirstOut() {
        var state = State(size: 2)
        let (a, b) = (Fake(), Fake())
        for fake in [a, b] {
            _ = opens(&state)
            if fake === a { _ = state.opened(fake, now: .now) }
        }
        _ = state.acquire()
        _ = state.opened(b, now: .now)
        _ = state.released(a, isUsable: true, now: .now)
        if case .take(let fake) = state.acquire() { #expect(fake === a) } else { Issue.record("nothing was free") }
    }

    @Test("after a failure nobody waits for, nothing is tried until someone asks")
    func idleFailure() {
        var state = State(size: 3)
        _ = opens(&state)
        guard case .nothing = state.failedToOpen(PostgresError(.cannotConnect, "away")) else {
            Issue.record("tried again for nobody")
            return
        }
        #expect(state.opening == 0)
        #expect(opens(&state) == true)
        #expect(opens(&state) == false, "one attempt at a time while the server is away")
    }

    @Test("a lost connection makes room; a closed pool keeps nothing")
    func lostAndClosed() {
        var state = State(size: 1)
        _ = opens(&state)
        let fake = Fake()
        _ = state.opened(fake, now: .now)
        let (lost, open) = state.lostIdle { $0 === fake }
        #expect(lost.count == 1 && !open)
        #expect(opens(&state) == true)
        _ = state.close()
        guard case .close = state.opened(Fake(), now: .now) else {
            Issue.record("kept by a closed pool")
            return
        }
        if case .refuse(let error) = state.acquire() {
            #expect(error.code == .closed)
        } else {
            Issue.record("a closed pool lends")
        }
    }

    @Test("the back-off doubles up to two seconds, half of it at random")
    func backoff() {
        for (attempt, longest) in [(1, 50), (2, 100), (3, 200), (6, 1600), (7, 2000), (1000, 2000)] {
            for _ in 0..<50 {
                let delay = Backoff.delay(attempt: attempt)
                #expect(delay >= .milliseconds(longest / 2) && delay <= .milliseconds(longest))
            }
        }
    }

    private func isKept(_ freed: State.Freed) -> Bool {
        if case .keep = freed { true } else { false }
    }

    private func isTaken(_ acquisition: State.Acquisition) -> Bool {
        if case .take = acquisition { true } else { false }
    }
}
