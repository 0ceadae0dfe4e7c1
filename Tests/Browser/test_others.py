"""Another organisation's ids, on every route and every page: nothing read, nothing changed, and the refusal is counted.

The table names each operation that the running services describe and each page that they measure; one that is added
without a row fails here. What operators do needs their own right, whatever the id, so that one rule covers /v1/beheer/.
"""

import html
import json
import re
import threading
import time
import unittest
import urllib.request

import world
from attacker import OPENER, ask, session, token
from cast import CASUSSEN, INTAKE, OVERBETUWE, bsn
from world import PAGES, TAKEN, VERWIJZING

# A worker of a lokaal team that nothing here has to do with: every right that the keten knows, and no part in the case.
STRANGER = "mw-overbetuwe-3"

# What is said of another's subject in the address: it does not exist.
ELSE = 404
# Reading needs a right that professionals do not have (from service to service), or is one's own affair only.
DESIGNED = 403

# Operation → the subject that its address names.
SUBJECTS = {
    VERWIJZING: {
        "overdracht": """
            overdrachtLezen tijdlijnLezen dossierLezen dossierstandLezen overdrachttekstenLezen overdrachtBezorgd overdrachtGezien
            overdrachtAanvaarden voorstelDoen voorstelKiezen overdrachtUitstellen overdrachtWeigeren wachtlijstberichtGeven veiligheidMelden
            veiligheidHerstellen
            triageHerzien overdrachtIntrekken intrekkingVragen intrekkingInstemmen intrekkingAfwijzen gesprekBevestigen
            hulpStarten voortgangMelden werkerWisselen overdrachtAfronden hulpBeeindigen overdrachtTeruggeven
            teruggaveAanvaarden teruggaveIntrekken terzijdeLeggen geschilOpenen geschillenLezen""",
        "zaak": """
            zaakLezen zaakdossierLezen dossierAanvullen organisatieBetrekken betrokkenheidBeeindigen
            regiehouderWisselen afschermingenLezen afschermen opheffingVoorstellen afschermingOpheffen opheffingAfwijzen
            gezinLezen gezinslidVastleggen gezagVastleggen kaderVastleggen toestemmingVastleggen
            gezinsoverzichtLezen zaaktijdlijnLezen verklaringLezen verklaringCorrigeren correctieBevestigen geldigheidBeantwoorden
            correctieVragen correctieWeigeren bestandControleren
            navraagStellen navraagBeantwoorden navragenLezen gezinstoegangGeven
            gezinstoegangIntrekken gezinsvoorkeurVastleggen gezinInformeren hulpgrondVastleggen gezinscontactLezen
            vragenlijstOpstellen vragenlijstenLezen gezinVerhuisd vervangingLezen vervangingBevestigen vervangingBeeindigen consultatieVragen consultatiesLezen
            familiegroepsplanToevoegen familiegroepsplanLezen verwijzingVragen zaakverwijzingenLezen
            continuiteitLezen woonplekVastleggen opnameVastleggen opnameBeeindigen bestemmingVastleggen""",
        "consultatie": """
            consultatieLezen consultatieBeantwoorden consultatieAfwijzen consultatieIntrekken consultatieAfsluiten""",
        "vragenlijst": """
            vragenlijstLezen vragenlijststandLezen vragenlijstBeantwoorden vragenlijstAanvragen vragenlijstWeigeren
            vragenlijstDelen vragenlijstOntvangen""",
        "verwijzing": """
            verwijzingLezen verwijzingBezorgd verwijzingGezien verwijzingAanvaarden verwijzingUitstellen
            verwijzingWachtlijstbericht
            verwijzingWeigeren verwijzingIntrekken verwijzingStarten verwijzingVoortgang verwijzingWerkerWisselen
            verwijzingBeeindigen verwijzingStoppen""",
        "geschil": "geschilLezen geschilBeslissen geschilIntrekken",
    },
    INTAKE: {
        "melding": """
            meldingLezen meldingInhoudLezen meldingAanvullen meldingDoorsturen meldingSoortWijzigen meldingOppakken
            meldingAfhandelen""",
    },
    CASUSSEN: {
        "zaak": """
            casusLezen casustijdlijnLezen casusInhoudLezen casusBeoordelen meningsverschilVastleggen lokaalTeamBetrekken
            lokaalTeamBevestigen overdrachtStarten casusSluiten uitBeeldMelden weerInBeeldMelden
            besluitenLezen besluitBetwisten gezinsledenLezen casusmaatregelenLezen maatregelVastleggen overleggenLezen overlegPlannen""",
        "maatregel": """
            maatregelLezen eersteContactMelden planMelden maatregelEvalueren maatregelToetsen maatregelVerlengen
            maatregelBeeindigen""",
        "overleg": """
            overlegLezen overlegAfzeggen overlegVastleggen tafelbesluitVastleggen tafelTerugmelden
            nieuwGesprekAfmelden raadsonderzoekStarten afspraakMaken afspraakAfronden""",
        "afspraak": "afspraakVinden",
        "koppeling": "koppelingLezen koppelingBeslissen",
    },
    TAKEN: {
        "taak": "taakLezen taakInzien taakOntvangen taakAfhandelen taakOverdragen",
        "medewerker": "mailadresLezen mailadresZetten mailadresVerwijderen",
    },
}
# Operations that name a subject in the body only.
IN_BODY = {VERWIJZING: {"overdrachtAanbieden": "zaak"}}
# What has no subject: lists and streams of one's own, what begins something new, and what is open to all.
LISTS = {
    VERWIJZING: "bordLezen overdrachtenLezen verwijzingenLezen cijfersLezen vastgelopenLezen wachtlijstLezen vervangingenLezen",
    INTAKE: "meldingenLezen",
    CASUSSEN: "casussenLezen koppelingenLezen",
    TAKEN: "takenLezen postvakLezen mailadressenLezen",
}
STREAMS = {VERWIJZING: "overdrachtenVolgen", CASUSSEN: "casussenVolgen", TAKEN: "takenVolgen"}
NEW = {INTAKE: "meldingDoen inhoudBewaren", VERWIJZING: "inhoudBewaren"}
# Of which nothing is there to read until an organisation stops (V7).
ABSENT = {"vervangingLezen"}
OPEN = "live ready metrics openapi schema"
BETWEEN = "gebeurtenissen gebeurtenissenSleutels tijdlijndeelLezen"
# The verwijzing asks where else somebody read of a family (S3).
SERVICES_ONLY = {
    VERWIJZING: BETWEEN,
    INTAKE: f"{BETWEEN} inzagedeelLezen",
    CASUSSEN: f"{BETWEEN} inzagedeelLezen",
    TAKEN: BETWEEN,
}

# Pages without signing in, where nobody has a subject: test_melding and test_gezin play those.
OPEN_PAGES = {
    INTAKE: {"begin", "melden", "melden-versturen", "volgen", "volgen-met-code"},
    VERWIJZING: {"gezin", "gezin-openen", "gezin-vragen", "gezin-plan", "gezin-plan-intrekken", "gezin-afmelden"},
}

# Signing in and out, and files: the same for everybody.
EVERYWHERE = {"aanmelden", "aanmelden-terug", "afmelden", "bestand"}

# Ids in an address that name no subject.
CONSTANTS = {"blok": "feiten", "versie": "2", "type": "nl.keten.meldingen.melding-ontvangen.v1"}

SERVICES = [VERWIJZING, INTAKE, CASUSSEN, TAKEN]
MARK = "Zeepaardjesgeritsel achter de bijkeuken."


def refused(service):
    """How often the service answered each operation with a refusal."""
    _, _, text = ask("GET", world.page(service, "/metrics"))
    line = r'^http_request_duration_seconds_count\{operation="([^"]*)",status="4xx"\} (\d+)'
    return {operation: int(times) for operation, times in re.findall(line, text, re.MULTILINE)}


class Operation:
    def __init__(self, service, method, path, described):
        self.service, self.method, self.path = service, method.upper(), path
        self.id = described["operationId"]
        body = described.get("requestBody", {}).get("content", {}).get("application/json", {})
        # Who acts is who signed in.
        self.body = {name: value for name, value in body["example"].items() if name != "door"} if body else None
        named = {parameter["name"] for parameter in described.get("parameters", [])}
        self.versioned = "If-Match" in named


class Heard:
    """What a stream says, from now on."""

    def __init__(self, service, path, cookies):
        self.text = ""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        # Longer than the heartbeat of 15 s.
        self.stream = OPENER.open(urllib.request.Request(world.page(service, path), headers=sent), timeout=60)
        self.text += self.stream.readline().decode()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.stream:
            self.text += line.decode()


def operations(service):
    _, _, text = ask("GET", world.page(service, "/v1/openapi.json"))
    for path, item in json.loads(text)["paths"].items():
        for method, described in item.items():
            if method in ("get", "post", "put", "delete", "patch"):
                yield Operation(service, method, path, described)


class Others(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.owner, cls.receiver = world.CHAIN.person(world.SENDER), world.CHAIN.person(world.PLANNER)
        cls.stranger = world.CHAIN.person(STRANGER)
        children = [bsn(f"kind {time.monotonic()}") for _ in range(2)]
        zaak, other = (world.zaak(child, text=MARK) for child in children)
        overdracht = world.offer(zaak)
        world.until("De Brug heeft de taak", lambda: cls.task(overdracht))
        verklaring, geschil = world.statement(zaak, MARK), world.dispute(overdracht, text=MARK)
        child = world.member(zaak, birthday=-900)
        maatregel, overleg = world.measure(zaak, child), world.meeting(zaak)
        consultatie, vragenlijst = world.advice(zaak, MARK), world.questions(zaak, MARK)
        verwijzing = world.ask_help(zaak, MARK)
        # Both children in one melding: only a person can say which casus it belongs to.
        melding = world.melding(children, MARK)
        world.hold(overleg, [child])
        afspraak = world.agreement(overleg, MARK)
        cls.ids = {
            "zaak": zaak, "melding": melding, "koppeling": melding, "overdracht": overdracht,
            "maatregel": maatregel, "overleg": overleg, "afspraak": afspraak,
            "verklaring": verklaring, "geschil": geschil, "consultatie": consultatie, "verwijzing": verwijzing,
            "vragenlijst": vragenlijst, "taak": cls.task(overdracht)["id"], "medewerker": world.PLANNER,
        }  # fmt: skip
        path = f"/v1/koppelingen/{melding}"
        world.until("er is een koppeling", lambda: cls.owner.ask("GET", CASUSSEN, path).status == 200)
        cls.readers = {name: cls.owner for name in cls.ids} | {"taak": cls.receiver, "medewerker": cls.receiver}
        cls.secrets = [
            MARK, zaak, other, overdracht, melding, verklaring, geschil, consultatie, vragenlijst, verwijzing, cls.ids["taak"],
            maatregel, overleg, afspraak,
        ]  # fmt: skip
        cls.table = {service: list(operations(service)) for service in SERVICES}

    @classmethod
    def task(cls, overdracht):
        tasks = cls.receiver.pages(TAKEN, "/v1/taken")
        return next((task for task in tasks if task["onderwerp"] == overdracht), None)

    def subject(self, operation):
        for subject, ids in SUBJECTS.get(operation.service, {}).items():
            if operation.id in ids.split():
                return subject
        return IN_BODY.get(operation.service, {}).get(operation.id)

    def send(self, person, operation, version=None):
        """The operation on the subject, as this person; with everything right but who asks."""
        subject = self.subject(operation)
        path = re.sub(r"\{(\w+)\}", lambda place: CONSTANTS.get(place[1]) or self.ids.get(place[1], self.ids[subject]), operation.path)
        headers, body = {}, operation.body
        if operation.versioned:
            headers["If-Match"] = version
        if operation.id in IN_BODY.get(operation.service, {}):
            body = body | {subject: self.ids[subject]}
        return person.ask(operation.method, operation.service, path, body, headers)

    def state(self):
        """What the owners see of everything, as it is now."""
        places = [
            (INTAKE, f"/v1/meldingen/{self.ids['melding']}"), (CASUSSEN, f"/v1/casussen/{self.ids['zaak']}"),
            (CASUSSEN, f"/v1/koppelingen/{self.ids['koppeling']}"), (VERWIJZING, f"/v1/zaken/{self.ids['zaak']}"),
            (VERWIJZING, f"/v1/overdrachten/{self.ids['overdracht']}"),
            (VERWIJZING, f"/v1/overdrachten/{self.ids['overdracht']}/tijdlijn"),
            (VERWIJZING, f"/v1/zaken/{self.ids['zaak']}/dossier"),
            (VERWIJZING, f"/v1/zaken/{self.ids['zaak']}/verklaringen/{self.ids['verklaring']}"),
            (VERWIJZING, f"/v1/geschillen/{self.ids['geschil']}"),
            (CASUSSEN, f"/v1/maatregelen/{self.ids['maatregel']}"),
            (CASUSSEN, f"/v1/overleggen/{self.ids['overleg']}"),
            (VERWIJZING, f"/v1/consultaties/{self.ids['consultatie']}"),
            (VERWIJZING, f"/v1/vragenlijsten/{self.ids['vragenlijst']}"),
            (VERWIJZING, f"/v1/verwijzingen/{self.ids['verwijzing']}"),
            (VERWIJZING, f"/v1/zaken/{self.ids['zaak']}/continuiteit"),
            (VERWIJZING, f"/v1/zaken/{self.ids['zaak']}/familiegroepsplan"),
        ]  # fmt: skip
        seen = [(path, self.owner.get(service, path)) for service, path in places]
        seen.append(("taak", self.receiver.get(TAKEN, f"/v1/taken/{self.ids['taak']}")))
        return {place: (answer.etag, answer.body) for place, answer in seen}

    def nothing_told(self, text):
        for secret in self.secrets:
            self.assertNotIn(secret, text)

    def test_the_table_has_a_row_for_every_operation_and_page(self):
        for service in SERVICES:
            rows = set(OPEN.split())
            for table in (LISTS, STREAMS, NEW, SERVICES_ONLY):
                rows |= set(table.get(service, "").split())
            rows |= set(IN_BODY.get(service, {}))
            for ids in SUBJECTS[service].values():
                rows |= set(ids.split())
            there = {operation.id for operation in self.table[service] if "/v1/beheer/" not in operation.path}
            with self.subTest(service):
                self.assertEqual(sorted(there - rows), [], "zonder rij in de tabel")
                self.assertEqual(sorted(rows - there), [], "een rij zonder route")
            _, _, metrics = ask("GET", world.page(service, "/metrics"))
            pages = set(re.findall(r'operation="pagina-([^"]*)"', metrics)) - EVERYWHERE
            with self.subTest(f"bladzijden van {service}"):
                self.assertEqual(pages, set(PAGES.get(service, {})) | OPEN_PAGES.get(service, set()))

    def test_every_operation_on_anothers_subject_is_refused_and_counted(self):
        """P5: what is not yours does not exist for you"""
        before, times = self.state(), {service: refused(service) for service in SERVICES}
        asked = [operation for rows in self.table.values() for operation in rows if self.subject(operation)]
        for operation in asked:
            with self.subTest(f"{operation.method} {operation.path}"):
                answer = self.send(self.stranger, operation, '"1"')
                self.assertEqual(answer.status, DESIGNED if self.subject(operation) == "medewerker" else ELSE, answer)
                self.nothing_told(str(answer))
        after = {service: refused(service) for service in SERVICES}
        for operation in asked:
            with self.subTest(f"{operation.id} geteld"):
                self.assertEqual(after[operation.service][operation.id], times[operation.service][operation.id] + 1)
        self.assertEqual(self.state(), before)
        # For who has a part in it the address is right: it was the person that was refused.
        for operation in asked:
            with self.subTest(f"{operation.id} door wie het aangaat"):
                reader = self.readers[self.subject(operation)]
                if operation.method == "GET" and self.subject(operation) != "medewerker":
                    self.assertEqual(self.send(reader, operation).status, 404 if operation.id in ABSENT else 200)
                elif operation.versioned:
                    self.assertNotEqual(self.send(reader, operation, '"999999"').status, 404)

    def test_lists_show_nothing_of_another(self):
        for service, ids in LISTS.items():
            for operation in self.table[service]:
                if operation.id in ids.split():
                    with self.subTest(operation.path):
                        answer = self.stranger.ask("GET", service, operation.path)
                        self.assertEqual(answer.status, 200)
                        self.nothing_told(str(answer))

    def test_what_operators_and_services_may_is_closed_to_professionals(self):
        for service in SERVICES:
            for operation in self.table[service]:
                if "/v1/beheer/" in operation.path or operation.id in SERVICES_ONLY[service].split():
                    with self.subTest(f"{service} {operation.method} {operation.path}"):
                        path = re.sub(r"\{\w+\}", self.ids["zaak"], operation.path)
                        answer = self.owner.ask(operation.method, service, path, operation.body, {"If-Match": '"1"'})
                        self.assertEqual(answer.status, 403, answer)
                        self.nothing_told(str(answer))

    def test_every_page_and_form_of_anothers_subject_is_refused(self):
        before, times = self.state(), {service: refused(service) for service in PAGES}
        for service, pages in PAGES.items():
            cookies = session(service, STRANGER)
            formulier = token(ask("GET", world.page(service, "/"), cookies)[2])
            for page, place in pages.items():
                path, act = place if isinstance(place, tuple) else (place, None)
                address = world.page(service, path.format(**self.ids))
                if page.endswith("-stroom"):
                    continue
                with self.subTest(page):
                    if act:
                        form = {"formulier": formulier, "sleutel": f"ander-{page}", "handeling": act, "versie": "1"}
                        form |= {"/reden": "niet-passend", "/alternatief": "consultatie", "/tekst": "kwaad"}
                        status, _, body = ask("POST", address, cookies, form, {"Origin": world.page(service)})
                    else:
                        status, _, body = ask("GET", address, cookies)
                    own = "{" not in path
                    self.assertEqual(status, 200 if own else 404, body)
                    self.nothing_told(html.unescape(body))
            counted = refused(service)
            for page, place in pages.items():
                with self.subTest(f"{page} geteld"):
                    own = "{" not in (place if isinstance(place, str) else place[0])
                    name = f"pagina-{page}"
                    self.assertEqual(counted[name], times[service][name] + (0 if own else 1))
        self.assertEqual(self.state(), before)

    def test_a_stream_tells_nothing_of_another(self):
        """While something happens to the handover the stranger's streams say nothing of it."""
        # Of a gemeente where the stranger's team is involved, so that it hears of that casus.
        zaak, own = world.zaak(text=MARK), world.zaak(gemeente="1734")
        heard = {
            page: Heard(service, pages[page], session(service, STRANGER))
            for service, pages in PAGES.items()
            for page in pages
            if page.endswith("-stroom")
        }
        made = world.offer(zaak)
        world.until("De Brug heeft de taak", lambda: self.task(made))
        # What is its own comes later, so that what is not would have been there.
        mine = world.offer(own, to=OVERBETUWE)
        for page, stream in heard.items():
            with self.subTest(page):
                world.until("de vreemde hoort het zijne", lambda: mine in stream.text)
                self.nothing_told(stream.text)
                self.assertNotIn(made, stream.text)
                self.assertNotIn(zaak, stream.text)


if __name__ == "__main__":
    unittest.main()
