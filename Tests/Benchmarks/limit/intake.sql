-- A batch of 32 meldingen in two exchanges: the answers given before and the meldingen are looked up, then each melding is
-- written with its two parts of sealed content, its event, its two terms and the answer under its Idempotency-Key.
\set batch :batch + 1
\set new (:client_id + 1) * 10000000 + :batch * 32
\startpipeline
begin;
select key, fingerprint, status, body from bench.answer
where organisation = '00000099000000012000' and key = any (array(
    select bench.id(3, :new::bigint + n)::text from generate_series(0, 31) as n));
select id, version, state from bench.aggregate
where id = any (array(select bench.id(1, :new::bigint + n) from generate_series(0, 31) as n)) order by id for update;
select clock_timestamp();
\endpipeline
\startpipeline
insert into bench.aggregate (id, kind, version, state, zaak, regio, oefening)
select bench.id(1, :new::bigint + n), 'melding', 1, repeat('x', :state::integer), null, 'gelderland-midden', false
from generate_series(0, 31) as n;
insert into bench.content (id, body)
select bench.id(16 + part, :new::bigint + n), convert_to(repeat('x', :content::integer), 'UTF8')
from generate_series(0, 1) as part, generate_series(0, 31) as n;
insert into bench.term (id, aggregate, generation, kind, stage, next_at, due_at, calendar_version)
select bench.id(24 + kind, :new::bigint + n), bench.id(1, :new::bigint + n), 1, 'soort-' || kind, 0,
    clock_timestamp() + interval '1 day' + kind * interval '1 hour', clock_timestamp() + interval '5 days', '2026'
from generate_series(1, 2) as kind, generate_series(0, 31) as n;
insert into bench.stream (topic, key, last_sequence)
select 'keten.meldingen', bench.id(1, :new::bigint + n)::text, 1 from generate_series(0, 31) as n;
with appended as (
    insert into bench.event (id, aggregate, version, topic, key, sequence, type, data, headers, created_at)
    select bench.id(32, :new::bigint + n), bench.id(1, :new::bigint + n), 1, 'keten.meldingen',
        bench.id(1, :new::bigint + n)::text, 1, 'nl.keten.meldingen.melding-ontvangen.v1', repeat('x', :data::integer),
        repeat('h', 140), clock_timestamp()
    from generate_series(0, 31) as n
    returning seq, topic, key, sequence
)
insert into bench.outbox (seq, topic, key, sequence) select seq, topic, key, sequence from appended;
insert into bench.answer (organisation, key, fingerprint, status, body, created_at)
select '00000099000000012000', bench.id(3, :new::bigint + n)::text, repeat('f', 64), 201, repeat('b', :answer::integer),
    clock_timestamp()
from generate_series(0, 31) as n;
commit;
\endpipeline
