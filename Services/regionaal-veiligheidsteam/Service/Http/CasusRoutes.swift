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
            access: .scope("casussen:lezen"),
            parameters: [.query("fase", CasusStand.Fase.self, "Alleen open of alleen gesloten casussen")]
                + Parameter.page,
            response: Page<CasusStand>.self,
            handler: lijst)
        api.operation(
            .get, "/v1/casussen/{id}", id: "casusLezen", summary: "Hoe een casus ervoor staat",
            access: .scope("casussen:lezen"), parameters: pad, response: CasusStand.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."], handler: lees)
        api.operation(
            .get, "/v1/casussen/{id}/tijdlijn", id: "casustijdlijnLezen",
            summary: "Wat er in een casus gebeurde, wanneer en door wie; oudste eerst",
            access: .scope("casussen:lezen"), parameters: pad, response: Casustijdlijn.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."]
        ) { request in
            let oin = request.caller.organisation
            let (casus, version) = try await gevonden(try request.path("id"), voor: oin)
            let gebeurd = try await AggregateReader(pool: context.pool).events(of: casus.id.waarde, Casus.self)
            let afgeschermden = try await Afgeschermden.van(casus.id.waarde, context.pool)
            return Response(
                try Casustijdlijn(casus, gebeurd.map(\.event), voor: oin, afgeschermden), etag: version)
        }
        registerHandelingen(on: api)
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<CasusStand>> {
        let oin = request.caller.organisation
        let zichtbaar = Casus.zichtbaar(voor: oin)
        let fase = try request.query("fase", as: CasusStand.Fase.self)
        let rows = try await AggregateReader(pool: context.pool).page(
            Casus.self,
            where: fase.map { "(\(zichtbaar)) and jsonb_exists(state -> 'fase', \($0.rawValue))" } ?? zichtbaar,
            after: try request.page.after?.key(UUID.self), limit: request.page.limit)
        let ids = rows.map(\.id)
        let (regels, afgeschermd) = try await (
            TermReader(pool: context.pool).terms(of: ids), Afgeschermden.van(ids, context.pool)
        )
        let register = context.register.current
        return Response(
            try Page(
                rows, request.page,
                item: {
                    try CasusStand($0.state, voor: oin, afgeschermd[$0.id], regels: regels[$0.id] ?? [], register)
                }, cursor: { Cursor(after: $0.id) }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<CasusStand> {
        let oin = request.caller.organisation
        let (casus, version) = try await gevonden(try request.path("id"), voor: oin)
        let id = casus.id.waarde
        let regels = try await TermReader(pool: context.pool).terms(of: [id])
        let afgeschermden = try await Afgeschermden.van(id, context.pool)
        return Response(
            try CasusStand(casus, voor: oin, afgeschermden, regels: regels[id] ?? [], context.register.current),
            etag: version)
    }

    func gevonden(_ id: UUID, voor oin: OIN) async throws -> (Casus, Int64) {
        guard let (casus, version) = try await AggregateReader(pool: context.pool).one(Casus.self, id), casus.ziet(oin)
        else {
            throw Problem.notFound("Deze casus bestaat niet of uw organisatie is er niet bij betrokken.")
        }
        return (casus, version)
    }
}
