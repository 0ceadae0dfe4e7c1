import Foundation
import Synchronization

/// Sends mails, one at a time, over a connection that stays while there is more to send. Safe from any task.
public final class SMTPClient: Sendable {
    private let mailbox = Mailbox()

    public init(_ server: SMTPServer) {
        let mailbox = mailbox
        // libcurl blocks, so it never runs on Swift's own threads.
        let thread = Thread { mailbox.serve(server) }
        thread.name = "smtp"
        thread.stackSize = 512 * 1024
        thread.start()
    }

    /// Ends the thread once what waits was answered.
    deinit { mailbox.close() }

    /// Cancelling the task ends it within about a second; whether the server took the mail is then not known.
    public func send(_ message: MailMessage) async -> SMTPOutcome {
        let cancelled = CancelFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.add(Mailbox.Job(message: message, cancelled: cancelled) { continuation.resume(returning: $0) })
            }
        } onCancel: {
            cancelled.set()
        }
    }
}

/// From any task to the thread that sends.
private final class Mailbox: Sendable {
    struct Job: Sendable {
        let message: MailMessage
        let cancelled: CancelFlag
        let finish: @Sendable (SMTPOutcome) -> Void
    }

    private let jobs = Mutex<(waiting: [Job], closed: Bool)>(([], false))
    private let tokens = DispatchSemaphore(value: 0)

    func add(_ job: Job) {
        jobs.withLock { $0.waiting.append(job) }
        tokens.signal()
    }

    func close() {
        jobs.withLock { $0.closed = true }
        tokens.signal()
    }

    /// One token for each job and one for closing.
    func serve(_ server: SMTPServer) {
        let session = Session(server)
        defer { session?.close() }
        while true {
            tokens.wait()
            let job: Job? = jobs.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
            guard let job else { return }
            if job.cancelled.isSet {
                job.finish(.failed(SMTPFailure(.cancelled)))
            } else {
                job.finish(session?.send(job.message, cancelled: job.cancelled) ?? .failed(SMTPFailure(.unreachable)))
            }
        }
    }
}
