"""Choosing among candidates: what each can give stands side by side, and the sender chooses one (O14)."""

import unittest

import browsers
import world
from browsers import act, become, see
from cast import ARNHEM, WEGWIJS
from steps import handover
from world import VERWIJZING

OFFER = "Een begeleider die de taal van het gezin spreekt, twee keer per week."
OTHER = "Een groep op woensdagmiddag, samen met de school."


class Candidates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sender, cls.candidate = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.sender)
        cls.addClassCleanup(browsers.stop, cls.candidate)

    def test_two_candidates_are_compared_and_one_is_chosen(self):
        """O1, O7, O14"""
        zaak = world.zaak()
        first = world.offer(zaak, to=WEGWIJS, choice="beste-voorstel")
        second = world.offer(zaak, to=ARNHEM, choice="beste-voorstel")
        comparison = world.page(VERWIJZING, f"/overdrachten/{first}/kandidaten")
        become(self.sender, comparison, world.SENDER)
        see(self.sender, "Nog geen voorstel.")
        browsers.inspect(self, self.sender, "kandidaten-wachten")

        # A candidate sees what is asked and no dossier; wrong first, then all that is needed.
        become(self.candidate, world.page(VERWIJZING, f"/overdrachten/{first}"), "mw-wegwijs-3")
        see(self.candidate, "de afzender kiest uit meer kandidaten")
        self.assertNotIn("Accepteren", self.candidate.page_source)
        act(self.candidate, "voorstelDoen", aanbod=OFFER)
        see(self.candidate, "Voorstel doen", place=".handeling[open]")
        browsers.wait(self.candidate, lambda b: b.find_elements("css selector", ".foutenlijst"))
        browsers.inspect(self, self.candidate, "voorstel-fouten")
        browsers.fill(self.candidate, "voorstelDoen", werker="mw-wegwijs-3", startdatum=world.today(4))
        browsers.send(self.candidate, "voorstelDoen")
        see(self.candidate, "Dit is vastgelegd")
        self.assertEqual(world.state(first)["status"], "aangeboden", "een voorstel verplaatst niets (O14)")
        world.CHAIN.person("mw-arnhem-3").act(
            *handover(second), "voorstellen",
            {"aanbod": OTHER, "werker": "mw-arnhem-3", "startdatum": world.today(1)},
        )  # fmt: skip

        self.sender.get(comparison)
        for text in (OFFER, OTHER, "Buro Wegwijs"):
            see(self.sender, text)
        browsers.inspect(self, self.sender, "kandidaten")
        self.candidate.get(comparison)
        see(self.candidate, "Er is geen keuze meer open")
        self.assertNotIn(OTHER, self.candidate.page_source)
        browsers.inspect(self, self.candidate, "kandidaten-leeg")

        browsers.click(self.sender, "Verder met Buro Wegwijs")
        see(self.sender, "U bent aan zet.")
        act(self.sender, "voorstelKiezen", gezinErbij="ja")
        see(self.sender, "Dit is vastgelegd")
        see(self.sender, "Geaccepteerd", place="#stand .merken")
        browsers.inspect(self, self.sender, "voorstel-gekozen")
        regie = world.CHAIN.person("mw-wegwijs-3").get(VERWIJZING, f"/v1/zaken/{zaak}")["regie"]
        self.assertEqual(regie["medewerker"], "mw-wegwijs-3")
        self.assertEqual(world.state(second)["status"], "ingetrokken")
        become(self.candidate, world.page(VERWIJZING, f"/overdrachten/{second}"), "mw-arnhem-3")
        see(self.candidate, "Een andere kandidaat is gekozen")
        self.assertEqual(browsers.browser_log(self.sender), [])


if __name__ == "__main__":
    unittest.main()
