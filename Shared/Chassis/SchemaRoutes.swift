import Contracts
import Web

/// The published JSON Schema of every event type, made from the same Swift description that decodes it.
enum SchemaRoutes {
    static func register(on api: API) {
        api.document(
            "/v1/schemas/{type}", id: "schema", summary: "Het JSON Schema van een soort gebeurtenis", access: .open,
            options: .allowsAnyOrigin,
            parameters: [.path("type", KorteTekst.self, "Zoals in `type` van de gebeurtenis")],
            mediaTypes: ["application/schema+json"],
            problems: [.notFound: "Dit soort gebeurtenis, of deze versie, is er niet."]
        ) { request in
            let name: KorteTekst = try request.path("type")
            guard let type = EventCatalogue.type(named: name.text) else {
                throw Problem.notFound("Dit soort gebeurtenis, of deze versie, is er niet.")
            }
            return Response(RawContent(type.publishedSchema, mediaType: "application/schema+json"))
        }
    }
}
