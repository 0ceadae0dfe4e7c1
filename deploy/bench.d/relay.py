"""How fast a backlog in the outbox goes to the broker, is confirmed and removed; again while a snapshot is held."""

import statistics

import messages
from figures import Figure, in_series
from stack import HOME, LIMITS, Failure, Rounds, Stack

SERVICE = "verwijzing"
TOPIC = "keten.overdrachten"
# Bytes of an event's data, as of an overdracht-aangeboden.
DATA = 527

# What the log fills beside itself (figures) is measured by `consume`; these rows stand for no handover.
FILL = """
alter table verwijzing.event disable trigger user;
insert into verwijzing.event (id, aggregate, version, topic, key, sequence, type, subject, data, regio, oefening,
    traceparent, correlation_id, causation_id, created_at)
select gen_random_uuid(), zaak, sequence, 'keten.overdrachten', zaak::text, sequence,
    'nl.keten.overdrachten.overdracht-aangeboden.v1', zaak::text,
    format('{{"zaak":"%s","kenmerk":"A-2222-222-2","rest":"%s"}}', zaak, repeat('x', {data} - 90)),
    'gelderland-midden', false, '00-' || md5(n::text) || '-0000000000000001-01', gen_random_uuid(), gen_random_uuid(),
    clock_timestamp()
from generate_series(0, {rows} - 1) as n
cross join lateral (
    select ('01930000-0000-7001-8000-' || lpad(to_hex(n % ({rows} / 8)), 12, '0'))::uuid as zaak, n / ({rows} / 8) + 1
) as place (zaak, sequence);
alter table verwijzing.event enable trigger user;
insert into verwijzing.outbox (seq, topic, key, sequence)
select seq, topic, key, sequence from verwijzing.event where seq not in (select seq from verwijzing.publication);
vacuum analyze verwijzing.event, verwijzing.outbox
"""


def measure(run):
    with Stack("relay") as stack:
        free = backlog(run, stack)
    with Stack("relay") as stack:
        held = backlog(run, stack, held=True)
    with Stack("relay_limit") as stack:
        limit, parts = of_limit(run, stack)
    name = "reading and removing set-wise, in series with the raw producer"
    figures = [
        Figure("relay", free, "events/s", limit, name, at_least=0.5, remarks=[parts]),
        Figure("relay, snapshot held", held, "events/s", limit, name, at_least=0.3),
    ]
    run.found["relay"] = figures[0].value
    return figures


def fill(stack, rows):
    for statement in FILL.format(rows=rows, data=DATA).split(";"):
        stack.database.query(statement)


def backlog(run, stack, held=False):
    """Rates of the rounds in which a backlog is worked off."""
    total = run.size.relay
    fill(stack, total)
    stack.database.settle()
    # So that the service is ready and warm before the relay begins.
    stack.hold_relay(SERVICE)
    service = stack.service(SERVICE)
    service.await_ready(every=0.05)
    rounds = Rounds(
        lambda: service.count("keten_relay_published_total"), total // 10, run.size.relay_measured, run.size.rounds
    )
    if held:
        with stack.database.snapshot():
            stack.hold_relay(SERVICE, held=False)
            rates = rounds.run(service.require, within=600)
    else:
        stack.hold_relay(SERVICE, held=False)
        rates = rounds.run(service.require, within=600)
    run.note_memory(service)
    stack.stop(service)
    left, published = map(
        int,
        stack.database.query(
            "select (select count(*) from verwijzing.outbox), (select count(*) from verwijzing.publication)"
        )[0],
    )
    if left + published != total:
        raise Failure(f"of {total} events {published} are published and {left} left")
    return rates


def of_limit(run, stack):
    stack.database.script(LIMITS / "schema.sql")
    stack.database.script(LIMITS / "relay_fill.sql", rows=run.size.relay, data=DATA)
    stack.database.settle()
    read = rate(stack, run, "relay_read.sql")
    removed = rate(stack, run, "relay_remove.sql")
    path = HOME / "run" / "messages"
    messages.write(path, run.size.consume)
    with open(path, "rb") as lines:
        sent = statistics.median(
            stack.raw("produce", stack.broker, TOPIC, run.size.rounds + 1, "linger.ms=5", stdin=lines)["rates"]
        )
    return (
        in_series(read, removed, sent),
        f"limit: reading {read:.0f} events/s, removing {removed:.0f}, librdkafka alone {sent:.0f}",
    )


def rate(stack, run, script):
    """Events a second of a script that takes 2,000 at a time, as far as the backlog reaches."""
    transactions = run.size.relay // 2000 // (run.size.rounds + 1)
    rates = []
    for number in range(run.size.rounds + 1):
        rates.append(
            2000 * stack.database.pgbench_once(script, transactions, cursor=2000 * (number * transactions - 1))
        )
    return statistics.median(rates[1:])
