import Contracts
import Foundation
import Postgres

extension Operations {
    /// Every step of what belongs to an id: an event, an aggregate, a zaak (key), a correlation, or the short reference
    /// (kenmerk) of an aggregate. What consumers did with these events they tell themselves (`received`).
    public func trace(_ id: String) async throws -> [Spoorstap] {
        let uuid = UUID(uuidString: id)
        let reference = Kenmerk(id)?.text
        // Ids stand in lower case, however somebody typed them.
        let name = uuid?.text ?? id
        let rows = try await pool.query(
            """
            with things as (
                select \(uuid)::uuid as id where \(uuid)::uuid is not null
                union select a.id from aggregate a where a.state ->> 'kenmerk' = \(reference)
            ), meant as (
                select seq from event where correlation_id = \(name)
                union select seq from event where id = \(uuid)
                union select e.seq from event e join things t on e.aggregate = t.id
                union select e.seq from stream s join event e on (e.topic, e.key) = (s.topic, s.key) where s.key = \(name)
                limit 1000
            ), told as (
                select e.seq, e.id, e.topic, e.type, e.subject, e.key, e.sequence, e.created_at, e.correlation_id
                from event e join meant using (seq)
            )
            select created_at, 'vastgelegd', type, subject, key, sequence, null, id, topic, correlation_id from told
            union all
            select p.published_at, 'gepubliceerd', t.type, t.subject, t.key, t.sequence, p.partition || '/' || p."offset",
                t.id, t.topic, t.correlation_id
            from told t join publication p using (seq)
            union all
            select coalesce(o.failed_at, t.created_at),
                case when o.failed_at is null then 'wacht op Kafka' else 'geweigerd door Kafka' end, t.type, t.subject,
                t.key, t.sequence, o.error, t.id, t.topic, t.correlation_id
            from told t join outbox o using (seq)
            union all
            select q.created_at, 'opzijgezet (' || q.status || ')', q.type, q.message_id, q.key, q.sequence, q.consumer,
                null, q.topic, null
            from quarantine q
            where q.key = \(name) or q.message_id like '% ' || \(name)
                or q.message_id in (select \(program.source) || ' ' || t.id from told t)
            union all
            select i.received_at, 'verwerkt', '-', i.message_id, '', null, i.consumer, null, null, null
            from inbox i where i.message_id like '% ' || \(name) and not exists (select from told)
            union all
            select coalesce(t.fired_at, t.cancelled_at, t.due_at),
                case when t.cancelled_at is not null then 'termijn gestopt' when t.fired_at is not null then 'termijn verstreken'
                    else 'termijn loopt tot' end,
                t.kind, t.aggregate::text, coalesce(t.zaak, t.aggregate)::text, null, null, null, null, null
            from term t
            where t.aggregate in (select id from things)
                or t.aggregate in (select a.id from aggregate a where a.zaak in (select id from things))
            union all
            select * from (
                select r.at, 'geweigerd', r.operation, coalesce(r.subjects[cardinality(r.subjects)]::text, '-'), '',
                    null::bigint, concat_ws(' ', r.codes, 'in ' || r.state,
                        'door ' || r.organisation || coalesce('/' || r.person, '')),
                    null::uuid, null, null
                from refusal r
                where r.correlation_id = \(name)
                    or r.subjects && array(
                        select id from things
                        union select a.id from aggregate a where a.zaak in (select id from things))
                order by r.id desc limit 200
            ) refused
            order by 1 limit 2000
            """)
        return try rows.map { row in
            let (at, step, type, subject, key, sequence, place, event, topic, correlation) = try row.decode(
                Date.self, String.self, String.self, String.self, String.self, Int64?.self, String?.self, UUID?.self,
                String?.self, String?.self)
            return Spoorstap(
                op: at, dienst: service, stap: step, soort: type, onderwerp: subject, sleutel: key,
                volgnummer: sequence.map(Int.init), plaats: place,
                bericht: event.map { "\(program.source) \($0.text)" }, topic: topic, correlatie: correlation)
        }
    }
}
