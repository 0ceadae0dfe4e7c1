import Contracts
import Foundation
import Postgres

/// What operators see of a schema's messaging, and what they may do to it (MESSAGING.md §6). Reads the tables, never a body.
public struct Operations: Sendable {
    private let pool: PostgresPool
    private let service: String

    public init(pool: PostgresPool, service: String) {
        self.pool = pool
        self.service = service
    }

    public func state() async throws -> Berichtenstand {
        let results = try await pool.exchange([
            """
            select count(*), count(failed_at), (select created_at from event e where e.seq = min(o.seq)) from outbox o
            """,
            "select owner, epoch, nullif(expires_at, '-infinity') from relay_lease",
            "select status, count(*) from quarantine where resolved_at is null or status = 'refused' group by status order by status",
            """
            select consumer, count(*), count(*) filter (where seen_sequence > last_sequence), count(*) filter (where held)
            from position group by consumer order by consumer
            """,
            """
            select count(*), count(*) filter (where due_at < clock_timestamp())
            from term where fired_at is null and cancelled_at is null
            """,
        ])
        guard let outbox = try results[0].first?.decode(Int64.self, Int64.self, Date?.self),
            let relay = try results[1].first?.decode(String?.self, Int64.self, Date?.self),
            let terms = try results[4].first?.decode(Int64.self, Int64.self)
        else { throw EngineError.stopped }
        return Berichtenstand(
            dienst: service, outbox: Outboxstand(aantal: Int(outbox.0), gefaald: Int(outbox.1), oudsteOp: outbox.2),
            relay: Relaystand(leider: relay.0, tijdvak: Int(relay.1), verlooptOp: relay.2),
            quarantaine: try results[2].map { row in
                let (status, count) = try row.decode(String.self, Int64.self)
                return Aantal(naam: status, aantal: Int(count))
            },
            afnemers: try results[3].map { row in
                let (consumer, keys, gaps, held) = try row.decode(String.self, Int64.self, Int64.self, Int64.self)
                return Afnemerstand(afnemer: consumer, sleutels: Int(keys), gaten: Int(gaps), vastgehouden: Int(held))
            },
            termijnen: Termijnstand(lopend: Int(terms.0), overTijd: Int(terms.1)))
    }

    // MARK: - Quarantine

    /// - Returns: one more than the limit where there is a next page.
    public func quarantine(
        status: String?, consumer: String?, fingerprint: String?, after: UUID?, limit: Int
    ) async throws -> [QuarantaineRij] {
        try await rows(
            """
            where (\(status)::text is null or status = \(status)) and (\(consumer)::text is null or consumer = \(consumer))
                and (\(fingerprint)::text is null or fingerprint = \(fingerprint)) and (\(after)::uuid is null or id > \(after))
            order by id limit \(limit + 1)
            """)
    }

    public func quarantine(_ id: UUID) async throws -> QuarantaineRij? { try await rows("where id = \(id)").first }

    private func rows(_ condition: SQL) async throws -> [QuarantaineRij] {
        try await pool.query(
            """
            select id, consumer, source, topic, key, sequence, message_id, type, status, fingerprint, error, attempts, next_at,
                created_at, resolved_at, resolved_by, reason
            from quarantine \(condition)
            """
        ).map { row in
            let (
                id, consumer, source, topic, key, sequence, message, type, status, fingerprint, error, attempts, next,
                created, resolved, by, reason
            ) =
                try row.decode(
                    UUID.self, String.self, String.self, String.self, String.self, Int64?.self, String.self,
                    String.self,
                    String.self, String?.self, String?.self, Int32.self, Date?.self, Date.self, Date?.self,
                    String?.self, String?.self)
            return QuarantaineRij(
                id: id, afnemer: consumer, bron: source, topic: topic, sleutel: key, volgnummer: sequence.map(Int.init),
                bericht: message, soort: type, toestand: status, vingerafdruk: fingerprint, fout: error,
                pogingen: Int(attempts),
                volgendeOp: next, opzijgezetOp: created, opgelostOp: resolved, opgelostDoor: by, reden: reason)
        }
    }

    /// Lets failed messages be tried again now; the sweeper does it, by the position, so the effect is exactly once.
    /// - Returns: how many; with `dryRun` how many it would be.
    public func redrive(
        _ id: UUID?, consumer: String?, fingerprint: String?, dryRun: Bool, by operator: OperatorAct
    ) async throws -> Int {
        let selection: SQL = """
            status = 'failed' and resolved_at is null and (\(id)::uuid is null or id = \(id))
            and (\(consumer)::text is null or consumer = \(consumer))
            and (\(fingerprint)::text is null or fingerprint = \(fingerprint))
            """
        if dryRun {
            let counted = try await pool.query("select count(*) from quarantine where \(selection)").first?.decode(
                Int64.self)
            return Int(counted ?? 0)
        }
        return try await pool.transaction { transaction in
            let rows = try await transaction.exchange([
                "update quarantine set next_at = clock_timestamp() where \(selection) returning id"
            ])
            let target = id?.lowercased ?? fingerprint ?? consumer ?? "*"
            _ = try await transaction.commit([`operator`.record("redrive", target: target, count: rows[0].count)])
            return rows[0].count
        }
    }

    /// Lays a message away for good. At the head of its key the next is released; further back it is passed over in its turn.
    /// - Returns: whether there was something to lay away.
    public func discard(_ id: UUID, by operator: OperatorAct) async throws -> Bool {
        try await pool.transaction { transaction in
            // The position first, as everywhere (MESSAGING.md §4).
            let found = try await transaction.exchange([
                """
                select p.last_sequence, q.sequence from quarantine q
                join position p using (consumer, source, topic, key)
                where q.id = \(id) for update of p
                """,
                "select sequence from quarantine where id = \(id) and resolved_at is null and status <> 'discarded' for update",
            ])
            guard let row = found[1].first else { return false }
            let sequence = try row.decode(Int64?.self)
            let position = try found[0].first?.decode(Int64.self, Int64?.self)
            let last = position?.0
            let atHead = sequence == nil || last.map { $0 + 1 } == sequence
            var statements: [SQL] = [
                """
                update quarantine set status = 'discarded', reason = \(`operator`.reason), resolved_by = \(`operator`.person), next_at = null,
                    resolved_at = case when \(atHead) then clock_timestamp() end
                where id = \(id)
                """
            ]
            if atHead {
                statements.append(
                    """
                    update position p set last_sequence = q.sequence, seen_sequence = greatest(p.seen_sequence, q.sequence), held = false
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
            statements.append(`operator`.record("discard", target: id.lowercased, count: 1))
            _ = try await transaction.commit(statements)
            return true
        }
    }

    // MARK: - Trace

    /// Every step of what belongs to an id: an event, an aggregate, a zaak (key), a correlation.
    public func trace(_ id: String) async throws -> [Spoorstap] {
        let uuid = UUID(uuidString: id)
        let rows = try await pool.query(
            """
            with meant as (
                select seq from event where correlation_id = \(id)
                union select seq from event where id = \(uuid)
                union select seq from event where aggregate = \(uuid)
                union select e.seq from stream s join event e on (e.topic, e.key) = (s.topic, s.key) where s.key = \(id)
                limit 1000
            ), told as (
                select e.seq, e.type, e.subject, e.key, e.sequence, e.created_at, e.correlation_id
                from event e join meant using (seq)
            )
            select created_at, 'vastgelegd', type, subject, key, sequence, null, correlation_id from told
            union all
            select p.published_at, 'gepubliceerd', t.type, t.subject, t.key, t.sequence, p.partition || '/' || p."offset",
                t.correlation_id
            from told t join publication p using (seq)
            union all
            select o.failed_at, 'geweigerd door Kafka', t.type, t.subject, t.key, t.sequence, o.error,
                t.correlation_id
            from told t join outbox o using (seq) where o.failed_at is not null
            union all
            select q.created_at, 'opzijgezet (' || q.status || ')', q.type, q.message_id, q.key, q.sequence, q.consumer, null
            from quarantine q where q.key = \(id) or q.message_id like '% ' || \(id)
            union all
            select i.received_at, 'verwerkt', i.consumer, i.message_id, '', null, null, null
            from inbox i where i.message_id like '% ' || \(id)
            union all
            select t.due_at, case when t.fired_at is not null then 'termijn verstreken'
                when t.cancelled_at is not null then 'termijn gestopt' else 'termijn loopt tot' end,
                t.kind, t.aggregate::text, coalesce(t.zaak, t.aggregate)::text, null, null, null
            from term t where t.aggregate = \(uuid)
                or t.aggregate in (select a.id from aggregate a where a.zaak = \(uuid))
            order by 1 limit 2000
            """)
        return try rows.map { row in
            let (at, step, type, subject, key, sequence, place, correlation) = try row.decode(
                Date.self, String.self, String.self, String.self, String.self, Int64?.self, String?.self, String?.self)
            return Spoorstap(
                op: at, dienst: service, stap: step, soort: type, onderwerp: subject, sleutel: key,
                volgnummer: sequence.map(Int.init), plaats: place, correlatie: correlation)
        }
    }
}

/// Who does something to the chain's messaging, and why; kept for ever.
public struct OperatorAct: Sendable {
    public let organisation: String
    public let person: String
    public let reason: String

    public init(organisation: String, person: String, reason: String) {
        self.organisation = organisation
        self.person = person
        self.reason = reason
    }

    func record(_ action: String, target: String, count: Int) -> SQL {
        """
        insert into operator_action (id, organisation, operator, action, target, reason, detail)
        values (\(UUID.v7()), \(organisation), \(person), \(action), \(target), \(reason), \("{\"count\":\(count)}"))
        """
    }
}
