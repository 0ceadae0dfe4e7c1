"""How fast a real service finishes the events of a full topic.

The verwijzing reads `keten.casussen`. Its relay is kept from leading, so that what counts is what is committed:
positions, inbox, aggregates, events, outbox and terms.
"""

import statistics
import time

import messages
from figures import Figure, in_series
from stack import HOME, LIMITS, Failure, Rounds, Stack

SERVICE = "verwijzing"
SCHEMA = "verwijzing"


def measure(run):
    with Stack("consume") as stack:
        figure = of_service(run, stack, run.size.consume)
        figure.limit, figure.limit_name = limit(run, stack, figure)
    run.found["consume"] = figure.value
    return [figure]


def of_service(run, stack, wanted, settled=None):
    """Feeds a topic, starts the service and times it until everything is finished."""
    path = HOME / "run" / "messages"
    total = messages.write(path, wanted)
    stack.feed(messages.TOPIC, path)
    stack.hold_relay(SERVICE)
    if settled:
        settled(stack)
    stack.database.settle()
    before = rows(stack)
    stack.database.query("select pg_stat_statements_reset()")
    wal = stack.database.wal()
    service = stack.service(SERVICE)
    service.await_ready(every=0.05)
    whole = time.monotonic()
    rounds = Rounds(
        lambda: finished(service), total * messages.STEADY_FROM, total * messages.STEADY_TO, run.size.rounds
    )
    begun = service.cpu()
    rates = rounds.run(service.require, within=120 + total / 300)
    Rounds(lambda: finished(service), 0, total, 1).run(service.require, within=120 + total / 300)
    whole = time.monotonic() - whole
    cpu = service.cpu() - begun
    run.note_memory(service)
    stack.require_all(messages.TOPIC, total)
    figure = Figure("consume", rates, "events/s", at_least=0.5)
    figure.remarks = [
        f"1 M backlog: {1e6 / figure.value:.0f} s at this rate (target 300 s); measured as such by `deploy/bench backlog`",
        f"per event: {cpu / total * 1e6:.0f} CPU-µs of the service, {(stack.database.wal() - wal) / total:.0f} bytes of "
        f"WAL, {exchanges(stack) / total:.4f} exchanges",
    ]
    figure.whole_seconds = whole
    stack.stop(service)
    require_complete(stack, total)
    figure.written = {name: after - before.get(name, 0) for name, after in rows(stack).items()}
    figure.total = total
    return figure


def finished(service):
    return service.count("keten_consumer_messages_total", consumer="verwijzing.casussen")


def require_complete(stack, total):
    """Each message decided once, and nothing set aside."""
    inbox, positions, last, aside = stack.database.query(
        f"""
        select (select count(*) from {SCHEMA}.inbox where consumer = 'verwijzing.casussen'),
            count(*), sum(last_sequence), (select count(*) from {SCHEMA}.quarantine)
        from {SCHEMA}.position where consumer = 'verwijzing.casussen' and key like '0193%'
        """
    )[0]
    zaken = total // messages.OF_ZAAK
    if (int(inbox), int(positions), int(last or 0), int(aside)) != (total, zaken, total, 0):
        raise Failure(f"of {total} events {inbox} are in the inbox, {last} in {positions} positions, {aside} set aside")


def rows(stack):
    """Rows inserted and changed so far, by table; partitions of the log together."""
    counted = stack.database.query(
        f"""
        select regexp_replace(relname, '^event_\\d+$', 'event'), sum(n_tup_ins), sum(n_tup_upd)
        from pg_stat_user_tables where schemaname = '{SCHEMA}' group by 1
        """
    )
    return {f"{name} {kind}": int(n) for name, new, old in counted for kind, n in (("new", new), ("changed", old))}


def exchanges(stack):
    """Round trips of the batches: each loading ends with the clock, each writing with COMMIT."""
    return int(
        stack.database.one(
            """
            select coalesce(sum(calls), 0) from pg_stat_statements s join pg_roles r on r.oid = s.userid
            where rolname = 'verwijzing' and (query ilike 'commit%' or query ilike 'select date_trunc(%clock_timestamp())')
            """
        )
    )


# What the messages ask for, an event: with these rows the limit does the same job.
JOB = {
    "position new": 1 / 4,
    "inbox new": 1,
    "aggregate new": 3 / 4,
    "event new": 5 / 4,
    "outbox new": 5 / 4,
    "stream new": 1 / 4,
    "term new": 5 / 4,
}
BATCH = 500
CLIENTS = 4


def limit(run, stack, figure):
    written = {name: count / figure.total for name, count in figure.written.items()}
    for name, count in JOB.items():
        if abs(written.get(name, 0) - count) > 0.01:
            raise Failure(f"{name}: {written.get(name, 0):.3f} rows an event, and the limit is made for {count:.3f}")
    changed = {name: written.get(f"{name} changed", 0) / 0.75 for name in ("position", "stream", "aggregate")}
    data, state = stack.database.query(
        f"""
        select (select avg(octet_length(data))::int from (select data from {SCHEMA}.event limit 20000) e),
            (select avg(octet_length(state::text))::int from (select state from {SCHEMA}.aggregate limit 20000) a)
        """
    )[0]
    stack.database.script(LIMITS / "schema.sql")
    variables = {"data": data, "state": state} | {
        f"{name}s": min(1000, round(1000 * part)) for name, part in changed.items()
    }
    # The first round also makes the zaken whose later messages the others find.
    rates = stack.database.pgbench(
        "consume.sql", CLIENTS, run.size.rounds, run.size.limit_seconds, warm=2, batch=0, **variables
    )
    written = statistics.median(rates) * BATCH
    read = statistics.median(
        stack.raw("consume", stack.broker, messages.TOPIC, figure.total, run.size.rounds + 1)["rates"]
    )
    figure.remarks.append(
        f"limit: pgbench {written:.0f} events/s in batches of {BATCH} on {CLIENTS} connections, in series with "
        f"librdkafka alone {read:.0f} events/s; changes left in a batch: "
        + ", ".join(f"{name} {part:.0%}" for name, part in changed.items())
    )
    return in_series(written, read), "set-wise pgbench in series with the raw consumer"
