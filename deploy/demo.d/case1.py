"""Case 1: a boy of 16, his family and at least six earlier providers; help that fitted stood ready and was not asked."""

import uuid

from cast import (ARNHEM, CASUSSEN, DE_BRUG, DE_LINDE, INTAKE, OVERBETUWE, POLITIE, RIJNOEVER, RVT, VELUWEZOOM, VERWIJZING,
                  WEGWIJS, bsn)
from steps import accept, both_confirm, content, fill_dossier, offer, regie, today

TITLE = "Zaak 1: een werkafspraak die boven het kind ging staan"

# Block → kind of statement, its day, and its text; None for a text: "onbekend, want …".
DOSSIER = {
    "feiten": ("feit", "2026-10-01", "Al zes weken niet op school."),
    "eerder-onderzoek-en-hulp": ("feit", "2026-03-02", "Intake bij de zesde aanbieder, met dezelfde vragen als de vijf ervoor."),
    "lopende-hulp": ("feit", "2026-10-01", "Er loopt geen hulp."),
    "betrokkenen": ("feit", "2026-10-01", "Moeder, vader, een broertje van acht maanden."),
    "wens-van-het-kind": ("zienswijze-jeugdige", "2026-10-05", "Ik wil iemand die snapt waar ik vandaan kom."),
    "perspectief-ouders": ("zienswijze-ouder", "2026-10-05", "Vader wil meewerken als het één gezicht is."),
    "grondslag": ("feit", "2026-10-01", "Wettelijke taak."),
    "besproken-met-gezin": ("feit", "2026-10-05", None),
    "vast-contact": ("feit", "2026-10-01", "Carla, tot de overdracht."),
}


def play(chain, story, partners, zaken):
    melding = school_reports(chain, story)
    zaak = casus_opens(chain, story, melding, zaken)
    out_of_sight(chain, story, zaak)
    assessed(chain, story, zaak, melding)
    to_the_gi(chain, story, zaak)
    silence_and_refusal(chain, story, zaak)
    handed_over(chain, story, zaak, fitting_help(chain, story, partners, zaak))


def school_reports(chain, story):
    school = chain.system("college-de-linde")
    own = f"DL-{uuid.uuid4().hex[:8]}"
    uit = f"keten.uit.{DE_LINDE}"

    story.then("School en leerplicht meldden, en hoorden niet of het was aangekomen en wie het had opgepakt.")
    story.now("College De Linde brengt de inhoud over HTTPS en meldt daarna op zijn eigen Kafka-topic, met alleen verwijzingen.")

    data = {
        "eigenKenmerk": own, "soort": "zorgmelding", "gemeente": "0202", "acuut": "nee", "besproken": "ja",
        "terugkoppelingGewenst": True, "grondslag": "wettelijke-taak", "ontvanger": RVT,
        "waarneming": content(school, {"tekst": "Een leerling van 16 komt al weken niet. Thuis is er veel ruzie."}),
        "betrokkenen": [
            {"inhoud": content(school, {"persoon": {"bsn": bsn("zoon"), "naam": "Sami Voorbeeld", "geboortedatum": "2010-03-14"}}), "rol": "kind"},
            {"inhoud": content(school, {"persoon": {"bsn": bsn("moeder"), "naam": "Moeder Voorbeeld"}}), "rol": "ouder"},
        ],
    }
    first = chain.topics.say(DE_LINDE, "melding-aangeboden", data)
    told = story.hears("de school hoort op haar topic dat de melding is ontvangen, met een kenmerk", "melding-status-gewijzigd",
                       topic=uit, eigenKenmerk=own, status="ontvangen")
    melding = told.data["melding"]

    story.now("Haar systeem stuurt hetzelfde nog eens: over Kafka met hetzelfde en met een nieuw bericht-id, en over HTTPS.")
    chain.topics.say(DE_LINDE, "melding-aangeboden", data, id=first)
    chain.topics.say(DE_LINDE, "melding-aangeboden", data)
    again = school.post(INTAKE, "/v1/meldingen", {
        name: data[name] for name in data if name not in ("waarneming", "betrokkenen")
    } | {"waarneming": "Een leerling van 16 komt al weken niet.", "betrokkenen": [{"rol": "kind", "bsn": bsn("zoon")}]})
    story.check("het blijft één en dezelfde melding (M5)", again["id"] == melding, again)

    story.now("En het maakt fouten: een BSN op Kafka, andermans naam als afzender, een onbekende versie, en iets dat geen JSON is.")
    bad = {
        "een BSN in het bericht": chain.topics.say(DE_LINDE, "melding-aangeboden", {**data, "eigenKenmerk": own + "-bsn", "bsn": bsn("zoon")}),
        "de afzender van een ander": chain.topics.say(
            DE_LINDE, "melding-aangeboden", {**data, "eigenKenmerk": own + "-bron"}, source=f"urn:nld:oin:{POLITIE}:systeem:eigen"),
        "een onbekend soort bericht": chain.topics.say(DE_LINDE, "melding-geroepen", data),
        "inhoud van een ander": chain.topics.say(
            DE_LINDE, "melding-aangeboden", {**data, "eigenKenmerk": own + "-inhoud", "waarneming": str(uuid.uuid4())}),
    }
    for what, id in bad.items():
        refused = story.hears(f"geweigerd met reden op keten.uit van de school: {what}", "bericht-geweigerd", topic=uit, bericht=id)
        faults = ", ".join(f"{fault['pointer']} {fault['code']}" for fault in refused.data["fouten"])
        story.wrapped(faults, " " * 14, "2")
    chain.topics.say(DE_LINDE, "", {}, value=b'{"specversion": "1.0", "id": \xff')
    story.until("geweigerd, met de plaats op het topic als naam: onleesbare bytes",
                lambda: [event for event in chain.topics.all("bericht-geweigerd", topic=uit) if "/" in event.data["bericht"]])
    received = chain.topics.all("melding-ontvangen", eigenKenmerk=lambda known: str(known).startswith(own))
    story.check("niets daarvan veranderde iets: de school heeft één melding", len(received) == 1, [str(event) for event in received])
    refused_over_http(chain, story, school)
    return melding


def refused_over_http(chain, story, school):
    empty = school.ask("POST", INTAKE, "/v1/meldingen", {"acuut": "misschien", "gemeente": "Arnhem", "kleur": "rood"})
    story.check("over HTTPS: 400 met alle fouten tegelijk, elk met zijn plaats",
                empty.status == 400 and {"/acuut", "/gemeente", "/kleur"} <= empty.pointers, empty)
    story.refused("zonder de juiste scope: 403, dat de scope noemt", school.ask("GET", CASUSSEN, "/v1/casussen"), 403, "scope-ontbreekt")
    torn = school.ask("GET", INTAKE, "/v1/meldingen", headers={"Authorization": school.token()[:-6].join(["Bearer ", "AAAAAA"])})
    story.check("met een vervalst token: 401", torn.status == 401, torn)


def casus_opens(chain, story, melding, zaken):
    bram, carla = chain.person("mw-rvt-2"), chain.person("mw-rvt-3")
    gijs, hanan = chain.person("mw-arnhem-2"), chain.person("mw-arnhem-3")

    story.now("Het veiligheidsteam krijgt de melding als casus; het lokaal team is er meteen bij betrokken (M7).")
    opened = story.hears("er is een casus, met een genoemde regiehouder vanaf het eerste moment (O1)", "casus-geopend", melding=melding)
    zaak = opened.data["zaak"]
    zaken.append(zaak)
    story.task(bram, "casus-beoordelen", zaak)
    regie(chain, story, carla, zaak, RVT, "mw-rvt-2")
    story.hears("de school hoort: in behandeling", "melding-status-gewijzigd", topic=f"keten.uit.{DE_LINDE}", melding=melding,
                status="in-behandeling")
    story.task(gijs, "betrokkenheid-bevestigen", zaak)
    story.hears("het lokaal team zwijgt: herinnerd", "termijn-herinnerd", zaak=zaak, soort="lokaal-team-bevestigen")
    story.hears("en na de termijn horen de teamleiders het", "termijn-geescaleerd", zaak=zaak, soort="lokaal-team-bevestigen", stadium=100)
    story.task(chain.person("mw-arnhem-1"), "termijn-verstreken", zaak)
    story.now("Hanan van het lokaal team bevestigt dat zij betrokken zijn.")
    hanan.act(CASUSSEN, f"/v1/casussen/{zaak}", "lokaal-team-bevestigingen", {})
    story.hears("dat staat vast, met haar naam en het moment", "lokaal-team-bevestigd", zaak=zaak, organisatie=ARNHEM)

    story.now("Bram draagt de regie over aan Carla, die met het gezin werkt.")
    bram.act(VERWIJZING, f"/v1/zaken/{zaak}", "regiehouderwisselingen", {"naar": "mw-rvt-3"})
    regie(chain, story, hanan, zaak, RVT, "mw-rvt-3", "iedereen die betrokken is ziet wie het nu is")
    return zaak


def out_of_sight(chain, story, zaak):
    carla, ans, wilma = chain.person("mw-rvt-3"), chain.person("mw-rvt-1"), chain.person("mw-regio-1")
    casus = f"/v1/casussen/{zaak}"
    story.then("Het gezin verdween uit ieders zicht en ging naar het buitenland; pas maanden later was het terug.")
    story.now("Carla meldt het gezin uit beeld: een toestand met een eigen termijn, die meteen loopt (R11).")
    carla.act(CASUSSEN, casus, "uit-beeld", {"toelichting": "Buren zeggen dat het gezin naar het buitenland is."})
    story.refused("sluiten kan dan niet", carla.attempt(CASUSSEN, casus, "sluitingen", {
        "nazorg": "geen", "toelichting": "Het gezin is weg."}), 409, "gezin-uit-beeld")
    story.hears("na de termijn hoort de teamleider het", "termijn-geescaleerd", zaak=zaak, soort="uit-beeld", stadium=100)
    story.task(ans, "termijn-verstreken", zaak)
    story.hears("en daarna het aanspreekpunt van de regio", "termijn-geescaleerd", zaak=zaak, soort="uit-beeld", niveau="regio")
    story.task(wilma, "termijn-verstreken", zaak)

    story.then("De zoon kwam bij vader, moeder en baby in een andere gemeente; daar begon alles opnieuw.")
    story.now("Een huisarts in Overbetuwe meldt zorgen over moeder en baby, over HTTPS.")
    doctor = chain.system("huisarts-het-plein")
    answer = doctor.post(INTAKE, "/v1/meldingen", {
        "soort": "zorgmelding", "gemeente": "1734", "acuut": "nee", "waarneming": "Moeder is uitgeput en kent hier niemand.",
        "besproken": "ja", "terugkoppelingGewenst": True, "grondslag": "behandelrelatie", "ontvanger": RVT,
        "betrokkenen": [{"rol": "ouder", "bsn": bsn("moeder")}, {"rol": "kind", "bsn": bsn("baby"), "geboortedatum": "2026-02-02"}]})
    story.check(f"de huisarts krijgt meteen een ontvangst met kenmerk {answer['kenmerk']}", answer.status == 201, answer)
    story.hears("herkend op pseudoniem: zij sluit aan bij dezelfde casus (M8)", "melding-gekoppeld", zaak=zaak, melding=answer["id"])
    other = doctor.ask("GET", INTAKE, f"/v1/meldingen/{answer['id']}")
    story.check("de huisarts ziet daar niets van", "zaak" not in other.body, other)
    story.hears("ook het lokaal team van Overbetuwe is betrokken", "lokaal-team-betrokken", zaak=zaak, organisatie=OVERBETUWE)
    mina = chain.person("mw-overbetuwe-4")
    task = story.task(mina, "betrokkenheid-bevestigen", zaak)
    story.check("met spoed, dus bij de bereikbaarheidsdienst (O5)", task["urgentie"] == "spoed", task)
    mina.act(CASUSSEN, casus, "lokaal-team-bevestigingen", {})
    story.now("Carla meldt het gezin weer in beeld.")
    carla.act(CASUSSEN, casus, "weer-in-beeld", {})
    story.hears("de termijn stopt, en de taken daarvan zijn klaar", "weer-in-beeld-gemeld", zaak=zaak)


def assessed(chain, story, zaak, melding):
    carla = chain.person("mw-rvt-3")
    story.now("Carla beoordeelt: verzoek om maatregel.")
    carla.act(CASUSSEN, f"/v1/casussen/{zaak}", "beoordelingen", {
        "uitkomst": "verzoek-om-maatregel", "redenen": "Twee kinderen zonder vaste plek; eerdere hulp liep zes keer af."})
    story.hears("de school hoort wat ermee gedaan is: stappen, nooit inhoud (M4)", "melding-status-gewijzigd",
                topic=f"keten.uit.{DE_LINDE}", melding=melding, status="afgehandeld", uitkomst="VT-01-01")


def to_the_gi(chain, story, zaak):
    carla, vera, willem = chain.person("mw-rvt-3"), chain.person("mw-brug-2"), chain.person("mw-brug-3")
    story.then("Er kwam een OTS voor een jaar; de jeugdbeschermer wisselde, en met hem verdween de draad.")
    story.now("Carla draagt over aan Jeugdbescherming De Brug.")
    overdracht = carla.act(CASUSSEN, f"/v1/casussen/{zaak}", "overdrachten", {
        "naar": DE_BRUG, "vraag": "maatregel", "urgentie": "regulier", "leeftijdsgroep": "16-17"})["id"]
    offer = story.hears("het aanbod noemt wat er in het dossier ontbreekt (O7)", "overdracht-aangeboden", overdracht=overdracht)
    story.wrapped(", ".join(offer.data["ontbreekt"]), " " * 14, "2")
    story.task(carla, "dossier-aanvullen", overdracht)
    fill_dossier(story, carla, zaak, overdracht, DOSSIER)
    story.task(vera, "overdracht-beantwoorden", overdracht)
    regie(chain, story, vera, zaak, RVT, "mw-rvt-3", "een aanbod verplaatst niets")

    story.now("De Brug accepteert: planner Vera noemt Willem als werker en vandaag als start.")
    accept(vera, overdracht, "mw-brug-3")
    regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-3")
    both_confirm(story, overdracht, carla, willem)
    willem.act(VERWIJZING, f"/v1/overdrachten/{overdracht}", "starts", {})
    gi = chain.person("mw-brug-3")
    gi.act(VERWIJZING, f"/v1/zaken/{zaak}", "betrokkenen", {"organisatie": DE_BRUG, "grond": "wettelijke-taak"})

    story.now("Willem vertrekt; Vera noemt Xandra als nieuwe jeugdbeschermer.")
    vera.act(VERWIJZING, f"/v1/overdrachten/{overdracht}", "werkerwisselingen", {"naar": "mw-brug-4"})
    stand = regie(chain, story, carla, zaak, DE_BRUG, "mw-brug-4", "de regie gaat mee")
    story.check("de draad blijft: dezelfde overdracht, dezelfde hops (O21)",
                stand["lopend"]["overdracht"] == overdracht and stand["hops"] == 1, stand)


def silence_and_refusal(chain, story, zaak):
    xandra, gijs = chain.person("mw-brug-4"), chain.person("mw-arnhem-2")
    story.then("Jeugdbeschermer, vader, school en een passende aanbieder waren het eens; het kon meteen. Een maand bleef het stil, "
               "toen heette het nieuwe zorg die eerst door een triageoverleg moest. Niemand besliste.")
    story.now("Xandra vraagt het lokaal team Arnhem om deze hulp: één bericht, één eigenaar, één termijn.")
    overdracht = offer(xandra, zaak, ARNHEM)
    story.task(gijs, "overdracht-beantwoorden", overdracht)
    story.hears("stil: herinnerd op de helft", "termijn-herinnerd", overdracht=overdracht, soort="overdracht-beantwoorden", stadium=50)
    story.hears("nog stil: herinnerd op 80 %", "termijn-herinnerd", overdracht=overdracht, soort="overdracht-beantwoorden", stadium=80)
    late = story.hears("termijn voorbij: de teamleiders van beide kanten", "termijn-geescaleerd", overdracht=overdracht,
                       soort="overdracht-beantwoorden", stadium=100)
    story.check("dat zijn die van De Brug en van Arnhem", set(late.data["escalatieNaar"]) == {DE_BRUG, ARNHEM}, late)
    story.task(chain.person("mw-brug-1"), "termijn-verstreken", overdracht)
    story.task(chain.person("mw-arnhem-1"), "termijn-verstreken", overdracht)
    story.hears("nog steeds stil: het aanspreekpunt van de regio", "termijn-geescaleerd", overdracht=overdracht, stadium=150)
    story.task(chain.person("mw-regio-1"), "termijn-verstreken", overdracht)
    regie(chain, story, xandra, zaak, DE_BRUG, "mw-brug-4", "al die tijd heeft iemand de regie")

    story.now("Gijs van het lokaal team wil weigeren zonder meer.")
    bare = gijs.attempt(VERWIJZING, f"/v1/overdrachten/{overdracht}", "weigeringen", {"reden": "niet-passend"})
    story.check("dat kan niet: een weigering noemt een alternatief (O3)", bare.status == 400 and "/alternatief" in bare.pointers, bare)
    story.now("Hij weigert met reden, en met Buro Wegwijs als alternatief.")
    gijs.act(VERWIJZING, f"/v1/overdrachten/{overdracht}", "weigeringen", {
        "reden": "andere-expertise-nodig", "alternatief": "andere-organisatie", "alternatieveOrganisatie": WEGWIJS,
        "toelichting": "Een mannelijke, cultuursensitieve begeleider past hier beter."})
    refused = story.hears("de zaak komt terug bij een genoemde medewerker van De Brug (O6)", "overdracht-geweigerd",
                          overdracht=overdracht, terugNaar="mw-brug-4")
    story.check("met de reden en het alternatief erbij", refused.data["alternatieveOrganisatie"] == WEGWIJS, refused)
    story.task(xandra, "weigering-oppakken", overdracht)


def fitting_help(chain, story, partners, zaak):
    xandra = chain.person("mw-brug-4")
    anton, daan, frits = chain.person("mw-wegwijs-2"), chain.person("mw-rijnoever-2"), chain.person("mw-veluwezoom-1")
    story.then("Een digitale triage sprak over wat twee gecontracteerde aanbieders te bieden hadden; in april haakte er één af.")
    story.now("Xandra vraagt drie aanbieders tegelijk, met of zonder contract. Het systeem van Veluwezoom ligt er op dat moment uit.")
    partners.broken.add(VELUWEZOOM)
    offers = {oin: offer(xandra, zaak, oin) for oin in (WEGWIJS, RIJNOEVER, VELUWEZOOM)}
    story.hears("het aanbod toont alleen vraag, urgentie, leeftijdsgroep en gemeente (O7)", "overdracht-aangeboden", overdracht=offers[WEGWIJS])
    story.hears("hop 3: de regio krijgt het signaal kastje-naar-de-muur (O6)", "kastje-naar-de-muur", zaak=zaak)
    story.refused("de inhoud van het dossier ziet een aanbieder pas na de acceptatie",
                  chain.person("mw-wegwijs-3").ask("GET", VERWIJZING, f"/v1/overdrachten/{offers[WEGWIJS]}/dossier"), 403, "nog-niet-geaccepteerd")

    story.now("Planner Daan van Rijnoever wil accepteren met zichzelf als werker.")
    planner = daan.attempt(VERWIJZING, f"/v1/overdrachten/{offers[RIJNOEVER]}", "aanvaardingen",
                           {"werker": "mw-rijnoever-2", "startdatum": today()})
    story.check("dat is geen acceptatie: er hoort een werker bij (O21)", planner.status == 400, planner)
    story.now("Daan stelt dan uit, met een datum en een overbrugging.")
    daan.act(VERWIJZING, f"/v1/overdrachten/{offers[RIJNOEVER]}", "uitstellen", {
        "reden": "capaciteit", "nieuweDatum": today(30), "overbruggingsafspraak": "De Brug houdt wekelijks contact."})
    story.hears("de taak bij Veluwezoom komt niet aan en gaat naar de teamleider (N2)", "taak-overgedragen",
                onderwerp=offers[VELUWEZOOM], reden="niet-bevestigd")
    story.task(frits, "overdracht-beantwoorden", offers[VELUWEZOOM])
    story.now("Die haakt af, met reden en alternatief.")
    frits.act(VERWIJZING, f"/v1/overdrachten/{offers[VELUWEZOOM]}", "weigeringen", {
        "reden": "geen-capaciteit", "alternatief": "later-opnieuw"})

    story.now("Buro Wegwijs accepteert, noemt Bilal en start vandaag. Xandra en het gezin wilden dit het liefst.")
    before = len(chain.topics.all("regie-verplaatst", zaak=zaak))
    accept(anton, offers[WEGWIJS], "mw-wegwijs-3")
    regie(chain, story, xandra, zaak, WEGWIJS, "mw-wegwijs-3")
    story.hears("het aanbod dat Rijnoever nog had vervalt vanzelf", "overdracht-ingetrokken", overdracht=offers[RIJNOEVER], reden="regie-elders")
    story.refused("Rijnoever komt te laat en hoort waarom", daan.attempt(
        VERWIJZING, f"/v1/overdrachten/{offers[RIJNOEVER]}", "aanvaardingen", {"werker": "mw-rijnoever-3", "startdatum": today()}), 409)
    moved = chain.topics.all("regie-verplaatst", zaak=zaak)[before:]
    story.check("de regie ging van drie aanbiedingen precies één keer over (O1)", len(moved) == 1, [str(event) for event in moved])
    stand = chain.person("mw-wegwijs-3").get(VERWIJZING, f"/v1/zaken/{zaak}")
    gi = [party for party in stand["betrokken"] if party["organisatie"] == DE_BRUG]
    story.check("De Brug blijft erbij met haar wettelijke taak", gi and gi[0]["wettelijkeTaak"], stand)
    return offers[WEGWIJS]


def handed_over(chain, story, zaak, overdracht):
    xandra, bilal = chain.person("mw-brug-4"), chain.person("mw-wegwijs-3")
    story.then("In mei volgde een tweede intake over wat allang bekend was; minder passende hulp begon.")
    story.now("Bilal leest het dossier van de overdracht.")
    dossier = bilal.get(VERWIJZING, f"/v1/overdrachten/{overdracht}/dossier")
    earlier = [entry for entry in dossier["verklaringen"] if entry["blok"] == "eerder-onderzoek-en-hulp"]
    story.check("wat er al was staat er, met bron, soort en dag: geen tweede intake (O8)",
                earlier and earlier[0]["organisatie"] == RVT and earlier[0]["datum"] == "2026-03-02", dossier)
    wish = [entry for entry in dossier["verklaringen"] if entry["soort"] == "zienswijze-jeugdige"]
    story.check("ook wat de jongen zelf wil, in zijn woorden", len(wish) == 1, dossier)
    story.now("Bilal wil beginnen, maar er is nog niet gesproken.")
    story.refused("starten kan pas als beide kanten het gesprek bevestigden (O2)",
                  bilal.attempt(VERWIJZING, f"/v1/overdrachten/{overdracht}", "starts", {}), 409)
    both_confirm(story, overdracht, xandra, bilal)
    bilal.act(VERWIJZING, f"/v1/overdrachten/{overdracht}", "starts", {})
    story.hears("de hulp is gestart", "overdracht-gestart", overdracht=overdracht)

    story.then("Pas bij de evaluatie, acht weken voor het eind, bleek een half jaar verloren.")
    story.hears("het zicht op veiligheid meldt zichzelf; niemand hoeft eraan te denken (R3)", "termijn-herinnerd", zaak=zaak,
                soort="zicht-op-veiligheid")
