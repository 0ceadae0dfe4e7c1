import Foundation

/// How a consumer does on a partition, by Burrow's evaluation rules (github.com/linkedin/Burrow, wiki, "Consumer Lag
/// Evaluation Rules"): by how it moved over a window of time, not by a threshold.
enum LagState: String, Sendable, CaseIterable {
    case ok = "OK"
    /// It goes on, and falls behind.
    case warn = "WARN"
    /// It is there, and does not go on.
    case stall = "STALL"
    /// It commits no more.
    case stop = "STOP"
    /// It went back, or the broker did.
    case rewind = "REWIND"
    /// It never committed, or was looked at once only: nothing can be said, and that is not "no lag".
    case unknown = "unknown"

    /// The worse, the higher.
    var severity: Int {
        switch self {
        case .ok: 0
        case .unknown: 1
        case .warn: 2
        case .stall: 3
        case .stop: 4
        case .rewind: 5
        }
    }
}

/// What was seen of one group on one partition at one moment.
struct LagSample: Sendable, Equatable {
    var at: Date
    /// Nil where the group never committed.
    var committed: Int64?
    var high: Int64

    /// Never negative: the end is read a moment apart from the commit.
    var lag: Int64? { committed.map { max(0, high - $0) } }
}

/// The rules. Pure: the same window gives the same state.
///
/// Burrow reads the commits themselves; from outside only their effect can be seen, so a commit is here a look at which
/// the committed offset had changed. A member that commits the same offset again and again (Burrow's STALL) is known by
/// its membership, where the broker tells it.
enum Burrow {
    /// - Parameters:
    ///   - window: looks in order of time.
    ///   - low: the oldest offset that the broker still has.
    ///   - isOwned: whether a member of the group has the partition; nil where the broker does not tell.
    static func evaluate(_ window: [LagSample], low: Int64, isOwned: Bool?) -> LagState {
        guard let first = window.first, let last = window.last, let committed = last.committed else { return .unknown }
        // What it has yet to read is gone, or the end went back behind it: it stands still until a person decides.
        if committed < low { return .stop }
        if committed > last.high { return .rewind }
        // Rule 1: a consumer that was level at any moment of the window is well.
        if window.contains(where: { $0.lag == 0 }) { return .ok }
        let steps = zip(window, window.dropFirst())
        // Rule 2: an offset that went back.
        if steps.contains(where: { ($1.committed ?? 0) < ($0.committed ?? 0) }) { return .rewind }
        guard window.count > 1 else { return .unknown }
        // Rule 3: silent for longer than the commits before it spanned. Rule 4: there, and not moving.
        let commits = steps.filter { $0.committed != $1.committed }.map(\.1.at)
        let latest = commits.last ?? first.at
        if last.at.timeIntervalSince(latest) > latest.timeIntervalSince(first.at) {
            return isOwned == true ? .stall : .stop
        }
        // Rule 5: it goes on, and the lag grows or stays all the while.
        if !steps.contains(where: { ($1.lag ?? 0) < ($0.lag ?? 0) }) { return .warn }
        return .ok
    }
}
