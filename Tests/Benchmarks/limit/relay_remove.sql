-- The broker has confirmed 2,000 of them: gone from the outbox, and where each was published recorded.
\set cursor :cursor + 2000
with gone as (
    delete from bench.outbox where seq > :cursor::bigint and seq <= :cursor::bigint + 2000 returning seq
)
insert into bench.publication (seq, partition, "offset", published_at)
select seq, seq % 64, seq / 64, clock_timestamp() from gone;
