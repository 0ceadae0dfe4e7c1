import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain
import Web

/// Casussen over HTTPS: seeing them, and what people do with them.
struct CasusRoutes: Sendable {
    let context: Context
    var inhoud: Casusinhoud { Casusinhoud(context: context) }
    let pad: [Parameter] = [.path("id", UUID.self, "Id van de casus")]

    init(_ context: Context) { self.context = context }

    func register(on api: API) {
        api.operation(
            .get, "/v1/casussen", id: "casussenLezen",
            summary: "Casussen die uw organisatie voert of waarbij zij betrokken is",
            access: .scope("casussen:lezen"), parameters: Parameter.page, response: Page<CasusStand>.self,
            handler: lijst)
        api.operation(
            .get, "/v1/casussen/{id}", id: "casusLezen", summary: "Hoe een casus ervoor staat",
            access: .scope("casussen:lezen"), parameters: pad, response: CasusStand.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."], handler: lees)
        registerHandelingen(on: api)
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<CasusStand>> {
        let oin = request.caller.organisation
        let rows = try await AggregateReader(pool: context.pool).page(
            Casus.self, where: Casus.zichtbaar(voor: oin), after: try request.page.after?.key(UUID.self),
            limit: request.page.limit)
        return Response(
            try Page(
                rows, request.page, item: { try CasusStand($0.state, voor: oin) }, cursor: { Cursor(after: $0.id) }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<CasusStand> {
        let (casus, version) = try await gevonden(try request.path("id"), voor: request.caller.organisation)
        return Response(try CasusStand(casus, voor: request.caller.organisation), etag: version)
    }

    func gevonden(_ id: UUID, voor oin: OIN) async throws -> (Casus, Int64) {
        guard let (casus, version) = try await AggregateReader(pool: context.pool).one(Casus.self, id), casus.ziet(oin)
        else {
            throw Problem.notFound("Deze casus bestaat niet of uw organisatie is er niet bij betrokken.")
        }
        return (casus, version)
    }
}
