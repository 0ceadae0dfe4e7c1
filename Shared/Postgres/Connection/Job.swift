import Synchronization

/// One thing a connection's thread does: a pipeline up to its sync, or a script of the simple protocol.
struct Job: Sendable {
    enum Work: Sendable {
        case pipeline([SQL])
        /// May hold several statements; its rows are not kept.
        case script(String)
    }

    typealias Answer = Result<[Rows], PostgresError>

    let work: Work
    /// Nil for clean-up that must happen even when the task was cancelled.
    let ticket: Ticket?
    /// The client's own limit, after which the connection is given up.
    let limit: Duration?
    let continuation: CheckedContinuation<Answer, Never>
}

/// By which a task's cancellation reaches the job, whatever state the job is in.
final class Ticket: Sendable {
    private let cancelled = Atomic<Bool>(false)

    func cancel() { cancelled.store(true, ordering: .releasing) }
    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
}

enum TransactionStatus: Sendable {
    case idle, open, failed, unknown
}
