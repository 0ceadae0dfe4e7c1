import Foundation

public enum CasusFeit: Equatable, Sendable {
    case geopend(MeldingGegevens)
    case meldingGekoppeld(MeldingGekoppeld)
    case meldingBijgewerkt(MeldingGekoppeld)
    case lokaalTeamBetrokken(LokaalTeamBetrokken)
    case lokaalTeamBevestigd(LokaalTeamBevestigd)
    case beoordeeld(Beoordeling)
    case overdrachtVerzocht(Overdrachtsverzoek)
    case overdrachtGevolgd(OverdrachtGevolgd)
    case regieGevolgd(RegieGevolgd)
    case opgevolgd(CasusOpgevolgd)
    case uitBeeld(UitBeeldGemeld)
    case weerInBeeld(WeerInBeeld)
    case meningsverschil(Meningsverschil)
    case gesloten(CasusGesloten)
    case termijnHerinnerd(TermijnHerinnerd)
    case termijnGeescaleerd(TermijnGeescaleerd)

    /// The name in the event type.
    public var naam: String {
        switch self {
        case .geopend: "casus-geopend"
        case .meldingGekoppeld: "melding-gekoppeld"
        case .meldingBijgewerkt: "melding-bijgewerkt"
        case .lokaalTeamBetrokken: "lokaal-team-betrokken"
        case .lokaalTeamBevestigd: "lokaal-team-bevestigd"
        case .beoordeeld: "beoordeling-vastgelegd"
        case .overdrachtVerzocht: "overdracht-verzocht"
        case .overdrachtGevolgd: "overdracht-gevolgd"
        case .regieGevolgd: "regie-gevolgd"
        case .opgevolgd: "casus-opgevolgd"
        case .uitBeeld: "uit-beeld-gemeld"
        case .weerInBeeld: "weer-in-beeld-gemeld"
        case .meningsverschil: "meningsverschil-vastgelegd"
        case .gesloten: "casus-gesloten"
        case .termijnHerinnerd: "termijn-herinnerd"
        case .termijnGeescaleerd: "termijn-geescaleerd"
        }
    }
}

/// A melding as it stands in the casus from now on.
public struct MeldingGekoppeld: Codable, Equatable, Sendable {
    public var melding: MeldingId
    public var soort: Meldingsoort?
    public var acuut: Acuut
    public var ontvangenOp: Date
    public var betrokkenen: [Pseudoniem]
    /// Of this melding; the casus may have households in several.
    public var meldingGemeente: String?

    init(_ gegevens: MeldingGegevens, gemeente: String?) {
        melding = gegevens.melding
        soort = gegevens.soort
        acuut = gegevens.acuut
        ontvangenOp = gegevens.ontvangenOp
        betrokkenen = gegevens.betrokkenen
        meldingGemeente = gemeente
    }

    var gegevens: MeldingGegevens {
        MeldingGegevens(
            melding: melding, soort: soort, acuut: acuut, ontvangenOp: ontvangenOp, betrokkenen: betrokkenen)
    }
}

public struct LokaalTeamBetrokken: Codable, Equatable, Sendable {
    /// Who must acknowledge.
    public var organisatie: Organisatie
    public var door: Persoon?
}

public struct LokaalTeamBevestigd: Codable, Equatable, Sendable {
    public var organisatie: Organisatie
    public var door: Persoon
}

public struct OverdrachtGevolgd: Codable, Equatable, Sendable {
    public var overdracht: OverdrachtId
    public var stand: Overdrachtstand
}

public struct RegieGevolgd: Codable, Equatable, Sendable {
    public var van: Persoon
    public var naar: Persoon
    public var overdracht: OverdrachtId?
}

/// O23: another keeps the casus, or is the lokaal team in it; the head names who keeps it now.
public struct CasusOpgevolgd: Codable, Equatable, Sendable {
    public var vorige: Organisatie
    /// Nil where nobody comes in the place of a lokaal team.
    public var opvolger: Organisatie?
}

public struct UitBeeldGemeld: Codable, Equatable, Sendable {
    public var door: Persoon
    public var toelichting: InhoudId?
}

public struct WeerInBeeld: Codable, Equatable, Sendable {
    public var door: Persoon
}

public struct CasusGesloten: Codable, Equatable, Sendable {
    public var door: Persoon
    public var nazorg: Nazorg
    /// The contact and the way back in, or why there is none.
    public var toelichting: InhoudId
}

public struct TermijnHerinnerd: Codable, Equatable, Sendable {
    public var soort: String
    public var sinds: Date
    public var stadium: Int
    /// Who must move.
    public var organisatie: Organisatie
}

public struct TermijnGeescaleerd: Codable, Equatable, Sendable {
    public var soort: String
    public var sinds: Date
    public var stadium: Int
    /// Who must move.
    public var organisatie: Organisatie
    public var niveau: Escalatieniveau
    /// The organisations whose team leads are told; empty when the region's named person is.
    public var escalatieNaar: [Organisatie]

    init(soort: String, sinds: Date, stadium: Int, organisatie: Organisatie, partijen: [Organisatie]) {
        self.soort = soort
        self.sinds = sinds
        self.stadium = stadium
        self.organisatie = organisatie
        niveau = stadium < 150 ? .teamleiders : .regio
        escalatieNaar = stadium < 150 ? partijen : []
    }
}

/// Who hears of a step that stayed silent (O5).
public enum Escalatieniveau: String, Codable, Sendable, CaseIterable {
    case teamleiders, regio
}
