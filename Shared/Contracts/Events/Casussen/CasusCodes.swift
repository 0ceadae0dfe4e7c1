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
}
