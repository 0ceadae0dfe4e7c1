"""The chain as a partner's system and a professional meet it: HTTP with tokens, and Kafka topics."""

import base64
import hashlib
import json
import os
import re
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import registry
from topics import Topics

SERVICES = ["melding-intake", "regionaal-veiligheidsteam", "verwijzing", "notificaties"]


class Setup(Exception):
    """The demo cannot begin: something around it is missing."""


def environment(name):
    value = os.environ.get(name)
    if not value:
        raise Setup(f"{name} ontbreekt: start de demo met deploy/demo")
    return value


class Answer:
    """What a service answered; a problem+json is an answer like any other."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def etag(self):
        return self.headers.get("ETag")

    @property
    def code(self):
        """The kebab-case code of a problem."""
        return str(self.body.get("type", "")).rsplit("/", 1)[-1]

    @property
    def pointers(self):
        return {error["pointer"] for error in self.body.get("errors", [])}

    def __getitem__(self, name):
        return self.body[name]

    def get(self, name, default=None):
        return self.body.get(name, default)

    def __str__(self):
        return f"{self.status} {json.dumps(self.body, ensure_ascii=False)}"


class Unexpected(Exception):
    """An answer that the story cannot go on with."""

    def __init__(self, asked, answer):
        super().__init__(f"{asked} gaf {answer}")


class Redirected(urllib.request.HTTPRedirectHandler):
    """Redirects are answers: signing in reads its code from one."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(Redirected, urllib.request.ProxyHandler({}))


def http(method, url, body=None, headers=None, within=15):
    """One request; statuses of 300 and above come back as answers."""
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    try:
        response = OPENER.open(request, timeout=within)
    except urllib.error.HTTPError as error:
        response = error
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise Setup(f"{method} {url}: geen antwoord ({error})") from error
    with response:
        text = response.read().decode("utf-8", "replace")
    try:
        content = json.loads(text) if text else {}
    except json.JSONDecodeError:
        content = {"tekst": text}
    return Answer(response.status, response.headers, content if isinstance(content, dict) else {"resultaten": content})


def private(body):
    """The free texts of a body, and what identifies a person."""
    for name, value in body.items():
        if isinstance(value, str) and (" " in value or name in ("bsn", "naam", "geboortedatum")):
            yield value
        for member in value if isinstance(value, list) else [value]:
            if isinstance(member, dict):
                yield from private(member)


def read_at(path):
    """Where the version is read that an act needs; None for acts that need none, or are read where they are done."""
    parts = path.split("/")
    if len(parts) < 5:
        return None
    place, kind, act = path.rpartition("/")[0], parts[2], parts[-1]
    if kind == "vragenlijsten":
        return f"{place}/stand"
    if kind in ("geschillen", "consultaties", "maatregelen", "overleggen"):
        return place
    if kind != "zaken":
        return None
    if act == "correcties":
        return place
    if act in ("gezag", "toestemmingen"):
        return f"{place}/gezin"
    return f"{place}/afschermingen" if act.startswith("opheffing") else None


class Party:
    """Someone with a token: an organisation's system, or a professional who signed in."""

    def __init__(self, chain, id, name, oin, grant):
        self.chain, self.id, self.name, self.oin = chain, id, name, oin
        self.grant = grant
        self.lock = threading.Lock()
        self.held = ("", 0.0)

    def __str__(self):
        return self.name

    @property
    def organisation(self):
        return self.chain.organisations[self.oin]

    @property
    def is_person(self):
        return self.id.startswith("mw-")

    def token(self):
        with self.lock:
            if self.held[1] < time.monotonic():
                answer = self.grant()
                if answer.status != 200:
                    raise Unexpected(f"aanmelden van {self.id}", answer)
                self.held = (answer["access_token"], time.monotonic() + answer["expires_in"] - 60)
            return self.held[0]

    def ask(self, method, service, path, body=None, headers=None):
        """A request as this party; `headers` overrule the usual ones, and None leaves one out."""
        sent = {"Authorization": f"Bearer {self.token()}", "Accept": "application/json"}
        if body is not None:
            sent["Content-Type"] = "application/json"
        if method == "POST":
            sent["Idempotency-Key"] = str(uuid.uuid4())
            place = read_at(path)
            if place and "If-Match" not in (headers or {}):
                # Also who may not read it asks, and hears why not.
                sent["If-Match"] = self.ask("GET", service, place).etag or '"0"'
        sent.update(headers or {})
        if isinstance(body, dict):
            self.chain.told |= set(private(body))
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        return http(
            method,
            self.chain.urls[service] + path,
            data,
            {name: value for name, value in sent.items() if value is not None},
        )

    def get(self, service, path):
        answer = self.ask("GET", service, path)
        if answer.status != 200:
            raise Unexpected(f"{self} · GET {path}", answer)
        return answer

    def post(self, service, path, body):
        answer = self.ask("POST", service, path, body)
        if answer.status not in (200, 201):
            raise Unexpected(f"{self} · POST {path}", answer)
        return answer

    def attempt(self, service, resource, act, body):
        """Reads, then acts with the version that it saw; once more when somebody else was first."""
        for _ in range(8):
            seen = self.ask("GET", service, resource)
            if seen.status != 200:
                return seen
            answer = self.ask("POST", service, f"{resource}/{act}", body, {"If-Match": seen.etag})
            if answer.status != 412:
                return answer
        return answer

    def act(self, service, resource, act, body):
        answer = self.attempt(service, resource, act, body)
        if answer.status not in (200, 201):
            raise Unexpected(f"{self} · {act} op {resource}", answer)
        return answer

    def pages(self, service, path):
        """Every item of a list."""
        items, after = [], None
        while True:
            query = {"limit": "100"} | ({"after": after} if after else {})
            page = self.get(service, f"{path}{'&' if '?' in path else '?'}{urllib.parse.urlencode(query)}")
            items += page["resultaten"]
            after = page.get("volgende")
            if not after:
                return items


class Chain:
    def __init__(self):
        self.urls = {name: environment(f"KETEN_{name.replace('-', '_').upper()}_URL") for name in SERVICES}
        self.issuer = environment("KETEN_ISSUER")
        self.register_file = environment("KETEN_REGISTER_FILE")
        self.programs = environment("KETEN_PROGRAMS")
        identities = environment("KETEN_IDENTITIES_FILE")
        self.organisations = registry.organisations(self.register_file)
        self.clients = registry.clients(identities)
        self.people = registry.people(identities)
        self.parties = {}
        # What was told as content, and so may never stand on a topic.
        self.told = set()
        self.topics = Topics(environment("KETEN_KAFKA_BOOTSTRAP_SERVERS"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.topics.close()

    def goes_by(self, service, version):
        """Whether the service goes by this version of the register."""
        metrics = http("GET", f"{self.urls[service]}/metrics").get("tekst", "")
        seen = re.findall(r"^keten_register_version\{[^}]*\} (\S+)$", metrics, flags=re.MULTILINE)
        return [int(float(text)) for text in seen] == [version]

    def system(self, client):
        """An organisation's system, by its client id."""
        known = self.clients[client]

        def grant():
            return self.form("/token", grant_type="client_credentials", client_id=client, client_secret=known["secret"])

        return self.party(
            client, f"systeem van {self.organisations.get(known['oin'], known['oin'])}", known["oin"], grant
        )

    def person(self, id):
        """A professional, by the id that the register has."""
        known = self.people[id]
        return self.party(id, known["naam"], known["oin"], lambda: self.sign_in(id))

    def party(self, id, name, oin, grant):
        if id not in self.parties:
            self.parties[id] = Party(self, id, name, oin, grant)
        return self.parties[id]

    def named(self, id):
        """How people call a professional: the register's id says nothing."""
        known = self.people.get(id)
        return f"{known['naam']} ({known['functie']})" if known else id

    def form(self, path, **fields):
        return http(
            "POST",
            self.issuer + path,
            urllib.parse.urlencode(fields).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )

    def sign_in(self, person):
        """Authorisation code with PKCE, as a browser and an application do it together."""
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        address = "http://127.0.0.1/demo/terug"
        chosen = self.form(
            "/authorize",
            response_type="code",
            client_id="demo",
            redirect_uri=address,
            scope="openid",
            state=secrets.token_urlsafe(8),
            code_challenge=challenge,
            code_challenge_method="S256",
            medewerker=person,
        )
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(chosen.headers.get("Location", "")).query)
        if "code" not in query:
            raise Unexpected(f"aanmelden van {person}", chosen)
        return self.form(
            "/token",
            grant_type="authorization_code",
            client_id="demo",
            redirect_uri=address,
            code=query["code"][0],
            code_verifier=verifier,
        )
