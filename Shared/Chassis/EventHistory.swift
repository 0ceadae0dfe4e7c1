import Contracts
import Foundation
import Messaging
import Postgres
import Web

/// The events API: gives a consumer the events of a key that it misses, from the log (MESSAGING.md §5).
struct EventHistory: Sendable {
    let pool: PostgresPool
    let source: String

    /// The scope that services ask each other's events with.
    static let scope = "gebeurtenissen:lezen"

    func register(on api: API) {
        api.document(
            "/v1/gebeurtenissen", id: "gebeurtenissen",
            summary: "Gebeurtenissen van één sleutel uit het logboek, voor een afnemer die er een mist",
            access: .scope(Self.scope),
            parameters: [
                .query("topic", KorteTekst.self, "Het topic", required: true),
                .query("sleutel", KorteTekst.self, "De sleutel", required: true),
                .query("van", Int.self, "Het eerste volgnummer", required: true),
                .query("tot", Int.self, "Het laatste volgnummer", required: true),
            ]
        ) { request in
            guard let topic = try request.query("topic", as: KorteTekst.self),
                let key = try request.query("sleutel", as: KorteTekst.self),
                let first = try request.query("van", as: Int.self), let last = try request.query("tot", as: Int.self)
            else { throw Problem.notFound() }
            let events = try await LogReader(pool: pool, source: source)
                .events(topic: topic.text, key: key.text, from: Int64(first), to: Int64(last))
            let body = "[" + events.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",") + "]"
            return Response(RawContent(body, mediaType: "application/json"))
        }
        api.operation(
            .get, "/v1/gebeurtenissen/sleutels", id: "gebeurtenissenSleutels",
            summary: "De sleutels van een topic en hoever elk is, voor een afnemer die niets wil missen",
            access: .scope(Self.scope),
            parameters: [
                .query("topic", KorteTekst.self, "Het topic", required: true),
                .query("sinds", Date.self, "Vraag ook het laatste volgnummer van voor dit moment"),
                .query("sleutel", KorteTekst.self, "Alleen deze sleutel"),
                .query("na", KorteTekst.self, "De laatste sleutel van de vorige bladzijde"),
            ], response: Logsleutels.self
        ) { request in
            guard let topic = try request.query("topic", as: KorteTekst.self) else { throw Problem.notFound() }
            let keys = try await LogReader(pool: pool, source: source).keys(
                topic: topic.text, since: request.query("sinds", as: Date.self),
                key: request.query("sleutel", as: KorteTekst.self)?.text,
                after: request.query("na", as: KorteTekst.self)?.text ?? "")
            return Response(
                Logsleutels(
                    bron: source,
                    sleutels: keys.map {
                        Logsleutel(sleutel: $0.key, laatste: Int($0.last), ervoor: Int($0.before))
                    }))
        }
    }
}
