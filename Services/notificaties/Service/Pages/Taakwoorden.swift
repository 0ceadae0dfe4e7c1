import Contracts
import Web

/// What the codes of tasks are in plain Dutch.
enum Taakwoorden {
    static let woorden = Words([
        "regulier": "Regulier", "spoed": "Spoed", "afwezig": "Ik ben afwezig", "uit-dienst": "Ik ga uit dienst",
        "interne-overdracht": "Een collega neemt het over",
    ])

    /// Per kind of task: what is asked, and why in one sentence.
    static let vraag: [String: (titel: String, uitleg: String)] = [
        "melding-oppakken": ("Pak een melding op", "Er is een melding binnengekomen. Iemand moet ernaar kijken."),
        "melding-aanvullen": (
            "Vul een melding aan", "Er ontbreken gegevens in een melding die niet mag blijven liggen."
        ),
        "casus-beoordelen": ("Beoordeel een casus", "Hoe veilig is het nu? Leg de beoordeling vast."),
        "koppeling-beslissen": ("Beslis of meldingen bij elkaar horen", "De gegevens passen bij meer dan één casus."),
        "betrokkenheid-bevestigen": ("Bevestig dat u meedoet", "Uw team is bij een gezin betrokken."),
        "gezin-in-beeld-brengen": ("Breng het gezin in beeld", "Een gezin is uit beeld geraakt."),
        "overdracht-beantwoorden": ("Beantwoord een aanbod", "Een organisatie wil een gezin aan u overdragen."),
        "voorstel-kiezen": (
            "Kies een kandidaat", "Een organisatie zegt wat zij dit gezin kan bieden. Vergelijk en kies met het gezin."
        ),
        "dossier-aanvullen": ("Vul het dossier aan", "In uw aanbod staat nog niet alles."),
        "uitstel-bekijken": ("Bekijk het uitstel", "De ontvanger kan nog niet antwoorden. De regie blijft bij u."),
        "wachtlijstbericht-geven": ("Geef een wachtlijstbericht", "Laat weten hoe het met het wachten staat."),
        "verwijzing-wachtlijstbericht-geven": (
            "Geef een wachtlijstbericht", "Een gezin wacht op uw antwoord. Laat weten hoe het met het wachten staat."
        ),
        "verwijzing-stilte-navragen": ("Vraag na waarom het stil is", "Een beloofd bericht over hulp is niet gekomen."),
        "stilte-navragen": ("Vraag na waarom het stil is", "Een beloofd bericht is niet gekomen."),
        "veiligheid-herstellen": ("Zorg dat het weer veilig is", "De afzender kan het gezin niet meer veilig houden."),
        "gesprek-voeren": ("Voer het overdrachtsgesprek", "Spreek de andere organisatie, zo mogelijk met het gezin."),
        "gesprek-bevestigen": ("Bevestig het gesprek", "De overdracht is pas rond als beide kanten dit bevestigen."),
        "hulp-starten": ("Start de hulp", "De overdracht is rond. Meld wanneer de hulp begint."),
        "weigering-oppakken": ("Pak een weigering op", "Uw aanbod is geweigerd. Het gezin is weer bij u."),
        "intrekking-beantwoorden": ("Antwoord op een intrekking", "De afzender vraagt het gezin terug."),
        "intrekking-afgewezen-lezen": (
            "Het gezin komt niet terug", "U vroeg een gezin terug. De organisatie die het heeft, gaat verder."
        ),
        "teruggave-beantwoorden": (
            "Antwoord op een teruggave", "De ontvanger kan niet verder en geeft het gezin terug."
        ),
        "triage-herzien": ("Kijk opnieuw naar de urgentie", "Er is een nieuw signaal over dit gezin."),
        "correctieverzoek-beantwoorden": (
            "Beantwoord een verzoek om correctie", "Het gezin vraagt iets te verbeteren dat u vastlegde."
        ),
        "antwoord-aan-gezin-geven": (
            "Geef het gezin antwoord", "Er is een antwoord op het verzoek dat u voor het gezin vastlegde."
        ),
        "correctie-bevestigen": (
            "Bevestig een correctie", "Iets wat uw organisatie las, is verbeterd. Werk verder met de nieuwe versie."
        ),
        "geldigheid-beantwoorden": ("Geldt dit nog?", "Iets wat u lang geleden vastlegde, staat nog in een dossier."),
        "terzijde-lezen": (
            "Uw informatie is terzijde gelegd", "Een ontvanger gaat niet uit van wat u vastlegde. Lees waarom."
        ),
        "bestand-nakijken": (
            "Kijk een bestand na", "Een ontvanger kreeg een ander bestand dan u bedoelde. Zet het goede klaar."
        ),
        "geschil-beslissen": ("Beslis over een geschil", "Twee organisaties zijn het niet eens en vragen uw besluit."),
        "geschilbesluit-lezen": ("Lees het besluit", "Er is beslist over een geschil met een andere organisatie."),
        "navraag-beantwoorden": (
            "Beantwoord een vraag", "Het gezin of een organisatie vraagt hoe het staat en wacht op uw antwoord."
        ),
        "navraagantwoord-lezen": ("Lees het antwoord", "Er is antwoord op een vraag over een gezin."),
        "gezin-informeren": (
            "Vertel het gezin wat er verandert", "Het gezin hoort van u wie het contact is en wat er nu gebeurt."
        ),
        "toestemming-herstellen": (
            "Hulp loopt zonder toestemming",
            "Iemand zei nee tegen hulp die loopt. Laat de hulp stoppen, of leg vast waarop zij rust."
        ),
        "hulp-zonder-toestemming": (
            "Uw hulp loopt zonder toestemming",
            "Iemand zei nee tegen hulp die u geeft. Stop de hulp, of overleg met wie de regie heeft."
        ),
        "nazorg-houden": (
            "Neem contact op met het gezin",
            "De hulp is gestopt. Bij het afsluiten is afgesproken dat u nu vraagt hoe het gaat."
        ),
        "kastje-naar-de-muur": (
            "Van het kastje naar de muur", "Een gezin wordt steeds verder gestuurd. Zorg dat iemand het oppakt."
        ),
        "overname-oppakken": (
            "Bekijk wat u overneemt", "Een organisatie doet niet meer mee. Wat zij voor een gezin deed, ligt nu bij u."
        ),
        "opvolging-lezen": (
            "Lees wie het nu is", "Een organisatie doet niet meer mee. Een ander neemt haar plaats in bij een gezin."
        ),
        "regie-oppakken": (
            "U heeft nu de regie", "De regie bij dit gezin is naar u gegaan. Wat er nog loopt, ligt nu bij u."
        ),
        "regie-overgedragen-lezen": (
            "Een collega heeft nu de regie", "U had de regie bij dit gezin. Wat er nog liep, is nu van uw collega."
        ),
        "nieuw-contact-lezen": (
            "Lees wie nu uw contact is", "Bij een andere organisatie is iemand anders uw contact voor dit gezin."
        ),
        "vervanging-zoeken": (
            "Zorg voor andere hulp", "De organisatie die dit gezin helpt, stopt. Zoek op tijd wie het overneemt."
        ),
        "consultatie-beantwoorden": ("Geef advies", "Een organisatie vraagt uw advies, of vraagt u mee te kijken."),
        "consultatie-afsluiten": ("Lees het advies", "Er is advies. Zeg of het bij het dossier mag blijven."),
        "consultatie-afgewezen-lezen": (
            "Er komt geen advies", "De organisatie die u om advies vroeg, geeft het niet."
        ),
        "vragenlijst-delen": (
            "Deel een vragenlijst",
            "Een organisatie doet hetzelfde onderzoek of dezelfde intake en vraagt wat het gezin al vertelde."
        ),
        "vragenlijst-ontvangen": (
            "Lees een vragenlijst", "Een organisatie deelt wat het gezin al vertelde. Vraag dat niet nog een keer."
        ),
        "vragenlijstweigering-lezen": (
            "Een vragenlijst komt niet", "De organisatie die u om een vragenlijst vroeg, deelt haar niet."
        ),
        "verhuizing-aanbieden": (
            "Bied aan waar het gezin nu woont",
            "Het gezin is verhuisd. De regie blijft bij u tot het team daar ja zegt."
        ),
        "verwijzing-beantwoorden": (
            "Antwoord op een vraag om hulp", "Een organisatie vraagt uw hulp voor een gezin en wacht op antwoord."
        ),
        "verwijzingantwoord-lezen": (
            "Lees het antwoord op uw vraag om hulp", "Er is antwoord op de hulp die u vroeg, of zij is geëindigd."
        ),
        "verwijzing-meegegaan-lezen": (
            "Een vraag om hulp ging mee met de regie",
            "Een andere organisatie kreeg de regie. Die vraagt deze hulp verder en leest het antwoord."
        ),
        "verwijzing-starten": ("Start de hulp", "Uw organisatie zegde deze hulp toe op een dag."),
        "verwijzing-einde-lezen": ("Lees waarom hulp stopt", "Wie uw hulp vroeg, koos ervoor haar te stoppen."),
        "hulp-opvolging-lezen": (
            "Lees wie het nu is", "Een organisatie doet niet meer mee. Bij deze hulp neemt een ander haar plaats in."
        ),
        "maatregel-opvolging-lezen": (
            "Lees wie het nu is",
            "Een organisatie doet niet meer mee. Bij deze maatregel neemt een ander haar plaats in."
        ),
        "familiegroepsplan-lezen": (
            "Lees het plan van het gezin",
            "Het gezin gaf een eigen plan of veranderde het. Sluit daar met de hulp bij aan."
        ),
        "bestemming-vastleggen": (
            "Zoek een bestemming voor een jongere",
            "Een jongere van 16 jaar of ouder heeft nog geen plek om te wonen of zorg voor straks."
        ),
        "eerste-contact-leggen": (
            "Maak kennis met het kind en het gezin", "De rechter legde een maatregel op die uw organisatie uitvoert."
        ),
        "plan-maken": ("Maak het plan", "De rechter legde een maatregel op die uw organisatie uitvoert."),
        "maatregel-evalueren": ("Evalueer een maatregel", "De maatregel eindigt over een tijd. Vraagt u verlenging?"),
        "verlenging-vastleggen": (
            "Leg vast wat de rechter besluit", "U vroeg verlenging van een maatregel. Die eindigt anders vanzelf."
        ),
        "niet-verlengen-toetsen": (
            "Toets of een maatregel mag eindigen", "Wie de maatregel uitvoert, vraagt geen verlenging."
        ),
        "overleg-bijwonen": ("U bent uitgenodigd voor een overleg", "Kijk wanneer het is en wie er komen."),
        "overleg-vastleggen": (
            "Leg vast hoe het overleg ging", "Zeg na afloop wie er waren en hoe de kinderen gehoord zijn."
        ),
        "tafelbesluit-nemen": ("Leg de uitkomst van de tafel vast", "Het gesprek is geweest. Wat is besloten?"),
        "terugmelden": (
            "Meld terug hoe het gaat", "Binnen drie maanden kijkt u opnieuw. Daarna volgt een onderzoek of een gesprek."
        ),
        "nieuw-gesprek-plannen": ("Plan een nieuw gesprek", "U meldde terug dat een nieuw gesprek nodig is."),
        "raadsonderzoek-starten": ("Start een raadsonderzoek", "De tafel vraagt de Raad om een onderzoek."),
        "afspraak-uitvoeren": ("Doe wat is afgesproken", "In een overleg is afgesproken dat u dit doet."),
        "beperkte-afspraak-uitvoeren": (
            "Doe wat is afgesproken", "Deze afspraak zien alleen de mensen die erbij genoemd zijn."
        ),
        "beperkte-afspraak-verlopen": (
            "Een afspraak is niet op tijd gedaan", "Deze afspraak zien alleen de mensen die erbij genoemd zijn."
        ),
        "termijn-verstreken": ("Een termijn is verstreken", "Er is geen antwoord gekomen. Kijk wie aan zet is."),
    ]

    /// O5: who gets what is spoed, and when.
    static func kantooruren(_ uren: RegisterEvents.Kantooruren, herkomst: String) -> String {
        let dagen = uren.iedereDag == true ? "elke dag" : "op werkdagen"
        let wanneer =
            switch (uren.van.minuten, uren.tot.minuten) {
            case (let van, let tot) where van == tot:
                "Spoed gaat bij uw organisatie altijd naar de bereikbaarheidsdienst"
            case (0, 1_440) where uren.iedereDag == true: "Uw organisatie is altijd op kantoor"
            default:
                "Uw organisatie is \(dagen) van \(uren.van.text) tot \(uren.tot.text) uur op kantoor. "
                    + "Daarbuiten gaat spoed naar de bereikbaarheidsdienst"
            }
        return "\(wanneer). Dit komt uit: \(herkomst)."
    }

    /// The page of another service on which the subject of a task stands, and what the way there is called.
    static func plaats(
        _ soort: String, onderwerp: String, zaak: String?
    ) -> (dienst: String, pad: String, naam: String)? {
        switch soort {
        case "kastje-naar-de-muur": ("verwijzing", "/vastgelopen", "Ga naar wat niet verder komt")
        case "overdracht-beantwoorden", "voorstel-kiezen", "dossier-aanvullen", "uitstel-bekijken",
            "wachtlijstbericht-geven",
            "stilte-navragen", "veiligheid-herstellen", "gesprek-voeren", "gesprek-bevestigen", "hulp-starten",
            "weigering-oppakken", "intrekking-beantwoorden", "intrekking-afgewezen-lezen", "terzijde-lezen",
            "teruggave-beantwoorden", "triage-herzien", "nazorg-houden":
            ("verwijzing", "/overdrachten/" + onderwerp, "Ga naar de overdracht")
        case "correctieverzoek-beantwoorden", "antwoord-aan-gezin-geven", "correctie-bevestigen",
            "geldigheid-beantwoorden", "bestand-nakijken":
            ("verwijzing", "/zaken/\(zaak ?? "")/verklaringen/\(onderwerp)", "Ga naar de verklaring")
        case "geschil-beslissen", "geschilbesluit-lezen":
            ("verwijzing", "/geschillen/" + onderwerp, "Ga naar het geschil")
        case "casus-beoordelen", "betrokkenheid-bevestigen", "gezin-in-beeld-brengen":
            ("regionaal-veiligheidsteam", "/casussen/" + onderwerp, "Ga naar de casus")
        case "eerste-contact-leggen", "plan-maken", "maatregel-evalueren", "verlenging-vastleggen",
            "niet-verlengen-toetsen", "maatregel-opvolging-lezen":
            ("regionaal-veiligheidsteam", "/maatregelen/" + onderwerp, "Ga naar de maatregel")
        case "overleg-bijwonen", "overleg-vastleggen", "tafelbesluit-nemen", "terugmelden", "nieuw-gesprek-plannen",
            "raadsonderzoek-starten":
            ("regionaal-veiligheidsteam", "/overleggen/" + onderwerp, "Ga naar het overleg")
        case "afspraak-uitvoeren", "beperkte-afspraak-uitvoeren", "beperkte-afspraak-verlopen":
            ("regionaal-veiligheidsteam", "/afspraken/" + onderwerp, "Ga naar de afspraak")
        case "koppeling-beslissen":
            ("regionaal-veiligheidsteam", "/koppelingen/" + onderwerp, "Ga naar het besluit")
        case "verwijzing-beantwoorden", "verwijzingantwoord-lezen", "verwijzing-starten", "verwijzing-einde-lezen",
            "verwijzing-meegegaan-lezen", "verwijzing-wachtlijstbericht-geven", "verwijzing-stilte-navragen",
            "hulp-opvolging-lezen":
            ("verwijzing", "/verwijzingen/" + onderwerp, "Ga naar de verwijzing")
        case "navraag-beantwoorden", "navraagantwoord-lezen":
            zaak.map { ("verwijzing", "/zaken/" + $0 + "/navragen", "Ga naar de vraag") }
        case "overname-oppakken", "opvolging-lezen", "regie-oppakken", "regie-overgedragen-lezen":
            zaak.map { ("verwijzing", "/zaken/" + $0 + "/tijdlijn", "Ga naar wat er gebeurde") }
        case "consultatie-beantwoorden", "consultatie-afsluiten", "consultatie-afgewezen-lezen":
            ("verwijzing", "/consultaties/" + onderwerp, "Ga naar de vraag om advies")
        case "vragenlijst-delen", "vragenlijst-ontvangen":
            ("verwijzing", "/vragenlijsten/" + onderwerp, "Ga naar de vragenlijst")
        case "vragenlijstweigering-lezen":
            zaak.map { ("verwijzing", "/zaken/" + $0 + "/vragenlijsten", "Ga naar de vragenlijsten") }
        case "verhuizing-aanbieden":
            zaak.map { ("verwijzing", "/zaken/" + $0 + "/verhuizing", "Ga naar de verhuizing") }
        case "vervanging-zoeken":
            ("verwijzing", "/vervangingen/" + onderwerp, "Ga naar de vervanging")
        case "hulp-zonder-toestemming": ("verwijzing", "/verwijzingen/" + onderwerp, "Ga naar de verwijzing")
        case "gezin-informeren", "familiegroepsplan-lezen", "toestemming-herstellen":
            zaak.map { ("verwijzing", "/zaken/" + $0 + "/gezin", "Ga naar het contact met het gezin") }
        case "bestemming-vastleggen":
            zaak.map { ("verwijzing", "/zaken/" + $0 + "/kinderen", "Ga naar de kinderen van de zaak") }
        default: nil
        }
    }
}
