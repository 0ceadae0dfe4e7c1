-- The next 2,000 events of the outbox, as they are to be sent. The cursor is said of both tables, since a merge would else
-- read the log from its beginning.
\set cursor :cursor + 2000
select o.seq, o.topic, o.key, o.sequence, e.id, e.type, e.data, e.headers, e.created_at
from bench.outbox o join bench.event e using (seq)
where o.seq > :cursor::bigint and e.seq > :cursor::bigint order by o.seq limit 2000;
