import Contracts
import Foundation
import Messaging
import Postgres
import Web

/// The operators' interface of a service: how its messaging stands, what was set aside, where a message went. It shows
/// references only, and each act is recorded with who and why.
struct BeheerRoutes: Sendable {
    let operations: Operations

    /// Operators only.
    private static let access = Access.scope("beheer")

    func register(on api: API) {
        api.operation(
            .get, "/v1/beheer/stand", id: "beheerStand",
            summary: "Hoe het berichtenverkeer van deze dienst ervoor staat",
            access: Self.access, response: Berichtenstand.self
        ) { _ in Response(try await operations.state()) }
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
            guard try await operations.discard(request.path("id"), by: act(request)) else {
                throw Problem.notFound("Dit bericht staat niet (meer) in quarantaine.")
            }
            return Response(Quarantaineuitslag(aantal: 1))
        }
        api.operation(
            .get, "/v1/beheer/spoor/{id}", id: "spoorLezen",
            summary: "De weg van een bericht, zaak of correlatie door deze dienst",
            access: Self.access,
            parameters: [.path("id", KorteTekst.self, "Id van gebeurtenis, aggregaat, zaak of correlatie")],
            response: Spoor.self
        ) { request in
            Response(Spoor(stappen: try await operations.trace(request.path("id", as: KorteTekst.self).text)))
        }
    }

    private func redrive(_ id: UUID?, _ request: Request<Quarantainehandeling>) async throws -> Int {
        try await operations.redrive(
            id, consumer: request.body.afnemer?.text, fingerprint: request.body.vingerafdruk?.text,
            dryRun: request.body.proef ?? false, by: act(request))
    }

    private func act(_ request: Request<Quarantainehandeling>) -> OperatorAct {
        OperatorAct(
            organisation: request.caller.organisation.text, person: request.body.door.text,
            reason: request.body.reden.text)
    }
}
