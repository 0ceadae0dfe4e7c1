import Foundation

/// What can be asked of a casus.
public enum CasusCommand: Equatable, Sendable {
    case openen(Opening)
    /// A melding joins, because exactly one casus fits or because a person decided so.
    case meldingKoppelen(MeldingGegevens, gemeente: String?)
    /// What is now known of a melding that joined before: its kind, those concerned, its gemeente (M2, M9).
    case meldingBijwerken(MeldingGegevens, gemeente: String?)
    /// M7. `door` is absent when the routing did it at opening.
    case lokaalTeamBetrekken(Organisatie, door: Persoon?)
    case lokaalTeamBevestigen(door: Persoon)
    case beoordelen(Beoordeling)
    case overdrachtVerzoeken(Overdrachtsverzoek)
    /// The verwijzing told how a handover goes on.
    case overdrachtVolgen(OverdrachtId, stand: Overdrachtstand)
    /// The verwijzing moved the regie (O1).
    case regieVolgen(naar: Persoon, overdracht: OverdrachtId?)
    /// R11.
    case uitBeeldMelden(door: Persoon, toelichting: InhoudId?)
    case weerInBeeldMelden(door: Persoon)
    /// R12.
    case meningsverschilVastleggen(Meningsverschil)
    /// O11: with an aftercare contact or the reason why none, as content.
    case sluiten(door: Persoon, nazorg: Nazorg, toelichting: InhoudId)
    /// A stage of a term went off: 50, 80, 100 or 150 per cent.
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

/// A new casus, with the named person who holds the regie from its first moment (O1).
public struct Opening: Equatable, Sendable {
    public var zaak: ZaakId
    public var kenmerk: String
    public var regio: String
    public var gemeente: String?
    public var melding: MeldingGegevens
    public var regiehouder: Persoon
    /// M7: involved at once when the routing knows it.
    public var lokaalTeam: Organisatie?
    public var oefening: Bool

    public init(
        zaak: ZaakId, kenmerk: String, regio: String, gemeente: String?, melding: MeldingGegevens,
        regiehouder: Persoon, lokaalTeam: Organisatie?, oefening: Bool
    ) {
        self.zaak = zaak
        self.kenmerk = kenmerk
        self.regio = regio
        self.gemeente = gemeente
        self.melding = melding
        self.regiehouder = regiehouder
        self.lokaalTeam = lokaalTeam
        self.oefening = oefening
    }
}
