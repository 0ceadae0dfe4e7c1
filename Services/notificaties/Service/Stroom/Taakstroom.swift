import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import ServiceLifecycle
import Synchronization

/// Follows what changes in tasks, here and through other replicas, and hands it to every live stream of this process:
/// one reader, however many people look.
final class Taakstroom: Service {
    /// Changes of one read; a stream that has this many waiting is ended, and comes back with `Last-Event-ID`.
    private static let wachtend = 64
    /// Without a pulse it looks all the same: a NOTIFY may get lost.
    private static let uiterlijk = Duration.seconds(2)
    private static let rust = Duration.milliseconds(50)

    private let engine: Engine
    private let wijzigingen: Taakwijzigingen
    private let logger: Logger
    private let luisteraars = Mutex<[UUID: AsyncStream<[GewijzigdeTaak]>.Continuation]>([:])

    init(engine: Engine, pool: PostgresPool, logger: Logger) {
        self.engine = engine
        wijzigingen = Taakwijzigingen(pool: pool)
        self.logger = logger
    }

    /// What changes from now on, and some of what changed just before.
    func luister() -> AsyncStream<[GewijzigdeTaak]> {
        let id = UUID()
        let (stream, continuation) = AsyncStream.makeStream(
            of: [GewijzigdeTaak].self, bufferingPolicy: .bufferingOldest(Self.wachtend))
        continuation.onTermination = { [weak self] _ in self?.luisteraars.withLock { _ = $0.removeValue(forKey: id) } }
        luisteraars.withLock { $0[id] = continuation }
        return stream
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let (tikken, tik) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in self.engine.pulses() { tik.yield() } }
                group.addTask {
                    while !Task.isCancelled {
                        // Cancelled at shutdown, which ends the loop.
                        try? await Task.sleep(for: Self.uiterlijk)
                        tik.yield()
                    }
                }
                group.addTask { await self.volg(tikken) }
            }
        }
        for luisteraar in luisteraars.withLock({ Array($0.values) }) { luisteraar.finish() }
    }

    private func volg(_ tikken: AsyncStream<Void>) async {
        var lezer = Lezer()
        for await _ in tikken {
            if luisteraars.withLock({ $0.isEmpty }) {
                lezer = Lezer()
                continue
            }
            do {
                let nieuw = try await lezer.lees(wijzigingen)
                if !nieuw.isEmpty { deel(nieuw) }
                try await Task.sleep(for: Self.rust)
            } catch is CancellationError {
                return
            } catch {
                logger.warning("tasks are read again for live streams", metadata: ["error": "\(error)"])
            }
        }
    }

    private func deel(_ nieuw: [GewijzigdeTaak]) {
        for luisteraar in luisteraars.withLock({ Array($0.values) }) {
            if case .enqueued = luisteraar.yield(nieuw) { continue }
            luisteraar.finish()
        }
    }

    /// Goes on where it was, looking back as far as a late commit can lie, and gives each version once.
    private struct Lezer {
        var tot: Date?
        var gegeven: [UUID: (versie: Int64, op: Date)] = [:]

        mutating func lees(_ wijzigingen: Taakwijzigingen) async throws -> [GewijzigdeTaak] {
            let hier: Date
            if let tot { hier = tot } else { hier = try await wijzigingen.nu() }
            let begin = hier.addingTimeInterval(-Taakwijzigingen.overlap)
            let gelezen = try await wijzigingen.sinds(begin)
            tot = gelezen.last.map { max($0.op, hier) } ?? hier
            let nieuw = gelezen.filter { gegeven[$0.taak.id.waarde].map { $0.versie } != $0.versie }
            for taak in nieuw { gegeven[taak.taak.id.waarde] = (taak.versie, taak.op) }
            gegeven = gegeven.filter { $0.value.op >= begin }
            return nieuw
        }
    }
}
