/// The kinds of melding, kept apart: one becomes another only by a person's explicit act (M2).
public enum Meldingsoort: String, Codable, Sendable, CaseIterable {
    case hulpvraag
    case consultatie
    case advies
    case zorgmelding
    case vtMelding = "vt-melding"
    case verzoekInzetOnderzoeksbevoegdheid = "verzoek-inzet-onderzoeksbevoegdheid"

    /// The kinds that a citizen sends (M1, M2); the others are between professionals.
    public static let vanBurger: [Meldingsoort] = [.zorgmelding, .vtMelding, .hulpvraag, .advies]
}

/// Whether there is acute danger, as the melder sees it (M3).
public enum Acuut: String, Codable, Sendable, CaseIterable {
    case ja, nee, onbekend
}

public enum Urgentie: String, Codable, Sendable, CaseIterable {
    case regulier, spoed
}

/// Whether it was discussed with those concerned (M3).
public enum Besproken: String, Codable, Sendable, CaseIterable {
    case ja, nee
}

/// The ground on which an identifying message is sent (M9).
public enum Grondslag: String, Codable, Sendable, CaseIterable {
    case toestemming
    case behandelrelatie
    case wettelijkeTaak = "wettelijke-taak"
    case noodzakelijkVoorBesluit = "noodzakelijk-voor-besluit"
    case vitaalBelang = "vitaal-belang"
}

/// The part someone has in what was seen.
public enum Rol: String, Codable, Sendable, CaseIterable {
    case kind, ouder, partner, gezinslid, netwerk, onbekend
}

/// Coarse enough for an event; the bounds follow the ages of consent (P2).
public enum Leeftijdsgroep: String, Codable, Sendable, CaseIterable {
    case onder12 = "0-11"
    case van12 = "12-15"
    case van16 = "16-17"
    case volwassen = "18-plus"
    case onbekend

    public init(leeftijd: Int?) {
        switch leeftijd {
        case .none: self = .onbekend
        case .some(..<12): self = .onder12
        case .some(..<16): self = .van12
        case .some(..<18): self = .van16
        case .some: self = .volwassen
        }
    }
}

/// What came of the melding (M4; VNG JZV Meldingen).
public enum Uitkomst: String, Codable, Sendable, CaseIterable {
    case nietOntvankelijk = "VT-00"
    case vervolgBijVT = "VT-01-01"
    case beoordeeldOverdracht = "VT-01-02"
    case geenVervolg = "VT-01-03"
    case regionaalMaatwerk = "VT-01-04"
    case overdracht = "VT-02"
    case afsluitingZonderOverdracht = "VT-03"
    case onjuistGeadresseerd = "VT-99"

    /// The outcome for the melder after an assessment at the veiligheidsteam (R2), by the code of that assessment.
    public init?(beoordeling: String) {
        switch beoordeling {
        case "onderzoek", "voorwaarden-en-vervolg", "verzoek-tot-bespreking", "verzoek-om-maatregel":
            self = .vervolgBijVT
        case "overdracht": self = .beoordeeldOverdracht
        case "geen-vervolg": self = .geenVervolg
        case "advies": self = .afsluitingZonderOverdracht
        default: return nil
        }
    }
}

/// What the melder sees: steps, never content (M4).
public enum MelderStatus: String, Codable, Sendable, CaseIterable {
    case ontvangen
    case inBehandeling = "in-behandeling"
    case doorgestuurd
    case afgehandeld
}
