import Contracts
import Foundation
import Messaging
import Web

extension BeheerRoutes {
    /// Terms whose step was not taken yet.
    func terms(on api: API) {
        api.operation(
            .get, "/v1/beheer/termijnen", id: "termijnenLezen", summary: "Lopende termijnen, de eerste deadline eerst",
            access: Self.access,
            parameters: Parameter.page + [
                .query("soort", KorteTekst.self, "Alleen deze soort"),
                .query("overTijd", Bool.self, "Alleen wat over de termijn heen is"),
                .query("gefaald", Bool.self, "Alleen wat bij het afgaan mislukte"),
                .query("binnen", Int.self, "Alleen wat binnen zoveel seconden afgaat"),
                .query("onderwerp", UUID.self, "Alleen van dit onderwerp"),
            ], response: Page<Termijnrij>.self
        ) { request in
            var filter = TermFilter()
            filter.kind = try request.query("soort", as: KorteTekst.self)?.text
            filter.overdue = try request.query("overTijd") ?? false
            filter.failed = try request.query("gefaald") ?? false
            filter.within = try request.query("binnen")
            filter.aggregate = try request.query("onderwerp")
            let after = try request.page.after?.key(Date.self, UUID.self)
            let rows = try await operations.terms(
                filter, after: after.map { (due: $0.0, id: $0.1) }, limit: request.page.limit)
            return Response(
                Page(rows, request.page, item: { $0 }, cursor: { Cursor(after: $0.uiterlijk, $0.id) }))
        }
    }
}
