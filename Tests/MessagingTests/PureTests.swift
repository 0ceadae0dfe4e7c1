import Contracts
import Foundation
import Testing

@testable import Messaging

@Suite("Frontier: only the contiguous part is stored")
struct FrontierTests {
    @Test("a later message done first waits for the earlier ones")
    func later() {
        var frontier = Frontier()
        for offset in [10, 11, 14] as [Int64] { frontier.begin(offset) }
        let stored = [14, 11, 10].map { frontier.finish($0) }
        #expect(stored == [nil, nil, 15])
        #expect(frontier.isEmpty)
    }

    @Test("what is abandoned is waited for no longer, and nothing from it on is stored")
    func abandoned() {
        var frontier = Frontier()
        for offset in [10, 11, 12] as [Int64] { frontier.begin(offset) }
        #expect(frontier.finish(10) == 11)
        frontier.abandon(11)
        #expect(!frontier.isEmpty)
        #expect(frontier.finish(12) == nil)
        #expect(frontier.isEmpty)
    }

    @Test("what an earlier assignment began and finishes now is not taken for what runs")
    func ofAnEarlierAssignment() {
        var frontier = Frontier()
        #expect(frontier.finish(9) == nil)
        #expect(frontier.isEmpty)
        frontier.begin(10)
        #expect(!frontier.isEmpty)
        #expect(frontier.finish(10) == 11)
        #expect(frontier.isEmpty)
    }

    @Test("any order of finishing ends past the last, and never passes an unfinished one")
    func anyOrder() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            var frontier = Frontier()
            let offsets = (0..<Int64.random(in: 1...3_000, using: &random)).map { $0 * 2 }
            for offset in offsets { frontier.begin(offset) }
            var open = Set(offsets)
            var stored: Int64 = 0
            // Nearly in order, as lanes finish.
            var waiting = offsets[...]
            while !open.isEmpty {
                let offset = waiting.prefix(50).filter(open.contains).randomElement(using: &random) ?? 0
                if let next = frontier.finish(offset) {
                    #expect(next > stored)
                    stored = next
                }
                open.remove(offset)
                while let first = waiting.first, !open.contains(first) { waiting.removeFirst() }
                #expect(
                    stored == (waiting.first.map { max(0, $0 - 1) } ?? offsets[offsets.count - 1] + 1)
                        || waiting.first == 0)
            }
            #expect(frontier.isEmpty)
        }
    }
}

@Suite("Numbers that the relay has read past")
struct OvertakenTests {
    private let now = ContinuousClock.now

    @Test("those that were missing are asked for until they are found, or were most likely rolled back")
    func asked() {
        var overtaken = Overtaken()
        overtaken.note(from: 10, [11, 14, 15, 18], now: now)
        #expect(overtaken.asked(now: now) == [12, 13, 16, 17])
        overtaken.found(13)
        overtaken.note(from: 18, [20], now: now + .seconds(4))
        #expect(overtaken.asked(now: now + .seconds(4)) == [12, 16, 17, 19])
        #expect(overtaken.asked(now: now + .seconds(6)) == [19])
        #expect(overtaken.asked(now: now + .seconds(10)) == [])
    }

    @Test("where nothing was read before, nothing is missing")
    func beginning() {
        var overtaken = Overtaken()
        overtaken.note(from: 0, [5_000_000, 5_000_003], now: now)
        #expect(overtaken.asked(now: now) == [])
    }

    @Test("of very many, as of a topic that is held, no more than a few thousand are kept: the sweep has the rest")
    func bounded() {
        var overtaken = Overtaken()
        overtaken.note(from: 1, [1_000_000, 2_000_000], now: now)
        #expect(overtaken.asked(now: now).count == 4_000)
        #expect(overtaken.asked(now: now).first == 996_000)
    }
}

@Suite("What is in flight, and what may go (relay.pml, may_go)")
struct InFlightTests {
    private func row(_ seq: Int64, _ sequence: Int64, head: Int64, key: String = "k") -> OutboxRow {
        OutboxRow(
            seq: seq, topic: "t", key: key, sequence: sequence, head: head,
            event: CloudEventText(
                id: UUID(), type: "", subject: "", data: "", time: Date(), oefening: false, traceparent: nil,
                correlation: nil, causation: nil, life: LogLife(incarnation: "eerste", start: nil)))
    }

    @Test("the head goes, what follows goes behind it, nothing goes twice")
    func inOrder() {
        var flying = InFlight()
        let first = [(2, 2), (1, 1), (1, 1), (3, 3), (2, 2)].map { flying.take(row($0, $1, head: 1)) }
        #expect(first == [false, true, false, false, true])
        flying.remove(1)
        let third = flying.take(row(3, 3, head: 2))
        #expect(third && flying.count == 2)
    }

    @Test("after a failure nothing of its key goes until all that went are back; other keys flow")
    func failure() {
        var flying = InFlight()
        var taken = [flying.take(row(1, 1, head: 1)), flying.take(row(2, 2, head: 1))]
        flying.fail(1)
        taken += [flying.take(row(3, 3, head: 1)), flying.take(row(4, 1, head: 1, key: "other"))]
        flying.remove(1)
        taken.append(flying.take(row(3, 3, head: 2)))
        flying.remove(2)
        taken.append(flying.take(row(1, 1, head: 1)))
        #expect(taken == [true, true, false, true, false, true])
    }

    @Test(
        "random interleavings of commits, reads, confirmations, failures and new leaders keep the order of first copies"
    )
    func interleavings() {
        for seed in 0..<400 {
            var random = SeededGenerator(seed: UInt64(seed))
            var outbox: [OutboxRow] = []
            var failed: Set<Int64> = []
            var last: [String: Int64] = [:]
            var flying = InFlight()
            var wire: [OutboxRow] = []
            var published: [String: [Int64]] = [:]
            var seq: Int64 = 0
            var late: [(key: String, seq: Int64)] = []
            func visible(_ row: OutboxRow) -> OutboxRow? {
                let head = outbox.filter { $0.key == row.key }.map(\.sequence).min() ?? row.sequence
                if outbox.contains(where: { $0.key == row.key && $0.sequence < row.sequence && failed.contains($0.seq) }
                ) {
                    return nil
                }
                return self.row(row.seq, row.sequence, head: head, key: row.key)
            }
            for _ in 0..<300 {
                switch Int.random(in: 0..<10, using: &random) {
                case 0...2:
                    // Drawn now, committed now or later, though never out of order within its key.
                    let key = "k\(Int.random(in: 0..<3, using: &random))"
                    seq += 1
                    if Bool.random(using: &random), !late.contains(where: { $0.key == key }) {
                        late.append((key, seq))
                    } else if !late.contains(where: { $0.key == key }) {
                        last[key, default: 0] += 1
                        outbox.append(row(seq, last[key]!, head: 0, key: key))
                    }
                case 3:
                    if let one = late.popLast() {
                        last[one.key, default: 0] += 1
                        outbox.append(row(one.seq, last[one.key]!, head: 0, key: one.key))
                    }
                case 4...6:
                    for row in outbox.sorted(by: { $0.seq < $1.seq }).prefix(Int.random(in: 1...8, using: &random)) {
                        if let seen = visible(row), flying.take(seen) { wire.append(seen) }
                    }
                case 7, 8:
                    guard !wire.isEmpty else { continue }
                    let row = wire.removeFirst()
                    published[row.key, default: []].append(row.sequence)
                    outbox.removeAll { $0.seq == row.seq }
                    failed.remove(row.seq)
                    flying.remove(row.seq)
                default:
                    if Bool.random(using: &random), let row = wire.first {
                        // The broker refuses it, and those of its key that went after it are still on their way.
                        wire.removeFirst()
                        flying.fail(row.seq)
                        failed.insert(row.seq)
                        flying.remove(row.seq)
                        for other in wire where other.key == row.key { flying.remove(other.seq) }
                        wire.removeAll { $0.key == row.key }
                    } else {
                        flying = InFlight()
                    }
                }
            }
            for (key, sequences) in published {
                let first = sequences.reduce(into: [Int64]()) { if !$0.contains($1) { $0.append($1) } }
                #expect(
                    first == first.sorted() && first == Array(1...Int64(first.count)),
                    "seed \(seed) \(key) \(sequences)")
            }
        }
    }
}

@Suite("Stages of a term")
struct TermRowTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func row(stage: Int16 = 0) -> TermRow {
        TermRow(
            id: UUID(), aggregate: UUID(), aggregateKind: "x", zaak: nil, kind: "t", since: start, urgent: false,
            until: nil,
            due: start.addingTimeInterval(100), stages: [50, 80, 100, 150],
            moments: [50, 80, 100, 150].map { start.addingTimeInterval($0) }, stage: stage, attempts: 0)
    }

    @Test(
        "each stage at its moment",
        arguments: [(49.0, [Int](), 0), (50, [50], 1), (80, [80], 2), (100, [100], 3), (150, [150], 4)])
    func stages(after: Double, expected: [Int], next: Int) {
        let row = row(stage: Int16(max(0, next - 1)))
        #expect(row.dueStages(at: start.addingTimeInterval(after)) == expected)
        #expect(row.advanced(at: start.addingTimeInterval(after)).stage == Int16(next))
    }

    @Test("after downtime reminders collapse into one, deadlines never vanish")
    func downtime() {
        #expect(row().dueStages(at: start.addingTimeInterval(90)) == [80])
        #expect(row().dueStages(at: start.addingTimeInterval(120)) == [100])
        #expect(row().dueStages(at: start.addingTimeInterval(1_000)) == [100, 150])
        #expect(row(stage: 3).dueStages(at: start.addingTimeInterval(1_000)) == [150])
        #expect(row(stage: 4).dueStages(at: start.addingTimeInterval(1_000)).isEmpty)
    }

    @Test("the next moment follows, and none after the last")
    func next() {
        #expect(row().advanced(at: start.addingTimeInterval(90)).nextAt == start.addingTimeInterval(100))
        #expect(row().advanced(at: start.addingTimeInterval(1_000)).nextAt == nil)
    }
}

@Suite("Lanes, delays and failures")
struct SmallRulesTests {
    @Test("a failed message comes back after 10 s, 1 m, 5 m, 30 m and 2 h, then waits for a person")
    func delays() {
        let now = Date()
        let intake = Intake(definition: ConsumerDefinition("c", topic: "t", handlers: []))
        for (attempts, delay) in [(0, 10.0), (1, 60), (2, 300), (3, 1_800), (4, 7_200), (5, nil), (6, nil)]
            as [(Int, Double?)]
        {
            let row = QuarantineRow(id: UUID(), status: .failed, attempts: attempts, messageID: "m")
            guard case .message(let inbound) = intake.work(Stream().message(1), row: row).work.origin else { continue }
            let aside = SetAside(inbound: inbound, status: .failed, error: nil, fingerprint: nil, sealed: [])
            #expect(aside.nextAt(now) == delay.map(now.addingTimeInterval))
        }
    }

    @Test("50, 200, 800 ms, a quarter more or less, then up to 5 s")
    func retries() {
        for (attempt, base) in [(1, 50.0), (2, 200), (3, 800), (4, 3_200), (5, 5_000), (40, 5_000)] {
            let delay = Retry.delay(attempt) / .milliseconds(1)
            #expect((base * 0.74...base * 1.26).contains(delay))
        }
    }
}
