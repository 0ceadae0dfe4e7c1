import Foundation

/// Why the zaak goes on to another organisation (O6).
public enum Overdrachtsreden: String, Codable, Sendable, CaseIterable {
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

/// Which of several offers of a zaak becomes the handover (O14).
public enum Keuze: String, Codable, Sendable, CaseIterable {
    /// Whoever accepts first.
    case eersteAntwoord = "eerste-antwoord"
    /// Each says what it can give and when; the offerer, with the family, chooses one.
    case besteVoorstel = "beste-voorstel"
}

/// Why an answer waits (O4).
public enum Uitstelreden: String, Codable, Sendable, CaseIterable {
    case wachtlijst
    case informatieNodig = "informatie-nodig"
    case capaciteit
    case anders
}

/// Why an offer is refused (O3).
public enum Weigerreden: String, Codable, Sendable, CaseIterable {
    case nietPassend = "niet-passend"
    case buitenGebied = "buiten-gebied"
    case geenCapaciteit = "geen-capaciteit"
    case andereExpertiseNodig = "andere-expertise-nodig"
    case onveiligVoorWerker = "onveilig-voor-werker"
    case anders
}

/// What the receiver proposes instead: a refusal without one cannot be written down (O3).
public enum Alternatief: Equatable, Sendable {
    case andereOrganisatie(String)
    case consultatie
    case meekijken
    case laterOpnieuw
    case hulpBijAanbieder

    public var code: String {
        switch self {
        case .andereOrganisatie: "andere-organisatie"
        case .consultatie: "consultatie"
        case .meekijken: "meekijken"
        case .laterOpnieuw: "later-opnieuw"
        case .hulpBijAanbieder: "hulp-bij-aanbieder"
        }
    }

    public var organisatie: String? {
        if case .andereOrganisatie(let oin) = self { oin } else { nil }
    }
}

/// Why an offer was taken back.
public enum Intrekkingsreden: String, Codable, Sendable, CaseIterable {
    case nietMeerNodig = "niet-meer-nodig"
    case andersOpgelost = "anders-opgelost"
    case gezinWilNiet = "gezin-wil-niet"
    case vergissing
    case anders
    /// Another offer moved the regie (O1); only the rule itself gives this reason.
    case regieElders = "regie-elders"
    /// The offerer gave its own handover back; only the rule itself gives this reason.
    case teruggave
    /// Another candidate was chosen (O14); only the rule itself gives this reason.
    case anderGekozen = "ander-gekozen"
    /// One of the two sides stopped without a successor, or both became one (O17, O23); only the rule itself gives this
    /// reason.
    case organisatieGestopt = "organisatie-gestopt"

    /// The reasons that a person may give.
    public static let doorPersoon: [Intrekkingsreden] = allCases.filter {
        ![.regieElders, .teruggave, .anderGekozen, .organisatieGestopt].contains($0)
    }
}

/// Why a receiver cannot go on (O21).
public enum Teruggavereden: String, Codable, Sendable, CaseIterable {
    case geenWerker = "geen-werker"
    case nietPassend = "niet-passend"
    case gezinWilNiet = "gezin-wil-niet"
    case veiligheid
    case anders
}

/// Why help stopped before its goal was reached.
public enum Beeindigingsreden: String, Codable, Sendable, CaseIterable {
    case gezinStopt = "gezin-stopt"
    case gezinUitBeeld = "gezin-uit-beeld"
    case verhuizing
    case hulpPastNiet = "hulp-past-niet"
    case anders
}

/// Why the family was not at the conversation (O2).
public enum AfwezigheidGezin: String, Codable, Sendable, CaseIterable {
    case wildeNiet = "wilde-niet"
    case konNiet = "kon-niet"
    case onveilig
    case nietBereikt = "niet-bereikt"
    case anders
}

/// Why nobody stays in touch after closing (O11).
public enum GeenNazorgReden: String, Codable, Sendable, CaseIterable {
    case gezinWilNiet = "gezin-wil-niet"
    case nietNodig = "niet-nodig"
    case uitBeeld = "uit-beeld"
    case jongereOverleden = "jongere-overleden"
    /// The next handover took over; only the rule itself gives this reason.
    case verderOvergedragen = "verder-overgedragen"
}

/// How the family finds its way back in (O11).
public enum WegTerug: String, Codable, Sendable, CaseIterable {
    case lokaalTeam = "lokaal-team"
    case dezeOrganisatie = "deze-organisatie"
    case huisarts
    case volgendeOrganisatie = "volgende-organisatie"
}

/// Why a receiver sets earlier statements aside (O8).
public enum Terzijdereden: String, Codable, Sendable, CaseIterable {
    case verouderd
    case weersproken
    case nietNaTeGaan = "niet-na-te-gaan"
    case hoortHierNiet = "hoort-hier-niet"
    case anders
}

/// What a dossier holds (O7).
public enum Dossierblok: String, Codable, Sendable, CaseIterable {
    case feiten
    case eerderOnderzoekEnHulp = "eerder-onderzoek-en-hulp"
    case lopendeHulp = "lopende-hulp"
    case betrokkenen
    case wensVanHetKind = "wens-van-het-kind"
    case perspectiefOuders = "perspectief-ouders"
    case grondslag
    case besprokenMetGezin = "besproken-met-gezin"
    case vastContact = "vast-contact"

    /// The blocks without an answer, in the order of the dossier.
    public static func ontbrekend(in antwoorden: [Dossierblok: Blokantwoord]) -> [Dossierblok] {
        allCases.filter { antwoorden[$0] == nil }
    }
}

/// O7: "Onbekend, want …" is an answer; an empty block is none, so it has no value here.
public enum Blokantwoord: Equatable, Sendable {
    /// The encrypted part that holds the answer.
    case inhoud(UUID)
    /// The encrypted part that holds why it is unknown.
    case onbekend(want: UUID)
}
