import Contracts
import Foundation
import NotificatieDomain
import Register
import Testing

@testable import Notificaties

/// O5: who is left to try for spoed that nobody saw, in and outside office hours.
@Suite("O5: spoed die niemand zag")
struct KantoorurenTests {
    private static let altijd = RegisterEvents.Kantooruren(
        van: Kloktijd(minuten: 0), tot: Eindtijd(minuten: 1_440), iedereDag: true)
    private static let nooit = RegisterEvents.Kantooruren(van: Kloktijd(minuten: 0), tot: Eindtijd(minuten: 0))
    /// Noon of a working day.
    private static let nu = Date(timeIntervalSince1970: 1_796_036_400)

    private func persoon(_ id: String, _ rol: RegisterEvents.Rol, vervanger: String? = nil) throws
        -> RegisterEvents.Medewerker
    {
        RegisterEvents.Medewerker(
            id: try #require(MedewerkerId(id)), rollen: [rol], team: nil, mandaten: [],
            vervanger: try vervanger.map { try #require(MedewerkerId($0)) }, afwezigTot: nil)
    }

    private func bezetting(_ uren: RegisterEvents.Kantooruren, vervanger: String?) throws -> RegisterBezetting {
        var organisatie = OrganisatieVastgelegd.example
        organisatie.teams = []
        organisatie.kantooruren = uren
        organisatie.medewerkers = [
            try persoon("mw-plan", .planner, vervanger: vervanger), try persoon("mw-ver", .planner),
            try persoon("mw-nacht", .bereikbaarheidsdienst),
        ]
        return RegisterBezetting(register: RegisterSnapshot(organisations: [organisatie]), nu: Self.nu)
    }

    private func taak(_ urgentie: NotificatieDomain.Urgentie, _ soort: Taaksoort) throws -> Taak {
        let nieuw = NieuweTaak(
            onderwerp: OnderwerpId(UUID()), soort: soort,
            organisatie: Organisatie(OrganisatieVastgelegd.example.oin.text), bestemd: Medewerker("mw-plan"),
            voor: .medewerker(Medewerker("mw-plan")), kenmerk: "A-2222-222-2", zaak: nil, regio: "midden",
            oefening: false, urgentie: urgentie, kanalen: [.sse], aanleiding: NotificatieDomain.BerichtId(UUID()))
        let events = try Taak.decide(nil, .aanmaken(nieuw), now: Self.nu)
        return try #require(events.reduce(nil) { Taak.evolve($0, $1) })
    }

    private func vervanger(
        _ urgentie: NotificatieDomain.Urgentie, _ uren: RegisterEvents.Kantooruren, _ vervanger: String?,
        _ soort: Taaksoort = .overdrachtBeantwoorden
    ) throws -> String? {
        try bezetting(uren, vervanger: vervanger).uitwijk(try taak(urgentie, soort)).vervanger?.rawValue
    }

    @Test("O5: in kantooruren de vervanger, en zonder vervanger de bereikbaarheidsdienst; daarbuiten die eerst")
    func wie() throws {
        #expect(try vervanger(.spoed, Self.altijd, "mw-ver") == "mw-ver")
        #expect(try vervanger(.spoed, Self.altijd, nil) == "mw-nacht")
        #expect(try vervanger(.spoed, Self.nooit, "mw-ver") == "mw-nacht")
        // O4: what is for who leads as well, where it does not wait.
        #expect(try vervanger(.spoed, Self.nooit, nil, .veiligheidHerstellen) == "mw-nacht")
    }

    @Test("O5: wat gewoon is, of voor wie er leidt, gaat niet naar de bereikbaarheidsdienst")
    func nietDieDienst() throws {
        #expect(try vervanger(.regulier, Self.nooit, "mw-ver") == "mw-ver")
        #expect(try vervanger(.regulier, Self.nooit, nil) == nil)
        #expect(try vervanger(.spoed, Self.nooit, nil, .termijnVerstreken) == nil)
    }
}
