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
    }
}
