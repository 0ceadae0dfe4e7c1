import CRdkafka
import Logging

/// Looks at single messages by their place; joins no group and commits nothing.
public enum KafkaReader {
    /// The first message at or after each offset.
    ///
    /// Runs on a thread of its own. What is not there within the time given, and what the broker no longer has, is left
    /// out.
    public static func messages(
        at offsets: [TopicPartition: Int64], _ configuration: KafkaConfiguration, within limit: Duration = .seconds(10),
        logger: Logger
    ) async throws(KafkaError) -> [TopicPartition: KafkaMessage] {
        if offsets.isEmpty { return [:] }
        let result: Result<[TopicPartition: KafkaMessage], KafkaError> = await withCheckedContinuation { continuation in
            ClientThread.start("kafka-reader") {
                continuation.resume(
                    returning: Result { () throws(KafkaError) in
                        try read(offsets, configuration, within: limit, logger: logger)
                    })
            }
        }
        return try result.get()
    }

    /// Blocks; on its own thread.
    private static func read(
        _ offsets: [TopicPartition: Int64], _ configuration: KafkaConfiguration, within limit: Duration, logger: Logger
    ) throws(KafkaError) -> [TopicPartition: KafkaMessage] {
        // A group's name is asked for by the client, and goes nowhere: nothing is subscribed and nothing stored.
        var settings = configuration.consumer(group: "keten-kijkt", assignment: .range, instanceId: nil)
        settings["enable.auto.commit"] = "false"
        let wakeup = try Wakeup()
        let instance = try Instance(
            RD_KAFKA_CONSUMER, settings: settings, events: RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG)
        let group = EventQueue.consumer(of: instance)
        let messages = EventQueue.new(for: instance)
        defer {
            messages.release()
            group.release()
            instance.destroy()
            // Until here librdkafka may write to it.
            withExtendedLifetime(wakeup) {}
        }
        messages.signal(wakeup)
        group.signal(wakeup)
        for partition in offsets.keys { instance.forward(partition, to: messages) }
        try instance.assign(offsets)
        let found = collect(Set(offsets.keys), from: messages, within: limit, wakeup: wakeup) {
            group.drain { event in
                if rd_kafka_event_type(event) == RD_KAFKA_EVENT_LOG { EventContent.log(event, to: logger) }
            }
        }
        try instance.unassign()
        return found
    }

    private static func collect(
        _ wanted: Set<TopicPartition>, from queue: EventQueue, within limit: Duration, wakeup: Wakeup,
        meanwhile: () -> Void
    ) -> [TopicPartition: KafkaMessage] {
        let deadline = ContinuousClock.now + limit
        let batch = MessageBatch()
        var open = wanted
        var found: [TopicPartition: KafkaMessage] = [:]
        while !open.isEmpty, ContinuousClock.now < deadline {
            var messages: [KafkaMessage] = []
            var errors: [KafkaError] = []
            let taken = batch.take(from: queue, atMost: MessageBatch.limit, messages: &messages, errors: &errors)
            for message in messages where found[message.topicPartition] == nil {
                found[message.topicPartition] = message
                open.remove(message.topicPartition)
            }
            // No longer there, or never was.
            for error in errors { if let partition = error.partition { open.remove(partition) } }
            meanwhile()
            if taken == 0 { wakeup.wait(atMost: deadline - .now) }
        }
        return found
    }
}
