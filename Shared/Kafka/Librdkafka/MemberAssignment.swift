/// What a member of a group was given, in the bytes of Kafka's consumer protocol: a version, and for each topic its name
/// and partitions; what a client adds behind that is its own business.
enum MemberAssignment {
    /// Nothing where the bytes are no assignment: a member that waits for one has none.
    static func partitions(_ bytes: [UInt8]) -> [TopicPartition] {
        var rest = bytes[...]
        guard number(&rest, 2) != nil, let topics = number(&rest, 4) else { return [] }
        var partitions: [TopicPartition] = []
        for _ in 0..<max(topics, 0) {
            guard let length = number(&rest, 2), length >= 0, rest.count >= length else { return [] }
            let topic = String(decoding: rest.prefix(length), as: UTF8.self)
            rest = rest.dropFirst(length)
            guard let count = number(&rest, 4), count >= 0, rest.count >= count * 4 else { return [] }
            for _ in 0..<count {
                guard let partition = number(&rest, 4) else { return [] }
                partitions.append(TopicPartition(topic: topic, partition: Int32(partition)))
            }
        }
        return partitions
    }

    /// Big-endian, with a sign.
    private static func number(_ rest: inout ArraySlice<UInt8>, _ width: Int) -> Int? {
        guard rest.count >= width else { return nil }
        let bits = rest.prefix(width).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        rest = rest.dropFirst(width)
        return width == 2 ? Int(Int16(truncatingIfNeeded: bits)) : Int(Int32(bitPattern: bits))
    }
}
