import Contracts
import Foundation
import Messaging
import Postgres
import Register
import Web

/// C3: exercises and what was written at their beginning and end. Who takes part is an event of the register.
struct OefeningRoutes: Sendable {
    let pool: PostgresPool
    let register: Register

    func register(on api: API) {
        api.operation(
            .get, "/v1/beheer/oefeningen", id: "oefeningenLezen", summary: "Oefeningen, de lopende en de afgesloten",
            access: BeheerRoutes.access, parameters: Parameter.page, response: Page<Oefeningstand>.self
        ) { request in
            let after = try request.page.after?.key(UUID.self).text ?? ""
            let rows = register.current.exercises.filter { $0.oefening.text > after }
                .prefix(request.page.limit + 1)
            let texts = try await texts(of: rows.map(\.oefening.text))
            return Response(
                Page(
                    Array(rows), request.page, item: { stand($0, texts[$0.oefening.text] ?? [:]) },
                    cursor: { Cursor(after: $0.oefening) }))
        }
        api.operation(
            .post, "/v1/beheer/oefeningen/{id}/vastleggingen", id: "oefeningVastleggen",
            summary: "Het doel of de evaluatie van een oefening bewaren, voordat het register haar begint of afsluit",
            access: BeheerRoutes.access, parameters: [.path("id", UUID.self, "Id van de oefening")],
            body: Oefenhandeling.self, response: Oefenhandeling.self
        ) { request in
            let (body, id): (Oefenhandeling, UUID) = (request.body, try request.path("id"))
            let detail: JSON =
                body.afsluiten
                ? [
                    "evaluatie": .string(body.reden.text),
                    "toelichting": .string((body.verbetering ?? body.geenVerbetering)?.text ?? ""),
                ] : ["doel": .string(body.reden.text)]
            _ = try await pool.query(
                request.act.record(
                    body.afsluiten ? "exercise-close" : "exercise-start", target: id.text,
                    detail: String(decoding: detail.encoded(), as: UTF8.self)))
            return Response(body)
        }
    }

    /// The latest that was written of each.
    private func texts(of ids: [String]) async throws -> [String: [String: String]] {
        let rows = try await pool.query(
            """
            select target, detail from operator_action
            where action in ('exercise-start', 'exercise-close') and target = any(\(ids)) order by at, id
            """)
        var found: [String: [String: String]] = [:]
        for row in rows {
            let (target, detail) = try row.decode(String.self, String.self)
            for (name, value) in try JSON.parse(detail.utf8).object ?? [:] {
                found[target, default: [:]][name] = value.string
            }
        }
        return found
    }

    private func stand(_ oefening: OefeningVastgelegd, _ texts: [String: String]) -> Oefeningstand {
        Oefeningstand(
            oefening: oefening.oefening, naam: oefening.naam, regio: oefening.regio, deelnemers: oefening.deelnemers,
            versie: oefening.versie, vastgelegdOp: oefening.tijdstip, afgeslotenOp: oefening.afgeslotenOp,
            verbetering: oefening.verbetering, doel: texts["doel"], evaluatie: texts["evaluatie"],
            toelichting: texts["toelichting"])
    }
}
