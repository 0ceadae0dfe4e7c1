import Contracts
import Web

/// What the codes of verwijzingen are in plain Dutch.
enum Verwijzingwoorden {
    static func stand(_ code: String?) -> String {
        standen[code ?? ""] ?? ""
    }

    static func woord(_ code: String, _ words: Words) -> String { eigen[code] ?? words[code] }

    /// V5: "Deze kinderen kregen samen al 3 keer een nieuwe werker en verhuisden 1 keer."; nil where there was no change.
    static func telling(_ wissels: JSON?, kinderen: Int64) -> String? {
        guard let wissels, let werkers = wissels["werkers"]?.integer,
            let verhuizingen = wissels["verhuizingen"]?.integer,
            werkers + verhuizingen > 0
        else { return nil }
        let samen = kinderen > 1
        let delen = [
            werkers == 0 ? nil : "\(samen ? "kregen samen" : "kreeg") al \(werkers) keer een nieuwe werker",
            verhuizingen == 0 ? nil : "\(samen ? "verhuisden" : "verhuisde") \(verhuizingen) keer",
        ]
        return (samen ? "Deze kinderen " : "Dit kind ") + delen.compactMap { $0 }.joined(separator: " en ") + "."
    }

    /// The one answer that says that the count was seen.
    static func gezien(_ wissels: JSON?, kinderen: Int64) -> [ActionForm.Choice] {
        guard let merk = wissels?["merk"]?.string, let telling = telling(wissels, kinderen: kinderen) else { return [] }
        return [ActionForm.Choice(merk, "Ja, ik zag dit: \(telling)")]
    }

    static let gezienlabel = ["/gezien": "Zag u hoe vaak er al gewisseld is?"]

    private static let standen = [
        "gevraagd": "Gevraagd, wacht op antwoord", "uitgesteld": "Antwoord uitgesteld", "aanvaard": "Toegezegd",
        "gestart": "Hulp loopt", "geweigerd": "Geweigerd", "ingetrokken": "Ingetrokken", "beeindigd": "Geëindigd",
    ]

    static let eigen = [
        "jeugdwet": "Jeugdwet", "wmo": "Wet maatschappelijke ondersteuning (Wmo)", "wlz": "Wet langdurige zorg (Wlz)",
        "zvw": "Zorgverzekeringswet (Zvw)", "opschalen": "Zwaarder dan wat er was",
        "afschalen": "Lichter dan wat er was", "opzij": "Even zwaar, maar anders",
        "passend": "Omdat deze hulp past", "beschikbaar": "Omdat deze hulp beschikbaar is",
        "gemeente": "Gemeente of lokaal team",
        "bepaling-jeugdhulp": "Bepaling jeugdhulp door de gecertificeerde instelling",
        "rechter": "Besluit van de rechter", "indicatie": "Indicatie",
        "doel-bereikt": "Het doel is bereikt", "gezin-stopt": "Het gezin stopt",
        "gezin-uit-beeld": "Het gezin is uit beeld", "hulp-past-niet": "De hulp past niet",
        "kan-niet-verder": "Wij kunnen niet verder",
        "nieuwe-hulp-vervangt": "De nieuwe hulp komt hiervoor in de plaats",
        "te-veel-hulp": "Het is te veel hulp tegelijk", "gezin-vraagt-stop": "Het gezin vraagt om te stoppen",
        "thuis": "Thuis", "pleeggezin": "Pleeggezin", "gezinshuis": "Gezinshuis", "woongroep": "Woongroep",
        "plek-stopt": "De plek stopt", "plek-past-niet": "De plek past niet", "kind-wil": "Het kind wil dit",
        "blijft": "Blijft wonen waar de jongere nu woont", "ouders": "Bij de ouders", "familie": "Bij familie",
        "zelfstandig": "Zelfstandig", "niet-nodig": "Geen zorg nodig",
        "verlengde-jeugdhulp": "Jeugdhulp gaat door na 18 jaar",
        "bestemming-vastleggen": "Een bestemming vinden",
        "verwijzing-bezorgen": "Aankomen bij de ontvanger", "verwijzing-zien": "Openen door de ontvanger",
        "verwijzing-beantwoorden": "Antwoord op de vraag om hulp", "verwijzing-uitstel": "Antwoord na uitstel",
        "verwijzing-wachtlijstbericht": "Bericht over het wachten",
        "verwijzing-starten": "Start van de hulp", "verwijzing-voortgang": "Bericht over de hulp",
    ]

    /// What can be done with a verwijzing, by the code that the rules give, with the operation and its words.
    static let handelingen: [(code: String, operation: String, titel: String, uitleg: String)] = [
        (
            "aanvaarden", "verwijzingAanvaarden", "Hulp toezeggen",
            "Noem de werker die het gezin gaat helpen en de dag waarop de hulp start. De regie blijft waar zij is."
        ),
        (
            "uitstellen", "verwijzingUitstellen", "Uitstellen",
            "Noem de dag waarop u wel antwoordt en wie intussen wat doet."
        ),
        (
            "wachtlijstbericht-geven", "verwijzingWachtlijstbericht", "Wachtlijstbericht geven",
            "Laat wie de hulp vroeg en het gezin weten hoe het met het wachten staat."
        ),
        ("weigeren", "verwijzingWeigeren", "Weigeren", "Zeg waarom en wat u in plaats daarvan voorstelt."),
        ("starten", "verwijzingStarten", "Hulp is gestart", "U meldt dat de hulp aan dit gezin is begonnen."),
        ("voortgang-melden", "verwijzingVoortgang", "Voortgang melden", "Wie de hulp vroeg leest hoe het gaat."),
        (
            "werker-wisselen", "verwijzingWerkerWisselen", "Andere werker noemen",
            "Termijnen en afspraken blijven staan. Het gezin moet wel aan een nieuw gezicht wennen."
        ),
        ("beeindigen", "verwijzingBeeindigen", "Hulp beëindigen", "De hulp eindigt. Wie haar vroeg, hoort het."),
        ("intrekken", "verwijzingIntrekken", "Vraag intrekken", "De ontvanger hoeft niet meer te antwoorden."),
        (
            "stoppen", "verwijzingStoppen", "Hulp stoppen",
            "U kiest ervoor deze hulp te stoppen. Wie haar geeft, leest waarom."
        ),
    ]
}
