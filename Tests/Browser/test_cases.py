"""Both cases of DOMAIN.md §1 as two people live them, each in a browser of their own: what one does, the other sees.

What has no page yet (a melding, the offer) comes over the interfaces that systems use.
"""

import unittest

import browsers
import world
from browsers import Live, act, become, see
from cast import ARNHEM, WEGWIJS
from selenium.webdriver.common.by import By
from steps import accept, handover, offer

# Of the one term that a case waits for; all others are those of the chain.
TERMS = "wachtlijstbericht: {regulier: PT6S}"


def setUpModule():
    world.terms(TERMS)


def tearDownModule():
    world.terms()
    slowest = max((seconds for _, seconds in browsers.LIVE), default=0)
    print(f"\nlive, van antwoord tot het scherm van de ander ({len(browsers.LIVE)} keer, hoogstens {slowest:.2f} s):")
    for what, seconds in browsers.LIVE:
        print(f"  {seconds:5.2f} s  {what}")


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sender, cls.receiver = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.sender)
        cls.addClassCleanup(browsers.stop, cls.receiver)

    def tearDown(self):
        for browser in (self.sender, self.receiver):
            self.assertEqual(browsers.browser_log(browser), [])

    # Steps

    def inbox(self, browser, person):
        become(browser, world.page(world.TAKEN, "/"), person)
        see(browser, "Mijn taken")

    def handover(self, browser, overdracht, person):
        become(browser, world.page(world.VERWIJZING, f"/overdrachten/{overdracht}"), person)
        see(browser, "Waar het over gaat")

    def task(self, browser, title, kenmerk, person):
        """Opens a task from the inbox and goes on to the handover that it is about."""
        place = f"//li[contains(., '{kenmerk}')]//a[normalize-space()='{title}']"
        browsers.press(browser, By.XPATH, place)
        browsers.click(browser, "Ga naar de overdracht")
        browsers.choose(browser, person, world.page(world.VERWIJZING))
        see(browser, f"Overdracht {kenmerk}")

    def follows(self, *what):
        return Live(self, *what)

    def regie(self, zaak, viewer="mw-brug-4"):
        """Who holds it, as De Brug sees it, which has a part in both cases."""
        return world.CHAIN.person(viewer).get(world.VERWIJZING, f"/v1/zaken/{zaak}")["regie"]["medewerker"]

    def escalated(self, overdracht):
        told = world.CHAIN.person("mw-rvt-3").get(world.VERWIJZING, f"/v1/overdrachten/{overdracht}/tijdlijn")
        return [line["gebeurtenis"] for line in told["regels"]].count("termijn-geescaleerd") == 2

    def state(self, overdracht):
        return world.CHAIN.person("mw-brug-4").get(*handover(overdracht))["status"]

    def both_confirm(self, overdracht, sender, receiver, **family):
        """O2: one side is not enough; the second one makes it a warm handover."""
        body = {"datum": world.today(), "deelnemers": [sender, receiver], **family}
        with self.follows(
            self.receiver, "Gesprek bevestigd", "#tijdlijn", "gesprek bevestigd door de afzender", self.sender
        ):
            act(self.sender, "gesprekBevestigen", **body)
        self.assertEqual(self.state(overdracht), "geaccepteerd", "één kant is niet genoeg (O2)")
        with self.follows(self.sender, "Overgedragen", "#stand .merken", "gesprek bevestigd, dus warm", self.receiver):
            act(self.receiver, "gesprekBevestigen", **body)
        self.assertEqual(self.state(overdracht), "overgedragen")

    def adult(self, zaak, contact):
        """Somebody of the family, whom its contact recorded."""
        members = f"/v1/zaken/{zaak}/gezinsleden"
        return world.CHAIN.person(contact).post(world.VERWIJZING, members, {"rol": "volwassene"})["id"]

    def family(self, browser, zaak, member, contact):
        """A member looks at its own page, with the code that the contact gave (N7)."""
        given = world.CHAIN.person(contact).post(
            world.VERWIJZING, f"/v1/zaken/{zaak}/gezinstoegangen", {"lid": member}
        )
        browsers.forget(browser)
        browser.get(world.page(world.VERWIJZING, "/gezin"))
        browser.find_element(By.ID, "code").send_keys(given["code"])
        browsers.click(browser, "Open mijn bladzijde")
        see(browser, "Wie is uw contact?")

    def starts(self, overdracht):
        with self.follows(self.sender, "Hulp is gestart", "#stand .merken", "de hulp is gestart", self.receiver):
            act(self.receiver, "hulpStarten", grond="wettelijke-taak")
        self.assertEqual(self.state(overdracht), "gestart")


class FittingHelp(Case):
    """Case 1: help that fits is asked once, refused with an alternative, and given without a second intake."""

    def test_refused_with_an_alternative_then_given_and_closed(self):
        """O1, O2, O3, O6, O8, O11, O21"""
        xandra = world.CHAIN.person("mw-brug-4")
        zaak = world.zaak()
        first = world.offer(zaak)
        accept(world.CHAIN.person("mw-brug-2"), first, "mw-brug-4")
        world.start(first, "mw-brug-4")
        wish = "Ik wil iemand die snapt waar ik vandaan kom."
        xandra.post(
            world.VERWIJZING,
            f"/v1/zaken/{zaak}/dossier/wens-van-het-kind",
            {"soort": "zienswijze-jeugdige", "datum": world.today(-400), "tekst": wish},
        )

        # Who picks it up sees it come in, and says no with a reason and somebody who can.
        self.inbox(self.receiver, "mw-arnhem-2")
        with self.follows(self.receiver, "Beantwoord een aanbod", "#taken", "aanbod in de takenlijst") as live:
            refused = offer(xandra, zaak, ARNHEM)
            live.answered()
        kenmerk = xandra.get(*handover(refused))["kenmerk"]
        self.handover(self.sender, refused, "mw-brug-4")
        with self.follows(
            self.sender, "Geopend", "#tijdlijn", "geopend door een medewerker", self.receiver, "Waar het over gaat"
        ):
            self.task(self.receiver, "Beantwoord een aanbod", kenmerk, "mw-arnhem-2")
        why = "Een mannelijke, cultuursensitieve begeleider past hier beter."
        act(self.receiver, "overdrachtWeigeren", reden="andere-expertise-nodig")
        browsers.wait(self.receiver, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        self.assertEqual(xandra.get(*handover(refused))["status"], "aangeboden", "weigeren noemt een alternatief (O3)")
        browsers.fill(
            self.receiver, "overdrachtWeigeren", alternatief="andere-organisatie", alternatieveOrganisatie=WEGWIJS,
            toelichting=why,
        )
        with self.follows(self.sender, "Geweigerd", "#stand .merken", "geweigerd", self.receiver):
            browsers.send(self.receiver, "overdrachtWeigeren")
        see(self.sender, "U bent aan zet.", place="#stand")
        see(self.sender, "Andere organisatie: Buro Wegwijs", place="#gegevens")
        see(self.sender, "Het gezin is weer bij u.", place="#handelingen")
        browsers.inspect(self, self.sender, "overdracht-geweigerd")
        self.inbox(self.sender, "mw-brug-4")
        self.task(self.sender, "Pak een weigering op", kenmerk, "mw-brug-4")
        browsers.click(self.sender, "Wat beide kanten elkaar schreven")
        see(self.sender, why)
        browsers.inspect(self, self.sender, "berichten")

        # One question to who fits; a named worker and a day make the answer (O21).
        self.inbox(self.receiver, "mw-wegwijs-2")
        with self.follows(self.receiver, "Beantwoord een aanbod", "#taken", "tweede aanbod in de takenlijst") as live:
            given = offer(xandra, zaak, WEGWIJS)
            live.answered()
        kenmerk = xandra.get(*handover(given))["kenmerk"]
        self.handover(self.sender, given, "mw-brug-4")
        self.task(self.receiver, "Beantwoord een aanbod", kenmerk, "mw-wegwijs-2")
        self.assertNotIn(wish, self.receiver.page_source)
        with self.follows(self.sender, "Geaccepteerd", "#stand .merken", "geaccepteerd met een werker", self.receiver):
            act(self.receiver, "overdrachtAanvaarden", werker="mw-wegwijs-3", startdatum=world.today(3))
        see(self.sender, "Werker voor het gezin", place="#gegevens")
        self.assertEqual(self.regie(zaak), "mw-wegwijs-3")

        # What was known stays known: source and age stand with it, and nobody asks again.
        self.handover(self.receiver, given, "mw-wegwijs-3")
        browsers.click(self.receiver, "Open het dossier")
        see(self.receiver, wish)
        see(self.receiver, "Jeugdbescherming De Brug")
        see(self.receiver, "Ouder dan een jaar")
        browsers.click(self.receiver, "Terug naar de overdracht")
        see(self.receiver, "Waar het over gaat")

        self.both_confirm(given, "mw-brug-4", "mw-wegwijs-3", gezinErbij="ja")
        self.starts(given)
        adult = self.adult(zaak, "mw-wegwijs-3")
        with self.follows(
            self.sender, "Voortgang gemeld", "#tijdlijn", "voortgang gemeld", self.receiver
        ):
            act(self.receiver, "voortgangMelden", bericht="Drie gesprekken gehad; vader doet mee.")
        with self.follows(self.sender, "Deze overdracht is klaar.", "#stand", "afgerond met nazorg", self.receiver):
            act(
                self.receiver, "overdrachtAfronden", nazorg_organisatie=WEGWIJS, nazorg_medewerker="mw-wegwijs-3",
                wegTerug="lokaal-team",
            )
        see(self.sender, "Wie contact houdt", place="#gegevens")
        see(self.sender, "Bij het lokale team", place="#gegevens")
        browsers.inspect(self, self.receiver, "overdracht-afgerond")
        # Somebody tells the family what changed (N7), and it reads how it comes back (O11).
        self.receiver.get(world.page(world.VERWIJZING, f"/zaken/{zaak}/gezin"))
        see(self.receiver, "Het gezin moet nog iets horen")
        browsers.inspect(self, self.receiver, "gezinscontact-vertellen")
        self.family(self.sender, zaak, adult, "mw-wegwijs-3")
        see(self.sender, "Hulp die stopte, en hoe u terugkomt")
        browsers.inspect(self, self.sender, "gezin-afgelopen")


class Waiting(Case):
    """Case 2: waiting is a stated answer, silence is heard, and nobody is ever without the regie."""

    def test_postponed_silent_reminded_given_back_and_warmly_handed_over(self):
        """O1, O2, O3, O4, O5, O21, N2"""
        zaak = world.zaak()
        holder = self.regie(zaak, "mw-rvt-3")
        self.inbox(self.receiver, "mw-brug-2")
        with self.follows(self.receiver, "Beantwoord een aanbod", "#taken", "aanbod van het veiligheidsteam") as live:
            overdracht = world.ask_for(zaak)
            live.answered()
        kenmerk = world.state(overdracht)["kenmerk"]
        self.task(self.receiver, "Beantwoord een aanbod", kenmerk, "mw-brug-2")
        self.handover(self.sender, overdracht, "mw-rvt-3")

        # "There is a waiting list" is no answer; a date and who does what meanwhile make it one.
        act(self.receiver, "overdrachtUitstellen", reden="wachtlijst")
        browsers.wait(self.receiver, lambda b: len(b.find_elements(By.CSS_SELECTOR, ".foutmelding")) == 2)
        self.assertEqual(world.state(overdracht)["status"], "aangeboden")
        bridge = "Het lokaal team belt elke week met moeder; bij dreiging belt zij de bereikbaarheidsdienst."
        browsers.fill(
            self.receiver, "overdrachtUitstellen", nieuweDatum=world.today(21), overbruggingsafspraak=bridge
        )
        with self.follows(self.sender, "Uitgesteld", "#stand .merken", "uitgesteld met een datum", self.receiver):
            browsers.send(self.receiver, "overdrachtUitstellen")
        browsers.inspect(self, self.sender, "overdracht-uitgesteld")
        self.assertEqual(self.regie(zaak), holder, "wachten verplaatst niets (O4)")
        self.sender.get(world.page(world.VERWIJZING, f"/overdrachten/{overdracht}/berichten"))
        see(self.sender, bridge)
        self.handover(self.sender, overdracht, "mw-rvt-3")

        # The promised message does not come: that is a signal by itself, to both.
        see(self.sender, "Een wachtlijstbericht bleef uit", within=40, place="#tijdlijn")
        world.terms()
        world.until("de regio hoort het ook (O5); verder tellen dagen", lambda: self.escalated(overdracht))
        self.inbox(self.receiver, "mw-brug-2")
        self.task(self.receiver, "Geef een wachtlijstbericht", kenmerk, "mw-brug-2")
        with self.follows(
            self.sender, "Wachtlijstbericht gegeven", "#tijdlijn", "wachtlijstbericht gegeven", self.receiver
        ):
            act(self.receiver, "wachtlijstberichtGeven", bericht="Willem is over drie weken beschikbaar.")

        # Who cannot keep it safe says so, and the other knows at once.
        self.handover(self.receiver, overdracht, "mw-brug-1")
        with self.follows(self.receiver, "Niet veilig te houden", "#stand", "niet veilig te houden", self.sender):
            act(self.sender, "veiligheidMelden")
        browsers.inspect(self, self.receiver, "overdracht-onveilig")
        safe = "Moeder en kind slapen bij oma; oma belt bij onraad."
        with self.follows(
            self.receiver, "Gemeld dat het weer veilig is", "#tijdlijn", "weer veilig", self.sender
        ):
            act(self.sender, "veiligheidHerstellen", bericht=safe)
        browsers.inspect(self, self.receiver, "overdracht-weer-veilig")
        self.receiver.get(world.page(world.VERWIJZING, f"/overdrachten/{overdracht}/berichten"))
        see(self.receiver, safe)
        self.handover(self.receiver, overdracht, "mw-brug-1")

        # Accepted by who leads the team, and given back before anybody spoke: the regie is never with nobody.
        with self.follows(self.sender, "Geaccepteerd", "#stand .merken", "geaccepteerd na uitstel", self.receiver):
            act(self.receiver, "overdrachtAanvaarden", werker="mw-brug-3", startdatum=world.today(1))
        self.assertEqual(self.regie(zaak), "mw-brug-3")
        with self.follows(
            self.sender, "Teruggegeven, wacht op antwoord", "#stand .merken", "teruggegeven met reden", self.receiver
        ):
            act(self.receiver, "overdrachtTeruggeven", reden="geen-werker")
        self.assertEqual(self.regie(zaak), "mw-brug-3", "tot iemand de teruggave aanvaardt (O21)")
        with self.follows(
            self.receiver, "Terug bij de afzender", "#stand .merken", "teruggave aanvaard", self.sender
        ):
            act(self.sender, "teruggaveAanvaarden", regiehouder="mw-rvt-3")
        self.assertEqual(self.regie(zaak), "mw-rvt-3")
        browsers.inspect(self, self.sender, "overdracht-teruggegeven")

        world.CHAIN.person("mw-rvt-3").post(
            world.VERWIJZING,
            f"/v1/zaken/{zaak}/dossier/eerder-onderzoek-en-hulp",
            {"soort": "feit", "datum": world.today(-500), "tekst": "Spoedhulp; opvoedhulp liep ernaast."},
        )

        # Offered again, and this time two people speak before it is called handed over.
        again = world.offer(zaak, "spoed")
        self.handover(self.receiver, again, "mw-brug-2")
        self.handover(self.sender, again, "mw-rvt-3")
        with self.follows(self.sender, "Geaccepteerd", "#stand .merken", "spoed geaccepteerd", self.receiver):
            act(self.receiver, "overdrachtAanvaarden", werker="mw-brug-4", startdatum=world.today())
        self.handover(self.receiver, again, "mw-brug-4")
        self.both_confirm(again, "mw-rvt-3", "mw-brug-4", gezinErbij="nee", redenNiet="onveilig")
        self.starts(again)
        self.assertEqual(self.regie(zaak), "mw-brug-4")
        browsers.inspect(self, self.receiver, "overdracht-gestart")
        self.set_aside(again)
    def set_aside(self, overdracht):
        """O8: not going by what was stated before takes a reason for each block, which its author reads."""
        self.receiver.get(world.page(world.VERWIJZING, f"/overdrachten/{overdracht}/dossier"))
        form = "terzijdeLeggen-eerder-onderzoek-en-hulp"
        see(self.receiver, "Ouder dan een jaar")
        self.assertFalse(self.receiver.find_elements(By.ID, "terzijdeLeggen-feiten"), "daar staat niets van een ander")
        act(self.receiver, form)
        browsers.wait(self.receiver, lambda b: len(b.find_elements(By.CSS_SELECTOR, ".foutmelding")) == 2)
        browsers.inspect(self, self.receiver, "dossier-terzijde-fouten")
        why = "De situatie thuis is sinds de spoedhulp heel anders."
        browsers.fill(self.receiver, form, reden="verouderd", toelichting=why)
        with self.follows(
            self.sender, "Eerdere informatie terzijde gelegd", "#tijdlijn", "terzijde gelegd", self.receiver,
            "Dit staat nu in het dossier.",
        ):
            browsers.send(self.receiver, form)
        see(self.receiver, "Dit staat nu in het dossier.")
        self.assertFalse(self.receiver.find_elements(By.ID, form), "wat terzijde ligt, wordt niet nog eens gelegd")
        browsers.inspect(self, self.receiver, "dossier-terzijde")
        self.sender.get(world.page(world.VERWIJZING, f"/overdrachten/{overdracht}/dossier"))
        see(self.sender, why)
        see(self.sender, "Terzijde gelegd: Verouderd")
        see(self.sender, "Spoedhulp; opvoedhulp liep ernaast.")
        zaak = world.state(overdracht)["zaak"]
        self.family(self.sender, zaak, self.adult(zaak, "mw-brug-4"), "mw-brug-4")
        see(self.sender, "Waar iemand niet van uitgaat")
        browsers.inspect(self, self.sender, "gezin-terzijde")


if __name__ == "__main__":
    unittest.main()
