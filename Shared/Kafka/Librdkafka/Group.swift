import CRdkafka

/// The calls of a group's member. For the consumer's thread only.
extension Instance {
    func subscribe(to topics: [String]) throws(KafkaError) {
        // A subscription is to all partitions of a topic.
        let list = PartitionList(topics.map { TopicPartition(topic: $0, partition: RD_KAFKA_PARTITION_UA) })
        try check(rd_kafka_subscribe(pointer, list.pointer))
    }

    /// Lets messages of `partition` flow to `queue` instead of the group's queue. Done before assigning, it also
    /// holds for everything that is fetched later.
    func forward(_ partition: TopicPartition, to queue: EventQueue) {
        guard let own = rd_kafka_queue_get_partition(pointer, partition.topic, partition.partition) else { return }
        rd_kafka_queue_forward(own, queue.pointer)
        rd_kafka_queue_destroy(own)
    }

    /// The group's committed offset of each partition; blocks up to `limit`.
    func committed(
        _ partitions: [TopicPartition], within limit: Duration
    ) throws(KafkaError) -> [TopicPartition: Int64?] {
        let list = PartitionList(partitions)
        try check(rd_kafka_committed(pointer, list.pointer, Int32(limit.milliseconds)))
        return try list.offsets()
    }

    /// Starts reading at `offsets`, and answers the rebalance.
    func assign(_ offsets: [TopicPartition: Int64]) throws(KafkaError) {
        let list = PartitionList(offsets: offsets)
        try check(rd_kafka_assign(pointer, list.pointer))
    }

    /// Stops reading everything, and answers the rebalance. librdkafka resets what was stored.
    func unassign() throws(KafkaError) {
        try check(rd_kafka_assign(pointer, nil))
    }

    /// The group has given our partitions away already: a commit would overwrite another member's.
    var assignmentIsLost: Bool { rd_kafka_assignment_lost(pointer) != 0 }

    /// What is committed from now on, automatically or by `commit`.
    func store(_ offsets: [TopicPartition: Int64]) throws(KafkaError) {
        let list = PartitionList(offsets: offsets)
        let code = rd_kafka_offsets_store(pointer, list.pointer)
        // The list's elements tell which partition it was.
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            _ = try list.offsets()
            throw KafkaError(code)
        }
    }

    /// Starts to commit what is stored; the result comes as an event on `queue` with `id`.
    func commit(_ id: Int, resultTo queue: EventQueue) throws(KafkaError) {
        try check(rd_kafka_commit_queue(pointer, nil, queue.pointer, nil, UnsafeMutableRawPointer(bitPattern: id)))
    }

    /// The end of a partition as of the last fetch; nil before the first. Asks nobody.
    func knownEnd(_ partition: TopicPartition) -> Int64? {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_get_watermark_offsets(pointer, partition.topic, partition.partition, &low, &high)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }

    func pause(_ partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionList(partitions)
        try check(rd_kafka_pause_partitions(pointer, list.pointer))
    }

    func resume(_ partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionList(partitions)
        try check(rd_kafka_resume_partitions(pointer, list.pointer))
    }

    /// Starts to leave the group; revocations come as events on `queue`, then `hasLeft` becomes true.
    func leave(resultsTo queue: EventQueue) throws(KafkaError) {
        if let error = rd_kafka_consumer_close_queue(pointer, queue.pointer) {
            throw KafkaError(consuming: error)
        }
    }

    var hasLeft: Bool { rd_kafka_consumer_closed(pointer) != 0 }

    private func check(
        _ code: rd_kafka_resp_err_t, file: String = #fileID, line: Int = #line
    ) throws(KafkaError) {
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, file: file, line: line) }
    }
}
