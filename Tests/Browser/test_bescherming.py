"""Shielding, gezag and consent through the pages (P1, P2)."""

import unittest

import browsers
import world
from selenium.webdriver.common.by import By

SECOND = "mw-rvt-4"


def facts(browser):
    """What a page says, without the lists in which a form lets somebody choose from the register."""
    return browser.execute_script(
        "const main = document.querySelector('main').cloneNode(true);"
        "main.querySelectorAll('form').forEach(form => form.remove()); return main.textContent"
    )


class Bescherming(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.owner, cls.second, cls.other = browsers.start(), browsers.start(), browsers.start()

    @classmethod
    def tearDownClass(cls):
        for browser in (cls.owner, cls.second, cls.other):
            browsers.stop(browser)

    def accepted(self):
        overdracht = world.offer(world.zaak())
        person = world.CHAIN.person(world.WORKER)
        place = f"/v1/overdrachten/{overdracht}"
        person.act(
            world.VERWIJZING, place, "aanvaardingen", {"werker": world.WORKER, "startdatum": world.today(3)}
        )
        return overdracht

    def test_a_worker_is_shielded_and_two_people_lift_it(self):
        """P1"""
        overdracht = self.accepted()
        place = world.page(world.VERWIJZING, f"/overdrachten/{overdracht}")
        browsers.sign_in(self.owner, place + "/bescherming", world.SENDER)
        browsers.see(self.owner, "Er is niets afgeschermd")
        name = "Carla Zicht"
        browsers.sign_in(self.other, place, world.WORKER)
        browsers.see(self.other, "Tijdlijn")
        self.assertIn(name, facts(self.other))

        # Wrong first: all that is missing, beside its field.
        browsers.click(self.owner, "Afschermen")
        browsers.pick(self.owner, "afschermen-soort", "werker")
        browsers.pick(self.owner, "afschermen-reden", "veiligheid-medewerker")
        browsers.press(self.owner, By.CSS_SELECTOR, "#afschermen button")
        browsers.wait(self.owner, lambda b: len(b.find_elements(By.CSS_SELECTOR, ".foutenlijst li")) == 2)
        browsers.inspect(self, self.owner, "bescherming-fouten")
        browsers.pick(self.owner, "afschermen-organisatie", world.RVT)
        browsers.pick(self.owner, "afschermen-medewerker", world.SENDER)
        browsers.press(self.owner, By.CSS_SELECTOR, "#afschermen button")
        browsers.see(self.owner, "Dit is vastgelegd")
        browsers.see(self.owner, "Veiligheid van de medewerker")
        browsers.inspect(self, self.owner, "bescherming")

        for path in ("", "/dossier", "/berichten", "/bescherming"):
            self.other.get(place + path)
            browsers.wait(self.other, lambda b: b.find_elements(By.TAG_NAME, "h1"))
            self.assertNotIn(name, facts(self.other), path)
            self.assertNotIn(world.SENDER, facts(self.other), path)
        self.other.get(world.page(world.VERWIJZING, "/"))
        browsers.see(self.other, "Wie is aan zet")
        # Other handovers of the same worker stand there too, and are shielded from nobody.
        row = f"//tr[contains(., '{world.state(overdracht)['kenmerk']}')]"
        self.assertNotIn(name, self.other.find_element(By.XPATH, row).text)

        browsers.click(self.owner, "Voorstellen om op te heffen")
        chosen = self.owner.find_elements(By.CSS_SELECTOR, "#opheffingVoorstellen-afscherming option")[-1]
        browsers.pick(self.owner, "opheffingVoorstellen-afscherming", chosen.get_attribute("value"))
        browsers.pick(self.owner, "opheffingVoorstellen-reden", "dreiging-voorbij")
        browsers.press(self.owner, By.CSS_SELECTOR, "#opheffingVoorstellen button")
        browsers.see(self.owner, "Een ander bevestigt of wijst af")
        self.confirm(self.owner)
        browsers.see(self.owner, "twee verschillende mensen")
        self.other.get(place)
        browsers.see(self.other, "Tijdlijn")
        self.assertNotIn(name, facts(self.other))
        browsers.sign_in(self.second, place + "/bescherming", SECOND)
        self.confirm(self.second)
        browsers.see(self.second, "Er is niets afgeschermd")
        self.other.get(place)
        browsers.see(self.other, "Tijdlijn")
        self.assertIn(name, facts(self.other))

    def confirm(self, browser):
        browsers.click(browser, "Opheffen bevestigen")
        chosen = browser.find_elements(By.CSS_SELECTOR, "#afschermingOpheffen-afscherming option")[-1]
        browsers.pick(browser, "afschermingOpheffen-afscherming", chosen.get_attribute("value"))
        browsers.press(browser, By.CSS_SELECTOR, "#afschermingOpheffen button")

    def test_one_refusal_shows_what_cannot_start(self):
        """P2"""
        overdracht = self.accepted()
        place = world.page(world.VERWIJZING, f"/overdrachten/{overdracht}/bescherming")
        browser = self.other
        browsers.sign_in(browser, place, world.WORKER)
        for rol, naam, geboren in (("kind", "Pip", "2016-05-04"), ("volwassene", "Ma", None)):
            browsers.click(browser, "Gezinslid vastleggen")
            browsers.pick(browser, "gezinslidVastleggen-rol", rol)
            browser.find_element(By.ID, "gezinslidVastleggen-naam").send_keys(naam)
            if geboren:
                day = browser.find_element(By.ID, "gezinslidVastleggen-geboortedatum")
                browser.execute_script("arguments[0].value = arguments[1]", day, geboren)
            browsers.press(browser, By.CSS_SELECTOR, "#gezinslidVastleggen button")
            browsers.wait(browser, lambda b: naam in b.find_element(By.CSS_SELECTOR, "main ul").text)
        self.assertIn("0 tot en met 11 jaar", facts(browser))
        self.assertNotIn("2016", facts(browser))

        def choose(form, field, label):
            options = browser.find_elements(By.CSS_SELECTOR, f"#{form}-{field} option")
            value = next(o.get_attribute("value") for o in options if o.get_attribute("textContent").strip() == label)
            browsers.pick(browser, f"{form}-{field}", value)

        browsers.click(browser, "Gezag vastleggen")
        choose("gezagVastleggen", "kind", "Pip")
        choose("gezagVastleggen", "volwassene", "Ma")
        browsers.press(browser, By.CSS_SELECTOR, "#gezagVastleggen-heeftGezag-0")
        browsers.pick(browser, "gezagVastleggen-bron", "gezagsregister")
        browsers.press(browser, By.CSS_SELECTOR, "#gezagVastleggen button")
        browsers.see(browser, "heeft gezag over Pip")
        browsers.see(browser, "nee, er ontbreekt toestemming")
        browsers.click(browser, "Toestemming vastleggen")
        choose("toestemmingVastleggen", "kind", "Pip")
        choose("toestemmingVastleggen", "gever", "Ma")
        browsers.pick(browser, "toestemmingVastleggen-organisatie", world.DE_BRUG)
        browsers.pick(browser, "toestemmingVastleggen-besluit", "geweigerd")
        browsers.press(browser, By.CSS_SELECTOR, "#toestemmingVastleggen button")
        # Since then De Brug reads no names of this family any more.
        browsers.see(browser, "nee, toestemming is geweigerd of ingetrokken (Volwassene 2)")
        self.assertNotIn("Ma", facts(browser).split())
        browsers.inspect(self, browser, "bescherming-toestemming")
        # What the family may take along on paper (S3).
        browsers.click(browser, "Overzicht voor het gezin: wie las wat")
        browsers.see(browser, "Wie las wat over u")
        browsers.inspect(self, browser, "gezinsoverzicht")


if __name__ == "__main__":
    unittest.main()
