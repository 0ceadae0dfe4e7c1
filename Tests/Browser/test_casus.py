"""The casus at the veiligheidsteam, by people of different organisations in browsers of their own."""

import time
import unittest

import browsers
import world
from cast import bsn
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# Seconds in which another's act is seen, without touching the page.
LIVE = 1
EVIL = "<script>document.title='kwaad'</script><img src=x onerror=\"document.title='kwaad'\">"


def casus_page(found, part=""):
    return world.page(world.CASUSSEN, f"/casussen/{found}{part}")


class Casus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.team = browsers.start()
        cls.neighbour = browsers.start()

    @classmethod
    def tearDownClass(cls):
        browsers.stop(cls.team)
        browsers.stop(cls.neighbour)

    def open(self, browser, person, found, part=""):
        browsers.sign_in(browser, casus_page(found, part), person)

    def test_a_decision_and_who_sees_it_otherwise_stand_side_by_side(self):
        """R1, R2, R12, M7, P5: live, with errors beside the fields"""
        found = world.casus()
        kenmerk = world.casus_state(found)["kenmerk"]
        browsers.sign_in(self.team, world.page(world.CASUSSEN, "/"), world.SENDER)
        browsers.see(self.team, kenmerk)
        browsers.inspect(self, self.team, "casussen")
        browsers.click(self.team, kenmerk)
        browsers.see(self.team, f"Casus {kenmerk}")
        browsers.see(self.team, "Nog niet beoordeeld", place="#stand")
        browsers.see(self.team, "Uitvoeringsbesluit Wmo 2015, artikel 4.1.7 (M6)", place="#termijnen")
        browsers.see(self.team, "Huishouden in Arnhem: 1 persoon", place="#huishoudens")
        browsers.see(self.team, "Heeft nog niet bevestigd", place="#betrokkenen")
        browsers.inspect(self, self.team, "casus-nieuw")
        self.open(self.neighbour, world.NEIGHBOUR, found)
        browsers.see(self.neighbour, "Er is nog niets besloten", place="#besluiten")
        # What is of the veiligheidsteam only is not told to who is involved.
        self.assertEqual(self.neighbour.find_elements(By.CSS_SELECTOR, "#huishoudens li, #meldingen li"), [])
        self.neighbour.execute_script("window.ongeladen = true")

        # Wrong first: what is missing stands beside its field and as a list.
        browsers.click(self.team, "Beoordeling vastleggen")
        browsers.press(self.team, By.CSS_SELECTOR, "#casusBeoordelen button")
        browsers.wait(self.team, lambda b: len(b.find_elements(By.CSS_SELECTOR, ".foutenlijst li")) == 2)
        self.assertEqual(len(self.team.find_elements(By.CSS_SELECTOR, ".foutmelding")), 2)
        browsers.inspect(self, self.team, "casus-fouten")
        self.assertEqual(world.casus_state(found)["beoordelingen"], [])
        browsers.pick(self.team, "casusBeoordelen-uitkomst", "onderzoek")
        self.team.find_element(By.ID, "casusBeoordelen-redenen").send_keys(EVIL)
        browsers.press(self.team, By.CSS_SELECTOR, "#casusBeoordelen button")
        browsers.see(self.team, "Dit is vastgelegd")
        browsers.see(self.neighbour, "Onderzoek", within=LIVE, place="#besluiten")
        self.assertTrue(self.neighbour.execute_script("return window.ongeladen === true"), "zonder verversen")
        self.team.execute_script("window.ongeladen = true")

        browsers.click(self.neighbour, "Zeggen dat u het anders ziet")
        browsers.pick(
            self.neighbour, "meningsverschilVastleggen-beoordeling", world.casus_state(found)["beoordelingen"][0]["id"]
        )
        self.neighbour.find_element(By.ID, "meningsverschilVastleggen-feiten").send_keys("Wij zien het kind elke dag.")
        browsers.press(self.neighbour, By.CSS_SELECTOR, "#meningsverschilVastleggen button")
        browsers.see(self.neighbour, "Dit is vastgelegd")
        browsers.see(self.team, "Wie het anders ziet", within=LIVE, place="#besluiten")
        browsers.see(self.team, "Lokaal team Arnhem", place="#besluiten .anders")
        self.assertTrue(self.team.execute_script("return window.ongeladen === true"), "zonder verversen")
        # The decision stands.
        browsers.see(self.team, "Onderzoek", place="#stand .groot")
        browsers.inspect(self, self.team, "casus-anders")
        browsers.inspect(self, self.neighbour, "casus-betrokken")
        for browser in (self.team, self.neighbour):
            self.assertNotIn("Wij zien het kind elke dag.", browser.page_source)

        # Content only where a person opens it: all of it for the team, its own for who is involved.
        browsers.click(self.team, "Lees de redenen en de feiten")
        browsers.see(self.team, EVIL, place="article:not(.anders)")
        browsers.see(self.team, "Wij zien het kind elke dag.", place="article.anders")
        self.assertNotEqual(self.team.title, "kwaad")
        browsers.inspect(self, self.team, "casus-teksten")
        browsers.click(self.neighbour, "Lees de redenen en de feiten")
        browsers.see(self.neighbour, "Wij zien het kind elke dag.")
        browsers.see(self.neighbour, "U ziet hier wat uw eigen organisatie schreef.")
        self.assertNotIn("kwaad", self.neighbour.page_source)
        self.assertEqual(browsers.browser_log(self.team), [])
        self.assertEqual(browsers.browser_log(self.neighbour), [])

    def test_the_lokaal_team_confirms_by_keyboard_alone(self):
        """M7"""
        found = world.casus()
        browser = self.neighbour
        self.open(browser, world.NEIGHBOUR, found)
        browsers.see(browser, "Uw organisatie is aan zet.", place="#stand")
        browsers.tab_to(
            self, browser, lambda e: e.tag_name == "summary" and e.text == "Bevestigen dat wij meedoen"
        ).send_keys(Keys.ENTER)
        browsers.tab_to(
            self, browser, lambda e: e.tag_name == "button" and e.text == "Bevestigen dat wij meedoen"
        ).send_keys(Keys.ENTER)
        browsers.see(browser, "Dit is vastgelegd")
        self.assertEqual(world.casus_state(found)["lokaleTeams"][0]["bevestigdDoor"], world.NEIGHBOUR)
        # It cannot be done twice, so it is not offered again.
        self.assertEqual(browser.find_elements(By.ID, "doe-lokaalTeamBevestigen"), [])

    def test_out_of_sight_is_told_at_once_and_works_without_script_on_a_phone(self):
        """R11: it has a term and closes nothing"""
        found = world.casus()
        kenmerk = world.casus_state(found)["kenmerk"]
        self.open(self.team, world.SENDER, found)
        browsers.see(self.team, f"Casus {kenmerk}")
        phone = browsers.start("telefoon", javascript=False)
        try:
            self.open(phone, world.NEIGHBOUR, found)
            browsers.click(phone, "Melden dat het gezin uit beeld is")
            browsers.press(phone, By.CSS_SELECTOR, "#uitBeeldMelden button")
            browsers.see(phone, "Dit is vastgelegd")
            browsers.see(phone, "Het gezin is uit beeld", place="#stand")
        finally:
            phone.quit()
        browsers.see(self.team, "Het gezin is uit beeld", within=LIVE, place="#stand")
        browsers.see(self.team, "Het gezin weer in beeld krijgen", place="#termijnen")
        self.assertEqual(world.casus_state(found)["fase"], "open")
        browsers.inspect(self, self.team, "casus-uit-beeld")

        # Most urgent first; a filter shows those alone.
        self.team.get(world.page(world.CASUSSEN, "/"))
        first = browsers.wait(self.team, lambda b: b.find_element(By.CSS_SELECTOR, "tbody tr"))
        self.assertIn("Uit beeld", first.text)
        browsers.pick(self.team, "wat", "uit-beeld")
        browsers.click(self.team, "Toon")
        browsers.wait(self.team, lambda b: "wat=uit-beeld" in b.current_url)
        browsers.see(self.team, kenmerk, place="tbody")
        for row in self.team.find_elements(By.CSS_SELECTOR, "tbody tr"):
            self.assertIn("Uit beeld", row.text)
        self.team.get(world.page(world.CASUSSEN, "/?fase=gesloten&wat=uit-beeld"))
        browsers.see(self.team, "Niets dat hierbij past")
        browsers.inspect(self, self.team, "casussen-leeg")

    def test_a_handover_begins_at_the_casus_and_its_page_is_one_step_away(self):
        """O1: spoed needs no assessment; the menu leads over the services"""
        found = world.casus()
        browser = self.team
        self.open(browser, world.SENDER, found)
        browsers.click(browser, "Overdracht starten")
        browsers.pick(browser, "overdrachtStarten-naar", world.DE_BRUG)
        browsers.pick(browser, "overdrachtStarten-vraag", "maatregel")
        browsers.pick(browser, "overdrachtStarten-leeftijdsgroep", "0-11")
        # A rule that says no stands on the form: without spoed an assessment comes first.
        browsers.pick(browser, "overdrachtStarten-urgentie", "regulier")
        browsers.press(browser, By.CSS_SELECTOR, "#overdrachtStarten button")
        browsers.see(browser, "Leg eerst een beoordeling vast, of draag met spoed over.")
        browsers.inspect(self, browser, "casus-geweigerd")
        browsers.pick(browser, "overdrachtStarten-urgentie", "spoed")
        browsers.press(browser, By.CSS_SELECTOR, "#overdrachtStarten button")
        browsers.see(browser, "Dit is vastgelegd")
        browsers.see(browser, "Aangeboden, wacht op antwoord", place="#overdrachten")
        browsers.press(browser, By.CSS_SELECTOR, "#overdrachten a")
        browsers.choose(browser, world.SENDER, world.page(world.VERWIJZING))
        browsers.see(browser, "Overdracht O-")
        browsers.press(browser, By.XPATH, "//nav//a[.='Casussen']")
        browsers.wait(browser, lambda b: b.current_url == world.page(world.CASUSSEN, "/"))
        here = browser.find_element(By.CSS_SELECTOR, "nav [aria-current]")
        self.assertEqual(here.text, "Casussen")

    def test_a_task_leads_to_its_casus(self):
        """N1"""
        kenmerk = world.casus_state(world.casus())["kenmerk"]
        browser = browsers.start()
        try:
            browsers.sign_in(browser, world.page(world.TAKEN, "/"), "mw-arnhem-2")
            browsers.press(browser, By.XPATH, f"//li[contains(., '{kenmerk}')]//a")
            browsers.click(browser, "Ga naar de casus")
            browsers.choose(browser, "mw-arnhem-2", world.page(world.CASUSSEN))
            browsers.see(browser, f"Casus {kenmerk}")
        finally:
            browsers.stop(browser)

    def test_a_melding_that_fits_two_casussen_waits_for_a_person(self):
        """M8"""
        children = [bsn(f"kind {time.monotonic()} {n}") for n in (1, 2)]
        first, second = (world.casus(child) for child in children)
        melding = world.melding(children)
        person = world.CHAIN.person(world.SENDER)
        address = f"/v1/koppelingen/{melding}"
        world.until("de melding wacht", lambda: person.ask("GET", world.CASUSSEN, address).status == 200)
        waiting = person.get(world.CASUSSEN, address)["kenmerk"]
        browser = self.team
        browsers.sign_in(browser, world.page(world.CASUSSEN, "/"), world.SENDER)
        browsers.see(browser, "Bij welke casus hoort deze melding?")
        browsers.inspect(self, browser, "casussen-koppeling")
        browsers.click(browser, f"Melding {waiting}")
        for candidate in (first, second):
            browsers.see(browser, world.casus_state(candidate)["kenmerk"])
        browsers.press(browser, By.CSS_SELECTOR, "#koppelingBeslissen button")
        browsers.see(browser, "Noem een casus, of kies voor een nieuwe.")
        browsers.inspect(self, browser, "koppeling")
        browsers.pick(browser, "koppelingBeslissen-zaak", second)
        browsers.press(browser, By.CSS_SELECTOR, "#koppelingBeslissen button")
        browsers.see(browser, f"Casus {world.casus_state(second)['kenmerk']}")
        self.assertEqual(len(world.casus_state(second)["meldingen"]), 2)
        self.assertEqual(len(world.casus_state(first)["meldingen"]), 1)
        browsers.see(browser, "Nieuwe melding in deze casus", place="#tijdlijn")
        browser.get(world.page(world.CASUSSEN, f"/koppelingen/{melding}"))
        browsers.see(browser, "Ga naar de gekozen casus")
        browsers.inspect(self, browser, "koppeling-beslist")
        # Who is involved sees its own part of what happened.
        self.open(self.neighbour, world.NEIGHBOUR, second)
        browsers.see(self.neighbour, "Erbij betrokken: Lokaal team Arnhem", place="#tijdlijn")
        self.assertNotIn("Nieuwe melding", self.neighbour.find_element(By.ID, "tijdlijn").text)

    def test_who_has_no_part_is_told_that_it_does_not_exist(self):
        """P5; and who has no right to casussen at all"""
        found = world.casus()
        stranger = browsers.start()
        try:
            for part in ("", "/teksten"):
                self.open(stranger, "mw-overbetuwe-3", found, part)
                browsers.see(stranger, "Deze casus bestaat niet of uw organisatie is er niet bij betrokken.")
            stranger.get(world.page(world.CASUSSEN, "/"))
            browsers.see(stranger, "Casussen")
            self.assertNotIn(world.casus_state(found)["kenmerk"], stranger.page_source)
            browsers.inspect(self, stranger, "casussen-zonder-deel")
        finally:
            browsers.stop(stranger)
        helper = browsers.start()
        try:
            browsers.sign_in(helper, world.page(world.CASUSSEN, "/"), "mw-wegwijs-3")
            browsers.see(helper, "Uw organisatie heeft geen toegang tot dit onderdeel")
            browsers.see(helper, "Naar Mijn taken")
            browsers.inspect(self, helper, "casussen-geen-recht")
        finally:
            browsers.stop(helper)

    def test_a_session_that_ended_asks_to_sign_in_and_comes_back_here(self):
        found = world.casus()
        browser = self.neighbour
        self.open(browser, world.NEIGHBOUR, found)
        browsers.click(browser, "Melden dat het gezin uit beeld is")
        browser.delete_all_cookies()
        browsers.press(browser, By.CSS_SELECTOR, "#uitBeeldMelden button")
        browsers.see(browser, "U bent niet meer aangemeld")
        browsers.inspect(self, browser, "niet-meer-aangemeld")
        self.assertIsNone(world.casus_state(found).get("uitBeeldSindsTijdstip"))
        browsers.click(browser, "Opnieuw aanmelden")
        browsers.choose(browser, world.NEIGHBOUR, world.page(world.CASUSSEN))
        browsers.see(browser, f"Casus {world.casus_state(found)['kenmerk']}")


if __name__ == "__main__":
    unittest.main()
