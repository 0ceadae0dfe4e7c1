import Foundation

// O17, O23: what stands beside the handovers of a zaak goes on without an organisation that stopped. Each is decided by
// itself; hearing of it twice or late changes nothing. `regie` is who holds the regie by then, never of who stopped.

extension Verwijzing {
    /// Whoever comes in the place of who asked or of who was asked. Without a successor another asks on, and what was
    /// asked of who is gone ends, so that it is back at who asked.
    /// - Parameter vrager: who asks on where nobody comes in the asker's place.
    public static func decide(
        _ state: Verwijzing, _ opvolging: Opvolging, vrager: Partij, now: Date
    ) -> [VerwijzingEvent] {
        let weg = opvolging.organisatie
        guard !state.isEindstand, state.isPartij(weg), (opvolging.opvolger?.organisatie ?? vrager.organisatie) != weg
        else { return [] }
        var (stand, events): (Verwijzing, [VerwijzingEvent]) = (state, [])
        func gebeurt(_ feit: VerwijzingEvent.Feit, van: Partij? = nil, naar: String? = nil) {
            var kop = stand.kop(nil, now.opMilliseconde)
            (kop.van, kop.naar) = (van ?? kop.van, naar ?? kop.naar)
            events.append(VerwijzingEvent(kop: kop, feit: feit))
            stand = evolve(stand, VerwijzingEvent(kop: kop, feit: feit))
        }
        if state.van.organisatie == weg {
            gebeurt(
                .opgevolgd(.init(kant: .aanbieder, vorige: weg, werker: nil)),
                van: opvolging.opvolger?.partij(state.van.medewerker) ?? vrager)
        }
        if state.naar == weg, let opvolger = opvolging.opvolger {
            let werker = state.hulp.map { opvolger.partij($0.werker).medewerker }
            gebeurt(
                .opgevolgd(.init(kant: .ontvanger, vorige: weg, werker: werker)), naar: opvolger.organisatie)
        } else if state.naar == weg, let hulp = state.hulp {
            gebeurt(.beeindigd(.init(reden: .kanNietVerder, werker: hulp.werker, vervangenDoor: nil)))
        }
        // Back at who asked; or nothing is left to ask, since both are one now. Help that runs goes on for the family.
        if stand.isOpen, stand.naar == weg || stand.naar == stand.van.organisatie {
            gebeurt(.ingetrokken(.init(reden: .organisatieGestopt)))
        }
        return events
    }
}

extension Consultatie {
    /// Whoever comes in the place of who asked or of who was asked; without a successor as for a verwijzing.
    public static func decide(
        _ state: Consultatie, _ opvolging: Opvolging, vrager: Partij, now: Date
    ) -> [ConsultatieEvent] {
        let weg = opvolging.organisatie
        guard !state.isGesloten, (opvolging.opvolger?.organisatie ?? vrager.organisatie) != weg else { return [] }
        var (stand, events): (Consultatie, [ConsultatieEvent]) = (state, [])
        func gebeurt(_ feit: ConsultatieEvent.Feit, van: Partij? = nil, naar: String? = nil) {
            var kop = stand.kop(nil, now.opMilliseconde)
            (kop.van, kop.naar) = (van ?? kop.van, naar ?? kop.naar)
            events.append(ConsultatieEvent(kop: kop, feit: feit))
            stand = evolve(stand, ConsultatieEvent(kop: kop, feit: feit))
        }
        if state.van.organisatie == weg {
            gebeurt(
                .opgevolgd(.init(kant: .aanbieder, vorige: weg)),
                van: opvolging.opvolger?.partij(state.van.medewerker) ?? vrager)
        }
        if state.naar == weg, let opvolger = opvolging.opvolger {
            gebeurt(.opgevolgd(.init(kant: .ontvanger, vorige: weg)), naar: opvolger.organisatie)
        }
        // What was advised is there, whoever gave it.
        guard case .gevraagd = stand.stand else { return events }
        if stand.naar == weg { gebeurt(.gesloten(.init(uitkomst: .afgewezen))) }
        if stand.naar == stand.van.organisatie { gebeurt(.gesloten(.init(uitkomst: .ingetrokken))) }
        return events
    }
}

extension Vragenlijst {
    /// O16: the successor answers, asks and receives on. Without one nobody shares it any more, whoever waited for it hears
    /// that, and what its receivers have they keep.
    public static func decide(_ state: Vragenlijst, _ opvolging: Opvolging, now: Date) -> [VragenlijstEvent] {
        let (weg, opvolger) = (opvolging.organisatie, opvolging.opvolger)
        let aanvraag = state.aanvragen.first { $0.door.organisatie == weg }
        let deling = state.delingen.first { $0.met == weg && (opvolger != nil || $0.ontvangen == nil) }
        let eigen = state.eigenaar.organisatie == weg && (opvolger != nil || state.eigenaarGestopt != true)
        guard opvolger?.organisatie != weg, eigen || aanvraag != nil || deling != nil else { return [] }
        var kop = state.kop(nil, now.opMilliseconde)
        if eigen, let opvolger { kop.eigenaar = opvolger.partij(state.eigenaar.medewerker) }
        let wie = aanvraag?.door.medewerker ?? deling?.ontvangen?.medewerker
        var feit = VragenlijstEvent.Opgevolgd(
            vorige: weg,
            opvolger: opvolger.map { nieuw in
                Ontvanger(organisatie: nieuw.organisatie, medewerker: wie.map { nieuw.partij($0).medewerker })
            }, vervallen: eigen && opvolger == nil ? state.aanvragen.map(\.door) : [], wachtend: 0,
            teOntvangen: 0)
        let na = evolve(state, VragenlijstEvent(kop: kop, feit: .opgevolgd(feit)))
        (feit.wachtend, feit.teOntvangen) = (na.aanvragen.count, na.delingen.filter { $0.ontvangen == nil }.count)
        return [VragenlijstEvent(kop: kop, feit: .opgevolgd(feit))]
    }
}

extension Continuiteit {
    /// V4, V5: the successor gives the place and the help; who moved along is no new face, and for the others it is one
    /// when the successor names somebody. Without a successor the help ends by its own events.
    public static func decide(
        _ state: Continuiteit, over zaak: Zaak, _ opvolging: Opvolging, now: Date
    ) -> [ContinuiteitEvent] {
        guard let opvolger = opvolging.opvolger else { return [] }
        let weg = opvolging.organisatie
        return state.kinderen.compactMap { kind in
            let werkers = kind.werkers.filter { $0.wie.organisatie == weg }.map {
                Werker(hulp: $0.hulp, wie: opvolger.partij($0.wie.medewerker))
            }
            let plek = kind.woonplek?.organisatie == weg || kind.opname?.organisatie == weg
            guard plek || !werkers.isEmpty else { return nil }
            return ContinuiteitEvent(
                kop: .init(
                    zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                    urgentie: .regulier, regie: zaak.regie.partij, kind: kind.id, door: nil,
                    tijdstip: now.opMilliseconde),
                feit: .opgevolgd(.init(vorige: weg, opvolger: opvolger.organisatie, werkers: werkers)))
        }
    }
}

extension Gezinscontact {
    /// N7: who comes in the place of who asked something reads the answer; without a successor nobody waits for it.
    public static func decide(
        _ state: Gezinscontact, over zaak: Zaak, _ opvolging: Opvolging, now: Date
    ) -> [GezinscontactEvent] {
        guard let opvolger = opvolging.opvolger else { return [] }
        return state.navragen.compactMap { navraag in
            guard let van = navraag.van, van.organisatie == opvolging.organisatie else { return nil }
            return GezinscontactEvent(
                kop: .init(
                    zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                    urgentie: .regulier, regie: zaak.regie.partij, tijdstip: now.opMilliseconde),
                feit: .navraagOpgevolgd(
                    .init(
                        navraag: navraag.id, vorige: opvolging.organisatie, van: opvolger.partij(van.medewerker))))
        }
    }
}
