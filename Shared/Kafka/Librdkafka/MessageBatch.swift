import CRdkafka
import Foundation

/// A reusable array for `rd_kafka_consume_batch_queue`; owned and used by one thread.
final class MessageBatch {
    static let limit = 512
    private let slots = UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>.allocate(capacity: limit)

    deinit { slots.deallocate() }

    /// Takes at most `count` messages that are there now, copying each payload once. Never waits. Messages of
    /// partitions that were unassigned since are dropped by librdkafka.
    ///
    /// - Returns: how many entries were taken, so that the caller knows whether more may be there.
    func take(
        from queue: EventQueue, atMost count: Int, messages: inout [KafkaMessage], errors: inout [KafkaError]
    ) -> Int {
        let taken = rd_kafka_consume_batch_queue(queue.pointer, 0, slots, min(count, Self.limit))
        guard taken > 0 else { return 0 }
        messages.reserveCapacity(taken)
        // Messages of one topic stand together and share its name.
        var topic: (pointer: OpaquePointer?, name: String) = (nil, "")
        for slot in 0..<taken {
            guard let message = slots[slot] else { continue }
            defer { rd_kafka_message_destroy(message) }
            if let pointer = message.pointee.rkt, pointer != topic.pointer {
                topic = (pointer, String(cString: rd_kafka_topic_name(pointer)))
            }
            if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                messages.append(Self.copy(message, topic: topic.name))
            } else {
                errors.append(Self.error(message, topic: topic.name))
            }
        }
        return taken
    }

    private static func copy(_ message: UnsafeMutablePointer<rd_kafka_message_t>, topic: String) -> KafkaMessage {
        var type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(message, &type)
        return KafkaMessage(
            topic: topic, partition: message.pointee.partition, offset: message.pointee.offset,
            timestamp: timestamp < 0 ? nil : Date(timeIntervalSince1970: Double(timestamp) / 1_000),
            key: bytes(message.pointee.key, message.pointee.key_len),
            value: bytes(message.pointee.payload, message.pointee.len), headers: headers(message))
    }

    private static func headers(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> [KafkaHeader] {
        // Owned by the message.
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR else { return [] }
        var result: [KafkaHeader] = []
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while rd_kafka_header_get_all(list, result.count, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR,
            let name
        {
            result.append(KafkaHeader(name: String(cString: name), value: bytes(value, size)))
        }
        return result
    }

    /// An entry that is no message but an error of its partition; its payload is the reason as text.
    private static func error(_ message: UnsafeMutablePointer<rd_kafka_message_t>, topic: String) -> KafkaError {
        let partition =
            message.pointee.rkt == nil
            ? nil : TopicPartition(topic: topic, partition: message.pointee.partition)
        return KafkaError(
            message.pointee.err, rd_kafka_message_errstr(message).map { String(cString: $0) }, partition: partition)
    }

    private static func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
        start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) }
    }
}
