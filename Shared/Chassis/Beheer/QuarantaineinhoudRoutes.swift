import Content
import Contracts
import Foundation
import Messaging
import Postgres
import Web

extension BeheerRoutes {
    /// The contents of what was set aside: masked, given under a record, edited.
    func contents(on api: API) {
        api.operation(
            .get, "/v1/beheer/quarantaine/{id}/inhoud", id: "quarantaineInhoudAfgeschermd",
            summary: "De vorm van een opzijgezet bericht, zonder de waarden", access: Self.access,
            parameters: [Self.id], response: Quarantaineinhoud.self, problems: Self.redriveProblems
        ) { request in
            let id: UUID = try request.path("id")
            let (form, edits) = try await Self.told { try await bodies.redacted(id) }
            return Response(
                Quarantaineinhoud(
                    id: id, afgeschermd: true, versie: edits,
                    inhoud: Berichttekst(String(decoding: form.encoded(), as: UTF8.self))))
        }
        api.operation(
            .post, "/v1/beheer/quarantaine/{id}/inzagen", id: "quarantaineInhoudInzien",
            summary: "De inhoud van een opzijgezet bericht; eerst wordt de verwerking vastgelegd", access: Self.access,
            parameters: [Self.id], body: Inzageverzoek.self, response: Quarantaineinhoud.self,
            problems: Self.redriveProblems
        ) { request in
            let id: UUID = try request.path("id")
            let opened = try await Self.told {
                try await bodies.open(
                    id, original: request.body.origineel ?? false, by: request.act,
                    recording: { record(request, id, $0) })
            }
            return Response(Quarantaineinhoud(id, opened))
        }
        api.operation(
            .post, "/v1/beheer/quarantaine/{id}/bewerkingen", id: "quarantaineInhoudBewerken",
            summary: "Een opzijgezet bericht met een andere inhoud laten verwerken", access: Self.access,
            parameters: [Self.id], body: Bewerkingsopdracht.self, response: Bewerking.self,
            problems: Self.redriveProblems
        ) { request in
            let id: UUID = try request.path("id")
            let edited = try await Self.told {
                try await bodies.edit(
                    id, to: Array(request.body.inhoud.text.utf8), after: request.body.versie,
                    dryRun: request.body.proef ?? false, by: request.act)
            }
            return Response(
                Bewerking(
                    id: id, versie: edited.edits, plaatsen: edited.places.compactMap(Berichttekst.init),
                    herstart: edited.redrive))
        }
    }

    /// One record per person whom the content names; one for the message where it names nobody.
    private func record(_ request: Request<Inzageverzoek>, _ id: UUID, _ subjects: Set<String>) -> [SQL] {
        let record = ProcessingRecord(
            traceparent: request.trace.traceparent, name: "opzijgezet bericht inzien", resource: operations.service,
            activity: "https://keten.example/verwerkingen/opzijgezet-bericht-inzien", user: request.body.door.text,
            organisation: request.caller.organisation, role: "beheerder", purpose: request.body.reden.text,
            networkAddress: request.networkAddress ?? "")
        return subjects.isEmpty
            ? [record.statement(subject: id.text, type: "bericht")]
            : subjects.sorted().map { record.statement(subject: $0) }
    }
}

extension Quarantaineinhoud {
    fileprivate init(_ id: UUID, _ opened: QuarantineBodies.Opened) {
        let text = String(validating: opened.bytes, as: UTF8.self)
        self.init(
            id: id, afgeschermd: false, versie: opened.edits, inhoud: text.flatMap(Berichttekst.init),
            inhoudBase64: text == nil ? Berichttekst(Data(opened.bytes).base64EncodedString()) : nil,
            wijzigingen: opened.edits == 0
                ? nil
                : opened.changes.prefix(10_000).map { change in
                    Inhoudswijziging(
                        plaats: Berichttekst(change.pointer) ?? .placeholder, was: change.before.flatMap(Self.text),
                        wordt: change.after.flatMap(Self.text))
                })
    }

    private static func text(_ json: JSON) -> Berichttekst? {
        Berichttekst(String(decoding: json.encoded(), as: UTF8.self))
    }
}
