"""Each event of the chain in one Dutch sentence, from its references and codes alone."""


def described(event, chain):
    """None: says nothing to someone who follows the case."""
    tell = SENTENCES.get((event.topic, event.name))
    return tell(Facts(event.data, chain)) if tell else None


class Facts:
    """The data of an event, with organisations and people as they are called."""

    def __init__(self, data, chain):
        self.data, self.chain = data, chain

    def __getitem__(self, name):
        return self.data.get(name, "?")

    def organisation(self, name):
        value = self[name]
        oin = value.get("organisatie") if isinstance(value, dict) else value
        return self.chain.organisations.get(oin, oin)

    def organisations(self, name):
        return " en ".join(self.chain.organisations.get(oin, oin) for oin in self.data.get(name, []))

    def person(self, name):
        value = self[name]
        return self.chain.named(value.get("medewerker") if isinstance(value, dict) else value)

    def someone(self, name):
        """A named person with the organisation."""
        return f"{self.person(name)}, {self.organisation(name)}"


def escalated(facts):
    if facts["niveau"] == "regio":
        heard = "het aanspreekpunt van de regio hoort het"
    else:
        heard = f"de teamleiders van {facts.organisations('escalatieNaar')} horen het"
    return f"termijn {facts['soort']} voorbij ({facts['stadium']} %): {heard}"


def talked(facts):
    family = "met het gezin erbij" if facts["gezinErbij"] else f"zonder het gezin ({facts['redenNiet']})"
    return f"{facts.person('door')} bevestigt als {facts['kant']} het gesprek van {facts['datum']}, {family}"


MELDINGEN, CASUSSEN, OVERDRACHTEN = "keten.meldingen", "keten.casussen", "keten.overdrachten"

SENTENCES = {
    (MELDINGEN, "melding-ontvangen"): lambda f: (
        f"melding {f['kenmerk']} ontvangen: {f.data.get('soort', 'soort onbekend')}, acuut {f['acuut']}, "
        f"voor {f.organisation('behandelaar')}"
    ),
    (MELDINGEN, "melding-aangevuld"): lambda f: f"melding {f['kenmerk']} aangevuld",
    (MELDINGEN, "melding-doorgestuurd"): lambda f: (
        f"{f.person('door')} stuurt melding {f['kenmerk']} door naar {f.organisation('naar')}"
    ),
    (MELDINGEN, "melding-in-behandeling"): lambda f: f"melding {f['kenmerk']} in behandeling",
    (MELDINGEN, "melding-afgehandeld"): lambda f: f"melding {f['kenmerk']} afgehandeld: {f['uitkomst']}",
    (CASUSSEN, "casus-geopend"): lambda f: f"casus {f['kenmerk']} geopend; regie: {f.someone('regiehouder')}",
    (CASUSSEN, "melding-gekoppeld"): lambda f: "een volgende melding sluit aan bij deze casus",
    (CASUSSEN, "lokaal-team-betrokken"): lambda f: f"{f.organisation('organisatie')} betrokken",
    (CASUSSEN, "lokaal-team-bevestigd"): lambda f: f"{f.organisation('organisatie')} bevestigt betrokken te zijn",
    (CASUSSEN, "beoordeling-vastgelegd"): lambda f: f"{f.person('door')} beoordeelt: {f['uitkomst']}",
    (CASUSSEN, "meningsverschil-vastgelegd"): lambda f: f"{f.someone('namens')} ziet dat anders; het staat ernaast",
    (CASUSSEN, "uit-beeld-gemeld"): lambda f: f"{f.person('door')} meldt het gezin uit beeld",
    (CASUSSEN, "weer-in-beeld-gemeld"): lambda f: f"{f.person('door')} meldt het gezin weer in beeld",
    (CASUSSEN, "termijn-geescaleerd"): escalated,
    (CASUSSEN, "maatregel-opgelegd"): lambda f: (
        f"{f['soortMaatregel']} vanaf {f['vanaf']}, uitgevoerd door {f.organisation('uitvoerder')}"
    ),
    (CASUSSEN, "maatregel-evaluatie-gevraagd"): lambda f: f"evaluatie gevraagd: de maatregel loopt tot {f['tot']}",
    (CASUSSEN, "maatregel-verlengd"): lambda f: f"de rechter verlengt de maatregel tot {f['tot']}",
    (CASUSSEN, "raadsonderzoek-gestart"): lambda f: f"{f.someone('door')} start een raadsonderzoek",
    (
        OVERDRACHTEN,
        "organisatie-betrokken",
    ): lambda f: f"{f.organisation('organisatie')} staat bij de zaak als betrokken",
    (OVERDRACHTEN, "overdracht-aangeboden"): lambda f: (
        f"overdracht {f['kenmerk']} aangeboden aan {f.organisation('naar')} ({f['urgentie']}, {f['vraag']})"
    ),
    (OVERDRACHTEN, "overdracht-bezorgd"): lambda f: f"{f['kenmerk']} bezorgd bij {f.organisation('naar')}",
    (OVERDRACHTEN, "overdracht-gezien"): lambda f: f"{f['kenmerk']} gezien door {f.person('door')}",
    (OVERDRACHTEN, "overdracht-uitgesteld"): lambda f: (
        f"{f['kenmerk']} uitgesteld door {f.person('door')}: {f['reden']}, tot {f['nieuweDatum']}"
    ),
    (OVERDRACHTEN, "wachtlijstbericht-gemist"): lambda f: (
        f"{f['kenmerk']}: wachtlijstbericht {f['aantal']} gemist, stiltesignaal"
    ),
    (OVERDRACHTEN, "wachtlijstbericht-gegeven"): lambda f: f"{f['kenmerk']}: wachtlijstbericht van {f.person('door')}",
    (OVERDRACHTEN, "veiligheid-niet-te-houden"): lambda f: (
        f"{f['kenmerk']}: {f.person('door')} kan het niet veilig houden; meteen naar {f.organisations('escalatieNaar')}"
    ),
    (OVERDRACHTEN, "signaal-ontvangen"): lambda f: f"{f['kenmerk']}: nieuw signaal, naar beide kanten",
    (OVERDRACHTEN, "triage-herzien"): lambda f: f"{f['kenmerk']}: triage herzien, nu {f['urgentie']}",
    (OVERDRACHTEN, "overdracht-geaccepteerd"): lambda f: (
        f"{f['kenmerk']} geaccepteerd door {f.person('door')}: {f.person('werker')} start op {f['startdatum']}"
    ),
    (OVERDRACHTEN, "overdracht-geweigerd"): lambda f: (
        f"{f['kenmerk']} geweigerd door {f.organisation('naar')}: {f['reden']}, alternatief {f['alternatief']}; "
        f"terug naar {f.person('terugNaar')}"
    ),
    (OVERDRACHTEN, "overdracht-ingetrokken"): lambda f: f"{f['kenmerk']} ingetrokken: {f['reden']}",
    (OVERDRACHTEN, "gesprek-bevestigd"): talked,
    (OVERDRACHTEN, "overdracht-overgedragen"): lambda f: f"{f['kenmerk']} overgedragen: beide kanten spraken elkaar",
    (OVERDRACHTEN, "overdracht-gestart"): lambda f: f"{f['kenmerk']} gestart",
    (OVERDRACHTEN, "overdracht-afgerond"): lambda f: f"{f['kenmerk']} afgerond",
    (OVERDRACHTEN, "overdracht-teruggegeven"): lambda f: f"{f['kenmerk']} teruggegeven: {f['reden']}",
    (OVERDRACHTEN, "teruggave-aanvaard"): lambda f: f"teruggave van {f['kenmerk']} aanvaard door {f.person('door')}",
    (OVERDRACHTEN, "geschil-geopend"): lambda f: (
        f"geschil over {f['over']} bij {f['kenmerk']} voorgelegd aan {f.someone('beslisser')}; de rest gaat door"
    ),
    (OVERDRACHTEN, "geschil-besloten"): lambda f: (
        f"{f.person('door')} beslist over {f['over']} bij {f['kenmerk']}: {f['uitkomst']}"
    ),
    (OVERDRACHTEN, "regie-besloten"): lambda f: f"{f['kenmerk']}: de regie ligt bij de {f['regieBij']}",
    (OVERDRACHTEN, "verklaring-gecorrigeerd"): lambda f: (
        f"{f.someone('bron')} corrigeert een verklaring ({f['blok']}), naar {len(f['ontvangers'])} ontvangers"
    ),
    (OVERDRACHTEN, "correctie-bevestigd"): lambda f: f"{f.organisation('organisatie')} kent de correctie",
    (OVERDRACHTEN, "werker-gewisseld"): lambda f: (
        f"{f['kenmerk']}: {f.person('werker')} volgt {f.person('vorigeWerker')} op, de draad blijft"
    ),
    (OVERDRACHTEN, "verklaringen-terzijde-gelegd"): lambda f: (
        f"{f['kenmerk']}: {f.person('door')} legt terzijde wat anderen verklaarden ({f['blok']}): {f['reden']}"
    ),
    (OVERDRACHTEN, "regie-verplaatst"): lambda f: f"REGIE naar {f.someone('naar')}",
    (OVERDRACHTEN, "regiehouder-gewisseld"): lambda f: f"REGIE bij {f.someone('regie')}",
    (OVERDRACHTEN, "navraag-gesteld"): lambda f: (
        f"navraag aan {f.organisation('aan') if f['aan'] != '?' else f.someone('regie')}"
    ),
    (OVERDRACHTEN, "navraag-beantwoord"): lambda f: f"{f.someone('door')} beantwoordt de navraag",
    (OVERDRACHTEN, "kastje-naar-de-muur"): lambda f: f"hop {f['hop']}: de regio krijgt het signaal kastje-naar-de-muur",
    (OVERDRACHTEN, "termijn-geescaleerd"): escalated,
}
