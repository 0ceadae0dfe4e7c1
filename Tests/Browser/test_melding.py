"""A citizen reports without signing in, and follows the steps by the code of the receipt (M1, M3, M4)."""

import re
import unittest

import browsers
import world
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from test_attacks import ask, set_cookies

FORM = world.page(world.INTAKE, "/melden")
FOLLOW = world.page(world.INTAKE, "/volgen")
ORIGIN = {"Origin": world.page(world.INTAKE)}
EVIL = "<script>document.title='kwaad'</script><img src=x onerror=\"document.title='kwaad'\">"
FILLED = {
    "acuut": "nee",
    "soort": "zorgmelding",
    "waarneming": world.TEXT,
    "gemeente": "0202",
    "besproken": "nee",
    "redenNietBesproken": "Ik durf het niet.",
    "melderAfgeschermd": "ja",
    "terugkoppelingGewenst": "ja",
}
QUESTIONS = ["acuut", "soort", "waarneming", "gemeente", "besproken", "melderAfgeschermd", "terugkoppelingGewenst"]


def fill(browser, answers):
    for name, answer in answers.items():
        field = browser.find_elements(By.NAME, name)[0]
        if field.get_attribute("type") == "radio":
            browser.find_element(By.CSS_SELECTOR, f"[name={name}][value={answer}]").click()
        elif field.tag_name == "select":
            Select(field).select_by_value(answer)
        else:
            field.send_keys(answer)


def submit(browser):
    browsers.press(browser, By.CSS_SELECTOR, "main form button")


def code(browser):
    browsers.wait(browser, lambda b: b.find_elements(By.ID, "code") and b.find_element(By.TAG_NAME, "output"))
    return browser.find_element(By.ID, "code").text


def follow(browser, given):
    browser.get(FOLLOW)
    browser.find_element(By.ID, "code").send_keys(given)
    submit(browser)


def kenmerk(page):
    return re.search(r"M-[0-9A-Z]{4}-[0-9A-Z]{3}-[0-9A-Z]", page).group()


class Client:
    """A browser without a screen, with its cookie, for what no person does."""

    def __init__(self, path="/melden"):
        _, headers, page = ask("GET", world.page(world.INTAKE, path))
        self.cookies = {name: morsel.value for name, morsel in set_cookies(headers).items()}
        self.token = self.field(page)

    @staticmethod
    def field(page):
        return page.split('name="formulier" value="', 1)[1].split('"', 1)[0]

    def send(self, form, path="/melden", origin=ORIGIN, **more):
        sent = {"formulier": self.token} | form | more
        return ask("POST", world.page(world.INTAKE, path), self.cookies, sent, origin)


def code_of(page):
    return re.search(r'<output id="code"[^>]*>([^<]+)<', page).group(1)


class Meldingen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = browsers.start()

    @classmethod
    def tearDownClass(cls):
        browsers.stop(cls.browser)

    def test_by_keyboard_from_the_first_page_to_the_receipt_and_the_steps(self):
        """M1, M3, M4: without a mouse, wrong first"""
        browser = self.browser
        browser.get(world.page(world.INTAKE, "/"))
        browsers.see(browser, "Maakt u zich zorgen over een gezin?")
        browsers.inspect(self, browser, "melden-begin")

        def tab_to(match, most=60):
            for _ in range(most):
                if match(browser.switch_to.active_element):
                    return browser.switch_to.active_element
                browser.switch_to.active_element.send_keys(Keys.TAB)
            self.fail("met Tab niet te bereiken")

        def field(name):
            return tab_to(lambda e: e.get_attribute("name") == name)

        def button(text):
            return tab_to(lambda e: e.tag_name in ("button", "a") and e.text == text)

        button("Doe een melding").send_keys(Keys.ENTER)
        browsers.wait(browser, lambda b: b.current_url == FORM)
        browsers.inspect(self, browser, "melden")
        # Above everything that is asked.
        self.assertEqual(browser.find_element(By.CSS_SELECTOR, "main a").get_attribute("href"), "tel:112")

        # Empty: everything at once, beside its field and as a list that has the focus and leads to each field.
        button("Verstuur de melding").send_keys(Keys.ENTER)
        browsers.see(browser, "Uw melding is nog niet verstuurd")
        self.assertTrue(browser.title.startswith("Let op:"))
        links = browser.find_elements(By.CSS_SELECTOR, ".foutenlijst a")
        names = [link.get_attribute("href").split("#")[1] for link in links]
        self.assertEqual(names, QUESTIONS)
        self.assertEqual(len(browser.find_elements(By.CSS_SELECTOR, ".foutmelding")), len(QUESTIONS))
        self.assertIn("foutenlijst", browser.switch_to.active_element.get_attribute("class"))
        browsers.inspect(self, browser, "melden-fouten")
        links[2].send_keys(Keys.ENTER)
        self.assertEqual(browser.switch_to.active_element.get_attribute("id"), "waarneming")
        links = browser.find_elements(By.CSS_SELECTOR, ".foutenlijst a")
        links[0].send_keys(Keys.ENTER)
        self.assertEqual(browser.switch_to.active_element.get_attribute("id"), "acuut")

        # An arrow chooses the next answer.
        field("acuut").send_keys(Keys.ARROW_DOWN)
        field("soort").send_keys(Keys.SPACE)
        field("waarneming").send_keys(world.TEXT)
        field("gemeente").send_keys("Arnhem")
        field("besproken").send_keys(Keys.ARROW_DOWN)
        button("Verstuur de melding").send_keys(Keys.ENTER)
        browsers.see(browser, "U koos nee.")
        # What was typed and chosen stays.
        self.assertEqual(browser.find_element(By.ID, "waarneming").get_attribute("value"), world.TEXT)
        self.assertTrue(browser.find_element(By.CSS_SELECTOR, "[name=acuut][value=nee]").is_selected())
        self.assertEqual(browser.find_element(By.ID, "gemeente").get_attribute("value"), "0202")
        field("redenNietBesproken").send_keys("Ik durf het niet.")
        field("melderAfgeschermd").send_keys(Keys.SPACE)
        field("contact").send_keys("06-00000000")
        field("terugkoppelingGewenst").send_keys(Keys.SPACE)
        # Nobody comes past the field that is not for people.
        self.assertFalse(browser.find_element(By.NAME, "website").is_displayed())
        button("Verstuur de melding").send_keys(Keys.ENTER)
        browsers.see(browser, "Uw melding is ontvangen")
        browsers.see(browser, "Regionaal veiligheidsteam Gelderland-Midden gaat ernaar kijken")
        given = code(browser)
        self.assertRegex(given, r"^([2-9A-Z]{4}-){5}[2-9A-Z]{4}$")
        self.assertNotIn(given, browser.current_url)
        self.assertNotIn(world.TEXT, browser.page_source)
        browsers.inspect(self, browser, "melden-ontvangst")
        receipt = kenmerk(browser.page_source)

        browsers.click(browser, "Volg uw melding")
        browsers.see(browser, "Vul de code in")
        browsers.inspect(self, browser, "volgen")
        field("code").send_keys(given.lower().replace("-", " ") + Keys.ENTER)
        browsers.see(browser, f"Uw melding {receipt}")
        browsers.see(browser, "Uw melding is ontvangen.", place=".tijdlijn")
        self.assertEqual(browser.current_url, FOLLOW)
        browsers.inspect(self, browser, "volgen-melding")
        self.assertNotIn(world.TEXT, browser.page_source)

        # The receiver took it up and assessed it: the code tells that as well.
        team = world.CHAIN.system("veiligheidsteam")
        melding = self.found(team, receipt)
        zaak = world.until(
            "de melding is een casus", lambda: team.get(world.INTAKE, f"/v1/meldingen/{melding}").get("zaak")
        )
        world.assess(zaak)
        world.until(
            "de melding is behandeld",
            lambda: team.get(world.INTAKE, f"/v1/meldingen/{melding}")["status"] == "afgehandeld",
        )
        follow(browser, given)
        browsers.see(browser, "Een organisatie die kan helpen, gaat ermee verder.", place=".tijdlijn")
        self.assertGreaterEqual(len(browser.find_elements(By.CSS_SELECTOR, ".tijdlijn time")), 2)
        browsers.inspect(self, browser, "volgen-klaar")
        self.assertEqual(browsers.browser_log(browser), [])

    @staticmethod
    def found(system, receipt):
        after = ""
        while True:
            page = system.get(world.INTAKE, f"/v1/meldingen?limit=200{after}")
            for melding in page["resultaten"]:
                if melding["kenmerk"] == receipt:
                    return melding["id"]
            after = f"&after={page['volgende']}"

    def test_danger_says_112_first_and_the_melding_comes_in_as_it_is(self):
        """M3, M9"""
        browser = self.browser
        browser.get(FORM)
        notice = browser.find_element(By.CSS_SELECTOR, ".nu-gevaar")
        self.assertFalse(notice.is_displayed())
        fill(browser, {"acuut": "ja"})
        self.assertTrue(notice.is_displayed())
        self.assertIn("Bel 112", notice.text)
        browsers.inspect(self, browser, "melden-gevaar")
        fill(browser, {"waarneming": "Er wordt geslagen."})
        submit(browser)
        browsers.see(browser, "Uw melding is ontvangen")
        first = browser.find_element(By.CSS_SELECTOR, "main a")
        self.assertEqual(first.get_attribute("href"), "tel:112")
        browsers.see(browser, "Een medewerker vult aan wat nog ontbreekt.")
        self.assertTrue(code(browser))
        browsers.inspect(self, browser, "melden-ontvangst-gevaar")

    def test_without_script_on_a_phone(self):
        browser = browsers.start("telefoon", javascript=False)
        try:
            browser.get(FORM)
            submit(browser)
            browsers.see(browser, "Uw melding is nog niet verstuurd")
            fill(browser, FILLED | {"terugkoppelingGewenst": "nee"})
            self.assertFalse(browser.find_element(By.CSS_SELECTOR, ".nu-gevaar").is_displayed())
            submit(browser)
            given = code(browser)
            browsers.see(browser, "U wilt niet horen wat wij doen")
            follow(browser, given)
            browsers.see(browser, "U gaf aan dat u niet wilt horen wat wij verder doen.")
            self.assertEqual(len(browser.find_elements(By.CSS_SELECTOR, ".tijdlijn li")), 1)
        finally:
            browsers.stop(browser)

    def test_going_back_and_sending_again_is_the_same_melding(self):
        """M5"""
        browser = self.browser
        browser.get(FORM)
        fill(browser, FILLED)
        submit(browser)
        given = code(browser)
        browser.back()
        browsers.wait(browser, lambda b: b.find_elements(By.ID, "waarneming"))
        # Whatever the browser kept of it, filled in as before.
        browser.get(FORM)
        fill(browser, FILLED)
        submit(browser)
        self.assertEqual(code(browser), given)
        browsers.see(browser, "Deze melding hadden wij al")
        browsers.inspect(self, browser, "melden-al-ontvangen")

        client = Client()
        first = client.send(FILLED)
        again = client.send(FILLED)
        self.assertEqual((first[0], again[0]), (200, 200))
        self.assertEqual(code_of(first[2]), code_of(again[2]))
        self.assertEqual(kenmerk(first[2]), kenmerk(again[2]))
        status, _, page = client.send(FILLED, waarneming="En het raam is stuk.")
        self.assertEqual(status, 409)
        self.assertIn("Deze melding had u al verstuurd", page)
        self.assertIn("En het raam is stuk.", page)
        client.token = client.field(page)
        self.assertNotEqual(code_of(client.send(FILLED, waarneming="En het raam is stuk.")[2]), code_of(first[2]))

    def test_what_is_written_stays_text_in_every_field(self):
        browser = self.browser
        browser.get(FORM)
        fields = {name: EVIL for name in ["waarneming", "redenNietBesproken", "naam", "contact"]}
        fill(browser, fields)
        submit(browser)
        browsers.see(browser, "Uw melding is nog niet verstuurd")
        for name in fields:
            self.assertEqual(browser.find_element(By.NAME, name).get_attribute("value"), EVIL, name)
        # What no person can type in a choice.
        status, _, page = Client().send(FILLED, gemeente=EVIL, soort=EVIL, website=EVIL)
        self.assertEqual(status, 400)
        self.assertNotIn("<script>document", page)
        follow(browser, EVIL)
        browsers.see(browser, "Deze code klopt niet.")
        self.assertEqual(browser.find_element(By.ID, "code").get_attribute("value"), EVIL)
        self.assertNotEqual(browser.title, "kwaad")
        self.assertEqual(browsers.browser_log(browser), [])

    def test_a_wrong_code_tells_a_typing_error_from_one_that_nobody_has(self):
        """M4"""
        browser = self.browser
        given = code_of(Client().send(FILLED)[2])
        wrong = given[:-1] + ("2" if given[-1] != "2" else "3")
        follow(browser, wrong)
        browsers.see(browser, "Deze code klopt niet.", place=".foutmelding")
        self.assertEqual(browser.find_element(By.ID, "code").get_attribute("value"), wrong)
        browsers.inspect(self, browser, "volgen-fout")
        # Right in itself, and of nobody: all twos.
        follow(browser, "-".join(["2222"] * 6))
        browsers.see(browser, "Wij kennen deze code niet.", place=".foutmelding")
        follow(browser, "")
        browsers.see(browser, "Vul de code in die u kreeg", place=".foutmelding")
        # An address carries no code, and answers none.
        self.assertNotIn("Uw melding M-", ask("GET", FOLLOW + "?code=" + given)[2])

    def test_a_form_from_elsewhere_does_nothing(self):
        foreign = [{}, {"Origin": "https://kwaad.example"}, {"Origin": "null"}, {"Origin": world.page(world.TAKEN)}]
        for path, form in (("/melden", FILLED), ("/volgen", {"code": "2222"})):
            client = Client(path)
            for headers in foreign:
                self.assertEqual(client.send(form, path, origin=headers)[0], 403, headers)
        # Of this site, but not shown to this browser: nothing is sent, nothing typed is lost.
        client, other = Client(), Client()
        for cookies in ({}, other.cookies):
            client.cookies = cookies
            status, _, page = client.send(FILLED)
            self.assertEqual(status, 400)
            self.assertIn("Verstuur het formulier nog een keer", page)
            self.assertIn(world.TEXT, page)
            self.assertNotIn("<output", page)

    def test_who_tries_too_often_waits_and_loses_nothing(self):
        # Behind a proxy that is trusted, each client has a limit of its own.
        origin = ORIGIN | {"X-Forwarded-For": "198.51.100.23"}
        client = Client()
        for _ in range(200):
            status, headers, page = client.send({"waarneming": world.TEXT}, origin=origin)
            if status == 429:
                break
        self.assertEqual(status, 429)
        self.assertGreater(int(headers["Retry-After"]), 0)
        self.assertIn("Het is nu te druk", page)
        self.assertIn(world.TEXT, page)
        self.assertEqual(client.send(FILLED, origin=ORIGIN | {"X-Forwarded-For": "198.51.100.24"})[0], 200)


if __name__ == "__main__":
    unittest.main()
