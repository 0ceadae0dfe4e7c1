extension JSON {
    /// The members of an object, by name. An array that is kept sorted instead of a dictionary: messages have tens of
    /// members, nearly always written in this order, so that neither reading nor writing them hashes or sorts anything.
    public struct Members: Sendable {
        private var sorted: [Member] = []

        public typealias Element = (key: String, value: JSON)

        /// An element as it is kept: other than a tuple, a struct is copied and destroyed by code of its own.
        struct Member {
            let key: String
            var value: JSON
        }

        public init() {}

        /// In n log n, whatever the order; a name that comes twice: the last one counts.
        public init(_ members: some Sequence<(String, JSON)>) {
            self.init(members, uniquingKeysWith: { $1 })
        }

        /// In n log n, whatever the order; `combine` chooses between an earlier and a later value of one name.
        public init(_ members: some Sequence<(String, JSON)>, uniquingKeysWith combine: (JSON, JSON) -> JSON) {
            sorted = members.map { Member(key: $0.0, value: $0.1) }
            guard !Self.isOrdered(sorted) else { return }
            // Stable, so that of one name the later stays the later.
            let all = sorted.sorted { $0.key < $1.key }
            sorted.removeAll(keepingCapacity: true)
            for member in all {
                if let last = sorted.last, last.key == member.key {
                    sorted[sorted.count - 1].value = combine(last.value, member.value)
                } else {
                    sorted.append(member)
                }
            }
        }

        /// Sorts what was read in any order, in n log n, whoever wrote it.
        /// - Returns: nil when a name comes twice.
        init?(unsorted: [Member]) {
            sorted = unsorted
            guard !Self.isOrdered(sorted) else { return }
            sorted.sort { $0.key < $1.key }
            guard Self.isOrdered(sorted) else { return nil }
        }

        /// The names must ascend.
        init(ordered: [Member]) { sorted = ordered }

        private static func isOrdered(_ members: [Member]) -> Bool {
            guard var last = members.first?.key else { return true }
            for member in members.dropFirst() {
                guard last < member.key else { return false }
                last = member.key
            }
            return true
        }

        /// Where the name stands, or where it belongs.
        private func place(_ name: String) -> (at: Int, isThere: Bool) {
            sorted.withUnsafeBufferPointer { sorted in
                var low = 0
                var high = sorted.count
                while low < high {
                    let middle = (low + high) >> 1
                    if sorted[middle].key < name { low = middle + 1 } else { high = middle }
                }
                return (low, low < sorted.count && sorted[low].key == name)
            }
        }

        /// As `place`; what is written in order belongs at the end.
        private func placeToWrite(_ name: String) -> (at: Int, isThere: Bool) {
            if let last = sorted.last?.key, last < name { return (sorted.count, false) }
            return place(name)
        }

        public subscript(name: String) -> JSON? {
            get {
                let (at, isThere) = place(name)
                return isThere ? sorted[at].value : nil
            }
            set {
                let (at, isThere) = placeToWrite(name)
                switch (newValue, isThere) {
                case (let value?, true): sorted[at].value = value
                case (let value?, false): sorted.insert(Member(key: name, value: value), at: at)
                case (nil, true): sorted.remove(at: at)
                case (nil, false): break
                }
            }
        }

        /// - Returns: what stood under that name before.
        @discardableResult
        public mutating func updateValue(_ value: JSON, forKey name: String) -> JSON? {
            let (at, isThere) = placeToWrite(name)
            guard isThere else {
                sorted.insert(Member(key: name, value: value), at: at)
                return nil
            }
            defer { sorted[at].value = value }
            return sorted[at].value
        }

        /// - Returns: what stood under that name.
        @discardableResult
        public mutating func removeValue(forKey name: String) -> JSON? {
            let (at, isThere) = place(name)
            return isThere ? sorted.remove(at: at).value : nil
        }

        public var keys: [String] { sorted.map(\.key) }
        public var values: [JSON] { sorted.map(\.value) }

        public func filter(_ isWanted: (Element) -> Bool) -> Members {
            var some = Members()
            some.sorted = sorted.filter { isWanted(($0.key, $0.value)) }
            return some
        }

        /// With other members; where both have a name, theirs counts.
        public func merging(_ others: Members) -> Members {
            var merged = self
            for (name, value) in others { merged[name] = value }
            return merged
        }
    }
}

extension JSON.Members: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { sorted.count }
    public subscript(position: Int) -> Element { (sorted[position].key, sorted[position].value) }
}

extension JSON.Members: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count
            && left.sorted.elementsEqual(right.sorted) { $0.key == $1.key && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        for member in sorted {
            hasher.combine(member.key)
            hasher.combine(member.value)
        }
        hasher.combine(sorted.count)
    }
}

extension JSON.Members: ExpressibleByDictionaryLiteral {
    /// A name written twice: the last one counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}

extension JSON.Members: Codable {
    /// For coders other than ours.
    public init(from decoder: any Decoder) throws {
        self.init(try [String: JSON](from: decoder).map { ($0.key, $0.value) })
    }

    public func encode(to encoder: any Encoder) throws {
        try Dictionary(uniqueKeysWithValues: sorted.map { ($0.key, $0.value) }).encode(to: encoder)
    }
}
