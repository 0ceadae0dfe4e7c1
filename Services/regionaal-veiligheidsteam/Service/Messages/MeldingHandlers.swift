import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// Every melding is remembered; one that a veiligheidsteam deals with goes into a casus.
struct MeldingOntvangenHandler: MessageHandler {
    let koppelaar: Koppelaar

    func needs(_ message: Message<MeldingenEvents.MeldingOntvangen>) -> [AggregateRef] {
        koppelaar.indexen(pseudoniemen(message.data), oefening: message.data.oefening)
    }

    func further(_ message: Message<MeldingenEvents.MeldingOntvangen>, in scope: Scope) throws -> [AggregateRef] {
        try koppelaar.verder(
            message.data.melding, pseudoniemen(message.data), oefening: message.data.oefening, in: scope)
    }

    func decide(_ message: Message<MeldingenEvents.MeldingOntvangen>, in scope: inout Scope) throws {
        guard try scope.melding(message.data.melding) == nil else { return }
        let melding = try OntvangenMelding(message.data)
        try scope.bewaar(melding)
        try koppelaar.neemOp(melding, in: &scope)
    }

    /// Those by whom it can be joined (M8). A code that the domain does not know is told by `decide`.
    private func pseudoniemen(_ data: MeldingenEvents.MeldingOntvangen) -> [VeiligheidDomain.Pseudoniem] {
        guard Koppeling.indexeert(data.soort.flatMap { Meldingsoort(rawValue: $0.rawValue) }) else { return [] }
        return data.betrokkenen.compactMap { VeiligheidDomain.Pseudoniem(rawValue: $0.pseudoniem.text) }
    }
}

/// M11: what reached a veiligheidsteam by forwarding is taken up as if it had come there.
struct MeldingDoorgestuurdHandler: MessageHandler {
    let koppelaar: Koppelaar

    func needs(_ message: Message<MeldingenEvents.MeldingDoorgestuurd>) -> [AggregateRef] {
        [OntvangenMelding.ref(message.data.melding)]
    }

    func further(_ message: Message<MeldingenEvents.MeldingDoorgestuurd>, in scope: Scope) throws -> [AggregateRef] {
        try koppelaar.rijen(message.data.melding, in: scope)
    }

    func decide(_ message: Message<MeldingenEvents.MeldingDoorgestuurd>, in scope: inout Scope) throws {
        guard !message.muted, var melding = try scope.melding(message.data.melding) else { return }
        melding.behandelaar = message.data.naar
        try scope.bewaar(melding)
        try koppelaar.neemOp(melding, in: &scope)
    }
}

/// M9: what a person filled in later reaches the casus too, with the people it names.
struct MeldingAangevuldHandler: MessageHandler {
    let koppelaar: Koppelaar

    func needs(_ message: Message<MeldingenEvents.MeldingAangevuld>) -> [AggregateRef] {
        [OntvangenMelding.ref(message.data.melding)]
    }

    func further(_ message: Message<MeldingenEvents.MeldingAangevuld>, in scope: Scope) throws -> [AggregateRef] {
        try koppelaar.rijen(
            message.data.melding,
            met: message.data.betrokkenen.compactMap { VeiligheidDomain.Pseudoniem(rawValue: $0.pseudoniem.text) },
            in: scope)
    }

    func decide(_ message: Message<MeldingenEvents.MeldingAangevuld>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        let data = message.data
        try koppelaar.werkBij(
            data.melding, soort: try data.soort.map { try .van($0) }, gemeente: data.gemeente?.text,
            erbij: try data.betrokkenen.map { try .van($0.pseudoniem) }, in: &scope)
    }
}

/// M2: an advies that a person made a vt-melding is a vt-melding from then on.
struct MeldingSoortGewijzigdHandler: MessageHandler {
    let koppelaar: Koppelaar

    func needs(_ message: Message<MeldingenEvents.MeldingSoortGewijzigd>) -> [AggregateRef] {
        [OntvangenMelding.ref(message.data.melding)]
    }

    func further(_ message: Message<MeldingenEvents.MeldingSoortGewijzigd>, in scope: Scope) throws -> [AggregateRef] {
        try koppelaar.rijen(message.data.melding, in: scope)
    }

    func decide(_ message: Message<MeldingenEvents.MeldingSoortGewijzigd>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        try koppelaar.werkBij(
            message.data.melding, soort: try .van(message.data.naar), gemeente: nil, erbij: [], in: &scope)
    }
}

/// Nobody is kept of a melding that was closed outside a casus.
struct MeldingAfgehandeldHandler: MessageHandler {
    func needs(_ message: Message<MeldingenEvents.MeldingAfgehandeld>) -> [AggregateRef] {
        [OntvangenMelding.ref(message.data.melding)]
    }

    func decide(_ message: Message<MeldingenEvents.MeldingAfgehandeld>, in scope: inout Scope) throws {
        guard var melding = try scope.melding(message.data.melding), !melding.betrokkenen.isEmpty else { return }
        melding.betrokkenen = []
        try scope.bewaar(melding)
    }
}
