import Contracts
import Foundation
import NotificatieDomain
import Register

/// The register's answer to who works where at one instant.
struct RegisterBezetting: Bezetting {
    let register: RegisterSnapshot
    let nu: Date
    /// Whether mail goes out here; else that channel is not offered.
    var post = false

    func medewerkers(_ rol: Rol, van organisatie: Organisatie) -> [Medewerker] {
        guard let bekend = register.organisatie(organisatie), let rol = RegisterEvents.Rol(rawValue: rol.rawValue)
        else {
            return []
        }
        var ids = bekend.withRole(rol).map(\.id.text)
        switch rol {
        case .teamleider: ids += bekend.teams.map(\.teamleider.text)
        case .planner: ids += bekend.teams.flatMap { $0.planners.map(\.text) }
        case .werker, .bereikbaarheidsdienst: break
        }
        return Set(ids).sorted().map { Medewerker($0) }
    }

    func aanspreekpunt(regio: String) -> NotificatieDomain.Persoon? {
        let bekend = Codewoord(regio).flatMap(register.region) ?? register.firstRegion
        return bekend.map {
            NotificatieDomain.Persoon(
                organisatie: Organisatie($0.aanspreekpunt.organisatie.text),
                medewerker: Medewerker($0.aanspreekpunt.medewerker.text))
        }
    }

    /// The deputy, or the deputy's deputy; nobody there means the team's list.
    func vervanging(van persoon: NotificatieDomain.Persoon) -> Geadresseerde? {
        guard let organisatie = register.organisatie(persoon.organisatie) else { return nil }
        var gezien: Set<String> = []
        var huidig = organisatie.medewerker(persoon.medewerker.rawValue)
        guard let eerste = huidig else { return organisatie.teams.first.map { .team($0.id.text) } }
        while let medewerker = huidig, gezien.insert(medewerker.id.text).inserted {
            guard isAfwezig(medewerker) else {
                return medewerker.id == eerste.id ? nil : .medewerker(Medewerker(medewerker.id.text))
            }
            huidig = medewerker.vervanger.flatMap { organisatie.medewerker($0.text) }
        }
        return (eerste.team ?? organisatie.teams.first?.id).map { .team($0.text) }
    }

    func isOpKantoor(_ organisatie: Organisatie) -> Bool {
        OIN(organisatie.rawValue).map { register.kantooruren($0).waarde.geldt(op: nu) } ?? false
    }

    func kanalen(van organisatie: Organisatie) -> [Kanaal] {
        let kanalen = register.organisatie(organisatie)?.kanalen.compactMap { Kanaal(rawValue: $0.rawValue) } ?? []
        let open = kanalen.filter { post || $0 != .email }
        // The inbox is always there.
        return open.isEmpty && !kanalen.isEmpty ? [.sse] : open
    }

    /// N2: what is left to try for a task.
    func uitwijk(_ taak: Taak) -> Uitwijk {
        let organisatie = register.organisatie(taak.organisatie)
        let houder: RegisterEvents.Medewerker?
        let teamleider: String?
        switch taak.voor {
        case .medewerker(let medewerker):
            houder = organisatie?.medewerker(medewerker.rawValue)
            teamleider = organisatie?.teamleider(of: houder?.id)?.text
        case .team(let team):
            houder = nil
            teamleider = organisatie?.teams.first { $0.id.text == team }?.teamleider.text
        }
        let vervanger = houder?.vervanger.flatMap { organisatie?.medewerker($0.text) }
        return Uitwijk(
            tweedeKanaal: kanalen(van: taak.organisatie).first { !taak.kanalen.contains($0) },
            vervanger: waarnemer(bijSpoed: taak, vervanger.flatMap { isAfwezig($0) ? nil : $0 }, houder, organisatie),
            teamleider: teamleider.map { Medewerker($0) })
    }

    /// O5: what is spoed and nobody saw is the bereikbaarheidsdienst's where there is no deputy, and outside office hours
    /// before any.
    private func waarnemer(
        bijSpoed taak: Taak, _ vervanger: RegisterEvents.Medewerker?, _ houder: RegisterEvents.Medewerker?,
        _ organisatie: OrganisatieVastgelegd?
    ) -> Medewerker? {
        let dienst =
            taak.urgentie == .spoed && taak.soort.bereiktDienst
            ? organisatie?.withRole(.bereikbaarheidsdienst).first { $0.id != houder?.id && !isAfwezig($0) } : nil
        let wie = isOpKantoor(taak.organisatie) ? vervanger ?? dienst : dienst ?? vervanger
        return wie.map { Medewerker($0.id.text) }
    }

    /// Why a task cannot stay where it is, and where it goes (N5); nil where somebody has it.
    func afwezigheid(_ taak: Taak) -> (naar: Geadresseerde, reden: Overdraagreden)? {
        guard !taak.isAfgesloten, let naar = naar(van: taak.voor, bij: taak.organisatie) else { return nil }
        guard case .medewerker(let medewerker) = taak.voor else { return (naar, .interneOverdracht) }
        let bekend = register.organisatie(taak.organisatie)?.medewerker(medewerker.rawValue) != nil
        return (naar, bekend ? .afwezig : .uitDienst)
    }

    /// O17: of a team that closed, the first one that is left has the list, else who leads there. Nil where somebody has it.
    func naar(van houder: Geadresseerde, bij organisatie: Organisatie) -> Geadresseerde? {
        switch houder {
        case .medewerker(let wie): return vervanging(van: .init(organisatie: organisatie, medewerker: wie))
        case .team(let team):
            guard let bekend = register.organisatie(organisatie), !bekend.teams.contains(where: { $0.id.text == team })
            else { return nil }
            return bekend.teams.first.map { .team($0.id.text) }
                ?? (bekend.withRole(.teamleider).first ?? bekend.medewerkers.first).map {
                    .medewerker(Medewerker($0.id.text))
                }
        }
    }

    /// O23: who has a task of an organisation that stopped: the same person where they moved along, else the first team's
    /// list of the successor; without one the region's named person. Nil while it takes part, and where nobody is left.
    /// - Parameter gemeente: of what it is about, for an organisation that is split.
    func opvolging(_ taak: Taak, gemeente: String?) -> (organisatie: Organisatie, naar: Geadresseerde)? {
        guard let oud = OIN(taak.organisatie.rawValue), register.organisation(oud)?.doetMee(op: nu) == false else {
            return nil
        }
        guard let nieuw = register.opvolger(oud, gemeente: gemeente.flatMap { Gemeentecode($0) }, op: nu) else {
            guard let persoon = aanspreekpunt(regio: taak.regio), persoon.organisatie != taak.organisatie else {
                return nil
            }
            return (persoon.organisatie, .medewerker(persoon.medewerker))
        }
        let organisatie = Organisatie(nieuw.oin.text)
        if case .medewerker(let houder) = taak.voor, nieuw.medewerker(houder.rawValue) != nil {
            return (organisatie, .medewerker(houder))
        }
        let plaats =
            nieuw.teams.first.map { Geadresseerde.team($0.id.text) }
            ?? nieuw.medewerkers.first.map { .medewerker(Medewerker($0.id.text)) }
        return plaats.map { (organisatie, $0) }
    }

    /// Whom the register names to take a task over from who has it, absent or not: a deputy who is there, else the team.
    func waarnemer(van taak: Taak) -> Geadresseerde? {
        guard case .medewerker(let houder) = taak.voor else { return nil }
        if let vervanger = uitwijk(taak).vervanger { return .medewerker(vervanger) }
        let organisatie = register.organisatie(taak.organisatie)
        return (organisatie?.medewerker(houder.rawValue)?.team ?? organisatie?.teams.first?.id).map { .team($0.text) }
    }

    private func isAfwezig(_ medewerker: RegisterEvents.Medewerker) -> Bool {
        medewerker.afwezigTot.map { $0 > nu } ?? false
    }
}

extension RegisterSnapshot {
    func organisatie(_ organisatie: Organisatie) -> OrganisatieVastgelegd? {
        OIN(organisatie.rawValue).flatMap(self.organisation)
    }
}
