import CRdkafka
import Logging

/// A reference to one of librdkafka's queues, used and released by the client's thread only.
struct EventQueue {
    let pointer: OpaquePointer

    static func main(of instance: Instance) -> EventQueue {
        EventQueue(pointer: rd_kafka_queue_get_main(instance.pointer))
    }

    /// The group's queue, to which everything of the main queue is redirected as well.
    static func consumer(of instance: Instance) -> EventQueue {
        rd_kafka_poll_set_consumer(instance.pointer)
        return EventQueue(pointer: rd_kafka_queue_get_consumer(instance.pointer))
    }

    /// An empty queue of our own.
    static func new(for instance: Instance) -> EventQueue {
        EventQueue(pointer: rd_kafka_queue_new(instance.pointer))
    }

    /// librdkafka writes to `wakeup` when the queue gets an entry after it was last read.
    func signal(_ wakeup: Wakeup) {
        var byte: UInt8 = 1
        // The payload is copied.
        rd_kafka_queue_io_event_enable(pointer, wakeup.writing, &byte, 1)
    }

    /// Lets the queue go; its wake-ups end.
    func release() {
        rd_kafka_queue_io_event_enable(pointer, -1, nil, 0)
        rd_kafka_queue_destroy(pointer)
    }

    /// Gives all events that are there now to `body`, which must not keep them. Never waits. Counts as a poll for
    /// `max.poll.interval.ms`.
    func drain(_ body: (OpaquePointer) -> Void) {
        while let event = rd_kafka_queue_poll(pointer, 0) {
            body(event)
            rd_kafka_event_destroy(event)
        }
    }
}

/// The parts of an event, copied out of it.
enum EventContent {
    static func error(_ event: OpaquePointer) -> KafkaError {
        KafkaError(
            rd_kafka_event_error(event), String(cString: rd_kafka_event_error_string(event)),
            isFatal: rd_kafka_event_error_is_fatal(event) != 0)
    }

    /// Writes librdkafka's own log line to ours, at its syslog level.
    static func log(_ event: OpaquePointer, to logger: Logger) {
        var facility: UnsafePointer<CChar>?
        var text: UnsafePointer<CChar>?
        var level: Int32 = 0
        guard rd_kafka_event_log(event, &facility, &text, &level) == 0, let facility, let text else { return }
        let severity: Logger.Level =
            switch level {
            case ...2: .critical
            case 3: .error
            case 4: .warning
            case 5: .notice
            case 6: .info
            default: .debug
            }
        logger.log(
            level: severity, "\(String(cString: text))", metadata: ["facility": "\(String(cString: facility))"])
    }
}
