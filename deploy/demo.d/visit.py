"""Leaves each case with an offer that waits, for a visitor to play either side of it in a browser."""

from dataclasses import dataclass

import registry
from cast import OVERBETUWE, RIJNOEVER, TAKEN, VERWIJZING
from steps import handover, offer


@dataclass
class Invitation:
    """Who holds the regie offers once more; `answers` gets the task, `worker` can be named as who does the work."""

    sender: str
    to: str
    answers: str
    worker: str
    looks_on: str
    offer: dict


# Per case, in their order.
INVITATIONS = [
    Invitation("mw-wegwijs-3", RIJNOEVER, "mw-rijnoever-2", "mw-rijnoever-3", "mw-regio-1", {"reason": "passender-hulp"}),
    Invitation(
        "mw-brug-4", OVERBETUWE, "mw-overbetuwe-3", "mw-overbetuwe-3", "mw-regio-1",
        {"reason": "afschalen", "age": "0-11", "gemeente": "1734"},
    ),
]  # fmt: skip


def invite(chain, story, cases):
    """Puts the chain's own terms back, so that a visitor has days, and tells who sees what where."""
    story.title("Kijk nu zelf")
    _, wrong = registry.apply_terms(f"{chain.programs}/keten", chain.register_file, "")
    story.check("de termijnen zijn weer die van de keten: dagen in plaats van seconden", wrong is None, wrong)
    made = []
    for (title, zaken), part in zip(cases.items(), INVITATIONS):
        sender = chain.person(part.sender)
        overdracht = offer(sender, zaken[0], part.to, **part.offer)
        story.task(chain.person(part.answers), "overdracht-beantwoorden", overdracht)
        made.append((title, part, sender.get(*handover(overdracht))))
    for title, part, stand in made:
        tell(chain, story, title, part, stand)
    story.line()
    story.line(f"  Taken: {chain.urls[TAKEN]}/    Wie is aan zet: {chain.urls[VERWIJZING]}/")
    story.wrapped(
        "Open de twee kanten in twee browsers, of een ervan in een privévenster: wat de een doet, ziet de ander meteen. "
        "Er zijn geen wachtwoorden; u kiest wie u bent.",
        "  ",
    )


def tell(chain, story, title, part, stand):
    sides = f"{chain.organisations[stand['van']['organisatie']]} naar {chain.organisations[stand['naar']]}"
    story.line()
    story.line(story.paint("1", f"  {title}"))
    story.line(f"  De overdracht {stand['kenmerk']}, van {sides}:")
    story.line(f"    {chain.urls[VERWIJZING]}/overdrachten/{stand['id']}")
    rows = [
        (part.answers, "krijgt de taak Beantwoord een aanbod: accepteer, stel uit of weiger"),
        (part.sender, "biedt aan en heeft de regie; ziet op de overdracht meteen wat u antwoordt"),
        (part.worker, "kan als werker genoemd worden; leest daarna het dossier en bevestigt het gesprek"),
        (part.looks_on, "ziet in de takenlijst wat in deze zaak te lang stil bleef"),
    ]
    told = set()
    for person, sees in rows:
        if person not in told:
            story.wrapped(f"{chain.named(person)} {sees}", "    ")
        told.add(person)
