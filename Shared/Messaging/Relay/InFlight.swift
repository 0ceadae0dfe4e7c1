/// What this relay has sent and the broker has not confirmed, and the rule for sending more.
///
/// A row may go only if no lower sequence of its topic and key waits in the outbox, except those in flight from here
/// or taken ahead of it in this batch (MESSAGING.md §2; `relay.pml`, may_go).
struct InFlight: Sendable {
    private struct Stream: Hashable {
        let topic: String
        let key: String
    }

    /// The sequences in flight of one stream: contiguous from `low` to `high`, unless it is broken.
    private struct Run {
        var low: Int64
        var high: Int64
        var count = 1
        /// One of them failed: nothing goes after it until all that went are back.
        var isBroken = false
    }

    private var rows: [Int64: OutboxRow] = [:]
    private var streams: [Stream: Run] = [:]

    var count: Int { rows.count }
    var seqs: [Int64] { Array(rows.keys) }

    /// Takes the row if it may go.
    mutating func take(_ row: OutboxRow) -> Bool {
        guard rows[row.seq] == nil else { return false }
        let stream = Stream(topic: row.topic, key: row.key)
        if var flying = streams[stream] {
            guard !flying.isBroken, row.sequence == flying.high + 1, flying.low <= row.head || row.head == row.sequence
            else {
                return false
            }
            flying.high = row.sequence
            flying.count += 1
            streams[stream] = flying
        } else {
            guard row.head == row.sequence else { return false }
            streams[stream] = Run(low: row.sequence, high: row.sequence)
        }
        rows[row.seq] = row
        return true
    }

    /// The broker did not take it: it stays in flight until that is recorded, and nothing of its stream goes after it.
    mutating func fail(_ seq: Int64) {
        guard let row = rows[seq] else { return }
        streams[Stream(topic: row.topic, key: row.key)]?.isBroken = true
    }

    /// The row is no longer in flight.
    mutating func remove(_ seq: Int64) {
        guard let row = rows.removeValue(forKey: seq) else { return }
        let stream = Stream(topic: row.topic, key: row.key)
        guard var flying = streams[stream] else { return }
        flying.count -= 1
        streams[stream] = flying.count == 0 ? nil : flying
    }
}
