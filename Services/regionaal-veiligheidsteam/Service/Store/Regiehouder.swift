import Contracts
import Foundation
import Register
import VeiligheidDomain

extension OrganisatieVastgelegd {
    /// Who holds the regie of a new casus (O1): a planner, for spoed the bereikbaarheidsdienst; a team lead where there
    /// is none. Who is away is replaced by the deputy (N5).
    func regiehouder(urgentie: VeiligheidDomain.Urgentie, op moment: Date) throws -> VeiligheidDomain.Persoon {
        let rollen: [RegisterEvents.Rol] =
            urgentie == .spoed ? [.bereikbaarheidsdienst, .planner, .teamleider] : [.planner, .teamleider]
        let kandidaten = rollen.flatMap(bezetting) + medewerkers
        let aanwezig = kandidaten.lazy.compactMap { self.aanwezig($0, op: moment) }.first
        // Nobody there is better than nobody named: a person must hold it at every moment.
        guard let gekozen = aanwezig ?? kandidaten.first else { throw NiemandInHetRegister(organisatie: oin) }
        return VeiligheidDomain.Persoon(
            organisatie: Organisatie(oin.text), medewerker: VeiligheidDomain.Medewerker(gekozen.id.text))
    }

    /// Those with a role, by their own entry or by their team's.
    private func bezetting(_ rol: RegisterEvents.Rol) -> [RegisterEvents.Medewerker] {
        let perTeam: [MedewerkerId] =
            switch rol {
            case .planner: teams.flatMap(\.planners)
            case .teamleider: teams.map(\.teamleider)
            case .werker, .bereikbaarheidsdienst: []
            }
        return withRole(rol) + perTeam.compactMap { medewerker($0.text) }
    }

    private func aanwezig(_ wie: RegisterEvents.Medewerker, op moment: Date) -> RegisterEvents.Medewerker? {
        guard let tot = wie.afwezigTot, tot > moment else { return wie }
        guard let vervanger = wie.vervanger.flatMap({ medewerker($0.text) }) else { return nil }
        return vervanger.afwezigTot.map { $0 > moment } == true ? nil : vervanger
    }
}

/// A casus needs a person; the message waits until the register names one.
struct NiemandInHetRegister: Error, CustomStringConvertible {
    let organisatie: OIN
    var description: String { "the register has nobody at \(organisatie.text)" }
}

/// The register is behind, or was never applied; the message waits.
struct OrganisatieOnbekend: Error, CustomStringConvertible {
    let organisatie: OIN
    var description: String { "the register does not know \(organisatie.text)" }
}
