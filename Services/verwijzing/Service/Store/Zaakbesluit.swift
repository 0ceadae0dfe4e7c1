import Content
import Foundation
import Messaging
import Register
import VerwijzingDomain

extension Scope {
    /// The handovers that an act on one of them needs beside it, once the zaak is locked (O1).
    func nodig(zaak: UUID, voor overdracht: UUID) throws -> [AggregateRef] {
        try load(Zaak.self, zaak)?.nodig(voor: overdracht).map { AggregateRef(Overdracht.self, $0) } ?? []
    }

    /// The handovers of a zaak that still run.
    func lopend(zaak: UUID) throws -> [AggregateRef] {
        try load(Zaak.self, zaak)?.lopendeOverdrachten.map { AggregateRef(Overdracht.self, $0) } ?? []
    }

    /// Decides an act that can touch the regie on the zaak and its handovers together.
    /// - Parameter id: the handover; its row, the zaak's and those of `nodig` must be among the needs.
    /// - Parameter register: whose region says how often a zaak may be sent on (O6); an offer asks it.
    mutating func besluit(
        _ handeling: Zaakhandeling, over id: UUID, zaak: UUID, register: RegisterSnapshot? = nil
    ) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        var overdrachten: [UUID: Overdracht] = [:]
        for id in stand.nodig(voor: id) { overdrachten[id] = try load(Overdracht.self, id) }
        let besluit = try Zaakstand(zaak: stand, overdrachten: overdrachten).besluit(
            handeling, over: id, now: now,
            regels: register.map { Regels(kastjeNaarDeMuur: $0.kastjeNaarDeMuur(regio: stand.regio).waarde) }
                ?? Regels())
        for (id, events) in besluit.overdrachten { try append(events, to: Overdracht.self, id) }
        try append(besluit.zaak, to: Zaak.self, zaak)
    }

    /// Decides an act on one handover.
    mutating func decide(_ command: OverdrachtCommand, on id: UUID) throws {
        try append(Overdracht.decide(load(Overdracht.self, id), command, now: now), to: Overdracht.self, id)
    }

    /// Decides an act on what protects the zaak; both must be among the needs.
    mutating func decide(_ command: BeschermingCommand, over zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        let id = Bescherming.id(van: zaak)
        try append(
            Bescherming.decide(load(Bescherming.self, id), over: stand, command, now: now), to: Bescherming.self, id)
    }

    /// Decides an act on what becomes of a statement; its row must be among the needs.
    mutating func decide(_ command: VerklaringCommand, over feiten: Verklaringfeiten) throws {
        try append(
            Verklaringloop.decide(load(Verklaringloop.self, feiten.id), over: feiten, command, now: now),
            to: Verklaringloop.self, feiten.id)
    }

    /// Decides an act on a dispute; its row, the handover's and those of `naast` must be among the needs.
    mutating func decide(
        _ command: GeschilCommand, on id: UUID, over overdracht: UUID, naast andere: [UUID] = []
    ) throws {
        guard let stand = try load(Overdracht.self, overdracht) else { throw Weigering.onbekend("overdracht") }
        let open = try andere.compactMap { try load(Geschil.self, $0) }
        try append(
            Geschil.decide(load(Geschil.self, id), over: stand, naast: open, command, now: now), to: Geschil.self, id)
    }

    /// Decides an act on a verwijzing; its row and the zaak's must be among the needs.
    mutating func decide(_ command: VerwijzingCommand, on id: UUID, zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        try append(
            Verwijzing.decide(load(Verwijzing.self, id), in: stand, command, now: now), to: Verwijzing.self, id)
    }

    /// Lets the contact follow what an act did to the zaak and to a handover or verwijzing in it: questions go to who
    /// holds the regie now (N5), the family hears what changed (N7), and another worker counts for each child (V5).
    /// - Parameter ernaast: what goes along where another takes the regie over; with it the open offers must be among
    ///   the needs.
    mutating func metContact(
        _ zaak: UUID, overdracht id: UUID? = nil, verwijzing: UUID? = nil, ernaast: Regiewerk = Regiewerk(),
        _ act: (inout Scope) throws -> Void
    ) throws {
        let voor = try load(Zaak.self, zaak)
        let regie = voor?.regie
        let nieuws = try id.flatMap { try load(Overdracht.self, $0)?.gezinsnieuws }
        let hulpnieuws = try verwijzing.flatMap { try load(Verwijzing.self, $0)?.gezinsnieuws }
        try act(&self)
        try volgVervanging(zaak, overdracht: id)
        guard let na = try load(Zaak.self, zaak)?.regie else { return }
        if let wissel = Regiewissel(van: regie?.partij, naar: na.partij) { try geefDoor(zaak, wissel, ernaast) }
        if let regie, regie.organisatie != na.organisatie { try verplaats(zaak, van: regie, naar: na, ernaast) }
        try volg(hulp: ernaast.verwijzingen + (verwijzing.map { [$0] } ?? []), in: zaak)
        try telWerker(zaak, overdracht: id, verwijzing: verwijzing)
        try decide(ContinuiteitCommand.volg, over: zaak)
        let vorige = regie ?? na
        try decide(
            .volg(
                vorigeRegie: Partij(organisatie: vorige.organisatie, medewerker: vorige.medewerker),
                stap: id.flatMap { try load(Overdracht.self, $0)?.gezinsnieuws } != nieuws
                    || verwijzing.flatMap { try load(Verwijzing.self, $0)?.gezinsnieuws } != hulpnieuws,
                contact: Gezinscontact.informatie(van: zaak),
                geraakt: id.flatMap { try load(Overdracht.self, $0) }.map { [$0] } ?? [],
                hulp: helpers(
                    overdracht: id, verwijzingen: verwijzing.map { [$0] } ?? [], lopend: voor?.lopend, zaak)),
            over: zaak)
    }

    /// N5: what was of who held the regie is of the colleague who holds it now.
    private mutating func geefDoor(_ zaak: UUID, _ wissel: Regiewissel, _ ernaast: Regiewerk) throws {
        guard let stand = try load(Zaak.self, zaak) else { return }
        let bescherming = try load(Bescherming.self, Bescherming.id(van: zaak))
        try append(Zaak.decide(stand, wissel, bescherming: bescherming, now: now), to: Zaak.self, zaak)
        for id in stand.openAanbiedingen {
            guard let overdracht = try load(Overdracht.self, id) else { continue }
            try append(Overdracht.decide(overdracht, wissel, now: now), to: Overdracht.self, id)
        }
        for id in ernaast.verwijzingen { try decide(VerwijzingCommand.volg(wissel), on: id, zaak: zaak) }
        for id in ernaast.consultaties { try decide(ConsultatieCommand.volg(wissel), on: id, in: zaak) }
        for id in ernaast.geschillen {
            guard let geschil = try load(Geschil.self, id) else { continue }
            try append(Geschil.decide(geschil, wissel, now: now), to: Geschil.self, id)
        }
    }

    /// O22: help that was asked goes where the regie goes, but for what one of both may not know (P1). Who carries out
    /// a measure keeps its wettelijke taak (O1).
    private mutating func verplaats(
        _ zaak: UUID, van vorige: Zaak.Regie, naar regie: Zaak.Regie, _ ernaast: Regiewerk
    ) throws {
        let bescherming = try load(Bescherming.self, Bescherming.id(van: zaak))
        if bescherming?.voertMaatregelUit(vorige.organisatie, op: now) == true {
            try decide(ZaakCommand.houdWettelijkeTaak(vorige.organisatie), on: zaak)
        }
        for id in ernaast.verwijzingen {
            guard let verwijzing = try load(Verwijzing.self, id) else { continue }
            let (nieuw, helpt) = (regie.organisatie, verwijzing.naar)
            guard bescherming?.zicht(voor: nieuw).ziet(verwijzing) != false,
                bescherming?.zicht(voor: helpt).ziet(medewerker: regie.medewerker, van: nieuw) != false
            else { continue }
            try decide(VerwijzingCommand.volgRegie(vorige: vorige.organisatie, naar: regie.partij), on: id, zaak: zaak)
        }
    }

    /// Decides an act on the place of a zaak on the list of a provider that stops (V7).
    mutating func decide(_ command: VervangingCommand, on id: UUID, over zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        try append(
            Vervanging.decide(load(Vervanging.self, id), over: stand, command, now: now), to: Vervanging.self, id)
    }

    /// V7: a place on the list ends as soon as other help has started, and goes where the regie goes.
    mutating func volgVervanging(_ zaak: UUID, overdracht: UUID?) throws {
        guard let stand = try load(Zaak.self, zaak),
            try load(Vervanging.self, Vervanging.id(van: zaak))?.isOpen == true
        else { return }
        let geraakt = try overdracht.flatMap { try load(Overdracht.self, $0) }
        let lopend = geraakt.flatMap { $0.id == stand.lopend ? $0 : nil }
        try decide(VervangingCommand.volg(geraakt: geraakt, lopend: lopend), on: Vervanging.id(van: zaak), over: zaak)
    }

    /// V7: a place on the list of help under a verwijzing ends with that help, and goes to who asks for it now. They
    /// must be among the needs as `AggregateRef.hulp`.
    mutating func volg(hulp verwijzingen: [UUID], in zaak: UUID) throws {
        for id in verwijzingen {
            let plaats = Vervanging.id(vanHulp: id)
            guard try load(Vervanging.self, plaats)?.isOpen == true, let hulp = try load(Verwijzing.self, id) else {
                continue
            }
            try decide(VervangingCommand.volgHulp(hulp), on: plaats, over: zaak)
        }
    }

    /// The handover of a zaak that was accepted and runs; it must be among the needs.
    func aanvaard(in zaak: UUID) throws -> Overdracht? {
        try load(Zaak.self, zaak)?.lopend.flatMap { try load(Overdracht.self, $0) }
    }

    /// V7: whom an organisation helps that stops stands on the list. Nothing where it helps nobody here.
    mutating func zoekVervanging(_ zaak: UUID, van organisatie: String, stoptOp: Dag?) throws {
        guard try aanvaard(in: zaak)?.naar == organisatie else { return }
        let id = Vervanging.id(van: zaak)
        try decide(VervangingCommand.zoek(id: id, vorige: organisatie, stoptOp: stoptOp), on: id, over: zaak)
    }

    /// The same for whom it helps under a verwijzing.
    mutating func zoekVervanging(_ zaak: UUID, hulp: UUID, van organisatie: String, stoptOp: Dag?) throws {
        guard let verwijzing = try load(Verwijzing.self, hulp), verwijzing.naar == organisatie, verwijzing.hulp != nil
        else { return }
        let id = Vervanging.id(vanHulp: hulp)
        try decide(
            VervangingCommand.zoek(id: id, vorige: organisatie, stoptOp: stoptOp, hulp: verwijzing), on: id, over: zaak)
    }

    /// O15: decides an act on advice that was asked; its row and the zaak's must be among the needs.
    mutating func decide(_ command: ConsultatieCommand, on id: UUID, in zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        try append(Consultatie.decide(load(Consultatie.self, id), in: stand, command, now: now), opConsultatie: id)
    }

    /// What ends without being kept is destroyed in the same transaction.
    mutating func append(_ events: [ConsultatieEvent], opConsultatie id: UUID) throws {
        try append(events, to: Consultatie.self, id)
        guard let na = try load(Consultatie.self, id), na.isGesloten, !na.isBewaard else { return }
        write(Vault.destruction(dossier: id, person: Tekstkluis.gezin(van: na.zaak)))
    }

    /// O16: decides an act on a question list; its row, the zaak's and what protects it must be among the needs.
    /// - Parameter zicht: what who acts sees of the zaak (P1).
    mutating func decide(
        _ command: VragenlijstCommand, on id: UUID, in zaak: UUID, zicht: Zicht = .vrij
    ) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        try append(
            Vragenlijst.decide(load(Vragenlijst.self, id), in: stand, command, zicht: zicht, now: now),
            to: Vragenlijst.self, id)
    }

    /// O16, P1: what was asked of these question lists, or shared, ends where it can come to nobody any more. They, the
    /// zaak and what protects it must be among the needs.
    mutating func volg(vragenlijsten: [UUID], in zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { return }
        let bescherming = try load(Bescherming.self, Bescherming.id(van: zaak))
        for id in vragenlijsten {
            guard let lijst = try load(Vragenlijst.self, id) else { continue }
            try append(Vragenlijst.volg(lijst, in: stand, bescherming, now: now), to: Vragenlijst.self, id)
        }
    }

    /// O22: the family lives elsewhere; the handovers of `lopend` must be among the needs.
    mutating func verhuis(_ zaak: UUID, naar gemeente: String, vanaf: Dag, lokaalTeam: String?, door: Actor) throws {
        try metContact(zaak) { scope in
            guard let stand = try scope.load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
            var overdrachten: [UUID: Overdracht] = [:]
            for id in stand.lopendeOverdrachten { overdrachten[id] = try scope.load(Overdracht.self, id) }
            let besluit = try Zaakstand(zaak: stand, overdrachten: overdrachten).besluit(
                verhuizing: gemeente, vanaf: vanaf, lokaalTeam: lokaalTeam, door: door, now: scope.now)
            try scope.append(besluit.zaak, to: Zaak.self, zaak)
        }
    }

    /// Decides an act on the zaak itself.
    mutating func decide(_ command: ZaakCommand, on id: UUID) throws {
        try append(Zaak.decide(load(Zaak.self, id), command, now: now), to: Zaak.self, id)
    }
}

extension Weigering {
    static func onbekend(_ wat: String) -> Weigering {
        Weigering(
            code: "onbekende-\(wat)", uitleg: "Deze \(wat) is hier niet bekend.", toestand: "onbekend", mogelijk: [])
    }
}
