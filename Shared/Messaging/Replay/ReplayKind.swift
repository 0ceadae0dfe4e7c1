import Foundation

/// What a consumer asks its source's history for.
public enum ReplayKind: String, Sendable {
    /// To miss nothing: all that the source published and this consumer has not seen.
    case catchUp = "catch-up"
    /// To be given again what it had, without outgoing work (MESSAGING.md §5, Rebuild).
    case rebuild
    /// To begin late: what lies before counts as known.
    case baseline
}

/// What becomes of one key.
struct ReplayStep: Equatable {
    var position: Position
    /// Events that the consumer will be given.
    var events: Int64
    /// Those among them whose outgoing work stays unwritten.
    var muted: Int64 = 0
}

extension ReplayKind {
    /// - Parameter before: the last number that is not asked for; nil asks for everything (a baseline: for nothing).
    /// - Returns: nil where there is nothing to do, or a key with two histories waits for an operator's choice.
    func step(_ position: Position?, last: Int64, before: Int64?) -> ReplayStep? {
        var changed = position ?? Position()
        changed.changed = true
        switch self {
        case .catchUp:
            guard last > changed.seen else { return nil }
            let known = changed.seen
            changed.seen = last
            return ReplayStep(position: changed, events: last - known)
        case .baseline:
            guard position == nil, last > 0 else { return nil }
            changed.last = before ?? last
            changed.seen = last
            return ReplayStep(position: changed, events: last - changed.last)
        case .rebuild:
            let start = min(changed.last, before ?? 0)
            guard !changed.conflicted, start < changed.last || last > changed.seen else { return nil }
            let muted = changed.last - start
            changed.seen = max(changed.seen, last)
            if muted > 0 {
                changed.effectsTo = max(changed.effectsTo, changed.last)
                // What comes next says in which copy of the log it was written.
                (changed.last, changed.incarnation, changed.superseded) = (start, nil, [])
                // A message that failed comes again in its turn.
                changed.held = false
            }
            return ReplayStep(position: changed, events: changed.seen - start, muted: muted)
        }
    }
}
