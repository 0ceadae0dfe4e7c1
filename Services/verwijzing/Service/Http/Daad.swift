import Chassis
import Contracts
import Foundation
import HTTPTypes
import Messaging
import VerwijzingDomain
import Web

/// An act of a person at an organisation, described and prepared in one place, whichever way it comes: over HTTP, or on
/// the organisation's own topic.
struct Daad<Verzoek: Contract, Antwoord: Daadantwoord>: Sendable {
    var pad: String
    /// Id of the operation.
    var id: String
    var samenvatting: String
    var scope: String
    var opties: OperationOptions = .requiresIdempotencyKey
    var parameters: [Parameter] = []
    var status: HTTPResponse.Status = .created
    var problemen: [HTTPResponse.Status: String]
    /// Which field of the request a refusal points at, where that differs from the usual one.
    var wijst: [String: String] = [:]
    /// Checks who acts, reads and seals; decides nothing.
    var bereidVoor: @Sendable (Request<Verzoek>) async throws -> Voorbereid<Antwoord>
}

extension Daad {
    /// A refusal of the rules as the HTTP interface tells it.
    func verwoord(_ error: any Error) -> any Error {
        (error as? Weigering).map { Problem.of($0, wijst: wijst) } ?? error
    }
}

/// An act that only has to be decided under lock.
struct Voorbereid<Antwoord: Daadantwoord>: Sendable {
    let zaak: UUID
    /// What it is done to, beside what the body says; part of what an Idempotency-Key stands for.
    let op: String
    let command: Command<Antwoord>
}

/// An answer that names what was acted on.
protocol Daadantwoord: Contract { var onderwerp: UUID { get } }

/// Where acts are entered: in the HTTP interface, and among what partners can ask for on their own topics.
protocol Dadenboek { func neemOp<Verzoek: Contract, Antwoord: Daadantwoord>(_ daad: Daad<Verzoek, Antwoord>) }

/// Every act that a partner can ask for on its own topic as well.
func neemDadenOp(in boek: any Dadenboek, _ context: Context) {
    OverdrachtRoutes(context).daden(in: boek)
    OverdrachtHandelingen(context).daden(in: boek)
    VerklaringRoutes(context).daden(in: boek)
    NavraagRoutes(context).daden(in: boek)
}

struct HttpDaden: Dadenboek {
    let api: API
    let context: Context

    func neemOp<Verzoek: Contract, Antwoord: Daadantwoord>(_ daad: Daad<Verzoek, Antwoord>) {
        api.operation(
            .post, daad.pad, id: daad.id, summary: daad.samenvatting, access: .scope(daad.scope), options: daad.opties,
            parameters: daad.parameters, body: Verzoek.self, response: Antwoord.self, status: daad.status,
            alternatives: daad.status == .ok ? [] : [.ok], problems: daad.problemen
        ) { request in
            do {
                let gereed = try await daad.bereidVoor(request)
                return try await context.engine.perform(
                    request.idempotency(daad.id, gereed.op), trace: request.cause, ifMatch: request.ifMatch,
                    gereed.command
                ).response
            } catch { throw daad.verwoord(error) }
        }
    }
}

extension OverdrachtStand: Daadantwoord { var onderwerp: UUID { id } }
extension NavraagStand: Daadantwoord { var onderwerp: UUID { id } }
extension VerklaringBericht: Daadantwoord { var onderwerp: UUID { verklaring } }
