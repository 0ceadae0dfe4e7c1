/// Which statements this connection's server session has prepared, by their text and types of binds.
///
/// Bounded: the least recently used makes place. Confined to the connection's thread.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        let slots: [SQL.Slot]

        init(_ sql: SQL) {
            text = sql.text
            slots = sql.slots
        }

        static func == (a: Key, b: Key) -> Bool {
            a.text == b.text && a.slots.count == b.slots.count
                && zip(a.slots, b.slots).allSatisfy { $0.type == $1.type }
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(text)
        }
    }

    struct Use {
        let name: String
        let isNew: Bool
    }

    private struct Entry {
        let name: String
        var lastUsed: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    private var named: UInt64 = 0
    /// Everything the session has prepared is to be forgotten before the next statement.
    private(set) var isStale = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The statement's name, and whether it still has to be prepared.
    mutating func use(_ key: Key) -> Use {
        clock += 1
        if let index = entries.index(forKey: key) {
            entries.values[index].lastUsed = clock
            return Use(name: entries.values[index].name, isNew: false)
        }
        named += 1
        let name = "s\(named)"
        entries[key] = Entry(name: name, lastUsed: clock)
        return Use(name: name, isNew: true)
    }

    /// Its preparation failed or was skipped.
    mutating func forget(_ key: Key) {
        entries[key] = nil
    }

    /// The names to deallocate so that the bound holds, never those used since `mark`.
    mutating func evict(notSince mark: UInt64) -> [String] {
        var evicted: [String] = []
        while entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUsed < $1.value.lastUsed }),
            oldest.value.lastUsed <= mark
        {
            entries[oldest.key] = nil
            evicted.append(oldest.value.name)
        }
        return evicted
    }

    var mark: UInt64 { clock }

    mutating func invalidate() {
        entries = [:]
        isStale = true
    }

    mutating func refreshed() {
        isStale = false
    }
}
