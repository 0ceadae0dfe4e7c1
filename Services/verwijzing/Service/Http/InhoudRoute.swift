import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Web

/// The claim check: a text goes over HTTPS and gets an opaque id; the event on the partner's topic carries that id.
struct InhoudRoute: Sendable {
    let context: Context

    func register(on api: API) {
        api.operation(
            .post, "/v1/inhoud", id: "inhoudBewaren",
            summary: "Een tekst bewaren waar een bericht op uw eigen topic naar verwijst; één bericht gebruikt haar",
            access: .scope("inhoud:schrijven"), options: .requiresIdempotencyKey, body: InhoudVerzoek.self,
            response: InhoudAntwoord.self, status: .created, alternatives: [.ok]
        ) { request in
            let (oin, dossier) = (request.caller.organisation, UUID.v7())
            let part = Vault.Part(
                Array(request.body.tekst.text.utf8), person: Partnerinhoud.persoon, part: Partnerinhoud.persoon)
            let (sleutel, deel) = try context.vault.sealNew([part], organisation: oin, dossier: dossier)[0]
            return try await context.engine.perform(
                request.idempotency("inhoudBewaren"), trace: request.cause,
                needs: [AggregateRef(projection: Partnerinhoud.self, deel.id)]
            ) { scope in
                if let sleutel { scope.write(sleutel) }
                scope.write(deel)
                try scope.put(Partnerinhoud(organisatie: oin, dossier: dossier), deel.id)
                return Answer(status: 201, body: InhoudAntwoord(id: deel.id))
            }.response
        }
    }
}

struct InhoudVerzoek: Contract {
    var tekst: Tekst

    static var title: String { "Tekst bij een bericht" }
    static var fields: [String: String] { ["tekst": "De tekst; wordt versleuteld bewaard."] }
    static var example: InhoudVerzoek { InhoudVerzoek(tekst: .placeholder) }
}

struct InhoudAntwoord: Contract {
    var id: UUID

    static var title: String { "Bewaarde tekst" }
    static var fields: [String: String] { ["id": "Kenmerk waarmee een bericht naar deze tekst verwijst."] }
    static var example: InhoudAntwoord { InhoudAntwoord(id: .placeholder) }
}
