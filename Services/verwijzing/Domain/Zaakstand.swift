import Foundation

/// A zaak with the handovers that `Zaak.nodig(voor:)` names, all read under the zaak's lock.
public struct Zaakstand: Equatable, Sendable {
    public var zaak: Zaak
    public var overdrachten: [UUID: Overdracht]

    public init(zaak: Zaak, overdrachten: [UUID: Overdracht]) {
        self.zaak = zaak
        self.overdrachten = overdrachten
    }

    /// What an act on one handover makes happen to the zaak and to all its handovers.
    ///
    /// - Parameters:
    ///   - id: the handover; for an offer its new id.
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then.
    public func besluit(
        _ handeling: Zaakhandeling, over id: UUID, now: Date, regels: Regels = Regels()
    ) throws(Weigering) -> Besluit {
        guard
            zaak.nodig(voor: id).allSatisfy({
                overdrachten[$0]?.zaak == zaak.id || ($0 == id && overdrachten[$0] == nil)
            })
        else {
            // Without every open offer O1 cannot be held, so nothing is decided.
            throw zaak.weigering("stand-onvolledig", "Niet alle lopende overdrachten van deze zaak zijn bekend.")
        }
        var werk = Zaakwerk(self, now: now.opMilliseconde)
        if case .aanbieden(let aanbieding) = handeling {
            try werk.biedAan(aanbieding, id, regels)
            return werk.besluit
        }
        guard let overdracht = overdrachten[id] else { throw .onbekendeOverdracht }
        switch handeling {
        case .aanbieden: break
        case .accepteren(let door, let werker, let startdatum):
            try werk.accepteer(overdracht, door, werker, startdatum)
        case .kiesVoorstel(let door, let werker, let afwezig):
            try werk.kies(overdracht, door, werker, afwezig)
        case .weigeren(let door, let reden, let alternatief, let toelichting):
            try werk.weiger(overdracht, door, reden, alternatief, toelichting)
        case .intrekken(let door, let reden):
            try werk.trekIn(overdracht, door, reden)
        case .stemInMetIntrekking(let door):
            try werk.stemIn(overdracht, door)
        case .teruggeven(let door, let reden):
            try werk.geefTerug(overdracht, door, reden)
        case .aanvaardTeruggave(let door, let regiehouder):
            try werk.aanvaardTeruggave(overdracht, door, regiehouder)
        case .beslisRegie(let besluit):
            try werk.beslisRegie(overdracht, besluit)
        case .wisselWerker(let door, let naar):
            try werk.wisselWerker(overdracht, door, naar)
        case .afronden(let door, let afsluiting):
            try werk.rondAf(overdracht, door, afsluiting)
        case .voortijdigBeeindigen(let door, let reden, let afsluiting):
            try werk.beeindig(overdracht, door, reden, afsluiting)
        }
        return werk.besluit
    }

    /// The state after a decision.
    public func na(_ besluit: Besluit) -> Zaakstand {
        var stand = self
        for event in besluit.zaak { stand.zaak = .evolve(stand.zaak, event) }
        for (id, events) in besluit.overdrachten {
            for event in events { stand.overdrachten[id] = .evolve(stand.overdrachten[id], event) }
        }
        return stand
    }
}

/// The decision in the making.
struct Zaakwerk {
    let stand: Zaakstand
    let now: Date
    var zaak: Zaakverloop
    private var volgorde: [UUID] = []
    private var verlopen: [UUID: [OverdrachtEvent]] = [:]

    init(_ stand: Zaakstand, now: Date) {
        self.stand = stand
        self.now = now
        zaak = Zaakverloop(stand.zaak, now)
    }

    var besluit: Besluit {
        Besluit(zaak: zaak.events, overdrachten: volgorde.map { ($0, verlopen[$0] ?? []) })
    }

    mutating func noteer(_ id: UUID, _ events: [OverdrachtEvent]) {
        if verlopen[id] == nil { volgorde.append(id) }
        verlopen[id, default: []] += events
    }

    mutating func gebeurt(
        _ overdracht: Overdracht, _ feit: OverdrachtEvent.Feit
    ) {
        var verloop = Verloop(overdracht, now)
        verloop.gebeurt(feit)
        noteer(overdracht.id, verloop.events)
    }

    /// Takes an ended handover off the zaak's list; a refusal counts as a hop (O6).
    mutating func sluit(_ id: UUID, _ status: String, hop: Bool = false) {
        let opnieuw = zaak.stand.verhuizing.map { $0.isOpen && $0.aanbod == id } ?? false
        zaak.gebeurt(
            .aanbodGesloten(
                .init(
                    overdracht: id, status: status, hops: zaak.stand.hops + (hop ? 1 : 0),
                    verhuizing: opnieuw ? true : nil)))
    }
}
