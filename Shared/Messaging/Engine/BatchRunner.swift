import Contracts
import Foundation
import Logging
import Postgres

/// Runs batches of work, each in one transaction of two exchanges.
///
/// A batch that fails for a reason of its own is bisected, so that bad work costs its neighbours only retries
/// (MESSAGING.md §4); one that fails for a passing reason is tried again as it is.
struct BatchRunner: Sendable {
    let pool: PostgresPool
    let writer: LogWriter
    let policy: any TermPolicy
    let seal: any BodySeal
    let wake: WakeUp
    let breaker: Breaker
    let logger: Logger

    /// - Returns: an outcome for each piece of work, in the same order. Never throws: what cannot be done is an outcome.
    func run(_ works: [Work]) async -> [Outcome] {
        var attempt = 0
        while true {
            do {
                let outcomes = try await once(works)
                breaker.succeeded()
                return outcomes
            } catch let error where Retry.isTransient(error) {
                attempt += 1
                if Retry.isOutage(error) { breaker.failed() }
                if attempt > Retry.atOnce, !works.allSatisfy(\.waitsForRecovery) {
                    return await giveUp(works, error)
                }
                logger.debug("trying a batch again", metadata: ["attempt": "\(attempt)", "error": "\(error)"])
                do { try await Task.sleep(for: Retry.delay(attempt)) } catch { return works.map { _ in .rejected(EngineError.stopped) } }
            } catch {
                return await isolate(works, error)
            }
        }
    }

    /// Work that may wait for the database goes on trying; a person at the other end of a command is told.
    private func giveUp(_ works: [Work], _ error: any Error) async -> [Outcome] {
        let waiting = works.filter(\.waitsForRecovery)
        var rest = waiting.isEmpty ? [] : await run(waiting)
        return works.map { $0.waitsForRecovery ? rest.removeFirst() : .rejected(CommandError.unavailable) }
    }

    private func isolate(_ works: [Work], _ error: any Error) async -> [Outcome] {
        guard works.count > 1 else { return await [setAside(works[0], error)] }
        let middle = works.count / 2
        // In order: later messages of a key must find the earlier ones decided.
        let first = await run(Array(works[..<middle]))
        return first + (await run(Array(works[middle...])))
    }

    /// A single piece of work that the database refuses.
    private func setAside(_ work: Work, _ error: any Error) async -> Outcome {
        logger.error("work failed", metadata: ["error": "\(error)", "correlation": "\(work.trace.correlation ?? "-")"])
        switch work.origin {
        case .command: return .rejected(error)
        case .message:
            let failing = Work(
                origin: work.origin, trace: work.trace, needs: [], further: nil, decide: { _ in throw error })
            return await run([failing])[0]
        case .term(let id, _):
            do { _ = try await pool.query(TermStore.postpone(id)) } catch {
                logger.error("a term could not be postponed", metadata: ["error": "\(error)"])
            }
            return .failed(error)
        }
    }

    private func once(_ works: [Work]) async throws -> [Outcome] {
        let (outcomes, published) = try await pool.transaction { transaction in
            var batch = Batch(writer: writer, policy: policy)
            try await batch.load(works, in: transaction)
            let outcomes = try works.map { try batch.decide($0, seal: seal) }
            _ = try await transaction.commit(try batch.statements())
            return (outcomes, !batch.events.isEmpty)
        }
        if published { wake.signal() }
        return outcomes
    }
}

extension Work {
    /// Messages and terms wait for the database to come back; a command's caller gets an answer.
    fileprivate var waitsForRecovery: Bool {
        if case .command = origin { false } else { true }
    }
}

/// Which failures pass by themselves, and how long to wait.
enum Retry {
    static let atOnce = 3

    static func isTransient(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return false }
        return error.isTransient || isOutage(error) || isRace(error)
    }

    static func isOutage(_ error: any Error) -> Bool {
        (error as? PostgresError)?.isConnectionLost ?? false
    }

    /// Two batches made the same row at once; the second finds it when it looks again.
    private static func isRace(_ error: PostgresError) -> Bool {
        ["aggregate_pkey", "position_pkey", "inbox_pkey", "idempotency_pkey"].contains(error.constraint ?? "")
    }

    /// 50, 200, 800 ms, then up to 5 s; ±25 %.
    static func delay(_ attempt: Int) -> Duration {
        let base = min(50 * pow(4, Double(attempt - 1)), 5_000)
        return .milliseconds(base * Double.random(in: 0.75...1.25))
    }
}
