"""The family's own page: the contact gives a code, the family looks and asks, the contact answers (N7, S3, P1)."""

import unittest

import browsers
import world
from attacker import ask, set_cookies
from browsers import see
from cast import OVERBETUWE
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from world import TAKEN, VERWIJZING

PAGE = world.page(VERWIJZING, "/gezin")
ORIGIN = {"Origin": world.page(VERWIJZING)}
QUESTION = "Wanneer belt er iemand naar de Ooievaarsweide?"
ANSWER = "Aanstaande dinsdag belt Carla u tussen negen en tien."
LANGUAGE = "Tigrinya met een tolk"
PLAN = "Tante Roos kookt op woensdag en haalt de kinderen van school."


class Visitor:
    """Somebody of the family without a screen, with the cookies of their browser."""

    def __init__(self):
        self.cookies = {}
        self.get()

    def get(self, path=""):
        status, headers, text = ask("GET", PAGE + path, self.cookies)
        self.keep(headers)
        self.text = text
        return status

    def keep(self, headers):
        for name, morsel in set_cookies(headers).items():
            if morsel.value:
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)

    def field(self, name):
        return self.text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]

    def send(self, form, path="", origin=ORIGIN, **more):
        sent = {"formulier": self.field("formulier")} | form | more
        status, headers, text = ask("POST", PAGE + path, self.cookies, sent, origin)
        self.keep(headers)
        self.answer = text
        return status


class Family(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contact = world.CHAIN.person(world.SENDER)
        cls.zaak = world.zaak()
        # Who tells the family and answers it is who holds the regie.
        cls.contact.act(VERWIJZING, f"/v1/zaken/{cls.zaak}", "regiehouderwisselingen", {"naar": world.SENDER})
        cls.father = cls.member({"rol": "volwassene", "naam": "Sijmen van het Gezin"})
        cls.mother = cls.member({"rol": "volwassene", "naam": "Sietske van het Gezin"})
        cls.browser, cls.professional = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.browser)
        cls.addClassCleanup(browsers.stop, cls.professional)

    @classmethod
    def member(cls, body):
        return cls.contact.post(VERWIJZING, f"/v1/zaken/{cls.zaak}/gezinsleden", body)["id"]

    def code(self, member):
        return self.contact.post(VERWIJZING, f"/v1/zaken/{self.zaak}/gezinstoegangen", {"lid": member})["code"]

    def give_in(self, code):
        browser = self.browser
        browser.get(PAGE)
        browsers.tab_to(self, browser, lambda e: e.get_attribute("id") == "code").send_keys(code + Keys.ENTER)

    def test_from_the_letter_to_the_answer_by_keyboard(self):
        """N7: the contact gives a code on paper; the family asks and reads the answer"""
        pro, browser = self.professional, self.browser
        browsers.become(pro, world.page(VERWIJZING, f"/zaken/{self.zaak}/gezin"), world.SENDER)
        see(pro, "Sijmen van het Gezin")
        browsers.inspect(self, pro, "gezinscontact")
        # Wrong first: nobody was chosen.
        browsers.act(pro, "gezinstoegangGeven")
        browsers.wait(pro, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        browsers.inspect(self, pro, "gezinscontact-fouten")
        browsers.fill(pro, "gezinstoegangGeven", lid=self.father)
        browsers.send(pro, "gezinstoegangGeven")
        see(pro, "Uw eigen bladzijde")
        given = pro.find_element(By.ID, "code").text
        self.assertRegex(given, r"^([2-9A-Z]{4}-){5}[2-9A-Z]{4}$")
        browsers.inspect(self, pro, "gezinsbrief")
        self.assertNotIn(given, pro.current_url)
        browsers.click(pro, "Terug naar het contact met het gezin")
        see(pro, "heeft een code, geldig tot")
        self.assertNotIn(given, pro.page_source)
        browsers.act(pro, "gezinsvoorkeurVastleggen", lid=self.father, kanaal="telefoon", taal=LANGUAGE)
        see(pro, LANGUAGE)

        browser.get(PAGE)
        see(browser, "Voor uw gezin")
        browsers.inspect(self, browser, "gezin-code")
        self.give_in("")
        see(browser, "Vul de code in die u van uw contact kreeg.", place=".foutmelding")
        browsers.inspect(self, browser, "gezin-code-fout")
        self.give_in(given.lower().replace("-", " "))
        see(browser, "Wie is uw contact?")
        see(browser, "Carla Zicht, Regionaal veiligheidsteam Gelderland-Midden")
        see(browser, LANGUAGE)
        see(browser, "U stelde nog geen vragen.")
        self.assertEqual(browser.current_url, PAGE)
        self.assertFalse(browser.find_elements(By.CSS_SELECTOR, "nav"))
        browsers.inspect(self, browser, "gezin-leeg")

        # Nothing typed: told beside the field; then asked.
        button = browsers.tab_to(self, browser, lambda e: e.tag_name == "button" and e.text == "Verstuur mijn vraag")
        button.send_keys(Keys.ENTER)
        see(browser, "Schrijf eerst uw vraag op.", place=".foutmelding")
        self.assertIn("foutenlijst", browser.switch_to.active_element.get_attribute("class"))
        browsers.inspect(self, browser, "gezin-fout")
        browsers.tab_to(self, browser, lambda e: e.get_attribute("id") == "tekst").send_keys(QUESTION)
        browsers.TYPED.add(QUESTION)
        browsers.tab_to(
            self, browser, lambda e: e.tag_name == "button" and e.text == "Verstuur mijn vraag"
        ).send_keys(Keys.ENTER)
        see(browser, "Uw vraag is verstuurd.")
        see(browser, "U krijgt antwoord, uiterlijk")
        browsers.inspect(self, browser, "gezin-vraag")

        # A plan of its own (V9); wrong first, and what was written stays.
        browsers.write(browser, "zelf", PLAN)
        browsers.click(browser, "Geef ons plan")
        see(browser, "Uw plan is nog niet verstuurd")
        self.assertEqual(browser.find_element(By.ID, "zelf").get_attribute("value"), PLAN)
        browsers.inspect(self, browser, "gezin-plan-fout")
        for field in ("netwerk", "professioneel"):
            browsers.write(browser, field, PLAN)
        browsers.click(browser, "Geef ons plan")
        see(browser, "Dit is vastgelegd. Uw contact leest het.")
        browsers.inspect(self, browser, "gezin-plan")
        browsers.become(pro, world.page(VERWIJZING, f"/zaken/{self.zaak}/gezin"), world.SENDER)
        see(pro, PLAN)
        browsers.inspect(self, pro, "gezinscontact-plan")

        # The contact has a task that leads to the question, and answers; wrong first.
        task = world.until("de taak", lambda: [
            task for task in self.contact.pages(TAKEN, "/v1/taken")
            if task["soort"] == "navraag-beantwoorden" and task["zaak"] == self.zaak
        ])[0]  # fmt: skip
        browsers.become(pro, world.page(TAKEN, f"/taken/{task['id']}"), world.SENDER)
        browsers.click(pro, "Ga naar de vraag")
        browsers.choose(pro, world.SENDER, world.page(VERWIJZING))
        see(pro, QUESTION)
        see(pro, "Sijmen van het Gezin, van het gezin")
        browsers.inspect(self, pro, "navragen")
        browsers.act(pro, "antwoord-1")
        browsers.wait(pro, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        browsers.inspect(self, pro, "navragen-fouten")
        browsers.fill(pro, "antwoord-1", tekst=ANSWER)
        browsers.send(pro, "antwoord-1")
        see(pro, ANSWER)
        browsers.inspect(self, pro, "navragen-beantwoord")

        browser.get(PAGE)
        see(browser, ANSWER)
        browsers.inspect(self, browser, "gezin-antwoord")
        browsers.click(browser, "Afmelden")
        see(browser, "U bent afgemeld")
        browsers.inspect(self, browser, "gezin-afgemeld")
        browser.get(PAGE)
        see(browser, "Open mijn bladzijde")
        self.assertNotIn(ANSWER, browser.page_source)
        self.assertEqual(browsers.browser_log(browser) + browsers.browser_log(pro), [])

    def test_without_script_on_a_phone(self):
        browser = browsers.start("telefoon", javascript=False)
        self.addCleanup(browser.quit)
        browser.get(PAGE)
        browser.find_element(By.ID, "code").send_keys(self.code(self.mother))
        browsers.press(browser, By.CSS_SELECTOR, "main form button")
        see(browser, "Wie is uw contact?")
        browser.find_element(By.ID, "tekst").send_keys(world.TEXT)
        browsers.click(browser, "Verstuur mijn vraag")
        see(browser, "Uw vraag is verstuurd.")
        see(browser, world.TEXT)

    def test_what_is_shielded_stands_nowhere_and_nothing_tells_of_it(self):
        """P1: before and after, both parents see a page of the same form"""
        visitors = {}
        for member in (self.father, self.mother):
            visitors[member] = Visitor()
            self.assertEqual(visitors[member].send({"code": self.code(member)}), 303)
            self.assertEqual(visitors[member].get(), 200)
            self.assertIn("Regionaal veiligheidsteam Gelderland-Midden", visitors[member].text)
        path = f"/v1/zaken/{self.zaak}/afschermingen"
        shelter = {"soort": "plaatsing", "organisatie": OVERBETUWE, "gemeente": "1734", "reden": "veiligheid-gezin"}
        self.contact.act(
            VERWIJZING, f"/v1/zaken/{self.zaak}", "betrokkenen", {"organisatie": OVERBETUWE, "grond": "hulp"}
        )
        self.contact.post(VERWIJZING, path, shelter)
        name = world.CHAIN.people[world.SENDER]["naam"]
        organisation = self.contact.get(VERWIJZING, f"/v1/zaken/{self.zaak}")["regie"]["organisatie"]
        self.contact.post(VERWIJZING, path, {
            "soort": "werker", "organisatie": organisation, "medewerker": world.SENDER, "reden": "veiligheid-medewerker",
        })  # fmt: skip
        for visitor in visitors.values():
            self.assertEqual(visitor.get(), 200)
            for secret in (OVERBETUWE, "Overbetuwe", name, world.SENDER, "afgeschermd", "van het Gezin", self.zaak):
                self.assertNotIn(secret, visitor.text)
            # There still is somebody to turn to.
            self.assertIn('<p class="groot">', visitor.text)

    def test_a_code_is_replaced_withdrawn_and_of_nobody(self):
        first = self.code(self.mother)
        visitor = Visitor()
        self.assertEqual(visitor.send({"code": first}), 303)
        second = self.code(self.mother)
        # Who is looking with the old one is out at once.
        self.assertEqual(visitor.get(), 410)
        self.assertIn("Uw code werkt niet meer", visitor.text)
        self.assertEqual(visitor.send({"code": first}), 410)
        self.assertEqual(visitor.send({"code": second}), 303)
        self.contact.post(VERWIJZING, f"/v1/zaken/{self.zaak}/gezinstoegangintrekkingen", {"lid": self.mother})
        self.assertEqual(visitor.get(), 410)
        wrong = second[:-1] + ("2" if second[-1] != "2" else "3")
        self.assertEqual(visitor.send({"code": wrong}), 400)
        self.assertIn("Deze code klopt niet.", visitor.answer)
        self.assertEqual(visitor.send({"code": "-".join(["2222"] * 6)}), 404)
        # An address carries no code.
        visitor.get("?code=" + second)
        self.assertIn("Open mijn bladzijde", visitor.text)

    def test_an_ended_session_says_what_was_not_sent(self):
        visitor = Visitor()
        visitor.send({"code": self.code(self.mother)})
        visitor.get()
        name = next(name for name in visitor.cookies if name.endswith("-gast"))
        visitor.cookies[name] = "a" * 43
        self.assertEqual(visitor.send({"tekst": world.TEXT, "sleutel": "s"}, "/vragen"), 401)
        self.assertIn("Uw vraag is niet verstuurd", visitor.answer)
        self.assertNotIn(name, visitor.cookies)

    def test_a_form_from_elsewhere_does_nothing(self):
        visitor = Visitor()
        code = self.code(self.mother)
        for origin in ({}, {"Origin": "https://kwaad.example"}, {"Origin": "null"}, {"Origin": world.page(TAKEN)}):
            self.assertEqual(visitor.send({"code": code}, origin=origin), 403)
        visitor.send({"code": code})
        visitor.get()
        for origin in ({}, {"Origin": "https://kwaad.example"}):
            self.assertEqual(visitor.send({"tekst": "x"}, "/vragen", origin=origin), 403)
        self.assertEqual(visitor.send({"tekst": "x"}, "/vragen", formulier="van een ander"), 403)
        # The session of a guest opens no page of professionals.
        status, headers, _ = ask("GET", world.page(VERWIJZING, f"/zaken/{self.zaak}/gezin"), visitor.cookies)
        self.assertEqual(status, 303)
        self.assertIn("/aanmelden", headers["Location"])

    def test_script_in_a_question_stays_text(self):
        evil = "<script>document.title='kwaad'</script><img src=x onerror=\"document.title='kwaad'\">"
        browsers.TYPED.add(evil)
        visitor = Visitor()
        visitor.send({"code": self.code(self.mother)})
        visitor.get()
        self.assertEqual(visitor.send({"tekst": evil, "sleutel": visitor.field("sleutel")}, "/vragen"), 303)
        visitor.get()
        self.assertNotIn("<img", visitor.text)
        self.assertIn("&lt;script&gt;document.title", visitor.text)
        # Inside there is no form for a code: this one asks for it anew, and shows what was typed as text.
        self.assertEqual(visitor.send({"code": evil}), 400)
        self.assertNotIn("<img", visitor.answer)

    def test_who_tries_too_often_waits(self):
        visitor = Visitor()
        for _ in range(200):
            status = visitor.send({"code": "fout"}, origin=ORIGIN | {"X-Forwarded-For": "198.51.100.77"})
            if status == 429:
                break
        self.assertEqual(status, 429)
        self.assertIn("Dit is te vaak geprobeerd.", visitor.answer)


if __name__ == "__main__":
    unittest.main()
