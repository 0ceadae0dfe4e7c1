"""Whether consuming and the board stay as fast while the log grows."""

import time
import urllib.request

import consume
import partners
from figures import Figure
from stack import HOME, Stack

# Of which as many events follow as a fourth more.
SOURCE_MESSAGES = 24_000

# What the copies keep of the rows that the service wrote itself.
COLUMNS = (
    "id, aggregate, version, topic, key, sequence, type, subject, data, regio, oefening, traceparent, correlation_id, "
    "causation_id"
)
SOURCE = f"""
create unlogged table public.source as select {COLUMNS} from verwijzing.event limit 0;
create function public.other(text, integer) returns text language sql immutable parallel safe as $f$
    select lpad(to_hex($2), 4, '0') || substr($1, 5)
$f$
"""
# The same zaken again under other ids: in each round their first four digits are the round's own.
COPY = """
set synchronous_commit = off;
insert into verwijzing.event ({columns}, created_at)
select other(id::text, {round})::uuid, other(aggregate::text, {round})::uuid, version, topic, other(key, {round}), sequence,
    type, other(subject, {round}), replace(data, '"0193', '"' || lpad(to_hex({round}), 4, '0')), regio, oefening,
    traceparent, other(correlation_id, {round}), other(causation_id, {round}), clock_timestamp()
from public.source order by key, sequence limit {limit};
select verwijzing.extend_event_log()
"""
AFTER = """
set synchronous_commit = off;
insert into verwijzing.stream (topic, key, last_sequence)
select topic, key, max(sequence) from verwijzing.event where key not like '0193%' group by 1, 2;
insert into verwijzing.position (consumer, source, topic, key, last_sequence, seen_sequence, incarnation)
select 'verwijzing.casussen', 'urn:nld:oin:00000099000000001000:systeem:regionaal-veiligheidsteam', 'keten.casussen',
    key, 4, 4, 'bench'
from verwijzing.stream where topic = 'keten.overdrachten' and key not like '0193%'
"""
INDEXES = """
select indexname, replace(indexdef, ' ON ONLY ', ' ON ') from pg_indexes
where schemaname = 'verwijzing' and tablename = 'event' and indexname <> 'event_pkey'
"""


def measure(run):
    figures = []
    path = rows(run)
    for size in run.size.growth:
        with Stack("growth") as stack:
            figure = consume.of_service(run, stack, run.size.consume, settled=lambda stack: fill(run, stack, size, path))
            figures.append(Figure(f"growth: consume at {size:,}", figure.rounds, "events/s"))
            service = stack.service(consume.SERVICE)
            service.await_ready(every=0.05)
            figures.append(Figure(f"growth: board at {size:,}", board(run, service), "requests/s"))
    for figure in figures[2:]:
        first = figures[0] if "consume" in figure.name else figures[1]
        figure.remarks.append("the log was filled with copies of events that the service wrote, under other ids, by SQL")
        figure.limit, figure.limit_name, figure.at_least = first.value, "itself at 0", 0.9
    return figures


def rows(run):
    """A file with events as the service wrote them, of zaken with all their messages."""
    path = HOME / "run" / "rows"
    with Stack("growth_rows") as stack:
        consume.of_service(run, stack, SOURCE_MESSAGES)
        stack.database.query(f"\\copy (select {COLUMNS} from verwijzing.event where key like '0193%') to '{path}'")
    return path


def fill(run, stack, size, path):
    """Copies of those rows, with the log's other indexes made anew at the end: that is much faster than row by row. What
    stands beside the log of such zaken, streams and positions, follows; what they published does not."""
    if not size:
        return
    for statement in SOURCE.split(";\n"):
        stack.database.query(statement)
    stack.database.query(f"\\copy public.source from '{path}'")
    indexes = stack.database.query(INDEXES)
    for name, _ in indexes:
        stack.database.query(f"drop index verwijzing.{name}")
    each = int(stack.database.one("select count(*) from public.source"))
    for number in range(-(-size // each)):
        if number % 20 == 0:
            run.say(f"{number * each:,} of {size:,} events in the log")
        limit = min(each, size - number * each)
        stack.database.query(COPY.format(columns=COLUMNS, round=number + 1, limit=limit))
    run.say("the log's indexes")
    for _, definition in indexes:
        stack.database.query(definition)
    stack.database.query(AFTER)
    stack.database.query("vacuum analyze")


def board(run, service):
    """Pages of the board a second, one after the other, as the receiver of the offers sees them."""
    headers = {"Authorization": f"Bearer {partners.token(partners.RECEIVER)}"}
    rates = []
    for _ in range(run.size.rounds + 1):
        begun = time.monotonic()
        pages = 0
        while time.monotonic() - begun < run.size.limit_seconds:
            with urllib.request.urlopen(urllib.request.Request(service.url + "/v1/bord", headers=headers)) as answer:
                answer.read()
            pages += 1
        rates.append(pages / (time.monotonic() - begun))
    return rates[1:]
