import Contracts
import Foundation
import Postgres

/// Which copy of a log an event was written in.
///
/// A log that is restored to an earlier point gives numbers out again. Its later events say so: they are of another
/// incarnation, which goes on after a number of the one before it (MESSAGING.md §5, Restore; `restore.pml`).
struct LogLife: Sendable, Hashable {
    /// Where a restored log goes on in one key.
    struct Start: Sendable, Hashable {
        /// The last number that both copies have.
        let after: Int64
        /// The copy in which that one was written; nil where the key had none.
        let from: String?
    }

    let incarnation: String
    /// Nil in a log that was never restored.
    let start: Start?

    init(incarnation: String, start: Start?) {
        self.incarnation = incarnation
        self.start = start
    }

    /// - Returns: nil where the source does not say.
    init?(of event: CloudEvent) {
        guard let incarnation = event.incarnation else { return nil }
        self.incarnation = incarnation
        start = event.extensions["continuesafter"]?.string.flatMap(Int64.init).map {
            Start(after: $0, from: event.extensions["continuesfrom"]?.string)
        }
    }

    /// For a log row `e`: the copy that it belongs to, and where that one goes on.
    static let join: SQL = """
        join (
            select value, after_seq, lead(after_seq, 1, 9223372036854775807) over (order by after_seq, since) as up_to
            from incarnation
        ) i on i.after_seq < e.seq and e.seq <= i.up_to
        left join continuation c on i.after_seq >= 0 and (c.incarnation, c.topic, c.key) = (i.value, e.topic, e.key)
        """
}

extension EventLog {
    /// What an envelope needs of a log row `e` with the joins of `LogLife`.
    static let columns: SQL = """
        e.id, e.type, e.subject, e.data, e.created_at, e.oefening, e.traceparent, e.correlation_id, e.causation_id,
        i.value, case when i.after_seq >= 0 then coalesce(c.after_sequence, 0) end, c.continues
        """
}
