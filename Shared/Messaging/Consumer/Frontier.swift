/// Which offsets of a partition are finished, so that only the contiguous part is stored (MESSAGING.md §4).
struct Frontier: Sendable {
    private var offsets: [Int64] = []
    private var head = 0
    private var finished: Set<Int64> = []
    private var abandoned: Set<Int64> = []

    /// Offsets come in ascending order; the broker may leave some out.
    mutating func begin(_ offset: Int64) { offsets.append(offset) }

    /// It will not be finished here: nothing from it on is stored, and nobody waits for it.
    mutating func abandon(_ offset: Int64) { abandoned.insert(offset) }

    /// - Returns: the next offset to read, if the contiguous part grew.
    mutating func finish(_ offset: Int64) -> Int64? {
        finished.insert(offset)
        var reached: Int64?
        while head < offsets.count, finished.remove(offsets[head]) != nil {
            reached = offsets[head] + 1
            head += 1
        }
        if head > 1_024 {
            offsets.removeFirst(head)
            head = 0
        }
        return reached
    }

    /// Whether nothing runs any more.
    var isEmpty: Bool { offsets[head...].allSatisfy { finished.contains($0) || abandoned.contains($0) } }
}
