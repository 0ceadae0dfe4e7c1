"""How long the board and the lists take while an organisation has 10,000 open handovers."""

import http.client
import json
import re
import time
import urllib.parse
import urllib.request

import consume
import messages
import partners
from figures import Figure
from stack import HOME, Failure, Stack

PLANNER = "mw-brug-2"


def measure(run):
    with Stack("board") as stack:
        service = with_handovers(stack, run.size.handovers)
        stack.database.query("vacuum analyze")
        token = {"Authorization": f"Bearer {partners.token(partners.RECEIVER)}"}
        reader = Reader(service.url, token)
        first = json.loads(reader.get("/v1/bord"))
        if len(first["resultaten"]) != 50 or "volgende" not in first:
            raise Failure(f"the board shows {len(first['resultaten'])} handovers")
        halfway = cursor_at(stack, run.size.handovers // 2)
        figures = [
            timed(run, "board", reader, "/v1/bord"),
            timed(run, "board, halfway", reader, f"/v1/bord?after={halfway}"),
            timed(run, "board, 200 a page", reader, "/v1/bord?limit=200"),
            timed(run, "list of handovers", reader, "/v1/overdrachten"),
            timed(run, "list of handovers, offered", reader, "/v1/overdrachten?status=aangeboden&rol=ontvanger"),
        ]
        person = Reader(service.url, {"Cookie": signed_in(service.url), "Accept": "text/html"})
        if b"/overdrachten/" not in person.get("/"):
            raise Failure("the board's page shows no handover")
        figures.append(timed(run, "page of the board", person, "/"))
        run.note_memory(service)
    figures[0].remarks.append(
        f"{run.size.handovers} open handovers to one organisation, made by the verwijzing itself of so many messages; "
        "one reader, one request after the other"
    )
    return figures


def with_handovers(stack, count):
    """A verwijzing that has opened so many zaken, each with an offer to the same organisation; nothing is left to do."""
    path = HOME / "run" / "messages"
    total = messages.write(path, count * messages.OF_ZAAK)
    stack.feed(messages.TOPIC, path)
    service = stack.service(consume.SERVICE)
    service.await_ready(every=0.05)
    deadline = time.monotonic() + 300
    while consume.finished(service) < total or stack.database.one("select exists (select from verwijzing.outbox)") == "t":
        service.require()
        if time.monotonic() > deadline:
            raise Failure(f"{consume.finished(service):.0f} of {total} messages are finished")
        time.sleep(0.2)
    offered = int(stack.database.one("select count(*) from verwijzing.aggregate where kind = 'overdracht'"))
    if offered < count:
        raise Failure(f"{offered} handovers of {count}")
    return service


class Reader:
    """One connection that is kept."""

    def __init__(self, url, headers):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
        self.headers = headers

    def get(self, path):
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Failure(f"{path} answers {answer.status}")
        return body


def timed(run, name, reader, path):
    """The slowest of a hundred, in each round after one that warms up."""
    rounds, whole = [], []
    for number in range(run.size.rounds + 1):
        took = []
        for _ in range(run.size.board_requests):
            begun = time.perf_counter()
            reader.get(path)
            took.append((time.perf_counter() - begun) * 1e3)
        if number:
            rounds.append(percentile(took, 0.99))
            whole += took
    figure = Figure(f"{name} p99", rounds, "ms", at_most=100)
    figure.whole = percentile(whole, 0.99)
    figure.remarks = [f"p50 {percentile(whole, 0.5):.1f} ms"]
    return figure


def percentile(values, place):
    return sorted(values)[min(len(values) - 1, int(len(values) * place))]


def cursor_at(stack, number):
    """As the service gives it: walks the pages, since what a cursor looks like is the service's business."""
    reader = Reader(stack.running[-1].url, {"Authorization": f"Bearer {partners.token(partners.RECEIVER)}"})
    after, seen = "", 0
    while seen < number:
        page = json.loads(reader.get("/v1/bord?limit=200" + (f"&after={urllib.parse.quote(after)}" if after else "")))
        seen += len(page["resultaten"])
        after = page["volgende"]
    return urllib.parse.quote(after)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def signed_in(url):
    """The cookie of a person at the receiver, by the sign-in that a browser goes through."""
    opener = urllib.request.build_opener(NoRedirect)

    def ask(address, cookie="", form=None):
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(address, data, {"Cookie": cookie, "Accept": "text/html"})
        try:
            answer = opener.open(request, timeout=10)
        except urllib.error.HTTPError as redirected:
            answer = redirected
        cookies = [re.split("[;]", line)[0] for line in answer.headers.get_all("Set-Cookie") or []]
        return answer.headers["Location"], "; ".join(one for one in cookies if not one.endswith("="))

    location, carried = ask(url + "/aanmelden?naar=/")
    question = urllib.parse.urlsplit(location)
    form = dict(urllib.parse.parse_qsl(question.query)) | {"medewerker": PLANNER}
    location, _ = ask(f"{question.scheme}://{question.netloc}{question.path}", form=form)
    _, cookie = ask(location, carried)
    if not cookie:
        raise Failure("nobody could sign in")
    return cookie
