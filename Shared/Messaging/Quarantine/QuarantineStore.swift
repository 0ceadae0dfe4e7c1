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

/// The row of a message that was set aside before, as it was when it was read.
struct QuarantineRow: Sendable {
    let id: UUID
    let status: SetAside.Status
    let attempts: Int
    let messageID: String
    /// How often its body was edited.
    var edits = 0
    /// The copy of its source's log; nil where that is not known.
    var incarnation: String?

    var state: State { State(status: status, attempts: attempts, edits: edits) }

    /// What changes when the row is tried, edited or laid away.
    struct State: Sendable, Equatable {
        let status: SetAside.Status
        let attempts: Int
        let edits: Int
    }
}

/// Seals bodies before they are set aside, so that a dump of the database shows none.
public protocol BodySeal: Sendable {
    func seal(_ body: [UInt8], messageID: String) throws -> [UInt8]
    func open(_ sealed: [UInt8], messageID: String) throws -> [UInt8]
}

enum QuarantineStore {
    static let perKey = 1_024
    static let perConsumer = 10_000
    /// Bodies of refused messages that are kept of one organisation, for each consumer; of older ones the row alone.
    static let refusedBodies = 1_000
    /// Refused messages that are kept of one organisation at all; of older ones the answer in the log tells.
    static let refusedRows = 10_000

    static func save(_ rows: [SetAside], resolved: [UUID], at now: Date) -> [SQL] {
        var statements: [SQL] = []
        if !resolved.isEmpty {
            statements.append(
                """
                update quarantine set status = case status when 'discarded' then status else 'resolved' end,
                    resolved_at = \(now), next_at = null, passed_over = status = 'discarded'
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
        // head of a held key is always kept, and the first message of another history: there is one per key, and nothing
        // else brings the key on.
        for row in rows where row.inbound.row == nil {
            let inbound = row.inbound
            statements.append(
                """
                insert into quarantine (id, consumer, source, topic, key, sequence, message_id, type, status, body, headers,
                    fingerprint, error, attempts, next_at, created_at, resolved_at, incarnation, continues_after,
                    continues)
                select \(UUID.v7()), \(inbound.consumer), \(inbound.source), \(inbound.topic), \(inbound.key), \(inbound.sequence),
                    \(inbound.messageID), \(inbound.type), \(row.status.rawValue), \(row.sealed), \(headers(inbound)),
                    \(row.fingerprint), \(row.error), \(Int32(row.attempts)), \(row.nextAt(now)), \(now),
                    case when \(row.status == .refused) then \(now) end, \(inbound.life?.incarnation),
                    \(inbound.life?.start?.after), \(inbound.life?.start?.from)
                where \(row.status == .refused || row.status == .failed || inbound.sequence == nil) or
                    (\(row.status == .conflict) and not exists (
                        select from quarantine where status = 'conflict' and resolved_at is null and (consumer, topic, key)
                            = (\(inbound.consumer), \(inbound.topic), \(inbound.key)))) or (
                    (select count(*) from quarantine where (consumer, source, topic, key)
                        = (\(inbound.consumer), \(inbound.source), \(inbound.topic), \(inbound.key))
                        and status in ('failed', 'waiting', 'parked', 'conflict')) < \(perKey)
                    and (select count(*) from quarantine where consumer = \(inbound.consumer) and resolved_at is null) < \(perConsumer))
                on conflict (consumer, message_id) where status in ('failed', 'waiting', 'parked', 'conflict') do nothing
                """)
        }
        let refused = Set(rows.filter { $0.status == .refused }.map { Refusals(of: $0.inbound) })
        return statements + refused.sorted { ($0.consumer, $0.topic) < ($1.consumer, $1.topic) }.map(\.dropOldBodies)
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
}

/// The refused messages of one organisation, whose flood must not fill the disk: each was answered.
private struct Refusals: Hashable {
    let consumer: String
    let topic: String

    init(of inbound: Inbound) {
        consumer = inbound.consumer
        topic = inbound.topic
    }

    /// Rows that another batch has in hand are its own to drop.
    var dropOldBodies: SQL {
        """
        update quarantine set body = null, headers = '[]' where id in (
            select id from quarantine
            where consumer = \(consumer) and topic = \(topic) and status = 'refused' and body is not null
            order by id desc offset \(QuarantineStore.refusedBodies) for update skip locked)
        """
    }
}
