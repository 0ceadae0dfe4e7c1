import Contracts
import Foundation
import Kafka
import Postgres

/// A message that is set aside (MESSAGING.md §6).
struct SetAside: Sendable {
    enum Status: String, Sendable { case refused, failed, waiting, parked, conflict, discarded, resolved }

    let inbound: Inbound
    let status: Status
    let error: String?
    let fingerprint: String?
    /// Sealed before the transaction began; a refused message's body is kept like any other.
    let sealed: [UInt8]

    var attempts: Int { status == .failed ? (inbound.row?.attempts ?? 0) + 1 : inbound.row?.attempts ?? 0 }

    /// 10 s, 1 m, 5 m, 30 m, 2 h; after that a person's redrive.
    static let delays: [TimeInterval] = [10, 60, 300, 1_800, 7_200]

    func nextAt(_ now: Date) -> Date? {
        guard status == .failed, attempts <= Self.delays.count else { return nil }
        return now.addingTimeInterval(Self.delays[attempts - 1])
    }
}

/// The row of a message that was set aside before.
struct QuarantineRow: Sendable {
    let id: UUID
    let status: SetAside.Status
    let attempts: Int
    let messageID: String
}

/// Seals bodies before they are set aside, so that a dump of the database shows none.
public protocol BodySeal: Sendable {
    func seal(_ body: [UInt8], messageID: String) throws -> [UInt8]
    func open(_ sealed: [UInt8], messageID: String) throws -> [UInt8]
}

enum QuarantineStore {
    static let perKey = 1_024
    static let perConsumer = 10_000

    static func save(_ rows: [SetAside], resolved: [UUID], at now: Date) -> [SQL] {
        var statements: [SQL] = []
        if !resolved.isEmpty {
            statements.append(
                """
                update quarantine set status = case status when 'discarded' then status else 'resolved' end,
                    resolved_at = \(now), next_at = null
                where id = any(\(resolved))
                """)
        }
        let again = rows.filter { $0.inbound.row != nil }
        if !again.isEmpty {
            statements.append(
                """
                update quarantine q set status = n.status, error = n.error, fingerprint = n.fingerprint,
                    attempts = n.attempts, next_at = n.next_at,
                    resolved_at = case when n.status = 'refused' then \(now) end
                from unnest(\(again.compactMap { $0.inbound.row?.id }), \(again.map(\.status.rawValue)), \(again.map(\.error)),
                    \(again.map(\.fingerprint)), \(again.map { Int32($0.attempts) }), \(again.map { $0.nextAt(now) }))
                    as n (id, status, error, fingerprint, attempts, next_at)
                where q.id = n.id
                """)
        }
        // Beyond the caps the body is dropped: the position still knows the number, and the source has the message. The
        // head of a held key is always kept: there is one per key, and nothing else brings the key on.
        for row in rows where row.inbound.row == nil {
            let inbound = row.inbound
            statements.append(
                """
                insert into quarantine (id, consumer, source, topic, key, sequence, message_id, type, status, body, headers,
                    fingerprint, error, attempts, next_at, created_at, resolved_at)
                select \(UUID.v7()), \(inbound.consumer), \(inbound.source), \(inbound.topic), \(inbound.key), \(inbound.sequence),
                    \(inbound.messageID), \(inbound.type), \(row.status.rawValue), \(row.sealed), \(headers(inbound)),
                    \(row.fingerprint), \(row.error), \(Int32(row.attempts)), \(row.nextAt(now)), \(now),
                    case when \(row.status == .refused) then \(now) end
                where \(row.status == .refused || row.status == .failed || inbound.sequence == nil) or (
                    (select count(*) from quarantine where (consumer, source, topic, key)
                        = (\(inbound.consumer), \(inbound.source), \(inbound.topic), \(inbound.key))
                        and status in ('failed', 'waiting', 'parked', 'conflict')) < \(perKey)
                    and (select count(*) from quarantine where consumer = \(inbound.consumer) and resolved_at is null) < \(perConsumer))
                on conflict (consumer, message_id) where status in ('failed', 'waiting', 'parked', 'conflict') do nothing
                """)
        }
        return statements
    }

    private static func headers(_ inbound: Inbound) -> String {
        let pairs = inbound.headers.map {
            JSON.array([.string($0.name), .string(String(decoding: $0.value ?? [], as: UTF8.self))])
        }
        return String(decoding: JSON.array(pairs).encoded(), as: UTF8.self)
    }

    static func headers(_ text: String) -> [KafkaHeader] {
        guard case .array(let pairs)? = try? JSON.parse(text.utf8) else { return [] }  // written above
        return pairs.compactMap { pair in
            guard case .array(let parts) = pair, parts.count == 2, case .string(let name) = parts[0],
                case .string(let value) = parts[1]
            else { return nil }
            return KafkaHeader(name: name, value: Array(value.utf8))
        }
    }

    /// The open rows of messages that the broker or the source brings again. (A failed one waits for its own time.)
    static func rows(_ places: [(key: PositionKey, sequence: Int64)]) -> SQL {
        """
        select q.id, q.consumer, q.source, q.topic, q.key, q.sequence, q.status, q.attempts, q.message_id
        from unnest(\(places.map(\.key.consumer)), \(places.map(\.key.source)), \(places.map(\.key.topic)),
            \(places.map(\.key.key)), \(places.map(\.sequence))) as n (consumer, source, topic, key, sequence)
        join quarantine q using (consumer, source, topic, key, sequence)
        where q.status in ('waiting', 'parked', 'discarded') and q.resolved_at is null
        """
    }

    static func read(rows: Rows) throws -> [PositionKey: [Int64: QuarantineRow]] {
        try rows.reduce(into: [:]) { found, row in
            let (id, consumer, source, topic, key, sequence, status, attempts, messageID) = try row.decode(
                UUID.self, String.self, String.self, String.self, String.self, Int64.self, String.self, Int32.self,
                String.self)
            guard let status = SetAside.Status(rawValue: status) else { return }
            let position = PositionKey(consumer: consumer, source: source, topic: topic, key: key)
            found[position, default: [:]][sequence] = QuarantineRow(
                id: id, status: status, attempts: Int(attempts), messageID: messageID)
        }
    }

    /// What can run now, in order: of each key that is not held the unbroken run from its next number on, and failed
    /// rows whose time has come.
    static func runnable(of consumers: [String], limit: Int) -> SQL {
        """
        with open as (
            select q.id, q.status, q.next_at, q.sequence, p.last_sequence,
                row_number() over (
                    partition by q.consumer, q.source, q.topic, q.key, q.status = 'failed' order by q.sequence) as place
            from quarantine q left join position p using (consumer, source, topic, key)
            where q.consumer = any(\(consumers)) and q.resolved_at is null and (
                q.status = 'failed' or q.status in ('waiting', 'parked', 'discarded') and not p.held)
        )
        select q.id, q.consumer, q.topic, q.key, q.message_id, q.status, q.body, q.headers, q.attempts
        from open join quarantine q using (id)
        where q.body is not null and case
            when open.status = 'failed' then open.next_at <= clock_timestamp()
            else open.sequence <= open.last_sequence + open.place end
        order by q.consumer, q.source, q.topic, q.key, q.sequence
        limit \(limit)
        """
    }
}
