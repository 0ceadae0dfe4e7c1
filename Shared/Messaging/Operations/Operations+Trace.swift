import Contracts
import Foundation
import Postgres

extension Operations {
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
