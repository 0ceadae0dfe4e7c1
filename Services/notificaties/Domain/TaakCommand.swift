import Foundation

/// What can be asked of a task.
public enum TaakCommand: Equatable, Sendable {
    /// Makes it, or updates the one that is there (N1).
    case aanmaken(NieuweTaak)
    case bezorgen(Kanaal)
    /// N6: the channel keeps it until then.
    case bezorgingUitstellen(Mailstap, tot: Date, Uitstelreden)
    /// The channel will never reach this person: what is left to try is tried at once (N2).
    case nietBezorgd(Kanaal, Mailstap, uitwijk: Uitwijk)
    case zien(door: Persoon)
    /// Done by a person, or because the chain says that it was done.
    case afronden(door: Persoon?)
    case vervallen(Vervalreden)
    /// A term of the chain reminded whoever must move (O5).
    case herinneren(stadium: Int)
    /// N5.
    case overdragen(naar: Geadresseerde, reden: Overdraagreden)
    /// O23: the organisation stopped; another has the task.
    case overnemen(door: Organisatie, naar: Geadresseerde)
    /// A stage of the task's own term went off; `uitwijk` is who and what is left to try, from the register (N2).
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int, uitwijk: Uitwijk)
}

public struct NieuweTaak: Equatable, Sendable {
    public var onderwerp: OnderwerpId
    public var soort: Taaksoort
    public var organisatie: Organisatie
    public var bestemd: Medewerker
    /// The deputy or the team's list when `bestemd` is absent (N5); else `bestemd`.
    public var voor: Geadresseerde
    public var kenmerk: String
    public var zaak: ZaakId?
    public var regio: String
    public var oefening: Bool
    public var urgentie: Urgentie
    /// The channels to start with.
    public var kanalen: [Kanaal]
    public var aanleiding: BerichtId

    public init(
        onderwerp: OnderwerpId, soort: Taaksoort, organisatie: Organisatie, bestemd: Medewerker, voor: Geadresseerde,
        kenmerk: String, zaak: ZaakId?, regio: String, oefening: Bool, urgentie: Urgentie, kanalen: [Kanaal],
        aanleiding: BerichtId
    ) {
        self.onderwerp = onderwerp
        self.soort = soort
        self.organisatie = organisatie
        self.bestemd = bestemd
        self.voor = voor
        self.kenmerk = kenmerk
        self.zaak = zaak
        self.regio = regio
        self.oefening = oefening
        self.urgentie = urgentie
        self.kanalen = kanalen
        self.aanleiding = aanleiding
    }

    public var id: TaakId { Taak.id(onderwerp: onderwerp, soort: soort, medewerker: bestemd) }
}

/// N2: what is left to try for an unconfirmed task. Nil: the register knows none.
public struct Uitwijk: Equatable, Sendable {
    public var tweedeKanaal: Kanaal?
    public var vervanger: Medewerker?
    public var teamleider: Medewerker?

    public init(tweedeKanaal: Kanaal? = nil, vervanger: Medewerker? = nil, teamleider: Medewerker? = nil) {
        self.tweedeKanaal = tweedeKanaal
        self.vervanger = vervanger
        self.teamleider = teamleider
    }
}
