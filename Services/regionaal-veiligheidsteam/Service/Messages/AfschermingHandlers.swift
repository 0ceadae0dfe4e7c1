import Contracts
import Foundation
import Messaging

/// P1: what is shielded in the zaak is left out of what the casus shows. Also known when history is given again.
struct AfgeschermdHandler: MessageHandler {
    func needs(_ message: Message<OverdrachtenEvents.Afgeschermd>) -> [AggregateRef] {
        [Afgeschermden.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.Afgeschermd>, in scope: inout Scope) throws {
        let data = message.data
        let id = Afgeschermden.id(van: data.zaak)
        var stand = try scope.load(projection: Afgeschermden.self, id) ?? Afgeschermden(regio: data.regio.text)
        stand.voegToe(
            .init(
                id: data.afscherming, organisatie: data.organisatie, gemeente: data.gemeente,
                medewerker: data.medewerker, bekendBij: data.bekendBij))
        try scope.put(stand, id)
    }
}

struct BeschermingOpgevolgdHandler: MessageHandler {
    func needs(_ message: Message<OverdrachtenEvents.BeschermingOpgevolgd>) -> [AggregateRef] {
        [Afgeschermden.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.BeschermingOpgevolgd>, in scope: inout Scope) throws {
        let id = Afgeschermden.id(van: message.data.zaak)
        guard var stand = try scope.load(projection: Afgeschermden.self, id) else { return }
        stand.volgOp(message.data.vorige, door: message.data.opvolger)
        try scope.put(stand, id)
    }
}

struct AfschermingOpgehevenHandler: MessageHandler {
    func needs(_ message: Message<OverdrachtenEvents.AfschermingOpgeheven>) -> [AggregateRef] {
        [Afgeschermden.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.AfschermingOpgeheven>, in scope: inout Scope) throws {
        let id = Afgeschermden.id(van: message.data.zaak)
        guard var stand = try scope.load(projection: Afgeschermden.self, id) else { return }
        stand.hefOp(message.data.afscherming)
        try scope.put(stand, id)
    }
}
