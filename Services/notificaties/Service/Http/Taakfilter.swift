import Contracts
import NotificatieDomain
import Postgres
import Register
import Web

/// Whose tasks a caller sees in lists and streams: a person's own and their team's, a system's whole organisation.
struct Taakfilter: Sendable, Equatable {
    let organisatie: String
    let medewerker: String?
    let team: String?

    init(_ caller: Caller, _ register: RegisterSnapshot) {
        organisatie = caller.organisation.text
        medewerker = caller.person
        team = caller.person.flatMap { register.organisation(caller.organisation)?.medewerker($0)?.team?.text }
    }

    /// Over the state of a task.
    var sql: SQL {
        guard let medewerker else { return "state ->> 'organisatie' = \(organisatie)" }
        return """
            state ->> 'organisatie' = \(organisatie)
            and (state -> 'voor' ->> 'medewerker' = \(medewerker) or state -> 'voor' ->> 'team' = \(team))
            """
    }

    func past(_ taak: Taak) -> Bool {
        guard taak.organisatie.rawValue == organisatie else { return false }
        guard let medewerker else { return true }
        switch taak.voor {
        case .medewerker(let houder): return houder.rawValue == medewerker
        case .team(let lijst): return lijst == team
        }
    }
}
