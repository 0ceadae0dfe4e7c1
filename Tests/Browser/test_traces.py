"""After everything that the modules before this one did, what people wrote stands nowhere but sealed (N3).

By its name it runs last; run alone it looks for what it writes itself.
"""

import base64
import glob
import html
import json
import os
import subprocess
import unittest
import urllib.parse
from pathlib import Path

import browsers
import world
from attacker import ask, session
from cast import INTAKE, KNOWN, bsn
from selenium.webdriver.common.by import By
from steps import accept
from world import VERWIJZING

# Each by itself is in no word of the product.
NAME, TEXT, BRIDGE = "Sterre Bloesemtak", "Kolibriegefladder in de bijkeuken.", "Morgenroodbellen op dinsdag."


def ways(text):
    """How a text may stand somewhere: as it is, as a page, an address or JSON has it, and as a dump shows bytes."""
    raw = text.encode()
    return {
        text, html.escape(text), json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1],
        urllib.parse.quote(text), urllib.parse.quote_plus(text), raw.hex(), base64.b64encode(raw).decode().rstrip("="),
    }  # fmt: skip


def kcat(*arguments):
    command = ["kcat", "-b", world.CHAIN.topics.servers, "-X", "fetch.wait.max.ms=100", *arguments]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8", "replace")


class Traces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.child = bsn("een kind dat gezocht wordt")
        told = world.CHAIN.system("college-de-linde").post(
            INTAKE,
            "/v1/meldingen",
            {
                "soort": "vt-melding", "gemeente": "0202", "acuut": "nee", "waarneming": TEXT, "besproken": "ja",
                "terugkoppelingGewenst": False,
                "betrokkenen": [{"rol": "kind", "bsn": cls.child, "naam": NAME, "geboortedatum": "2011-02-03"}],
            },
        )["id"]  # fmt: skip
        zaak = world.taken_up(told)
        cls.overdracht = world.offer(zaak)
        cls.write(zaak)

    @classmethod
    def write(cls, zaak):
        """As people do it: in forms, in a browser, and read again on the pages."""
        browser = browsers.start()
        cls.addClassCleanup(browsers.stop, browser)
        address = world.page(VERWIJZING, f"/overdrachten/{cls.overdracht}")
        browsers.become(browser, address, world.PLANNER)
        browsers.act(
            browser, "overdrachtUitstellen", reden="wachtlijst", nieuweDatum=world.today(5),
            overbruggingsafspraak=BRIDGE,
        )  # fmt: skip
        browsers.see(browser, "Dit is vastgelegd")
        accept(world.CHAIN.person(world.PLANNER), cls.overdracht, world.WORKER)
        browsers.become(browser, address + "/dossier", world.WORKER)
        browsers.act(
            browser, "dossierAanvullen-feiten", soort="feit", datum=world.today(-1), tekst=f"{NAME}. {TEXT}",
            bsn=cls.child,
        )
        browsers.see(browser, NAME)
        # What the family says of it, as a professional writes it down (P3).
        browsers.press(browser, By.PARTIAL_LINK_TEXT, "Verbeteren, versies")
        browsers.act(browser, "correctieVragen", aard="correctie", gevraagdDoor="ouder", vraag=f"{NAME}. {BRIDGE}")
        browsers.see(browser, BRIDGE)
        browser.get(address + "/dossier")
        # A mistake shows what was written once more, and is told to the log and the metrics as an answer like others.
        browsers.act(browser, "dossierAanvullen-betrokkenen", tekst=TEXT, bsn="123456789")
        browsers.wait(browser, lambda b: b.find_elements("css selector", ".foutenlijst"))
        browser.get(address + "/berichten")
        browsers.see(browser, BRIDGE)
        # What the family is asked for an intake, and told (O16).
        browser.get(world.page(VERWIJZING, f"/zaken/{zaak}/vragenlijsten"))
        browsers.act(browser, "vragenlijstOpstellen", over="intake", vragen=f"{NAME}. {TEXT}")
        browsers.see(browser, "Dit is vastgelegd")
        browsers.press(browser, By.PARTIAL_LINK_TEXT, "Intake")
        browsers.act(
            browser, "vragenlijstBeantwoorden", vraag="1", soort="zienswijze-ouder", datum=world.today(), antwoord=BRIDGE,
        )  # fmt: skip
        browsers.see(browser, BRIDGE)
        cookies = session(VERWIJZING, world.WORKER)
        for place in (f"/zaken/{zaak}/tijdlijn", "/cijfers", "/vastgelopen", "/wachtlijst"):
            browser.get(world.page(VERWIJZING, place))
            browsers.see(browser, "als bestand (CSV)")
            assert ask("GET", world.page(VERWIJZING, place + "/bestand"), cookies)[0] == 200, place

    def places(self):
        """Everything that is kept or sent, by where."""
        for line in kcat("-L", "-J").splitlines():
            for topic in json.loads(line)["topics"]:
                name = topic["topic"]
                # What an organisation says itself is its own.
                if name.startswith("keten.") and not name.startswith("keten.in."):
                    yield f"topic {name}", kcat("-C", "-t", name, "-o", "beginning", "-e", "-q", "-f", "%k %h %s\n")
        for file in Path(os.environ["KETEN_HOME"], "log").glob("*.log*"):
            yield f"log {file.name}", file.read_text("utf-8", "replace")
        for service in world.CHAIN.urls:
            yield f"metrics van {service}", ask("GET", world.page(service, "/metrics"))[2]
        yield "adressen in browsers", "\n".join(browsers.VISITED)
        yield "dump", self.dump()

    def dump(self):
        """All schemas, as an operator's backup has them."""
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_dump"))
        password = Path(os.environ["KETEN_HOME"], "secrets", "postgres-password").read_text("utf-8").strip()
        return subprocess.run(
            [*programs[-1:], "--dbname", os.environ["KETEN_DATABASE_URL"], "--username", "postgres"],
            env=os.environ | {"PGPASSWORD": password}, check=True, capture_output=True, timeout=120,
        ).stdout.decode("utf-8", "replace")  # fmt: skip

    def test_nothing_that_people_wrote_stands_outside_what_is_sealed(self):
        """N3"""
        # A date or a code is no secret; a text has a space, and a BSN is one by itself.
        written = {text for text in world.CHAIN.told | browsers.TYPED if " " in text}
        secrets = written | {NAME, TEXT, BRIDGE} | set(KNOWN.values())
        places = dict(self.places())
        # Looking finds what does stand there.
        found = {place for place, text in places.items() if self.overdracht in text}
        self.assertTrue({"topic keten.overdrachten", "dump", "adressen in browsers"} <= found, found)
        self.assertTrue(all(text for place, text in places.items() if place.startswith("metrics")))
        self.assertIn("request", places["log verwijzing.log"])
        spelled = {spelling for secret in secrets for spelling in ways(secret)}
        wrong = [f"{one!r} in {place}" for place, text in places.items() for one in spelled if one in text]
        self.assertEqual(wrong, [])
        # Of professionals the chain says their number in the register only; the database knows who signed in.
        names = {person["naam"] for person in world.CHAIN.people.values()}
        for place, text in places.items():
            if place != "dump":
                self.assertEqual([f"{name} in {place}" for name in names if name in text], [])
        print(f"\n{len(secrets)} teksten, namen en BSN's op {len(places)} plaatsen gezocht", end=" ")


if __name__ == "__main__":
    unittest.main()
