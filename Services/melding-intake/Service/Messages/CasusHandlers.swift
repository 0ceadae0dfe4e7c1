import Contracts
import Foundation
import MeldingDomain
import Messaging

/// The casus side tells what becomes of a melding; its melder hears the steps (M4).
struct CasusGeopendHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.CasusGeopend>) -> [AggregateRef] {
        [AggregateRef(Melding.self, message.data.melding)]
    }

    func decide(_ message: Message<CasussenEvents.CasusGeopend>, in scope: inout Scope) throws {
        try scope.decideIfKnown(.inCasusOpgenomen(zaak: ZaakId(message.data.zaak)), on: message.data.melding)
    }
}

struct MeldingGekoppeldHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.MeldingGekoppeld>) -> [AggregateRef] {
        [AggregateRef(Melding.self, message.data.melding)]
    }

    func decide(_ message: Message<CasussenEvents.MeldingGekoppeld>, in scope: inout Scope) throws {
        try scope.decideIfKnown(.inCasusOpgenomen(zaak: ZaakId(message.data.zaak)), on: message.data.melding)
    }
}

/// An assessment is the outcome of every melding it names (R2, STANDARDS.md §4).
struct BeoordelingHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.BeoordelingVastgelegd>) -> [AggregateRef] {
        message.data.meldingen.map { AggregateRef(Melding.self, $0) }
    }

    func decide(_ message: Message<CasussenEvents.BeoordelingVastgelegd>, in scope: inout Scope) throws {
        guard let uitkomst = Uitkomst(beoordeling: message.data.uitkomst.rawValue) else { return }
        for melding in message.data.meldingen {
            try scope.decideIfKnown(.beoordeeld(zaak: ZaakId(message.data.zaak), uitkomst), on: melding)
        }
    }
}

extension Scope {
    /// A casus may name a melding of another intake; that one is not ours to move.
    fileprivate mutating func decideIfKnown(_ command: MeldingCommand, on id: UUID) throws {
        if try load(Melding.self, id) != nil { try decide(command, on: id) }
    }
}
