/// What this relay has sent and the broker has not confirmed, and the rule for sending more.
///
/// A row may go only if no lower sequence of its topic and key waits in the outbox, except those in flight from here
/// or taken ahead of it in this batch (MESSAGING.md §2; `relay.pml`, HEADGATE).
struct InFlight: Sendable {
    private struct Stream: Hashable {
        let topic: String
        let key: String
    }

    private var rows: [Int64: OutboxRow] = [:]
    /// The sequences in flight per stream: contiguous from `low` to `high`.
    private var streams: [Stream: (low: Int64, high: Int64, count: Int)] = [:]

    var count: Int { rows.count }
    var seqs: [Int64] { Array(rows.keys) }

    /// Takes the row if it may go.
    mutating func take(_ row: OutboxRow) -> Bool {
        guard rows[row.seq] == nil else { return false }
        let stream = Stream(topic: row.topic, key: row.key)
        if let flying = streams[stream] {
            guard row.sequence == flying.high + 1, flying.low <= row.head || row.head == row.sequence else { return false }
            streams[stream] = (flying.low, row.sequence, flying.count + 1)
        } else {
            guard row.head == row.sequence else { return false }
            streams[stream] = (row.sequence, row.sequence, 1)
        }
        rows[row.seq] = row
        return true
    }

    /// The row is no longer in flight: confirmed or failed.
    mutating func remove(_ seq: Int64) -> OutboxRow? {
        guard let row = rows.removeValue(forKey: seq) else { return nil }
        let stream = Stream(topic: row.topic, key: row.key)
        if let flying = streams[stream] {
            streams[stream] = flying.count == 1 ? nil : (flying.low, flying.high, flying.count - 1)
        }
        return row
    }

    mutating func removeAll() { self = InFlight() }
}
