"""What both peers do with a message: the verwijzing's decisions on the four events that the benchmark sends, in plain
Python. A state is a dictionary; what happens is a list of `(aggregate, kind, name, data)` and a list of terms."""

import os
import time
import uuid
from datetime import datetime, timedelta, timezone

SOURCE = "urn:nld:oin:00000099000000001000:systeem:verwijzing"
TERMS = {"bezorgen": 0.01, "zien": 1, "antwoorden": 5, "spreken": 10, "starten": 15}


def identifier():
    """A UUIDv7."""
    moment = int(time.time() * 1000).to_bytes(6, "big")
    random = bytearray(os.urandom(10))
    random[0] = random[0] & 0x0F | 0x70
    random[2] = random[2] & 0x3F | 0x80
    return str(uuid.UUID(bytes=moment + bytes(random)))


def needs(event):
    """The ids of the aggregates that a message touches."""
    data = event["data"]
    return [data["zaak"], data["overdracht"]] if "overdracht" in data else [data["zaak"]]


def further(event, states):
    """Those that turn out to be touched once the first are there."""
    if not event["type"].endswith("melding-gekoppeld.v1"):
        return []
    zaak = states.get(event["data"]["zaak"])
    return zaak["open"] if zaak else []


def decide(event, states):
    """Changes the states; gives the events that follow and the terms that begin."""
    data, happened, terms = event["data"], [], []
    zaak, now = data["zaak"], datetime.now(timezone.utc)
    head = {
        "zaak": zaak,
        "kenmerk": data["kenmerk"],
        "regio": data["regio"],
        "oefening": data["oefening"],
        "tijdstip": now.isoformat(),
    }
    name = event["type"].split(".")[-2]
    if name == "casus-geopend":
        if zaak not in states:
            states[zaak] = head | {"regie": data["regiehouder"], "open": [], "betrokken": [], "version": 0}
            happened.append((zaak, "zaak", "zaak-geopend", head | {"regie": data["regiehouder"]}))
    elif name == "overdracht-verzocht":
        overdracht = data["overdracht"]
        if overdracht not in states:
            asked = {field: data[field] for field in ("van", "naar", "vraag", "leeftijdsgroep", "gemeente", "urgentie")}
            states[overdracht] = head | asked | {"status": "aangeboden", "signalen": [], "version": 0}
            states[zaak]["open"].append(overdracht)
            offered = head | asked | {"overdracht": overdracht, "status": "aangeboden", "hop": 1}
            happened.append((overdracht, "overdracht", "overdracht-aangeboden", offered))
            happened.append((zaak, "zaak", "aanbod-geopend", head | {"overdracht": overdracht}))
            terms += [(overdracht, kind, now + timedelta(days=days)) for kind, days in TERMS.items()]
    elif name == "melding-gekoppeld":
        for overdracht in states[zaak]["open"]:
            states[overdracht]["signalen"].append(data["melding"])
            told = head | {"overdracht": overdracht, "melding": data["melding"], "status": "aangeboden"}
            happened.append((overdracht, "overdracht", "signaal-ontvangen", told))
    elif name == "lokaal-team-betrokken":
        states[zaak]["betrokken"].append(data["organisatie"])
        happened.append((zaak, "zaak", "organisatie-betrokken", head | {"organisatie": data["organisatie"]}))
    for aggregate, *_ in happened:
        states[aggregate]["version"] += 1
    return happened, terms


def envelope(id, type, key, sequence, aggregate, data, correlation, created):
    return {
        "specversion": "1.0",
        "id": str(id),
        "source": SOURCE,
        "type": type,
        "time": created.isoformat(),
        "subject": str(aggregate),
        "datacontenttype": "application/json",
        "dataschema": f"https://keten.example/schemas/{type}.json",
        "partitionkey": key,
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "correlationid": correlation,
        "data": data,
    }
