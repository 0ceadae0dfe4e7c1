import Web

/// What the codes of handovers are in plain Dutch.
enum Overdrachtwoorden {
    static let woorden = Words(eigen.merging(Verwijzingwoorden.eigen) { hier, _ in hier })

    private static let eigen = [
        "aangeboden": "Aangeboden, wacht op antwoord", "uitgesteld": "Uitgesteld", "geaccepteerd": "Geaccepteerd",
        "overgedragen": "Overgedragen", "gestart": "Hulp is gestart", "teruggegeven": "Teruggegeven, wacht op antwoord",
        "afgerond": "Afgerond", "geweigerd": "Geweigerd", "ingetrokken": "Ingetrokken",
        "hulp-gestart": "Hulp is gestart", "hulp-beeindigd": "Hulp is gestopt",
        "teruggave-aanvaard": "Terug bij de afzender", "voortijdig-beeindigd": "Eerder gestopt",
        "0-11": "0 tot en met 11 jaar", "12-15": "12 tot en met 15 jaar", "16-17": "16 of 17 jaar",
        "18-plus": "18 jaar of ouder",
        "overdracht-bezorgen": "Aankomen bij de ontvanger", "overdracht-zien": "Openen door de ontvanger",
        "overdracht-beantwoorden": "Antwoord op het aanbod", "overdracht-uitstel": "Antwoord na uitstel",
        "wachtlijstbericht": "Bericht over het wachten", "overdracht-spreken": "Gesprek tussen beide kanten",
        "overdracht-starten": "Start van de hulp", "overdracht-voortgang": "Bericht over de hulp",
        "teruggave-beantwoorden": "Antwoord op de teruggave",
        "intrekking-beantwoorden": "Antwoord op de vraag om terug",
        "veiligheid-beantwoorden": "Weer veilig maken", "triage-herzien": "Urgentie opnieuw bepalen",
        "dossier-aanvullen": "Het dossier aanvullen",
        "feiten": "Feiten", "eerder-onderzoek-en-hulp": "Eerder onderzoek en eerdere hulp",
        "lopende-hulp": "Hulp die nu loopt", "betrokkenen": "Wie erbij betrokken zijn",
        "wens-van-het-kind": "Wat het kind zelf wil", "perspectief-ouders": "Hoe de ouders het zien",
        "grondslag": "Waarom wij dit mogen delen", "besproken-met-gezin": "Besproken met het gezin",
        "vast-contact": "Het vaste contact",
        "overdracht-aangeboden": "Aangeboden", "overdracht-bezorgd": "Aangekomen bij de ontvanger",
        "overdracht-gezien": "Geopend", "overdracht-uitgesteld": "Uitgesteld",
        "voorstel-gedaan": "Voorstel gedaan", "voorstel-gekozen": "Deze kandidaat gekozen",
        "keuze-met-gezin": "Samen met het gezin", "keuze-wilde-niet": "Zonder het gezin: dat wilde niet",
        "keuze-kon-niet": "Zonder het gezin: dat kon niet", "keuze-onveilig": "Zonder het gezin: dat was niet veilig",
        "keuze-niet-bereikt": "Zonder het gezin: niet bereikt", "keuze-anders": "Zonder het gezin",
        "voorstel-kiezen": "Kiezen uit de kandidaten", "voorstel": "Voorstel van de kandidaat",
        "ander-gekozen": "Een andere kandidaat is gekozen",
        "organisatie-gestopt": "Een van beide organisaties is gestopt",
        "vragenlijst": "Een vragenlijst", "vragenlijst-delen": "Delen van een vragenlijst",
        "vragenlijst-ontvangen": "Ontvangen van een vragenlijst", "geen-grondslag": "Er is geen grondslag",
        "niet-af": "De lijst is nog niet af",
        "consultatie-beantwoorden": "Advies geven", "consultatie-afsluiten": "Advies lezen en afsluiten",
        "verhuizing-aanbieden": "Aanbieden waar het gezin woont",
        "vervanging-bevestigen": "Andere hulp voor dit gezin", "overgenomen": "De opvolger gaat ermee door",
        "niet-meer-nodig": "Niet meer nodig", "gezin-wil-niet": "Het gezin wil niet",
        "gaat-door": "De hulp stopt niet", "overdracht-opgevolgd": "Overgenomen door een andere organisatie",
        "wachtlijstbericht-gegeven": "Wachtlijstbericht gegeven",
        "wachtlijstbericht-gemist": "Een wachtlijstbericht bleef uit",
        "veiligheid-niet-te-houden": "Gemeld dat het niet veilig te houden is",
        "veiligheid-hersteld": "Gemeld dat het weer veilig is",
        "signaal-ontvangen": "Nieuw signaal over dit gezin", "overdracht-geaccepteerd": "Geaccepteerd",
        "overdracht-geweigerd": "Geweigerd", "intrekking-gevraagd": "Gevraagd om het gezin terug te nemen",
        "intrekking-afgewezen": "Niet ingestemd met teruggaan", "overdracht-ingetrokken": "Ingetrokken",
        "gesprek-bevestigd": "Gesprek bevestigd",
        "overdracht-overgedragen": "Beide kanten spraken elkaar: overgedragen",
        "overdracht-gestart": "Hulp gestart", "voortgang-gemeld": "Voortgang gemeld",
        "afzender-gewisseld": "Andere medewerker van de afzender",
        "werker-gewisseld": "Andere werker genoemd", "dossier-bijgewerkt": "Dossier aangevuld",
        "verklaringen-terzijde-gelegd": "Eerdere informatie terzijde gelegd",
        "terzijde-gelegd": "Waarom eerdere informatie terzijde is gelegd",
        "verouderd": "Verouderd", "weersproken": "Iemand weerspreekt dit",
        "niet-na-te-gaan": "Niet na te gaan", "hoort-hier-niet": "Hoort niet in dit dossier",
        "overdracht-afgerond": "Afgerond", "overdracht-voortijdig-beeindigd": "Eerder gestopt",
        "overdracht-teruggegeven": "Teruggegeven", "teruggave-ingetrokken": "Toch doorgegaan",
        "termijn-geescaleerd": "Termijn verlopen, leidinggevenden gewaarschuwd",
        "feit": "Feit", "mening": "Mening", "niet-geverifieerd": "Niet gecontroleerd",
        "zienswijze-ouder": "Hoe de ouder het ziet", "zienswijze-jeugdige": "Hoe het kind het ziet",
        "veiligheid-gezin": "Veiligheid van het gezin", "veiligheid-medewerker": "Veiligheid van de medewerker",
        "veiligheid-melder": "Veiligheid van de melder", "besluit-rechter": "Besluit van de rechter",
        "navraag-gesteld": "Gevraagd hoe het staat", "navraag-beantwoord": "Vraag beantwoord",
        "navraag-beantwoorden": "Antwoord op een vraag", "gezin-informeren": "Het gezin vertellen wat er verandert",
        "hulp-zonder-toestemming": "Hulp loopt zonder toestemming",
        "toestemming-hersteld": "Hulp is niet meer zonder toestemming",
        "hulpgrond-vastgelegd": "Vastgelegd waarop de hulp rust",
        "toestemming-vastgelegd": "Iemand geeft geen toestemming voor hulp",
        "maatregel": "Een maatregel van de rechter", "vitaal-belang": "Iemands leven of gezondheid is in gevaar",
        "alleen-volwassenen": "De hulp is alleen voor volwassenen, die zelf instemmen",
        "onveilig": "Het is niet veilig", "niet-bereikt": "Niet te bereiken", "wil-niet": "Wil het niet horen",
        "mag-niet": "Mag het niet horen",
        "nazorg-houden": "Contact met het gezin na de hulp", "nazorg-afgesproken": "Iemand houdt contact met het gezin",
        "geen-nazorg": "Niemand houdt contact met het gezin", "weg-terug": "Zo komt het gezin terug",
        "verwijzing": "Een vraag om hulp", "familiegroepsplan": "Het plan van uw gezin",
        "vragen": "Vragen en antwoorden", "gesprek": "In een gesprek", "telefoon": "Met een telefoontje",
        "brief": "Met een brief", "e-mail": "Met een e-mail",
        "inhoud-vernietigd": "Inhoud vernietigd: de bewaartermijn was voorbij",
        "afspraak-keten": "Afspraak van de keten",
        "eigen-beleid": "Eigen beleid van de organisatie", "jeugdwet": "Jeugdwet", "wgbo": "Wgbo", "wmo": "Wmo",
        "archiefwet": "Archiefwet", "avg": "AVG",
        "dossier": "Het dossier", "teksten": "Wat organisaties elkaar schreven",
        "gezag-en-toestemming": "Wie het gezag heeft en wie toestemming gaf",
        "gezagsregister": "Gezagsregister", "van-rechtswege": "Door de wet",
        "overbruggingsafspraak": "Afspraak voor de tussentijd",
        "tijdlijn": "Wat er in uw zaak gebeurde", "inhoud-melding": "Wat er in een melding staat",
        "inhoud-casus": "Wat het veiligheidsteam opschreef",
        "inhoud-overleg": "Wat er over een overleg is opgeschreven",
        "inhoud-maatregel": "Wat er over een maatregel is opgeschreven",
        "verklaring": "Eén verklaring", "geschil": "Een geschil", "motivering": "Besluit over een geschil",
        "correctie": "Correctie", "aanvulling": "Aanvulling",
        "ouder": "Ouder", "jeugdige": "Jeugdige", "vertegenwoordiger": "Wettelijk vertegenwoordiger",
        "ander-gezinslid": "Iemand anders van het gezin",
        "klopt-volgens-bron": "Het klopt volgens wie het vastlegde", "is-een-mening": "Het is een mening",
        "geldig": "Ja, dit geldt nog", "niet-meer": "Nee, dit geldt niet meer",
        "correctie-bevestigen": "Correctie bevestigen door wie het las",
        "correctieverzoek-beantwoorden": "Antwoord aan het gezin",
        "verklaring-geldigheid": "De bron vragen of dit nog geldt",
        "geldigheid-beantwoorden": "Zeggen of dit nog geldt",
        "geschil-beslissen": "Besluit over het geschil", "regiegeschil-beslissen": "Besluit over de regie",
        "correctie-gevraagd": "Het gezin vroeg iets te verbeteren",
        "correctie-geweigerd": "Een verzoek van het gezin is niet uitgevoerd",
        "verklaring-gecorrigeerd": "Iets in het dossier is verbeterd",
        "correctie-bevestigd": "Een organisatie bevestigde de verbetering",
        "bestand-nakijken": "Nakijken van een bestand dat niet klopt",
        "bestand-gecontroleerd": "Een bestand gecontroleerd", "bestand-klopt": "Het bestand klopt",
        "bestand-klopt-niet": "Het bestand klopt niet",
        "geldigheid-beantwoord": "De bron zei of iets nog geldt",
        "verklaringtermijn-geescaleerd": "Termijn verlopen, leidinggevenden gewaarschuwd",
        "geschil-geopend": "Geschil voorgelegd", "geschil-besloten": "Geschil beslist",
        "geschil-ingetrokken": "Geschil ingetrokken", "regie-besloten": "Over de regie beslist",
        "geschiltermijn-geescaleerd": "Nog geen besluit, leidinggevenden gewaarschuwd",
        "betaling": "Betaling", "procedure": "De werkwijze", "contract": "Het contract", "regie": "De regie",
        "aanbieder": "De aanbieder", "ontvanger": "De ontvanger", "gedeeld": "Allebei",
        "veiligheid-thuis": "Het thuis veilig maken", "passender-hulp": "Hulp die beter past",
        "ambulante-begeleiding": "Begeleiding thuis",
    ]

    /// What can be asked of who receives a handover.
    static let vragen = [
        "veiligheid-thuis", "maatregel", "jeugdbescherming", "passender-hulp", "ambulante-begeleiding",
    ]

    /// O11: the codes of how help ended, of which other pages have some with another meaning.
    static let afsluiting = [
        "gezin-wil-niet": "Het gezin wil dat niet", "niet-nodig": "Dat is niet nodig",
        "uit-beeld": "Het gezin is uit beeld", "jongere-overleden": "De jongere is overleden",
        "verder-overgedragen": "Een andere organisatie nam het over",
        "lokaal-team": "Bij het lokale team", "deze-organisatie": "Bij de organisatie die hielp",
        "huisarts": "Bij de huisarts", "volgende-organisatie": "Bij de organisatie die het overnam",
    ]

    /// What can be done with a statement, in the same way.
    static let verklaringhandelingen: [(code: String, operation: String, titel: String, uitleg: String)] = [
        (
            "correctie-bevestigen", "correctieBevestigen", "Correctie bevestigen",
            "U zegt dat uw organisatie de nieuwe versie kent en daarmee verder werkt."
        ),
        (
            "corrigeren", "verklaringCorrigeren", "Verbeteren of aanvullen",
            "Schrijf de hele tekst zoals die moet zijn. De oude versie blijft te lezen. Wie haar las, hoort het."
        ),
        (
            "verzoek-weigeren", "correctieWeigeren", "Verzoek niet uitvoeren",
            "Het verzoek en uw uitleg blijven bij de verklaring staan."
        ),
        (
            "bestand-controleren", "bestandControleren", "Zeggen of het bestand klopt",
            "Vul het controlegetal in dat u zelf berekende. Klopt het niet, dan krijgt de bron een taak."
        ),
        (
            "geldigheid-beantwoorden", "geldigheidBeantwoorden", "Zeggen of dit nog geldt",
            "Iedereen die dit leest, ziet uw antwoord."
        ),
        (
            "correctie-vragen", "correctieVragen", "Verzoek van het gezin vastleggen",
            "Schrijf op wat er volgens het gezin anders moet. De bron antwoordt binnen een termijn."
        ),
    ]

    /// What can be done with a handover: by the code that the rules give, the operation, the words on the button and what
    /// happens then.
    static let handelingen: [(code: String, operation: String, titel: String, uitleg: String)] = [
        (
            "accepteren", "overdrachtAanvaarden", "Accepteren",
            "U neemt de regie over. Noem de werker die het gezin gaat helpen en de dag waarop de hulp start."
        ),
        (
            "voorstel-doen", "voorstelDoen", "Voorstel doen",
            "De afzender vroeg meer organisaties. Zeg wat u kunt bieden, met wie en vanaf wanneer. Wordt u gekozen, dan neemt u hiermee de regie over."
        ),
        (
            "voorstel-kiezen", "voorstelKiezen", "Deze kandidaat kiezen",
            "Kies samen met het gezin. De regie gaat naar de genoemde werker. De andere kandidaten horen dat zij vrij zijn."
        ),
        (
            "uitstellen", "overdrachtUitstellen", "Uitstellen",
            "De regie blijft bij de afzender. Noem de dag waarop u wel antwoordt en wie intussen wat doet."
        ),
        (
            "weigeren", "overdrachtWeigeren", "Weigeren",
            "Het gezin blijft bij de afzender. Zeg waarom en wat u in plaats daarvan voorstelt."
        ),
        (
            "wachtlijstbericht-geven", "wachtlijstberichtGeven", "Wachtlijstbericht geven",
            "Laat de afzender en het gezin weten hoe het met het wachten staat."
        ),
        (
            "gesprek-bevestigen", "gesprekBevestigen", "Gesprek bevestigen",
            "De overdracht is rond als beide kanten bevestigen dat zij elkaar spraken."
        ),
        ("starten", "hulpStarten", "Hulp is gestart", "U meldt dat de hulp aan dit gezin is begonnen."),
        ("voortgang-melden", "voortgangMelden", "Voortgang melden", "De afzender leest hoe het met de hulp gaat."),
        (
            "afronden", "overdrachtAfronden", "Afronden",
            "Zeg wie contact houdt, of waarom niemand dat doet, en hoe het gezin de weg terug vindt."
        ),
        (
            "voortijdig-beeindigen", "hulpBeeindigen", "Eerder stoppen",
            "De hulp stopt voordat het doel is bereikt. Zeg waarom en wie contact houdt."
        ),
        (
            "werker-wisselen", "werkerWisselen", "Andere werker noemen",
            "Termijnen en afspraken blijven staan. Het gezin hoort wie het nieuwe contact is."
        ),
        (
            "teruggeven", "overdrachtTeruggeven", "Teruggeven",
            "U kunt niet verder. U houdt de regie totdat de afzender haar aanvaardt."
        ),
        (
            "teruggave-aanvaarden", "teruggaveAanvaarden", "Teruggave aanvaarden",
            "De regie komt terug bij uw organisatie. Noem wie haar neemt."
        ),
        ("teruggave-intrekken", "teruggaveIntrekken", "Toch doorgaan", "U trekt de teruggave in en gaat verder."),
        (
            "intrekken", "overdrachtIntrekken", "Aanbod intrekken",
            "Het aanbod vervalt. De regie blijft bij uw organisatie."
        ),
        (
            "intrekking-vragen", "intrekkingVragen", "Vragen om terug te nemen",
            "Na de acceptatie kan dat alleen als de ontvanger instemt."
        ),
        (
            "intrekking-instemmen", "intrekkingInstemmen", "Instemmen met teruggaan",
            "De regie gaat terug naar de afzender."
        ),
        ("intrekking-afwijzen", "intrekkingAfwijzen", "Niet instemmen", "U gaat verder met dit gezin."),
        ("triage-herzien", "triageHerzien", "Urgentie opnieuw bepalen", "Er is een nieuw signaal over dit gezin."),
        (
            "veiligheid-melden", "veiligheidMelden", "Melden dat het niet veilig te houden is",
            "De leidinggevenden van beide kanten horen dit meteen, en buiten kantooruren wie dienst heeft."
        ),
        (
            "veiligheid-herstellen", "veiligheidHerstellen", "Melden dat het weer veilig is",
            "Uw kant meldde dat het niet veilig te houden was. Zeg wat het nu weer veilig maakt."
        ),
    ]
}
