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
        let afgeschermd = try await afgeschermden(van: rows.map(\.id))
        return Response(
            try Page(
                rows, request.page,
                item: {
                    var stand = try CasusStand($0.state, voor: oin)
                    stand.verberg(afgeschermd[$0.id], voor: oin)
                    return stand
                }, cursor: { Cursor(after: $0.id) }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<CasusStand> {
        let oin = request.caller.organisation
        let (casus, version) = try await gevonden(try request.path("id"), voor: oin)
        var stand = try CasusStand(casus, voor: oin)
        stand.verberg(try await afgeschermden(van: [casus.id.waarde])[casus.id.waarde], voor: oin)
        return Response(stand, etag: version)
    }

    func gevonden(_ id: UUID, voor oin: OIN) async throws -> (Casus, Int64) {
        guard let (casus, version) = try await AggregateReader(pool: context.pool).one(Casus.self, id), casus.ziet(oin)
        else {
            throw Problem.notFound("Deze casus bestaat niet of uw organisatie is er niet bij betrokken.")
        }
        return (casus, version)
    }
}
