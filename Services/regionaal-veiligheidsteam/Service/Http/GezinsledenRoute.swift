import Chassis
import Contracts
import Foundation
import VeiligheidDomain
import Web

/// Whom measures and meetings can name (R7, O20), in the order in which the zaak recorded them: the same in which the
/// pages of the zaak show them.
struct GezinsledenRoute: Sendable {
    let context: Context

    func register(on api: API) {
        let casussen = CasusRoutes(context)
        api.operation(
            .get, "/v1/casussen/{id}/gezinsleden", id: "gezinsledenLezen",
            summary: "Wie er bij het gezin horen, bij hun id in de zaak en zonder naam",
            access: .scope("casussen:lezen"), parameters: casussen.pad, response: Gezinsleden.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."]
        ) { request in
            let (casus, _) = try await casussen.gevonden(try request.path("id"), voor: request.caller.organisation)
            let gezin = try await Gezin.van(casus.id.waarde, context.pool)
            return Response(
                Gezinsleden(gezinsleden: (gezin?.leden ?? []).map { GezinslidStand(id: $0.id, rol: $0.rol) }))
        }
    }
}

struct Gezinsleden: Contract {
    var gezinsleden: [GezinslidStand]

    static var title: String { "Gezinsleden in een casus" }
    static var fields: [String: String] { ["gezinsleden": "Wie bekend zijn, in volgorde van vastleggen."] }
    static var lists: [String: ClosedRange<Int>] { ["gezinsleden": 0...1_000] }
    static var example: Gezinsleden { Gezinsleden(gezinsleden: [.example]) }
}

struct GezinslidStand: Contract {
    var id: UUID
    var rol: OverdrachtenEvents.Gezinsrol

    static var title: String { "Gezinslid in een casus" }
    static var fields: [String: String] { ["id": "Het id in de zaak.", "rol": "Kind of volwassene."] }
    static var example: GezinslidStand { GezinslidStand(id: .placeholder, rol: .kind) }
}
