import Chassis
import Messaging
import NotificatieDomain
import Web

/// The live inbox (N2): each new or changed task of the caller as it is then. Sending counts as nothing: a task is
/// delivered when the client says so with a POST to its `ontvangsten`.
struct StroomRoute: Sendable {
    let context: Context
    let stroom: ChangeFeed<Taak>

    func register(on api: API) {
        let taken = LiveStream(
            "taak", context: context, feed: stroom,
            sight: { caller, register in
                let filter = Taakfilter(caller, register)
                return Sight(sql: filter.sql) { filter.past($0) }
            },
            item: { gewijzigd, _ in
                try TaakStand(gewijzigd.state, versie: gewijzigd.version, context.register.current).encoded()
            })
        api.stream(
            "/v1/taken/stroom", id: "takenVolgen",
            summary: "Uw taken zodra zij veranderen (server-sent events), verder na Last-Event-ID",
            access: .scope("taken:lezen")
        ) { taken.stream($0) }
    }
}
