"""What must hold over everything that was said, whichever case it belongs to."""

import json
from collections import defaultdict


def check(chain, story):
    story.title("Over alles wat de keten zei")
    events = chain.topics.all()
    story.now(f"{len(events)} gebeurtenissen op {len({event.topic for event in events})} topics.")
    gapless(story, events)
    one_regie(story, events)
    one_task(story, events)
    nothing_personal(chain, story, events)


def gapless(story, events):
    """Each topic counts per key and source from 1, without a gap or a double (STANDARDS.md §1)."""
    counted = defaultdict(list)
    for event in events:
        counted[event.topic, event.event["source"], event.key].append(int(event.event["sequence"]))
    wrong = [
        f"{topic} {key}: {numbers}"
        for (topic, _, key), numbers in counted.items()
        if numbers != list(range(1, len(numbers) + 1))
    ]
    story.check(f"elk van de {len(counted)} sleutels telt zonder gat, dubbele of verwisseling", not wrong, wrong[:3])


def one_regie(story, events):
    """O1: whoever hands the regie over is who held it; it is never with nobody and never with two."""
    held, moves, wrong = {}, 0, []
    for event in events:
        zaak = event.data.get("zaak")
        if event.name == "regie-verplaatst":
            moves += 1
            if event.data["van"] != held.get(zaak):
                wrong.append(event)
        if event.name in ("zaak-geopend", "regiehouder-gewisseld", "regie-verplaatst"):
            held[zaak] = event.data["regie"]
    story.check(f"de regie ging {moves} keer over, elke keer van wie haar had (O1)", not wrong, wrong[:2])
    story.check(
        "en bij elke zaak heeft nu één genoemde medewerker haar",
        held and all(regie["organisatie"] and regie["medewerker"] for regie in held.values()),
        held,
    )


def one_task(story, events):
    made, waiting, twice = 0, {}, []
    for event in events:
        if event.name == "taak-aangemaakt":
            task = tuple(event.data[name] for name in ("onderwerp", "soort", "organisatie", "bestemd"))
            if task in waiting.values():
                twice.append(task)
            made += 1
            waiting[event.data["taak"]] = task
        elif event.name in ("taak-gedaan", "taak-vervallen"):
            waiting.pop(event.data["taak"], None)
    story.check(
        f"{made} taken, nooit twee tegelijk voor hetzelfde bij dezelfde medewerker (N1)", made and not twice, twice
    )


def nothing_personal(chain, story, events):
    """N3: what went over HTTPS as content, and the names of people, stand on no topic."""
    private = chain.told | {person["naam"] for person in chain.people.values()}
    said = "\n".join(json.dumps(event.event, ensure_ascii=False) for event in events)
    found = [text for text in private if text in said]
    story.check(
        f"geen van de {len(private)} namen, BSN's, geboortedata en teksten staat op een topic (N3)", not found, found
    )
