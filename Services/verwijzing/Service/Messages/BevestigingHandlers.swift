import Contracts
import Foundation
import Messaging
import VerwijzingDomain

/// The receiver got its task of the handover: a receipt that moves nothing (O1).
struct TaakBezorgdHandler: MessageHandler {
    func needs(_ message: Message<BevestigingenEvents.TaakBezorgd>) -> [AggregateRef] {
        ontvangst(van: message.data.onderwerp, zaak: message.data.zaak, soort: message.data.soort)
    }

    func decide(_ message: Message<BevestigingenEvents.TaakBezorgd>, in scope: inout Scope) throws {
        let data = message.data
        if isVerwijzing(data.soort) {
            return try scope.verwijzing(data.onderwerp, zaak: data.zaak, door: data.organisatie) {
                .bezorgd(organisatie: data.organisatie.text)
            }
        }
        try scope.ontvangst(van: data.onderwerp, zaak: data.zaak, door: data.organisatie) {
            .bezorgd(organisatie: data.organisatie.text)
        }
    }
}

/// A named person of the receiver opened it.
struct TaakGezienHandler: MessageHandler {
    let personen: Personen

    func needs(_ message: Message<BevestigingenEvents.TaakGezien>) -> [AggregateRef] {
        ontvangst(van: message.data.onderwerp, zaak: message.data.zaak, soort: message.data.soort)
    }

    func decide(_ message: Message<BevestigingenEvents.TaakGezien>, in scope: inout Scope) throws {
        let data = message.data
        if isVerwijzing(data.soort) {
            return try scope.verwijzing(data.onderwerp, zaak: data.zaak, door: data.organisatie) {
                .gezien(door: personen.volgensBericht(data.organisatie, data.door))
            }
        }
        try scope.ontvangst(van: data.onderwerp, zaak: data.zaak, door: data.organisatie) {
            .gezien(door: personen.volgensBericht(data.organisatie, data.door))
        }
    }
}

/// A task about a melding, or about the zaak itself, is none of ours.
private func ontvangst(van onderwerp: UUID, zaak: UUID?, soort: Codewoord) -> [AggregateRef] {
    guard let zaak, zaak != onderwerp else { return [] }
    if isVerwijzing(soort) { return [AggregateRef(Zaak.self, zaak), AggregateRef(Verwijzing.self, onderwerp)] }
    return [AggregateRef(Zaak.self, zaak), AggregateRef(Overdracht.self, onderwerp)]
}

/// A task of who was asked for help: its receipts are the verwijzing's (V3).
private func isVerwijzing(_ soort: Codewoord) -> Bool { soort.text == "verwijzing-beantwoorden" }

extension Scope {
    fileprivate mutating func verwijzing(
        _ id: UUID, zaak: UUID?, door organisatie: OIN, _ command: () -> VerwijzingCommand
    ) throws {
        guard let zaak, let verwijzing = try load(Verwijzing.self, id), verwijzing.naar == organisatie.text else {
            return
        }
        try decide(command(), on: id, zaak: zaak)
    }

    fileprivate mutating func ontvangst(
        van onderwerp: UUID, zaak: UUID?, door organisatie: OIN, _ command: () -> OverdrachtCommand
    ) throws {
        guard let zaak, zaak != onderwerp, let overdracht = try load(Overdracht.self, onderwerp),
            overdracht.naar == organisatie.text
        else { return }
        try decide(command(), on: onderwerp)
    }
}
