"""The pages for looking together: figures, what does not move, the waiting list, and the timeline of a whole zaak."""

import base64
import csv
import io
import os
import unittest
from pathlib import Path

import browsers
import world
from attacker import ask, session
from browsers import see
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from steps import accept, handover
from world import VERWIJZING

# The named person of the region.
REGION = "mw-regio-1"
STRANGER = "mw-overbetuwe-3"


def printed(test, browser, name):
    """As it comes on paper: what is to be read, without what is to be clicked."""
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for place in (".kop", ".voet", ".filter", ".geen-druk", ".overslaan"):
            for element in browser.find_elements(By.CSS_SELECTOR, place):
                test.assertFalse(element.is_displayed(), f"{place} staat op papier")
        test.assertTrue(browser.find_element(By.TAG_NAME, "h1").is_displayed())
        folder = os.environ.get("KETEN_SCREENSHOTS")
        if folder:
            paper = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
            Path(folder, f"{name}-papier.png").write_bytes(base64.b64decode(paper["data"]))
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def table(test, person, path):
    """A file as a program for tables reads it: a row for each line, by the header."""
    status, headers, text = ask("GET", world.page(VERWIJZING, path), session(VERWIJZING, person))
    test.assertEqual(status, 200, text)
    test.assertTrue(headers["Content-Type"].startswith("text/csv"), headers["Content-Type"])
    test.assertIn("attachment; filename=", headers["Content-Disposition"])
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Figures(unittest.TestCase):
    """S4, O18"""

    @classmethod
    def setUpClass(cls):
        planner = world.CHAIN.person(world.PLANNER)
        offers = [world.offer(world.zaak()) for _ in range(13)]
        for overdracht in offers[:11]:
            accept(planner, overdracht, world.WORKER)
        for overdracht in offers[11:]:
            planner.act(*handover(overdracht), "weigeringen", {"reden": "niet-passend", "alternatief": "consultatie"})
        cls.browser = browsers.start()
        cls.addClassCleanup(browsers.stop, cls.browser)
        browsers.become(cls.browser, world.page(VERWIJZING, "/cijfers"), world.SENDER)

    def setUp(self):
        self.browser.get(world.page(VERWIJZING, "/cijfers"))

    def counts(self):
        return [cell.text for cell in self.browser.find_elements(By.CSS_SELECTOR, "td[data-kop=Aantal]")]

    def test_figures_stand_in_words_and_say_what_they_are_not(self):
        see(self.browser, "Dit zijn procescijfers, geen uitkomsten voor gezinnen.")
        see(self.browser, "Gelderland-Midden")
        see(self.browser, "Tijd vanaf het aanbod")
        see(self.browser, "Aangekomen bij de ontvanger")
        see(self.browser, "Hoe staat het ervoor")
        counts = self.counts()
        self.assertGreater(len(counts), 8)
        for count in counts:
            self.assertTrue(count == "verborgen" or int(count) >= 10, count)
        self.assertIn("verborgen", counts)
        self.assertNotIn("false", self.browser.find_element(By.TAG_NAME, "main").text)
        # A bar beside each figure is only a picture of it: who does not see it misses nothing.
        bars = self.browser.find_elements(By.CSS_SELECTOR, "svg.balk")
        self.assertTrue(bars)
        self.assertTrue(all(bar.get_attribute("aria-hidden") == "true" for bar in bars))
        browsers.inspect(self, self.browser, "cijfers")
        printed(self, self.browser, "cijfers")
        self.assertEqual(browsers.browser_log(self.browser), [])

    def test_a_year_and_an_area_are_chosen_by_keyboard_alone(self):
        see(self.browser, "Procescijfers")
        browsers.tab_to(self, self.browser, lambda e: e.get_attribute("id") == "jaar")
        year = self.browser.switch_to.active_element.get_attribute("value")
        self.assertEqual(year, world.today()[:4])
        browsers.tab_to(self, self.browser, lambda e: e.get_attribute("id") == "gebied")
        browsers.tab_to(self, self.browser, lambda e: e.tag_name == "button" and e.text == "Toon").send_keys(Keys.ENTER)
        browsers.wait(self.browser, lambda b: "gebied=regio" in b.current_url)
        see(self.browser, "Hoe staat het ervoor")

    def test_a_year_without_handovers_says_so(self):
        self.browser.get(world.page(VERWIJZING, "/cijfers?jaar=2019"))
        see(self.browser, "Te weinig om te tonen")
        browsers.inspect(self, self.browser, "cijfers-leeg")

    def test_all_figures_come_as_a_file(self):
        rows = table(self, world.SENDER, "/cijfers/bestand")
        self.assertEqual({row["aard"] for row in rows}, {"procescijfers, geen uitkomsten voor gezinnen"})
        shown = [int(row["aantal"]) for row in rows if row["aantal"]]
        self.assertTrue(shown)
        self.assertGreaterEqual(min(shown), 10)
        self.assertTrue(all(not row["aantal"] and not row["procent"] for row in rows if row["verborgen"] == "ja"))

    def test_without_script_everything_works(self):
        browser = browsers.start("telefoon", javascript=False)
        try:
            browsers.sign_in(browser, world.page(VERWIJZING, "/cijfers"), world.SENDER)
            browsers.press(browser, By.CSS_SELECTOR, ".filter button")
            see(browser, "Hoe staat het ervoor")
        finally:
            browsers.stop(browser)


class Stalled(unittest.TestCase):
    """S5"""

    @classmethod
    def setUpClass(cls):
        world.terms("overdracht-beantwoorden: {regulier: PT2S}")
        cls.addClassCleanup(world.terms)
        cls.late = world.offer(world.zaak())
        cls.mark = world.state(cls.late)["kenmerk"]
        person = world.CHAIN.person(world.SENDER)
        world.until(
            "de termijn is om",
            lambda: cls.mark in [row["kenmerk"] for row in person.get(VERWIJZING, "/v1/vastgelopen")["regels"]],
        )
        cls.browser = browsers.start()
        cls.addClassCleanup(browsers.stop, cls.browser)

    def test_the_region_sees_what_does_not_move_and_who_must_act(self):
        browsers.become(self.browser, world.page(VERWIJZING, "/vastgelopen"), REGION)
        see(self.browser, "Dit is de hele regio.")
        row = self.browser.find_element(By.XPATH, f"//tr[contains(., '{self.mark}')]")
        self.assertIn("Antwoord op het aanbod", row.text)
        self.assertIn("Jeugdbescherming De Brug", row.text)
        self.assertIn("te laat", row.text)
        # The region speaks about it; opening it is for its two sides.
        self.assertFalse(row.find_elements(By.TAG_NAME, "a"))
        browsers.inspect(self, self.browser, "vastgelopen")
        printed(self, self.browser, "vastgelopen")
        rows = table(self, REGION, "/vastgelopen/bestand")
        mine = next(row for row in rows if row["kenmerk"] == self.mark)
        self.assertEqual((mine["termijn"], mine["aanZetOrganisatie"]), ("overdracht-beantwoorden", world.DE_BRUG))
        # S5: an earlier month is one link away; this one has it as well.
        browsers.press(self.browser, By.XPATH, "//a[starts-with(normalize-space(), 'Wat in')]")
        see(self.browser, "ook als het daarna verder ging")
        see(self.browser, self.mark)
        browsers.inspect(self, self.browser, "vastgelopen-maand")
        browsers.click(self.browser, "Wat nu vastzit")
        see(self.browser, "Dit is de hele regio.")
        self.assertEqual(browsers.browser_log(self.browser), [])

    def test_a_party_sees_its_own_and_another_nothing(self):
        browsers.become(self.browser, world.page(VERWIJZING, "/vastgelopen"), world.PLANNER)
        see(self.browser, self.mark)
        see(self.browser, "Dit is wat van of naar uw organisatie gaat.")
        browsers.click(self.browser, self.mark)
        see(self.browser, f"Overdracht {self.mark}")
        browsers.become(self.browser, world.page(VERWIJZING, "/vastgelopen"), STRANGER)
        see(self.browser, "Vastgelopen overdrachten")
        self.assertNotIn(self.mark, self.browser.page_source)
        browsers.inspect(self, self.browser, "vastgelopen-ander")
        self.assertFalse([row for row in table(self, STRANGER, "/vastgelopen/bestand") if row["kenmerk"] == self.mark])


class Waiting(unittest.TestCase):
    """O19"""

    def test_who_is_more_urgent_stands_first_and_each_place_has_its_reason(self):
        slow, fast = world.offer(world.zaak()), world.offer(world.zaak(), "spoed")
        marks = [world.state(one)["kenmerk"] for one in (fast, slow)]
        browser = browsers.start()
        self.addCleanup(browsers.stop, browser)
        browsers.become(browser, world.page(VERWIJZING, "/wachtlijst"), world.PLANNER)
        see(browser, "Wie het dringendst hulp nodig heeft, gaat voor.")
        rows = [row.text for row in browser.find_elements(By.CSS_SELECTOR, "tbody tr")]
        places = [next(i for i, row in enumerate(rows) if mark in row) for mark in marks]
        self.assertEqual(places, sorted(places))
        self.assertIn("Spoed", rows[places[0]])
        self.assertIn("Wacht het langst", rows[places[1]])
        browsers.inspect(self, browser, "wachtlijst")
        printed(self, browser, "wachtlijst")
        listed = [row["kenmerk"] for row in table(self, world.PLANNER, "/wachtlijst/bestand")]
        self.assertEqual([mark for mark in listed if mark in marks], marks)
        browsers.tab_to(self, browser, lambda e: e.tag_name == "a" and e.text == marks[0]).send_keys(Keys.ENTER)
        see(browser, f"Overdracht {marks[0]}")


class Timeline(unittest.TestCase):
    """S2, P5"""

    def test_a_zaak_reads_from_its_melding_until_now(self):
        zaak = world.zaak()
        overdracht = world.offer(zaak)
        accept(world.CHAIN.person(world.PLANNER), overdracht, world.WORKER)
        path = f"/zaken/{zaak}/tijdlijn"
        person = world.CHAIN.person(world.SENDER)
        world.until(
            "elke dienst gaf zijn deel",
            lambda: len({step["bron"] for step in person.get(VERWIJZING, f"/v1{path}")["stappen"]}) == 4,
        )
        browser = browsers.start()
        self.addCleanup(browsers.stop, browser)
        browsers.become(browser, world.page(VERWIJZING, f"/overdrachten/{overdracht}"), world.SENDER)
        browsers.click(browser, "Tijdlijn van de hele zaak")
        see(browser, "Tijdlijn van zaak")
        for happened in ("Melding ontvangen", "Casus geopend", "Geaccepteerd", "Regie verplaatst", "Taak gemaakt"):
            see(browser, happened, place="main")
        # By name, also who reads it: it goes to the meeting on paper.
        see(browser, "Door Carla Zicht (Regionaal veiligheidsteam Gelderland-Midden)")
        self.assertNotIn("niet compleet", browser.page_source)
        self.assertNotIn(world.TEXT, browser.page_source)
        browsers.inspect(self, browser, "zaaktijdlijn")
        printed(self, browser, "zaaktijdlijn")
        rows = table(self, world.SENDER, path + "/bestand")
        self.assertEqual([row["tijdstip"] for row in rows], sorted(row["tijdstip"] for row in rows))
        self.assertEqual(browsers.browser_log(browser), [])
        # The receiver reads its own part, another nothing.
        browsers.become(browser, world.page(VERWIJZING, path), world.WORKER)
        see(browser, "Geaccepteerd")
        self.assertNotIn("Melding ontvangen", browser.find_element(By.TAG_NAME, "main").text)
        browsers.become(browser, world.page(VERWIJZING, path), STRANGER)
        see(browser, "Deze zaak bestaat niet of uw organisatie heeft er geen deel in.")


if __name__ == "__main__":
    unittest.main()
