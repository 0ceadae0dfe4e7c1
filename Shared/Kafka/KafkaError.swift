import CRdkafka
import Foundation
import Logging

/// What went wrong, as the broker or librdkafka says it.
public struct KafkaError: Error, Sendable, CustomStringConvertible {
    /// An error code of the Kafka protocol (above 0) or of librdkafka (below 0).
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        public static let closed = Code(RD_KAFKA_RESP_ERR__DESTROY)
        public static let fatal = Code(RD_KAFKA_RESP_ERR__FATAL)
        public static let invalidArgument = Code(RD_KAFKA_RESP_ERR__INVALID_ARG)
        public static let messageTooLarge = Code(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
        public static let noOffset = Code(RD_KAFKA_RESP_ERR__NO_OFFSET)
        /// A committed offset that the broker no longer has (or not yet).
        public static let offsetOutOfRange = Code(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
        public static let purgedInFlight = Code(RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
        public static let purgedInQueue = Code(RD_KAFKA_RESP_ERR__PURGE_QUEUE)
        public static let queueFull = Code(RD_KAFKA_RESP_ERR__QUEUE_FULL)
        public static let timedOut = Code(RD_KAFKA_RESP_ERR__TIMED_OUT)
        public static let topicAlreadyExists = Code(RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
        public static let unknownTopicOrPartition = Code(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
        /// A topic or partition that the broker's metadata doesn't list.
        public static let unknownTopic = Code(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC)

        init(_ code: rd_kafka_resp_err_t) { rawValue = code.rawValue }
        var response: rd_kafka_resp_err_t { rd_kafka_resp_err_t(rawValue: rawValue) }
    }

    public var code: Code
    /// The code's name, for instance `_AUTO_OFFSET_RESET`.
    public var name: String
    /// What happened; never a record's key, value or headers, nor a secret.
    public var message: String
    /// The client that reported it can't go on: close it and make a new one.
    public var isFatal: Bool
    /// The same call can succeed later without a change.
    public var isRetriable: Bool
    /// What it is about, when it is about one partition.
    public var partition: TopicPartition?
    public var file: String
    public var line: Int

    public var description: String {
        let subject = partition.map { " \($0)" } ?? ""
        return "Kafka \(name)\(subject): \(message) (\(file):\(line))"
    }

    init(
        _ code: rd_kafka_resp_err_t, _ message: String? = nil, isFatal: Bool = false, isRetriable: Bool? = nil,
        partition: TopicPartition? = nil, file: String = #fileID, line: Int = #line
    ) {
        self.code = Code(code)
        // Both return static strings of the library.
        name = String(cString: rd_kafka_err2name(code))
        self.message = message ?? String(cString: rd_kafka_err2str(code))
        self.isFatal = isFatal || code == RD_KAFKA_RESP_ERR__FATAL
        self.isRetriable = isRetriable ?? Self.retriable.contains(Code(code))
        self.partition = partition
        self.file = file
        self.line = line
    }

    /// Takes over `object` and destroys it.
    init(consuming object: OpaquePointer, file: String = #fileID, line: Int = #line) {
        defer { rd_kafka_error_destroy(object) }
        let code = rd_kafka_error_code(object)
        self.init(
            code, String(cString: rd_kafka_error_string(object)), isFatal: rd_kafka_error_is_fatal(object) != 0,
            isRetriable: rd_kafka_error_is_retriable(object) != 0 || Self.retriable.contains(Code(code)),
            file: file, line: line)
    }

    /// The client was closed.
    static var closed: KafkaError { KafkaError(RD_KAFKA_RESP_ERR__DESTROY, "closed") }

    static func system(_ what: String, _ number: Int32) -> KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, "\(what): \(String(cString: strerror(number)))")
    }

    /// It won't pass by itself: configuration, rights or lost data.
    var needsSomebody: Bool { Self.lasting.contains(code) }

    /// Of a failed connection librdkafka's own log tells already.
    var logLevel: Logger.Level { code.response == RD_KAFKA_RESP_ERR__TRANSPORT ? .debug : .warning }

    private static let lasting: Set<Code> = Set(
        [
            RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
            RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
            RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR__AUTHENTICATION,
            RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, RD_KAFKA_RESP_ERR__SSL,
            RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED, RD_KAFKA_RESP_ERR__BAD_MSG,
            RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID,
            RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL,
        ].map(Code.init))

    private static let retriable: Set<Code> = Set(
        [
            RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__TIMED_OUT,
            RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__WAIT_COORD, RD_KAFKA_RESP_ERR__WAIT_CACHE,
            RD_KAFKA_RESP_ERR__RESOLVE, RD_KAFKA_RESP_ERR__QUEUE_FULL, RD_KAFKA_RESP_ERR__RETRY,
            RD_KAFKA_RESP_ERR__PURGE_QUEUE, RD_KAFKA_RESP_ERR__PURGE_INFLIGHT,
            RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
            RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
            RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND,
            RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT,
        ].map(Code.init))
}
