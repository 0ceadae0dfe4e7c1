import Contracts
import NotificatieDomain
import Postgres
import Register
import Web

/// Whose tasks a caller sees in lists and streams: a person's own and their team's, a system's whole organisation
/// without what only a person may know (V8).
struct Taakfilter: Sendable, Equatable {
    let organisatie: String
    let medewerker: String?
    let team: String?
    /// Whether it sees what belongs to an exercise (C3).
    let oefent: Bool

    init(_ caller: Caller, _ register: RegisterSnapshot) {
        oefent = register.oefent(caller.organisation)
        organisatie = caller.organisation.text
        medewerker = caller.person
        team = caller.person.flatMap { register.organisation(caller.organisation)?.medewerker($0)?.team?.text }
    }

    /// Over the state of a task.
    var sql: SQL {
        let eigen: SQL =
            oefent
            ? "state ->> 'organisatie' = \(organisatie)"
            : "state ->> 'organisatie' = \(organisatie) and state ->> 'oefening' = 'false'"
        guard let medewerker else {
            return "\(eigen) and state ->> 'soort' <> all(\(Taaksoort.besloten.map(\.rawValue)))"
        }
        return """
            \(eigen)
            and (state -> 'voor' ->> 'medewerker' = \(medewerker) or state -> 'voor' ->> 'team' = \(team))
            """
    }

    func past(_ taak: Taak) -> Bool {
        guard taak.organisatie.rawValue == organisatie, oefent || !taak.oefening else { return false }
        guard let medewerker else { return !taak.soort.isBesloten }
        switch taak.voor {
        case .medewerker(let houder): return houder.rawValue == medewerker
        case .team(let lijst): return lijst == team
        }
    }
}
