import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import Register
import ServiceLifecycle

/// N5, O17: open tasks of who is away or has left go to the deputy or the team's list, and those on the list of a team that
/// closed to that of another, as soon as the register says so.
///
/// Several may run: a task that was moved is no longer that person's or team's.
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
        for (organisatie, houder) in try await houders() {
            guard bezetting.naar(van: houder, bij: Organisatie(organisatie)) != nil else { continue }
            for id in try await taken(organisatie, houder) { try await draagOver(id, current) }
        }
    }

    /// Who has an open task now.
    private func houders() async throws -> [(organisatie: String, houder: Geadresseerde)] {
        try await pool.query(
            """
            select distinct state ->> 'organisatie', state -> 'voor' ->> 'medewerker', state -> 'voor' ->> 'team'
            from aggregate
            where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen'])
            """
        ).compactMap { rij in
            let (organisatie, medewerker, team) = try rij.decode(String.self, String?.self, String?.self)
            let houder = medewerker.map { Geadresseerde.medewerker(Medewerker($0)) } ?? team.map { .team($0) }
            return houder.map { (organisatie, $0) }
        }
    }

    private func taken(_ organisatie: String, _ houder: Geadresseerde) async throws -> [UUID] {
        let waar: SQL =
            switch houder {
            case .medewerker(let wie): "state -> 'voor' ->> 'medewerker' = \(wie.rawValue)"
            case .team(let team): "state -> 'voor' ->> 'team' = \(team)"
            }
        return try await pool.query(
            """
            select id from aggregate
            where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen'])
                and state ->> 'organisatie' = \(organisatie) and \(waar)
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
                status: 200,
                body: try TaakStand(scope.load(Taak.self, id) ?? taak, versie: scope.version(id), register))
        }
    }
}
