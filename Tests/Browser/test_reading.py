"""The pages that people read: the board with its filters, a dossier, and what two sides wrote to each other."""

import unittest

import browsers
import world
from browsers import see
from selenium.webdriver.common.by import By
from steps import accept, handover
from world import VERWIJZING


class Board(unittest.TestCase):
    """S1"""

    @classmethod
    def setUpClass(cls):
        world.terms("overdracht-beantwoorden: {regulier: PT2S}")
        cls.addClassCleanup(world.terms)
        cls.late = [world.offer(world.zaak()) for _ in range(2)]
        for overdracht in cls.late:
            world.until("te laat", lambda: cls.escalated(overdracht))
        world.terms()
        cls.elsewhere = world.offer(world.zaak(gemeente="1734"), "spoed")
        cls.marks = {id: world.state(id)["kenmerk"] for id in (*cls.late, cls.elsewhere)}
        cls.browser = browsers.start()
        cls.addClassCleanup(browsers.stop, cls.browser)
        browsers.become(cls.browser, world.page(VERWIJZING, "/"), world.PLANNER)

    @classmethod
    def escalated(cls, overdracht):
        lines = world.CHAIN.person(world.SENDER).get(VERWIJZING, f"/v1/overdrachten/{overdracht}/tijdlijn")["regels"]
        return any(line["gebeurtenis"] == "termijn-geescaleerd" for line in lines)

    def rows(self):
        """Of each row its reference and whether it is late, from the top."""
        return self.browser.execute_script(
            "return [...document.querySelectorAll('#bord tbody tr')].map((rij) =>"
            " [rij.querySelector('th a').textContent, rij.classList.contains('laat')])"
        )

    def show(self, **filters):
        """The board with only these filters, set as a person does."""
        self.browser.get(world.page(VERWIJZING, "/"))
        for name, value in filters.items():
            browsers.pick(self.browser, name, value)
        browsers.press(self.browser, By.CSS_SELECTOR, ".filter button")
        browsers.wait(self.browser, lambda b: "?" in b.current_url and b.find_elements(By.ID, "bord"))
        for name, value in filters.items():
            kept = self.browser.find_element(By.ID, name).get_attribute("value")
            self.assertEqual(kept, value, "wat gekozen is blijft gekozen")
        return self.rows()

    def test_what_is_most_late_stands_first(self):
        rows = self.show()
        late = [is_late for _, is_late in rows]
        self.assertEqual(late, sorted(late, reverse=True))
        first, second = (next(i for i, row in enumerate(rows) if row[0] == self.marks[id]) for id in self.late)
        self.assertLess(first, second, "wat eerder had gemoeten staat hoger")
        see(self.browser, "te laat")
        browsers.inspect(self, self.browser, "bord-laat")

    def test_filters_leave_what_was_asked_for(self):
        elsewhere = self.marks[self.elsewhere]
        here = {self.marks[id] for id in self.late}
        self.assertIn(elsewhere, {mark for mark, _ in self.show(gemeente="1734")})
        self.assertFalse(here & {mark for mark, _ in self.rows()})
        browsers.inspect(self, self.browser, "bord-gemeente")
        late = self.show(tijd="laat", gemeente="0202", regio="gelderland-midden", vraag="passender-hulp")
        self.assertTrue(here <= {mark for mark, _ in late})
        self.assertTrue(all(is_late for _, is_late in late))
        everything = {mark for mark, _ in self.show()}
        ours, theirs = self.show(wie="wij"), self.show(wie="ander")
        self.assertTrue(here <= {mark for mark, _ in ours})
        self.assertFalse({mark for mark, _ in ours} & {mark for mark, _ in theirs})
        self.assertEqual({mark for mark, _ in ours} | {mark for mark, _ in theirs}, everything)

    def place_after(self, number):
        """Where the board of De Brug goes on after so many, as its operation says."""
        page = world.CHAIN.person(world.PLANNER).get(
            VERWIJZING, f"/v1/bord?volgorde=verloop&gemeente=0202&limit={number}"
        )
        return page["volgende"]

    def test_a_long_list_goes_on_on_another_page_with_the_same_filters(self):
        everything = [mark for mark, _ in self.show(gemeente="0202")]
        self.browser.get(world.page(VERWIJZING, f"/?gemeente=0202&na={self.place_after(1)}"))
        see(self.browser, f"Hier staan 2 tot en met {len(everything)}")
        see(self.browser, f"{len(everything)} overdrachten lopen")
        self.assertEqual([mark for mark, _ in self.rows()], everything[1:])
        browsers.inspect(self, self.browser, "bord-verder")
        browsers.click(self.browser, "Naar het begin")
        see(self.browser, everything[0])
        self.assertEqual([mark for mark, _ in self.rows()], everything)
        # A hand-made address is no error.
        self.browser.get(world.page(VERWIJZING, "/?gemeente=0202&na=veel&stand=zomaar&met=niemand"))
        self.assertEqual([mark for mark, _ in self.rows()], everything)

    def test_nothing_that_fits_says_so_and_how_to_see_all(self):
        # As an address that was kept: whatever else happens, no handover stands like this.
        self.browser.get(world.page(VERWIJZING, "/?gemeente=1734&stand=afgerond"))
        see(self.browser, "Niets dat hierbij past")
        browsers.inspect(self, self.browser, "bord-leeg")
        browsers.click(self.browser, "Toon alles")
        see(self.browser, self.marks[self.late[0]])


class Dossier(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.overdracht = world.offer(world.zaak())
        cls.address = world.page(VERWIJZING, f"/overdrachten/{cls.overdracht}/dossier")
        cls.sender, cls.receiver = browsers.start(), browsers.start()
        cls.addClassCleanup(browsers.stop, cls.sender)
        cls.addClassCleanup(browsers.stop, cls.receiver)

    def test_a_statement_is_added_by_who_has_a_part_and_read_from_the_acceptance_on(self):
        """O7, O8, P5"""
        # Wrong first: it is about one day, and says what is known or why it is not.
        browsers.become(self.sender, self.address, world.SENDER)
        see(self.sender, "Hier staat nog niets.")
        form = "dossierAanvullen-wens-van-het-kind"
        browsers.act(self.sender, form, soort="zienswijze-jeugdige", datum=world.today(4))
        browsers.wait(self.sender, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        see(self.sender, "Deze datum ligt in de toekomst.")
        see(self.sender, "Geef een tekst, of waarom dit onbekend is.")
        browsers.inspect(self, self.sender, "dossier-fouten")
        wish = "Ik wil bij mijn broertje blijven."
        browsers.fill(self.sender, form, datum=world.today(-2), tekst=wish)
        browsers.send(self.sender, form)
        see(self.sender, "Dit staat nu in het dossier.")
        see(self.sender, "Hoe het kind het ziet")
        see(self.sender, "2 dagen oud")
        browsers.act(
            self.sender, "dossierAanvullen-lopende-hulp", soort="feit", datum=world.today(),
            onbekendWant="Moeder is nog niet gesproken.",
        )
        see(self.sender, "Onbekend, want:")

        # Not before the acceptance, and never for who only plans.
        browsers.become(self.receiver, self.address, world.WORKER)
        see(self.receiver, "De inhoud van het dossier ziet u na de acceptatie.")
        browsers.inspect(self, self.receiver, "dossier-nog-niet")
        self.assertNotIn(wish, self.receiver.page_source)
        accept(world.CHAIN.person(world.PLANNER), self.overdracht, world.WORKER)
        self.receiver.get(self.address)
        see(self.receiver, wish)
        see(self.receiver, "Carla Zicht")
        browsers.inspect(self, self.receiver, "dossier")
        browsers.become(self.receiver, self.address, world.PLANNER)
        see(self.receiver, "Met inhoud werkt een werker, de teamleider of de bereikbaarheidsdienst.")
        self.assertNotIn(wish, self.receiver.page_source)

    def test_what_both_sides_wrote_stands_with_whose_it_is(self):
        """O4, O7"""
        empty = world.offer(world.zaak())
        browsers.become(self.sender, world.page(VERWIJZING, f"/overdrachten/{empty}/berichten"), world.SENDER)
        see(self.sender, "Nog geen berichten")
        browsers.inspect(self, self.sender, "berichten-leeg")
        bridge = "De school belt elke vrijdag."
        world.CHAIN.person(world.PLANNER).act(
            *handover(empty),
            "uitstellen",
            {"reden": "capaciteit", "nieuweDatum": world.today(8), "overbruggingsafspraak": bridge},
        )
        self.sender.refresh()
        see(self.sender, bridge)
        see(self.sender, "Afspraak voor de tussentijd")
        see(self.sender, "Jeugdbescherming De Brug")


if __name__ == "__main__":
    unittest.main()
