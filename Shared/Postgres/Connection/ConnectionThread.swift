import CLibpq
import Glibc

/// The loop of one connection. Made, used and destroyed on that connection's own thread: it alone touches the
/// `PGconn`, and nothing of libpq that can block runs anywhere else.
final class ConnectionThread {
    private let connection: OpaquePointer
    private let mailbox: Mailbox
    private let serverCancel: ServerCancel
    private let statementTimeout: Duration
    private var sender: PipelineSender
    private var run: PipelineRun?
    private let cancelFinished: Flag

    /// How long a cancelled or limited job may go on before the connection is given up.
    private static let grace: Duration = .seconds(5)
    private static let askAgainAfter: Duration = .milliseconds(200)

    /// Opens the connection and serves it until it ends. Blocks.
    /// - Parameter opened: told once: nil when the connection is open, else why it is not.
    static func serve(
        _ configuration: PostgresConfiguration, _ mailbox: Mailbox, opened: (PostgresError?) -> Void
    ) {
        do throws(PostgresError) {
            let connection = try Handshake(configuration: configuration, mailbox: mailbox).open()
            defer { PQfinish(connection) }
            let thread = try ConnectionThread(connection, configuration, mailbox)
            mailbox.opened(processID: PQbackendPID(connection))
            opened(nil)
            mailbox.end(thread.loop())
        } catch {
            opened(error)
            mailbox.end(error)
        }
    }

    private init(
        _ connection: OpaquePointer, _ configuration: PostgresConfiguration, _ mailbox: Mailbox
    ) throws(PostgresError) {
        guard let serverCancel = ServerCancel(connection) else {
            throw PostgresError(.cannotConnect, "out of memory")
        }
        self.connection = connection
        self.mailbox = mailbox
        self.serverCancel = serverCancel
        sender = PipelineSender(connection)
        statementTimeout = configuration.statementTimeout
        cancelFinished = Flag()
    }

    /// Returns why the connection ended.
    private func loop() -> PostgresError {
        while true {
            // The next job waits for a cancellation under way, which would otherwise hit it.
            if run == nil, cancelFinished.isSet {
                switch mailbox.next() {
                case .job(let job):
                    if let failure = start(job) { return failure }
                case .close: return PostgresError(.closed, "the connection was closed")
                case .nothing: break
                }
            }
            if mailbox.mustAbandon { return finish(PostgresError(.closed, "the connection was closed")) }
            if let failure = wait() ?? receive() ?? watch() { return finish(failure) }
        }
    }

    // MARK: starting

    private func start(_ job: Job) -> PostgresError? {
        var new = PipelineRun(job, now: .now)
        if let refusal = PipelineSender.refusal(of: job.work) {
            job.continuation.resume(returning: .failure(refusal))
            return nil
        }
        let isSent = sender.send(job.work, as: &new)
        run = new
        return isSent ? nil : finish(PostgresError(.connectionLost, "the statement could not be sent"))
    }

    // MARK: waiting

    private func wait() -> PostgresError? {
        let unsent = PQflush(connection)
        if unsent < 0 { return lost() }
        var descriptors = (
            pollfd(fd: PQsocket(connection), events: Int16(unsent == 1 ? POLLIN | POLLOUT : POLLIN), revents: 0),
            pollfd(fd: mailbox.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)
        )
        let timeout = nextDeadline().map { max(0, Int32(clamping: ($0 - .now).milliseconds)) } ?? -1
        withUnsafeMutableBytes(of: &descriptors) { bytes in
            _ = poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, timeout)
        }
        if descriptors.1.revents != 0 { mailbox.wakeUp.clear() }
        guard descriptors.0.revents != 0 else { return nil }
        run?.lastProgress = .now
        if descriptors.0.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, PQconsumeInput(connection) == 0 {
            return lost()
        }
        return nil
    }

    private func nextDeadline() -> ContinuousClock.Instant? {
        guard let run else { return nil }
        var deadlines: [ContinuousClock.Instant] = []
        if let cancellation = run.cancellation {
            deadlines += [cancellation.askAgain, cancellation.since + Self.grace]
        }
        if let limit = run.job.limit { deadlines.append(run.started + limit) }
        if let limit = silenceLimit(run) { deadlines.append(run.lastProgress + limit) }
        return deadlines.min()
    }

    /// The server may keep the answers of a whole pipeline to itself until the sync. A script, as migrations are,
    /// sets its own timeout.
    private func silenceLimit(_ run: PipelineRun) -> Duration? {
        guard !run.isScript, statementTimeout > .zero else { return nil }
        return statementTimeout * run.commands.count + Self.grace
    }

    // MARK: receiving

    private func receive() -> PostgresError? {
        while run != nil, PQisBusy(connection) == 0 {
            let result = PQgetResult(connection)
            let progress = run?.receive(result) ?? .finished
            if PQstatus(connection) == CONNECTION_BAD { return lost() }
            switch progress {
            case .more: continue
            case .broken(let error): return error
            case .finished:
                if run?.isScript == true, !sender.endScript() { return lost() }
                complete()
            }
        }
        deliverNotifications()
        return PQstatus(connection) == CONNECTION_BAD ? lost() : nil
    }

    private func deliverNotifications() {
        while let notify = PQnotifies(connection) {
            mailbox.deliver(
                PostgresNotification(
                    channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra)))
            PQfreemem(notify)
        }
    }

    private func complete() {
        guard let run else { return }
        self.run = nil
        sender.settle(run)
        mailbox.finished(status: status)
        run.job.continuation.resume(returning: run.answer)
    }

    private var status: TransactionStatus {
        switch PQtransactionStatus(connection) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_INTRANS, PQTRANS_ACTIVE: .open
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }

    // MARK: cancellation and limits

    private func watch() -> PostgresError? {
        mailbox.sweepCancelled()
        let isCancelled = mailbox.takeCancelRunning()
        guard let current = run else { return nil }
        let now = ContinuousClock.now
        if let limit = current.job.limit, current.started + limit <= now {
            return PostgresError(.connectionLost, "no answer within \(limit)")
        }
        if let limit = silenceLimit(current), current.lastProgress + limit <= now {
            return PostgresError(.connectionLost, "the server was silent for \(limit)")
        }
        if let cancellation = current.cancellation {
            if cancellation.since + Self.grace <= now {
                return PostgresError(.cancelled, "the server did not answer the cancellation", isTransient: false)
            }
            if cancellation.askAgain <= now { return askToCancel(since: cancellation.since, now) }
        } else if isCancelled || current.job.ticket?.isCancelled == true {
            return askToCancel(since: now, now)
        }
        return nil
    }

    private func askToCancel(since: ContinuousClock.Instant, _ now: ContinuousClock.Instant) -> PostgresError? {
        run?.cancellation = PipelineRun.Cancellation(since: since, askAgain: now + Self.askAgainAfter)
        guard cancelFinished.isSet else { return nil }
        cancelFinished.clear()
        do throws(PostgresError) {
            try serverCancel.start { [cancelFinished, mailbox] in
                cancelFinished.set()
                mailbox.wakeUp.signal()
            }
            return nil
        } catch {
            cancelFinished.set()
            return PostgresError(.cancelled, error.reason)
        }
    }

    // MARK: the end

    /// What the server said before it went is in the results that were still read.
    private func lost() -> PostgresError {
        var said = run?.failure
        for _ in 0..<64 {
            guard let result = PQgetResult(connection) else { break }
            if said == nil, PQresultStatus(result) == PGRES_FATAL_ERROR { said = PostgresError(result: result) }
            PQclear(result)
        }
        return PostgresError(.connectionLost, said?.reason ?? "the server is gone", sqlState: said?.sqlState)
    }

    private func finish(_ reason: PostgresError) -> PostgresError {
        guard let run else { return reason }
        self.run = nil
        // The mailbox first, so that whoever gets the answer finds the connection unusable. What this one job is told
        // (cancelled, misuse) is not what later callers are told.
        let ending = reason.code == .closed ? reason : PostgresError(.connectionLost, reason.reason)
        mailbox.close(ending, abandon: true)
        run.job.continuation.resume(returning: .failure(reason))
        return reason
    }
}
