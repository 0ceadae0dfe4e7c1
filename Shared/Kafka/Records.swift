import Foundation

/// One partition of one topic.
public struct TopicPartition: Sendable, Hashable, CustomStringConvertible {
    public var topic: String
    public var partition: Int32

    public init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    public var description: String { "\(topic)[\(partition)]" }
}

public struct KafkaHeader: Sendable, Equatable {
    public var name: String
    /// `nil` is a header with a null value.
    public var value: [UInt8]?

    public init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }
}

/// A record to be published. Its partition follows from the key (murmur2, as the Java client does); without a
/// key it is random.
public struct OutgoingRecord: Sendable {
    public var topic: String
    public var key: [UInt8]?
    public var value: [UInt8]
    public var headers: [KafkaHeader]
    /// Comes back in the record's `Delivery`; chosen by the caller.
    public var tag: UInt64

    public init(topic: String, key: [UInt8]?, value: [UInt8], headers: [KafkaHeader] = [], tag: UInt64) {
        self.topic = topic
        self.key = key
        self.value = value
        self.headers = headers
        self.tag = tag
    }
}

/// What became of one accepted record.
public struct Delivery: Sendable {
    public var tag: UInt64
    /// -1 when it was not written.
    public var partition: Int32
    /// -1001 when it was not written.
    public var offset: Int64
    /// `nil`: all in-sync replicas have it.
    public var error: KafkaError?
}

/// A record as it was read.
public struct KafkaMessage: Sendable {
    public var topic: String
    public var partition: Int32
    public var offset: Int64
    public var timestamp: Date?
    public var key: [UInt8]?
    /// Empty when the value is null.
    public var value: [UInt8]
    public var isNull: Bool
    public var headers: [KafkaHeader]

    public init(
        topic: String, partition: Int32, offset: Int64, timestamp: Date?, key: [UInt8]?, value: [UInt8]?,
        headers: [KafkaHeader]
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value ?? []
        isNull = value == nil
        self.headers = headers
    }

    public var topicPartition: TopicPartition { TopicPartition(topic: topic, partition: partition) }

    /// Bytes of key, value and headers: what it takes of a consumer's `capacityBytes`.
    public var size: Int {
        headers.reduce((key?.count ?? 0) + value.count) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) }
    }
}
