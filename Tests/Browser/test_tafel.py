"""What stands beside a handover: a measure of the court, a meeting, advice, questions that a family answered, a family
that moves and help that stops. One person goes through the page, and the other's list of tasks shows it by itself (R7,
O20, R6, O15, O16, O22, V7)."""

import unittest

import browsers
import world
from browsers import Live, act, become, see
from cast import ARNHEM, OVERBETUWE
from selenium.webdriver.common.by import By
from steps import accept
from world import CASUSSEN, TAKEN, VERWIJZING

# Plans at the veiligheidsteam and holds a new zaak; the Raad's planner and who investigates there.
PLANS, RAAD_PLANS, INVESTIGATES = "mw-rvt-2", "mw-rvdk-2", "mw-rvdk-3"
# Has the tasks of the lokaal team of Overbetuwe while its planner is away; the region's named person.
MOVED_TO, REGION = "mw-overbetuwe-3", "mw-regio-1"
EVIL = "<script>document.title='kwaad'</script>"
QUESTION = "Wat doet u als een kind niet meer naar buiten wil? " + EVIL
ADVICE = "Vraag eerst waar het kind zelf heen wil. " + EVIL
WHY = "Alle afspraken zijn nagekomen. " + EVIL
TOLD, UNTOLD = "Wie wonen er in huis?", "Wat gaat er thuis goed?"
ANSWER = "Oma eet elke avond mee. " + EVIL


class Table(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Its time comes while the other tests are done.
        cls.casus = world.zaak()
        cls.table = world.meeting(cls.casus, "jeugdbeschermingstafel", [world.RAAD])
        cls.one, cls.other = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.one)
        cls.addClassCleanup(browsers.stop, cls.other)

    def tearDown(self):
        for browser in (self.one, self.other):
            self.assertNotEqual(browser.title, "kwaad")
            self.assertEqual(browsers.browser_log(browser), [])

    def open(self, browser, person, service, path):
        become(browser, world.page(service, path), person)

    def inbox(self, person):
        self.open(self.other, person, TAKEN, "/")
        see(self.other, "Mijn taken")

    def follows(self, title, what, done="Dit is vastgelegd"):
        """The other looks at the list of tasks while the one sends a form."""
        return Live(self, self.other, title, "#taken", what, self.one, done)

    def from_task(self, title, kenmerk, link, person, service):
        """The other goes from the task to what it is about."""
        browsers.press(self.other, By.XPATH, f"//li[contains(., '{kenmerk}')]//a[normalize-space()='{title}']")
        browsers.click(self.other, link)
        browsers.choose(self.other, person, world.page(service))

    def refused(self, browser, form, errors):
        """Sent with nothing: what is missing stands beside its field and as a list."""
        browsers.press(browser, By.CSS_SELECTOR, f"details:has(#{form}) > summary")
        browsers.send(browser, form)
        browsers.wait(browser, lambda b: len(b.find_elements(By.CSS_SELECTOR, f"#{form} .foutmelding")) == errors)

    def test_a_measure_is_recorded_carried_out_and_ends_earlier(self):
        """R7"""
        casus = world.zaak()
        kenmerk, child = world.casus_state(casus)["kenmerk"], world.member(casus)
        self.inbox(world.PLANNER)
        self.open(self.one, world.SENDER, CASUSSEN, f"/casussen/{casus}")
        title = "Maak kennis met het kind en het gezin"
        with self.follows(title, "een maatregel in de takenlijst van wie hem uitvoert"):
            act(
                self.one, "maatregelVastleggen", kind=child, soort="ondertoezichtstelling",
                uitspraakdatum=world.today(-1), einddatum=world.today(360), meerderjarigdatum=world.today(1_800),
                uitvoerder=world.DE_BRUG, raad=world.RAAD,
            )  # fmt: skip
        self.from_task(title, kenmerk, "Ga naar de maatregel", world.PLANNER, CASUSSEN)
        see(self.other, f"Ondertoezichtstelling in casus {kenmerk}")
        see(self.other, "norm voor de GI, in de keten afgesproken (R7)")
        browsers.inspect(self, self.other, "maatregel")
        self.refused(self.other, "eersteContactMelden", 1)
        browsers.inspect(self, self.other, "maatregel-fouten")
        browsers.fill(self.other, "eersteContactMelden", gedaandatum=world.today())
        browsers.send(self.other, "eersteContactMelden")
        see(self.other, "Dit is vastgelegd")
        self.assertEqual(self.other.find_elements(By.ID, "eersteContactMelden"), [], "eenmaal gedaan")

        # The court lets it end on a day that is still to come: it runs until then, for everyone.
        act(self.other, "maatregelBeeindigen", einddatum=world.today(30))
        see(self.other, "De rechter laat hem eerder eindigen; tot en met die dag loopt hij door.")
        self.one.get(world.page(CASUSSEN, f"/casussen/{casus}"))
        see(self.one, "Maatregelen van de rechter")
        browsers.inspect(self, self.one, "casus-maatregel")
        browsers.press(self.one, By.CSS_SELECTOR, "#maatregelen a")
        see(self.one, "Loopt")
        see(self.one, "tot en met die dag loopt hij door")
        see(self.one, "Termijnen die lopen")
        browsers.inspect(self, self.one, "maatregel-eindigt-eerder")

    def test_the_raad_is_invited_and_takes_the_case_before_the_talk(self):
        """O20, N4, R6"""
        casus = world.zaak()
        kenmerk = world.casus_state(casus)["kenmerk"]
        self.inbox(RAAD_PLANS)
        self.open(self.one, world.SENDER, CASUSSEN, f"/casussen/{casus}")
        title = "U bent uitgenodigd voor een overleg"
        self.refused(self.one, "overlegPlannen", 3)
        browsers.fill(
            self.one, "overlegPlannen", soort="jeugdbeschermingstafel", datum=world.today(20), tijd="10:00",
            organisaties=[world.RAAD],
        )  # fmt: skip
        with self.follows(title, "een uitnodiging in de takenlijst van de Raad"):
            browsers.send(self.one, "overlegPlannen")
        browsers.press(self.one, By.CSS_SELECTOR, "#overleggen a")
        see(self.one, f"Jeugdbeschermingstafel bij casus {kenmerk}")
        self.assertEqual(self.one.find_elements(By.CSS_SELECTOR, ".label.laat"), [], "ruim van tevoren")
        browsers.inspect(self, self.one, "overleg")

        self.from_task(title, kenmerk, "Ga naar het overleg", RAAD_PLANS, CASUSSEN)
        see(self.other, f"Jeugdbeschermingstafel bij casus {kenmerk}")
        place = self.other.current_url.split("?")[0].removeprefix(world.page(CASUSSEN))
        self.open(self.other, INVESTIGATES, CASUSSEN, place)
        act(self.other, "raadsonderzoekStarten")
        see(self.other, "Dit is vastgelegd")
        self.one.refresh()
        see(self.one, "Niet meer nodig, de Raad onderzoekt")
        browsers.inspect(self, self.one, "overleg-overgenomen")

    def test_when_a_new_talk_is_owed_it_stays_so_until_somebody_says_why_not(self):
        """R6"""
        casus, table = self.casus, self.owed()
        kenmerk = world.casus_state(casus)["kenmerk"]
        self.open(self.one, world.SENDER, CASUSSEN, f"/overleggen/{table}")
        see(self.one, "Er moet een nieuw gesprek komen. Het is nog niet gepland.")
        browsers.inspect(self, self.one, "overleg-nieuw-gesprek")
        self.one.get(world.page(CASUSSEN, f"/casussen/{casus}"))
        act(
            self.one, "overlegPlannen", soort="jeugdbeschermingstafel", datum=world.today(20), tijd="10:00",
            organisaties=[world.RAAD], vorige=table,
        )  # fmt: skip
        see(self.one, "Dit is vastgelegd")
        browsers.inspect(self, self.one, "casus-overleg")
        self.one.get(world.page(CASUSSEN, f"/overleggen/{table}"))
        browsers.click(self.one, "Dat gesprek is gepland")
        see(self.one, "Dit is het nieuwe gesprek na een eerder overleg")
        self.inbox(world.SENDER)
        with self.follows("Plan een nieuw gesprek", "een afgezegd gesprek is opnieuw te plannen"):
            act(self.one, "overlegAfzeggen", reden="gezin-kan-niet")
        self.from_task("Plan een nieuw gesprek", kenmerk, "Ga naar het overleg", world.SENDER, CASUSSEN)
        see(self.other, "Het is nog niet gepland.")
        self.refused(self.other, "nieuwGesprekAfmelden", 1)
        browsers.inspect(self, self.other, "overleg-fouten")
        browsers.fill(self.other, "nieuwGesprekAfmelden", toelichting=WHY)
        browsers.send(self.other, "nieuwGesprekAfmelden")
        see(self.other, "Een nieuw gesprek is niet meer nodig:")
        see(self.other, WHY)
        # The Raad was at the table and reads why.
        self.open(self.one, INVESTIGATES, CASUSSEN, f"/overleggen/{table}")
        see(self.one, WHY)

    def owed(self):
        """A jeugdbeschermingstafel that was just held, after which a new talk is to be planned; gives its id."""
        table = self.table
        world.hold(table, organisations=[world.RAAD])
        person, place = world.CHAIN.person(world.SENDER), f"/v1/overleggen/{table}"
        outcome = {"uitkomst": "vrijwillig-kader-met-terugmeldafspraak", "motivering": world.TEXT}
        world.agreement(table, organisation=world.RAAD, owner=INVESTIGATES)
        person.post(CASUSSEN, f"{place}/besluiten", outcome)
        person.post(CASUSSEN, f"{place}/terugmeldingen", {"gevolg": "nieuw-gesprek", "toelichting": world.TEXT})
        return table

    def test_advice_is_asked_given_and_kept_only_when_the_family_knows(self):
        """O15"""
        zaak = world.zaak()
        self.inbox(world.PLANNER)
        self.open(self.one, world.SENDER, VERWIJZING, f"/zaken/{zaak}/consultaties")
        see(self.one, "Er is geen advies gevraagd")
        browsers.inspect(self, self.one, "consultaties-leeg")
        with self.follows("Geef advies", "een vraag om advies in de takenlijst", "Dit is verstuurd"):
            act(
                self.one, "consultatieVragen", naar=world.DE_BRUG, over="consultatie", urgentie="regulier",
                vraag=QUESTION, herkenbaar="nee", gezinWeet="nee",
            )  # fmt: skip
        asked = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}/consultaties")["consultaties"][0]
        place = f"/consultaties/{asked['id']}"
        self.open(self.one, world.WORKER, VERWIJZING, place)
        see(self.one, QUESTION)
        browsers.inspect(self, self.one, "consultatie")
        self.refused(self.one, "consultatieBeantwoorden", 1)
        browsers.inspect(self, self.one, "consultatie-fouten")
        browsers.fill(self.one, "consultatieBeantwoorden", advies=ADVICE)
        self.inbox(world.SENDER)
        with self.follows("Lees het advies", "het advies in de takenlijst van wie vroeg"):
            browsers.send(self.one, "consultatieBeantwoorden")
        self.from_task("Lees het advies", asked["kenmerk"], "Ga naar de vraag om advies", world.SENDER, VERWIJZING)
        see(self.other, ADVICE)
        browsers.inspect(self, self.other, "consultatie-advies")
        act(self.other, "consultatieAfsluiten", gezinWeet="nee")
        see(self.other, "Het advies is gelezen en niet bewaard")
        self.assertNotIn("Vraag eerst waar het kind", self.other.page_source)
        browsers.inspect(self, self.other, "consultatie-gesloten")
        browsers.click(self.other, "Terug naar advies bij de zaak")
        see(self.other, asked["kenmerk"])
        browsers.inspect(self, self.other, "consultaties")
        regie = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}")["regie"]
        self.assertEqual(regie["organisatie"], world.RVT)

    def test_what_a_family_told_once_is_shared_and_not_asked_again(self):
        """O16"""
        zaak = world.zaak()
        place = f"/zaken/{zaak}/vragenlijsten"
        self.open(self.one, world.SENDER, VERWIJZING, place)
        see(self.one, "Er is nog geen vragenlijst")
        browsers.inspect(self, self.one, "vragenlijsten-leeg")
        self.refused(self.one, "vragenlijstOpstellen", 2)
        browsers.inspect(self, self.one, "vragenlijsten-fouten")
        browsers.fill(self.one, "vragenlijstOpstellen", over="onderzoek", vragen=f"{TOLD}\n{UNTOLD}")
        browsers.send(self.one, "vragenlijstOpstellen")
        see(self.one, "Dit is vastgelegd.")
        made = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1{place}")
        kenmerk, address = made["kenmerk"], f"/vragenlijsten/{made['vragenlijsten'][0]['id']}"
        self.one.get(world.page(VERWIJZING, address))
        act(
            self.one, "vragenlijstBeantwoorden", vraag="1", soort="zienswijze-ouder", datum=world.today(),
            antwoord=ANSWER,
        )  # fmt: skip
        see(self.one, ANSWER)

        # Who did not get it sees that it is there, and asks.
        self.open(self.other, world.NEIGHBOUR, VERWIJZING, address)
        see(self.other, "Deze lijst is niet met uw organisatie gedeeld. U kunt erom vragen.")
        self.assertNotIn("elke avond", self.other.page_source)
        browsers.inspect(self, self.other, "vragenlijst-niet-gedeeld")
        act(self.other, "vragenlijstAanvragen", grondslag="wettelijke-taak")
        see(self.other, "Dit is vastgelegd.")
        self.one.refresh()
        see(self.one, "vroeg om deze lijst")
        browsers.inspect(self, self.one, "vragenlijst-gevraagd")
        self.one.get(world.page(VERWIJZING, place))
        see(self.one, "vroeg om deze lijst")
        browsers.inspect(self, self.one, "vragenlijsten")
        self.one.get(world.page(VERWIJZING, address))
        self.inbox(world.NEIGHBOUR)
        with self.follows("Lees een vragenlijst", "een gedeelde vragenlijst in de takenlijst"):
            act(self.one, "vragenlijstDelen", organisatie=ARNHEM, grondslag="wettelijke-taak")
        self.from_task("Lees een vragenlijst", kenmerk, "Ga naar de vragenlijst", world.NEIGHBOUR, VERWIJZING)
        see(self.other, ANSWER)
        act(self.other, "vragenlijstOntvangen")
        see(self.other, "De lijst is ontvangen")
        browsers.inspect(self, self.other, "vragenlijst-gedeeld")

        # What is gone on with starts with what is known.
        self.other.get(world.page(VERWIJZING, place))
        act(self.other, "vragenlijstOpstellen", over="onderzoek", vragen=UNTOLD, uit=made["vragenlijsten"][0]["id"])
        see(self.other, "Dit is vastgelegd.")
        lists = world.CHAIN.person(world.NEIGHBOUR).get(VERWIJZING, f"/v1{place}")["vragenlijsten"]
        own = next(one for one in lists if one["eigenaar"]["organisatie"] == ARNHEM)
        self.other.get(world.page(VERWIJZING, f"/vragenlijsten/{own['id']}"))
        see(self.other, "Dit vertelde het gezin al")
        see(self.other, ANSWER)
        browsers.inspect(self, self.other, "vragenlijst-verder")

    def test_a_family_that_moves_is_offered_there_and_stays_until_somebody_accepts(self):
        """O22"""
        zaak = world.zaak()
        self.inbox(PLANS)
        self.open(self.one, world.SENDER, VERWIJZING, f"/zaken/{zaak}/verhuizing")
        see(self.one, "Geen verhuizing bekend")
        self.refused(self.one, "gezinVerhuisd", 2)
        browsers.inspect(self, self.one, "verhuizing-fouten")
        browsers.fill(self.one, "gezinVerhuisd", gemeente="1734", vanaf=world.today())
        with self.follows("Bied aan waar het gezin nu woont", "een verhuizing in de takenlijst van de regiehouder"):
            browsers.send(self.one, "gezinVerhuisd")
        see(self.one, "Overbetuwe")
        browsers.inspect(self, self.one, "verhuizing")
        self.inbox(MOVED_TO)
        with self.follows("Beantwoord een aanbod", "het aanbod in de takenlijst van het team daar"):
            act(
                self.one, "overdrachtAanbieden", zaak=zaak, naar=OVERBETUWE, urgentie="regulier",
                vraag="passender-hulp", leeftijdsgroep="0-11", gemeente="1734", reden="verhuizing",
            )  # fmt: skip
        see(self.one, "wacht op antwoord")
        regie = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}")["regie"]
        self.assertEqual(regie["organisatie"], world.RVT, "verhuizen verplaatst niets")
        browsers.inspect(self, self.one, "verhuizing-aangeboden")
        moved = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/zaken/{zaak}")["verhuizing"]
        accept(world.CHAIN.person(MOVED_TO), moved["aanbod"], MOVED_TO)
        self.one.refresh()
        see(self.one, "Het team daar doet mee")
        browsers.inspect(self, self.one, "verhuizing-klaar")

    def test_help_that_stops_is_on_a_list_until_somebody_says_what_comes_of_it(self):
        """V7"""
        self.addCleanup(world.terms)
        listed = world.stopping()
        kenmerk = world.CHAIN.person(world.STOPPING).get(VERWIJZING, f"/v1/vervangingen/{listed}")["kenmerk"]
        self.open(self.other, REGION, VERWIJZING, "/vervangingen")
        see(self.other, kenmerk)
        browsers.inspect(self, self.other, "vervangingen")
        self.open(self.one, world.STOPPING, TAKEN, "/")
        see(self.one, "Zorg voor andere hulp", place="#taken")
        self.open(self.one, world.STOPPING, VERWIJZING, "/vervangingen")
        browsers.click(self.one, kenmerk)
        see(self.one, "Nog geen andere hulp")
        browsers.inspect(self, self.one, "vervanging")
        self.refused(self.one, "vervangingBeeindigen", 1)
        browsers.fill(self.one, "vervangingBeeindigen", reden="gaat-door")
        browsers.send(self.one, "vervangingBeeindigen")
        see(self.one, "Geregeld")
        browsers.inspect(self, self.one, "vervanging-geregeld")
        self.other.refresh()
        see(self.other, "Hulp die stopt")
        self.assertNotIn(kenmerk, self.other.find_element(By.TAG_NAME, "main").text)
        self.open(self.other, MOVED_TO, VERWIJZING, "/vervangingen")
        see(self.other, "Er wacht niemand")
        browsers.inspect(self, self.other, "vervangingen-leeg")


if __name__ == "__main__":
    unittest.main()
