import Chassis
import Messaging
import VeiligheidDomain
import Web

/// The casussen of the caller's organisation as they change, so that everyone who looks sees a decision at once.
struct StroomRoute: Sendable {
    let context: Context
    let stroom: ChangeFeed<Casus>

    func register(on api: API) {
        let casussen = LiveStream(
            "casus", context: context, feed: stroom,
            sight: { caller, _ in
                let oin = caller.organisation
                return Sight(sql: Casus.zichtbaar(voor: oin)) { $0.ziet(oin) }
            },
            item: { gewijzigd, caller in
                let afgeschermden = try await Afgeschermden.van(gewijzigd.id, context.pool)
                return try CasusStand(
                    gewijzigd.state, voor: caller.organisation, afgeschermden, context.register.current
                ).encoded()
            })
        api.stream(
            "/v1/casussen/stroom", id: "casussenVolgen",
            summary: "De casussen van uw organisatie zodra zij veranderen (server-sent events)",
            access: .scope("casussen:lezen")
        ) { casussen.stream($0) }
    }
}
