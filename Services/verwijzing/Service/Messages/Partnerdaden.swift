import Chassis
import Contracts
import Foundation
import Messaging
import Runtime
import VerwijzingDomain
import Web

/// What a partner asks on its own topic, in the words of the HTTP interface.
struct Partnerverzoek: Sendable {
    let organisatie: OIN
    /// Parts of the operation's path, by name.
    let pad: [String: String]
    let body: JSON
    let trace: TraceContext
}

/// An act that a partner asked for, ready to be decided.
struct Partnerwerk: Sendable {
    let zaak: UUID
    let needs: [AggregateRef]
    let further: (@Sendable (Scope) throws -> [AggregateRef])?
    /// Which version stands now, of what the act is done to.
    let version: @Sendable (Scope) throws -> Int64?
    /// - Returns: what was acted on, and its version where that counts.
    let decide: @Sendable (inout Scope) throws -> (onderwerp: UUID, versie: Int64?)
}

/// The acts of the HTTP interface by the id of their operation, each prepared as it is there.
struct Partnerdaden: Sendable {
    /// Throws `Problem` and `Invalid` as over HTTP.
    typealias Bereider = @Sendable (Partnerverzoek) async throws -> Partnerwerk

    private let bereiders: [String: Bereider]

    init(_ context: Context) {
        let boek = Boek()
        neemDadenOp(in: boek, context)
        bereiders = boek.bereiders
    }

    /// One that does not exist is a mistake of whoever asks for it, and stops the service as it starts.
    subscript(daad: String) -> Bereider {
        guard let bereider = bereiders[daad] else { preconditionFailure("no act \(daad)") }
        return bereider
    }

    /// Used by one task, before anything runs.
    private final class Boek: Dadenboek {
        var bereiders: [String: Bereider] = [:]

        func neemOp<Verzoek: Contract, Antwoord: Daadantwoord>(_ daad: Daad<Verzoek, Antwoord>) {
            bereiders[daad.id] = { verzoek in
                let request = Request(
                    by: verzoek.organisatie, path: verzoek.pad, body: try Verzoek.decode(verzoek.body, .strict),
                    trace: verzoek.trace)
                let gereed: Voorbereid<Antwoord>
                do { gereed = try await daad.bereidVoor(request) } catch { throw daad.verwoord(error) }
                let command = gereed.command
                let version: @Sendable (Scope) throws -> Int64? = { scope in
                    try command.version?(scope) ?? command.needs.first.map { scope.version($0.id) }
                }
                return Partnerwerk(
                    zaak: gereed.zaak, needs: command.needs, further: command.further, version: version
                ) { scope in
                    do {
                        let antwoord = try command.decide(&scope)
                        return (antwoord.body.onderwerp, antwoord.etag)
                    } catch { throw daad.verwoord(error) }
                }
            }
        }
    }
}
