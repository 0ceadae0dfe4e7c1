import Contracts
import Foundation
import Messaging
import Web

extension HistorieRoutes {
    /// Choosing between two histories of a key.
    func conflicts(on api: API) {
        api.operation(
            .get, "/v1/beheer/conflicten", id: "conflictenLezen",
            summary: "Sleutels waarvan de bron een andere geschiedenis vertelt dan verwerkt is",
            access: BeheerRoutes.access,
            parameters: [
                .query("afnemer", KorteTekst.self, "Alleen bij deze afnemer"),
                .query("bron", KorteTekst.self, "Alleen van deze bron"),
                .query("sleutel", KorteTekst.self, "Alleen deze sleutel"),
            ], response: Geschiedenisconflicten.self
        ) { request in
            let selection = Operations.ConflictSelection(
                consumer: try request.query("afnemer", as: KorteTekst.self)?.text,
                source: try request.query("bron", as: KorteTekst.self)?.text,
                key: try request.query("sleutel", as: KorteTekst.self)?.text)
            return Response(
                Geschiedenisconflicten(conflicten: try await operations.conflicts(selection, limit: 1_000)))
        }
        api.operation(
            .post, "/v1/beheer/conflicten/aanvaardingen", id: "conflictenAanvaarden",
            summary: "De teruggezette geschiedenis volgen", access: BeheerRoutes.access, body: Conflicthandeling.self,
            response: Conflictuitslag.self
        ) { request in
            Self.told(
                try await operations.acceptRestored(
                    Self.selection(request.body), incarnation: request.body.geschiedenis?.text,
                    dryRun: request.body.proef ?? false, by: request.act))
        }
        api.operation(
            .post, "/v1/beheer/conflicten/wegleggingen", id: "conflictenWegleggen",
            summary: "Wat de andere geschiedenis vertelt wegleggen", access: BeheerRoutes.access,
            body: Conflicthandeling.self, response: Conflictuitslag.self
        ) { request in
            Self.told(
                try await operations.discardConflicts(
                    Self.selection(request.body), dryRun: request.body.proef ?? false, by: request.act))
        }
    }

    private static func selection(_ body: Conflicthandeling) -> Operations.ConflictSelection {
        Operations.ConflictSelection(
            consumer: body.afnemer?.text, source: body.bron?.text, topic: body.topic?.text, key: body.sleutel?.text)
    }

    private static func told(_ outcome: Operations.ConflictOutcome) -> Response<Conflictuitslag> {
        Response(Conflictuitslag(sleutels: outcome.keys, overgeslagen: outcome.left, opgegeven: outcome.given))
    }
}
