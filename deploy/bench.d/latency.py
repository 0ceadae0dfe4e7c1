"""How long it takes, at 50 a second, until somebody else can see it: a melding, an offer, an acceptance."""

import http.client
import json
import os
import queue
import threading
import time
import urllib.parse
import uuid

import partners
from figures import Figure
from stack import SERVICES, Failure, Stack

INTAKE, VERWIJZING = "melding-intake", "verwijzing"


def measure(run):
    with Stack("latency") as stack:
        services = {service.name: service for service in stack.services(*SERVICES)}
        count = run.size.latency_rate * run.size.latency_seconds
        # A service is ready before its consumers have joined their groups; what the first ones wait for is not the chain.
        first = Load(run, services[INTAKE], partners.SCHOOL).run([report(count + number) for number in range(60)])
        visible(stack, "notificaties", "taak-aangemaakt", "onderwerp", first)
        zaken(stack, len(first))
        meldingen = Load(run, services[INTAKE], partners.SCHOOL).run([report(number) for number in range(count)])
        seen = visible(stack, "notificaties", "taak-aangemaakt", "onderwerp", meldingen)
        figures = figured(run, "melding → task", meldingen, seen)

        offers = Load(run, services[VERWIJZING], partners.RVT).run([offer(zaak) for zaak in zaken(stack, count + len(first))[:count]])
        seen = visible(stack, "notificaties", "taak-aangemaakt", "onderwerp", offers)
        figures += figured(run, "offer → task", offers, seen)

        accepted = Load(run, services[VERWIJZING], partners.RECEIVER).run([accept(made) for made in offers.items()])
        # The sender's casus knows that the regie has moved.
        seen = visible(stack, "regionaal_veiligheidsteam", "regie-gevolgd", "overdracht", accepted)
        figures += figured(run, "acceptance → sender", accepted, seen)
        run.note_memory(*services.values())
    with Stack("latency_limit") as stack:
        user, password = os.environ["KETEN_ADMIN_USER"], os.environ["KETEN_ADMIN_PASSWORD"]
        limit = stack.raw(
            "chain",
            stack.broker,
            "keten.meldingen",
            stack.database.url.replace("//", f"//{user}:{urllib.parse.quote(password)}@"),
            run.size.latency_rate,
            run.size.latency_seconds,
            1,
        )
    for figure in figures:
        part = figure.name.rsplit(" ", 1)[1]
        figure.limit = limit[part]
        figure.limit_name = "two commits and one hop of librdkafka and libpq at the same rate"
    return figures


class Load:
    """Requests at a fixed pace, each timed from when it was due, so that a slow answer does not excuse the next."""

    def __init__(self, run, service, client, connections=32):
        self.rate, self.connections = run.size.latency_rate, connections
        self.address = urllib.parse.urlsplit(service.url).netloc
        self.headers = {
            "Authorization": f"Bearer {partners.token(client)}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }

    def run(self, requests):
        """Each `(path, body, headers)` is posted; gives id → (when it was due, ETag)."""
        work, answers, failures = queue.Queue(), {}, []
        # A second to begin with, so that connections stand and code is warm.
        begun = time.time() + 0.5

        def send():
            connection = http.client.HTTPConnection(self.address, timeout=30)
            while True:
                item = work.get()
                if item is None:
                    return
                due, (path, body, headers) = item
                sent = self.headers | headers | {"Idempotency-Key": str(uuid.uuid4())}
                connection.request("POST", path, json.dumps(body), sent)
                answer = connection.getresponse()
                content = answer.read()
                if answer.status in (200, 201):
                    answers[json.loads(content)["id"]] = (due, answer.headers["ETag"])
                else:
                    failures.append(f"{answer.status} {content.decode('utf-8', 'replace')}")

        threads = [threading.Thread(target=send, daemon=True) for _ in range(self.connections)]
        for thread in threads:
            thread.start()
        for number, request in enumerate(requests):
            due = begun + number / self.rate
            time.sleep(max(0, due - time.time()))
            work.put((due, request))
        for _ in threads:
            work.put(None)
        for thread in threads:
            thread.join(60)
        if failures or len(answers) != len(requests):
            raise Failure(f"{len(answers)} of {len(requests)} requests were answered well: {failures[:1]}")
        return dict(sorted(answers.items(), key=lambda item: item[1][0]))


def report(number):
    return (
        "/v1/meldingen",
        {
            "soort": "zorgmelding",
            "gemeente": "0202",
            "acuut": "nee",
            "waarneming": "Een leerling komt al weken niet; thuis doet niemand open.",
            "besproken": "ja",
            "terugkoppelingGewenst": True,
            "grondslag": "wettelijke-taak",
            "ontvanger": "00000099000000002000",
            "eigenKenmerk": f"latency-{number}",
            "betrokkenen": [{"rol": "kind", "bsn": partners.bsn(number * 7)}],
        },
        {},
    )


def offer(zaak):
    return (
        "/v1/overdrachten",
        {
            "door": "mw-rvt-2",
            "zaak": zaak,
            "naar": "00000099000000007000",
            "urgentie": "regulier",
            "vraag": "ambulante-begeleiding",
            "leeftijdsgroep": "0-11",
            "gemeente": "0202",
            "reden": "passender-hulp",
        },
        {},
    )


def accept(made):
    overdracht, (_, etag) = made
    body = {"door": "mw-brug-3", "werker": "mw-brug-3", "startdatum": partners.today(1)}
    return (f"/v1/overdrachten/{overdracht}/aanvaardingen", body, {"If-Match": etag})


def zaken(stack, count):
    """The zaken that came of the meldingen, once the verwijzing has all of them."""
    deadline = time.monotonic() + 60
    while True:
        ids = [row[0] for row in stack.database.query("select id from verwijzing.aggregate where kind = 'zaak'")]
        # A child of whom two meldingen came has one zaak.
        if len(ids) >= count * 0.95:
            return ids
        if time.monotonic() > deadline:
            raise Failure(f"{len(ids)} zaken of {count} meldingen")
        time.sleep(0.2)


def visible(stack, schema, name, field, asked):
    """When what was asked for was committed where the other party looks: id → time."""
    deadline = time.monotonic() + 60
    while True:
        rows = stack.database.query(
            f"""
            select data::jsonb ->> '{field}', extract(epoch from min(pg_xact_commit_timestamp(xmin)))
            from {schema}.event where type like '%.{name}.v1' group by 1
            """
        )
        found = {id: float(moment) for id, moment in rows if id in asked}
        if len(found) == len(asked):
            return found
        if time.monotonic() > deadline:
            raise Failure(f"{len(found)} of {len(asked)} became visible as {name}")
        time.sleep(0.2)


def figured(run, name, asked, seen):
    """In milliseconds; the first second warms up, the rounds follow one another in time."""
    took = [(seen[id] - due) * 1e3 for id, (due, _) in asked.items()][run.size.latency_rate :]
    size = len(took) // run.size.rounds
    parts = [sorted(took[number * size : (number + 1) * size]) for number in range(run.size.rounds)]
    whole = sorted(took)
    figures = []
    for part, place, most in (("p50", 0.5, 1.5), ("p99", 0.99, 3)):
        rounds = [values[int(len(values) * place)] for values in parts]
        figure = Figure(f"latency {name} {part}", rounds, "ms", at_most=most)
        figure.whole = whole[int(len(whole) * place)]
        figures.append(figure)
    return figures
