/// Which casus a melding belongs to. Never an automatic merge: several open casussen go to a person.
public enum Koppeling: Equatable, Sendable {
    /// Consultatie and advies: no family data is recorded, so there is nothing to join.
    case geenCasus
    case nieuweCasus
    case aansluiten(ZaakId)
    case voorleggen([ZaakId])

    /// - Parameter indexen: those of everyone in the melding, locked.
    public static func bepaal(soort: Meldingsoort?, indexen: [Persoonsindex]) -> Koppeling {
        if soort == .consultatie || soort == .advies { return .geenCasus }
        guard indexeert(soort) else { return .nieuweCasus }
        let kandidaten = Set(indexen.flatMap(\.openZaken)).sorted { $0.description < $1.description }
        switch kandidaten.count {
        case 0: return .nieuweCasus
        case 1: return .aansluiten(kandidaten[0])
        default: return .voorleggen(kandidaten)
        }
    }

    /// M8: only vt-meldingen and zorgmeldingen come together by pseudonym, and only they are kept for later ones.
    public static func indexeert(_ soort: Meldingsoort?) -> Bool {
        soort == .vtMelding || soort == .zorgmelding
    }
}
