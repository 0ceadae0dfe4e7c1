import Foundation
import Kafka
import Logging
import Postgres
import ServiceLifecycle

/// Brings back what was set aside when its turn has come: the next of a key, failed messages whose time is up, and
/// what the source supplies for a gap. All it wants follows from the tables, so no crash loses it (MESSAGING.md §5).
public struct Sweeper: Service {
    private let engine: Engine
    private let intakes: [String: Intake]
    private let source: (any GapSource)?
    private let logger: Logger

    public init(engine: Engine, consumers: [ConsumerDefinition], source: (any GapSource)?, logger: Logger) {
        self.engine = engine
        self.source = source
        self.logger = logger
        intakes = Dictionary(uniqueKeysWithValues: consumers.map { ($0.name, Intake(definition: $0)) })
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.repeatedly { try await self.bringBack() } }
                group.addTask {
                    // Again now and then, since an older replica beside this one may have tried and failed them.
                    await self.repeatedly(every: Self.knownInterval) { try await self.retryKnown() }
                }
                // Apart, since a source that does not answer must not hold up what is here.
                group.addTask {
                    var backoff: [PositionKey: Backoff] = [:]
                    await self.repeatedly { try await self.fillGaps(&backoff) }
                }
            }
        }
    }

    private func repeatedly(every interval: Duration? = nil, _ body: () async throws -> Void) async {
        // What moves on rings, unless there is a rhythm of its own.
        let alarm = Alarm(interval == nil ? engine.moved.stream() : AsyncStream { _ in })
        while !Task.isCancelled {
            do { try await body() } catch {
                if Task.isCancelled { return }
                logger.warning("sweeping again", metadata: ["error": "\(error)"])
            }
            await alarm.wait(interval ?? Self.interval)
        }
    }

    /// Messages of a version that was unknown when they came are due at once where this program knows it
    /// (MESSAGING.md §9).
    func retryKnown() async throws {
        let known = intakes.values.flatMap { intake in
            intake.definition.handlers.keys.map { (consumer: intake.definition.name, type: $0) }
        }
        _ = try await engine.pool.query(
            QuarantineStore.retry(unknownVersions: known.map { ($0.consumer, $0.type, UnknownVersion(type: $0.type)) }))
        engine.moved.ring()
    }

    /// Goes on as long as messages move on.
    func bringBack() async throws {
        while !Task.isCancelled {
            let rows = try await engine.pool.query(QuarantineStore.runnable(of: Array(intakes.keys), limit: 500))
            let works = try rows.compactMap(work)
            let outcomes = await engine.messages.run(works)
            if outcomes.count(where: \.movesOn) == 0 { return }
        }
    }

    private func work(_ row: Row) throws -> (work: Work, key: String)? {
        let (
            id, consumer, source, topic, key, sequence, messageID, type, status, attempts, headers, edits, body
        ) = try row.decode(
            UUID.self, String.self, String.self, String.self, String.self, Int64?.self, String.self, String.self,
            String.self, Int32.self, String.self, Int32.self, [UInt8].self)
        guard let intake = intakes[consumer], let status = SetAside.Status(rawValue: status) else { return nil }
        let back = QuarantineRow(
            id: id, status: status, attempts: Int(attempts), messageID: messageID, edits: Int(edits))
        do {
            // An edited body is the whole event; the headers belong to the body as it came.
            let message = KafkaMessage(
                topic: topic, partition: -1, offset: -1, timestamp: nil, key: Array(key.utf8),
                value: try engine.seal.open(body, messageID: messageID),
                headers: edits > 0 ? [] : QuarantineStore.headers(headers))
            return intake.work(message, row: back)
        } catch {
            // It fails as any other message does, so that it holds up no other key.
            var inbound = Inbound(
                consumer: consumer, source: source, topic: topic, key: key, sequence: sequence, life: nil,
                messageID: messageID, type: type, body: [], headers: [])
            inbound.row = back
            return (
                Work(origin: .message(inbound), trace: Trace(), needs: [], further: nil) { _ in
                    throw SealedBody(reason: "\(error)")
                }, key
            )
        }
    }

    struct Backoff {
        var tries = 0
        var until = ContinuousClock.now

        mutating func wait() {
            until = .now + .seconds(min(60, 1 << min(tries, 6)))
            tries += 1
        }
    }

    func fillGaps(_ backoff: inout [PositionKey: Backoff]) async throws {
        guard let source else { return }
        let rows = try await engine.pool.query(PositionStore.gaps(of: Array(intakes.keys), limit: 1_000))
        let gaps = try rows.map(PositionStore.gap)
        let open = Set(gaps.map(\.position))
        if gaps.count < 1_000 { backoff = backoff.filter { open.contains($0.key) } }
        var silent: Set<String> = []
        for gap in gaps where backoff[gap.position].map({ $0.until <= .now }) ?? true {
            let (position, name) = (gap.position, gap.position.source)
            guard !Task.isCancelled, !silent.contains(name), let intake = intakes[position.consumer] else { continue }
            backoff[position, default: Backoff()].wait()
            do {
                let bodies = try await source.events(
                    of: name, topic: position.topic, key: position.key, from: gap.last + 1, to: gap.seen)
                let outcomes = await engine.messages.run(bodies.map { intake.work(supplied: $0, position) })
                if outcomes.contains(where: \.movesOn) { backoff[position] = nil }
            } catch {
                silent.insert(name)
                logger.warning(
                    "the source does not supply a gap", metadata: ["topic": "\(position.topic)", "error": "\(error)"])
            }
        }
    }

    private static let interval: Duration = .milliseconds(500)
    private static let knownInterval: Duration = .seconds(5)
}

/// A body that was set aside and cannot be opened: its key is missing, or it was changed.
struct SealedBody: Error, CustomStringConvertible {
    let reason: String
    var description: String { "the body that was set aside cannot be opened: \(reason)" }
}

extension Outcome {
    /// Whether its key is further than before.
    fileprivate var movesOn: Bool {
        switch self {
        case .handled, .skipped, .duplicate, .refused: true
        case .parked, .failed, .answered, .rejected: false
        }
    }
}

/// Where the missing events of a key can be had: the source's authenticated events API.
public protocol GapSource: Sendable {
    /// The events `from...to` of a key in their CloudEvent form, as many as the source gives at once, in order.
    func events(of source: String, topic: String, key: String, from: Int64, to: Int64) async throws -> [[UInt8]]
}
