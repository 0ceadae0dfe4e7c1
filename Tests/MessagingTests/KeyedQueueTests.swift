import Testing

@testable import Messaging

@Suite("What waits for a batch")
struct KeyedQueueTests {
    private let start = ContinuousClock.now
    private func queue() -> KeyedQueue<Int> { KeyedQueue(lanes: 2, worth: 3, patience: .milliseconds(20), limit: 5) }

    @Test("little waits for the batch that runs, and no longer than its patience")
    func patience() {
        var queue = queue()
        queue.add(1, key: "a", at: start)
        let first = queue.take(at: start)
        #expect(first?.items == [1])
        queue.add(2, key: "b", at: start)
        #expect(queue.take(at: start + .milliseconds(19)) == nil)
        #expect(queue.waitsForPatience)
        #expect(queue.take(at: start + .milliseconds(20))?.items == [2])
        // Both lanes have a batch now.
        queue.add(3, key: "c", at: start)
        #expect(!queue.mayBegin(at: start + .seconds(1)) && !queue.waitsForPatience)
        queue.finish(first?.keys ?? [])
        #expect(queue.take(at: start + .seconds(1))?.items == [3])
        #expect(queue.isEmpty)
    }

    @Test("much is divided over the lanes, and no batch is larger than its limit")
    func share() {
        var queue = queue()
        for number in 0..<8 { queue.add(number, key: "\(number)", at: start) }
        let (one, other) = (queue.take(at: start), queue.take(at: start))
        #expect(one?.items == [0, 1, 2, 3] && other?.items == [4, 5, 6, 7])
        for number in 8..<20 { queue.add(number, key: "\(number)", at: start) }
        queue.finish(one?.keys ?? [])
        #expect(queue.take(at: start)?.items == [8, 9, 10, 11, 12])
    }

    @Test("what waits for a key that is being decided holds up nothing else, and comes in its turn")
    func held() {
        var queue = queue()
        queue.add(1, key: "a", at: start)
        let first = queue.take(at: start)
        for number in 2...4 { queue.add(number, key: "a", at: start) }
        // Nothing that may begin: whoever looks must not look again at once.
        #expect(!queue.mayBegin(at: start + .seconds(1)) && !queue.waitsForPatience)
        queue.add(5, key: "b", at: start)
        #expect(queue.take(at: start)?.items == [5])
        queue.finish(first?.keys ?? [])
        #expect(queue.take(at: start)?.items == [2, 3, 4])
    }

    /// Random keys, batches that end in any order: nothing is lost or done twice, a key's items go in order, and no two
    /// batches have the same key at once.
    @Test("in whatever order batches end, a key's items stay in order", arguments: 0..<200)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = KeyedQueue<Int>(
            lanes: Int.random(in: 1...4, using: &random), worth: Int.random(in: 1...8, using: &random),
            patience: .milliseconds(20), limit: Int.random(in: 1...12, using: &random))
        var now = start
        var running: [KeyedQueue<Int>.Batch] = []
        var keys: [Int: String] = [:]
        var done: [Int] = []
        while done.count < 300 {
            now += .milliseconds(Int.random(in: 0...30, using: &random))
            if keys.count < 300 {
                keys[keys.count] = "\(Int.random(in: 0..<9, using: &random))"
                queue.add(keys.count - 1, key: keys[keys.count - 1] ?? "", at: now)
            }
            if Bool.random(using: &random), let batch = queue.take(at: now) {
                #expect(running.allSatisfy { $0.keys.isDisjoint(with: batch.keys) })
                #expect(Set(batch.items.compactMap { keys[$0] }) == batch.keys)
                running.append(batch)
            }
            if Bool.random(using: &random), let batch = running.randomElement(using: &random) {
                running.removeAll { $0.keys == batch.keys }
                queue.finish(batch.keys)
                done += batch.items
            }
        }
        #expect(done.sorted() == Array(0..<300))
        for (_, items) in Dictionary(grouping: done, by: { keys[$0] ?? "" }) { #expect(items == items.sorted()) }
        #expect(queue.isEmpty && running.isEmpty)
    }
}
