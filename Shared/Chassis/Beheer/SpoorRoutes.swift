import Contracts
import Messaging
import Web

extension BeheerRoutes {
    /// Where a message went, and what became of it here.
    func trace(on api: API) {
        api.operation(
            .get, "/v1/beheer/spoor/{id}", id: "spoorLezen",
            summary: "De weg van een bericht, zaak of correlatie door deze dienst",
            access: Self.access,
            parameters: [.path("id", KorteTekst.self, "Id van gebeurtenis, aggregaat, zaak of correlatie, of kenmerk")],
            response: Spoor.self
        ) { request in
            Response(Spoor(stappen: try await operations.trace(request.path("id", as: KorteTekst.self).text)))
        }
        api.operation(
            .post, "/v1/beheer/ontvangsten", id: "ontvangstenLezen",
            summary: "Wat deze dienst met berichten gedaan heeft, en hoever zij met sleutels is",
            access: Self.access, body: Ontvangstvraag.self, response: Ontvangst.self
        ) { request in
            Response(try await operations.received(request.body.berichten, keys: request.body.sleutels))
        }
    }
}
