-- An outbox of :rows events in the least tables; a key has eight of them.
insert into bench.event (id, aggregate, version, topic, key, sequence, type, data, headers, created_at)
select bench.id(24, n), bench.id(1, n / 8), n % 8 + 1, 'keten.overdrachten', bench.id(1, n / 8)::text, n % 8 + 1,
    'nl.keten.overdrachten.overdracht-aangeboden.v1', repeat('x', :data), repeat('h', 140), clock_timestamp()
from generate_series(0, :rows - 1) as n;
insert into bench.outbox (seq, topic, key, sequence) select seq, topic, key, sequence from bench.event;
analyze bench.event, bench.outbox;
