import Foundation

/// What can be asked of a melding.
public enum MeldingCommand: Equatable, Sendable {
    case ontvangen(Ontvangst)
    /// M9: a person of the behandelaar fills gaps of an acute melding.
    case aanvullen(Aanvulling, door: Persoon)
    /// M2: only by a person's explicit act.
    case soortWijzigen(naar: Meldingsoort, door: Persoon)
    /// M11: a named person forwards it.
    case doorsturen(naar: Organisatie, door: Persoon, toelichting: InhoudId?)
    /// A person of the behandelaar deals with it outside a casus.
    case oppakken(door: Persoon)
    /// The veiligheidsteam opened a casus for it or joined it to one.
    case inCasusOpgenomen(zaak: ZaakId)
    /// A person of the behandelaar gives the outcome of a melding outside a casus.
    case afhandelen(Uitkomst, door: Persoon)
    /// The casus was assessed.
    case beoordeeld(zaak: ZaakId, Uitkomst)
    /// A stage of a term went off: 50, 80, 100 or 150 per cent.
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

/// A melding with the ids it gets and who deals with it.
public struct Ontvangst: Equatable, Sendable {
    public var melding: MeldingId
    /// Short reference for the telephone.
    public var kenmerk: String
    public var beschrijving: NieuweMelding
    public var toewijzing: Toewijzing
    public var oefening: Bool

    public init(
        melding: MeldingId, kenmerk: String, beschrijving: NieuweMelding, toewijzing: Toewijzing, oefening: Bool
    ) {
        self.melding = melding
        self.kenmerk = kenmerk
        self.beschrijving = beschrijving
        self.toewijzing = toewijzing
        self.oefening = oefening
    }
}

/// What a person adds. Only gaps can be filled: what the melder said stays as it was said.
public struct Aanvulling: Equatable, Sendable {
    public var soort: Meldingsoort?
    public var gemeente: String?
    public var besproken: Besproken?
    public var redenNietBesproken: Bool
    public var terugkoppelingGewenst: Bool?
    public var grondslag: Grondslag?
    /// The recipient is settled: the behandelaar is the right one.
    public var ontvangerVastgesteld: Bool
    /// Who reported was found out; the details are content.
    public var melderVastgesteld: Bool
    public var waarneming: Bool
    public var betrokkenen: [GemeldeBetrokkene]
    public var inhoud: InhoudId?
    /// A person read what could not be read by form.
    public var onleesbaarBekeken: Bool

    public init(
        soort: Meldingsoort? = nil, gemeente: String? = nil, besproken: Besproken? = nil,
        redenNietBesproken: Bool = false, terugkoppelingGewenst: Bool? = nil, grondslag: Grondslag? = nil,
        ontvangerVastgesteld: Bool = false, melderVastgesteld: Bool = false, waarneming: Bool = false,
        betrokkenen: [GemeldeBetrokkene] = [], inhoud: InhoudId? = nil, onleesbaarBekeken: Bool = false
    ) {
        self.onleesbaarBekeken = onleesbaarBekeken
        self.soort = soort
        self.gemeente = gemeente
        self.besproken = besproken
        self.redenNietBesproken = redenNietBesproken
        self.terugkoppelingGewenst = terugkoppelingGewenst
        self.grondslag = grondslag
        self.ontvangerVastgesteld = ontvangerVastgesteld
        self.melderVastgesteld = melderVastgesteld
        self.waarneming = waarneming
        self.betrokkenen = betrokkenen
        self.inhoud = inhoud
    }
}
