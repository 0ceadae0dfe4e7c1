import CRdkafka
import Logging
import Synchronization

/// Publishes records by MESSAGING §3: idempotent, acknowledged by all in-sync replicas, never timing out.
///
/// All methods may be called from any thread or task; none blocks. Close it before letting go of it, else its
/// thread closes by itself and what is under way is given up.
public final class KafkaProducer: Sendable {
    /// Exactly one delivery for each accepted record, in batches; ends after `close()`. For one task.
    public let deliveries: AsyncStream<[Delivery]>
    private let shared: ProducerShared

    /// Starts the producer's thread. Connecting happens in the background and is tried for ever.
    public init(_ configuration: KafkaConfiguration, logger: Logger) throws(KafkaError) {
        let instance = try Instance(
            RD_KAFKA_PRODUCER, settings: configuration.producer,
            events: RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG)
        let wakeup: Wakeup
        do {
            wakeup = try Wakeup()
        } catch {
            instance.destroy()
            throw error
        }
        let (stream, continuation) = AsyncStream.makeStream(of: [Delivery].self)
        deliveries = stream
        let shared = ProducerShared(instance: instance, wakeup: wakeup)
        self.shared = shared
        ClientThread.start("kafka-producer") {
            ProducerThread(shared: shared, deliveries: continuation, logger: logger).run()
        }
    }

    deinit { shared.requestClose(nil) }

    /// Hands copies of the records to the send queue, in order.
    ///
    /// - Returns: how many, from the front, were accepted. The rest was not, because the queue is full or the
    ///   producer is closing: offer them again after deliveries. A record that can never be sent (too large, or
    ///   after a fatal error) counts as accepted and gets a delivery with its error.
    public func enqueue(_ records: [OutgoingRecord]) -> Int { shared.enqueue(records) }

    /// Waits until every accepted record has its delivery.
    ///
    /// - Returns: false if some were still under way after `limit`.
    @discardableResult
    public func flush(within limit: Duration) async -> Bool {
        await withCheckedContinuation { shared.flush(until: .now + limit, $0) }
    }

    /// Gives up all records that are queued or under way; each gets a delivery with an error, and those under way
    /// may have been written all the same.
    public func purge() { shared.requestPurge() }

    /// Gives up what is still under way, waits for its deliveries, ends the stream and frees everything.
    /// Flush first.
    public func close() async {
        await withCheckedContinuation { shared.requestClose($0) }
    }

    /// After a fatal error nothing can be sent any more. All records have been purged; take their deliveries, close,
    /// and go on with a new producer.
    public var fatal: KafkaError? { shared.fatal }

    /// Records accepted and not yet delivered.
    public var outstanding: Int { shared.outstanding }

    /// For tests: as if the broker had answered with an error that can't be recovered from.
    func provokeFatalError() {
        shared.provokeFatalError()
    }
}
