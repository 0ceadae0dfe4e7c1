/// The kinds of melding (M2), as the intake publishes them.
public enum Meldingsoort: String, Codable, Sendable, CaseIterable {
    case hulpvraag
    case consultatie
    case advies
    case zorgmelding
    case vtMelding = "vt-melding"
    case verzoekInzetOnderzoeksbevoegdheid = "verzoek-inzet-onderzoeksbevoegdheid"
}

public enum Acuut: String, Codable, Sendable, CaseIterable {
    case ja, nee, onbekend
}

public enum Urgentie: String, Codable, Sendable, CaseIterable {
    case regulier, spoed
}

/// R2: what an assessment comes to. Only the court imposes.
public enum Beoordelingsuitkomst: String, Codable, Sendable, CaseIterable {
    case advies
    case onderzoek
    case voorwaardenEnVervolg = "voorwaarden-en-vervolg"
    case verzoekTotBespreking = "verzoek-tot-bespreking"
    case verzoekOmMaatregel = "verzoek-om-maatregel"
    case overdracht
    case geenVervolg = "geen-vervolg"
}

public enum Leeftijdsgroep: String, Codable, Sendable, CaseIterable {
    case onder12 = "0-11"
    case van12 = "12-15"
    case van16 = "16-17"
    case volwassen = "18-plus"
    case onbekend
}

/// Where a handover stands, as the verwijzing tells it.
public enum Overdrachtstand: String, Codable, Sendable, CaseIterable {
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

    /// It waits for an answer.
    var isOpenAanbod: Bool {
        switch self {
        case .verzocht, .aangeboden, .uitgesteld: true
        default: false
        }
    }

    /// Someone still has to move; the casus cannot close.
    public var isLopend: Bool {
        switch self {
        case .verzocht, .aangeboden, .uitgesteld, .geaccepteerd, .overgedragen, .teruggegeven: true
        case .gestart, .afgerond, .geweigerd, .ingetrokken, .teruggaveAanvaard, .voortijdigBeeindigd: false
        }
    }
}

/// O11: who stays in touch after closing, or that nobody does.
public enum Nazorg: String, Codable, Sendable, CaseIterable {
    case contact, geen
}
