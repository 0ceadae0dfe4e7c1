import CRdkafka

/// Questions to the cluster. All block; for the client's thread only.
extension Instance {
    func metadata(within limit: Duration) throws(KafkaError) -> ClusterMetadata {
        var pointer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(self.pointer, 1, nil, &pointer, Int32(limit.milliseconds))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let pointer else { throw KafkaError(code) }
        defer { rd_kafka_metadata_destroy(pointer) }
        let brokers = UnsafeBufferPointer(start: pointer.pointee.brokers, count: Int(pointer.pointee.broker_cnt))
        let topics = UnsafeBufferPointer(start: pointer.pointee.topics, count: Int(pointer.pointee.topic_cnt))
        return ClusterMetadata(
            brokers: brokers.map { .init(id: $0.id, host: String(cString: $0.host), port: $0.port) },
            topics: topics.map { topic in
                let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
                return .init(
                    name: String(cString: topic.topic), partitions: partitions.count,
                    replicas: partitions.map { Int($0.replica_cnt) }.min() ?? 0,
                    inSync: partitions.map { Int($0.isr_cnt) }.min() ?? 0,
                    leaderless: partitions.count { $0.leader < 0 },
                    error: topic.err == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(topic.err))
            })
    }

    /// The first or the next offset of many partitions: one request to each of their leaders.
    func offsets(
        _ place: Int32, of partitions: [TopicPartition], within limit: Duration
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        let list = PartitionList(
            offsets: Dictionary(partitions.map { ($0, Int64(place)) }, uniquingKeysWith: { a, _ in a }))
        // A "time" of -1 or -2 is the end or the beginning, in Kafka's protocol.
        let code = rd_kafka_offsets_for_times(pointer, list.pointer, Int32(limit.milliseconds))
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code) }
        return try list.offsets().compactMapValues { $0 }
    }

    /// Who reads which partition for a group. The development broker does not answer this.
    ///
    /// By the older of librdkafka's two calls: where a broker does not know the request, the newer one of 2.0.2
    /// (`rd_kafka_DescribeConsumerGroups`) goes on to use what it has freed, and the client can't be ended.
    func members(of group: String, within limit: Duration) throws(KafkaError) -> [TopicPartition: GroupMember] {
        var pointer: UnsafePointer<rd_kafka_group_list>?
        let code = rd_kafka_list_groups(self.pointer, group, &pointer, Int32(limit.milliseconds))
        defer { if let pointer { rd_kafka_group_list_destroy(pointer) } }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let pointer else { throw KafkaError(code) }
        var members: [TopicPartition: GroupMember] = [:]
        for described in UnsafeBufferPointer(start: pointer.pointee.groups, count: Int(pointer.pointee.group_cnt)) {
            if described.err != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(described.err) }
            for member in UnsafeBufferPointer(start: described.members, count: Int(described.member_cnt)) {
                let who = GroupMember(
                    clientId: String(cString: member.client_id), host: String(cString: member.client_host))
                let bytes = UnsafeRawBufferPointer(
                    start: member.member_assignment, count: Int(member.member_assignment_size))
                for partition in MemberAssignment.partitions(Array(bytes)) { members[partition] = who }
            }
        }
        return members
    }

    /// A topic's settings by name. The development broker does not answer this.
    func settings(of topic: String, within limit: Duration) throws(KafkaError) -> [String: String] {
        var resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic)
        defer { rd_kafka_ConfigResource_destroy(resource) }
        return try administer(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, within: limit) { options, queue in
            rd_kafka_DescribeConfigs(pointer, &resource, 1, options, queue)
        } result: { (event) throws(KafkaError) in
            var count = 0
            let result = rd_kafka_event_DescribeConfigs_result(event)
            guard let resources = rd_kafka_DescribeConfigs_result_resources(result, &count), count == 1 else {
                throw KafkaError(RD_KAFKA_RESP_ERR__BAD_MSG)
            }
            let code = rd_kafka_ConfigResource_error(resources[0])
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code) }
            let entries = rd_kafka_ConfigResource_configs(resources[0], &count)
            var settings: [String: String] = [:]
            for entry in UnsafeBufferPointer(start: entries, count: count) {
                guard let name = rd_kafka_ConfigEntry_name(entry), let value = rd_kafka_ConfigEntry_value(entry) else {
                    continue
                }
                settings[String(cString: name)] = String(cString: value)
            }
            return settings
        }
    }

    func watermarks(_ partition: TopicPartition, within limit: Duration) throws(KafkaError) -> (low: Int64, high: Int64)
    {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_query_watermark_offsets(
            pointer, partition.topic, partition.partition, &low, &high, Int32(limit.milliseconds))
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, partition: partition) }
        return (low, high)
    }

    func committed(
        of group: String, _ partitions: [TopicPartition], within limit: Duration
    ) throws(KafkaError) -> [TopicPartition: Int64?] {
        let list = PartitionList(partitions)
        // The request copies the list.
        var request = rd_kafka_ListConsumerGroupOffsets_new(group, list.pointer)
        defer { rd_kafka_ListConsumerGroupOffsets_destroy(request) }
        return try administer(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, within: limit) { options, queue in
            rd_kafka_ListConsumerGroupOffsets(pointer, &request, 1, options, queue)
        } result: { (event) throws(KafkaError) in
            var count = 0
            let result = rd_kafka_event_ListConsumerGroupOffsets_result(event)
            guard let groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count), count == 1 else {
                throw KafkaError(RD_KAFKA_RESP_ERR__BAD_MSG)
            }
            if let error = rd_kafka_group_result_error(groups[0]) {
                throw KafkaError(rd_kafka_error_code(error))
            }
            return try PartitionList.offsets(of: rd_kafka_group_result_partitions(groups[0]))
        }
    }

    /// Succeeds for topics that are there already.
    func createTopics(_ topics: [NewTopic], within limit: Duration) throws(KafkaError) {
        var requests: [OpaquePointer?] = []
        defer { for request in requests { rd_kafka_NewTopic_destroy(request) } }
        for topic in topics {
            var reason = [CChar](repeating: 0, count: 512)
            guard
                let request = rd_kafka_NewTopic_new(
                    topic.name, topic.partitions, topic.replication, &reason, reason.count)
            else { throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, reason.text) }
            requests.append(request)
            for (name, value) in topic.configuration {
                let code = rd_kafka_NewTopic_set_config(request, name, value)
                if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, "setting \(name) of \(topic.name)") }
            }
        }
        let count = requests.count
        try administer(RD_KAFKA_ADMIN_OP_CREATETOPICS, within: limit) { options, queue in
            rd_kafka_CreateTopics(pointer, &requests, count, options, queue)
        } result: { (event) throws(KafkaError) in
            var count = 0
            let result = rd_kafka_event_CreateTopics_result(event)
            let topics = rd_kafka_CreateTopics_result_topics(result, &count)
            for topic in UnsafeBufferPointer(start: topics, count: count) {
                let code = rd_kafka_topic_result_error(topic)
                if code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS { continue }
                let reason = rd_kafka_topic_result_error_string(topic).map { String(cString: $0) }
                throw KafkaError(
                    code, "\(String(cString: rd_kafka_topic_result_name(topic))): \(reason ?? "refused")")
            }
        }
    }

    /// Sends one request of the admin protocol and waits for its answer on a queue of its own.
    private func administer<R>(
        _ operation: rd_kafka_admin_op_t, within limit: Duration, send: (OpaquePointer?, OpaquePointer?) -> Void,
        result: (OpaquePointer) throws(KafkaError) -> R
    ) throws(KafkaError) -> R {
        let options = rd_kafka_AdminOptions_new(pointer, operation)
        defer { rd_kafka_AdminOptions_destroy(options) }
        let milliseconds = Int32(limit.milliseconds)
        rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, nil, 0)
        let queue = rd_kafka_queue_new(pointer)
        defer { rd_kafka_queue_destroy(queue) }
        send(options, queue)
        guard let event = rd_kafka_queue_poll(queue, milliseconds + 1_000) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT)
        }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw KafkaError(code, rd_kafka_event_error_string(event).map { String(cString: $0) })
        }
        return try result(event)
    }
}
