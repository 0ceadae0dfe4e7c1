"""Many meldingen at once, until the last task stands, over all four services."""

import signal
import time

import partners
from figures import Figure
from stack import HERE, SERVICES, Failure, Process, Stack

PARTITIONS, KEPT = 64, 5 * 1024 * 1024
# Bytes that the events of one melding take on the fullest topic, where nothing is compressed.
BYTES = 8_000
CHAIN = {
    "keten.meldingen": ("melding_intake", "regionaal_veiligheidsteam", "notificaties"),
    "keten.casussen": ("regionaal_veiligheidsteam", "melding_intake", "verwijzing", "notificaties"),
    "keten.overdrachten": ("verwijzing", "regionaal_veiligheidsteam", "notificaties"),
    "keten.bevestigingen": ("notificaties", "verwijzing", "regionaal_veiligheidsteam", "notificaties"),
}

WRITTEN = {topic.removeprefix("keten."): (source, topic) for topic, (source, *_) in CHAIN.items()}


def measure(run):
    rate = run.need("consume")
    count = run.size.burst
    # The development broker drops the oldest beyond what it keeps of a partition: so many partitions that all of it fits,
    # also where keys divide unevenly.
    partitions = PARTITIONS * max(1, -(-count * BYTES * 3 // (2 * PARTITIONS * KEPT)))
    with Stack("burst", partitions) as stack:
        services = stack.services(*SERVICES)
        begun = time.time()
        flood(run, stack, services[0], count)
        reported = time.time() - begun
        run.note_memory(*services)
        patience = 300 + count / 50
        deadline = time.monotonic() + patience
        while True:
            asked = time.monotonic()
            if is_done(stack):
                break
            asking = time.monotonic() - asked
            for service in services:
                service.require()
            if time.monotonic() > deadline:
                raise Failure(f"the last task does not stand after {patience:.0f} s")
            run.note_memory(*services)
            # Asking reads every position, on the same processors.
            time.sleep(10 * asking)
        for topic in CHAIN:
            stack.require_all(topic, published(stack, CHAIN[topic][0], topic))
        meldingen, last = require_complete(stack)
        sizes = {topic: bytes_of(stack, *topic_of) // meldingen for topic, topic_of in WRITTEN.items()}
    seconds = last - begun
    return [
        Figure(
            f"burst of {meldingen}",
            [seconds],
            "s",
            meldingen / rate,
            "their number ÷ consume",
            at_most=1.3,
            remarks=[
                f"the last melding was taken in after {reported:.1f} s; nothing was lost; {partitions} partitions a topic; "
                f"bytes a melding on each topic: {', '.join(f'{topic} {size}' for topic, size in sizes.items())}"
            ],
        )
    ]


def flood(run, stack, service, count):
    """Reports meldingen until so many are taken in; those that are then under way come on top."""
    taken = 0
    while taken < count:
        taken = send(run, stack, service, taken, count)


# An access token holds for five minutes.
WITH_A_TOKEN = 200


def send(run, stack, service, taken, count):
    """Goes on from those that are taken in, for as long as one token holds; gives how many are taken in."""
    sender = Process(
        f"wrk-{taken}",
        ["wrk", "-t", "1", "-c", str(run.size.connections), "-d", "3600s", "--timeout", "60s"]
        + ["-s", str(HERE / "melding.lua"), service.url, "--", f"burst{taken}", str(taken)]
        + [partners.token(partners.SCHOOL), str(count - taken)],
    )
    until = time.monotonic() + WITH_A_TOKEN
    try:
        while taken < count and time.monotonic() < until:
            time.sleep(1)
            sender.require()
            run.note_memory(service)
            taken = int(stack.database.one("select count(*) from melding_intake.stream"))
    finally:
        # It sleeps until its time is over, unless it is interrupted.
        sender.process.send_signal(signal.SIGINT)
        sender.process.wait(30)
    if "Non-2xx" in sender.log.read_text("utf-8", "replace"):
        raise Failure(f"meldingen were refused: {sender.log.read_text('utf-8', 'replace')[-600:]}")
    return taken


def is_done(stack):
    """Whether nothing waits in an outbox and every consumer has what every source numbered."""
    waiting = [f"exists (select from {source}.outbox)" for source, *_ in CHAIN.values()]
    behind = [
        f"(select coalesce(sum(last_sequence), 0) from {source}.stream where topic = '{topic}') <> "
        f"(select coalesce(sum(last_sequence), 0) from {reader}.position where topic = '{topic}' and consumer like '%.%')"
        for topic, (source, *readers) in CHAIN.items()
        for reader in readers
    ]
    return stack.database.one(f"select not ({' or '.join(waiting + behind)})") == "t"


def published(stack, source, topic):
    return int(stack.database.one(f"select coalesce(sum(last_sequence), 0) from {source}.stream where topic = '{topic}'"))


def bytes_of(stack, source, topic):
    """What the events of a topic take as they travel: their data and an envelope."""
    return int(
        stack.database.one(f"select coalesce(sum(octet_length(data) + 760), 0) from {source}.event where topic = '{topic}'")
    )


def require_complete(stack):
    """Every melding has its task, nothing was set aside; gives how many, and when the last task was committed."""
    meldingen, without, last = stack.database.query(
        """
        with task as (
            select data::jsonb ->> 'onderwerp' as subject, pg_xact_commit_timestamp(xmin) as at
            from notificaties.event where type = 'nl.keten.bevestigingen.taak-aangemaakt.v1'
        )
        select count(*),
            count(*) filter (where m.id::text not in (select subject from task)),
            (select extract(epoch from max(at)) from task)
        from melding_intake.aggregate m where kind = 'melding'
        """
    )[0]
    aside = [stack.database.one(f"select count(*) from {name.replace('-', '_')}.quarantine") for name in SERVICES]
    if int(without) or set(aside) != {"0"}:
        raise Failure(f"{without} of {meldingen} meldingen have no task, and {aside} messages were set aside")
    return int(meldingen), float(last)
