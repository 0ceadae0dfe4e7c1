import Contracts
import Foundation
import NotificatieDomain
import Register
import Testing

@testable import Notificaties

/// O17: a team within an organisation closes.
@Suite("O17: sluit een team, dan heeft een ander team zijn lijst")
struct TeamopvolgingTests {
    private func bezetting(_ teams: [String]) throws -> RegisterBezetting {
        var organisatie = OrganisatieVastgelegd.example
        organisatie.teams = try teams.map { id in
            var team = RegisterEvents.Team.example
            team.id = try #require(Codewoord(id))
            return team
        }
        return RegisterBezetting(register: RegisterSnapshot(organisations: [organisatie]), nu: Date())
    }

    private func naar(_ team: String, _ teams: [String]) throws -> Geadresseerde? {
        try bezetting(teams).naar(
            van: .team(team), bij: Organisatie(OrganisatieVastgelegd.example.oin.text))
    }

    @Test(
        "O17: de lijst van een gesloten team gaat naar een ander team, of naar wie er leidt; een open team houdt haar")
    func lijst() throws {
        #expect(try naar("team-een", ["team-een", "team-twee"]) == nil)
        #expect(try naar("team-een", ["team-twee", "team-drie"]) == .team("team-twee"))
        guard case .medewerker = try naar("team-een", []) else {
            Issue.record("nobody has the list")
            return
        }
    }
}
