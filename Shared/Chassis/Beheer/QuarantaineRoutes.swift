import Contracts
import Foundation
import Messaging
import Postgres
import Web

extension BeheerRoutes {
    /// What was set aside, and laying it away.
    func quarantine(on api: API) {
        api.operation(
            .get, "/v1/beheer/quarantaine", id: "quarantaineLezen", summary: "Opzijgezette berichten, zonder inhoud",
            access: Self.access, parameters: Parameter.page + Self.filters, response: Page<QuarantaineRij>.self
        ) { request in
            let rows = try await operations.quarantine(
                Self.filter(request), after: request.page.after?.key(UUID.self), limit: request.page.limit)
            return Response(Page(rows, request.page, item: { $0 }, cursor: { Cursor(after: $0.id) }))
        }
        api.operation(
            .get, "/v1/beheer/quarantainegroepen", id: "quarantainegroepenLezen",
            summary: "Opzijgezette berichten, gelijke fouten bij elkaar", access: Self.access, parameters: Self.filters,
            response: Quarantainegroepen.self
        ) { request in
            Response(Quarantainegroepen(groepen: try await operations.quarantineGroups(Self.filter(request))))
        }
        api.operation(
            .get, "/v1/beheer/quarantaine/{id}", id: "quarantaineRijLezen",
            summary: "Eén opzijgezet bericht, zonder inhoud, met wat ermee gedaan is",
            access: Self.access, parameters: [Self.id], response: Quarantainedetail.self
        ) { request in
            guard let detail = try await operations.quarantine(request.path("id")) else { throw Self.gone }
            return Response(detail)
        }
        api.operation(
            .post, "/v1/beheer/quarantaine/{id}/wegleggingen", id: "quarantaineRijWegleggen",
            summary: "Een bericht voorgoed wegleggen; het volgende van de sleutel gaat door", access: Self.access,
            parameters: [Self.id], body: Quarantainehandeling.self, response: Quarantaineuitslag.self,
            problems: Self.redriveProblems
        ) { request in
            let released = try await Self.told {
                try await operations.discard(
                    request.path("id"), dryRun: request.body.proef ?? false, by: request.act)
            }
            guard let released else { throw Self.gone }
            return Response(Quarantaineuitslag(aantal: 1, vrijgegeven: released))
        }
    }

    static let id = Parameter.path("id", UUID.self, "Id in quarantaine")
    static let gone = Problem.notFound("Dit bericht staat niet (meer) in quarantaine.")

    private static let filters: [Parameter] = [
        .query("toestand", KorteTekst.self, "Alleen in deze toestand"),
        .query("afnemer", KorteTekst.self, "Alleen van deze afnemer"),
        .query("vingerafdruk", KorteTekst.self, "Alleen met deze vingerafdruk"),
        .query("soort", KorteTekst.self, "Alleen dit soort bericht"),
        .query("sleutel", KorteTekst.self, "Alleen met deze sleutel"),
        .query("sinds", Date.self, "Opzijgezet vanaf dit tijdstip"),
        .query("tot", Date.self, "Opzijgezet voor dit tijdstip"),
    ]

    private static func filter<B>(_ request: Request<B>) throws -> QuarantineFilter {
        QuarantineFilter(
            status: try request.query("toestand", as: KorteTekst.self)?.text,
            consumer: try request.query("afnemer", as: KorteTekst.self)?.text,
            fingerprint: try request.query("vingerafdruk", as: KorteTekst.self)?.text,
            type: try request.query("soort", as: KorteTekst.self)?.text,
            key: try request.query("sleutel", as: KorteTekst.self)?.text,
            since: try request.query("sinds", as: Date.self), until: try request.query("tot", as: Date.self))
    }
}
