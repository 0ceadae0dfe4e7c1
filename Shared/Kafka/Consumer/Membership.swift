/// Where a member stands between two rebalances: decides, and does nothing itself.
///
/// On a revoke the application first hears of it and drains, then what it stored is committed, and only then are
/// the partitions given back (MESSAGING §4). Each rebalance event is answered by exactly one assign or unassign.
struct Membership {
    typealias Instant = ContinuousClock.Instant

    enum Phase: Equatable {
        case idle
        /// Assigned by the group; the committed offsets are being asked for, not before `nextTry`.
        case locating([TopicPartition], nextTry: Instant)
        case reading([TopicPartition])
        /// The application finishes what it has.
        case draining([TopicPartition], until: Instant)
        case committing([TopicPartition], id: Int, until: Instant)
    }

    enum Action: Equatable {
        case none
        case locate([TopicPartition])
        /// Tell the application, then wait for its `finishRevoke`.
        case tellRevoked([TopicPartition])
        /// Tell the application and unassign; nothing is committed.
        case tellLost([TopicPartition])
        case commit(id: Int)
        case unassign
    }

    private(set) var phase = Phase.idle
    private var lastCommit = 0
    let drainLimit: Duration
    let commitLimit: Duration

    init(drainLimit: Duration, commitLimit: Duration) {
        self.drainLimit = drainLimit
        self.commitLimit = commitLimit
    }

    var partitions: [TopicPartition] {
        switch phase {
        case .idle, .locating: []
        case .reading(let all), .draining(let all, _), .committing(let all, _, _): all
        }
    }

    /// Only now are messages taken off the queue.
    var isReading: Bool { if case .reading = phase { true } else { false } }

    /// When `tick` wants to be called.
    var deadline: Instant? {
        switch phase {
        case .idle, .reading: nil
        case .locating(_, let instant), .draining(_, let instant), .committing(_, _, let instant): instant
        }
    }

    mutating func assigned(_ partitions: [TopicPartition], now: Instant) -> Action {
        phase = .locating(partitions, nextTry: now)
        return .locate(partitions)
    }

    mutating func located() {
        if case .locating(let partitions, _) = phase { phase = .reading(partitions) }
    }

    mutating func notLocated(now: Instant) {
        if case .locating(let partitions, _) = phase {
            phase = .locating(partitions, nextTry: now + .milliseconds(200))
        }
    }

    /// - Parameter applicationListens: false when nobody reads the events any more, so that nobody drains.
    mutating func revoked(lost: Bool, applicationListens: Bool, now: Instant) -> Action {
        let all = partitions
        if all.isEmpty {
            phase = .idle
            return .unassign
        }
        if lost {
            phase = .idle
            return .tellLost(all)
        }
        phase = .draining(all, until: now + drainLimit)
        return applicationListens ? .tellRevoked(all) : finishRevoke(now: now)
    }

    /// The application is done, or took too long.
    mutating func finishRevoke(now: Instant) -> Action {
        guard case .draining(let all, _) = phase else { return .none }
        lastCommit += 1
        phase = .committing(all, id: lastCommit, until: now + commitLimit)
        return .commit(id: lastCommit)
    }

    mutating func committed(id: Int) -> Action {
        guard case .committing(_, id, _) = phase else { return .none }
        phase = .idle
        return .unassign
    }

    /// The assignment was lost while draining or committing, or there was an error: nothing to commit any more.
    mutating func abandonCommit() -> Action {
        switch phase {
        case .draining, .committing:
            phase = .idle
            return .unassign
        case .idle, .locating, .reading: return .none
        }
    }

    mutating func tick(now: Instant) -> Action {
        guard let deadline, deadline <= now else { return .none }
        switch phase {
        case .idle, .reading: return .none
        case .locating(let partitions, _): return .locate(partitions)
        case .draining: return finishRevoke(now: now)
        case .committing(_, let id, _): return committed(id: id)
        }
    }
}
