"""Whether consuming and the board stay as fast while the log grows."""

import time
import urllib.request

import consume
import partners
from figures import Figure
from stack import Stack

# History of zaken that came and went: what a log of so many events leaves behind.
FILL = """
insert into verwijzing.event (id, aggregate, version, topic, key, sequence, type, subject, data, regio, oefening,
    traceparent, correlation_id, causation_id, created_at)
select gen_random_uuid(), zaak, sequence, 'keten.overdrachten', zaak::text, sequence,
    'nl.keten.overdrachten.overdracht-aangeboden.v1', zaak::text,
    format('{{"zaak":"%s","kenmerk":"A-2222-222-2","rest":"%s"}}', zaak, repeat('x', 437)),
    'gelderland-midden', false, '00-' || md5(n::text) || '-0000000000000001-01', gen_random_uuid(), gen_random_uuid(),
    clock_timestamp()
from generate_series({begin}, {end} - 1) as n
cross join lateral (
    select ('01920000-0000-7001-8000-' || lpad(to_hex(n / 8), 12, '0'))::uuid as zaak, n % 8 + 1
) as place (zaak, sequence);
insert into verwijzing.stream (topic, key, last_sequence)
select 'keten.overdrachten', ('01920000-0000-7001-8000-' || lpad(to_hex(n), 12, '0'))::uuid::text, 8
from generate_series({begin} / 8, {end} / 8 - 1) as n;
insert into verwijzing.position (consumer, source, topic, key, last_sequence, seen_sequence, incarnation)
select 'verwijzing.casussen', 'urn:nld:oin:00000099000000001000:systeem:regionaal-veiligheidsteam', 'keten.casussen',
    ('01920000-0000-7001-8000-' || lpad(to_hex(n), 12, '0'))::uuid::text, 8, 8, 'bench'
from generate_series({begin} / 8, {end} / 8 - 1) as n;
select verwijzing.extend_event_log();
"""


def measure(run):
    figures = []
    for size in run.size.growth:
        with Stack("growth") as stack:
            figure = consume.of_service(run, stack, run.size.consume, settled=lambda stack: fill(run, stack, size))
            figures.append(Figure(f"growth: consume at {size:,}", figure.rounds, "events/s"))
            service = stack.service(consume.SERVICE)
            service.await_ready(every=0.05)
            figures.append(Figure(f"growth: board at {size:,}", board(run, service), "requests/s"))
    for figure in figures[2:]:
        first = figures[0] if "consume" in figure.name else figures[1]
        figure.limit, figure.limit_name, figure.at_least = first.value, "itself at 0", 0.9
    return figures


def fill(run, stack, size, step=500_000):
    for begin in range(0, size, step):
        run.say(f"{begin:,} of {size:,} events in the log")
        for statement in FILL.format(begin=begin, end=min(begin + step, size)).split(";"):
            if statement.strip():
                stack.database.query(statement)
    if size:
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
