/// Who works where, as the register says at this moment. The service gives it; the rules only ask.
public protocol Bezetting {
    func medewerkers(_ rol: Rol, van organisatie: Organisatie) -> [Medewerker]
    /// The region's named person (O5).
    func aanspreekpunt(regio: String) -> Persoon?
    /// Who has this person's tasks now: the deputy or the team's list; nil when they are there themselves (N5).
    func vervanging(van persoon: Persoon) -> Geadresseerde?
    /// Whether an organisation is at its office now (O5).
    func isOpKantoor(_ organisatie: Organisatie) -> Bool
    /// The channels of an organisation, the first one first.
    func kanalen(van organisatie: Organisatie) -> [Kanaal]
}

extension Bezetting {
    /// Who picks up what comes in at an organisation: the planners, and for spoed outside its office hours the
    /// bereikbaarheidsdienst. Where the register knows none the team leads, and as the last the region's named person, so
    /// that someone always knows.
    func oppakkers(van organisatie: Organisatie, urgentie: Urgentie, regio: String) -> [Persoon] {
        let rollen: [Rol] =
            switch urgentie {
            case .regulier: [.planner, .teamleider]
            case .spoed where isOpKantoor(organisatie): [.planner, .teamleider, .bereikbaarheidsdienst]
            case .spoed: [.bereikbaarheidsdienst, .planner, .teamleider]
            }
        return eerste(rollen, van: organisatie) ?? [aanspreekpunt(regio: regio)].compactMap { $0 }
    }

    func teamleiders(van organisatie: Organisatie, regio: String) -> [Persoon] {
        eerste([.teamleider], van: organisatie) ?? [aanspreekpunt(regio: regio)].compactMap { $0 }
    }

    private func eerste(_ rollen: [Rol], van organisatie: Organisatie) -> [Persoon]? {
        for rol in rollen {
            let medewerkers = medewerkers(rol, van: organisatie)
            if !medewerkers.isEmpty {
                return medewerkers.map { Persoon(organisatie: organisatie, medewerker: $0) }
            }
        }
        return nil
    }
}
