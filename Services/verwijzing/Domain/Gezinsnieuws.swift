import Foundation

/// N7: what of a handover or verwijzing the family hears from its contact. Where it differs after an act, there is
/// something to tell: another step, another day, or a text about the waiting or the help.
public struct Gezinsnieuws: Equatable, Sendable {
    let stand: String
    let dag: Dag?
    /// The last bridging agreement, for as long as the answer waits (O4).
    public let afspraak: UUID?
    /// The last word about the waiting or the help.
    public let bericht: UUID?
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
            bericht: status.uitvoering?.laatsteVoortgang)
    }
}

extension Verwijzing {
    public var gezinsnieuws: Gezinsnieuws {
        if case .uitgesteld(let uitstel) = stand {
            return Gezinsnieuws(
                stand: stand.code, dag: uitstel.nieuweDatum, afspraak: uitstel.overbrugging,
                bericht: uitstel.laatsteBericht)
        }
        return Gezinsnieuws(stand: stand.code, dag: hulp?.startdatum, afspraak: nil, bericht: hulp?.bericht)
    }
}
