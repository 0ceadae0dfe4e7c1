import Foundation
import Logging
import Metrics
import Postgres
import ServiceLifecycle

/// Makes terms go off. It reads due ids without locks; whether a term really goes off is decided under its aggregate's
/// lock (MESSAGING.md §7). Several may run: they share nothing but the rows.
public struct TermPoller: Service {
    private static let chunk = 1_000

    private let engine: Engine
    private let handlers: [String: TermHandler]
    private let interval: Duration
    private let logger: Logger
    private let fired = Counter(label: "keten_terms_fired_total")

    public init(engine: Engine, handlers: [TermHandler], interval: Duration = .milliseconds(250), logger: Logger) {
        self.engine = engine
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.kind, $0) })
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // Working-day terms all fall due at the same instant: go on until nothing is due.
                    while try await round() > 0 {}
                } catch {
                    if Task.isCancelled { return }
                    logger.warning("polling terms again", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: interval) } catch { return }
            }
        }
    }

    /// - Returns: how many terms went off.
    private func round() async throws -> Int {
        let rows = try TermStore.read(
            try await engine.pool.query(TermStore.due(of: Array(handlers.keys), limit: Self.chunk)))
        let works = rows.compactMap { row -> (Work, String)? in
            guard let handler = handlers[row.aggregateKind] else { return nil }
            let needs = handler.needs(row.fired(0))
            let work = Work(
                origin: .term(id: row.id, handler: handler),
                trace: Trace(correlation: (row.zaak ?? row.aggregate).text), needs: needs, further: nil,
                decide: { _ in nil })
            return (work, (row.zaak ?? row.aggregate).text)
        }
        let outcomes = await engine.messages.run(works)
        let done = outcomes.count { if case .handled = $0 { true } else { false } }
        fired.increment(by: done)
        return done
    }
}
