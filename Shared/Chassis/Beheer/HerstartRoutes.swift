import Contracts
import Foundation
import HTTPTypes
import Messaging
import Web

extension BeheerRoutes {
    /// Letting what failed be tried again, as a job.
    func redrives(on api: API) {
        api.operation(
            .post, "/v1/beheer/herstartproeven", id: "herstartProberen",
            summary: "Wat een herstart zou doen; er verandert niets", access: Self.access, body: Herstartopdracht.self,
            response: Herstartproef.self
        ) { request in
            Response(try await operations.previewRedrive(request.body.selection))
        }
        api.operation(
            .post, "/v1/beheer/herstarts", id: "herstartBeginnen",
            summary: "Mislukte berichten opnieuw laten proberen, in de volgorde van hun sleutels", access: Self.access,
            body: Herstartopdracht.self, response: Herstart.self, status: .created, problems: Self.redriveProblems
        ) { request in
            let id = try await Self.told {
                try await operations.startRedrive(
                    request.body.selection, rate: request.body.tempo ?? Herstartopdracht.gewoonTempo, by: request.act)
            }
            return Response(try await redrive(id), location: "/v1/beheer/herstarts/\(id.text)")
        }
        api.operation(
            .get, "/v1/beheer/herstarts", id: "herstartsLezen", summary: "De herstarts, de nieuwste eerst",
            access: Self.access,
            parameters: Parameter.page + [.query("lopend", Bool.self, "Alleen wat nog niet klaar is")],
            response: Page<Herstart>.self
        ) { request in
            let found = try await operations.redrives(
                open: request.query("lopend", as: Bool.self) ?? false, after: request.page.after?.key(UUID.self),
                limit: request.page.limit)
            return Response(Page(found, request.page, item: { $0 }, cursor: { Cursor(after: $0.id) }))
        }
        api.operation(
            .get, "/v1/beheer/herstarts/{id}", id: "herstartLezen",
            summary: "Hoever een herstart is, en wat opnieuw mislukte", access: Self.access,
            parameters: [Self.redriveID],
            response: Herstart.self
        ) { request in Response(try await redrive(request.path("id"))) }
        for (path, id, summary, status) in [
            ("pauzes", "herstartPauzeren", "Een herstart ophouden", RedriveStatus.paused),
            ("hervattingen", "herstartHervatten", "Een opgehouden herstart verder laten gaan", .running),
            (
                "afbrekingen", "herstartAfbreken", "Een herstart afbreken; wat al losgelaten is, wordt nog geprobeerd",
                .cancelled
            ),
        ] {
            api.operation(
                .post, "/v1/beheer/herstarts/{id}/\(path)", id: id, summary: summary, access: Self.access,
                parameters: [Self.redriveID], body: Quarantainehandeling.self, response: Herstart.self,
                problems: Self.redriveProblems
            ) { request in
                let redrive: UUID = try request.path("id")
                try await Self.told { try await operations.setRedrive(redrive, status, by: request.act) }
                return Response(try await self.redrive(redrive))
            }
        }
    }

    private static let redriveID = Parameter.path("id", UUID.self, "Id van de herstart")
    static let redriveProblems: [HTTPResponse.Status: String] = [
        .conflict: "Zo staat het er niet (meer) voor; zie detail."
    ]

    private func redrive(_ id: UUID) async throws -> Herstart {
        guard let found = try await operations.redrive(id) else {
            throw Problem.notFound("Deze herstart is er niet (meer).")
        }
        return found
    }

    /// What was not accepted, in words that say what to do.
    static func told<T>(_ body: () async throws -> T) async throws -> T {
        do { return try await body() } catch let error as QuarantineError { throw problem(error) }
    }

    private static func problem(_ error: QuarantineError) -> Problem {
        switch error {
        case .unknown(let id): .notFound("\(id.text) is er niet (meer).")
        case .notFailed(let id, "refused"):
            .conflict(
                "\(id.text) is geweigerd en blijft dat, tenzij de inhoud wordt bewerkt.", code: "geweigerd")
        case .notFailed(let id, "conflict"):
            .conflict(
                "\(id.text) is in strijd met wat verwerkt is; kies eerst tussen de geschiedenissen (keten restore).",
                code: "geschiedenisconflict")
        case .notFailed(let id, let status):
            .conflict(
                "\(id.text) staat op \(status) en komt vanzelf aan de beurt of is afgedaan.", code: "niet-mislukt")
        case .noBody(let id):
            .conflict("De inhoud van \(id.text) is niet bewaard; de bron heeft het bericht nog.", code: "geen-inhoud")
        case .editedMeanwhile(let current):
            .conflict(
                "Iemand heeft de inhoud intussen bewerkt; lees haar opnieuw.", code: "versie-verouderd",
                extra: ["versie": .integer(Int64(current))])
        case .notEditable(let id):
            .conflict(
                "\(id.text) is niet te bewerken: de keten kent het bericht aan zijn volgnummer, en dat is hier niet (meer) aan de beurt.",
                code: "niet-te-bewerken")
        case .over(let id, let status): .conflict("Herstart \(id.text) is voorbij (\(status)).", code: "voorbij")
        case .unchanged: .conflict("Deze inhoud is gelijk aan wat er staat.", code: "ongewijzigd")
        }
    }
}

extension Herstartopdracht {
    fileprivate var selection: RedriveSelection {
        RedriveSelection(
            ids: berichten, consumer: afnemer?.text, fingerprint: vingerafdruk?.text, type: soort?.text,
            key: sleutel?.text, olderThan: ouderDan?.seconds)
    }
}
