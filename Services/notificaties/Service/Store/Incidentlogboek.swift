import Contracts
import Foundation
import Messaging
import Postgres

/// The log of incidents: lines are added, and never changed or removed (C4).
struct Incidentlogboek: Sendable {
    let pool: PostgresPool

    /// The same line again adds nothing.
    func schrijf(_ regel: Incidentaantekening, bij incident: UUID, van organisatie: OIN) async throws {
        _ = try await pool.query(
            """
            insert into incident_entry (id, incident, organisation, person, role, phase, oefening, words)
            values (\(regel.aantekening), \(incident), \(organisatie.text), \(regel.door.text), \(regel.rol.text),
                \(regel.fase.rawValue), \(regel.oefening), \(regel.tekst.text))
            on conflict (id) do nothing
            """)
    }

    /// In order of time. Without an incident the first line of each.
    func lees(_ incident: UUID?, na: (op: Date, id: UUID)?, limit: Int) async throws -> [Incidentregel] {
        let (op, id) = (na?.op, na?.id)
        let rows = try await pool.query(
            """
            select id, incident, at, organisation, person, role, phase, oefening, words from incident_entry e
            where (\(op)::timestamptz is null or (at, id) > (\(op), \(id)))
                and (incident = \(incident)
                    or \(incident)::uuid is null and not exists (
                        select from incident_entry f where f.incident = e.incident and (f.at, f.id) < (e.at, e.id)))
            order by at, id limit \(limit)
            """)
        return try rows.map { row in
            let (id, incident, at, organisation, person, role, phase, oefening, words) = try row.decode(
                UUID.self, UUID.self, Date.self, String.self, String.self, String.self, String.self, Bool.self,
                String.self)
            guard let organisatie = OIN(organisation), let door = MedewerkerId(person), let rol = Codewoord(role),
                let fase = Incidentfase(rawValue: phase), let tekst = Tekst(words)
            else { throw EngineError.unmapped("incident_entry \(id)") }
            return Incidentregel(
                incident: incident, op: at, organisatie: organisatie,
                aantekening: Incidentaantekening(
                    aantekening: id, door: door, rol: rol, fase: fase, oefening: oefening, tekst: tekst))
        }
    }
}
