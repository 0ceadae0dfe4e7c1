"""The messages that are measured with: what the regionaal veiligheidsteam tells the verwijzing of a zaak, as its relay
would send it. Four of each zaak: opened, a handover asked for, a melding joined, a lokaal team involved.

The four of a zaak stand far apart, so that neighbours on the topic are of different zaken, as in a day's backlog.
"""

from uuid import UUID

TOPIC = "keten.casussen"
OF_ZAAK = 4
# The first and the last quarter are of zaken that only begin or only end; between them every kind comes as often.
STEADY_FROM, STEADY_TO = 0.25, 0.75

SOURCE = "urn:nld:oin:00000099000000001000:systeem:regionaal-veiligheidsteam"
RVT, RECEIVER, TEAM = "00000099000000002000", "00000099000000007000", "00000099000000003000"
WHEN = "2026-01-05T09:00:00.000Z"


def identifier(kind, number):
    """As ordered in time as the UUIDv7 that the services make."""
    return str(UUID(int=(0x0193_0000_0000 + number // 16) << 80 | 7 << 76 | kind << 64 | 2 << 62 | number))


def head(zaak, number, urgency="regulier"):
    return (
        f'"zaak":"{zaak}","kenmerk":"A-2222-222-2","regio":"gelderland-midden","gemeente":"0202","oefening":false,'
        f'"tijdstip":"{WHEN}","urgentie":"{urgency}","team":"{RVT}",'
        f'"regiehouder":{{"medewerker":"mw-rvt-3","organisatie":"{RVT}"}}'
    )


def data(step, zaak, number):
    pseudonym = f"p1:{number:064x}"
    melding = (
        f'"soort":"zorgmelding","acuut":"nee","ontvangenOp":"{WHEN}","betrokkenen":["{pseudonym}"]'
    )
    if step == 0:
        return "casus-geopend", f'{head(zaak, number)},"melding":"{identifier(2, number)}",{melding}'
    if step == 1:
        return "overdracht-verzocht", (
            f'{head(zaak, number)},"overdracht":"{identifier(3, number)}",'
            f'"van":{{"medewerker":"mw-rvt-3","organisatie":"{RVT}"}},"naar":"{RECEIVER}",'
            f'"vraag":"ambulante-begeleiding","leeftijdsgroep":"0-11"'
        )
    if step == 2:
        return "melding-gekoppeld", f'{head(zaak, number)},"melding":"{identifier(4, number)}",{melding}'
    return "lokaal-team-betrokken", f'{head(zaak, number)},"organisatie":"{TEAM}"'


def line(step, number):
    zaak = identifier(1, number)
    name, fields = data(step, zaak, number)
    type = f"nl.keten.casussen.{name}.v1"
    event = identifier(8 + step, number)
    trace = f"{number * OF_ZAAK + step + 1:032x}"
    return (
        f'{zaak}\t{{"specversion":"1.0","id":"{event}","source":"{SOURCE}","type":"{type}","time":"{WHEN}",'
        f'"subject":"{zaak}","datacontenttype":"application/json",'
        f'"dataschema":"https://keten.example/schemas/{type}.json","partitionkey":"{zaak}","sequence":"{step + 1}",'
        f'"sequencetype":"Integer","incarnation":"bench","traceparent":"00-{trace}-0000000000000001-01",'
        f'"correlationid":"{event}","data":{{{fields}}}}}\n'
    )


def write(path, messages):
    """At least so many messages; gives how many."""
    apart = -(-messages // 24)
    zaken = 6 * apart
    with open(path, "w", encoding="utf-8") as file:
        for moment in range(zaken + 3 * apart):
            for step in range(OF_ZAAK):
                number = moment - step * apart
                if 0 <= number < zaken:
                    file.write(line(step, number))
    return zaken * OF_ZAAK
