import Foundation

public enum ContinuiteitCommand: Equatable, Sendable {
    /// - `gezien`: the count that was seen (V5).
    case legWoonplekVast(
        door: Actor, kind: UUID, soort: Woonplekcode, organisatie: String?, reden: Verhuisreden?, gezien: String?)
    case beginOpname(door: Actor, kind: UUID, id: UUID, organisatie: String, vanaf: Dag)
    case eindigOpname(door: Actor, id: UUID, tot: Dag)
    /// Someone helps these children under a verwijzing or overdracht.
    case telWerker(hulp: UUID, werker: Partij, kinderen: [UUID])
    /// V6: these are 16 to 27 now, as their birth dates say, which were opened for this.
    case vraagBestemming(kinderen: [UUID])
    case legBestemmingVast(door: Actor, kind: UUID, wonen: Woonbestemming, zorg: Zorgbestemming)
    /// The regie may have moved: what waits is with who holds it now (N5).
    case volg
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

extension Continuiteit {
    /// V6: from the first age on, and before the second.
    public static let bestemmingsleeftijd = 16..<27

    /// - Parameters:
    ///   - zaak: as it stands now; whether who acts has a part in it is decided before (P5).
    ///   - gezin: who belong to the family.
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`, with the state of what it is about and what is possible now; nothing changes then.
    public static func decide(
        _ state: Continuiteit?, over zaak: Zaak, gezin: Bescherming?, _ command: ContinuiteitCommand, now: Date
    ) throws(Weigering) -> [ContinuiteitEvent] {
        do { return try besluit(state, over: zaak, gezin: gezin, command, now: now) } catch {
            throw error.bij(state.toestand(bij: command), kan: state.mogelijk(na: command, gezin))
        }
    }

    private static func besluit(
        _ state: Continuiteit?, over zaak: Zaak, gezin: Bescherming?, _ command: ContinuiteitCommand, now: Date
    ) throws(Weigering) -> [ContinuiteitEvent] {
        let regie = Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker)
        func event(
            _ kind: UUID, _ door: Partij?, _ feit: ContinuiteitEvent.Feit, op moment: Date = now.opMilliseconde
        ) -> ContinuiteitEvent {
            ContinuiteitEvent(
                kop: .init(
                    zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                    urgentie: .regulier, regie: regie, kind: kind, door: door, tijdstip: moment), feit: feit)
        }
        func eis(_ door: Actor, _ kind: UUID) throws(Weigering) {
            guard door.kentInhoud else {
                throw .continuiteit(
                    "rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.")
            }
            guard gezin?.kinderen.contains(kind) == true else {
                throw .continuiteit("kind-onbekend", "Dit kind is in deze zaak niet bekend.")
            }
        }
        switch command {
        case .legWoonplekVast(let door, let kind, let soort, let organisatie, let reden, let gezien):
            try eis(door, kind)
            let nu = state?.kind(kind)
            if let organisatie, nu?.opname?.organisatie == organisatie, nu?.woonplek?.organisatie != organisatie {
                throw .continuiteit(
                    "opname-is-geen-woonplek", "Het kind is hier opgenomen. Zijn woonplek blijft intussen bestaan.")
            }
            guard nu?.woonplek?.soort != soort || nu?.woonplek?.organisatie != organisatie else {
                throw .continuiteit("al-gedaan", "Het kind woont hier al.")
            }
            guard (nu?.woonplek == nil) == (reden == nil) else {
                throw .continuiteit(
                    "verhuisreden",
                    reden == nil
                        ? "Zeg waarom het kind ergens anders gaat wonen."
                        : "Dit is de eerste woonplek die u vastlegt: daar hoort geen reden van verhuizen bij.")
            }
            if nu?.woonplek != nil { try telling(state, [kind]).eisGezien(gezien) }
            return [
                event(
                    kind, door.partij,
                    .woonplekVastgelegd(
                        .init(
                            woonplek: soort, organisatie: organisatie, reden: reden,
                            verhuizingen: (nu?.verhuizingen ?? 0) + (nu?.woonplek == nil ? 0 : 1))))
            ]
        case .beginOpname(let door, let kind, let id, let organisatie, let vanaf):
            try eis(door, kind)
            guard state?.kind(kind)?.opname == nil else {
                throw .continuiteit("al-gedaan", "Dit kind is al opgenomen.")
            }
            return [
                event(
                    kind, door.partij, .opnameBegonnen(.init(opname: id, organisatie: organisatie, vanaf: vanaf)))
            ]
        case .eindigOpname(let door, let id, let tot):
            guard let kind = state?.kinderen.first(where: { $0.opnames.contains { $0.id == id } }),
                let opname = kind.opnames.first(where: { $0.id == id })
            else { throw .continuiteit("onbekende-opname", "Deze opname is hier niet bekend.") }
            try eis(door, kind.id)
            guard opname.tot == nil else { throw .continuiteit("al-gedaan", "Deze opname is al geëindigd.") }
            guard opname.vanaf <= tot else {
                throw .continuiteit("einde-voor-begin", "De laatste dag ligt voor de eerste.")
            }
            return [event(kind.id, door.partij, .opnameBeeindigd(.init(opname: id, tot: tot)))]
        case .telWerker(let hulp, let werker, let kinderen):
            return kinderen.compactMap { id in
                let kind = state?.kind(id)
                let werkers = kind?.werkers ?? []
                guard werkers.first(where: { $0.hulp == hulp })?.wie != werker else { return nil }
                // Who helps the child already is no new face.
                let kent = werkers.contains { $0.wie == werker }
                return event(
                    id, nil,
                    .werkerGeteld(
                        .init(
                            hulp: hulp, werker: werker, werkerwissels: (kind?.werkerwissels ?? 0) + (kent ? 0 : 1))))
            }
        case .vraagBestemming(let kinderen):
            // A term is known by its kind and beginning, so no two of a zaak begin at the same instant.
            var moment = now.opMilliseconde
            return kinderen.compactMap { id in
                let kind = state?.kind(id)
                guard kind?.bestemming == nil, kind?.zonderBestemming == nil else { return nil }
                while state?.kinderen.contains(where: { $0.zonderBestemming?.sinds.zelfdeMoment(als: moment) == true })
                    == true
                { moment = (moment + 0.001).opMilliseconde }
                defer { moment = (moment + 0.001).opMilliseconde }
                return event(id, nil, .bestemmingGevraagd(.init(bestemming: Self.bestemming(van: id))), op: moment)
            }
        case .legBestemmingVast(let door, let kind, let wonen, let zorg):
            try eis(door, kind)
            if let nu = state?.kind(kind)?.bestemming, nu.wonen == wonen, nu.zorg == zorg {
                throw .continuiteit("al-gedaan", "Deze bestemming is al vastgelegd.")
            }
            return [
                event(
                    kind, door.partij,
                    .bestemmingVastgelegd(.init(bestemming: Self.bestemming(van: kind), wonen: wonen, zorg: zorg)))
            ]
        case .volg:
            return (state?.kinderen ?? []).compactMap { kind in
                guard let gemis = kind.zonderBestemming, gemis.aan != regie else { return nil }
                return event(
                    kind.id, nil, .bestemmingDoorgegeven(.init(bestemming: gemis.id, vorige: gemis.aan)))
            }
        case .termijnVerstreken(let soort, let sinds, let stadium):
            guard let (kind, feit) = state?.verstreken(soort, sinds, stadium) else { return [] }
            return [event(kind, nil, feit)]
        }
    }

    /// What the task about a child's destination is about: follows from the child.
    private static func bestemming(van kind: UUID) -> UUID {
        var bytes = kind.uuid
        // Another id than the child's own, which is no subject of tasks.
        bytes.15 ^= 0x16
        return UUID(uuid: bytes)
    }

    /// O5: remind at 50 and 80 percent; at 100 the team lead of who must move; at 150 the region's named person.
    private func verstreken(
        _ soort: String, _ sinds: Date, _ percentage: Int
    ) -> (kind: UUID, feit: ContinuiteitEvent.Feit)? {
        guard
            let (onderwerp, termijn) = lopendeTermijnen.first(where: {
                $0.termijn.soort == soort && $0.termijn.sinds.zelfdeMoment(als: sinds)
            }), let kind = kinderen.first(where: { $0.zonderBestemming?.id == onderwerp }),
            let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }),
            stadium > afgegaan.first(where: { $0.onderwerp == onderwerp })?.stadium ?? 0
        else { return nil }
        guard stadium >= 100 else {
            return (
                kind.id,
                .termijnHerinnerd(.init(onderwerp: onderwerp, soort: soort, sinds: termijn.sinds, stadium: stadium))
            )
        }
        let regio = stadium == Termijnsoort.laatsteStadium
        return (
            kind.id,
            .termijnGeescaleerd(
                .init(
                    onderwerp: onderwerp, soort: soort, sinds: termijn.sinds, stadium: stadium,
                    niveau: regio ? .regio : .teamleiders, escalatieNaar: regio ? [] : [termijn.organisatie]))
        )
    }
}

extension Wisseltelling {
    /// V5, for a change of worker: the count of these children must have been seen.
    public static func eisGezien(_ state: Continuiteit?, _ kinderen: [UUID], _ gezien: String?) throws(Weigering) {
        try Continuiteit.telling(state, kinderen).eisGezien(gezien)
    }
}

extension Weigering {
    fileprivate static func continuiteit(_ code: String, _ uitleg: String) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: "", mogelijk: [])
    }
}
