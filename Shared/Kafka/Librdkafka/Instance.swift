import CRdkafka
import Logging

/// Owns one `rd_kafka_t`.
///
/// Made by the caller of a client's initialiser, then used and at last destroyed by that client's thread alone,
/// with the exceptions that the methods name. No callbacks are registered: everything librdkafka has to say
/// comes as an event on a queue, so that none of its own threads ever runs Swift.
final class Instance: @unchecked Sendable {
    // @unchecked: the only state is a constant pointer to an rd_kafka_t, which librdkafka documents as thread-safe;
    // who may destroy it is stated above.
    let pointer: OpaquePointer

    /// - Parameter events: a mask of `RD_KAFKA_EVENT_…`.
    init(_ type: rd_kafka_type_t, settings: [String: String], events: Int32) throws(KafkaError) {
        var reason = [CChar](repeating: 0, count: 512)
        let configuration: OpaquePointer = rd_kafka_conf_new()
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            let result = rd_kafka_conf_set(configuration, name, value, &reason, reason.count)
            if result != RD_KAFKA_CONF_OK {
                rd_kafka_conf_destroy(configuration)
                // The library's own words can repeat the value, which can be a secret.
                throw KafkaError(
                    RD_KAFKA_RESP_ERR__INVALID_ARG,
                    "setting \(name) is \(result == RD_KAFKA_CONF_UNKNOWN ? "unknown" : "refused")")
            }
        }
        rd_kafka_conf_set_events(configuration, events)
        // On success the configuration belongs to the instance.
        guard let made = rd_kafka_new(type, configuration, &reason, reason.count) else {
            let code = rd_kafka_last_error()
            rd_kafka_conf_destroy(configuration)
            throw KafkaError(code, reason.text)
        }
        pointer = made
        // Log lines go where the other events go.
        let logQueue = rd_kafka_set_log_queue(made, nil)
        if logQueue != RD_KAFKA_RESP_ERR_NO_ERROR {
            rd_kafka_destroy(made)
            throw KafkaError(logQueue)
        }
    }

    /// The fatal error that this instance has met, if any. Any thread, until `destroy`.
    var fatalError: KafkaError? {
        var reason = [CChar](repeating: 0, count: 512)
        let code = rd_kafka_fatal_error(pointer, &reason, reason.count)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(code, reason.text, isFatal: true)
    }

    /// Frees the instance, blocking until its threads have ended. All queues must have been released.
    /// A group is left before that, by closing; doing it in here could wait for an application that is gone.
    func destroy() {
        rd_kafka_destroy_flags(pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
    }
}

extension [CChar] {
    /// The C string in this buffer.
    var text: String { String(decoding: prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
}
