"""(b) By someone who knows both libraries: batches, statements over whole batches, two exchanges each, an outbox that is
published after the commit and removed set-wise, offsets committed after that.

    tuned.py BROKER DATABASE COUNT
"""

import json
import sys
import time

import psycopg
from confluent_kafka import Consumer, Producer, TopicPartition

import work

SERVERS, DATABASE, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
BATCH = 1_000

consumer = Consumer(
    {
        "bootstrap.servers": SERVERS,
        "group.id": "peer-tuned",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
        "fetch.wait.max.ms": 10,
        "session.timeout.ms": 4000,
    }
)
producer = Producer(
    {
        "bootstrap.servers": SERVERS,
        "enable.idempotence": True,
        "linger.ms": 5,
        "compression.type": "lz4",
        "partitioner": "murmur2_random",
        "queue.buffering.max.messages": 200_000,
    }
)


def handle(connection, messages):
    """One batch in one transaction; gives what went into the outbox."""
    events = [json.loads(message.value()) for message in messages]
    keys = sorted({event["partitionkey"] for event in events})
    needed = sorted({id for event in events for id in work.needs(event)})
    with connection.cursor(binary=True) as cursor:
        with connection.pipeline():
            cursor.execute(
                "select key, last_sequence from peer.position where key = any(%s) order by key for update", (keys,)
            )
            positions = cursor
            states_cursor = connection.cursor(binary=True)
            states_cursor.execute(LOAD, (needed,))
        last = dict(positions.fetchall())
        states = {str(id): state for id, state in states_cursor.fetchall()}
        # Rows that only turn out to be needed now.
        more = sorted({id for event in events for id in work.further(event, states)} - set(states))
        if more:
            cursor.execute(LOAD, (more,))
            states |= {str(id): state for id, state in cursor.fetchall()}
        loaded, known = set(states), set(last)
        new, terms, inbox, kinds = [], [], [], {}
        for event in events:
            key, sequence = event["partitionkey"], int(event["sequence"])
            if sequence <= last.get(key, 0):
                continue
            last[key] = sequence
            inbox.append(f"{event['source']} {event['id']}")
            happened, begun = work.decide(event, states)
            terms += begun
            for aggregate, kind, name, data in happened:
                kinds[aggregate] = kind
                new.append((key, aggregate, states[aggregate]["version"], name, data, event["correlationid"]))
        new.sort(key=lambda row: row[0])
        outbox = write(connection, cursor, last, known, states, loaded, kinds, inbox, terms, new)
    connection.commit()
    return outbox


LOAD = "select id, state from peer.aggregate where id = any(%s::uuid[]) order by id for update"


def write(connection, cursor, last, known, states, loaded, kinds, inbox, terms, new):
    made = [id for id in kinds if id not in loaded]
    changed = [id for id in kinds if id in loaded]
    fresh, moved = [key for key in last if key not in known], [key for key in last if key in known]
    counts = {}
    for key, *_ in new:
        counts[key] = counts.get(key, 0) + 1
    with connection.pipeline():
        cursor.execute(
            "insert into peer.position (key, last_sequence) select * from unnest(%s::text[], %s::bigint[])",
            (fresh, [last[key] for key in fresh]),
        )
        cursor.execute(
            "update peer.position p set last_sequence = n.last from unnest(%s::text[], %s::bigint[]) as n (key, last) "
            "where p.key = n.key",
            (moved, [last[key] for key in moved]),
        )
        cursor.execute("insert into peer.inbox (message_id, received_at) select unnest(%s::text[]), now()", (inbox,))
        cursor.execute(
            "insert into peer.aggregate (id, kind, version, state, zaak) select id, kind, version, state::jsonb, zaak "
            "from unnest(%s::uuid[], %s::text[], %s::bigint[], %s::text[], %s::uuid[]) "
            "as n (id, kind, version, state, zaak)",
            (
                made,
                [kinds[id] for id in made],
                [states[id]["version"] for id in made],
                [json.dumps(states[id]) for id in made],
                [states[id]["zaak"] for id in made],
            ),
        )
        cursor.execute(
            "update peer.aggregate a set version = n.version, state = n.state::jsonb "
            "from unnest(%s::uuid[], %s::bigint[], %s::text[]) as n (id, version, state) where a.id = n.id",
            (changed, [states[id]["version"] for id in changed], [json.dumps(states[id]) for id in changed]),
        )
        cursor.execute(
            "insert into peer.term (id, aggregate, kind, due_at, next_at) select id, aggregate, kind, due, due "
            "from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[]) as n (id, aggregate, kind, due)",
            (
                [work.identifier() for _ in terms],
                [term[0] for term in terms],
                [term[1] for term in terms],
                [term[2] for term in terms],
            ),
        )
        cursor.execute(
            APPEND,
            (
                list(counts),
                list(counts.values()),
                [work.identifier() for _ in new],
                [row[1] for row in new],
                [row[2] for row in new],
                [row[0] for row in new],
                [f"nl.keten.overdrachten.{row[3]}.v1" for row in new],
                [json.dumps(row[4]) for row in new],
                [row[5] for row in new],
            ),
        )
    return cursor.fetchall()


APPEND = """
with advanced as (
    insert into peer.stream as s (key, last_sequence) select * from unnest(%s::text[], %s::bigint[]) as n (key, events)
    on conflict (key) do update set last_sequence = s.last_sequence + excluded.last_sequence
    returning key, last_sequence
), counted as (
    select key, id, aggregate, version, type, data, correlation,
        last_sequence - count(*) over (partition by key) + row_number() over (partition by key order by place) as sequence
    from unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) with ordinality
        as n (id, aggregate, version, key, type, data, correlation, place) join advanced using (key)
), appended as (
    insert into peer.event (id, aggregate, version, key, sequence, type, data, correlation, created_at)
    select id, aggregate, version, key, sequence, type, data::jsonb, correlation, clock_timestamp()
    from counted order by key, sequence
    returning seq, id, aggregate, key, sequence, type, data, correlation, created_at
), noted as (
    insert into peer.outbox (seq, key) select seq, key from appended
)
select * from appended order by seq
"""


def publish(connection, outbox):
    """Everything, confirmed, and then gone from the outbox."""
    confirmed, failed = [], []

    def delivered(seq):
        def report(error, message):
            (failed if error else confirmed).append(error or (seq, message.partition(), message.offset()))

        return report

    for seq, id, aggregate, key, sequence, type, data, correlation, created in outbox:
        body = work.envelope(id, type, key, sequence, aggregate, data, correlation, created)
        producer.produce("keten.overdrachten", json.dumps(body).encode(), key.encode(), on_delivery=delivered(seq))
        producer.poll(0)
    producer.flush()
    if failed:
        raise SystemExit(f"not delivered: {failed[0]}")
    with connection.cursor() as cursor:
        cursor.execute(
            "with gone as (delete from peer.outbox where seq = any(%s)) "
            'insert into peer.publication (seq, partition, "offset", published_at) '
            "select n.*, clock_timestamp() from unnest(%s::bigint[], %s::integer[], %s::bigint[]) as n",
            ([row[0] for row in confirmed], *([row[column] for row in confirmed] for column in range(3))),
        )
    connection.commit()


def main():
    connection = psycopg.connect(DATABASE)
    consumer.subscribe(["keten.casussen"])
    done, begun, marks = 0, None, []
    while done < COUNT:
        messages = consumer.consume(BATCH, timeout=0.1)
        if not messages:
            continue
        for message in messages:
            if message.error():
                raise SystemExit(str(message.error()))
        begun = begun or (time.monotonic(), time.process_time())
        publish(connection, handle(connection, messages))
        offsets = {}
        for message in messages:
            offsets[message.partition()] = message.offset() + 1
        consumer.commit(
            offsets=[TopicPartition("keten.casussen", partition, offset) for partition, offset in offsets.items()],
            asynchronous=True,
        )
        done += len(messages)
        marks.append((time.monotonic() - begun[0], done))
    consumer.close()
    print(json.dumps({"marks": marks, "cpu": time.process_time() - begun[1], "done": done}))


main()
