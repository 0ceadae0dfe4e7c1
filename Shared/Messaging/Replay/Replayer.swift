import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Carries out what operators ask of a consumer's history: it only moves positions, page by page over the source's
/// keys; the events themselves are pulled as for any gap. A crash goes on at the page where it was, and what is wanted
/// follows from the tables at every moment (MESSAGING.md §5).
public struct Replayer: Service {
    private let engine: Engine
    private let consumers: [String]
    private let source: (any KeySource)?
    private let logger: Logger

    public init(engine: Engine, consumers: [ConsumerDefinition], source: (any KeySource)?, logger: Logger) {
        self.engine = engine
        self.consumers = consumers.filter(\.isSequenced).map(\.name)
        self.source = source
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await workOff() } catch {
                    if !Task.isCancelled {
                        logger.warning("the replay goes on later", metadata: ["error": "\(error)"])
                    }
                }
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    func workOff() async throws {
        guard let source else { return }
        for var job in try await ReplayStore.open(engine.pool, of: consumers) {
            while !Task.isCancelled {
                let page = try await source.keys(of: job.topic, since: job.since, key: job.key, after: job.cursor)
                let isLast = page.keys.count < KeyState.page
                guard
                    try await ReplayStore.apply(page.keys, of: page.source, job, isLast: isLast, in: engine.pool)
                else { break }
                engine.moved.ring()
                guard !isLast, let last = page.keys.last else { break }
                job.cursor = last.key
            }
        }
    }
}
