import Contracts
import Messaging
import Web

extension BeheerRoutes {
    /// How far this service is with each key: what it gave out itself, and what its consumers decided.
    func sequences(on api: API) {
        let which: [Parameter] = [
            .query("topic", KorteTekst.self, "Het topic", required: true),
            .query("afnemer", KorteTekst.self, "De stand van deze afnemer; zonder: wat deze dienst zelf uitgaf"),
            .query("begin", KorteTekst.self, "Alleen sleutels waarvan het kenmerkgetal (MD5) zo begint"),
        ]
        api.operation(
            .get, "/v1/beheer/reeksen", id: "reeksenLezen",
            summary: "Hoever de sleutels van een topic zijn, in groepen om te vergelijken", access: Self.access,
            parameters: which, response: Reeksen.self
        ) { request in
            Response(
                Reeksen(
                    groepen: try await operations.groups(
                        topic: request.topic, consumer: request.consumer, prefix: request.prefix)))
        }
        api.operation(
            .get, "/v1/beheer/reeksen/sleutels", id: "reekssleutelsLezen",
            summary: "De sleutels van één groep", access: Self.access, parameters: which, response: Reeksen.self
        ) { request in
            Response(
                Reeksen(
                    sleutels: try await operations.keys(
                        topic: request.topic, consumer: request.consumer, prefix: request.prefix)))
        }
        api.operation(
            .post, "/v1/beheer/reeksen/gebeurtenissen", id: "reeksgebeurtenissenLezen",
            summary: "Wat er op plaatsen in het logboek van deze dienst staat, zonder inhoud", access: Self.access,
            body: Reeksvraag.self, response: Reeksantwoord.self
        ) { request in
            let places = request.body.plaatsen.map { ($0.sleutel, Int64($0.laatste)) }
            return Response(
                Reeksantwoord(gebeurtenissen: try await operations.events(topic: request.body.topic.text, at: places)))
        }
    }
}

extension Request {
    fileprivate var topic: String {
        get throws { try query("topic", as: KorteTekst.self)?.text ?? "" }
    }

    fileprivate var consumer: String? {
        get throws { try query("afnemer", as: KorteTekst.self)?.text }
    }

    fileprivate var prefix: String {
        get throws { try query("begin", as: KorteTekst.self)?.text ?? "" }
    }
}
