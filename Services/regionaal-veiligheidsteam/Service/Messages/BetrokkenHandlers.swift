import Contracts
import Foundation
import Messaging

/// Who is involved in a zaak is told by the verwijzing. Also known when history is given again.
struct BetrokkenHandler: MessageHandler {
    func needs(_ message: Message<OverdrachtenEvents.OrganisatieBetrokken>) -> [AggregateRef] {
        [Betrokkenen.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.OrganisatieBetrokken>, in scope: inout Scope) throws {
        let data = message.data
        try scope.wijzig(data.zaak, regio: data.regio.text) { $0.voegToe(data.organisatie) }
    }
}

struct BetrokkenheidBeeindigdHandler: MessageHandler {
    func needs(_ message: Message<OverdrachtenEvents.BetrokkenheidBeeindigd>) -> [AggregateRef] {
        [Betrokkenen.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.BetrokkenheidBeeindigd>, in scope: inout Scope) throws {
        let data = message.data
        try scope.wijzig(data.zaak, regio: data.regio.text) { $0.haalWeg(data.organisatie) }
    }
}

extension Scope {
    fileprivate mutating func wijzig(
        _ zaak: UUID, regio: String, _ wijziging: (inout Betrokkenen) -> Void
    ) throws {
        let id = Betrokkenen.id(van: zaak)
        var betrokkenen = try load(projection: Betrokkenen.self, id) ?? Betrokkenen(regio: regio)
        wijziging(&betrokkenen)
        try put(betrokkenen, id)
    }
}
