import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// What the two sides do with a handover: each act is a sub-resource that is posted to.
struct OverdrachtHandelingen: Sendable {
    private let context: Context
    let personen: Personen
    let lezer: Zaaklezer
    let kluis: Tekstkluis
    let inzage: Inhoudlezer
    let leeftijden: Leeftijdlezer

    init(_ context: Context) {
        self.context = context
        personen = Personen(register: context.register)
        lezer = Zaaklezer(context)
        kluis = Tekstkluis(context: context)
        inzage = Inhoudlezer(context: context)
        leeftijden = Leeftijdlezer(context: context)
    }

    /// What an act asks of the rules.
    enum Daad: Sendable {
        case overdracht(OverdrachtCommand)
        /// P2: with the birth dates of the zaak's children, opened for this decision.
        case start(OverdrachtCommand, geboren: [UUID: Dag])
        case zaak(Zaakhandeling)
    }

    func register(on api: API) {
        ontvangst(api)
        antwoorden(api)
        intrekken(api)
        uitvoeren(api)
        teruggeven(api)
        terzijdeLeggen(api)
    }

    // MARK: - Receipts: facts beside the state, so without If-Match

    private func ontvangst(_ api: API) {
        api.operation(
            .post, "/v1/overdrachten/{id}/ontvangsten", id: "overdrachtBezorgd",
            summary: "Uw systeem heeft het aanbod ontvangen; herhalen mag", access: .scope("overdrachten:schrijven"),
            options: .requiresIdempotencyKey, parameters: pad, body: OntvangstVerzoek.self,
            response: OverdrachtStand.self,
            problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            try await perform(request, "overdrachtBezorgd") { _ in
                (.overdracht(.bezorgd(organisatie: request.caller.organisation.text)), [])
            }
        }
        api.operation(
            .post, "/v1/overdrachten/{id}/inzages", id: "overdrachtGezien",
            summary: "Een medewerker van de ontvanger heeft het aanbod geopend; herhalen mag",
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey, parameters: pad,
            body: DoorVerzoek.self, response: OverdrachtStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            return try await perform(request, "overdrachtGezien") { _ in (.overdracht(.gezien(door: door)), []) }
        }
    }

    // MARK: - How each act is carried out

    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de overdracht")]
    private let onbekend = "De overdracht bestaat niet of is niet van uw organisatie."
    private let kanNiet = "De overdracht is niet in een toestand waarin dit kan; het antwoord noemt wat wel kan."

    /// - Parameter velden: which field of the body a refusal points at.
    func handeling<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        parameters: [Parameter] = [], wijst velden: [String: String] = [:],
        _ daad: @escaping @Sendable (Request<B>, Actor, Overdracht) async throws -> (Daad, [Deel])
    ) {
        api.operation(
            .post, "/v1/overdrachten/{id}/\(deel)", id: id, summary: summary, access: .scope("overdrachten:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad + parameters, body: body,
            response: OverdrachtStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            do {
                let waar = try parameters.map { try request.path($0.name, as: String.self) }
                return try await perform(request, id, op: waar, ifMatch: request.requiredIfMatch) {
                    try await daad(request, door, $0)
                }
            } catch let weigering as Weigering {
                throw Problem.of(weigering, wijst: velden)
            }
        }
    }

    /// Decides under the lock of the zaak, then of its handovers (O1).
    private func perform<B: Contract>(
        _ request: Request<B>, _ operation: String, op waar: [String] = [], ifMatch: Int64? = nil,
        _ daad: (Overdracht) async throws -> (Daad, [Deel])
    ) async throws -> Response<OverdrachtStand> {
        let id: UUID = try request.path("id")
        let oin = request.caller.organisation
        let gevonden = try await lezer.overdracht(id, voor: oin, .overdrachtBehandelen)
        let zaak = gevonden.zaak.id
        let (daad, delen) = try await daad(gevonden.overdracht)
        return try await context.engine.perform(
            request.idempotency(operation, ([id.text] + waar).joined(separator: " ")), trace: request.cause,
            ifMatch: ifMatch,
            needs: [AggregateRef(Overdracht.self, id), AggregateRef(Zaak.self, zaak)]
                + AggregateRef.contact(van: zaak),
            further: { try $0.nodig(zaak: zaak, voor: id) }
        ) { scope in
            scope.bewaar(delen)
            try scope.metContact(zaak, overdracht: id) { scope in
                switch daad {
                case .overdracht(let command): try scope.decide(command, on: id)
                case .start(let command, let geboren):
                    // After the rules of the handover itself, so that who may not start hears nothing of consent.
                    try scope.decide(command, on: id)
                    try scope.load(Bescherming.self, Bescherming.id(van: zaak))?
                        .eisToestemming(voor: oin.text, geboren: geboren, now: scope.now)
                case .zaak(let handeling): try scope.besluit(handeling, over: id, zaak: zaak)
                }
            }
            guard let na = try scope.load(Overdracht.self, id) else { throw Problem.notFound() }
            let zicht = Toegang.zicht(oin, try scope.load(Bescherming.self, Bescherming.id(van: zaak)))
            return Answer(status: 200, body: try OverdrachtStand(na, voor: oin, zicht), etag: scope.version(id))
        }.response
    }
}
