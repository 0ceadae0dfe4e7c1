import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Postgres
import Register

extension Scope {
    /// Puts a mail in the queue for whoever has the task now, where e-mail is one of its channels (N2).
    mutating func mail(_ event: TaakEvent, register: RegisterSnapshot) throws {
        switch event.feit {
        case .aangemaakt, .bijgewerkt, .overgedragen: break
        case .kanaalToegevoegd(let feit): guard feit.kanaal == .email else { return }
        case .bezorgd, .bezorgingUitgesteld, .gezien, .gedaan, .vervallen, .herinnerd, .termijnHerinnerd,
            .termijnGeescaleerd:
            return
        }
        let kop = event.kop
        guard let taak = try load(Taak.self, kop.taak.waarde), taak.kanalen.contains(.email),
            register.bereikt(kop.organisatie, oefening: kop.oefening)
        else { return }
        let lezers = register.lezers(van: event.voor, bij: kop.organisatie)
        guard !lezers.isEmpty else { return }
        write(
            """
            insert into mail (id, task, organisation, person, urgent, exercise, since)
            select id, \(kop.taak.waarde), \(kop.organisatie.rawValue), person, \(kop.urgentie == .spoed),
                \(kop.oefening), \(taak.wachtSinds)
            from unnest(\(lezers.map { _ in UUID.v7() }), \(lezers)) as n (id, person)
            """)
    }
}

extension RegisterSnapshot {
    /// Who reads what somebody was given: the person, and of a team's list those who divide it.
    fileprivate func lezers(van geadresseerde: Geadresseerde, bij organisatie: Organisatie) -> [String] {
        switch geadresseerde {
        case .medewerker(let medewerker): return [medewerker.rawValue]
        case .team(let id):
            guard let team = self.organisatie(organisatie)?.teams.first(where: { $0.id.text == id }) else { return [] }
            return team.planners.isEmpty ? [team.teamleider.text] : team.planners.map(\.text)
        }
    }
}
