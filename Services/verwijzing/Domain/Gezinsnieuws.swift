import Foundation

/// N7: what of a handover or verwijzing the family hears from its contact. Where it differs after an act, there is
/// something to tell: another step, day or helper, a text about the waiting or the help, or statements that are set aside.
public struct Gezinsnieuws: Equatable, Sendable {
    let stand: String
    let dag: Dag?
    /// The last bridging agreement, for as long as the answer waits (O4).
    public let afspraak: UUID?
    /// The last word about the waiting or the help.
    public let bericht: UUID?
    /// Who helps under a verwijzing; under a handover that is who holds the regie.
    var werker: String?
    /// O8: how often statements were set aside; of an investigation the family reads that when it has ended (S3).
    public var terzijde = 0
}

extension Overdracht {
    public var gezinsnieuws: Gezinsnieuws {
        if case .uitgesteld(let uitstel) = status {
            return Gezinsnieuws(
                stand: status.code, dag: uitstel.nieuweDatum, afspraak: uitstel.overbrugging,
                bericht: uitstel.laatsteBericht)
        }
        return Gezinsnieuws(
            stand: status.code, dag: status.uitvoering?.startdatum, afspraak: nil,
            bericht: status.uitvoering?.laatsteVoortgang, terzijde: vraagtOnderzoek ? 0 : terzijde?.count ?? 0)
    }
}

extension Verwijzing {
    public var gezinsnieuws: Gezinsnieuws {
        if case .uitgesteld(let uitstel) = stand {
            return Gezinsnieuws(
                stand: stand.code, dag: uitstel.nieuweDatum, afspraak: uitstel.overbrugging,
                bericht: uitstel.laatsteBericht)
        }
        return Gezinsnieuws(
            stand: stand.code, dag: hulp?.startdatum, afspraak: nil, bericht: hulp?.bericht, werker: hulp?.werker)
    }
}
