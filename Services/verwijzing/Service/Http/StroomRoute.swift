import Chassis
import Messaging
import VerwijzingDomain
import Web

/// The handovers of the caller's organisation as they change, so that everyone who looks sees an answer at once (S1).
struct StroomRoute: Sendable {
    let context: Context
    let stroom: ChangeFeed<Overdracht>

    func register(on api: API) {
        let lezer = Zaaklezer(context)
        let overdrachten = LiveStream(
            "overdracht", context: context, feed: stroom,
            sight: { caller, _ in
                let oin = caller.organisation
                return Sight(sql: Overdrachtfilter.partij(oin, nil)) { $0.kant(van: oin.text) != nil }
            },
            item: { gewijzigd, caller in
                let zicht = Toegang.zicht(
                    caller.organisation, try await lezer.bescherming(van: gewijzigd.state.zaak))
                return try OverdrachtStand(gewijzigd.state, voor: caller.organisation, zicht).encoded()
            })
        api.stream(
            "/v1/overdrachten/stroom", id: "overdrachtenVolgen",
            summary: "De overdrachten van uw organisatie zodra zij veranderen (server-sent events)",
            access: .scope("overdrachten:lezen")
        ) { overdrachten.stream($0) }
    }
}
