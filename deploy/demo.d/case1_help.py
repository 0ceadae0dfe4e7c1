"""The second half of case 1: asking for help that fits, until it has begun."""

from cast import ARNHEM, CASUSSEN, DE_BRUG, RIJNOEVER, RVT, VELUWEZOOM, VERWIJZING, WEGWIJS
from steps import both_confirm, handover, of_zaak, offer, regie, today


def play(chain, story, partners, zaak, son, measure):
    silence_and_refusal(chain, story, zaak)
    overdracht = fitting_help(chain, story, partners, zaak)
    consent(chain, story, zaak, son)
    handed_over(chain, story, zaak, overdracht)
    asked_again(chain, story, zaak, overdracht)
    evaluated(chain, story, zaak, measure)


def silence_and_refusal(chain, story, zaak):
    xandra, gijs = chain.person("mw-brug-4"), chain.person("mw-arnhem-2")
    story.then(
        "In december waren jeugdbeschermer, vader, school en een passende aanbieder het eens; het kon meteen. Een "
        "maand bleef het stil. Toen heette het nieuwe zorg, die eerst door een triageoverleg moest, van een aanbieder "
        "zonder contract. Er was strijd, en niemand die besliste."
    )
    story.now("Xandra vraagt het lokaal team Arnhem om deze hulp: één bericht, één eigenaar, één termijn.")
    overdracht = offer(xandra, zaak, ARNHEM)
    story.task(gijs, "overdracht-beantwoorden", overdracht)
    story.hears(
        "stil: herinnerd op de helft",
        "termijn-herinnerd",
        overdracht=overdracht,
        soort="overdracht-beantwoorden",
        stadium=50,
    )
    story.hears(
        "nog stil: herinnerd op 80 %",
        "termijn-herinnerd",
        overdracht=overdracht,
        soort="overdracht-beantwoorden",
        stadium=80,
    )
    late = story.hears(
        "termijn voorbij: de teamleiders van beide kanten",
        "termijn-geescaleerd",
        overdracht=overdracht,
        soort="overdracht-beantwoorden",
        stadium=100,
    )
    story.check("dat zijn die van De Brug en van Arnhem", set(late.data["escalatieNaar"]) == {DE_BRUG, ARNHEM}, late)
    story.task(chain.person("mw-brug-1"), "termijn-verstreken", overdracht)
    story.task(chain.person("mw-arnhem-1"), "termijn-verstreken", overdracht)
    story.hears(
        "nog steeds stil: het aanspreekpunt van de regio", "termijn-geescaleerd", overdracht=overdracht, stadium=150
    )
    story.task(chain.person("mw-regio-1"), "termijn-verstreken", overdracht)
    regie(chain, story, xandra, zaak, DE_BRUG, "mw-brug-4", "al die tijd heeft iemand de regie")

    story.now("Gijs van het lokaal team wil weigeren zonder meer.")
    bare = gijs.attempt(*handover(overdracht), "weigeringen", {"reden": "niet-passend"})
    story.check(
        "dat kan niet: een weigering noemt een alternatief (O3)",
        bare.status == 400 and "/alternatief" in bare.pointers,
        bare,
    )
    story.now("Hij weigert met reden, en met Buro Wegwijs als alternatief.")
    gijs.act(
        *handover(overdracht),
        "weigeringen",
        {
            "reden": "andere-expertise-nodig",
            "alternatief": "andere-organisatie",
            "alternatieveOrganisatie": WEGWIJS,
            "toelichting": "Een mannelijke, cultuursensitieve begeleider past hier beter.",
        },
    )
    refused = story.hears(
        "de zaak komt terug bij een genoemde medewerker van De Brug (O6)",
        "overdracht-geweigerd",
        overdracht=overdracht,
        terugNaar="mw-brug-4",
    )
    story.check("met de reden en het alternatief erbij", refused.data["alternatieveOrganisatie"] == WEGWIJS, refused)
    story.task(xandra, "weigering-oppakken", overdracht)


def fitting_help(chain, story, partners, zaak):
    xandra = chain.person("mw-brug-4")
    anton, daan, frits = chain.person("mw-wegwijs-2"), chain.person("mw-rijnoever-2"), chain.person("mw-veluwezoom-1")
    story.then("Een digitale triage sprak over wat twee gecontracteerde aanbieders boden; in april haakte er één af.")
    story.now("Xandra vraagt drie aanbieders om een voorstel, met of zonder contract. Het systeem van Veluwezoom ligt eruit.")
    partners.broken.add(VELUWEZOOM)
    offers = {oin: offer(xandra, zaak, oin, choice="beste-voorstel") for oin in (WEGWIJS, RIJNOEVER, VELUWEZOOM)}
    shown = anton.get(*handover(offers[WEGWIJS]))
    story.check(
        "het aanbod zegt van het gezin alleen vraag, urgentie, leeftijdsgroep en gemeente (O7)",
        [shown[name] for name in ("vraag", "urgentie", "leeftijdsgroep", "gemeente")]
        == ["ambulante-begeleiding", "regulier", "16-17", "0202"]
        and not any(text in str(shown) for text in chain.told),
        shown,
    )
    story.hears("hop 3: de regio krijgt het signaal kastje-naar-de-muur (O6)", "kastje-naar-de-muur", zaak=zaak)
    story.refused(
        "de inhoud van het dossier ziet een aanbieder pas na de acceptatie",
        chain.person("mw-wegwijs-3").ask("GET", VERWIJZING, f"/v1/overdrachten/{offers[WEGWIJS]}/dossier"),
        403,
        "nog-niet-geaccepteerd",
    )

    story.now("Planner Daan van Rijnoever wil een voorstel doen met zichzelf als werker.")
    planner = daan.attempt(
        *handover(offers[RIJNOEVER]),
        "voorstellen",
        {"aanbod": "Een groep op dinsdag.", "werker": "mw-rijnoever-2", "startdatum": today()},
    )
    story.check("dat is geen voorstel: er hoort een werker bij (O21)", planner.status == 400, planner)
    story.now("Daan stelt dan uit, met een datum en een overbrugging.")
    daan.act(
        *handover(offers[RIJNOEVER]),
        "uitstellen",
        {"reden": "capaciteit", "nieuweDatum": today(30), "overbruggingsafspraak": "De Brug houdt wekelijks contact."},
    )
    story.hears(
        "de taak bij Veluwezoom komt niet aan en gaat naar de teamleider (N2)",
        "taak-overgedragen",
        onderwerp=offers[VELUWEZOOM],
        reden="niet-bevestigd",
    )
    story.task(frits, "overdracht-beantwoorden", offers[VELUWEZOOM])
    story.now("Die haakt af, met reden en alternatief.")
    frits.act(
        *handover(offers[VELUWEZOOM]),
        "weigeringen",
        {"reden": "geen-capaciteit", "alternatief": "later-opnieuw"},
    )

    story.then("De aanbieder had geen contract met de gemeente. Er was strijd, en niemand die besliste.")
    story.now("Wegwijs legt dat voor aan wie daarover beslist; het aanbod wacht daar niet op.")
    otto = chain.person("mw-regio-2")
    geschil = anton.post(
        VERWIJZING,
        f"/v1/overdrachten/{offers[WEGWIJS]}/geschillen",
        {"over": "contract", "toelichting": "Wij hebben met deze gemeente geen contract, en passen hier het best."},
    )["id"]
    story.task(otto, "geschil-beslissen", geschil)

    story.now("Buro Wegwijs zegt wat het kan bieden, noemt Bilal en kan vandaag starten.")
    anton.act(
        *handover(offers[WEGWIJS]),
        "voorstellen",
        {"aanbod": "Bilal spreekt de taal van het gezin.", "werker": "mw-wegwijs-3", "startdatum": today()},
    )
    story.task(xandra, "voorstel-kiezen", offers[WEGWIJS])
    story.now("Xandra en het gezin willen dit het liefst, en kiezen het (O14).")
    xandra.act(*handover(offers[WEGWIJS]), "keuzen", {"gezinErbij": True})
    regie(chain, story, xandra, zaak, WEGWIJS, "mw-wegwijs-3")
    story.hears(
        "het aanbod dat Rijnoever nog had vervalt vanzelf",
        "overdracht-ingetrokken",
        overdracht=offers[RIJNOEVER],
        reden="ander-gekozen",
    )
    story.refused(
        "Rijnoever komt te laat en hoort waarom",
        daan.attempt(
            *handover(offers[RIJNOEVER]),
            "aanvaardingen",
            {"werker": "mw-rijnoever-3", "startdatum": today()},
        ),
        409,
    )
    moved = story.until(
        "de regie ging van drie aanbiedingen precies één keer over (O1)",
        lambda: chain.topics.all("regie-verplaatst", zaak=zaak, overdracht=lambda id: id in offers.values()),
        lambda events: len(events) == 1,
    )
    story.check("en wel door de acceptatie van Wegwijs", moved[0].data["overdracht"] == offers[WEGWIJS], moved)
    stand = chain.person("mw-wegwijs-3").get(*of_zaak(zaak))
    gi = [party for party in stand["betrokken"] if party["organisatie"] == DE_BRUG]
    story.now("Otto Proefman hoort bij geen van beide en stond vooraf in het register. Hij beslist, nu het al loopt.")
    otto.post(
        VERWIJZING,
        f"/v1/geschillen/{geschil}/besluiten",
        {"uitkomst": "gedeeld", "motivering": "Eerst de hulp; de gemeente en Wegwijs delen de kosten tot er een contract is."},
    )
    story.hears("het besluit staat bij de overdracht (O12)", "geschil-besloten", geschil=geschil, uitkomst="gedeeld")
    story.task(anton, "geschilbesluit-lezen", geschil)
    story.check("De Brug blijft erbij met haar wettelijke taak", gi and gi[0]["wettelijkeTaak"], stand)
    return offers[WEGWIJS]


def consent(chain, story, zaak, son):
    xandra = chain.person("mw-brug-4")
    story.now("De jongen is 16: over deze hulp beslist hij zelf. Xandra legt zijn toestemming vast.")
    given = xandra.post(
        VERWIJZING,
        f"/v1/zaken/{zaak}/toestemmingen",
        {"kind": son, "gever": son, "organisatie": WEGWIJS, "besluit": "gegeven"},
    )
    story.check("daarmee is de toestemming compleet (P2)", given["oordeel"] == "compleet", given)


def handed_over(chain, story, zaak, overdracht):
    xandra, bilal = chain.person("mw-brug-4"), chain.person("mw-wegwijs-3")
    story.then("In mei volgde een tweede intake met het gezin, over wat al bekend was; minder passende hulp begon.")
    story.now("Bilal leest het dossier van de overdracht.")
    dossier = bilal.get(VERWIJZING, f"/v1/overdrachten/{overdracht}/dossier")
    earlier = [entry for entry in dossier["verklaringen"] if entry["blok"] == "eerder-onderzoek-en-hulp"]
    story.check(
        "wat er al was staat er, met bron, soort en dag: geen tweede intake (O8)",
        earlier and earlier[0]["organisatie"] == RVT and earlier[0]["datum"] == today(-260),
        dossier,
    )
    wish = [entry for entry in dossier["verklaringen"] if entry["soort"] == "zienswijze-jeugdige"]
    story.check("ook wat de jongen zelf wil, in zijn woorden", len(wish) == 1, dossier)
    story.now("Bilal wil beginnen, maar er is nog niet gesproken.")
    story.refused(
        "starten kan pas als beide kanten het gesprek bevestigden (O2)",
        bilal.attempt(*handover(overdracht), "starts", {"grond": "wettelijke-taak"}),
        409,
    )
    both_confirm(story, overdracht, xandra, bilal)
    bilal.act(*handover(overdracht), "starts", {"grond": "wettelijke-taak"})
    story.hears("de hulp is gestart", "overdracht-gestart", overdracht=overdracht)


def asked_again(chain, story, zaak, overdracht):
    bilal = chain.person("mw-wegwijs-3")
    story.now("Het lokale team wil toch nog een intake; Bilal vraagt haar aan, voor dezelfde hulp.")
    again = offer(bilal, zaak, ARNHEM)
    stand = bilal.get(*handover(again))
    story.check(
        "het scherm zegt dat dit al gedaan is, en door wie (O16)",
        [(one["overdracht"], one["organisatie"]) for one in stand["eerderGedaan"]] == [(overdracht, WEGWIJS)],
        stand,
    )
    story.now("Bilal trekt haar in: het gezin hoeft niet opnieuw te vertellen.")
    bilal.act(*handover(again), "intrekkingen", {"reden": "niet-meer-nodig"})


def evaluated(chain, story, zaak, measure):
    xandra, vera = chain.person("mw-brug-4"), chain.person("mw-brug-2")
    path = f"/v1/maatregelen/{measure}"
    story.then("De evaluatie vond een half jaar verloren: een langere OTS, en dubbele kosten.")
    story.now("Xandra meldt het eerste contact en het plan, en evalueert: zij vraagt verlenging.")
    for step in ("eerste-contacten", "plannen"):
        xandra.post(CASUSSEN, f"{path}/{step}", {"gedaandatum": today()})
    why = "De hulp die past is net begonnen; zonder toezicht is het thuis nog niet veilig."
    xandra.post(CASUSSEN, f"{path}/evaluaties", {"uitkomst": "verlengen", "toelichting": why})
    story.task(vera, "verlenging-vastleggen", measure)
    story.now("De rechter verlengt met een half jaar; Xandra legt dat vast.")
    decision = {"uitspraakdatum": today(), "einddatum": today(215), "meerderjarigdatum": today(575)}
    xandra.post(CASUSSEN, f"{path}/verlengingen", decision)
    longer = xandra.get(CASUSSEN, path)
    kinds = {term["soort"] for term in longer["termijnen"]}
    story.check(
        "de OTS loopt langer, en haar volgende evaluatie staat al klaar",
        longer["einddatum"] == today(215) and "maatregel-evaluatie-begint" in kinds,
        longer,
    )
    story.hears(
        "ook het zicht op veiligheid meldt zichzelf (R3)",
        "termijn-herinnerd",
        zaak=zaak,
        soort="zicht-op-veiligheid",
    )
