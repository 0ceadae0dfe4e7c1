"""Bad input by a partner: each gets a clear answer and changes nothing."""

import uuid

from cast import CASUSSEN, DE_LINDE, INTAKE, POLITIE, bsn


def over_kafka(chain, story, good):
    """Messages on the school's own topic; `good` is the melding that it sent before."""
    own, uit = good["eigenKenmerk"], f"keten.uit.{DE_LINDE}"

    def say(reference="", **further):
        data = {**good, "eigenKenmerk": own + reference}
        data |= further.pop("data", {})
        return chain.topics.say(DE_LINDE, "melding-aangeboden", data, **further)

    story.now(
        "En het maakt fouten: een BSN op Kafka, een ander als afzender, een versie die niet bestaat, inhoud die niet "
        "van de school is, en bytes die geen JSON zijn."
    )
    bad = {
        "een BSN in het bericht": say("-bsn", data={"bsn": bsn("zoon")}),
        "de afzender van een ander": say("-bron", source=f"urn:nld:oin:{POLITIE}:systeem:eigen"),
        "een versie die niet bestaat": say("-versie", version=9),
        "inhoud die zij niet bracht": say("-inhoud", data={"waarneming": str(uuid.uuid4())}),
        "een onbekend veld en een onbekende code": say("-veld", data={"kleur": "rood", "acuut": "misschien"}),
    }
    say(value=b'{"specversion": "1.0", "id": \xff')
    for what, id in bad.items():
        refused = story.hears(
            f"geweigerd op keten.uit van de school: {what}", "bericht-geweigerd", topic=uit, bericht=id
        )
        story.quote(", ".join(f"{fault['pointer']}: {fault['code']}" for fault in refused.data["fouten"]))
    story.until(
        "geweigerd, met de plaats op het topic als naam: onleesbare bytes",
        lambda: [event for event in chain.topics.all("bericht-geweigerd", topic=uit) if "/" in event.data["bericht"]],
    )
    received = chain.topics.all("melding-ontvangen", eigenKenmerk=lambda known: str(known).startswith(own))
    story.check("niets daarvan veranderde iets: de school heeft één melding", len(received) == 1, received)


def over_http(story, school):
    wrong = school.ask("POST", INTAKE, "/v1/meldingen", {"acuut": "misschien", "gemeente": "Arnhem", "kleur": "rood"})
    story.check(
        "over HTTPS: 400 met alle fouten tegelijk, elk met zijn plaats",
        wrong.status == 400 and {"/acuut", "/gemeente", "/kleur"} <= wrong.pointers,
        wrong,
    )
    large = school.ask("POST", INTAKE, "/v1/meldingen", b'"' + b"x" * 70_000 + b'"')
    story.check("te groot: 413", large.status == 413, large)
    other = school.ask("GET", CASUSSEN, "/v1/casussen")
    story.refused("zonder de juiste scope: 403, dat de scope noemt", other, 403, "scope-ontbreekt")
    head, body, _ = school.token().split(".")
    forged = school.ask("GET", INTAKE, "/v1/meldingen", headers={"Authorization": f"Bearer {head}.{body}.AAAA"})
    story.check("met een vervalste handtekening: 401", forged.status == 401, forged)
