"""Every form on every page, as the pages show them: script in each field is text, and nothing is sent from elsewhere.

The forms are found in the pages, in each state that a handover passes through, so that a new field is tried by itself.
"""

import itertools
import unittest

import browsers
import world
from attacker import Page, ask, session
from selenium.webdriver.common.by import By
from steps import accept, handover
from world import PAGES, TAKEN, VERWIJZING

EVIL = (
    "<script>document.title='kwaad'</script><img src=x onerror=\"document.title='kwaad'\">"
    "'\"></textarea></select><svg onload=document.title='kwaad'>{{{onveilig}}} "
)

# Who is at a page, on either side: with the family, planning, leading.
SIDES = {
    VERWIJZING: [world.SENDER, world.WORKER],
    TAKEN: [world.PLANNER],
}
# A page's own pages on which what was sent is read.
READ = [f"/overdrachten/{{overdracht}}{page}" for page in ("", "/dossier", "/berichten", "/bescherming")]
READ += ["/zaken/{zaak}/verklaringen/{verklaring}", "/geschillen/{geschil}", "/consultaties/{consultatie}"]
# Help beside the handover goes its own way, as test_verwijzing plays it; help that stops is of another zaak, below; an
# answered question list makes another.
ELSEWHERE = {"verwijzing", "zaakverwijzingen", "vragenlijst", "vragenlijsten", "vervanging"}
# What a receiver that has not accepted has nothing to do with.
NOT_YET = "/zaken/{zaak}/verklaringen/{verklaring}"
READ += ["/zaken/{zaak}/navragen", "/zaken/{zaak}/gezin"]


def places():
    """The pages that stand on an address of their own, streams and forms' addresses left out."""
    for service in SIDES:
        for page, place in PAGES[service].items():
            if isinstance(place, str) and not page.endswith("-stroom") and page not in ELSEWHERE:
                yield service, place


class Handover:
    """A handover that is brought from state to state over the API, and made anew where a form moved it."""

    STATES = ["aangeboden", "uitgesteld", "geaccepteerd", "overgedragen", "gestart", "teruggegeven"]

    def __init__(self):
        self.sender, self.planner = world.CHAIN.person(world.SENDER), world.CHAIN.person(world.PLANNER)
        self.worker = world.CHAIN.person(world.WORKER)
        self.made, self.id = {}, None

    @property
    def state(self):
        return world.state(self.id)["status"] if self.id else None

    def reach(self, state):
        if self.id is None or self.state not in self.STATES[: self.STATES.index(state) + 1]:
            self.start()
        while self.state != state:
            self.step()

    def start(self):
        zaak = world.zaak()
        # Of the sender, so that the receiver has something of another to set aside.
        verklaring = world.statement(zaak, "Van het veiligheidsteam.", later=-3)
        # A family, and a question of another, so that there is somebody to be the contact of and something to answer.
        members = [
            self.sender.post(VERWIJZING, f"/v1/zaken/{zaak}/gezinsleden", member)["id"]
            for member in ({"rol": "volwassene"}, {"rol": "kind", "geboortedatum": world.today(-13 * 366)})
        ]
        # Under a measure, so that the help starts without consent (P2).
        measure = {"kind": members[1], "uitvoerder": world.DE_BRUG, "vanaf": world.today()}
        self.sender.post(VERWIJZING, f"/v1/zaken/{zaak}/kaders", measure)
        neighbour, asked = world.CHAIN.person(world.NEIGHBOUR), f"/v1/zaken/{zaak}"
        world.until("het lokaal team is betrokken", lambda: neighbour.ask("GET", VERWIJZING, asked).status == 200)
        neighbour.post(VERWIJZING, f"{asked}/navragen", {"tekst": "Hoe staat het met dit gezin?"})
        # Moved to where nobody has offered it yet.
        moved = {"gemeente": "1734", "vanaf": world.today()}
        self.sender.post(VERWIJZING, f"/v1/zaken/{zaak}/verhuizingen", moved)
        self.id = world.offer(zaak)
        self.made[self.id] = {
            "overdracht": self.id,
            "zaak": zaak,
            "verklaring": verklaring,
            "geschil": world.dispute(self.id, "procedure", "Het team ziet het zo."),
            "consultatie": world.advice(zaak, "Hoe kijkt u hiernaar?"),
        }
        tasks = world.until("De Brug heeft de taak", lambda: [
            task for task in self.planner.pages(TAKEN, "/v1/taken") if task["onderwerp"] == self.id
        ])  # fmt: skip
        self.task = tasks[0]["id"]

    def step(self):
        match self.state:
            case "aangeboden":
                body = {"reden": "wachtlijst", "nieuweDatum": world.today(9), "overbruggingsafspraak": "Wij bellen."}
                self.planner.act(*handover(self.id), "uitstellen", body)
            case "uitgesteld":
                accept(self.planner, self.id, world.WORKER)
            case "geaccepteerd":
                body = {"datum": world.today(), "deelnemers": [world.SENDER, world.WORKER], "gezinErbij": True}
                for person in (self.sender, self.worker):
                    person.act(*handover(self.id), "gesprekken", body)
            case "overgedragen":
                self.worker.act(*handover(self.id), "starts", {"grond": "wettelijke-taak"})
            case "gestart":
                self.worker.act(*handover(self.id), "teruggaven", {"reden": "anders"})

    def path(self, place):
        return place.format(taak=self.task, **self.made[self.id])


class Forms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cookies = {
            (service, person): session(service, person) for service, people in SIDES.items() for person in people
        } | {(VERWIJZING, world.STOPPING): session(VERWIJZING, world.STOPPING)}
        cls.handover = Handover()

    def found(self):
        """Every form in the state that the handover is in: who sees it, where, and the form as it stands there now."""
        for service, place in places():
            for person in SIDES[service]:
                status, _, text = self.open(service, person, place)
                if status == 403 or (status == 404 and place == NOT_YET and person != world.SENDER):
                    continue  # Content that this person may not read now.
                self.assertEqual(status, 200, place)
                for form in Page(text).forms:
                    yield service, person, place, form

    def open(self, service, person, place):
        return ask("GET", world.page(service, self.handover.path(place)), self.cookies[service, person])

    def post(self, service, person, form, answers, headers=None, **hidden):
        sent = {"Origin": world.page(service)} if headers is None else headers
        address = world.page(service, form.action)
        return ask("POST", address, self.cookies[service, person], form.hidden | answers | hidden, sent)

    def harmless(self, text):
        """Nothing in the page but what the templates put there."""
        page = Page(text)
        for tag, attributes in page.tags:
            self.assertNotIn(tag, ("img", "svg", "iframe", "object", "style"))
            self.assertFalse([name for name in attributes if name.startswith("on") or name == "style"])
            if tag == "script":
                self.assertIn("src", attributes)
        return page

    def stands(self, service, person, place, form):
        """Whether the form is still asked: a family has one plan of its own (V9)"""
        forms = Page(self.open(service, person, place)[2]).forms
        return any((one.act, one.id) == (form.act, form.id) for one in forms)

    def again(self, service, person, place, form):
        """The form as the page shows it now: with a new key, and the version of now."""
        forms = Page(self.open(service, person, place)[2]).forms
        return next(one for one in forms if (one.act, one.id) == (form.act, form.id))

    def test_script_in_every_text_field_is_kept_as_text_and_runs_nowhere(self):
        """Each text field by itself, everything else right: it is kept, or it alone is told to be wrong"""
        kept, tried, number = {}, set(), itertools.count(1)
        for state in Handover.STATES:
            self.handover.reach(state)
            for service, person, place, form in list(self.found()):
                for field in [field for field in form.fields.values() if field.is_text]:
                    if (form.id, field.name) in tried:
                        continue
                    tried.add((form.id, field.name))
                    with self.subTest(f"{state}: {form.id} {field.name}"):
                        self.handover.reach(state)
                        if not self.stands(service, person, place, form):
                            self.handover.id = None
                            self.handover.reach(state)
                        evil = f"{EVIL}{next(number)}"
                        if self.keep(service, person, place, form, field, evil):
                            kept[evil] = (self.handover.id, form.id + field.name)
        print(f"\n{len(tried)} tekstvelden geprobeerd, {len(kept)} bewaarden de tekst", end=" ")
        self.assertGreater(len(kept), 20)
        self.read_in_a_browser(kept)

    def keep(self, service, person, place, form, field, evil):
        """Sends it with as little as possible, then with every choice made; whether it was kept."""
        browsers.TYPED.add(evil)
        for whole, last in itertools.product((False, True), repeat=2):
            now = self.again(service, person, place, form)
            answers = {
                other.name: other.options[-1 if last else 0] if other.options else world.today(2 if last else 0)
                for other in now.fields.values()
                if not other.is_text and (other.required or whole) and (other.options or other.kind == "date")
            }
            others = (other for other in now.fields.values() if other.is_text and other.required)
            answers |= {other.name: "Een gewone zin." for other in others}
            status, _, text = self.post(service, person, now, answers | {field.name: evil})
            if status == 303:
                return True
            self.assertIn(status, (400, 409), text)
            page = self.harmless(text)
            shown = next(one for one in page.forms if one.id == form.id).fields[field.name]
            self.assertEqual(shown.value, evil, "wat iemand schreef blijft staan, als tekst")
        self.assertIn(f'<p class="foutmelding" id="{form.id}{field.name.replace("/", "-")}-fout">', text)
        return False

    def read_in_a_browser(self, kept):
        browser = browsers.start()
        self.addCleanup(browsers.stop, browser)
        left = dict(kept)
        for person in SIDES[VERWIJZING]:
            browsers.become(browser, world.page(VERWIJZING, "/"), person)
            for ids in self.handover.made.values():
                for place in [*READ, *self.asked(ids["zaak"])]:
                    address = world.page(VERWIJZING, place.format(**ids))
                    if ask("GET", address, self.cookies[VERWIJZING, person])[0] != 200:
                        continue
                    browser.get(address)
                    shown = browser.execute_script("return document.querySelector('main').textContent")
                    for evil in [evil for evil in left if evil in shown]:
                        del left[evil]
                    self.assertNotEqual(browser.title, "kwaad")
                    self.assertFalse(browser.find_elements(By.CSS_SELECTOR, "main img, main svg, main script"))
                    self.assertEqual(browsers.browser_log(browser), [])
        self.assertEqual(sorted(where for _, where in left.values()), [], "bewaard, en nergens te lezen")

    def asked(self, zaak):
        """Where the questions for advice stand that a form made."""
        found = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}/consultaties")["consultaties"]
        return [f"/consultaties/{one['id']}" for one in found]

    def test_script_in_what_cannot_be_typed_is_text_too(self):
        """Choices, dates and hidden fields as an attacker sends them"""
        tried = set()
        browsers.TYPED.add(EVIL)
        for state in Handover.STATES:
            self.handover.reach(state)
            # Looking is seen, so first that.
            there, before = list(self.found()), world.state(self.handover.id).body
            for service, person, place, form in there:
                if not form.act or form.id in tried:
                    continue
                tried.add(form.id)
                if "versie" not in form.hidden and all(field.is_text for field in form.fields.values()):
                    continue  # Whatever is typed in it is right: the text fields were tried before.
                with self.subTest(f"{state}: {form.id}"):
                    self.refuses_choices(service, person, form)
            self.assertEqual(world.state(self.handover.id).body, before)
        self.assertGreater(len(tried), 20)

    def refuses_choices(self, service, person, form):
        answers = {name: EVIL for name in form.fields} | {"versie": EVIL, "sleutel": EVIL}
        status, _, text = self.post(service, person, form, answers)
        self.assertIn(status, (400, 404, 428), text)
        self.harmless(text)
        self.harmless(self.post(service, person, form, {}, handeling=EVIL)[2])

    def test_forms_of_help_that_stops_hold_as_well(self):
        """V7: of a family whose help is by an organisation that stops"""
        self.addCleanup(world.terms)
        listed, person = world.stopping(), world.STOPPING
        place, state = f"/vervangingen/{listed}", f"/v1/vervangingen/{listed}"
        status, _, text = ask("GET", world.page(VERWIJZING, place), self.cookies[VERWIJZING, person])
        self.assertEqual(status, 200)
        before = world.CHAIN.person(person).get(VERWIJZING, state).body
        forms = [form for form in self.harmless(text).forms if form.act]
        self.assertEqual({form.act for form in forms}, {"vervangingBevestigen", "vervangingBeeindigen"})
        for form in forms:
            if form.fields:
                self.refuses_choices(VERWIJZING, person, form)
            self.taken_from_its_own_page_only(VERWIJZING, person, form)
        self.assertEqual(world.CHAIN.person(person).get(VERWIJZING, state).body, before)

    def test_every_form_is_taken_from_its_own_page_and_session_only(self):
        tried = set()
        for state in Handover.STATES:
            self.handover.reach(state)
            # Looking is seen, so first that.
            there, before = list(self.found()), world.state(self.handover.id).body
            for service, person, place, form in there:
                if (form.id or form.action) in tried:
                    continue
                tried.add(form.id or form.action)
                self.taken_from_its_own_page_only(service, person, form, state)
            self.assertEqual(world.state(self.handover.id).body, before)
        self.assertGreater(len(tried), 20)

    def taken_from_its_own_page_only(self, service, person, form, state=""):
        other = next(one for one in PAGES if one != service)
        ways = {
            "zonder herkomst": ({}, {}),
            "van elders": ({"Origin": "https://kwaad.example"}, {}),
            "van een andere dienst": ({"Origin": world.page(other)}, {}),
            "uit een afgesloten kader": ({"Origin": "null"}, {}),
            "zonder teken": (None, {"formulier": ""}),
            "met het teken van een ander": (None, {"formulier": self.token_of_another(service)}),
        }
        for way, (headers, hidden) in ways.items():
            with self.subTest(f"{state}: {form.id or form.action}, {way}"):
                self.assertEqual(self.post(service, person, form, {}, headers, **hidden)[0], 403)

    def token_of_another(self, service):
        if not hasattr(self, "tokens"):
            self.tokens = {}
        if service not in self.tokens:
            text = ask("GET", world.page(service, "/"), session(service, world.COLLEAGUE))[2]
            self.tokens[service] = Page(text).forms[0].hidden["formulier"]
        return self.tokens[service]


if __name__ == "__main__":
    unittest.main()
