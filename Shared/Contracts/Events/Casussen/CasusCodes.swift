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
}
