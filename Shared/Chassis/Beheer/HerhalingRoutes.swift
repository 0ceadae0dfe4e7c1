import Contracts
import Foundation
import Messaging
import Web

extension HistorieRoutes {
    private static let name = Parameter.path("naam", KorteTekst.self, "Naam van de afnemer")

    /// A consumer's own history: given again, caught up with, begun late, passed over, read from the beginning.
    func replay(on api: API) {
        api.operation(
            .post, "/v1/beheer/afnemers/{naam}/herhalingsproeven", id: "herhalingProberen",
            summary: "Tellen wat een herhaling zou doen", access: BeheerRoutes.access, parameters: [Self.name],
            body: Historiehandeling.self, response: Herhalingsproef.self, problems: Self.problems
        ) { request in
            let (consumer, topic) = try numbered(request.path("naam", as: KorteTekst.self).text)
            guard let source else { throw Problem.unavailable("Deze dienst mag geen gebeurtenissen opvragen.") }
            return Response(
                try await operations.previewReplay(
                    wish(request.body), consumer: consumer, topic: topic, from: source))
        }
        api.operation(
            .post, "/v1/beheer/afnemers/{naam}/herhalingen", id: "herhalen",
            summary: "Een afnemer zijn geschiedenis opnieuw geven, laten inhalen, of laat laten beginnen",
            access: BeheerRoutes.access, parameters: [Self.name], body: Historiehandeling.self,
            response: Historiestand.self, problems: Self.problems
        ) { request in
            let (consumer, topic) = try numbered(request.path("naam", as: KorteTekst.self).text)
            return try await told {
                try await operations.replay(wish(request.body), consumer: consumer, topic: topic, by: request.act)
                return Response(try await operations.history())
            }
        }
        api.operation(
            .post, "/v1/beheer/afnemers/{naam}/overslagen", id: "gatOverslaan",
            summary: "Volgnummers overslaan die de bron niet kan leveren", access: BeheerRoutes.access,
            parameters: [Self.name], body: Historiehandeling.self, response: Overgeslagen.self,
            problems: Self.problems
        ) { request in
            let (consumer, topic) = try numbered(request.path("naam", as: KorteTekst.self).text)
            guard let key = request.body.sleutel else {
                throw Invalid(pointer: "/sleutel", code: Violation.Codes.missing, detail: "Noem de sleutel.")
            }
            return try await told {
                let range = try await operations.skipGap(
                    consumer: consumer, topic: topic, key: key.text, through: request.body.tot.map(Int64.init),
                    dryRun: request.body.proef ?? false, by: request.act)
                return Response(Overgeslagen(van: Int(range.lowerBound), tot: Int(range.upperBound)))
            }
        }
        api.operation(
            .post, "/v1/beheer/afnemers/{naam}/herstarts", id: "afnemerHerstarten",
            summary: "Een afnemer zijn topics van voren af aan laten lezen; `alle` voor elke afnemer van deze dienst",
            access: BeheerRoutes.access, parameters: [Self.name], body: Historiehandeling.self,
            response: Afnemerherstart.self
        ) { request in
            let name = try request.path("naam", as: KorteTekst.self).text
            let names = consumers.map(\.name).filter { name == "alle" || $0 == name }
            guard !names.isEmpty else { throw Self.unknown }
            let standing = try await operations.restart(names, dryRun: request.body.proef ?? false, by: request.act)
            return Response(Afnemerherstart(afnemers: names, stilstaand: standing))
        }
    }

    private static let unknown = Problem.notFound("Deze afnemer kent deze dienst niet.")

    /// Only a consumer whose source numbers its events has a history that can be asked for.
    private func numbered(_ name: String) throws -> (consumer: String, topic: String) {
        guard let consumer = consumers.first(where: { $0.name == name }) else { throw Self.unknown }
        guard let topic = consumer.numberedTopic else {
            throw Problem.conflict(
                "De bron van deze afnemer nummert niet; laat hem zijn topics van voren af aan lezen.",
                code: "geen-volgnummers")
        }
        return (name, topic)
    }

    private func wish(_ body: Historiehandeling) throws -> Operations.ReplayWish {
        guard let kind = body.soort.flatMap({ ReplayKind(rawValue: $0.text) }) else {
            throw Invalid(
                pointer: "/soort", code: Violation.Codes.value, detail: "Hier hoort catch-up, rebuild of baseline.")
        }
        guard body.van == nil || body.sleutel != nil else {
            throw Invalid(
                pointer: "/sleutel", code: Violation.Codes.missing, detail: "Een volgnummer hoort bij één sleutel.")
        }
        guard body.van.map({ $0 > 0 }) ?? true else {
            throw Invalid(pointer: "/van", code: Violation.Codes.value, detail: "Hier hoort een getal vanaf 1.")
        }
        return Operations.ReplayWish(
            kind, since: body.sinds, key: body.sleutel?.text, fromSequence: body.van.map(Int64.init))
    }
}
