/// Numbers below the relay's cursor that were not there when it read past them: drawn by transactions that had not
/// committed yet, or never did. They are asked for at each reading, so that what commits late goes out as soon as it is
/// there and does not wait for the sweep, which finds it all the same.
struct Overtaken: Sendable {
    /// More than a few batches draw at once.
    private static let most = 4_000
    /// What is not there by then was rolled back, or is the sweep's.
    private static let patience: Duration = .seconds(5)

    private var since: [Int64: ContinuousClock.Instant] = [:]

    /// - Parameters:
    ///   - cursor: what was read up to before; 0 where nothing was, and then nothing says what is missing.
    ///   - seqs: what was read now, ascending.
    mutating func note(from cursor: Int64, _ seqs: some Sequence<Int64>, now: ContinuousClock.Instant) {
        guard cursor > 0 else { return }
        var next = cursor + 1
        for seq in seqs {
            // Of a long row of numbers that are not there, such as those of keys that wait, the last are the likeliest.
            for missing in max(next, seq - Int64(Self.most))..<max(next, seq) where since.count < Self.most {
                since[missing] = now
            }
            next = max(next, seq + 1)
        }
    }

    /// Those to ask for.
    mutating func asked(now: ContinuousClock.Instant) -> [Int64] {
        if since.isEmpty { return [] }
        since = since.filter { now - $0.value < Self.patience }
        return since.keys.sorted()
    }

    mutating func found(_ seq: Int64) { if !since.isEmpty { since[seq] = nil } }
}
