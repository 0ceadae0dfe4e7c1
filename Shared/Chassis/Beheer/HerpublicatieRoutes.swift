import Contracts
import Foundation
import Messaging
import Web

extension HistorieRoutes {
    /// Republishing the log to a broker that lost its data.
    func refill(on api: API) {
        api.operation(
            .post, "/v1/beheer/herpublicaties", id: "herpubliceren",
            summary: "Het logboek opnieuw publiceren naar een Kafka die zijn gegevens kwijt is",
            access: BeheerRoutes.access, body: Historiehandeling.self, response: Herpublicatie.self,
            problems: Self.problems
        ) { request in
            let rate = request.body.perSeconde ?? 1_000
            guard (1...100_000).contains(rate) else {
                throw Invalid(
                    pointer: "/perSeconde", code: Violation.Codes.value, detail: "Hier hoort 1 tot en met 100.000.")
            }
            return try await told {
                Response(
                    try await operations.refill(
                        topic: request.body.topic?.text, perSecond: rate, dryRun: request.body.proef ?? false,
                        by: request.act))
            }
        }
        for (path, id, status, summary) in [
            ("pauzes", "herpublicatiePauzeren", Operations.RefillStatus.paused, "Een herpublicatie stilzetten"),
            ("hervattingen", "herpublicatieHervatten", .running, "Een herpublicatie verder laten gaan"),
            ("afbrekingen", "herpublicatieAfbreken", .cancelled, "Een herpublicatie afbreken"),
        ] {
            api.operation(
                .post, "/v1/beheer/herpublicaties/{id}/\(path)", id: id, summary: summary, access: BeheerRoutes.access,
                parameters: [.path("id", UUID.self, "Id van de herpublicatie")], body: Historiehandeling.self,
                response: Historiestand.self, problems: Self.problems
            ) { request in
                try await told {
                    try await operations.setRefill(request.path("id"), to: status, by: request.act)
                    return Response(try await operations.history())
                }
            }
        }
    }
}
