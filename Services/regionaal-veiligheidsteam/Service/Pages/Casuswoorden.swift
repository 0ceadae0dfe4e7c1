import Web

/// What the codes of casussen are in plain Dutch.
enum Casuswoorden {
    static let woorden = Words([
        "hulpvraag": "Hulpvraag", "zorgmelding": "Zorgmelding", "vt-melding": "Melding over veiligheid",
        "verzoek-inzet-onderzoeksbevoegdheid": "Verzoek om onderzoek",
        "voorwaarden-en-vervolg": "Voorwaarden en vervolg", "verzoek-tot-bespreking": "Verzoek om te bespreken",
        "verzoek-om-maatregel": "Verzoek om een maatregel", "geen-vervolg": "Geen vervolg",
        "verzocht": "Gevraagd, nog niet aangeboden", "aangeboden": "Aangeboden, wacht op antwoord",
        "gestart": "Hulp is gestart", "teruggegeven": "Teruggegeven, wacht op antwoord",
        "teruggave-aanvaard": "Terug bij de afzender", "voortijdig-beeindigd": "Eerder gestopt",
        "contact": "Iemand houdt contact", "geen": "Niemand houdt contact",
        "0-11": "0 tot en met 11 jaar", "12-15": "12 tot en met 15 jaar", "16-17": "16 of 17 jaar",
        "18-plus": "18 jaar of ouder",
        "eerste-antwoord": "Wie het eerst accepteert", "beste-voorstel": "Ik vraag meer kandidaten en kies er een",
        "maatregel": "Een maatregel uitvoeren", "passender-hulp": "Hulp die beter past",
        "ambulante-begeleiding": "Begeleiding thuis", "veiligheid-thuis": "Het thuis veilig maken",
        "veiligheidsbeoordeling": "Beoordelen hoe veilig het is", "casus-beoordelen": "De meldingen beoordelen",
        "lokaal-team-betrekken": "Een lokaal team betrekken",
        "lokaal-team-bevestigen": "Bevestigen dat het lokale team meedoet",
        "zicht-op-veiligheid": "Opnieuw kijken hoe veilig het is", "uit-beeld": "Het gezin weer in beeld krijgen",
        "casus-geopend": "Casus begonnen", "melding-gekoppeld": "Nieuwe melding in deze casus",
        "melding-bijgewerkt": "Melding aangevuld", "lokaal-team-betrokken": "Erbij betrokken:",
        "lokaal-team-bevestigd": "Bevestigd dat het lokale team meedoet",
        "beoordeling-vastgelegd": "Beoordeling vastgelegd",
        "meningsverschil-vastgelegd": "Meningsverschil vastgelegd",
        "overdracht-verzocht": "Overdracht gevraagd aan", "overdracht-gevolgd": "Overdracht aan",
        "regie-gevolgd": "De regie ging naar",
        "casus-opgevolgd": "Een ander neemt de plaats in van", "uit-beeld-gemeld": "Gezin uit beeld gemeld",
        "weer-in-beeld-gemeld": "Gezin weer in beeld gemeld", "casus-gesloten": "Casus gesloten",
        "machtiging-uithuisplaatsing": "Machtiging tot uithuisplaatsing",
        "maatregel-eerste-contact": "Kennismaken met het kind en het gezin", "maatregel-plan": "Een plan maken",
        "maatregel-evaluatie-begint": "De evaluatie begint",
        "maatregel-evalueren": "De maatregel evalueren", "maatregel-verlengen": "De verlenging vastleggen",
        "maatregel-toetsen": "Toetsen of de maatregel mag eindigen",
        "maatregel-eindigt": "De maatregel eindigt vanzelf", "verlengen": "Verlenging vragen",
        "niet-verlengen": "Geen verlenging vragen",
        "mda-plus-plus": "MDA++", "zorg-en-veiligheidshuis": "Zorg- en Veiligheidshuis",
        "regionaal-expertteam": "Regionaal expertteam", "gepland": "Gepland", "gehouden": "Gehouden",
        "afgezegd": "Afgezegd", "overgenomen": "Niet meer nodig, de Raad onderzoekt",
        "verzet": "Het wordt een andere keer", "gezin-kan-niet": "Het gezin kan niet",
        "vrijwillig-kader": "Hulp gaat vrijwillig verder",
        "vrijwillig-kader-met-terugmeldafspraak": "Hulp gaat vrijwillig verder, met terugmelden",
        "raadsonderzoek": "De Raad onderzoekt", "onderzoek": "Onderzoek",
        "nieuw-gesprek": "Een nieuw gesprek", "niet-nodig": "Niets meer nodig",
        "gedaan": "Gedaan", "niet-gedaan": "Niet gedaan", "open": "Nog te doen",
        "rvdk": "Raad voor de Kinderbescherming", "gi": "Gecertificeerde instelling", "rvt": "Veiligheidsteam",
        "ggd": "GGD", "melder-school": "School", "overleg-verslag": "Vastleggen hoe het overleg ging",
        "tafelbesluit": "De uitkomst vastleggen", "terugmelden": "Terugmelden hoe het gaat",
        "raadsonderzoek-starten": "Het raadsonderzoek starten", "afspraak-uren": "Doen wat is afgesproken",
        "afspraak-dagen": "Doen wat is afgesproken", "afspraak-weken": "Doen wat is afgesproken",
        "afspraak-maanden": "Doen wat is afgesproken",
        "termijn-geescaleerd": "Termijn verlopen, leidinggevenden gewaarschuwd:",
    ])

    /// What can be asked of who receives a handover.
    static let vragen = [
        "veiligheid-thuis", "maatregel", "jeugdbescherming", "passender-hulp", "ambulante-begeleiding",
    ]

    /// "vier dagen"
    static func horizon(_ code: String?) -> String {
        switch code {
        case "uren": "vier uur"
        case "dagen": "vier dagen"
        case "weken": "vier weken"
        default: "vier maanden"
        }
    }

    /// What can be done with a meeting.
    static let overleghandelingen: [(code: String, operation: String, titel: String, uitleg: String)] = [
        (
            "overleg-vastleggen", "overlegVastleggen", "Vastleggen hoe het ging",
            "Zeg wie er waren. Een kind vanaf 12 jaar wordt voorbereid en gehoord, of u zegt waarom dat niet kon."
        ),
        (
            "tafelbesluit-vastleggen", "tafelbesluitVastleggen", "Uitkomst vastleggen",
            "Bij een terugmeldafspraak kijkt u binnen drie maanden opnieuw. Bij een onderzoek is de Raad aan zet."
        ),
        (
            "terugmelden", "tafelTerugmelden", "Terugmelden",
            "Zeg hoe het nu gaat en wat er volgt: een onderzoek, een nieuw gesprek, of niets meer."
        ),
        (
            "nieuw-gesprek-afmelden", "nieuwGesprekAfmelden", "Zeggen dat er geen nieuw gesprek nodig is",
            "Zeg waarom. Iedereen bij het overleg leest dat, en de termijn voor het nieuwe gesprek stopt."
        ),
        (
            "raadsonderzoek-starten", "raadsonderzoekStarten", "Raadsonderzoek starten",
            "De Raad start het onderzoek. Was het gesprek er nog niet, dan is het niet meer nodig."
        ),
        (
            "afspraak-maken", "afspraakMaken", "Afspraak vastleggen",
            "Wie haar doet, krijgt een taak en een termijn. Kiest u wie haar zien, dan weet niemand anders ervan."
        ),
        (
            "afspraak-afronden", "afspraakAfronden", "Zeggen of een afspraak gedaan is",
            "Is zij niet gedaan, zeg dan waarom."
        ),
        ("overleg-afzeggen", "overlegAfzeggen", "Overleg afzeggen", "Wie uitgenodigd is, hoeft niet meer te komen."),
    ]

    /// Above a text that belongs to no decision.
    static func tekst(_ soort: String?) -> String {
        switch soort {
        case "uit-beeld": "Het gezin was uit beeld"
        case "sluiting": "Bij het sluiten"
        default: "Tekst"
        }
    }

    /// What can be done with a casus: by the code that the rules give, the operation, the words on the button, what happens
    /// then, and the field whose answer must be chosen from a list.
    static let handelingen: [(code: String, operation: String, titel: String, uitleg: String, keuze: String?)] = [
        (
            "lokaal-team-bevestigen", "lokaalTeamBevestigen", "Bevestigen dat wij meedoen",
            "Het veiligheidsteam ziet dan dat uw team dit weet.", nil
        ),
        (
            "beoordelen", "casusBeoordelen", "Beoordeling vastleggen",
            "Zeg wat u besluit en waarom. Iedere betrokken organisatie ziet het besluit, niet de redenen.", nil
        ),
        (
            "overdracht-starten", "overdrachtStarten", "Overdracht starten",
            "De andere organisatie krijgt een aanbod. De regie blijft bij u tot zij accepteert.", "/naar"
        ),
        (
            "meningsverschil-vastleggen", "meningsverschilVastleggen", "Zeggen dat u het anders ziet",
            "Dit komt naast het besluit te staan, met uw feiten. Het besluit blijft gelden.", "/beoordeling"
        ),
        (
            "lokaal-team-betrekken", "lokaalTeamBetrekken", "Lokaal team betrekken",
            "Dit team krijgt de vraag om te bevestigen dat het meedoet.", "/organisatie"
        ),
        (
            "uit-beeld-melden", "uitBeeldMelden", "Melden dat het gezin uit beeld is",
            "Er gaat meteen een termijn lopen om het gezin weer in beeld te krijgen.", nil
        ),
        (
            "weer-in-beeld-melden", "weerInBeeldMelden", "Melden dat het gezin weer in beeld is",
            "De termijn om het gezin te vinden stopt.", nil
        ),
        (
            "overleg-plannen", "overlegPlannen", "Overleg plannen",
            "Iedere organisatie die u kiest, krijgt een uitnodiging. Nodig ook het gezin uit, of wie het vertrouwt.",
            nil
        ),
        (
            "maatregel-vastleggen", "maatregelVastleggen", "Maatregel van de rechter vastleggen",
            "Alleen de rechter legt op. Wie de maatregel uitvoert, krijgt meteen de taken die erbij horen.", "/kind"
        ),
        (
            "sluiten", "casusSluiten", "Casus sluiten",
            "Zeg wie contact houdt, of waarom niemand dat doet, en hoe het gezin de weg terug vindt.", nil
        ),
    ]
}
