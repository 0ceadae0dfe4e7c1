"""What is wrong in a dossier is put right where it comes from and reaches whoever read it; disputes have a decider."""

import unittest

import browsers
import world
from browsers import see
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from steps import accept
from world import VERWIJZING

WRONG, RIGHT = "Vader woont niet meer thuis.", "Vader woont sinds mei weer thuis."
ASKED = "Dat klopt niet: hij is in mei teruggekomen."
NEVER, WHY = "Wij hebben nooit ruzie.", "De wijkagent zag het zelf."
DECIDER = "mw-regio-2"
FILE = {
    "adres": "https://dossiers.rvt.example/bestanden/verslag-van-de-huisarts.pdf", "mediatype": "application/pdf",
    "grootte": 48_213, "sha256": "5e" * 32,
}  # fmt: skip


class Correction(unittest.TestCase):
    """O9, P3"""

    @classmethod
    def setUpClass(cls):
        cls.zaak = world.zaak()
        cls.verklaring = world.statement(cls.zaak, WRONG, later=-3)
        # Beside it a report that the source keeps, taken over from a doctor's own records.
        world.statement(
            cls.zaak, "Verslag van de huisarts.", blok="eerder-onderzoek-en-hulp", later=-40, bestand=FILE,
            overgenomen={"origineel": "HA-2041", "organisatie": "00000099000000013000"},
        )  # fmt: skip
        cls.overdracht = world.offer(cls.zaak)
        accept(world.CHAIN.person(world.PLANNER), cls.overdracht, world.WORKER)
        cls.dossier = world.page(VERWIJZING, f"/overdrachten/{cls.overdracht}/dossier")
        cls.page = world.page(VERWIJZING, f"/zaken/{cls.zaak}/verklaringen/{cls.verklaring}")
        cls.source, cls.receiver = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.source)
        cls.addClassCleanup(browsers.stop, cls.receiver)

    def ask(self, what):
        self.receiver.get(self.page)
        browsers.act(self.receiver, "correctieVragen", aard="correctie", gevraagdDoor="ouder", vraag=what)
        see(self.receiver, "Dit is vastgelegd.")

    def test_a_request_becomes_a_correction_that_everyone_who_read_it_confirms(self):
        browsers.become(self.receiver, self.dossier, world.WORKER)
        see(self.receiver, WRONG)
        browsers.press(self.receiver, By.PARTIAL_LINK_TEXT, "Verbeteren, versies")
        see(self.receiver, "Alleen de organisatie die haar vastlegde, verbetert haar.")
        # Wrong first: what is missing stands beside its field.
        browsers.act(self.receiver, "correctieVragen", aard="correctie")
        browsers.wait(self.receiver, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        self.assertEqual(len(self.receiver.find_elements(By.CSS_SELECTOR, ".foutmelding")), 2)
        browsers.inspect(self, self.receiver, "verklaring-fouten")
        self.ask(ASKED)
        see(self.receiver, "wacht op antwoord")
        see(self.receiver, "Antwoord aan het gezin")
        see(self.receiver, "afspraak van de keten (P3)")
        browsers.inspect(self, self.receiver, "verklaring-verzoek")

        # The source carries it out; who read it stands on the list until they say so.
        browsers.become(self.source, self.page, world.SENDER)
        see(self.source, ASKED)
        browsers.press(self.source, By.CSS_SELECTOR, "details:has(#verklaringCorrigeren) > summary")
        request = browsers.wait(
            self.source,
            lambda b: b.find_elements(By.CSS_SELECTOR, "#verklaringCorrigeren-verzoek option[value]:not([value=''])"),
        )[0].get_attribute("value")
        browsers.fill(
            self.source, "verklaringCorrigeren", aard="correctie", soort="feit", datum=world.today(-1), tekst=RIGHT,
            verzoek=request,
        )  # fmt: skip
        browsers.send(self.source, "verklaringCorrigeren")
        see(self.source, "Nog niet iedereen die dit las, heeft bevestigd.")
        see(self.source, "Correctie: versie 2")
        # What was handed over can always be seen again.
        see(self.source, WRONG)
        see(self.source, "Versie 2, zoals het nu is")
        browsers.inspect(self, self.source, "verklaring-gecorrigeerd")
        browsers.become(self.source, self.dossier, world.SENDER)
        see(self.source, "Jeugdbescherming De Brug")

        self.receiver.get(self.dossier)
        see(self.receiver, RIGHT)
        see(self.receiver, "Nog niet bevestigd door: Jeugdbescherming De Brug")
        self.assertNotIn(WRONG, self.receiver.page_source)
        browsers.inspect(self, self.receiver, "dossier-gecorrigeerd")
        # What was handed over stays to be seen as it was (O7).
        browsers.click(self.receiver, "Terug naar de overdracht")
        browsers.click(self.receiver, "Het dossier zoals het toen is overgedragen")
        see(self.receiver, WRONG)
        see(self.receiver, "Later gewijzigd")
        self.assertNotIn(RIGHT, self.receiver.page_source)
        browsers.inspect(self, self.receiver, "dossierstand")
        self.receiver.get(self.page)
        # By keyboard alone.
        browsers.tab_to(
            self, self.receiver, lambda e: e.tag_name == "summary" and e.text == "Correctie bevestigen"
        ).send_keys(Keys.ENTER)
        browsers.tab_to(
            self, self.receiver, lambda e: e.tag_name == "button" and e.text == "Correctie bevestigen"
        ).send_keys(Keys.ENTER)
        see(self.receiver, "Iedereen die dit las, weet het.")
        self.assertEqual(self.receiver.find_elements(By.ID, "doe-correctieBevestigen"), [])
        browsers.inspect(self, self.receiver, "verklaring-bevestigd")

        # A refused request stays with the statement, wherever that is shown.
        self.ask(NEVER)
        self.source.get(self.page)
        browsers.press(self.source, By.CSS_SELECTOR, "details:has(#correctieWeigeren) > summary")
        request = browsers.wait(
            self.source,
            lambda b: b.find_elements(By.CSS_SELECTOR, "#correctieWeigeren-verzoek option[value]:not([value=''])"),
        )[0].get_attribute("value")
        browsers.fill(
            self.source, "correctieWeigeren", verzoek=request, reden="klopt-volgens-bron", toelichting=WHY
        )
        browsers.send(self.source, "correctieWeigeren")
        see(self.source, "Niet uitgevoerd: Het klopt volgens wie het vastlegde")
        self.receiver.get(self.dossier)
        see(self.receiver, NEVER)
        see(self.receiver, WHY)
        browsers.inspect(self, self.receiver, "dossier-geweigerd-verzoek")
        for browser in (self.source, self.receiver):
            self.assertEqual(browsers.browser_log(browser), [])

    def test_who_has_nothing_to_do_with_it_does_not_find_it(self):
        browsers.become(self.source, self.page, world.NEIGHBOUR)
        self.assertNotIn(WRONG, self.source.page_source)
        self.assertNotIn(RIGHT, self.source.page_source)


class Dispute(unittest.TestCase):
    """O12"""

    def test_a_dispute_is_put_forward_decided_by_somebody_else_and_read_by_both(self):
        overdracht = world.offer(world.zaak())
        address = world.page(VERWIJZING, f"/overdrachten/{overdracht}")
        side, decider = browsers.start(), browsers.start()
        self.addCleanup(browsers.stop, side)
        self.addCleanup(browsers.stop, decider)
        browsers.become(side, address, world.PLANNER)
        see(side, "De twee kanten legden geen geschil voor.")
        browsers.act(side, "geschilOpenen", over="contract")
        browsers.wait(side, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        browsers.fill(side, "geschilOpenen", toelichting="Wij hebben geen contract met deze gemeente.")
        browsers.send(side, "geschilOpenen")
        see(side, "Over het contract")
        browsers.inspect(self, side, "overdracht-geschil")
        browsers.click(side, "Over het contract")
        see(side, "Wacht op besluit")
        see(side, "afspraak van de keten (O12)")
        browsers.inspect(self, side, "geschil-open")

        browsers.become(decider, side.current_url, DECIDER)
        see(decider, "Wij hebben geen contract met deze gemeente.")
        browsers.act(decider, "geschilBeslissen", uitkomst="gedeeld", motivering="Eerst de hulp, dan de rekening.")
        see(decider, "Beslist")
        browsers.inspect(self, decider, "geschil-besloten")
        side.refresh()
        see(side, "Eerst de hulp, dan de rekening.")
        side.get(address)
        see(side, "Geschil beslist", place="#tijdlijn")
        for browser in (side, decider):
            self.assertEqual(browsers.browser_log(browser), [])


if __name__ == "__main__":
    unittest.main()
