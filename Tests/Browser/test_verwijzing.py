"""Help is asked beside the handover: asked with a need, seen, promised and started, and what runs is not stopped unseen
(V1, V3, V5, R13)."""

import unittest

import browsers
import world
from browsers import act, become, see
from world import TAKEN, VERWIJZING

NEED = "Het gezin zoekt iemand die 's avonds mee-eet. <script>document.title='kwaad'</script>"
MEANWHILE = "Wij bellen het gezin elke vrijdag."


class Help(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sender, cls.receiver = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.sender)
        cls.addClassCleanup(browsers.stop, cls.receiver)

    def test_help_is_asked_postponed_promised_and_started(self):
        """V1, V2, V3, O1"""
        zaak = world.zaak()
        become(self.sender, world.page(VERWIJZING, f"/zaken/{zaak}/verwijzingen"), world.SENDER)
        see(self.sender, "Er is nog geen hulp gevraagd")
        browsers.inspect(self, self.sender, "zaakverwijzingen-leeg")

        # Wrong first: freely accessible help has no route, and what is wrong stays filled in.
        act(
            self.sender, "verwijzingVragen", naar=world.DE_BRUG, hulp="jeugd-ggz", behoefte=NEED, urgentie="regulier",
            regime="jeugdwet", richting="opzij", gekozenOp="passend",
        )  # fmt: skip
        browsers.wait(self.sender, lambda b: b.find_elements("css selector", ".foutenlijst"))
        see(self.sender, "Noem langs welke route u deze hulp vraagt.")
        browsers.inspect(self, self.sender, "verwijzing-fouten")
        browsers.fill(self.sender, "verwijzingVragen", hulp="opvoedondersteuning")
        browsers.send(self.sender, "verwijzingVragen")
        see(self.sender, "Dit is gevraagd.")
        see(self.sender, "Gevraagd, wacht op antwoord")
        browsers.inspect(self, self.sender, "zaakverwijzingen")

        planner = world.CHAIN.person(world.PLANNER)
        found = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}/verwijzingen")["verwijzingen"][0]
        world.until("De Brug heeft de taak", lambda: [
            task for task in planner.pages(TAKEN, "/v1/taken") if task["onderwerp"] == found["id"]
        ])  # fmt: skip

        become(self.receiver, world.page(VERWIJZING, f"/verwijzingen/{found['id']}"), world.WORKER)
        see(self.receiver, "Het gezin zoekt iemand die 's avonds mee-eet. <script>")
        see(self.receiver, "Uw organisatie is aan zet.")
        self.assertNotEqual(self.receiver.title, "kwaad")
        browsers.inspect(self, self.receiver, "verwijzing")
        act(
            self.receiver, "verwijzingUitstellen", reden="wachtlijst", nieuweDatum=world.today(9),
            overbruggingsafspraak=MEANWHILE,
        )  # fmt: skip
        see(self.receiver, "Antwoord uitgesteld")
        see(self.receiver, MEANWHILE)
        browsers.inspect(self, self.receiver, "verwijzing-uitgesteld")
        act(self.receiver, "verwijzingAanvaarden", werker=world.WORKER, startdatum=world.today())
        see(self.receiver, "Toegezegd")
        act(self.receiver, "verwijzingStarten", grond="wettelijke-taak")
        see(self.receiver, "Hulp loopt")
        browsers.inspect(self, self.receiver, "verwijzing-gestart")

        # What runs is shown where more is asked, and only a choice with a reason stops it.
        self.sender.get(world.page(VERWIJZING, f"/zaken/{zaak}/verwijzingen"))
        see(self.sender, "Opvoedondersteuning door")
        act(
            self.sender, "verwijzingVragen", naar=world.DE_BRUG, hulp="jongerenwerk", behoefte="Iemand voor de zoon.",
            urgentie="regulier", regime="jeugdwet", richting="opzij", gekozenOp="passend",
        )  # fmt: skip
        see(self.sender, "Er loopt al hulp.")
        browsers.inspect(self, self.sender, "verwijzing-lopende-hulp")
        browsers.fill(self.sender, "verwijzingVragen", lopendGezien=[found["id"]])
        browsers.send(self.sender, "verwijzingVragen")
        see(self.sender, "Dit is gevraagd.")
        seen = world.CHAIN.person(world.WORKER).get(VERWIJZING, f"/v1/verwijzingen/{found['id']}")
        self.assertEqual(seen["status"], "gestart")
        regie = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}")["regie"]
        self.assertEqual(regie["organisatie"], world.RVT)
        self.receiver.get(world.page(VERWIJZING, "/verwijzingen"))
        see(self.receiver, "Gevraagd, wacht op antwoord")
        browsers.inspect(self, self.receiver, "verwijzingen")

        # What ended was done before: who asks the same again says that it was seen (O16).
        self.receiver.get(world.page(VERWIJZING, f"/verwijzingen/{found['id']}"))
        act(self.receiver, "verwijzingBeeindigen", reden="doel-bereikt")
        see(self.receiver, "Deze verwijzing is klaar.")
        browsers.inspect(self, self.receiver, "verwijzing-klaar")
        self.sender.get(world.page(VERWIJZING, f"/zaken/{zaak}/verwijzingen"))
        see(self.sender, "Wat hier eerder is gedaan")
        act(
            self.sender, "verwijzingVragen", naar=world.DE_BRUG, hulp="opvoedondersteuning", behoefte=NEED,
            urgentie="regulier", regime="jeugdwet", richting="opzij", gekozenOp="passend",
        )  # fmt: skip
        browsers.wait(self.sender, lambda b: b.find_elements("css selector", ".foutenlijst"))
        browsers.inspect(self, self.sender, "verwijzing-eerdere-hulp")
        browsers.fill(self.sender, "verwijzingVragen", eerderGezien=[found["id"]])
        browsers.send(self.sender, "verwijzingVragen")
        see(self.sender, "Dit is gevraagd.")
        asked = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}/verwijzingen")["verwijzingen"]
        again = next(one for one in asked if one["hulp"] == "opvoedondersteuning" and one["id"] != found["id"])
        self.sender.get(world.page(VERWIJZING, f"/verwijzingen/{again['id']}"))
        see(self.sender, "Dit is al eerder gedaan")
        browsers.inspect(self, self.sender, "verwijzing-al-eerder")
        for browser in (self.sender, self.receiver):
            self.assertEqual(browsers.browser_log(browser), [])

    def test_a_child_moves_only_after_the_count_was_seen(self):
        """V4, V5"""
        zaak = world.zaak()
        child = {"rol": "kind", "naam": "Roodborstje", "geboortedatum": world.today(-17 * 366)}
        kind = world.CHAIN.person(world.SENDER).post(VERWIJZING, f"/v1/zaken/{zaak}/gezinsleden", child)["id"]
        become(self.sender, world.page(VERWIJZING, f"/zaken/{zaak}/kinderen"), world.SENDER)
        see(self.sender, "Niet vastgelegd")
        act(self.sender, "woonplekVastleggen-1", kind=kind, woonplek="thuis")
        see(self.sender, "Dit is vastgelegd.")
        act(self.sender, "woonplekVastleggen-1", kind=kind, woonplek="gezinshuis", reden="veiligheid")
        see(self.sender, "verhuisde 1 keer")
        act(self.sender, "opnameVastleggen-1", kind=kind, organisatie=world.DE_BRUG, vanaf=world.today())
        see(self.sender, "de woonplek blijft bestaan")
        see(self.sender, "Gezinshuis")
        act(self.sender, "woonplekVastleggen-1", kind=kind, woonplek="thuis", reden="terug-naar-huis")
        browsers.wait(self.sender, lambda b: b.find_elements("css selector", ".foutenlijst"))
        browsers.inspect(self, self.sender, "kinderen-fouten")
        browsers.fill(self.sender, "woonplekVastleggen-1", gezien="w0-v1")
        browsers.send(self.sender, "woonplekVastleggen-1")
        see(self.sender, "verhuisde 2 keer")
        browsers.inspect(self, self.sender, "kinderen")
        self.assertEqual(browsers.browser_log(self.sender), [])


if __name__ == "__main__":
    unittest.main()
