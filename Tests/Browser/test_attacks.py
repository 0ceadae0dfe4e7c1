"""What a browser is made to do by somebody else: foreign forms, planted sessions, addresses that lead away."""

import re
import unittest
import urllib.parse

import world
from attacker import ask, session, set_cookies, sign_in, token


class Attacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.overdracht = world.offer(world.zaak())
        cls.address = world.page(world.VERWIJZING, f"/overdrachten/{cls.overdracht}")
        cls.cookies = session(world.VERWIJZING, world.PLANNER)
        _, _, cls.page = ask("GET", cls.address, cls.cookies)
        cls.form = {
            "formulier": token(cls.page),
            "sleutel": "aanval-1",
            "handeling": "overdrachtWeigeren",
            "versie": cls.page.split('name="versie" value="', 1)[1].split('"', 1)[0],
            "/reden": "niet-passend",
            "/alternatief": "consultatie",
        }
        cls.origin = {"Origin": world.page(world.VERWIJZING)}

    def at(self, place):
        """A page's address with an id in it, whatever it names."""
        return re.sub(r"\{[a-z]+\}", self.overdracht, place)

    def test_a_form_from_elsewhere_does_nothing(self):
        ways = {
            "without an origin": ({}, self.form),
            "from another origin": ({"Origin": "https://kwaad.example"}, self.form),
            "from another port": ({"Origin": world.page(world.TAKEN)}, self.form),
            "from a sandboxed frame": ({"Origin": "null"}, self.form),
            "without the token": (self.origin, {k: v for k, v in self.form.items() if k != "formulier"}),
            "with another session's token": (
                self.origin,
                self.form
                | {"formulier": token(ask("GET", self.address, session(world.VERWIJZING, world.COLLEAGUE))[2])},
            ),
        }
        for way, (headers, form) in ways.items():
            with self.subTest(way):
                status, _, _ = ask("POST", self.address, self.cookies, form, headers)
                self.assertEqual(status, 403)
        json = {"Content-Type": "application/json"} | self.origin
        self.assertEqual(ask("POST", self.address, self.cookies, self.form, json)[0], 415)
        self.assertEqual(world.state(self.overdracht)["status"], "aangeboden")

    def test_a_planted_session_is_not_taken_over(self):
        planted = "A" * 43
        for service in world.PAGES:
            with self.subTest(service):
                name = f"keten-{service}"
                (status, headers, _), _, _ = sign_in(service, world.PLANNER, {name: planted})
                self.assertEqual(status, 303)
                self.assertNotEqual(set_cookies(headers)[name].value, planted)
                self.assertEqual(ask("GET", world.page(service, "/"), {name: planted})[0], 303)

    def test_the_answer_of_another_sign_in_is_refused(self):
        (_, _, _), _, location = sign_in(world.VERWIJZING, world.PLANNER)
        # Used up, and in a browser that began nothing.
        self.assertEqual(ask("GET", location)[0], 400)
        _, headers, _ = ask("GET", world.page(world.VERWIJZING, "/aanmelden"))
        other = {name: morsel.value for name, morsel in set_cookies(headers).items()}
        self.assertEqual(ask("GET", location, other)[0], 400)

    def test_cookies_are_out_of_reach(self):
        for service in world.PAGES:
            (_, headers, _), _, _ = sign_in(service, world.PLANNER)
            for line in headers.get_all("Set-Cookie"):
                for word in ("HttpOnly", "SameSite=Lax", "Path=/"):
                    self.assertIn(word, line)

    def test_nobody_is_led_away(self):
        for target in ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", ""]:
            with self.subTest(target):
                address = world.page(world.VERWIJZING, "/aanmelden?" + urllib.parse.urlencode({"naar": target}))
                _, headers, _ = ask("GET", address)
                carried = {name: morsel.value for name, morsel in set_cookies(headers).items()}
                question = urllib.parse.urlsplit(headers["Location"])
                form = dict(urllib.parse.parse_qsl(question.query)) | {"medewerker": world.PLANNER}
                _, headers, _ = ask("POST", f"{question.scheme}://{question.netloc}{question.path}", form=form)
                _, headers, _ = ask("GET", headers["Location"], carried)
                self.assertEqual(headers["Location"], "/")

    def test_pages_carry_their_policy_and_are_kept_nowhere(self):
        for service, pages in world.PAGES.items():
            cookies = session(service, world.PLANNER)
            for page, place in pages.items():
                if isinstance(place, tuple) or page.endswith("-stroom"):
                    continue
                with self.subTest(page):
                    # A page that says no is a page too.
                    address = world.page(service, self.at(place))
                    _, headers, _ = ask("GET", address, cookies)
                    self.assertIn("default-src 'self'", headers["Content-Security-Policy"])
                    self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
                    self.assertEqual(headers["Cache-Control"], "no-store")
                    self.assertEqual(headers["X-Frame-Options"], "DENY")

    def test_every_page_asks_who_you_are(self):
        for service, pages in world.PAGES.items():
            for page, place in pages.items():
                path, act = place if isinstance(place, tuple) else (place, None)
                address = world.page(service, self.at(path))
                with self.subTest(page):
                    origin = {"Origin": world.page(service)}
                    status, headers, body = ask("POST" if act else "GET", address, form=self.form if act else None,
                                                headers=origin)  # fmt: skip
                    if page.endswith("-stroom"):
                        self.assertEqual(status, 401)
                        continue
                    if act:
                        self.assertEqual(status, 401)
                        self.assertIn("U bent niet meer aangemeld", body)
                        continue
                    self.assertEqual(status, 303)
                    self.assertTrue(headers["Location"].startswith("/aanmelden"))
                    self.assertEqual(body, "")

    def test_a_session_of_one_service_opens_no_other(self):
        value = self.cookies["keten-verwijzing"]
        self.assertEqual(ask("GET", world.page(world.TAKEN, "/"), {"keten-notificaties": value})[0], 303)


if __name__ == "__main__":
    unittest.main()
