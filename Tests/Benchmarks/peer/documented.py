"""(a) As FastStream's documentation shows it: a subscriber that is called for each message, a database session in it, a
publisher, and acknowledgement when the function is done.

    documented.py BROKER DATABASE COUNT
"""

import asyncio
import json
import sys
import time
from typing import Any

from faststream import FastStream
from faststream.confluent import KafkaBroker, KafkaMessage
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

import work

SERVERS, DATABASE, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
broker = KafkaBroker(SERVERS, config={"fetch.wait.max.ms": 10, "session.timeout.ms": 4000})
app = FastStream(broker)
pool = AsyncConnectionPool(DATABASE, min_size=2, max_size=4, open=False)
publisher = broker.publisher("keten.overdrachten")
progress = {"done": 0, "begun": None, "marks": []}


@broker.subscriber("keten.casussen", group_id="peer-documented", auto_offset_reset="earliest")
async def on_casus(event: dict[str, Any], message: KafkaMessage) -> None:
    progress["begun"] = progress["begun"] or time.monotonic()
    async with pool.connection() as connection:
        told = await handle(connection, event)
    for key, body in told:
        await publisher.publish(body, key=key.encode())
    progress["done"] += 1
    progress["marks"].append(time.monotonic())
    if progress["done"] >= COUNT:
        app.exit()


async def handle(connection, event):
    """One message in one transaction; gives what is to be published."""
    key = event["partitionkey"]
    known = await connection.execute(
        "insert into peer.inbox (message_id, received_at) values (%s, now()) on conflict do nothing",
        (f"{event['source']} {event['id']}",),
    )
    if known.rowcount == 0:
        return []
    await connection.execute(
        "insert into peer.position (key, last_sequence) values (%s, %s) "
        "on conflict (key) do update set last_sequence = excluded.last_sequence",
        (key, int(event["sequence"])),
    )
    states = await load(connection, work.needs(event))
    states |= await load(connection, work.further(event, states))
    loaded = set(states)
    happened, terms = work.decide(event, states)
    changed = {aggregate: kind for aggregate, kind, *_ in happened}
    for aggregate, kind in changed.items():
        state = states[aggregate]
        if aggregate in loaded:
            await connection.execute(
                "update peer.aggregate set version = %s, state = %s where id = %s",
                (state["version"], Jsonb(state), aggregate),
            )
        else:
            await connection.execute(
                "insert into peer.aggregate (id, kind, version, state, zaak) values (%s, %s, %s, %s, %s)",
                (aggregate, kind, state["version"], Jsonb(state), key),
            )
    for aggregate, kind, due in terms:
        await connection.execute(
            "insert into peer.term (id, aggregate, kind, due_at, next_at) values (%s, %s, %s, %s, %s)",
            (work.identifier(), aggregate, kind, due, due),
        )
    told = []
    for aggregate, _, name, data in happened:
        type = f"nl.keten.overdrachten.{name}.v1"
        cursor = await connection.execute(
            "insert into peer.stream (key, last_sequence) values (%s, 1) "
            "on conflict (key) do update set last_sequence = stream.last_sequence + 1 returning last_sequence",
            (key,),
        )
        (sequence,) = await cursor.fetchone()
        id = work.identifier()
        cursor = await connection.execute(
            "insert into peer.event (id, aggregate, version, key, sequence, type, data, correlation, created_at) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s, now()) returning created_at",
            (id, aggregate, states[aggregate]["version"], key, sequence, type, Jsonb(data), event["correlationid"]),
        )
        (created,) = await cursor.fetchone()
        told.append(
            (key, work.envelope(id, type, key, sequence, aggregate, data, event["correlationid"], created))
        )
    return told


async def load(connection, ids):
    if not ids:
        return {}
    cursor = await connection.execute(
        "select id::text, state from peer.aggregate where id = any(%s::uuid[]) order by id for update", (ids,)
    )
    return dict(await cursor.fetchall())


async def main():
    await pool.open(wait=True)
    await app.run()
    await pool.close()
    marks = progress["marks"]
    print(json.dumps({"marks": [mark - progress["begun"] for mark in marks], "cpu": time.process_time()}))


asyncio.run(main())
