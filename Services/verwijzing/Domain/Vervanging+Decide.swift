import Foundation

public enum VervangingCommand: Equatable, Sendable {
    /// The register says that `vorige` stops, which helps under `hulp` or by what was handed over. Repeating it changes
    /// nothing.
    case zoek(id: UUID, vorige: String, stoptOp: Dag?, hulp: Verwijzing? = nil)
    /// The zaak moved on; `geraakt` is the handover that an act changed, `lopend` the one that was accepted.
    case volg(geraakt: Overdracht?, lopend: Overdracht?)
    /// The same for the verwijzing that it is about.
    case volgHulp(Verwijzing)
    /// The successor goes on with what it took over.
    case bevestig(door: Actor, lopend: Overdracht?)
    /// The same under the verwijzing that it is about, or `ander` came in its place.
    case bevestigHulp(door: Actor, hulp: Verwijzing, ander: Verwijzing?)
    case beeindig(door: Actor, Vervanguitkomst)
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

extension Vervanging {
    /// - Parameters:
    ///   - zaak: as it stands now: who holds its regie sees to it.
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then.
    public static func decide(
        _ state: Vervanging?, over zaak: Zaak, _ command: VervangingCommand, now: Date
    ) throws(Weigering) -> [VervangingEvent] {
        // P1: who asked for help under a verwijzing knows who gives it, which who holds the regie may not.
        let aan = command.hulp?.van ?? state?.hulpVan ?? zaak.regie.partij
        func gebeurt(
            _ feit: VervangingEvent.Feit, _ id: UUID, _ vorige: String, _ stoptOp: Dag?, door: Partij? = nil
        ) -> [VervangingEvent] {
            let kop = VervangingEvent.Kop(
                vervanging: id, verwijzing: state?.verwijzing ?? command.hulp?.id, zaak: zaak.id, kenmerk: zaak.kenmerk,
                regio: zaak.regio, oefening: zaak.oefening, urgentie: .regulier, vorige: vorige, stoptOp: stoptOp,
                regie: aan, door: door, tijdstip: now.opMilliseconde)
            return [VervangingEvent(kop: kop, feit: feit)]
        }
        if case .zoek(let id, let vorige, let stoptOp, _) = command {
            if let state, state.vorige == vorige {
                guard state.isOpen, state.stoptOp != stoptOp || state.aan != aan else { return [] }
            }
            return gebeurt(.gezocht, id, vorige, stoptOp)
        }
        guard let state else {
            switch command {
            case .volg, .volgHulp: return []
            default: break
            }
            throw Weigering(
                code: "onbekende-vervanging", uitleg: "Deze zaak staat niet op de lijst.", toestand: "onbekend",
                mogelijk: [])
        }
        func sluit(
            _ uitkomst: Vervanguitkomst, _ overdracht: UUID? = nil, vervangenDoor: UUID? = nil, door: Partij? = nil
        ) -> [VervangingEvent] {
            gebeurt(
                .gesloten(.init(uitkomst: uitkomst, overdracht: overdracht, vervangenDoor: vervangenDoor)), state.id,
                state.vorige, state.stoptOp, door: door)
        }
        switch command {
        case .zoek: return []
        case .volg(let geraakt, let lopend):
            guard state.isOpen else { return [] }
            if let lopend, state.isVervangen(door: lopend), lopend.overgenomenOp == nil {
                return sluit(.gestart, lopend.id)
            }
            if let geraakt, geraakt.naar == state.vorige, geraakt.isKlaar { return sluit(.nietMeerNodig, geraakt.id) }
            return state.aan == aan ? [] : gebeurt(.gezocht, state.id, state.vorige, state.stoptOp)
        case .volgHulp(let hulp):
            guard state.isOpen else { return [] }
            if hulp.isKlaar { return sluit(.nietMeerNodig) }
            return state.aan == aan ? [] : gebeurt(.gezocht, state.id, state.vorige, state.stoptOp)
        case .bevestigHulp(let door, let hulp, let ander):
            try state.eis(door, aan)
            guard (ander ?? hulp).helpt(zonder: state.vorige, in: zaak.id) else {
                throw state.weigering(
                    "nog-niet-gestart",
                    "Bevestigen kan als een ander met de hulp is gestart. Vraag die hulp anders eerst.")
            }
            return sluit(
                ander == nil ? .overgenomen : .gestart, vervangenDoor: (ander ?? hulp).id, door: door.partij)
        case .bevestig(let door, let lopend):
            try state.eis(door, aan)
            guard let lopend, state.isVervangen(door: lopend) else {
                throw state.weigering(
                    "nog-niet-gestart",
                    "Bevestigen kan als een ander de zorg heeft geaccepteerd en is gestart. Draag anders eerst over.")
            }
            return sluit(.overgenomen, lopend.id, door: door.partij)
        case .beeindig(let door, let uitkomst):
            try state.eis(door, aan)
            guard Vervanguitkomst.doorPersoon.contains(uitkomst) else {
                throw state.weigering("reden-van-de-regel", "Deze reden geeft alleen de keten zelf.")
            }
            return sluit(uitkomst, door: door.partij)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return state.verstrijk(soort, sinds, stadium).flatMap {
                gebeurt($0, state.id, state.vorige, state.stoptOp)
            }
        }
    }

    private func isVervangen(door lopend: Overdracht) -> Bool {
        guard case .gestart = lopend.status else { return false }
        return lopend.naar != vorige
    }

    /// Whoever asked for the help as it was known last; nil for what was handed over.
    private var hulpVan: Partij? { verwijzing == nil ? nil : aan }

    private func eis(_ door: Actor, _ aan: Partij) throws(Weigering) {
        guard door.isPersoon, door.organisatie == aan.organisatie else {
            throw verwijzing == nil
                ? weigering("geen-regie", "Dit doet wie de regie heeft.")
                : weigering("andere-organisatie", "Dit doet wie deze hulp vroeg.")
        }
        guard isOpen else { throw weigering("al-gedaan", "Deze zaak staat niet meer op de lijst.") }
    }

    private func weigering(_ code: String, _ uitleg: String) -> Weigering {
        Weigering(
            code: code, uitleg: uitleg, toestand: isOpen ? "gezocht" : "gesloten",
            mogelijk: mogelijk(voor: aan.organisatie))
    }

    /// O5: remind who sees to it; at 100 per cent both team leads and the region's named person, at 150 the latter again.
    private func verstrijk(_ soort: String, _ sinds: Date, _ percentage: Int) -> [VervangingEvent.Feit] {
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }),
            stadium > afgegaan.first?.stadium ?? 0,
            let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) })
        else { return [] }
        guard stadium >= 100 else {
            return [.termijnHerinnerd(.init(soort: soort, sinds: termijn.sinds, stadium: stadium))]
        }
        func geescaleerd(_ niveau: Escalatieniveau, _ naar: Set<String>) -> VervangingEvent.Feit {
            .termijnGeescaleerd(
                .init(
                    soort: soort, sinds: termijn.sinds, stadium: stadium, niveau: niveau, escalatieNaar: naar.sorted()))
        }
        let regio = geescaleerd(.regio, [])
        return stadium == Termijnsoort.laatsteStadium
            ? [regio] : [geescaleerd(.teamleiders, [aan.organisatie, vorige]), regio]
    }
}

extension VervangingCommand {
    fileprivate var hulp: Verwijzing? {
        switch self {
        case .zoek(_, _, _, let hulp): hulp
        case .volgHulp(let hulp), .bevestigHulp(_, let hulp, _): hulp
        case .volg, .bevestig, .beeindig, .termijnVerstreken: nil
        }
    }
}

extension Verwijzing {
    /// The help ended in its own way, and nobody else has to take it up.
    fileprivate var isKlaar: Bool {
        guard case .beeindigd(let reden, _) = stand else { return false }
        return reden != .kanNietVerder && reden != .nieuweHulpVervangt
    }

    fileprivate func helpt(zonder vorige: String, in zaak: UUID) -> Bool {
        guard case .gestart = stand else { return false }
        return naar != vorige && self.zaak == zaak
    }
}

extension Overdracht {
    /// The help ended in its own way, and nobody else has to take it up.
    fileprivate var isKlaar: Bool {
        switch status {
        case .afgerond(let afsluiting): afsluiting.nazorg != .geen(.verderOvergedragen)
        case .voortijdigBeeindigd: true
        default: false
        }
    }
}
