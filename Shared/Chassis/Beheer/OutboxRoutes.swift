import Contracts
import Messaging
import Web

extension BeheerRoutes {
    /// What is not published yet, and letting the relay try again.
    func outbox(on api: API) {
        api.operation(
            .get, "/v1/beheer/outbox", id: "outboxLezen", summary: "Wat nog niet op Kafka staat", access: Self.access,
            response: Outboxinzage.self
        ) { _ in Response(try await operations.outbox()) }
        api.operation(
            .post, "/v1/beheer/outbox/pogingen", id: "outboxHerhalen",
            summary: "Alles wat Kafka weigerde nu opnieuw laten publiceren", access: Self.access,
            body: Outboxhandeling.self, response: Outboxuitslag.self
        ) { request in
            Response(Outboxuitslag(aantal: try await operations.retryOutbox(nil, by: request.act)))
        }
        api.operation(
            .post, "/v1/beheer/outbox/{volgorde}/pogingen", id: "outboxrijHerhalen",
            summary: "Eén geweigerde gebeurtenis nu opnieuw laten publiceren", access: Self.access,
            parameters: [.path("volgorde", Int64.self, "Plaats in het logboek")], body: Outboxhandeling.self,
            response: Outboxuitslag.self
        ) { request in
            let count = try await operations.retryOutbox(request.path("volgorde"), by: request.act)
            guard count > 0 else {
                throw Problem.notFound("Deze gebeurtenis staat niet (meer) als geweigerd in de outbox.")
            }
            return Response(Outboxuitslag(aantal: count))
        }
    }
}
