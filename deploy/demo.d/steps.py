"""Steps that both cases take."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cast import CASUSSEN, INTAKE, RAAD, VERWIJZING


def today(later=0):
    """The day in the Netherlands, or one so many days later: a machine's own may still be in yesterday."""
    return str(datetime.now(ZoneInfo("Europe/Amsterdam")).date() + timedelta(days=later))


def handover(overdracht):
    return VERWIJZING, f"/v1/overdrachten/{overdracht}"


def of_zaak(zaak):
    return VERWIJZING, f"/v1/zaken/{zaak}"


def of_casus(zaak):
    return CASUSSEN, f"/v1/casussen/{zaak}"


def content(system, body):
    """The claim check: content goes over HTTPS and gets an id that a message on Kafka may carry."""
    return system.post(INTAKE, "/v1/inhoud", body)["id"]


def regie(chain, story, viewer, zaak, organisation, person, remark=None):
    """What the chain says of who holds the regie; gives the zaak."""
    text = f"REGIE: {chain.named(person)}, {chain.organisations[organisation]}" + (f" — {remark}" if remark else "")
    return story.until(
        text,
        lambda: viewer.ask("GET", *of_zaak(zaak)),
        lambda stand: stand.get("regie") == {"organisatie": organisation, "medewerker": person},
    )


def offer(
    person,
    zaak,
    organisation,
    urgency="regulier",
    age="16-17",
    gemeente="0202",
    question="ambulante-begeleiding",
    reason="passender-hulp",
    choice="eerste-antwoord",
):
    """Who holds the regie offers the zaak; gives the handover's id."""
    return person.post(
        VERWIJZING,
        "/v1/overdrachten",
        {
            "zaak": zaak,
            "naar": organisation,
            "urgentie": urgency,
            "vraag": question,
            "leeftijdsgroep": age,
            "gemeente": gemeente,
            "reden": reason,
            "keuze": choice,
        },
    )["id"]


def accept(person, overdracht, worker, later=0):
    return person.act(*handover(overdracht), "aanvaardingen", {"werker": worker, "startdatum": today(later)})


def fill_dossier(story, person, zaak, overdracht, blocks):
    """Answers every block; the offer's list of what is missing becomes empty."""
    story.now(f"{person} vult het dossier aan; wat onbekend is krijgt een reden.")
    for block, (kind, days, text) in blocks.items():
        answer = {"tekst": text} if text else {"onbekendWant": "Onbekend, want het gesprek is volgende week."}
        person.post(VERWIJZING, f"/v1/zaken/{zaak}/dossier/{block}", {"soort": kind, "datum": today(-days), **answer})
    story.until(
        "er ontbreekt niets meer in het aanbod",
        lambda: person.get(*handover(overdracht)),
        lambda stand: stand["ontbreekt"] == [],
    )


def family(story, person, zaak, **member):
    """Records someone of the family; gives the id, once the casus knows it too."""
    id = person.post(VERWIJZING, f"/v1/zaken/{zaak}/gezinsleden", member)["id"]
    story.until(
        f"{member['naam']} staat bij de zaak, en de casus kent alleen een nummer",
        lambda: person.get(CASUSSEN, f"/v1/casussen/{zaak}/gezinsleden"),
        lambda answer: id in str(answer) and member["naam"] not in str(answer),
    )
    return id


def impose(person, zaak, child, organisation, decided, last, of_age):
    """Records the OTS that the court imposed, days from now; gives the measure's id."""
    return person.post(
        CASUSSEN,
        f"/v1/casussen/{zaak}/maatregelen",
        {
            "kind": child,
            "soort": "ondertoezichtstelling",
            "uitspraakdatum": today(decided),
            "einddatum": today(last),
            "meerderjarigdatum": today(of_age),
            "uitvoerder": organisation,
            "raad": RAAD,
        },
    )["id"]


def both_confirm(story, overdracht, sender, receiver, family_absent=None):
    """O2: warm is only what both sides confirm. `family_absent` is why the family was not there."""
    body = {"datum": today(), "deelnemers": [sender.id, receiver.id], "gezinErbij": family_absent is None}
    if family_absent:
        body["redenNiet"] = family_absent
    story.now(f"{sender} en {receiver} spreken elkaar; {sender} bevestigt dat.")
    half = sender.act(*handover(overdracht), "gesprekken", body)
    story.check("één kant is niet genoeg: nog niet overgedragen", half["status"] == "geaccepteerd", half)
    story.task(receiver, "gesprek-bevestigen", overdracht)
    story.now(f"Ook {receiver} bevestigt.")
    whole = receiver.act(*handover(overdracht), "gesprekken", body)
    story.check("nu wel: warm overgedragen (O2)", whole["status"] == "overgedragen", whole)
    story.task(receiver, "hulp-starten", overdracht)
