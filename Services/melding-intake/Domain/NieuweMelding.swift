/// Who reports. A citizen may stay shielded and needs no ground (M3, M9).
public enum Melder: Hashable, Sendable {
    case organisatie(Organisatie, afgeschermd: Bool)
    case burger(afgeschermd: Bool)

    public var organisatie: Organisatie? {
        if case .organisatie(let organisatie, _) = self { organisatie } else { nil }
    }

    public var afgeschermd: Bool {
        switch self {
        case .organisatie(_, let afgeschermd), .burger(let afgeschermd): afgeschermd
        }
    }
}

/// Discussed with those concerned, or not with a reason whose text is content.
public enum Bespreking: Hashable, Sendable {
    case besproken
    case nietBesproken(redenGegeven: Bool)
}

/// Someone the melding is about, as reported.
public struct GemeldeBetrokkene: Hashable, Sendable {
    public var pseudoniem: Pseudoniem
    public var rol: Rol
    /// In whole years on the day of receipt; see `Kalenderdag.leeftijd(op:)`.
    public var leeftijd: Int?
    /// An offence or signal behaviour is reported (M10).
    public var signaalgedrag: Bool

    public init(pseudoniem: Pseudoniem, rol: Rol, leeftijd: Int?, signaalgedrag: Bool = false) {
        self.pseudoniem = pseudoniem
        self.rol = rol
        self.leeftijd = leeftijd
        self.signaalgedrag = signaalgedrag
    }
}

/// A melding as it comes in. Anything may be missing: the rules say what that means. A field of the wrong form counts
/// as missing, so that an acute melding is never refused for it.
public struct NieuweMelding: Hashable, Sendable {
    public var soort: Meldingsoort?
    public var gemeente: String?
    public var melder: Melder?
    public var acuut: Acuut?
    public var bespreking: Bespreking?
    public var terugkoppelingGewenst: Bool?
    public var grondslag: Grondslag?
    /// Whom the melder addresses.
    public var ontvanger: Organisatie?
    /// What was seen is told; the text is content. An "onderbuikgevoel" with an open question is enough (M3).
    public var waarneming: Bool
    public var betrokkenen: [GemeldeBetrokkene]
    /// The content names or identifies people, besides those in `betrokkenen`.
    public var identificerendeInhoud: Bool
    /// The melder's own reference.
    public var eigenKenmerk: String?
    public var inhoud: InhoudId?
    /// Something in the message could not be read; only an acute melding comes in with that.
    public var onleesbaar: Bool

    public init(
        soort: Meldingsoort?, gemeente: String?, melder: Melder?, acuut: Acuut?, bespreking: Bespreking?,
        terugkoppelingGewenst: Bool?, grondslag: Grondslag? = nil, ontvanger: Organisatie? = nil, waarneming: Bool,
        betrokkenen: [GemeldeBetrokkene] = [], identificerendeInhoud: Bool = false, eigenKenmerk: String? = nil,
        inhoud: InhoudId? = nil, onleesbaar: Bool = false
    ) {
        self.onleesbaar = onleesbaar
        self.soort = soort
        self.gemeente = gemeente
        self.melder = melder
        self.acuut = acuut
        self.bespreking = bespreking
        self.terugkoppelingGewenst = terugkoppelingGewenst
        self.grondslag = grondslag
        self.ontvanger = ontvanger
        self.waarneming = waarneming
        self.betrokkenen = betrokkenen
        self.identificerendeInhoud = identificerendeInhoud
        self.eigenKenmerk = eigenKenmerk
        self.inhoud = inhoud
    }

    public var identificeert: Bool { identificerendeInhoud || !betrokkenen.isEmpty }

    /// M10: the BASTA! route is offered under 12 with an offence or signal behaviour; exactly 12 is not under 12.
    public var biedtBastaAan: Bool {
        betrokkenen.contains { $0.signaalgedrag && ($0.leeftijd.map { $0 < 12 } ?? false) }
    }
}

/// A day of the calendar, for ages. Comparing days, not instants, keeps a birthday where it is.
public struct Kalenderdag: Hashable, Sendable {
    public var jaar: Int
    public var maand: Int
    public var dag: Int

    public init(jaar: Int, maand: Int, dag: Int) {
        self.jaar = jaar
        self.maand = maand
        self.dag = dag
    }

    /// The age in whole years on a day, of someone born on this one; nil for a birth in the future.
    public func leeftijd(op vandaag: Kalenderdag) -> Int? {
        let nietJarig = (vandaag.maand, vandaag.dag) < (maand, dag)
        let jaren = vandaag.jaar - jaar - (nietJarig ? 1 : 0)
        return jaren < 0 ? nil : jaren
    }
}
