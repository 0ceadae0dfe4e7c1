"""The running chain as the tests of its pages meet it, and the few steps that put something on those pages."""

import sys
import time
from datetime import date, timedelta
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "deploy" / "demo.d"))

from cast import CASUSSEN, DE_BRUG, INTAKE, RVT, TAKEN, VERWIJZING, bsn  # noqa: E402
from chain import Chain  # noqa: E402

CHAIN = Chain()

SENDER = "mw-rvt-3"
# At De Brug: who answers an offer, who works with the family, and a colleague.
PLANNER, WORKER, COLLEAGUE = "mw-brug-2", "mw-brug-3", "mw-brug-4"

# Invented, and looked for on every page that should not show it.
TEXT = "Het kind vertelt dat het thuis vaak ruzie is."


def until(what, look, within=30):
    """What `look` gives once it gives something."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"niet binnen {within} s: {what}")


def today(later=0):
    return str(date.today() + timedelta(days=later))


def zaak():
    """A melding that the veiligheidsteam took up and assessed; gives the zaak."""
    school = CHAIN.system("college-de-linde")
    melding = school.post(
        INTAKE,
        "/v1/meldingen",
        {
            "soort": "vt-melding",
            "gemeente": "0202",
            "acuut": "nee",
            "waarneming": TEXT,
            "besproken": "ja",
            "terugkoppelingGewenst": False,
            "betrokkenen": [{"rol": "kind", "bsn": bsn(f"kind {time.monotonic()}")}],
        },
    )["id"]
    team = CHAIN.system("veiligheidsteam")
    found = until("de melding is een casus", lambda: team.get(INTAKE, f"/v1/meldingen/{melding}").get("zaak"))
    assess(found)
    return found


def assess(found):
    """The veiligheidsteam decides to hand over (R2)."""
    person = CHAIN.person(SENDER)
    casus = f"/v1/casussen/{found}"
    until("het veiligheidsteam kent de casus", lambda: person.ask("GET", CASUSSEN, casus).status == 200)
    person.act(CASUSSEN, casus, "beoordelingen", {"uitkomst": "overdracht", "redenen": TEXT})
    until("verwijzing kent de zaak", lambda: person.ask("GET", VERWIJZING, f"/v1/zaken/{found}").status == 200)


def offer(found, urgency="regulier"):
    """The veiligheidsteam offers the zaak to De Brug; gives the handover."""
    person = CHAIN.person(SENDER)
    made = person.act(
        CASUSSEN,
        f"/v1/casussen/{found}",
        "overdrachten",
        {"naar": DE_BRUG, "vraag": "passender-hulp", "urgentie": urgency, "leeftijdsgroep": "0-11"},
    )["id"]
    until("het aanbod staat", lambda: person.ask("GET", VERWIJZING, f"/v1/overdrachten/{made}").status == 200)
    return made


def state(overdracht):
    return CHAIN.person(SENDER).get(VERWIJZING, f"/v1/overdrachten/{overdracht}")


def page(service, path=""):
    return CHAIN.urls[service] + path


__all__ = [
    "CHAIN", "COLLEAGUE", "DE_BRUG", "INTAKE", "PLANNER", "RVT", "SENDER", "TAKEN", "TEXT", "VERWIJZING", "WORKER",
    "assess", "offer", "page", "state", "today", "until", "zaak",
]  # fmt: skip
