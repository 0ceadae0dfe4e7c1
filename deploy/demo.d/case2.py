"""Case 2: domestic violence, two young children; everyone involved, everyone unhappy, and nobody on the move."""

import uuid

from cast import (
    CASUSSEN,
    DE_BRUG,
    INTAKE,
    POLITIE,
    RAAD,
    RIJNOEVER,
    RVT,
    VEILIG_THUIS,
    VELUWEZOOM,
    VERWIJZING,
    WEGWIJS,
    bsn,
)
from steps import (
    accept,
    both_confirm,
    content,
    family,
    handover,
    impose,
    of_casus,
    of_zaak,
    offer,
    regie,
    today,
)

TITLE = "Zaak 2: iedereen betrokken, niemand tevreden"

FATHER, MOTHER, CHILD = bsn("vader 2"), bsn("moeder 2"), bsn("kind 2")


def play(chain, story, partners, zaken):
    zaak = first_report(chain, story, zaken)
    help_that_stops(chain, story, zaak)
    members = {
        who: family(story, chain.person("mw-rvt-3"), zaak, naam=name, rol=role, **more)
        for who, name, role, more in (
            ("father", "Vader Proefgezin", "volwassene", {}),
            ("mother", "Moeder Proefgezin", "volwassene", {}),
            ("child", "Noor Proefgezin", "kind", {"geboortedatum": today(-1_900)}),
        )
    }
    handed_on_inside(chain, story, zaak, members)
    new_incident(chain, story, zaak)
    divided(chain, story, zaak, members)
    past_the_table(chain, story, zaak)
    decided(chain, story, zaak)
    measure(chain, story, zaak, members["child"])
    overdracht = waiting(chain, story, zaak)
    silence(chain, story, zaak, overdracht)
    not_safe(chain, story, zaak, overdracht)
    given_back(chain, story, zaak, overdracht)
    spoken(chain, story, zaak)


def police(chain, **data):
    """A melding of the police on its own topic; gives its own reference."""
    own = f"PL-{uuid.uuid4().hex[:8]}"
    chain.topics.say(POLITIE, "melding-aangeboden", {"eigenKenmerk": own, **data})
    return own


def people(chain, *numbers):
    system = chain.system("politie")
    return [
        {"inhoud": content(system, {"persoon": {"bsn": number}}), "rol": "kind" if number == CHILD else "ouder"}
        for number in numbers
    ]


def first_report(chain, story, zaken):
    petra = chain.person("mw-vt-3")
    uit = f"keten.uit.{POLITIE}"
    story.then(
        "Huiselijk geweld, twee jonge kinderen; bekend sinds een melding van de politie aan Veilig Thuis in 2021. In "
        "november een nieuw incident: wie pakt de bal? Bij Veilig Thuis lagen zaken te wachten."
    )
    story.now("De politie meldt aan Veilig Thuis, op haar eigen Kafka-topic.")
    system = chain.system("politie")
    own = police(
        chain,
        soort="vt-melding",
        gemeente="1734",
        acuut="nee",
        besproken="ja",
        terugkoppelingGewenst=True,
        ontvanger=VEILIG_THUIS,
        waarneming=content(system, {"tekst": "Ruzie tussen ouders, kinderen boven aan de trap."}),
        betrokkenen=people(chain, FATHER, MOTHER, CHILD),
    )
    received = story.hears(
        "ontvangen: de politie heeft een kenmerk en weet bij wie het ligt",
        "melding-status-gewijzigd",
        topic=uit,
        eigenKenmerk=own,
        status="ontvangen",
        behandelaar=VEILIG_THUIS,
    )
    melding = received.data["melding"]
    stand = petra.get(INTAKE, f"/v1/meldingen/{melding}")
    story.check(
        "Veilig Thuis ziet dat zij hier bij het veiligheidsteam thuishoort (M11)", stand.get("hoortBij") == RVT, stand
    )
    story.now("Petra van Veilig Thuis stuurt haar door: een mens beslist, niets valt weg.")
    petra.act(
        INTAKE,
        f"/v1/meldingen/{melding}",
        "doorsturingen",
        {"naar": RVT, "toelichting": "Past bij het veiligheidsteam; wij kennen dit gezin niet."},
    )
    story.hears(
        "de politie hoort: doorgestuurd",
        "melding-status-gewijzigd",
        topic=uit,
        melding=melding,
        status="doorgestuurd",
        behandelaar=RVT,
    )
    opened = story.hears("het veiligheidsteam heeft een casus", "casus-geopend", melding=melding)
    zaak = opened.data["zaak"]
    zaken.append(zaak)
    regie(chain, story, chain.person("mw-rvt-3"), zaak, RVT, "mw-rvt-2", "de bal ligt zichtbaar bij iemand")
    lars = chain.person("mw-overbetuwe-3")
    story.now("Het lokaal team Overbetuwe is erbij betrokken, maar planner Karin is afwezig.")
    task = story.task(lars, "betrokkenheid-bevestigen", zaak)
    story.check("haar taak staat bij haar vervanger Lars (N5)", task["bestemd"] == "mw-overbetuwe-2", task)
    lars.act(*of_casus(zaak), "lokaal-team-bevestigingen", {})
    return zaak


def handed_on_inside(chain, story, zaak, members):
    carla, lars = chain.person("mw-rvt-3"), chain.person("mw-overbetuwe-3")
    story.then("De zaak ging om de veiligheid intern naar een ander, en vader had niemand om te bellen.")
    story.now("Binnen het veiligheidsteam gaat de zaak van Bram naar Carla.")
    chain.person("mw-rvt-2").act(*of_zaak(zaak), "regiehouderwisselingen", {"naar": "mw-rvt-3"})
    regie(chain, story, lars, zaak, RVT, "mw-rvt-3")
    told = story.hears(
        "het gezin moet horen wie nu het contact is (O21, N5)",
        "gezin-te-informeren",
        zaak=zaak,
        regie=lambda who: who["medewerker"] == "mw-rvt-3",
    )
    story.task(carla, "gezin-informeren", told.data["contact"])
    story.now("Carla belt vader en belt moeder, ieder apart: zij is het, en zo is zij te bereiken.")
    for parent in ("father", "mother"):
        carla.post(
            VERWIJZING,
            f"/v1/zaken/{zaak}/gezinsinformaties",
            {"verteldAan": [members[parent]], "wijze": "telefoon"},
        )
    story.hears("dat het gezin het weet staat erbij", "gezin-geinformeerd", zaak=zaak)


def help_that_stops(chain, story, zaak):
    lars, eefje = chain.person("mw-overbetuwe-3"), chain.person("mw-rijnoever-3")
    path = f"/v1/zaken/{zaak}/verwijzingen"

    def wanted(help, organisation, **more):
        return {
            "naar": organisation,
            "hulp": help,
            "behoefte": "Rust in huis, en iemand die de ouders helpt als het oploopt.",
            "urgentie": "regulier",
            "regime": "jeugdwet",
            "richting": "opschalen",
            "gekozenOp": "passend",
        } | more

    story.then("Het lokale team zette spoedhulp in; de opvoedhulp die liep stopte, zonder dat iemand dat koos.")
    story.now("Lars vroeg eerder opvoedondersteuning; Eefje van Rijnoever geeft die.")
    running = lars.post(VERWIJZING, path, wanted("opvoedondersteuning", RIJNOEVER))["id"]
    one = (VERWIJZING, f"/v1/verwijzingen/{running}")
    eefje.act(*one, "aanvaardingen", {"werker": "mw-rijnoever-3", "startdatum": today()})
    eefje.act(*one, "starts", {"grond": "wettelijke-taak"})
    story.now("Nu vraagt hij crisishulp van Wegwijs, en ziet niet wat er loopt.")
    crisis = {"urgentie": "spoed", "route": "gemeente"}
    blind = lars.ask("POST", VERWIJZING, path, wanted("crisishulp", WEGWIJS, **crisis))
    story.check(
        "dat kan niet: eerst ziet hij welke hulp er loopt (R13)",
        blind.status == 400 and "/lopendGezien" in blind.pointers,
        blind,
    )
    seen = crisis | {"lopendGezien": [running], "stoppen": [running]}
    silent = lars.ask("POST", VERWIJZING, path, wanted("crisishulp", WEGWIJS, **seen))
    story.check(
        "en stoppen doet hij niet zonder een reden", silent.status == 400 and "/stopreden" in silent.pointers, silent
    )
    story.now("Hij kiest ervoor, met de reden dat de nieuwe hulp haar vervangt.")
    lars.post(VERWIJZING, path, wanted("crisishulp", WEGWIJS, stopreden="nieuwe-hulp-vervangt", **seen))
    story.task(eefje, "verwijzing-einde-lezen", running)


def new_incident(chain, story, zaak):
    story.then("In mei escaleerde het; de politie meldde opnieuw. Moeder aanvaardde hulp, vader weigerde.")
    story.now("De politie meldt met spoed, vanaf de straat: bijna niets is ingevuld.")
    own = police(chain, soort="vt-melding", acuut="ja", ontvanger=RVT, betrokkenen=people(chain, FATHER, CHILD))
    received = story.hears("acuut wordt nooit op vorm geweigerd (M9)", "melding-ontvangen", eigenKenmerk=own)
    melding = received.data["melding"]
    story.quote("ontbreekt nog: " + ", ".join(received.data["ontbreekt"]))
    story.hears(
        "herkend op pseudoniem: zij sluit aan bij dezelfde casus (M8)", "melding-gekoppeld", zaak=zaak, melding=melding
    )
    esra = chain.person("mw-rvt-5")
    story.task(esra, "melding-aanvullen", melding)
    story.now("Esra van de bereikbaarheidsdienst belt de politie en vult aan.")
    esra.act(
        INTAKE,
        f"/v1/meldingen/{melding}",
        "aanvullingen",
        {
            "gemeente": "1734",
            "waarneming": "Vader bedreigde moeder; de kinderen waren erbij.",
            "besproken": "nee",
            "redenNietBesproken": True,
            "terugkoppelingGewenst": True,
        },
    )
    filled = story.hears("de melding is compleet", "melding-aangevuld", melding=melding)
    story.check("er ontbreekt niets meer", filled.data["ontbreekt"] == [], filled)


def divided(chain, story, zaak, members):
    carla = chain.person("mw-rvt-3")
    story.now("Carla legt vast wie het gezag heeft, en wat moeder en vader van hulp door Wegwijs vinden.")
    for parent in ("mother", "father"):
        carla.post(
            VERWIJZING,
            f"/v1/zaken/{zaak}/gezag",
            {
                "kind": members["child"],
                "volwassene": members[parent],
                "heeftGezag": True,
                "bron": "gezagsregister",
            },
        )
    for parent, says in (("mother", "gegeven"), ("father", "geweigerd")):
        judged = carla.post(
            VERWIJZING,
            f"/v1/zaken/{zaak}/toestemmingen",
            {"kind": members["child"], "gever": members[parent], "organisatie": WEGWIJS, "besluit": says},
        )
    story.check(
        "met één weigering kan vrijwillige hulp niet beginnen, en de keten zegt door wie (P2)",
        (judged["oordeel"], judged["wie"]) == ("geweigerd", [members["father"]]),
        judged,
    )


def past_the_table(chain, story, zaak):
    carla, raad = chain.person("mw-rvt-3"), chain.person("mw-rvdk-3")
    story.then("Er kwam een verzoek tot onderzoek; de Raad pakte de zaak op, buiten de jeugdbeschermingstafel om.")
    story.now("Carla plant de jeugdbeschermingstafel en nodigt de Raad uit, ruim van tevoren.")
    table = carla.post(
        CASUSSEN,
        f"/v1/casussen/{zaak}/overleggen",
        {"soort": "jeugdbeschermingstafel", "datum": today(20), "tijd": "10:00", "organisaties": [RAAD]},
    )
    story.check("de uitnodiging is op tijd (N4)", not table["uitnodigingen"][0]["teLaat"], table)
    story.task(chain.person("mw-rvdk-2"), "overleg-bijwonen", table["id"])
    story.now("De Raad wacht daar niet op en start het onderzoek.")
    started = raad.post(CASUSSEN, f"/v1/overleggen/{table['id']}/raadsonderzoeken", {})
    story.check(
        "de tafel is niet meer nodig, en iedereen ziet waarom (R6)",
        (started["status"], started["onderzoek"]) == ("overgenomen", "gestart"),
        started,
    )
    story.hears("dat ging rechtstreeks, en dat staat vast", "raadsonderzoek-gestart", zaak=zaak, rechtstreeks=True)


def measure(chain, story, zaak, child):
    carla, vera = chain.person("mw-rvt-3"), chain.person("mw-brug-2")
    story.then("In september was er een OTS.")
    story.now("Carla legt haar vast. De Brug heeft nog niets aangeboden gekregen.")
    imposed = impose(carla, zaak, child, DE_BRUG, -3, 362, 4_700)
    story.task(vera, "eerste-contact-leggen", imposed)
    seen = vera.get(CASUSSEN, f"/v1/maatregelen/{imposed}")
    story.check(
        "haar termijnen lopen vanaf de uitspraak, wat er met de overdracht ook gebeurt (R7)",
        {"maatregel-eerste-contact", "maatregel-plan"} <= {term["soort"] for term in seen["termijnen"]},
        seen,
    )


def decided(chain, story, zaak):
    carla, petra = chain.person("mw-rvt-3"), chain.person("mw-vt-3")
    story.then("Veilig Thuis was het niet eens met het besluit.")
    story.now("Carla beoordeelt: verzoek om maatregel. Petra van Veilig Thuis is erbij betrokken en ziet het anders.")
    carla.act(*of_zaak(zaak), "betrokkenen", {"organisatie": VEILIG_THUIS, "grond": "wettelijke-taak"})
    made = carla.act(
        *of_casus(zaak),
        "beoordelingen",
        {
            "uitkomst": "verzoek-om-maatregel",
            "redenen": "Herhaald geweld waar de kinderen bij zijn; vrijwillige hulp hield geen stand.",
        },
    )
    meldingen = made["casus"]["meldingen"]
    place = f"/v1/casussen/{zaak}/besluiten"
    known = story.until(
        "zij kent het besluit, en leest de casus niet (R12)",
        lambda: petra.ask("GET", CASUSSEN, place),
        lambda answer: answer.status == 200,
    )
    story.check(
        "alleen dat het er is en van wanneer",
        known["besluiten"][-1].keys() == {"beoordeling", "op"}
        and petra.ask("GET", CASUSSEN, f"/v1/casussen/{zaak}").status == 404,
        known,
    )
    petra.post(
        CASUSSEN,
        f"{place}/meningsverschillen",
        {
            "beoordeling": known["besluiten"][-1]["beoordeling"],
            "feiten": "Moeder aanvaardde in mei hulp; die is nog niet gestart.",
        },
    )
    story.hears(
        "het verschil staat naast het besluit, met zijn feiten, en houdt niets tegen (R12)",
        "meningsverschil-vastgelegd",
        zaak=zaak,
        beoordeling=made["id"],
    )
    story.until(
        "de politie hoort over beide meldingen wat ermee gedaan is",
        lambda: chain.topics.all("melding-status-gewijzigd", topic=f"keten.uit.{POLITIE}", status="afgehandeld"),
        lambda events: {event.data["melding"] for event in events} >= {melding["id"] for melding in meldingen},
    )


def waiting(chain, story, zaak):
    carla, vera, yusuf = chain.person("mw-rvt-3"), chain.person("mw-brug-2"), chain.person("mw-brug-5")
    story.then("Eén telefoontje van het wachtlijstteam in december; tot eind maart geen jeugdbeschermer.")
    story.now("Carla draagt met spoed over aan Jeugdbescherming De Brug.")
    overdracht = carla.act(
        *of_casus(zaak),
        "overdrachten",
        {"naar": DE_BRUG, "vraag": "maatregel", "urgentie": "spoed", "leeftijdsgroep": "0-11"},
    )["id"]
    path = f"/v1/overdrachten/{overdracht}"
    task = story.task(yusuf, "overdracht-beantwoorden", overdracht)
    story.hears("bezorgd bij het systeem van De Brug: een feit ernaast", "overdracht-bezorgd", overdracht=overdracht)
    story.now("Spoed ging naar de bereikbaarheidsdienst: Yusuf opent de taak, en zijn systeem meldt dat op Kafka.")
    chain.topics.say(DE_BRUG, "taak-gezien-gemeld", {"taak": task["id"], "medewerker": "mw-brug-5"})
    story.hears("gezien door een genoemde medewerker", "overdracht-gezien", overdracht=overdracht, door="mw-brug-5")
    regie(chain, story, carla, zaak, RVT, "mw-rvt-3", "geen bezorging of inzage verplaatst de regie (O1)")

    story.now("Vera van het wachtlijstteam zegt alleen dat er een wachtlijst is.")
    bare = vera.attempt(*handover(overdracht), "uitstellen", {"reden": "wachtlijst"})
    story.check(
        "dat is geen antwoord: datum en overbrugging ontbreken (O3, O4)",
        bare.status == 400 and {"/nieuweDatum", "/overbruggingsafspraak"} <= bare.pointers,
        bare,
    )
    bridge = "Het lokaal team belt elke week met moeder; bij dreiging belt zij de bereikbaarheidsdienst."
    past = vera.attempt(
        *handover(overdracht),
        "uitstellen",
        {"reden": "wachtlijst", "nieuweDatum": today(-1), "overbruggingsafspraak": bridge},
    )
    story.check("een datum die al voorbij is ook niet", past.status == 400, past)
    story.now("Vera stelt uit: over drie weken, met een overbruggingsafspraak.")
    postponed = vera.act(
        *handover(overdracht),
        "uitstellen",
        {"reden": "wachtlijst", "nieuweDatum": today(21), "overbruggingsafspraak": bridge},
    )
    story.check(
        f"uitgesteld tot {today(21)}, voor iedereen zichtbaar", postponed.get("uitgesteldTot") == today(21), postponed
    )
    story.task(carla, "uitstel-bekijken", overdracht)
    texts = carla.get(VERWIJZING, path + "/teksten")
    story.check("Carla leest wie intussen wat doet", any(text["tekst"] == bridge for text in texts["teksten"]), texts)
    regie(chain, story, vera, zaak, RVT, "mw-rvt-3", "wachten verplaatst niets (O4)")
    row = [row for row in vera.pages(VERWIJZING, "/v1/bord") if row["overdracht"] == overdracht]
    story.check(
        "op het bord: wie aan zet is en welke termijnen lopen (S1)",
        row and row[0]["aanZet"]["organisatie"] == DE_BRUG and row[0]["termijnen"],
        row,
    )
    if row:
        terms = ", ".join(f"{term['soort']} tot {term['verloopt'][:19]}Z" for term in row[0]["termijnen"])
        story.quote(terms)
    return overdracht


def silence(chain, story, zaak, overdracht):
    carla, vera, ursula = chain.person("mw-rvt-3"), chain.person("mw-brug-2"), chain.person("mw-brug-1")
    story.then("Raad en Veilig Thuis drongen aan, vader bleef vragen, het lokaal team wist niet meer wat het mocht.")
    asked(chain, story, zaak)
    story.now("De Brug vergeet het wachtlijstbericht.")
    story.hears(
        "een gemist wachtlijstbericht is een stiltesignaal (O4)", "wachtlijstbericht-gemist", overdracht=overdracht
    )
    story.task(carla, "stilte-navragen", overdracht)
    story.task(ursula, "stilte-navragen", overdracht)
    story.hears(
        "de teamleiders van beide kanten horen het",
        "termijn-geescaleerd",
        overdracht=overdracht,
        soort="wachtlijstbericht",
    )
    story.now("Vera geeft het bericht alsnog.")
    vera.act(
        *handover(overdracht),
        "wachtlijstberichten",
        {"bericht": "U staat op de lijst; Willem is over drie weken beschikbaar. U hoort elke twee weken van ons."},
    )
    story.hears(
        "het staat bij de overdracht, met haar naam",
        "wachtlijstbericht-gegeven",
        overdracht=overdracht,
        door="mw-brug-2",
    )
    story.until(
        "Carla's taak om na te vragen is klaar",
        lambda: carla.pages("notificaties", "/v1/taken?status=gedaan"),
        lambda tasks: any(task["soort"] == "stilte-navragen" and task["onderwerp"] == overdracht for task in tasks),
    )


def asked(chain, story, zaak):
    carla, lars, ursula = chain.person("mw-rvt-3"), chain.person("mw-overbetuwe-3"), chain.person("mw-brug-1")
    path = f"/v1/zaken/{zaak}/navragen"
    story.now("Vader vraagt Lars van het lokaal team wanneer er iemand komt; Lars legt dat vast als navraag.")
    question = lars.post(VERWIJZING, path, {"tekst": "Vader vraagt wanneer hij iets hoort, en van wie."})["id"]
    story.now("De Brug is aan zet, dus de vraag ligt bij Ursula van De Brug; Carla heeft de regie en ziet haar ook.")
    story.task(ursula, "navraag-beantwoorden", question)
    regie(chain, story, carla, zaak, RVT, "mw-rvt-3", "vragen verplaatst niets (N7)")
    answer = "U hoort voor vrijdag van mij; tot wij beginnen is Carla het contact."
    ursula.post(VERWIJZING, f"{path}/{question}/antwoorden", {"tekst": answer})
    read = lars.get(VERWIJZING, path)["navragen"]
    story.check("Lars leest het antwoord, voor vader", any(one.get("antwoord") == answer for one in read), read)
    story.task(carla, "navraagantwoord-lezen", question)
    story.until(
        "Ursula's taak om te antwoorden is klaar",
        lambda: ursula.pages("notificaties", "/v1/taken?status=gedaan"),
        lambda tasks: any(task["onderwerp"] == question for task in tasks),
    )


def not_safe(chain, story, zaak, overdracht):
    carla, ans, ursula = chain.person("mw-rvt-3"), chain.person("mw-rvt-1"), chain.person("mw-brug-1")
    story.then("Er waren bedreigingen; moeder en kinderen gingen naar een geheime opvang.")
    hidden(chain, story, zaak)
    story.now("De politie meldt opnieuw, terwijl de overdracht wacht.")
    own = police(
        chain,
        soort="vt-melding",
        gemeente="1734",
        acuut="ja",
        besproken="ja",
        terugkoppelingGewenst=True,
        ontvanger=RVT,
        waarneming=content(chain.system("politie"), {"tekst": "Vader stond bij de school."}),
        betrokkenen=people(chain, MOTHER),
    )
    melding = story.hears("ontvangen", "melding-ontvangen", eigenKenmerk=own).data["melding"]
    signal = story.hears(
        "het nieuwe signaal gaat naar beide kanten (O4)", "signaal-ontvangen", overdracht=overdracht, melding=melding
    )
    story.check("dat zijn het veiligheidsteam en De Brug", set(signal.data["gemeldAan"]) == {RVT, DE_BRUG}, signal)
    story.task(carla, "triage-herzien", overdracht)
    carla.act(*handover(overdracht), "triages", {"urgentie": "spoed"})
    story.now("Carla kan het niet langer veilig houden, en zegt dat.")
    carla.act(*handover(overdracht), "veiligheidssignalen", {})
    alarm = story.hears("dat escaleert meteen, zonder termijn (O4)", "veiligheid-niet-te-houden", overdracht=overdracht)
    story.check("naar de teamleiders van beide kanten", set(alarm.data["escalatieNaar"]) == {RVT, DE_BRUG}, alarm)
    story.task(ans, "veiligheid-herstellen", overdracht)
    story.task(ursula, "veiligheid-herstellen", overdracht)


def hidden(chain, story, zaak):
    carla, lars = chain.person("mw-rvt-3"), chain.person("mw-overbetuwe-3")
    story.now("Carla betrekt de opvang, Veluwezoom, en schermt die plek meteen af.")
    carla.act(*of_zaak(zaak), "betrokkenen", {"organisatie": VELUWEZOOM, "grond": "hulp"})
    carla.post(
        VERWIJZING,
        f"/v1/zaken/{zaak}/afschermingen",
        {"soort": "plaatsing", "organisatie": VELUWEZOOM, "gemeente": "0268", "reden": "veiligheid-gezin"},
    )
    own, other = carla.get(*of_zaak(zaak)), lars.get(*of_zaak(zaak))
    story.check(
        "Carla ziet waar moeder is, Lars van het lokale team niet (P1)",
        VELUWEZOOM in str(own) and VELUWEZOOM not in str(other),
        other,
    )
    given = carla.get(VERWIJZING, f"/v1/zaken/{zaak}/gezinsoverzicht")
    story.check(
        "ook in wat vader te lezen krijgt staat de plek nergens",
        VELUWEZOOM not in str(given) and "0268" not in str(given),
        given,
    )


def given_back(chain, story, zaak, overdracht):
    carla, ursula, willem = chain.person("mw-rvt-3"), chain.person("mw-brug-1"), chain.person("mw-brug-3")
    path = f"/v1/overdrachten/{overdracht}"
    story.refused(
        "de inhoud van het dossier heeft De Brug nog niet", willem.ask("GET", VERWIJZING, path + "/dossier"), 403
    )
    story.now("Ursula maakt ruimte: zij accepteert en noemt Willem, die morgen begint.")
    accept(ursula, overdracht, "mw-brug-3", later=1)
    regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-3", "nu pas, en met een naam")
    story.now("Willem valt uit voordat hij iemand sprak. De Brug geeft terug, met reden.")
    back = ursula.act(*handover(overdracht), "teruggaven", {"reden": "geen-werker"})
    story.check("teruggegeven is nog niet terug", back["status"] == "teruggegeven", back)
    regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-3", "tot iemand van het veiligheidsteam aanvaardt (O21)")
    story.task(carla, "teruggave-beantwoorden", overdracht)
    story.now("Carla aanvaardt de teruggave.")
    carla.act(*handover(overdracht), "teruggaveaanvaardingen", {"regiehouder": "mw-rvt-3"})
    regie(chain, story, carla, zaak, RVT, "mw-rvt-3", "geen moment was er niemand")


def spoken(chain, story, zaak):
    carla, xandra = chain.person("mw-rvt-3"), chain.person("mw-brug-4")
    story.then(
        "De jeugdbeschermer van eind maart legde de eerdere informatie als verouderd terzijde en droeg niet warm "
        "over, al vroeg Veilig Thuis daarom."
    )
    story.now("Carla legt vast wat bekend is, en biedt opnieuw aan.")
    for block, kind, day, text in (
        ("feiten", "feit", "2021-03-01", "Eerste melding van de politie."),
        ("eerder-onderzoek-en-hulp", "feit", "2022-05-10", "Spoedhulp van het lokaal team; opvoedhulp liep ernaast."),
        ("perspectief-ouders", "zienswijze-ouder", "2022-06-01", "Moeder wil hulp; vader weigert."),
    ):
        carla.post(VERWIJZING, f"/v1/zaken/{zaak}/dossier/{block}", {"soort": kind, "datum": day, "tekst": text})
    overdracht = offer(
        carla, zaak, DE_BRUG, urgency="spoed", age="0-11", gemeente="1734", question="maatregel", reason="maatregel"
    )
    offered = story.hears("het derde aanbod telt zijn hops (O6)", "overdracht-aangeboden", overdracht=overdracht, hop=3)
    story.hears(
        "de regio krijgt het signaal kastje-naar-de-muur",
        "kastje-naar-de-muur",
        zaak=zaak,
        overdracht=offered.data["overdracht"],
    )
    story.now("De Brug accepteert met Xandra, die vandaag begint.")
    accept(chain.person("mw-brug-2"), overdracht, "mw-brug-4")
    regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-4")
    path = f"/v1/overdrachten/{overdracht}"
    dossier = xandra.get(VERWIJZING, path + "/dossier")
    story.check(
        "Xandra leest elke verklaring met bron en dag, ook de oude (O8)",
        len(dossier["verklaringen"]) == 3
        and all(entry["datum"] and entry["organisatie"] for entry in dossier["verklaringen"]),
        dossier,
    )
    set_aside(chain, story, overdracht)
    stranger = chain.person("mw-wegwijs-3").ask("GET", VERWIJZING, path + "/dossier")
    story.check("voor wie er niet bij hoort bestaat het niet", stranger.status == 404, stranger)
    both_confirm(story, overdracht, carla, xandra, family_absent="onveilig")
    xandra.act(*handover(overdracht), "starts", {"grond": "wettelijke-taak"})
    story.hears("begonnen, en iedereen ziet bij wie", "overdracht-gestart", overdracht=overdracht)
    story.until(
        "de regie ging drie keer over, elke keer door een mens: heen, terug en heen (O1)",
        lambda: chain.topics.all("regie-verplaatst", zaak=zaak),
        lambda events: [event.data["naar"]["organisatie"] for event in events] == [DE_BRUG, RVT, DE_BRUG],
    )


def set_aside(chain, story, overdracht):
    carla, xandra = chain.person("mw-rvt-3"), chain.person("mw-brug-4")
    act, path = "dossier/eerder-onderzoek-en-hulp/terzijdeleggingen", f"/v1/overdrachten/{overdracht}"
    story.now("Xandra wil de oude informatie over eerdere hulp terzijde leggen, zonder te zeggen waarom.")
    bare = xandra.attempt(*handover(overdracht), act, {})
    story.check(
        "dat kan niet: elk blok krijgt een reden en uitleg (O8)",
        bare.status == 400 and {"/reden", "/toelichting"} <= bare.pointers,
        bare,
    )
    why = "De opvoedhulp is al een half jaar gestopt; wij vragen het opnieuw aan moeder."
    xandra.act(*handover(overdracht), act, {"reden": "verouderd", "toelichting": why})
    story.hears("nu wel, voor iedereen zichtbaar", "verklaringen-terzijde-gelegd", overdracht=overdracht)
    seen = carla.get(VERWIJZING, path + "/dossier")["terzijde"]
    story.check("Carla leest waarom; haar woorden blijven staan", [one["toelichting"] for one in seen] == [why], seen)
