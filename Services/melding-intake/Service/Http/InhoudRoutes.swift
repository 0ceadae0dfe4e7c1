import Chassis
import Contracts
import Foundation
import Messaging
import Web

/// The claim check: content goes over HTTPS and gets an opaque id; the event on Kafka carries that id.
struct InhoudRoutes: Sendable {
    let context: Context

    func register(on api: API) {
        api.operation(
            .post, "/v1/inhoud", id: "inhoudBewaren", summary: "Inhoud bewaren waar een bericht op Kafka naar verwijst",
            access: .scope("inhoud:schrijven"), options: .requiresIdempotencyKey, body: InhoudVerzoek.self,
            response: InhoudAntwoord.self, status: .created, alternatives: [.ok]
        ) { request in
            let kluis = Inhoudskluis(context: context)
            let (oin, dossier) = (request.caller.organisation, UUID.v7())
            let bron: Inhoudskluis.Bron
            if let tekst = request.body.tekst {
                bron = kluis.tekst(tekst, onderdeel: "inhoud", van: oin)
            } else if let persoon = request.body.persoon {
                bron = kluis.persoon(persoon, volgnummer: 0, van: oin, dossier: dossier)
            } else {
                throw Problem.unexpected
            }
            let deel = try kluis.verzegel([bron], van: oin, dossier: dossier)[0]
            return try await context.engine.perform(
                request.idempotency("inhoudBewaren"), trace: request.cause,
                needs: [AggregateRef(projection: Inhoudsdeel.self, deel.id)]
            ) { scope in
                try scope.bewaar([deel])
                return Answer(status: 201, body: InhoudAntwoord(id: deel.id))
            }.response
        }
    }
}
