"""Case 1: a boy of 16, his family and at least six earlier providers; help that fitted had to wait."""

import uuid

import case1_help
import mistakes
from cast import ARNHEM, CASUSSEN, DE_BRUG, DE_LINDE, INTAKE, OVERBETUWE, RVT, bsn
from inbox import Inbox
from steps import (
    accept,
    both_confirm,
    content,
    family,
    fill_dossier,
    handover,
    impose,
    of_casus,
    of_zaak,
    regie,
    today,
)

TITLE = "Zaak 1: een werkafspraak die boven het kind ging staan"

# Block → kind of statement, its age in days, and its text; no text: "onbekend, want …".
DOSSIER = {
    "feiten": ("feit", 50, "Al zes weken niet op school."),
    "eerder-onderzoek-en-hulp": ("feit", 260, "Intake bij de zesde aanbieder, met dezelfde vragen als de vijf ervoor."),
    "lopende-hulp": ("feit", 50, "Er loopt geen hulp."),
    "betrokkenen": ("feit", 50, "Moeder, vader, een broertje van acht maanden."),
    "wens-van-het-kind": ("zienswijze-jeugdige", 45, "Ik wil iemand die snapt waar ik vandaan kom."),
    "perspectief-ouders": ("zienswijze-ouder", 45, "Vader wil meewerken als het één gezicht is."),
    "grondslag": ("feit", 50, "Wettelijke taak."),
    "besproken-met-gezin": ("feit", 45, None),
    "vast-contact": ("feit", 50, "Carla, tot de overdracht."),
}


def play(chain, story, partners, zaken):
    melding = school_reports(chain, story)
    zaak = casus_opens(chain, story, melding, zaken)
    out_of_sight(chain, story, zaak)
    assessed(chain, story, zaak, melding)
    son = family(
        story,
        chain.person("mw-rvt-3"),
        zaak,
        rol="kind",
        naam="Sami Voorbeeld",
        geboortedatum=today(-6_000),
    )
    measure = imposed(chain, story, zaak, son)
    to_the_gi(chain, story, zaak)
    case1_help.play(chain, story, partners, zaak, son, measure)


def school_reports(chain, story):
    school = chain.system("college-de-linde")
    own = f"DL-{uuid.uuid4().hex[:8]}"
    story.then(
        "Een jongen van 16, zijn broertje van een paar maanden, vader en moeder. Er waren al minstens zes aanbieders "
        "geweest."
    )
    story.now(
        "College De Linde brengt de inhoud over HTTPS en meldt op zijn eigen Kafka-topic, met alleen verwijzingen."
    )
    son = {"bsn": bsn("zoon"), "naam": "Sami Voorbeeld", "geboortedatum": today(-6_000)}
    mother = {"bsn": bsn("moeder"), "naam": "Moeder Voorbeeld"}
    data = {
        "eigenKenmerk": own,
        "soort": "zorgmelding",
        "gemeente": "0202",
        "acuut": "nee",
        "besproken": "ja",
        "terugkoppelingGewenst": True,
        "grondslag": "wettelijke-taak",
        "ontvanger": RVT,
        "waarneming": content(school, {"tekst": "Een leerling van 16 komt al weken niet. Thuis is er veel ruzie."}),
        "betrokkenen": [
            {"inhoud": content(school, {"persoon": son}), "rol": "kind"},
            {"inhoud": content(school, {"persoon": mother}), "rol": "ouder"},
        ],
    }
    first = chain.topics.say(DE_LINDE, "melding-aangeboden", data)
    received = story.hears(
        "de school hoort op haar topic dat de melding is ontvangen, met een kenmerk",
        "melding-status-gewijzigd",
        topic=f"keten.uit.{DE_LINDE}",
        eigenKenmerk=own,
        status="ontvangen",
    )
    melding = received.data["melding"]

    story.now(
        "Haar systeem stuurt hetzelfde nog eens: over Kafka met hetzelfde en met een nieuw bericht-id, en over HTTPS."
    )
    chain.topics.say(DE_LINDE, "melding-aangeboden", data, id=first)
    chain.topics.say(DE_LINDE, "melding-aangeboden", data)
    same = {name: value for name, value in data.items() if name not in ("waarneming", "betrokkenen")}
    same |= {"waarneming": "Een leerling komt al weken niet.", "betrokkenen": [{"rol": "kind", "bsn": son["bsn"]}]}
    again = school.post(INTAKE, "/v1/meldingen", same)
    story.check("het blijft één en dezelfde melding (M5)", again["id"] == melding, again)
    mistakes.over_kafka(chain, story, data)
    mistakes.over_http(story, school)
    return melding


def casus_opens(chain, story, melding, zaken):
    bram, carla = chain.person("mw-rvt-2"), chain.person("mw-rvt-3")
    gijs, hanan = chain.person("mw-arnhem-2"), chain.person("mw-arnhem-3")

    story.now("Het veiligheidsteam krijgt de melding als casus; het lokaal team is er meteen bij betrokken (M7).")
    opened = story.hears(
        "er is een casus, met een genoemde regiehouder vanaf het eerste moment (O1)", "casus-geopend", melding=melding
    )
    zaak = opened.data["zaak"]
    zaken.append(zaak)
    story.task(bram, "casus-beoordelen", zaak)
    regie(chain, story, carla, zaak, RVT, "mw-rvt-2")
    story.hears(
        "de school hoort: in behandeling",
        "melding-status-gewijzigd",
        topic=f"keten.uit.{DE_LINDE}",
        melding=melding,
        status="in-behandeling",
    )
    story.task(gijs, "betrokkenheid-bevestigen", zaak)
    story.hears("het lokaal team zwijgt: herinnerd", "termijn-herinnerd", zaak=zaak, soort="lokaal-team-bevestigen")
    story.hears(
        "en na de termijn horen de teamleiders het",
        "termijn-geescaleerd",
        zaak=zaak,
        soort="lokaal-team-bevestigen",
        stadium=100,
    )
    story.task(chain.person("mw-arnhem-1"), "termijn-verstreken", zaak)
    story.now("Hanan van het lokaal team bevestigt dat zij betrokken zijn.")
    hanan.act(*of_casus(zaak), "lokaal-team-bevestigingen", {})
    story.hears("dat staat vast, met haar naam en het moment", "lokaal-team-bevestigd", zaak=zaak, organisatie=ARNHEM)

    story.now("Bram draagt de regie over aan Carla, die met het gezin werkt.")
    bram.act(*of_zaak(zaak), "regiehouderwisselingen", {"naar": "mw-rvt-3"})
    regie(chain, story, hanan, zaak, RVT, "mw-rvt-3", "iedereen die betrokken is ziet wie het nu is")
    return zaak


def out_of_sight(chain, story, zaak):
    carla, ans, wilma = chain.person("mw-rvt-3"), chain.person("mw-rvt-1"), chain.person("mw-regio-1")
    story.then("Het gezin verdween uit ieders zicht en ging naar het buitenland; een spoedmachtiging werd gevraagd.")
    live = Inbox(wilma)
    story.now("Carla meldt het gezin uit beeld: een toestand met een eigen termijn, die meteen loopt (R11).")
    carla.act(*of_casus(zaak), "uit-beeld", {"toelichting": "Buren zeggen dat het gezin naar het buitenland is."})
    stale = carla.ask("POST", CASUSSEN, f"/v1/casussen/{zaak}/weer-in-beeld", {}, {"If-Match": '"1"'})
    story.check("wie handelt op een verouderd beeld hoort dat: 412", stale.status == 412, stale)
    story.refused(
        "sluiten kan dan niet",
        carla.attempt(*of_casus(zaak), "sluitingen", {"nazorg": "geen", "toelichting": "Het gezin is weg."}),
        409,
        "gezin-uit-beeld",
    )
    story.hears(
        "na de termijn hoort de teamleider het", "termijn-geescaleerd", zaak=zaak, soort="uit-beeld", stadium=100
    )
    story.task(ans, "termijn-verstreken", zaak)
    story.hears(
        "en daarna het aanspreekpunt van de regio", "termijn-geescaleerd", zaak=zaak, soort="uit-beeld", niveau="regio"
    )
    story.until(f"{wilma} ziet de taak meteen in haar live inbox", lambda: live.has("termijn-verstreken", zaak))
    story.hears(
        "en haar scherm bevestigt dat de taak er is",
        "taak-bezorgd",
        onderwerp=zaak,
        medewerker="mw-regio-1",
        kanaal="sse",
    )
    live.close()

    story.then("In september was het gezin terug: de zoon bij vader, moeder en baby in een andere gemeente.")
    story.now("Een huisarts in Overbetuwe meldt zorgen over moeder en baby, over HTTPS.")
    doctor, key = chain.system("huisarts-het-plein"), {"Idempotency-Key": str(uuid.uuid4())}
    report = {
        "soort": "zorgmelding",
        "gemeente": "1734",
        "acuut": "nee",
        "waarneming": "Moeder is uitgeput en kent hier niemand.",
        "besproken": "ja",
        "terugkoppelingGewenst": True,
        "grondslag": "behandelrelatie",
        "ontvanger": RVT,
        "betrokkenen": [
            {"rol": "ouder", "bsn": bsn("moeder")},
            {"rol": "kind", "bsn": bsn("baby"), "geboortedatum": today(-240)},
        ],
    }
    answer = doctor.ask("POST", INTAKE, "/v1/meldingen", report, key)
    story.check(
        f"de huisarts krijgt meteen een ontvangst met kenmerk {answer['kenmerk']}", answer.status == 201, answer
    )
    again = doctor.ask("POST", INTAKE, "/v1/meldingen", report, key)
    story.check(
        "zijn netwerk hapert; hetzelfde verzoek met dezelfde Idempotency-Key geeft hetzelfde antwoord",
        (again.status, again.get("id")) == (200, answer["id"]),
        again,
    )
    story.hears(
        "herkend op pseudoniem: zij sluit aan bij dezelfde casus (M8)",
        "melding-gekoppeld",
        zaak=zaak,
        melding=answer["id"],
    )
    other = doctor.ask("GET", INTAKE, f"/v1/meldingen/{answer['id']}")
    story.check("de huisarts ziet daar niets van", "zaak" not in other.body, other)
    story.hears(
        "ook het lokaal team van Overbetuwe is betrokken", "lokaal-team-betrokken", zaak=zaak, organisatie=OVERBETUWE
    )
    mina = chain.person("mw-overbetuwe-4")
    task = story.task(mina, "betrokkenheid-bevestigen", zaak)
    story.check("met spoed, dus bij de bereikbaarheidsdienst (O5)", task["urgentie"] == "spoed", task)
    mina.act(*of_casus(zaak), "lokaal-team-bevestigingen", {})
    story.now("Carla meldt het gezin weer in beeld.")
    carla.act(*of_casus(zaak), "weer-in-beeld", {})
    story.hears("de termijn stopt, en de taken daarvan zijn klaar", "weer-in-beeld-gemeld", zaak=zaak)


def assessed(chain, story, zaak, melding):
    carla = chain.person("mw-rvt-3")
    story.now("Carla beoordeelt: verzoek om maatregel.")
    carla.act(
        *of_casus(zaak),
        "beoordelingen",
        {
            "uitkomst": "verzoek-om-maatregel",
            "redenen": "Twee kinderen zonder vaste plek; eerdere hulp liep zes keer af.",
        },
    )
    story.hears(
        "de school hoort wat ermee gedaan is: stappen, nooit inhoud (M4)",
        "melding-status-gewijzigd",
        topic=f"keten.uit.{DE_LINDE}",
        melding=melding,
        status="afgehandeld",
        uitkomst="VT-01-01",
    )


def imposed(chain, story, zaak, son):
    carla, vera = chain.person("mw-rvt-3"), chain.person("mw-brug-2")
    story.then("Er was een OTS voor een jaar; pas de evaluatie, acht weken voor het eind, liet zien wat er misging.")
    story.now("Carla legt de OTS vast zoals de rechter haar oplegde; over vijf weken loopt zij af.")
    measure = impose(carla, zaak, son, DE_BRUG, -330, 35, 575)
    story.task(vera, "eerste-contact-leggen", measure)
    story.task(vera, "plan-maken", measure)
    story.hears(
        "die termijnen tellen vanaf de uitspraak, al bood nog niemand De Brug iets aan (R7)",
        "maatregeltermijn-geescaleerd",
        maatregel=measure,
        soort="maatregel-eerste-contact",
        stadium=100,
    )
    story.hears(
        "de evaluatie vraagt zichzelf, acht weken voor het eind; niemand hoeft eraan te denken (R7)",
        "maatregel-evaluatie-gevraagd",
        maatregel=measure,
    )
    story.task(vera, "maatregel-evalueren", measure)
    return measure


def to_the_gi(chain, story, zaak):
    carla, vera, willem = chain.person("mw-rvt-3"), chain.person("mw-brug-2"), chain.person("mw-brug-3")
    story.then("De jeugdbeschermer wisselde.")
    story.now("Carla draagt over aan Jeugdbescherming De Brug.")
    overdracht = carla.act(
        *of_casus(zaak),
        "overdrachten",
        {"naar": DE_BRUG, "vraag": "maatregel", "urgentie": "regulier", "leeftijdsgroep": "16-17"},
    )["id"]
    offered = story.hears(
        "het aanbod noemt wat er in het dossier ontbreekt (O7)", "overdracht-aangeboden", overdracht=overdracht
    )
    story.quote(", ".join(offered.data["ontbreekt"]))
    story.task(carla, "dossier-aanvullen", overdracht)
    fill_dossier(story, carla, zaak, overdracht, DOSSIER)
    story.task(vera, "overdracht-beantwoorden", overdracht)
    regie(chain, story, vera, zaak, RVT, "mw-rvt-3", "een aanbod verplaatst niets")

    story.now("De Brug accepteert: planner Vera noemt Willem als werker en vandaag als start.")
    accept(vera, overdracht, "mw-brug-3")
    stand = regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-3")
    story.check(
        "De Brug heeft haar wettelijke taak door de uitspraak; niemand hoeft die vast te leggen (O1)",
        any(one["organisatie"] == DE_BRUG and one["wettelijkeTaak"] for one in stand["betrokken"]),
        stand,
    )
    both_confirm(story, overdracht, carla, willem)
    willem.act(*handover(overdracht), "starts", {"grond": "wettelijke-taak"})

    story.now("Willem vertrekt; Vera noemt Xandra als nieuwe jeugdbeschermer.")
    vera.act(*handover(overdracht), "werkerwisselingen", {"naar": "mw-brug-4"})
    stand = regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-4", "de regie gaat mee")
    story.check(
        "de draad blijft: dezelfde overdracht, dezelfde hops (O21)",
        stand["lopend"]["overdracht"] == overdracht and stand["hops"] == 1,
        stand,
    )
