/// What waits, and which keys are being decided: a batch gets nothing of a key of which another batch has something, so
/// that what belongs to a key is done in the order in which it came.
///
/// Unbounded; its writers are bounded themselves (consumer capacity, HTTP connections).
struct KeyedQueue<Item> {
    typealias Instant = ContinuousClock.Instant

    struct Batch {
        let items: [Item]
        let keys: Set<String>
    }

    /// How many batches run at once at the most.
    let lanes: Int
    /// As many as are worth a batch beside those that run.
    let worth: Int
    /// How long the first waits for the batches that run.
    let patience: Duration
    /// Items in a batch at the most.
    let limit: Int

    private var waiting: [(key: String, since: Instant, item: Item)] = []
    private var busy: Set<String> = []
    private var running = 0

    init(lanes: Int, worth: Int, patience: Duration, limit: Int) {
        self.lanes = lanes
        self.worth = worth
        self.patience = patience
        self.limit = limit
    }

    var isEmpty: Bool { waiting.isEmpty }

    /// Whether only time is wanting for another batch.
    var waitsForPatience: Bool { running > 0 && running < lanes && waiting.count < worth && firstFree != nil }

    mutating func add(_ item: Item, key: String, at now: Instant) { waiting.append((key, now, item)) }

    /// Whether another batch may begin.
    func mayBegin(at now: Instant) -> Bool {
        guard running < lanes, let first = firstFree else { return false }
        return running == 0 || waiting.count >= worth || first + patience <= now
    }

    /// Since when the first waits that no batch holds up.
    private var firstFree: Instant? { waiting.first { !busy.contains($0.key) }?.since }

    /// The next batch, whose keys are held until `finish`: of much that waits no more than a free lane's share.
    mutating func take(at now: Instant) -> Batch? {
        guard mayBegin(at: now) else { return nil }
        let free = lanes - running
        let share = min(limit, max(worth, (waiting.count + free - 1) / free))
        var items: [Item] = []
        var keys: Set<String> = []
        waiting.removeAll { one in
            guard items.count < share, !busy.contains(one.key) else { return false }
            items.append(one.item)
            keys.insert(one.key)
            return true
        }
        busy.formUnion(keys)
        running += 1
        return Batch(items: items, keys: keys)
    }

    mutating func finish(_ keys: Set<String>) {
        busy.subtract(keys)
        running -= 1
    }
}
