-- One batch of 500 messages in two exchanges: 125 zaken are opened, 125 each get their second, third and fourth message,
-- which are of zaken of 10, 20 and 30 batches ago. Each message: a position, an inbox row, its aggregates locked, read and
-- written, one event, for the second two; where a zaak is, for the first; and five terms for each handover that is offered.
--
-- `data` and `state` are the sizes that the product wrote; `positions`, `streams` and `aggregates` say how many of 1,000
-- changes of rows that exist are left when neighbours in a batch share a row, as measured in the same run.
\set batch :batch + 1
\set new (:client_id + 1) * 10000000 + :batch * 125
\set second :new - 1250
\set third :new - 2500
\set fourth :new - 3750
\set position 125 * :positions / 1000 - 1
\set stream 125 * :streams / 1000 - 1
\set aggregate 125 * :aggregates / 1000 - 1
\startpipeline
begin;
select key, last_sequence, seen_sequence, effects_to, incarnation, held
from bench.position
where consumer = 'verwijzing.casussen' and source = bench.source() and topic = 'keten.casussen'
    and key = any (array(
        select bench.id(1, first + n)::text
        from unnest(array[:new, :second, :third, :fourth]::bigint[]) as first, generate_series(0, 124) as n))
order by key for update;
select id, version, state
from bench.aggregate
where id = any (array(
    select bench.id(kind, first + n)
    from unnest(array[1, 1, 1, 2, 1], array[:new, :second, :third, :third, :fourth]::bigint[]) as window_of (kind, first),
        generate_series(0, 124) as n))
order by id for update;
select clock_timestamp();
\endpipeline
\startpipeline
insert into bench.position (consumer, source, topic, key, last_sequence, seen_sequence, incarnation)
select 'verwijzing.casussen', bench.source(), 'keten.casussen', bench.id(1, :new::bigint + n)::text, 1, 1, 'bench'
from generate_series(0, 124) as n;
update bench.position set last_sequence = last_sequence + 1, seen_sequence = seen_sequence + 1
where consumer = 'verwijzing.casussen' and source = bench.source() and topic = 'keten.casussen'
    and key = any (array(
        select bench.id(1, first + n)::text
        from unnest(array[:second, :third, :fourth]::bigint[]) as first, generate_series(0, :position::integer) as n));
insert into bench.inbox (consumer, message_id, received_at)
select 'verwijzing.casussen', bench.source() || ' ' || bench.id(8 + step, first + n)::text, clock_timestamp()
from unnest(array[0, 1, 2, 3], array[:new, :second, :third, :fourth]::bigint[]) as window_of (step, first),
    generate_series(0, 124) as n;
insert into bench.aggregate (id, kind, version, state, zaak, regio, oefening)
select bench.id(kind, first + n), case kind when 1 then 'zaak' when 2 then 'overdracht' else 'zaakgemeente' end, 1,
    repeat('x', :state::integer), bench.id(1, first + n), 'gelderland-midden', false
from unnest(array[1, 2, 3], array[:new, :second, :new]::bigint[]) as window_of (kind, first), generate_series(0, 124) as n;
update bench.aggregate set version = version + 1, state = repeat('y', :state::integer)
where id = any (array(
    select bench.id(kind, first + n)
    from unnest(array[1, 2, 1], array[:second, :third, :fourth]::bigint[]) as window_of (kind, first),
        generate_series(0, :aggregate::integer) as n));
insert into bench.term (id, aggregate, generation, kind, stage, next_at, due_at, calendar_version)
select bench.id(16 + kind, :second::bigint + n), bench.id(2, :second::bigint + n), 1, 'soort-' || kind, 0,
    clock_timestamp() + interval '1 day' + kind * interval '1 hour', clock_timestamp() + interval '5 days', '2026'
from generate_series(1, 5) as kind, generate_series(0, 124) as n;
insert into bench.stream (topic, key, last_sequence)
select 'keten.overdrachten', bench.id(1, :new::bigint + n)::text, 1 from generate_series(0, 124) as n;
update bench.stream set last_sequence = last_sequence + 1
where topic = 'keten.overdrachten'
    and key = any (array(
        select bench.id(1, first + n)::text
        from unnest(array[:second, :third, :fourth]::bigint[]) as first, generate_series(0, :stream::integer) as n));
with appended as (
    insert into bench.event (id, aggregate, version, topic, key, sequence, type, data, headers, created_at)
    select bench.id(24 + step, first + n), bench.id(1, first + n), step, 'keten.overdrachten', bench.id(1, first + n)::text,
        step, 'nl.keten.overdrachten.overdracht-aangeboden.v1', repeat('x', :data::integer), repeat('h', 140),
        clock_timestamp()
    from unnest(array[1, 2, 3, 4, 5], array[:new, :second, :second, :third, :fourth]::bigint[]) as window_of (step, first),
        generate_series(0, 124) as n
    returning seq, topic, key, sequence
)
insert into bench.outbox (seq, topic, key, sequence) select seq, topic, key, sequence from appended;
commit;
\endpipeline
