import Contracts
import Foundation
import Messaging
import Postgres
import Register
import Web

/// C1: what this service knows of an organisation's connection, and what of it waits. Cutting off itself is an event of
/// the register, so that every service does it, also one that is away now.
struct OrganisatieRoutes: Sendable {
    let pool: PostgresPool
    let register: Register
    /// Who runs the chain, and is never cut off.
    let beheerder: OIN?
    let openstaand: @Sendable (OIN) -> [(wat: String, telling: SQL)]

    private let pad: [Parameter] = [.path("oin", OIN.self, "OIN van de organisatie")]

    func register(on api: API) {
        api.operation(
            .get, "/v1/beheer/organisaties", id: "organisatiesLezen",
            summary: "Organisaties en of zij zijn aangesloten", access: BeheerRoutes.access,
            parameters: Parameter.page, response: Page<Organisatieaansluiting>.self
        ) { request in
            let current = register.current
            let rows = current.organisations(
                after: try request.page.after?.key(OIN.self), limit: request.page.limit + 1)
            return Response(
                Page(
                    rows, request.page, item: { stand($0, current) }, cursor: { Cursor(after: $0.oin) }))
        }
        api.operation(
            .get, "/v1/beheer/organisaties/{oin}", id: "organisatieLezen",
            summary: "Of een organisatie is aangesloten, en wat er van haar openstaat of op haar wacht",
            access: BeheerRoutes.access, parameters: pad, response: Organisatieaansluiting.self,
            problems: [.notFound: "Deze organisatie staat niet in het register."]
        ) { request in
            let oin: OIN = try request.path("oin")
            var stand = try bekend(oin)
            stand.wacht = try await telling("select count(*) from outbox where topic = \(Topics.uit(oin))")
            for (wat, vraag) in openstaand(oin) {
                stand.openstaand.append(Aantal(naam: wat, aantal: try await telling(vraag)))
            }
            return Response(stand)
        }
        api.operation(
            .post, "/v1/beheer/organisaties/{oin}/aansluitingen", id: "aansluitingVastleggen",
            summary: "Vastleggen wie een organisatie afsluit of aansluit en waarom, voordat het register het zegt",
            access: BeheerRoutes.access, parameters: pad, body: Aansluithandeling.self,
            response: Organisatieaansluiting.self,
            problems: [
                .notFound: "Deze organisatie staat niet in het register.",
                .conflict: "Wie de keten draait kan niet worden afgesloten.",
            ]
        ) { request in
            let oin: OIN = try request.path("oin")
            let stand = try bekend(oin)
            if request.body.afsluiten, oin == beheerder {
                throw Problem.conflict("Wie de keten draait kan niet worden afgesloten.", code: "ketenbeheerder")
            }
            let act = request.body.afsluiten ? "organisation-disconnect" : "organisation-connect"
            _ = try await pool.query(request.act.record(act, target: "\(oin.text) \(request.body.versie)"))
            return Response(stand)
        }
    }

    private func bekend(_ oin: OIN) throws -> Organisatieaansluiting {
        let current = register.current
        guard let bekend = current.organisation(oin) else {
            throw Problem.notFound("Deze organisatie staat niet in het register.")
        }
        return stand(bekend, current)
    }

    private func stand(_ organisatie: OrganisatieVastgelegd, _ current: RegisterSnapshot) -> Organisatieaansluiting {
        let vastgelegd = current.aansluiting(organisatie.oin)
        return Organisatieaansluiting(
            oin: organisatie.oin, naam: organisatie.naam, regio: organisatie.regio, actief: organisatie.doetMee(),
            beheerder: beheerder, afgesloten: vastgelegd?.afgesloten ?? false,
            versie: vastgelegd?.versie ?? 0, sinds: vastgelegd?.tijdstip, reden: vastgelegd?.reden,
            kenmerk: vastgelegd?.kenmerk, door: vastgelegd?.door,
            aanspreekpuntVan: current.regions(withContactAt: organisatie.oin), opvolger: organisatie.opvolger,
            stoptOp: organisatie.stoptOp)
    }

    private func telling(_ vraag: SQL) async throws -> Int {
        let telling = try await pool.query(vraag).first?.decode(Int64.self)
        return Int(telling ?? 0)
    }
}
