import Contracts
import Foundation
import Messaging

/// Measures and meetings name children and adults as the verwijzing recorded them (R7, O20). Also known when history is
/// given again.
struct GezinslidHandler: MessageHandler {
    func needs(_ message: Message<OverdrachtenEvents.GezinslidVastgelegd>) -> [AggregateRef] {
        [Gezin.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.GezinslidVastgelegd>, in scope: inout Scope) throws {
        let data = message.data
        let id = Gezin.id(van: data.zaak)
        var gezin = try scope.load(projection: Gezin.self, id) ?? Gezin(regio: data.regio.text)
        gezin.voegToe(.init(id: data.lid, rol: data.rol))
        try scope.put(gezin, id)
    }
}
