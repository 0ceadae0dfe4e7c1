import Foundation

/// What librdkafka counted, as of the last `statisticsInterval`.
public struct KafkaStatistics: Sendable {
    public struct Partition: Sendable {
        /// Messages between the committed offset and the end; `nil` as long as that is not known (not 0).
        public var lag: Int64?
        /// The broker's end of the partition, as of the last fetch.
        public var highWatermark: Int64?
        public var committed: Int64?
        /// What `store` was last told.
        public var stored: Int64?
    }

    public struct Broker: Sendable {
        public var name: String
        public var isUp: Bool
        /// Mean round trip of the interval.
        public var roundTrip: Duration
    }

    public var partitions: [TopicPartition: Partition] = [:]
    public var brokers: [Broker] = []
    /// Messages waiting in the producer's queue, or under way.
    public var queuedMessages: Int
    public var queuedBytes: Int
    /// The group's state, `up` when all is well; `nil` for a producer.
    public var groupState: String?
    public var rebalances: Int?

    init?(json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        // Statistics are for looking at: when they can't be read there are none.
        guard let raw = try? decoder.decode(Raw.self, from: Data(json)) else { return nil }
        queuedMessages = raw.msgCnt
        queuedBytes = raw.msgSize
        groupState = raw.cgrp?.state
        rebalances = raw.cgrp?.rebalanceCnt
        // Negative node ids are bootstrap addresses and the group coordinator's second connection.
        brokers = raw.brokers.values.filter { $0.nodeid >= 0 }.sorted { $0.name < $1.name }.map {
            Broker(name: $0.name, isUp: $0.state == "UP", roundTrip: .microseconds($0.rtt.avg))
        }
        for topic in raw.topics.values {
            for partition in topic.partitions.values where partition.partition >= 0 {
                let key = TopicPartition(topic: topic.topic, partition: partition.partition)
                partitions[key] = Partition(
                    lag: known(partition.consumerLag), highWatermark: known(partition.hiOffset),
                    committed: known(partition.committedOffset), stored: known(partition.storedOffset))
            }
        }
    }

    private func known(_ value: Int64) -> Int64? { value < 0 ? nil : value }

    /// The fields we use of librdkafka's STATISTICS.md, under its names.
    private struct Raw: Decodable {
        struct Window: Decodable { var avg: Int64 }
        struct Broker: Decodable { var name: String, nodeid: Int, state: String, rtt: Window }
        struct Partition: Decodable {
            var partition: Int32, consumerLag: Int64, hiOffset: Int64, committedOffset: Int64, storedOffset: Int64
        }
        struct Topic: Decodable { var topic: String, partitions: [String: Partition] }
        struct Group: Decodable { var state: String, rebalanceCnt: Int }
        var msgCnt: Int
        var msgSize: Int
        var brokers: [String: Broker]
        var topics: [String: Topic]
        var cgrp: Group?
    }
}
