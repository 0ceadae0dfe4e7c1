import Contracts
import Foundation
import Postgres

// What was set aside, and putting it right (MESSAGING.md §6).
extension Operations {
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
}
