import Contracts
import Foundation
import Web

/// The log of incidents, for operators: by role, time and phase (C4).
struct IncidentRoutes: Sendable {
    let logboek: Incidentlogboek

    func register(on api: API) {
        let pad: [Parameter] = [.path("id", UUID.self, "Id van het incident")]
        api.operation(
            .get, "/v1/beheer/incidenten", id: "incidentenLezen", summary: "Incidenten, elk met zijn eerste regel",
            access: .scope("beheer"), parameters: Parameter.page, response: Page<Incidentregel>.self
        ) { request in try await pagina(request, van: nil) }
        api.operation(
            .get, "/v1/beheer/incidenten/{id}/aantekeningen", id: "incidentLezen",
            summary: "Het logboek van een incident",
            access: .scope("beheer"), parameters: pad + Parameter.page, response: Page<Incidentregel>.self
        ) { request in try await pagina(request, van: try request.path("id")) }
        api.operation(
            .post, "/v1/beheer/incidenten/{id}/aantekeningen", id: "incidentAantekenen",
            summary: "Een regel aan het logboek toevoegen; het eerste schrijven opent het incident",
            access: .scope("beheer"), parameters: pad, body: Incidentaantekening.self,
            response: Incidentaantekening.self
        ) { request in
            try await logboek.schrijf(request.body, bij: request.path("id"), van: request.caller.organisation)
            return Response(request.body)
        }
    }

    private func pagina(_ request: Request<NoBody>, van incident: UUID?) async throws -> Response<Page<Incidentregel>> {
        let na = try request.page.after?.key(Date.self, UUID.self)
        let rows = try await logboek.lees(
            incident, na: na.map { (op: $0.0, id: $0.1) }, limit: request.page.limit + 1)
        return Response(
            Page(
                rows, request.page, item: { $0 }, cursor: { Cursor(after: $0.op, $0.aantekening.aantekening) }))
    }
}
