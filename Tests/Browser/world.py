"""The running chain as the tests of its pages meet it, and the few steps that put something on those pages."""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "deploy" / "demo.d"))

import registry  # noqa: E402
from cast import CASUSSEN, DE_BRUG, INTAKE, RIJNOEVER, RVT, TAKEN, VELUWEZOOM, VERWIJZING, bsn  # noqa: E402
from chain import Chain  # noqa: E402
from steps import accept, handover, today  # noqa: E402

CHAIN = Chain()

SENDER = "mw-rvt-3"
# At De Brug: who answers an offer, who works with the family, and a colleague.
PLANNER, WORKER, COLLEAGUE = "mw-brug-2", "mw-brug-3", "mw-brug-4"
# The Raad voor de Kinderbescherming.
RAAD = "00000099000000006000"
# Helps families at an organisation that can announce that it stops.
STOPPING = "mw-veluwezoom-3"
# At the lokaal team of Arnhem, which is involved in each casus of its gemeente.
NEIGHBOUR = "mw-arnhem-3"

# Page → address, and the act of a form on it; a stream and one's own list show nothing of another's.
PAGES = {
    VERWIJZING: {
        "bord": "/",
        "overdrachten-stroom": "/overdrachten/stroom",
        "overdracht": "/overdrachten/{overdracht}",
        "overdracht-handeling": ("/overdrachten/{overdracht}", "overdrachtWeigeren"),
        "dossier": "/overdrachten/{overdracht}/dossier",
        "dossierstand": "/overdrachten/{overdracht}/dossierstand",
        "dossier-aanvullen": ("/overdrachten/{overdracht}/dossier?blok=feiten", "dossierAanvullen"),
        "berichten": "/overdrachten/{overdracht}/berichten",
        "bescherming": "/overdrachten/{overdracht}/bescherming",
        "bescherming-handeling": ("/overdrachten/{overdracht}/bescherming", "afschermen"),
        "gezinsoverzicht": "/overdrachten/{overdracht}/gezinsoverzicht",
        "gezinsoverzicht-bestand": "/zaken/{zaak}/gezinsoverzicht/bestand",
        "kandidaten": "/overdrachten/{overdracht}/kandidaten",
        "verklaring": "/zaken/{zaak}/verklaringen/{verklaring}",
        "verklaring-handeling": ("/zaken/{zaak}/verklaringen/{verklaring}", "correctieVragen"),
        "geschil": "/geschillen/{geschil}",
        "geschil-handeling": ("/geschillen/{geschil}", "geschilIntrekken"),
        "verwijzingen": "/verwijzingen",
        "verwijzing": "/verwijzingen/{verwijzing}",
        "verwijzing-handeling": ("/verwijzingen/{verwijzing}", "verwijzingIntrekken"),
        "zaakverwijzingen": "/zaken/{zaak}/verwijzingen",
        "verwijzing-vragen": ("/zaken/{zaak}/verwijzingen", "verwijzingVragen"),
        "kinderen": "/zaken/{zaak}/kinderen",
        "kind-handeling": ("/zaken/{zaak}/kinderen/{zaak}", "woonplekVastleggen"),
        "opname-handeling": ("/zaken/{zaak}/kinderen/{zaak}/{zaak}", "opnameBeeindigen"),
        "navragen": "/zaken/{zaak}/navragen",
        "navraag-stellen": ("/zaken/{zaak}/navragen", "navraagStellen"),
        "navraag-beantwoorden": ("/zaken/{zaak}/navragen/{zaak}", "navraagBeantwoorden"),
        "gezinscontact": "/zaken/{zaak}/gezin",
        "gezinscontact-handeling": ("/zaken/{zaak}/gezin", "gezinsvoorkeurVastleggen"),
        "zaaktijdlijn": "/zaken/{zaak}/tijdlijn",
        "zaaktijdlijn-bestand": "/zaken/{zaak}/tijdlijn/bestand",
        "cijfers": "/cijfers",
        "cijfers-bestand": "/cijfers/bestand",
        "vastgelopen": "/vastgelopen",
        "vastgelopen-bestand": "/vastgelopen/bestand",
        "vervangingen": "/vervangingen",
        "vervangingen-bestand": "/vervangingen/bestand",
        "vervanging": "/vervangingen/{zaak}",
        "vervanging-handeling": ("/vervangingen/{zaak}", "vervangingBeeindigen"),
        "verhuizing": "/zaken/{zaak}/verhuizing",
        "verhuizing-handeling": ("/zaken/{zaak}/verhuizing", "gezinVerhuisd"),
        "consultaties": "/zaken/{zaak}/consultaties",
        "consultatie-vragen": ("/zaken/{zaak}/consultaties", "consultatieVragen"),
        "consultatie": "/consultaties/{consultatie}",
        "consultatie-handeling": ("/consultaties/{consultatie}", "consultatieIntrekken"),
        "vragenlijsten": "/zaken/{zaak}/vragenlijsten",
        "vragenlijst-opstellen": ("/zaken/{zaak}/vragenlijsten", "vragenlijstOpstellen"),
        "vragenlijst": "/vragenlijsten/{vragenlijst}",
        "vragenlijst-handeling": ("/vragenlijsten/{vragenlijst}", "vragenlijstBeantwoorden"),
        "wachtlijst": "/wachtlijst",
        "wachtlijst-bestand": "/wachtlijst/bestand",
    },
    CASUSSEN: {
        "casussen": "/",
        "casussen-stroom": "/casussen/stroom",
        "casus": "/casussen/{zaak}",
        "casus-handeling": ("/casussen/{zaak}", "casusBeoordelen"),
        "casus-teksten": "/casussen/{zaak}/teksten",
        "koppeling": "/koppelingen/{koppeling}",
        "maatregel": "/maatregelen/{maatregel}",
        "maatregel-handeling": ("/maatregelen/{maatregel}", "maatregelBeeindigen"),
        "overleg": "/overleggen/{overleg}",
        "overleg-handeling": ("/overleggen/{overleg}", "overlegAfzeggen"),
        "afspraak": "/afspraken/{afspraak}",
        "koppeling-besluit": ("/koppelingen/{koppeling}", "koppelingBeslissen"),
    },
    TAKEN: {
        "taken": "/",
        "taken-stroom": "/taken/stroom",
        "taak": "/taken/{taak}",
        "taak-handeling": ("/taken/{taak}", "taakAfhandelen"),
    },
}

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


def melding(children, text=TEXT, gemeente="0202"):
    """What the school reports on children, by their BSN; gives the melding."""
    return CHAIN.system("college-de-linde").post(
        INTAKE,
        "/v1/meldingen",
        {
            "soort": "vt-melding",
            "gemeente": gemeente,
            "acuut": "nee",
            "waarneming": text,
            "besproken": "ja",
            "terugkoppelingGewenst": False,
            "betrokkenen": [{"rol": "kind", "bsn": child} for child in children],
        },
    )["id"]


def zaak(child=None, text=TEXT, gemeente="0202"):
    """A melding that the veiligheidsteam took up and assessed; gives the zaak."""
    return taken_up(melding([child or bsn(f"kind {time.monotonic()}")], text, gemeente), text)


def taken_up(told, text=TEXT):
    """The zaak that the veiligheidsteam made of a melding, assessed."""
    found = casus_of(told)
    assess(found, text)
    return found


def assess(found, text=TEXT):
    """The veiligheidsteam decides to hand over (R2)."""
    person, casus = CHAIN.person(SENDER), f"/v1/casussen/{found}"
    until("het veiligheidsteam kent de casus", lambda: person.ask("GET", CASUSSEN, casus).status == 200)
    person.act(CASUSSEN, casus, "beoordelingen", {"uitkomst": "overdracht", "redenen": text})
    until("verwijzing kent de zaak", lambda: person.ask("GET", VERWIJZING, f"/v1/zaken/{found}").status == 200)


def casus(child=None):
    """A melding that the veiligheidsteam took up, with the lokaal team of Arnhem; gives the casus."""
    return casus_of(melding([child or bsn(f"kind {time.monotonic()}")]))


def casus_of(told):
    """The casus that the veiligheidsteam made of a melding."""
    person, team = CHAIN.person(SENDER), CHAIN.system("veiligheidsteam")
    found = until("de melding is een casus", lambda: team.get(INTAKE, f"/v1/meldingen/{told}").get("zaak"))
    until("het veiligheidsteam kent de casus", lambda: person.ask("GET", CASUSSEN, f"/v1/casussen/{found}").status == 200)
    return found


def casus_state(found):
    return CHAIN.person(SENDER).get(CASUSSEN, f"/v1/casussen/{found}")


def ask_for(found, urgency="regulier", to=DE_BRUG, choice="eerste-antwoord"):
    """The veiligheidsteam asks De Brug to take the zaak over; the id of the handover that comes of it.

    The casus hears a moment later that an earlier offer is over; until then it refuses a second (O14)."""
    person = CHAIN.person(SENDER)
    body = {
        "naar": to,
        "vraag": "passender-hulp",
        "urgentie": urgency,
        "leeftijdsgroep": "0-11",
        "keuze": choice,
    }

    def taken_on():
        answer = person.attempt(CASUSSEN, f"/v1/casussen/{found}", "overdrachten", body)
        if answer.status not in (200, 201, 409):
            raise AssertionError(str(answer))
        return answer.status != 409 and answer

    return until("de casus neemt het verzoek aan", taken_on)["id"]


def statement(found, text=TEXT, person=SENDER, blok="feiten", later=0, **more):
    """What a person of the veiligheidsteam, or another, puts into the dossier; gives its id."""
    body = {"soort": "feit", "datum": today(later), "tekst": text} | more
    return CHAIN.person(person).post(VERWIJZING, f"/v1/zaken/{found}/dossier/{blok}", body)["id"]


def member(found, role="kind", birthday=-13 * 366):
    """Somebody of the family, known to the casus as well; gives its id."""
    person, body = CHAIN.person(SENDER), {"rol": role, "geboortedatum": today(birthday)}
    made = person.post(VERWIJZING, f"/v1/zaken/{found}/gezinsleden", body)["id"]
    members = f"/v1/casussen/{found}/gezinsleden"
    until("de casus kent het gezinslid", lambda: made in str(person.get(CASUSSEN, members)))
    return made


def measure(found, child):
    """A measure of the court that De Brug carries out (R7); gives its id."""
    body = {
        "kind": child,
        "soort": "ondertoezichtstelling",
        "uitspraakdatum": today(-1),
        "einddatum": today(360),
        "meerderjarigdatum": today(5 * 365),
        "uitvoerder": DE_BRUG,
        "raad": RAAD,
    }
    return CHAIN.person(SENDER).post(CASUSSEN, f"/v1/casussen/{found}/maatregelen", body)["id"]


def meeting(found, kind="teamoverleg", organisations=(DE_BRUG,)):
    """A meeting that begins at the next minute of the clock (O20); gives its id."""
    person, begin = CHAIN.person(SENDER), datetime.now(ZoneInfo("Europe/Amsterdam")) + timedelta(seconds=65)
    body = {
        "soort": kind,
        "datum": begin.strftime("%Y-%m-%d"),
        "tijd": begin.strftime("%H:%M"),
        "organisaties": list(organisations),
    }
    return person.post(CASUSSEN, f"/v1/casussen/{found}/overleggen", body)["id"]


def hold(made, children=(), organisations=(DE_BRUG,)):
    """It was held, once its time has come, and what it was like is recorded."""
    person = CHAIN.person(SENDER)
    report = {"aanwezig": list(organisations), "geenGezinReden": TEXT, "kinderenOnder12": list(children)}
    held = lambda: person.ask("POST", CASUSSEN, f"/v1/overleggen/{made}/verslagen", report).status == 200  # noqa: E731
    until("het overleg is geweest", held, within=90)


def agreement(made, text=TEXT, alone=(), organisation=DE_BRUG, owner=WORKER):
    """What somebody does after a meeting (V8); gives its id."""
    body = {
        "tekst": text,
        "horizon": "dagen",
        "organisatie": organisation,
        "eigenaar": owner,
        "alleenVoor": list(alone),
    }
    return CHAIN.person(SENDER).post(CASUSSEN, f"/v1/overleggen/{made}/afspraken", body)["afspraken"][-1]["id"]


def dispute(overdracht, about="contract", text=TEXT, person=SENDER):
    """A side puts a dispute before the decider (O12, O13); gives its id."""
    body = {"over": about, "toelichting": text}
    return CHAIN.person(person).post(VERWIJZING, f"/v1/overdrachten/{overdracht}/geschillen", body)["id"]


def advice(found, text=TEXT, person=SENDER, to=DE_BRUG):
    """Asks another organisation for advice (O15); gives its id."""
    body = {
        "naar": to,
        "over": "consultatie",
        "urgentie": "regulier",
        "vraag": text,
        "herkenbaar": False,
        "gezinWeet": True,
    }
    return CHAIN.person(person).post(VERWIJZING, f"/v1/zaken/{found}/consultaties", body)["id"]


def questions(found, text=TEXT, person=SENDER):
    """What an organisation asks a family for an investigation, with an answer (O16); gives its id."""
    by, body = CHAIN.person(person), {"over": "onderzoek", "vragen": [text]}
    made = by.post(VERWIJZING, f"/v1/zaken/{found}/vragenlijsten", body)["id"]
    answer = {"vraag": 1, "soort": "zienswijze-ouder", "datum": today(), "antwoord": text}
    by.post(VERWIJZING, f"/v1/vragenlijsten/{made}/antwoorden", answer)
    return made


def ask_help(found, text=TEXT, to=DE_BRUG, person=SENDER):
    """Freely accessible help is asked beside the handover (V1); gives the verwijzing."""
    body = {
        "naar": to,
        "hulp": "opvoedondersteuning",
        "behoefte": text,
        "urgentie": "regulier",
        "regime": "jeugdwet",
        "richting": "opzij",
        "gekozenOp": "passend",
    }
    return CHAIN.person(person).post(VERWIJZING, f"/v1/zaken/{found}/verwijzingen", body)["id"]


def offer(found, urgency="regulier", to=DE_BRUG, choice="eerste-antwoord"):
    """The same, once the handover stands."""
    person, made = CHAIN.person(SENDER), ask_for(found, urgency, to, choice)
    until("het aanbod staat", lambda: person.ask("GET", VERWIJZING, f"/v1/overdrachten/{made}").status == 200)
    return made


def state(overdracht):
    return CHAIN.person(SENDER).get(VERWIJZING, f"/v1/overdrachten/{overdracht}")


def start(overdracht, worker):
    """What was accepted is spoken about by both sides and begins (O2)."""
    sender, receiver = CHAIN.person(SENDER), CHAIN.person(worker)
    body = {"datum": today(), "deelnemers": [SENDER, worker], "gezinErbij": True}
    for person in (sender, receiver):
        person.act(*handover(overdracht), "gesprekken", body)
    receiver.act(*handover(overdracht), "starts", {"grond": "wettelijke-taak"})


def stopping():
    """Help by an organisation that announces that it stops (V7), until `terms` is called; gives its place on the list."""
    found = zaak()
    overdracht = offer(found, to=VELUWEZOOM)
    accept(CHAIN.person("mw-veluwezoom-2"), overdracht, STOPPING)
    start(overdracht, STOPPING)
    announced = f'    opvolger: "{RIJNOEVER}"\n    stoptOp: "{today(30)}"\n'

    def announce(text):
        before, after = text.split(f'  - oin: "{VELUWEZOOM}"\n', 1)
        own, rest = after.split("    actief: true\n", 1)
        return f'{before}  - oin: "{VELUWEZOOM}"\n{own}    actief: true\n{announced}{rest}'

    terms(edit=announce)
    person = CHAIN.person(STOPPING)

    def listed():
        lines = person.get(VERWIJZING, "/v1/vervangingen").body["regels"]
        return next((line["id"] for line in lines if line["zaak"] == found), None)

    return until("het gezin staat op de lijst", listed)


def terms(text="", edit=lambda text: text):
    """The region's own terms, from now on; without any those of the chain. `edit` changes what else stands there."""
    version, wrong = registry.apply_terms(f"{CHAIN.programs}/keten", CHAIN.register_file, text, edit)
    if wrong:
        raise AssertionError(wrong)
    for service in CHAIN.urls:
        until(f"{service} heeft het register", lambda: CHAIN.goes_by(service, version))


def page(service, path=""):
    return CHAIN.urls[service] + path


__all__ = [
    "CASUSSEN", "CHAIN", "COLLEAGUE", "DE_BRUG", "INTAKE", "NEIGHBOUR", "PAGES", "PLANNER", "RAAD", "RVT", "SENDER", "STOPPING",
    "TAKEN", "TEXT", "VERWIJZING", "WORKER", "advice", "agreement", "ask_for", "ask_help", "assess", "casus", "casus_of", "casus_state", "dispute", "hold", "measure",
    "meeting", "melding", "member", "offer", "page",
    "start", "state", "statement", "stopping", "taken_up", "terms", "today", "until", "zaak",
]  # fmt: skip
