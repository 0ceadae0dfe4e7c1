import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

/// Random histories against the invariants of consumer.pml: nothing lost, nothing twice, in order, nothing stuck.
@Suite("Random histories of a consumer")
struct ModelTests {
    static let last: Int64 = 7

    /// What the world does to one key: faults that pass, a refusal, an act of the operator.
    struct Fate {
        let stream = Stream()
        var failures: [Int64: Int] = [:]
        var refused: Int64?
        var discards: Int
        var dropped: Set<Int64>
    }

    private let act = OperatorAct(organisation: "00000099000000001000", person: "mw-1", reason: "proef")

    @Test("gaps, duplicates, crashes of handlers, refusals and discards, over many keys at once", arguments: 0..<6)
    func history(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 11)
        try await withService { service async throws in
            var made: [String: Fate] = [:]
            for _ in 0..<25 {
                var fate = Fate(discards: Int.random(in: 0...2, using: &random), dropped: [])
                if Bool.random(using: &random) {
                    fate.failures[.random(in: 1...Self.last, using: &random)] = .random(in: 1...3, using: &random)
                }
                if Bool.random(using: &random) { fate.refused = .random(in: 1...Self.last, using: &random) }
                for sequence in 1...Self.last where Int.random(in: 0..<5, using: &random) == 0 {
                    fate.dropped.insert(sequence)
                }
                made[fate.stream.key] = fate
            }
            let fates = made
            let world = Box(fates)
            let consumer = ConsumerDefinition(
                "afnemer.proeven", topic: "keten.proeven",
                handlers: [
                    EnterHandler { message in
                        let (key, number) = (message.event.partitionkey ?? "", Int64(message.data.nummer))
                        if fates[key]?.refused == number {
                            throw Refused([Violation(pointer: "", code: "fout", detail: "Fout.")])
                        }
                        let fails = world.change { world in
                            guard let left = world[key]?.failures[number], left > 0 else { return false }
                            world[key]?.failures[number] = left - 1
                            return true
                        }
                        if fails { throw Sabotage() }
                    }
                ])
            let source = TestSource { key, range in
                guard let stream = fates[key]?.stream else { return [] }
                return range.map { stream.event($0).encoded() }
            }
            let sweeper = Sweeper(engine: service.engine, consumers: [consumer], source: source, logger: quiet)

            // The partition: each key in order, with what the broker lost left out and some of it again.
            var partition: [(key: String, sequence: Int64)] = []
            for sequence in 1...Self.last {
                for fate in fates.values.sorted(by: { $0.stream.key < $1.stream.key })
                where !fate.dropped.contains(sequence) {
                    partition.append((fate.stream.key, sequence))
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        partition.append((fate.stream.key, .random(in: 1...sequence, using: &random)))
                    }
                }
            }
            var backoff: [PositionKey: Sweeper.Backoff] = [:]
            var discarded: [String: Set<Int64>] = [:]
            var next = 0
            while next < partition.count {
                let batch = partition[next..<min(partition.count, next + .random(in: 1...40, using: &random))]
                let messages = batch.compactMap { entry in fates[entry.key]?.stream.message(entry.sequence) }
                _ = await service.receive(consumer, messages)
                // A crash or rebalance: what was not committed comes again.
                next = Int.random(in: 0..<5, using: &random) == 0 ? max(0, next - 10) : batch.endIndex
                if Int.random(in: 0..<3, using: &random) == 0 { try await sweeper.bringBack() }
                if Int.random(in: 0..<3, using: &random) == 0 { try await sweeper.fillGaps(&backoff) }
                if Int.random(in: 0..<3, using: &random) == 0 {
                    for (key, sequence) in try await discardOne(service, world, &random) {
                        discarded[key, default: []].insert(sequence)
                    }
                }
            }
            // What broker and source still have comes in, and the operator has what failed tried again.
            for fate in fates.values { _ = await service.receive(consumer, [fate.stream.message(Self.last)]) }
            for _ in 0..<40 {
                let behind = try await service.count("select count(*) from position where last_sequence < \(Self.last)")
                if behind == 0,
                    try await service.count("select count(*) from quarantine where resolved_at is null") == 0
                {
                    break
                }
                _ = try await service.pool.query(
                    "update quarantine set next_at = clock_timestamp() where status = 'failed'")
                try await sweeper.bringBack()
                backoff = [:]
                try await sweeper.fillGaps(&backoff)
            }
            for (key, fate) in fates {
                let place = try await service.position(fate.stream)
                #expect(
                    place?.last == Self.last && place?.held == false,
                    "key \(key) stands at \(String(describing: place))")
                let out = discarded[key] ?? []
                let expected = (1...Self.last).filter { $0 != fate.refused && !out.contains($0) }.map(Int.init)
                let took = try await service.ledger(fate.stream.ledger)?.entries ?? []
                // A discarded message that was refused in its turn is neither.
                #expect(took == expected, "seed \(seed), \(fate), discarded \(out)")
            }
            #expect(try await service.count("select count(*) from quarantine where resolved_at is null") == 0)
        }
    }

    private func discardOne(
        _ service: TestService, _ world: Box<[String: Fate]>, _ random: inout SeededGenerator
    ) async throws -> [(String, Int64)] {
        let rows = try await service.pool.query(
            """
            select id, key, sequence from quarantine
            where resolved_at is null and status in ('failed', 'waiting', 'parked') order by key, sequence
            """)
        guard let row = rows.randomElement(using: &random) else { return [] }
        let (id, key, sequence) = try row.decode(UUID.self, String.self, Int64.self)
        guard world.value[key]?.discards ?? 0 > 0 else { return [] }
        world.change { $0[key]?.discards -= 1 }
        let done = try await Operations(pool: service.pool, service: "proef").discard(id, by: act)
        return done != nil ? [(key, sequence)] : []
    }
}

struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &+ 0x9e37_79b9_7f4a_7c15 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
