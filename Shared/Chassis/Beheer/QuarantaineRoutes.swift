import Contracts
import Foundation
import Messaging
import Postgres
import Web

extension BeheerRoutes {
    /// What was set aside, and putting it right.
    func quarantine(on api: API) {
        api.operation(
            .get, "/v1/beheer/quarantaine", id: "quarantaineLezen", summary: "Opzijgezette berichten, zonder inhoud",
            access: Self.access,
            parameters: Parameter.page + [
                .query("toestand", KorteTekst.self, "Alleen in deze toestand"),
                .query("afnemer", KorteTekst.self, "Alleen van deze afnemer"),
                .query("vingerafdruk", KorteTekst.self, "Alleen met deze vingerafdruk"),
            ], response: Page<QuarantaineRij>.self
        ) { request in
            let rows = try await operations.quarantine(
                status: request.query("toestand", as: KorteTekst.self)?.text,
                consumer: request.query("afnemer", as: KorteTekst.self)?.text,
                fingerprint: request.query("vingerafdruk", as: KorteTekst.self)?.text,
                after: request.page.after?.key(UUID.self),
                limit: request.page.limit)
            return Response(Page(rows, request.page, item: { $0 }, cursor: { Cursor(after: $0.id) }))
        }
        api.operation(
            .get, "/v1/beheer/quarantaine/{id}", id: "quarantaineRijLezen",
            summary: "Eén opzijgezet bericht, zonder inhoud",
            access: Self.access, parameters: [.path("id", UUID.self, "Id in quarantaine")],
            response: QuarantaineRij.self
        ) { request in
            guard let row = try await operations.quarantine(request.path("id")) else { throw Problem.notFound() }
            return Response(row)
        }
        api.operation(
            .post, "/v1/beheer/herstarts", id: "quarantaineHerstarten",
            summary: "Een groep mislukte berichten opnieuw laten proberen",
            access: Self.access, body: Quarantainehandeling.self, response: Quarantaineuitslag.self
        ) { request in
            Response(Quarantaineuitslag(aantal: try await redrive(nil, request)))
        }
        api.operation(
            .post, "/v1/beheer/quarantaine/{id}/herstarts", id: "quarantaineRijHerstarten",
            summary: "Een mislukt bericht opnieuw laten proberen",
            access: Self.access, parameters: [.path("id", UUID.self, "Id in quarantaine")],
            body: Quarantainehandeling.self,
            response: Quarantaineuitslag.self
        ) { request in
            Response(Quarantaineuitslag(aantal: try await redrive(request.path("id"), request)))
        }
        api.operation(
            .post, "/v1/beheer/quarantaine/{id}/wegleggingen", id: "quarantaineRijWegleggen",
            summary: "Een bericht voorgoed wegleggen; het volgende van de sleutel gaat door", access: Self.access,
            parameters: [.path("id", UUID.self, "Id in quarantaine")], body: Quarantainehandeling.self,
            response: Quarantaineuitslag.self
        ) { request in
            guard try await operations.discard(request.path("id"), by: request.act) else {
                throw Problem.notFound("Dit bericht staat niet (meer) in quarantaine.")
            }
            return Response(Quarantaineuitslag(aantal: 1))
        }
    }

    private func redrive(_ id: UUID?, _ request: Request<Quarantainehandeling>) async throws -> Int {
        try await operations.redrive(
            id, consumer: request.body.afnemer?.text, fingerprint: request.body.vingerafdruk?.text,
            dryRun: request.body.proef ?? false, by: request.act)
    }
}
