"""The same consume-and-publish work in Python: as FastStream's documentation shows it, and tuned by someone who knows."""

import json
import os
import statistics
import sys
import urllib.parse

import consume
import messages
from figures import Figure
from stack import HOME, PEER, Failure, Rounds, Stack, command


def measure(run):
    python = installed(run)
    with Stack("peer") as stack:
        feed(stack, run.size.consume)
        ours, ours_cpu = chain(run, stack)
    with Stack("peer") as stack:
        feed(stack, run.size.peer_documented)
        documented = of_peer(run, stack, python, "documented.py", run.size.peer_documented)
    with Stack("peer") as stack:
        feed(stack, run.size.peer_tuned)
        tuned = of_peer(run, stack, python, "tuned.py", run.size.peer_tuned)
    rate = statistics.median(ours)
    return [
        Figure("peer: ours, published too", ours, "events/s"),
        Figure("peer (a) documented", ours, "events/s", documented.rate, "FastStream as documented", at_least=5),
        Figure("peer (b) tuned", ours, "events/s", tuned.rate, "confluent-kafka and psycopg, set-wise", at_least=1.5),
        Figure(
            "peer (b) CPU per event",
            [ours_cpu],
            "µs",
            tuned.cpu,
            "confluent-kafka and psycopg, set-wise",
            at_most=1 / 3,
            remarks=[f"at {rate:.0f} events/s of ours and {tuned.rate:.0f} of theirs"],
        ),
    ]


def feed(stack, count):
    path = HOME / "run" / "messages"
    total = messages.write(path, count)
    stack.feed(messages.TOPIC, path)
    return total


def chain(run, stack):
    """Our service over the same topic with its relay: an event counts when what followed from it is confirmed, too."""
    service = stack.service(consume.SERVICE)
    service.await_ready(every=0.05)
    total = int(stack.raw("lowest", stack.broker, messages.TOPIC)["messages"])

    def done():
        values = service.metrics()
        handled = sum(
            value
            for name, value in values.items()
            if name.startswith("keten_consumer_messages_total") and 'consumer="verwijzing.casussen"' in name
        )
        # Five events follow from four messages.
        return min(handled, values.get("keten_relay_published_total", 0) / 1.25)

    begun = service.cpu()
    rounds = Rounds(done, total * messages.STEADY_FROM, total * messages.STEADY_TO, run.size.rounds)
    rates = rounds.run(service.require, within=120 + total / 300)
    Rounds(done, 0, total, 1).run(service.require, within=120 + total / 300)
    return rates, (service.cpu() - begun) / total * 1e6


class Result:
    def __init__(self, rate, cpu):
        self.rate, self.cpu = rate, cpu


def of_peer(run, stack, python, program, count):
    with open(PEER / "schema.sql", encoding="utf-8") as schema:
        stack.database.query(schema.read())
    user, password = os.environ["KETEN_ADMIN_USER"], urllib.parse.quote(os.environ["KETEN_ADMIN_PASSWORD"])
    url = stack.database.url.replace("//", f"//{user}:{password}@")
    output = command([python, PEER / program, stack.broker, url, str(count)], timeout=900, cwd=PEER)
    told = json.loads(output.splitlines()[-1])
    marks = told["marks"]
    if not isinstance(marks[0], list):
        marks = [(mark, number + 1) for number, mark in enumerate(marks)]
    # From a fifth on: what comes before warms up.
    first = next(mark for mark in marks if mark[1] >= count / 5)
    rate = (marks[-1][1] - first[1]) / (marks[-1][0] - first[0])
    events = int(stack.database.one("select count(*) from peer.event"))
    inbox = int(stack.database.one("select count(*) from peer.inbox"))
    if inbox < count or events < inbox:
        raise Failure(f"{program}: {inbox} messages in the inbox and {events} events of {count}")
    return Result(rate, told["cpu"] / marks[-1][1] * 1e6)


def installed(run):
    """A Python of its own with the peers' libraries, from PyPI."""
    folder = HOME / "tmp" / "peer"
    run.say("installing the peers' libraries from PyPI")
    command([sys.executable, "-m", "venv", folder])
    command([folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", PEER / "requirements.txt"])
    return folder / "bin/python"
