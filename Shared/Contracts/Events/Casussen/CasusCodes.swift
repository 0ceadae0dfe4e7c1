// Code lists of casus events.
extension CasussenEvents {
    /// R2.
    public enum Beoordelingsuitkomst: String, Code {
        case advies
        case onderzoek
        case voorwaardenEnVervolg = "voorwaarden-en-vervolg"
        case verzoekTotBespreking = "verzoek-tot-bespreking"
        case verzoekOmMaatregel = "verzoek-om-maatregel"
        case overdracht
        case geenVervolg = "geen-vervolg"
    }

    /// Where a handover stands.
    public enum Overdrachtstand: String, Code {
        case verzocht
        case aangeboden
        case uitgesteld
        case geaccepteerd
        case overgedragen
        case gestart
        case afgerond
        case geweigerd
        case ingetrokken
        case teruggegeven
        case teruggaveAanvaard = "teruggave-aanvaard"
        case voortijdigBeeindigd = "voortijdig-beeindigd"
    }

    /// O11.
    public enum Nazorg: String, Code {
        case contact
        case geen
    }

    /// What the court can impose; only the court does (R2, R7).
    public enum Maatregelsoort: String, Code {
        case ondertoezichtstelling
        case voorlopigeOndertoezichtstelling = "voorlopige-ondertoezichtstelling"
        case machtigingUithuisplaatsing = "machtiging-uithuisplaatsing"
        case voogdij
        case voorlopigeVoogdij = "voorlopige-voogdij"
    }

    /// R7.
    public enum Evaluatieuitkomst: String, Code {
        case verlengen
        case nietVerlengen = "niet-verlengen"
    }

    /// R7.
    public enum Eindreden: String, Code {
        case rechter
        case verlopen
    }

    /// O20.
    public enum Overlegsoort: String, Code {
        case jeugdbeschermingstafel
        case mda = "mda-plus-plus"
        case zorgEnVeiligheidshuis = "zorg-en-veiligheidshuis"
        case regionaalExpertteam = "regionaal-expertteam"
        case teamoverleg
    }

    /// O20.
    public enum Deelnemerrol: String, Code {
        case gezinslid
        case vertrouwenspersoon
    }

    public enum Afzegreden: String, Code {
        case verzet
        case nietMeerNodig = "niet-meer-nodig"
        case geenGezin = "gezin-kan-niet"
    }

    /// R6.
    public enum Tafeluitkomst: String, Code {
        case vrijwilligKader = "vrijwillig-kader"
        case vrijwilligMetTerugmelden = "vrijwillig-kader-met-terugmeldafspraak"
        case raadsonderzoek
    }

    /// R6.
    public enum Terugmeldgevolg: String, Code {
        case onderzoek
        case nieuwGesprek = "nieuw-gesprek"
        case nietNodig = "niet-nodig"
    }

    /// R6: why no new talk is to be held any more.
    public enum Gespreksgrond: String, Code {
        case gehouden
        case onderzoek
        case nietNodig = "niet-nodig"
    }

    /// V8.
    public enum Horizon: String, Code {
        case uren
        case dagen
        case weken
        case maanden
    }

    /// V8.
    public enum Afspraakuitkomst: String, Code {
        case gedaan
        case nietGedaan = "niet-gedaan"
    }
}
