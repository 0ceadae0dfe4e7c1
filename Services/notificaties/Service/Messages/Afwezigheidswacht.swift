import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import Register
import ServiceLifecycle

/// N5: open tasks of who is away or has left go to the deputy or the team's list, as soon as the register says so.
///
/// Several may run: a task that was moved is no longer that person's.
struct Afwezigheidswacht: Service {
    private static let interval = Duration.seconds(5)

    let engine: Engine
    let pool: PostgresPool
    let register: Register
    let logger: Logger

    func run() async throws {
        await rondes(elke: Self.interval) {
            do { try await ronde() } catch {
                logger.warning("absences are looked at again", metadata: ["error": "\(error)"])
            }
        }
    }

    private func ronde() async throws {
        let current = register.current
        let bezetting = RegisterBezetting(register: current, nu: Date())
        for (organisatie, medewerker) in try await houders() {
            let persoon = NotificatieDomain.Persoon(
                organisatie: Organisatie(organisatie), medewerker: Medewerker(medewerker))
            guard bezetting.vervanging(van: persoon) != nil else { continue }
            for id in try await taken(organisatie, medewerker) { try await draagOver(id, current) }
        }
    }

    /// Who has an open task now.
    private func houders() async throws -> [(organisatie: String, medewerker: String)] {
        try await pool.query(
            """
            select distinct state ->> 'organisatie', state -> 'voor' ->> 'medewerker' from aggregate
            where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen'])
                and state -> 'voor' ->> 'medewerker' is not null
            """
        ).map { try $0.decode(String.self, String.self) }
    }

    private func taken(_ organisatie: String, _ medewerker: String) async throws -> [UUID] {
        try await pool.query(
            """
            select id from aggregate
            where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen'])
                and state ->> 'organisatie' = \(organisatie) and state -> 'voor' ->> 'medewerker' = \(medewerker)
            order by id
            """
        ).map { try $0.decode(UUID.self) }
    }

    private func draagOver(_ id: UUID, _ register: RegisterSnapshot) async throws {
        _ = try await engine.perform(nil, trace: Trace(), needs: [AggregateRef(Taak.self, id)]) { scope in
            guard let taak = try scope.load(Taak.self, id) else { throw EngineError.unmapped("\(id)") }
            if let (naar, reden) = RegisterBezetting(register: register, nu: scope.now).afwezigheid(taak) {
                try scope.decide(.overdragen(naar: naar, reden: reden), on: id, register: register)
            }
            return Answer(
                status: 200, body: try TaakStand(scope.load(Taak.self, id) ?? taak, versie: scope.version(id)))
        }
    }
}
