import Contracts
import Foundation
import Postgres

/// Which failed messages a redrive takes. Nil means: whatever it is.
public struct RedriveSelection: Sendable, Equatable {
    public var ids: [UUID]?
    public var consumer: String?
    public var fingerprint: String?
    public var type: String?
    public var key: String?
    /// Set aside longer ago than this, in seconds, by the database's clock.
    public var olderThan: Int?

    public init(
        ids: [UUID]? = nil, consumer: String? = nil, fingerprint: String? = nil, type: String? = nil,
        key: String? = nil, olderThan: Int? = nil
    ) {
        self.ids = ids
        self.consumer = consumer
        self.fingerprint = fingerprint
        self.type = type
        self.key = key
        self.olderThan = olderThan
    }

    /// Of `quarantine q`. Refused messages stay refused, and a conflict is another decision: only failed ones are tried.
    var condition: SQL {
        """
        q.status = 'failed' and q.resolved_at is null and (\(ids)::uuid[] is null or q.id = any(\(ids)))
            and (\(consumer)::text is null or q.consumer = \(consumer))
            and (\(fingerprint)::text is null or q.fingerprint = \(fingerprint))
            and (\(type)::text is null or q.type = \(type)) and (\(key)::text is null or q.key = \(key))
            and (\(olderThan)::bigint is null or q.created_at < clock_timestamp() - \(olderThan) * interval '1 s')
        """
    }

    /// As it is kept with the job, for people.
    var text: String {
        let parts = [
            ids.map { "\($0.count == 1 ? $0[0].text : "\($0.count) ids")" }, consumer.map { "consumer \($0)" },
            fingerprint.map { "fingerprint \($0)" }, type.map { "type \($0)" }, key.map { "key \($0)" },
            olderThan.map { "older than \($0) s" },
        ].compactMap { $0 }
        return parts.isEmpty ? "all failed" : parts.joined(separator: ", ")
    }
}

/// Why a redrive, an edit or a discard was not accepted; nothing was changed.
public enum QuarantineError: Error, Sendable, Equatable {
    /// No message, or no redrive, has this id (any more).
    case unknown(UUID)
    /// It stands as this, and what was asked is not for that.
    case notFailed(UUID, status: String)
    /// The body was dropped at a cap; the source has the message.
    case noBody(UUID)
    /// Somebody edited it meanwhile.
    case editedMeanwhile(current: Int)
    /// A message that the position, not its content, names: nothing to edit.
    case notEditable(UUID)
    /// The redrive is over.
    case over(UUID, status: String)
    /// The edit changes nothing.
    case unchanged
}
