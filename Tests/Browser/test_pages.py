"""Two people, two browsers: a handover from offer to acceptance through the pages."""

import unittest

import browsers
import world
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.receiver = browsers.start()
        cls.sender = browsers.start()

    @classmethod
    def tearDownClass(cls):
        browsers.stop(cls.receiver)
        browsers.stop(cls.sender)

    def test_an_offer_comes_live_and_is_accepted_and_the_sender_sees_it(self):
        """N2, O1, O3, O21, S1"""
        zaak = world.zaak()
        browsers.sign_in(self.receiver, world.page(world.TAKEN, "/"), world.PLANNER)
        browsers.see(self.receiver, "Mijn taken")
        browsers.inspect(self, self.receiver, "taken-voor")
        overdracht = world.offer(zaak)
        kenmerk = world.state(overdracht)["kenmerk"]
        # Live: nobody touches the page.
        browsers.see(self.receiver, kenmerk, within=10)
        browsers.see(self.receiver, "Beantwoord een aanbod")
        browsers.inspect(self, self.receiver, "taken")

        browsers.press(self.receiver, By.XPATH, f"//li[contains(., '{kenmerk}')]//a")
        browsers.see(self.receiver, "Ga naar de overdracht")
        browsers.inspect(self, self.receiver, "taak")
        task = self.receiver.current_url
        browsers.click(self.receiver, "Ga naar de overdracht")
        # One sign-on: the provider knows the person, here it asks again because it has no session of its own.
        browsers.choose(self.receiver, world.PLANNER, world.page(world.VERWIJZING))
        browsers.see(self.receiver, f"Overdracht {kenmerk}")
        browsers.see(self.receiver, "afspraak van de keten (O5)")
        browsers.see(self.receiver, "Uw organisatie is aan zet")
        browsers.inspect(self, self.receiver, "overdracht")
        self.assertTrue(world.state(overdracht).get("gezienOp"), "openen is gezien")
        self.assertNotIn(world.TEXT, self.receiver.page_source)

        # Wrong first: everything that is missing, beside its field and as a list that has the focus.
        browsers.click(self.receiver, "Accepteren")
        browsers.press(self.receiver, By.CSS_SELECTOR, "#overdrachtAanvaarden button")
        browsers.wait(self.receiver, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        self.assertEqual(len(self.receiver.find_elements(By.CSS_SELECTOR, ".foutenlijst li")), 2)
        self.assertEqual(len(self.receiver.find_elements(By.CSS_SELECTOR, ".foutmelding")), 2)
        browsers.inspect(self, self.receiver, "overdracht-fouten")
        self.assertEqual(world.state(overdracht)["status"], "aangeboden")

        browsers.sign_in(self.sender, world.page(world.VERWIJZING, f"/overdrachten/{overdracht}"), world.SENDER)
        browsers.see(self.sender, "Aangeboden, wacht op antwoord", place="#stand")

        browsers.pick(self.receiver, "overdrachtAanvaarden-werker", world.WORKER)
        day = self.receiver.find_element(By.ID, "overdrachtAanvaarden-startdatum")
        self.receiver.execute_script("arguments[0].value = arguments[1]", day, world.today(3))
        browsers.press(self.receiver, By.CSS_SELECTOR, "#overdrachtAanvaarden button")
        browsers.see(self.receiver, "Dit is vastgelegd")
        self.assertEqual(world.state(overdracht)["status"], "geaccepteerd")

        # Live: the sender only looks.
        browsers.see(self.sender, "Geaccepteerd", within=5, place="#stand .merken")
        browsers.inspect(self, self.sender, "overdracht-geaccepteerd")
        self.sender.get(world.page(world.VERWIJZING, "/"))
        browsers.see(self.sender, kenmerk)
        browsers.inspect(self, self.sender, "bord")
        browsers.sign_in(self.receiver, task, world.PLANNER)
        browsers.see(self.receiver, "Deze taak is gedaan.", within=10)
        browsers.inspect(self, self.receiver, "taak-gedaan")
        self.assertEqual(browsers.browser_log(self.receiver), [])
        self.assertEqual(browsers.browser_log(self.sender), [])

    def test_refusing_by_keyboard_alone(self):
        """O3: a reason and an alternative, without a mouse"""
        overdracht = world.offer(world.zaak())
        browser = self.receiver
        browsers.sign_in(browser, world.page(world.VERWIJZING, f"/overdrachten/{overdracht}"), world.PLANNER)
        browsers.see(browser, "Wat u kunt doen")

        def tab_to(match):
            return browsers.tab_to(self, browser, match)

        tab_to(lambda e: e.tag_name == "summary" and e.text == "Weigeren").send_keys(Keys.ENTER)
        tab_to(lambda e: e.get_attribute("id") == "overdrachtWeigeren-reden").send_keys("Niet passend")
        tab_to(lambda e: e.get_attribute("id") == "overdrachtWeigeren-alternatief").send_keys("Consultatie")
        tab_to(lambda e: e.tag_name == "button" and e.text == "Weigeren").send_keys(Keys.ENTER)
        browsers.see(browser, "Dit is vastgelegd")
        self.assertEqual(world.state(overdracht)["status"], "geweigerd")

    def test_what_a_person_writes_is_shown_as_text(self):
        """Script in a text field"""
        overdracht = world.offer(world.zaak())
        browser = self.receiver
        browsers.sign_in(browser, world.page(world.VERWIJZING, f"/overdrachten/{overdracht}"), world.PLANNER)
        browsers.click(browser, "Uitstellen")
        browsers.pick(browser, "overdrachtUitstellen-reden", "wachtlijst")
        evil = "<script>document.title='kwaad'</script><img src=x onerror=\"document.title='kwaad'\">"
        browser.find_element(By.ID, "overdrachtUitstellen-overbruggingsafspraak").send_keys(evil)
        browsers.press(browser, By.CSS_SELECTOR, "#overdrachtUitstellen button")
        browsers.wait(browser, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        area = browser.find_element(By.ID, "overdrachtUitstellen-overbruggingsafspraak")
        self.assertEqual(area.get_attribute("value"), evil)
        self.assertNotEqual(browser.title, "kwaad")

    def test_without_script_everything_works(self):
        overdracht = world.offer(world.zaak())
        browser = browsers.start("telefoon", javascript=False)
        try:
            browsers.sign_in(browser, world.page(world.VERWIJZING, f"/overdrachten/{overdracht}"), world.PLANNER)
            browsers.click(browser, "Weigeren")
            browsers.pick(browser, "overdrachtWeigeren-reden", "buiten-gebied")
            browsers.pick(browser, "overdrachtWeigeren-alternatief", "meekijken")
            browsers.press(browser, By.CSS_SELECTOR, "#overdrachtWeigeren button")
            browsers.see(browser, "Dit is vastgelegd")
        finally:
            browsers.stop(browser)

    def test_a_task_is_handed_to_a_colleague(self):
        """N5"""
        overdracht = world.offer(world.zaak())
        kenmerk = world.state(overdracht)["kenmerk"]
        browser = self.receiver
        browsers.sign_in(browser, world.page(world.TAKEN, "/"), world.PLANNER)
        browsers.see(browser, kenmerk)
        browsers.press(browser, By.XPATH, f"//li[contains(., '{kenmerk}')]//a")
        browsers.click(browser, "Geef deze taak aan een ander")
        browsers.press(browser, By.CSS_SELECTOR, "#taakOverdragen button")
        browsers.wait(browser, lambda b: b.find_elements(By.CSS_SELECTOR, ".foutenlijst"))
        browsers.inspect(self, browser, "taak-fouten")
        browsers.pick(browser, "taakOverdragen-naarMedewerker", world.COLLEAGUE)
        browsers.pick(browser, "taakOverdragen-reden", "interne-overdracht")
        browsers.press(browser, By.CSS_SELECTOR, "#taakOverdragen button")
        browsers.wait(browser, lambda b: b.find_element(By.TAG_NAME, "h1").text == "Mijn taken")
        self.assertNotIn(kenmerk, browser.find_element(By.TAG_NAME, "main").text)

    def test_signing_out_ends_the_session_everywhere_it_says(self):
        first, second = browsers.start(), browsers.start()
        try:
            for browser in (first, second):
                browsers.sign_in(browser, world.page(world.TAKEN, "/"), world.COLLEAGUE)
                browsers.see(browser, "Mijn taken")
            browsers.click(first, "Overal afmelden")
            browsers.see(first, "U bent afgemeld")
            browsers.inspect(self, first, "afgemeld")
            second.get(world.page(world.TAKEN, "/"))
            self.assertNotEqual(second.find_element(By.TAG_NAME, "h1").text, "Mijn taken")
        finally:
            browsers.stop(first)
            browsers.stop(second)

    def test_what_is_not_there_and_what_is_of_others(self):
        browser = self.sender
        browsers.sign_in(browser, world.page(world.VERWIJZING, "/"), world.SENDER)
        browser.get(world.page(world.VERWIJZING, "/bestaat-niet"))
        browsers.see(browser, "Niet gevonden")
        browsers.inspect(self, browser, "niet-gevonden")
        stranger = browsers.start()
        try:
            overdracht = world.offer(world.zaak())
            browsers.sign_in(stranger, world.page(world.VERWIJZING, f"/overdrachten/{overdracht}"), "mw-overbetuwe-3")
            browsers.see(stranger, "Deze overdracht bestaat niet of is niet van uw organisatie.")
        finally:
            browsers.stop(stranger)


if __name__ == "__main__":
    unittest.main()
