import BindShim
import CRdkafka
import Foundation

struct BrokerFailure: Error, CustomStringConvertible {
    let description: String
    var code = RD_KAFKA_RESP_ERR__FAIL
}

/// librdkafka's mock cluster with one broker, on a fixed port.
final class MockCluster: @unchecked Sendable {
    // @unchecked: both pointers are constant; the mock cluster hands every call over to its own thread, and `stop`
    // comes last.
    private let instance: OpaquePointer
    private let cluster: OpaquePointer

    /// Listens when it returns.
    ///
    /// - Parameter port: 0 takes a free one.
    init(port: UInt16) throws {
        // librdkafka aborts the process when it can't have a port.
        guard Self.isFree(port) else {
            throw BrokerFailure(description: "port \(port) on 127.0.0.1 is in use")
        }
        var reason = [CChar](repeating: 0, count: 512)
        let configuration = rd_kafka_conf_new()
        // Warnings and worse: this instance only owns the cluster and connects to nothing, which it would remark on.
        rd_kafka_conf_set(configuration, "log_level", "4", nil, 0)
        guard let instance = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, &reason, reason.count) else {
            throw BrokerFailure(description: "librdkafka does not start")
        }
        bindshim_next_loopback_port(port)
        let cluster = rd_kafka_mock_cluster_new(instance, 1)
        bindshim_next_loopback_port(0)
        guard let cluster else {
            rd_kafka_destroy(instance)
            throw BrokerFailure(description: "the mock cluster does not start")
        }
        self.instance = instance
        self.cluster = cluster
        if port != 0, !bootstrap.hasSuffix(":\(port)") {
            stop()
            throw BrokerFailure(description: "the broker listens on \(bootstrap) instead of port \(port)")
        }
    }

    /// `127.0.0.1:<port>`
    var bootstrap: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    /// A cluster that has these topics before anybody asks for one: a client that waited for the port may be the first,
    /// and would make a topic with 4 partitions, so then all begins anew.
    static func start(port: UInt16, topics: [String], partitions: Int32) throws -> MockCluster {
        for _ in 1..<20 {
            let cluster = try MockCluster(port: port)
            do {
                for topic in topics { try cluster.createTopic(topic, partitions: partitions) }
                return cluster
            } catch let failure as BrokerFailure {
                cluster.stop()
                guard failure.code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS, port != 0 else { throw failure }
            }
        }
        throw BrokerFailure(description: "clients of port \(port) are faster than the topics can be created")
    }

    func createTopic(_ name: String, partitions: Int32) throws {
        try check(rd_kafka_mock_topic_create(cluster, name, partitions, 1))
    }

    func setDown(_ down: Bool) throws {
        try check(down ? rd_kafka_mock_broker_set_down(cluster, -1) : rd_kafka_mock_broker_set_up(cluster, -1))
    }

    func setDelay(milliseconds: Int32) throws {
        try check(rd_kafka_mock_broker_set_rtt(cluster, -1, milliseconds))
    }

    /// What clients hear instead of the topic's partitions; 0 ends that.
    func setTopicError(_ name: String, code: Int32) {
        rd_kafka_mock_topic_set_error(cluster, name, rd_kafka_resp_err_t(rawValue: code))
    }

    /// - Parameters:
    ///   - kind: Kafka's API key, for instance 0 for Produce.
    ///   - code: the protocol's error; -195 breaks the connection.
    func failNext(_ count: Int, kind: Int16, code: Int32) {
        let errors = Array(repeating: rd_kafka_resp_err_t(rawValue: code), count: count)
        rd_kafka_mock_push_request_errors_array(cluster, kind, count, errors)
    }

    func stop() {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(instance)
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private func check(_ code: rd_kafka_resp_err_t) throws {
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw BrokerFailure(description: String(cString: rd_kafka_err2str(code)), code: code)
        }
    }
}
