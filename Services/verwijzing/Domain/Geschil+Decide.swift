import Foundation

public enum GeschilCommand: Equatable, Sendable {
    /// `toelichting` is encrypted; `beslisser` is what the register says for this pair and kind.
    case open(door: Actor, id: UUID, over: Geschilsoort, toelichting: UUID, beslisser: Beslisserkeuze)
    /// `motivering` is encrypted; `beslisser` is whom the register names now, where that is another than at the opening.
    case beslis(door: Actor, uitkomst: Geschiluitkomst, motivering: UUID, beslisser: Beslisserkeuze)
    case trekIn(door: Actor)
}

extension Geschil {
    /// - Parameters:
    ///   - overdracht: the handover that it is about; what the decision does to the regie is `Zaakhandeling`'s.
    ///   - open: the disputes of this handover that wait for a decision.
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then.
    public static func decide(
        _ state: Geschil?, over overdracht: Overdracht, naast open: [Geschil] = [], _ command: GeschilCommand, now: Date
    ) throws(Weigering) -> [GeschilEvent] {
        let now = now.opMilliseconde
        if case .open(let door, let id, let soort, let toelichting, let keuze) = command {
            let kant = try overdracht.eisPartij(door)
            guard state == nil, !open.contains(where: { $0.isOpen && $0.over == soort }) else {
                throw .geschil("al-gedaan", "Over deze overdracht loopt hierover al een geschil.", state, door)
            }
            let anders = overdracht.organisatie(kant.andere)
            let kop = GeschilEvent.Kop(
                geschil: id, overdracht: overdracht.id, zaak: overdracht.zaak, kenmerk: overdracht.kenmerk,
                regio: overdracht.regio, oefening: overdracht.oefening, urgentie: overdracht.urgentie, over: soort,
                geopendDoor: door.partij,
                tegenpartij: Ontvanger(
                    organisatie: anders,
                    medewerker: kant == .ontvanger ? overdracht.van.medewerker : overdracht.werkerNu),
                beslisser: try keuze.eis(soort, door), door: door.partij, tijdstip: now)
            return [GeschilEvent(kop: kop, feit: .geopend(.init(toelichting: toelichting)))]
        }
        guard let state else {
            throw Weigering(
                code: "onbekend-geschil", uitleg: "Dit geschil is hier niet bekend.", toestand: "onbekend", mogelijk: []
            )
        }
        func gebeurt(_ door: Partij, _ feit: GeschilEvent.Feit) -> [GeschilEvent] {
            [GeschilEvent(kop: state.kop(door, now), feit: feit)]
        }
        switch command {
        case .open: return []
        case .beslis(let door, let uitkomst, let motivering, let keuze):
            guard door.isPersoon, door.partij == state.beslisser || keuze == .gevonden(door.partij) else {
                throw .geschil(
                    "niet-de-beslisser", "Hierover beslist alleen wie daarvoor vooraf in het register staat.", state,
                    door)
            }
            try state.eisOpen(door)
            guard state.over.uitkomsten.contains(uitkomst) else {
                throw .geschil("uitkomst-onmogelijk", "De regie ligt altijd bij één organisatie.", state, door)
            }
            return gebeurt(door.partij, .besloten(.init(uitkomst: uitkomst, motivering: motivering)))
        case .trekIn(let door):
            guard door.isPersoon, door.organisatie == state.geopendDoor.organisatie else {
                throw .geschil(
                    "andere-organisatie", "Intrekken doet de organisatie die het geschil voorlegde.", state, door)
            }
            try state.eisOpen(door)
            return gebeurt(door.partij, .ingetrokken)
        }
    }

    /// A term of `lopendeTermijnen` went off. No longer running: nothing happens.
    public static func verstrijk(
        _ state: Geschil, soort: String, sinds: Date, stadium: Int, now: Date
    ) -> [GeschilEvent] {
        state.verstrijk(soort, sinds, stadium).map {
            GeschilEvent(kop: state.kop(nil, now.opMilliseconde), feit: $0)
        }
    }

    /// O23: whoever comes in the place of a party or of the decider. Two parties that became one have nothing left to
    /// decide, and a decider that became a party is replaced by the region's named person (O13).
    public static func decide(_ state: Geschil, _ opvolging: Opvolging, now: Date) -> [GeschilEvent] {
        guard state.isOpen else { return [] }
        func nu(_ partij: Partij) -> Partij {
            partij.organisatie == opvolging.organisatie
                ? opvolging.opvolger?.partij(partij.medewerker) ?? opvolging.vangnet : partij
        }
        var kop = state.kop(nil, now.opMilliseconde)
        let ander = nu(
            Partij(organisatie: state.tegenpartij.organisatie, medewerker: state.tegenpartij.medewerker ?? ""))
        kop.geopendDoor = nu(state.geopendDoor)
        if ander.organisatie != state.tegenpartij.organisatie {
            kop.tegenpartij = Ontvanger(organisatie: ander.organisatie, medewerker: ander.medewerker)
        }
        kop.beslisser = nu(state.beslisser)
        let partijen = [kop.geopendDoor.organisatie, kop.tegenpartij.organisatie]
        if partijen.contains(kop.beslisser.organisatie) { kop.beslisser = opvolging.vangnet }
        guard
            (kop.geopendDoor, kop.tegenpartij, kop.beslisser) != (state.geopendDoor, state.tegenpartij, state.beslisser)
        else { return [] }
        let opgevolgd = GeschilEvent(kop: kop, feit: .opgevolgd(.init(vorige: opvolging.organisatie)))
        return partijen[0] == partijen[1] ? [opgevolgd, GeschilEvent(kop: kop, feit: .ingetrokken)] : [opgevolgd]
    }

    func kop(_ door: Partij?, _ now: Date) -> GeschilEvent.Kop {
        GeschilEvent.Kop(
            geschil: id, overdracht: overdracht, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening,
            urgentie: urgentie, over: over, geopendDoor: geopendDoor, tegenpartij: tegenpartij, beslisser: beslisser,
            door: door, tijdstip: now)
    }

    private func eisOpen(_ door: Actor) throws(Weigering) {
        guard isOpen else {
            throw .geschil("al-gedaan", "Dit geschil is al beslist of ingetrokken.", self, door)
        }
    }

    /// O5: remind the decider, then its team leads and both sides', then the region's named person; each once.
    private func verstrijk(_ soort: String, _ sinds: Date, _ percentage: Int) -> [GeschilEvent.Feit] {
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }),
            stadium > afgegaan.first?.stadium ?? 0,
            let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) })
        else { return [] }
        guard stadium >= 100 else {
            return [
                .termijnHerinnerd(
                    .init(soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: beslisser.organisatie))
            ]
        }
        let regio = stadium == Termijnsoort.laatsteStadium
        let wie: Set = [beslisser.organisatie, geopendDoor.organisatie, tegenpartij.organisatie]
        return [
            .termijnGeescaleerd(
                .init(
                    soort: soort, sinds: termijn.sinds, stadium: stadium, niveau: regio ? .regio : .teamleiders,
                    escalatieNaar: regio ? [] : wie.sorted()))
        ]
    }
}

extension Beslisserkeuze {
    /// O13: refused with what the register misses, since without a decider nobody would ever decide.
    fileprivate func eis(_ soort: Geschilsoort, _ door: Actor) throws(Weigering) -> Partij {
        let watMist: String
        switch self {
        case .gevonden(let partij): return partij
        case .ontbreekt: watMist = "In het register staat geen beslisser voor deze twee organisaties"
        case .partijdig: watMist = "De beslisser in het register hoort bij een van deze twee organisaties"
        case .zonderMandaat: watMist = "De beslisser in het register heeft geen mandaat \(soort.mandaat)"
        }
        throw .geschil(
            "geen-beslisser",
            "\(watMist). Vraag de regio om vast te leggen wie beslist, met mandaat \(soort.mandaat).", nil, door)
    }
}

extension Overdracht {
    /// Who does the work at the receiver, also while it is given back.
    var werkerNu: String? {
        if case .teruggegeven(let teruggave) = status { return teruggave.uitvoering.werker }
        return status.uitvoering?.werker
    }
}

extension Weigering {
    fileprivate static func geschil(_ code: String, _ uitleg: String, _ state: Geschil?, _ door: Actor) -> Weigering {
        Weigering(
            code: code, uitleg: uitleg, toestand: state?.stand.code ?? "geen-geschil",
            mogelijk: state?.mogelijk(voor: door.organisatie) ?? [])
    }
}
