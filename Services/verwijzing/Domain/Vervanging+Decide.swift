import Foundation

public enum VervangingCommand: Equatable, Sendable {
    /// The register says that `vorige` stops. Repeating it changes nothing.
    case zoek(id: UUID, vorige: String, stoptOp: Dag?)
    /// The zaak moved on; `geraakt` is the handover that an act changed, `lopend` the one that was accepted.
    case volg(geraakt: Overdracht?, lopend: Overdracht?)
    /// The successor goes on with what it took over.
    case bevestig(door: Actor, lopend: Overdracht?)
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
        let regie = zaak.regie.partij
        func gebeurt(
            _ feit: VervangingEvent.Feit, _ id: UUID, _ vorige: String, _ stoptOp: Dag?, door: Partij? = nil
        ) -> [VervangingEvent] {
            let kop = VervangingEvent.Kop(
                vervanging: id, zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                urgentie: .regulier, vorige: vorige, stoptOp: stoptOp, regie: regie, door: door,
                tijdstip: now.opMilliseconde)
            return [VervangingEvent(kop: kop, feit: feit)]
        }
        if case .zoek(let id, let vorige, let stoptOp) = command {
            if let state, state.vorige == vorige {
                guard state.isOpen, state.stoptOp != stoptOp || state.aan != regie else { return [] }
            }
            return gebeurt(.gezocht, id, vorige, stoptOp)
        }
        guard let state else {
            if case .volg = command { return [] }
            throw Weigering(
                code: "onbekende-vervanging", uitleg: "Deze zaak staat niet op de lijst.", toestand: "onbekend",
                mogelijk: [])
        }
        func sluit(_ uitkomst: Vervanguitkomst, _ overdracht: UUID? = nil, door: Partij? = nil) -> [VervangingEvent] {
            gebeurt(
                .gesloten(.init(uitkomst: uitkomst, overdracht: overdracht)), state.id, state.vorige, state.stoptOp,
                door: door)
        }
        switch command {
        case .zoek: return []
        case .volg(let geraakt, let lopend):
            guard state.isOpen else { return [] }
            if let lopend, state.isVervangen(door: lopend), lopend.overgenomenOp == nil {
                return sluit(.gestart, lopend.id)
            }
            if let geraakt, geraakt.naar == state.vorige, geraakt.isKlaar { return sluit(.nietMeerNodig, geraakt.id) }
            return state.aan == regie ? [] : gebeurt(.gezocht, state.id, state.vorige, state.stoptOp)
        case .bevestig(let door, let lopend):
            try state.eis(door, regie)
            guard let lopend, state.isVervangen(door: lopend) else {
                throw state.weigering(
                    "nog-niet-gestart",
                    "Bevestigen kan als een ander de zorg heeft geaccepteerd en is gestart. Draag anders eerst over.")
            }
            return sluit(.overgenomen, lopend.id, door: door.partij)
        case .beeindig(let door, let uitkomst):
            try state.eis(door, regie)
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

    private func eis(_ door: Actor, _ regie: Partij) throws(Weigering) {
        guard door.isPersoon, door.organisatie == regie.organisatie else {
            throw weigering("geen-regie", "Dit doet wie de regie heeft.")
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
