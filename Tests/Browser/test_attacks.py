"""What a browser is made to do by somebody else: foreign forms, planted sessions, addresses that lead away."""

import unittest
import urllib.parse
import urllib.request
from http.cookies import SimpleCookie

import world

OPENER = urllib.request.build_opener(
    type("Stay", (urllib.request.HTTPRedirectHandler,), {"redirect_request": lambda *_: None}),
    urllib.request.ProxyHandler({}),
)


def ask(method, address, cookies=None, form=None, headers=None):
    """One request with exactly these cookies; every status is an answer."""
    sent = dict(headers or {})
    if cookies:
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    data = None
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
        sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
    request = urllib.request.Request(address, data=data, headers=sent, method=method)
    try:
        response = OPENER.open(request, timeout=15)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.status, response.headers, response.read().decode("utf-8", "replace")


def set_cookies(headers):
    found = {}
    for line in headers.get_all("Set-Cookie") or []:
        for name, morsel in SimpleCookie(line).items():
            found[name] = morsel
    return found


def sign_in(service, person, cookies=None):
    """As a browser does it; gives the session's cookies."""
    _, headers, _ = ask("GET", world.page(service, "/aanmelden?naar=/"), cookies)
    carried = {name: morsel.value for name, morsel in set_cookies(headers).items()}
    question = urllib.parse.urlsplit(headers["Location"])
    form = dict(urllib.parse.parse_qsl(question.query)) | {"medewerker": person}
    _, headers, _ = ask("POST", f"{question.scheme}://{question.netloc}{question.path}", form=form)
    return ask("GET", headers["Location"], (cookies or {}) | carried), carried, headers["Location"]


def session(service, person):
    (status, headers, _), _, _ = sign_in(service, person)
    assert status == 303, status
    return {name: morsel.value for name, morsel in set_cookies(headers).items() if morsel.value}


def token(page):
    return page.split('name="formulier" value="', 1)[1].split('"', 1)[0]


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
        (status, headers, _), _, _ = sign_in(world.VERWIJZING, world.PLANNER, {"keten-verwijzing": planted})
        self.assertEqual(status, 303)
        self.assertNotEqual(set_cookies(headers)["keten-verwijzing"].value, planted)
        self.assertEqual(ask("GET", self.address, {"keten-verwijzing": planted})[0], 303)

    def test_the_answer_of_another_sign_in_is_refused(self):
        (_, _, _), _, location = sign_in(world.VERWIJZING, world.PLANNER)
        # Used up, and in a browser that began nothing.
        self.assertEqual(ask("GET", location)[0], 400)
        _, headers, _ = ask("GET", world.page(world.VERWIJZING, "/aanmelden"))
        other = {name: morsel.value for name, morsel in set_cookies(headers).items()}
        self.assertEqual(ask("GET", location, other)[0], 400)

    def test_cookies_are_out_of_reach(self):
        (_, headers, _), _, _ = sign_in(world.VERWIJZING, world.PLANNER)
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
        _, headers, _ = ask("GET", self.address, self.cookies)
        self.assertIn("default-src 'self'", headers["Content-Security-Policy"])
        self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["X-Frame-Options"], "DENY")

    def test_every_page_asks_who_you_are(self):
        for service, path in [
            (world.TAKEN, "/"),
            (world.TAKEN, f"/taken/{self.overdracht}"),
            (world.VERWIJZING, "/"),
            (world.VERWIJZING, f"/overdrachten/{self.overdracht}"),
            (world.VERWIJZING, f"/overdrachten/{self.overdracht}/dossier"),
            (world.CASUSSEN, "/"),
            (world.CASUSSEN, f"/casussen/{self.overdracht}"),
            (world.CASUSSEN, f"/casussen/{self.overdracht}/teksten"),
            (world.CASUSSEN, f"/koppelingen/{self.overdracht}"),
        ]:
            with self.subTest(path):
                status, headers, body = ask("GET", world.page(service, path))
                self.assertEqual(status, 303)
                self.assertTrue(headers["Location"].startswith("/aanmelden?naar="))
                self.assertEqual(body, "")
        self.assertEqual(ask("GET", world.page(world.TAKEN, "/taken/stroom"))[0], 401)
        self.assertEqual(ask("GET", world.page(world.CASUSSEN, "/casussen/stroom"))[0], 401)

    def test_a_session_of_one_service_opens_no_other(self):
        value = self.cookies["keten-verwijzing"]
        self.assertEqual(ask("GET", world.page(world.TAKEN, "/"), {"keten-notificaties": value})[0], 303)


if __name__ == "__main__":
    unittest.main()
