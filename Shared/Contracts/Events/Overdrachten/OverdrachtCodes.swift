/// Codes of the overdrachten events; the same lists as the rules of verwijzing use.
extension OverdrachtenEvents {
    public enum Status: String, Code {
        case aangeboden, uitgesteld, geaccepteerd, overgedragen, gestart, teruggegeven, afgerond, geweigerd, ingetrokken
        case teruggaveAanvaard = "teruggave-aanvaard"
        case voortijdigBeeindigd = "voortijdig-beeindigd"
    }

    public enum Alternatief: String, Code {
        case andereOrganisatie = "andere-organisatie"
        case consultatie
        case meekijken
        case laterOpnieuw = "later-opnieuw"
        case hulpBijAanbieder = "hulp-bij-aanbieder"
    }

    public enum Kant: String, Code {
        case aanbieder, ontvanger
    }

    public enum Overdrachtsreden: String, Code {
        case andereDeskundigheid = "andere-deskundigheid"
        case passenderHulp = "passender-hulp"
        case maatregel
        case veiligheid
        case opschalen
        case afschalen
        case verhuizing
        case eindeOpdracht = "einde-opdracht"
        case capaciteit
    }

    /// O14: which of several offers of a zaak becomes the handover.
    public enum Keuze: String, Code {
        case eersteAntwoord = "eerste-antwoord"
        case besteVoorstel = "beste-voorstel"
    }

    public enum Uitstelreden: String, Code {
        case wachtlijst
        case informatieNodig = "informatie-nodig"
        case capaciteit
        case anders
    }

    public enum Weigerreden: String, Code {
        case nietPassend = "niet-passend"
        case buitenGebied = "buiten-gebied"
        case geenCapaciteit = "geen-capaciteit"
        case andereExpertiseNodig = "andere-expertise-nodig"
        case onveiligVoorWerker = "onveilig-voor-werker"
        case anders
    }

    public enum Intrekkingsreden: String, Code {
        case nietMeerNodig = "niet-meer-nodig"
        case andersOpgelost = "anders-opgelost"
        case gezinWilNiet = "gezin-wil-niet"
        case vergissing
        case anders
        case regieElders = "regie-elders"
        case teruggave
        case anderGekozen = "ander-gekozen"
        case organisatieGestopt = "organisatie-gestopt"
    }

    public enum Terzijdereden: String, Code {
        case verouderd, weersproken
        case nietNaTeGaan = "niet-na-te-gaan"
        case hoortHierNiet = "hoort-hier-niet"
        case anders
    }

    public enum Teruggavereden: String, Code {
        case geenWerker = "geen-werker"
        case nietPassend = "niet-passend"
        case gezinWilNiet = "gezin-wil-niet"
        case veiligheid
        case anders
    }

    public enum Beeindigingsreden: String, Code {
        case gezinStopt = "gezin-stopt"
        case gezinUitBeeld = "gezin-uit-beeld"
        case verhuizing
        case hulpPastNiet = "hulp-past-niet"
        case anders
    }

    public enum AfwezigheidGezin: String, Code {
        case wildeNiet = "wilde-niet"
        case konNiet = "kon-niet"
        case onveilig
        case nietBereikt = "niet-bereikt"
        case anders
    }

    public enum GeenNazorgReden: String, Code {
        case gezinWilNiet = "gezin-wil-niet"
        case nietNodig = "niet-nodig"
        case uitBeeld = "uit-beeld"
        case jongereOverleden = "jongere-overleden"
        case verderOvergedragen = "verder-overgedragen"
    }

    public enum WegTerug: String, Code {
        case lokaalTeam = "lokaal-team"
        case dezeOrganisatie = "deze-organisatie"
        case huisarts
        case volgendeOrganisatie = "volgende-organisatie"
    }

    public enum Dossierblok: String, Code {
        case feiten
        case eerderOnderzoekEnHulp = "eerder-onderzoek-en-hulp"
        case lopendeHulp = "lopende-hulp"
        case betrokkenen
        case wensVanHetKind = "wens-van-het-kind"
        case perspectiefOuders = "perspectief-ouders"
        case grondslag
        case besprokenMetGezin = "besproken-met-gezin"
        case vastContact = "vast-contact"
    }

    public enum Regiegrond: String, Code {
        case acceptatie
        case teruggave
        case intrekking
        case besluit
    }

    public enum Betrokkengrond: String, Code {
        case vorigeRegiehouder = "vorige-regiehouder"
        case wettelijkeTaak = "wettelijke-taak"
        case hulp
        case afspraak
    }

    public enum EindeBetrokkenheid: String, Code {
        case hulpBeeindigd = "hulp-beeindigd"
        case geenGrondslagMeer = "geen-grondslag-meer"
        case wettelijkeTaakGeeindigd = "wettelijke-taak-geeindigd"
    }

    public enum Afschermsoort: String, Code {
        case adres, plaatsing, werker, melder
    }

    public enum Afschermreden: String, Code {
        case veiligheidGezin = "veiligheid-gezin"
        case veiligheidMedewerker = "veiligheid-medewerker"
        case veiligheidMelder = "veiligheid-melder"
        case besluitRechter = "besluit-rechter"
        case anders
    }

    public enum Opheffingsreden: String, Code {
        case dreigingVoorbij = "dreiging-voorbij"
        case betrokkeneVraagtErom = "betrokkene-vraagt-erom"
        case vergissing
        case anders
    }

    public enum Gezinsrol: String, Code {
        case kind, volwassene
    }

    public enum Gezagsbron: String, Code {
        case gezagsregister
        case uitspraak
        case vanRechtswege = "van-rechtswege"
        case nietGeverifieerd = "niet-geverifieerd"
    }

    public enum Toestemmingsbesluit: String, Code {
        case gegeven, geweigerd, ingetrokken
    }

    /// O8: what kind of statement it is, so that an opinion never reads as a fact.
    public enum Verklaringsoort: String, Code {
        case feit, mening
        case nietGeverifieerd = "niet-geverifieerd"
        case zienswijzeOuder = "zienswijze-ouder"
        case zienswijzeJeugdige = "zienswijze-jeugdige"
    }

    public enum Correctieaard: String, Code {
        case correctie, aanvulling
    }

    public enum Correctievrager: String, Code {
        case ouder, jeugdige, vertegenwoordiger
        case anderGezinslid = "ander-gezinslid"
    }

    public enum Correctieweigerreden: String, Code {
        case kloptVolgensBron = "klopt-volgens-bron"
        case isEenMening = "is-een-mening"
        case nietNaTeGaan = "niet-na-te-gaan"
        case anders
    }

    public enum Geldigheidsantwoord: String, Code {
        case geldig
        case nietMeer = "niet-meer"
    }

    public enum Geschilsoort: String, Code {
        case betaling, contract, procedure, regie
    }

    public enum Geschiluitkomst: String, Code {
        case aanbieder, ontvanger, gedeeld
    }
}
