import Contracts
import Foundation
import Postgres

/// Which of what was set aside is looked at. Nil means: whatever it is.
public struct QuarantineFilter: Sendable {
    public var status: String?
    public var consumer: String?
    public var fingerprint: String?
    public var type: String?
    public var key: String?
    /// Set aside from this instant on, and before that one.
    public var since: Date?
    public var until: Date?

    public init(
        status: String? = nil, consumer: String? = nil, fingerprint: String? = nil, type: String? = nil,
        key: String? = nil, since: Date? = nil, until: Date? = nil
    ) {
        self.status = status
        self.consumer = consumer
        self.fingerprint = fingerprint
        self.type = type
        self.key = key
        self.since = since
        self.until = until
    }

    var condition: SQL {
        """
        (\(status)::text is null or status = \(status)) and (\(consumer)::text is null or consumer = \(consumer))
            and (\(fingerprint)::text is null or fingerprint = \(fingerprint)) and (\(type)::text is null or type = \(type))
            and (\(key)::text is null or key = \(key)) and (\(since)::timestamptz is null or created_at >= \(since))
            and (\(until)::timestamptz is null or created_at < \(until))
        """
    }
}

// What was set aside, and laying it away (MESSAGING.md §6).
extension Operations {
    /// - Returns: one more than the limit where there is a next page.
    public func quarantine(_ filter: QuarantineFilter, after: UUID?, limit: Int) async throws -> [QuarantaineRij] {
        try await rows(
            """
            where \(filter.condition) and (\(after)::uuid is null or id > \(after)) order by id limit \(limit + 1)
            """)
    }

    /// Equal errors together, the largest first.
    public func quarantineGroups(_ filter: QuarantineFilter) async throws -> [Quarantainegroep] {
        try await pool.query(
            """
            select consumer, fingerprint, status, min(type), min(error), count(*), min(created_at), max(created_at),
                (array_agg(id order by id desc))[1]
            from quarantine where \(filter.condition)
            group by consumer, fingerprint, status order by 6 desc, 1, 2, 3 limit 200
            """
        ).map { row in
            let (consumer, fingerprint, status, type, error, count, oldest, newest, example) = try row.decode(
                String.self, String?.self, String.self, String.self, String?.self, Int64.self, Date.self, Date.self,
                UUID.self)
            return Quarantainegroep(
                dienst: service, afnemer: consumer, vingerafdruk: fingerprint, toestand: status, soort: type,
                fout: error, aantal: Int(count), oudsteOp: oldest, nieuwsteOp: newest, voorbeeld: example)
        }
    }

    /// All there is to know of one message but its content.
    public func quarantine(_ id: UUID) async throws -> Quarantainedetail? {
        guard let row = try await rows("where id = \(id)").first else { return nil }
        let more = try await pool.exchange([
            """
            select p.last_sequence, p.seen_sequence, p.held from quarantine q join position p using (consumer, source, topic, key)
            where q.id = \(id) and q.sequence is not null
            """,
            """
            select count(*) from quarantine q join quarantine w using (consumer, source, topic, key)
            where q.id = \(id) and w.sequence > q.sequence and w.status in ('waiting', 'parked') and w.resolved_at is null
            """,
            """
            select at, action, operator, reason from operator_action
            where target = \(id.text) or target like \(id.text + " %")
                or exists (select from redrive_message m
                    where m.quarantine = \(id) and operator_action.action = 'redrive'
                        and operator_action.target like m.redrive::text || ' %')
            order by at limit 200
            """,
            "select redrive from redrive_message where quarantine = \(id) order by redrive limit 200",
        ])
        let position = try more[0].first?.decode(Int64.self, Int64.self, Bool.self)
        return Quarantainedetail(
            bericht: row, laatsteVolgnummer: position.map { Int($0.0) }, hoogsteVolgnummer: position.map { Int($0.1) },
            sleutelVastgehouden: position?.2 ?? false, wachtend: try more[1].number(),
            handelingen: try more[2].map { row in
                let (at, action, person, reason) = try row.decode(
                    Date.self, String.self, String.self, String.self)
                return Beheerdaad(op: at, daad: action, door: person, reden: reason)
            },
            herstarts: try more[3].map { try $0.decode(UUID.self) })
    }

    private func rows(_ condition: SQL) async throws -> [QuarantaineRij] {
        try await pool.query(
            """
            select id, consumer, source, topic, key, sequence, message_id, type, status, fingerprint, error, attempts, next_at,
                created_at, resolved_at, resolved_by, reason, edits, body is not null
            from quarantine \(condition)
            """
        ).map { row in
            let (
                id, consumer, source, topic, key, sequence, message, type, status, fingerprint, error, attempts, next,
                created, resolved, by, reason, edits, hasBody
            ) =
                try row.decode(
                    UUID.self, String.self, String.self, String.self, String.self, Int64?.self, String.self,
                    String.self,
                    String.self, String?.self, String?.self, Int32.self, Date?.self, Date.self, Date?.self,
                    String?.self, String?.self, Int32.self, Bool.self)
            return QuarantaineRij(
                id: id, afnemer: consumer, bron: source, topic: topic, sleutel: key, volgnummer: sequence.map(Int.init),
                bericht: message, soort: type, toestand: status, vingerafdruk: fingerprint, fout: error,
                pogingen: Int(attempts),
                volgendeOp: next, opzijgezetOp: created, opgelostOp: resolved, opgelostDoor: by, reden: reason,
                bewerkingen: Int(edits), inhoudBewaard: hasBody)
        }
    }

    /// Lays a message away for good. At the head of its key the next is released; further back it is passed over in its
    /// turn.
    /// - Parameter dryRun: say what it would do, change nothing.
    /// - Returns: how many messages of its key it lets go on; nil where there was nothing to lay away.
    /// - Throws: `QuarantineError` where it tells another history than was taken: there `discardConflicts` chooses, since
    ///   the number is not its own, and whoever has it by rights may still come.
    public func discard(_ id: UUID, dryRun: Bool = false, by operator: OperatorAct) async throws -> Int? {
        try await pool.transaction { transaction -> Int? in
            // The position first, as everywhere (MESSAGING.md §4).
            let found = try await transaction.exchange([
                """
                select p.last_sequence, q.sequence from quarantine q
                join position p using (consumer, source, topic, key)
                where q.id = \(id) for update of p
                """,
                """
                select sequence, status from quarantine
                where id = \(id) and resolved_at is null and status <> 'discarded' for update
                """,
                """
                select count(*) from quarantine q join quarantine w using (consumer, source, topic, key)
                where q.id = \(id) and w.sequence > q.sequence and w.status = 'waiting'
                """,
            ])
            guard let row = found[1].first else { return nil }
            let (sequence, status) = try row.decode(Int64?.self, String.self)
            if status == "conflict" { throw QuarantineError.notFailed(id, status: status) }
            let position = try found[0].first?.decode(Int64.self, Int64?.self)
            let last = position?.0
            let atHead = sequence == nil || last.map { $0 + 1 } == sequence
            let released = atHead ? try found[2].number() : 0
            if dryRun { return released }
            var statements: [SQL] = [
                """
                update quarantine set status = 'discarded', reason = \(`operator`.reason), resolved_by = \(`operator`.person), next_at = null,
                    resolved_at = case when \(atHead) then clock_timestamp() end,
                    passed_over = \(atHead) and sequence is not null
                where id = \(id)
                """
            ]
            if atHead {
                statements.append(
                    """
                    update position p set last_sequence = q.sequence, seen_sequence = greatest(p.seen_sequence, q.sequence),
                        held = conflicted
                    from quarantine q
                    where q.id = \(id) and q.sequence is not null
                        and (p.consumer, p.source, p.topic, p.key) = (q.consumer, q.source, q.topic, q.key)
                    """)
                statements.append(
                    """
                    insert into inbox (consumer, message_id, received_at)
                    select consumer, message_id, clock_timestamp() from quarantine where id = \(id) on conflict do nothing
                    """)
            }
            statements.append(`operator`.record("discard", target: id.text, count: 1))
            _ = try await transaction.commit(statements)
            return released
        }
    }
}
