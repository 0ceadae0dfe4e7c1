import Foundation

public enum VragenlijstCommand: Equatable, Sendable {
    /// `vragen` is encrypted. `uit` is a list of another that was shared with this organisation.
    case stelOp(door: Actor, id: UUID, over: String, vragen: UUID, aantal: Int, uit: UUID?)
    /// `antwoord` is encrypted.
    case beantwoord(door: Actor, nummer: Int, antwoord: UUID)
    /// Who is to do the same asks for it. `bekend` says whether its owner may know that it has a part in the zaak (P1).
    case vraagAan(door: Actor, grondslag: Deelgrond, inZaak: Bool, bekend: Bool)
    case weiger(door: Actor, organisatie: String, reden: Vragenlijstweigerreden)
    /// `inZaak` says whether the receiver has a part in the zaak, as far as who shares may know.
    case deel(door: Actor, met: String, grondslag: Deelgrond, inZaak: Bool)
    /// A named person of the receiver has it.
    case ontvang(door: Actor)
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

extension Vragenlijst {
    /// - Parameters:
    ///   - zaak: the zaak in which it stands; nothing of its regie changes.
    ///   - zicht: what who acts sees of the zaak; what it does not see is answered as if it were not there (P1).
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then.
    public static func decide(
        _ state: Vragenlijst?, in zaak: Zaak, _ command: VragenlijstCommand, zicht: Zicht = .vrij, now: Date
    ) throws(Weigering) -> [VragenlijstEvent] {
        let now = now.opMilliseconde
        if case .stelOp(let door, let id, let over, let vragen, let aantal, let uit) = command {
            try eisInhoud(door, state)
            guard state == nil else { throw .vragenlijst("al-gedaan", "Deze vragenlijst is er al.", state, door) }
            let kop = VragenlijstEvent.Kop(
                vragenlijst: id, zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                urgentie: .regulier, over: over, eigenaar: door.partij, door: door.partij, tijdstip: now)
            return [VragenlijstEvent(kop: kop, feit: .opgesteld(.init(vragen: vragen, aantal: aantal, uit: uit)))]
        }
        guard let state else {
            throw Weigering(
                code: "onbekende-vragenlijst", uitleg: "Deze vragenlijst is hier niet bekend.", toestand: "onbekend",
                mogelijk: [])
        }
        func gebeurt(_ door: Partij?, _ feit: VragenlijstEvent.Feit) -> [VragenlijstEvent] {
            [VragenlijstEvent(kop: state.kop(door, now), feit: feit)]
        }
        switch command {
        case .stelOp: return []
        case .beantwoord(let door, let nummer, let antwoord):
            try state.eisEigenaar(door)
            guard (1...max(state.aantal, 1)).contains(nummer) else {
                throw .vragenlijst("onbekend-nummer", "Deze vraag staat niet in de lijst.", state, door)
            }
            return gebeurt(door.partij, .beantwoord(.init(nummer: nummer, antwoord: antwoord)))
        case .vraagAan(let door, let grondslag, let inZaak, let bekend):
            try eisInhoud(door, state)
            guard state.eigenaarGestopt != true else {
                throw .vragenlijst("eigenaar-gestopt", "Wie deze lijst maakte, doet niet meer mee.", state, door)
            }
            guard bekend else {
                throw .vragenlijst(
                    "afgeschermd-voor-eigenaar",
                    "Wie deze lijst maakte, mag niet weten dat u in deze zaak werkt. Vraag ernaar bij wie de regie heeft.",
                    state, door)
            }
            guard state.mogelijk(voor: door.organisatie, inZaak: inZaak).contains("vragenlijst-aanvragen") else {
                throw .vragenlijst("kan-niet-in-deze-toestand", "Uw organisatie vroeg of kreeg haar al.", state, door)
            }
            return gebeurt(door.partij, .gevraagd(.init(grondslag: grondslag)))
        case .weiger(let door, let organisatie, let reden):
            try state.eisEigenaar(door)
            guard zicht.ziet(organisatie: organisatie),
                let aanvraag = state.aanvragen.first(where: { $0.door.organisatie == organisatie })
            else {
                throw .vragenlijst("niet-gevraagd", "Deze organisatie vroeg er niet om.", state, door, zicht)
            }
            return gebeurt(
                door.partij,
                .geweigerd(
                    .init(aanvrager: aanvraag.door, reden: reden, wachtend: state.aanvragen.count - 1)))
        case .deel(let door, let met, let grondslag, let inZaak):
            try state.eisEigenaar(door)
            guard met != state.eigenaar.organisatie else {
                throw .vragenlijst("naar-zichzelf", "Deel met een andere organisatie.", state, door)
            }
            guard inZaak else {
                throw .vragenlijst(
                    "geen-deel-in-de-zaak", "Deze organisatie heeft geen deel in de zaak.", state, door, zicht)
            }
            guard !state.isGedeeld(met: met) else {
                throw .vragenlijst("al-gedaan", "Met deze organisatie is de lijst al gedeeld.", state, door)
            }
            let aanvraag = state.aanvragen.first { $0.door.organisatie == met }
            return gebeurt(
                door.partij,
                .gedeeld(
                    .init(
                        met: met, grondslag: grondslag, aanvrager: aanvraag?.door,
                        wachtend: state.aanvragen.count - (aanvraag == nil ? 0 : 1))))
        case .ontvang(let door):
            try eisInhoud(door, state)
            guard state.mogelijk(voor: door.organisatie, inZaak: true).contains("vragenlijst-ontvangen") else {
                throw .vragenlijst(
                    "kan-niet-in-deze-toestand", "Deze lijst is niet met u gedeeld, of al ontvangen.", state, door)
            }
            return gebeurt(door.partij, .ontvangen(.init(organisatie: door.organisatie)))
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return state.verstrijk(soort, sinds, stadium).flatMap { gebeurt(nil, $0) }
        }
    }

    /// What was asked or shared ends where it can come to nobody: whoever waits left the zaak, or one of the two may not
    /// know the other any more (P1, P5). So nobody has to do what cannot be done.
    public static func volg(
        _ state: Vragenlijst, in zaak: Zaak, _ bescherming: Bescherming?, now: Date
    ) -> [VragenlijstEvent] {
        let eigenaar = state.eigenaar.organisatie
        func kan(_ ander: String, geeft: Bool) -> Bool {
            (zaak.regie.organisatie == ander || zaak.isBetrokken(ander))
                && bescherming?.zicht(voor: ander).ziet(organisatie: eigenaar) != false
                && (geeft || bescherming?.zicht(voor: eigenaar).ziet(organisatie: ander) != false)
        }
        var (stand, events): (Vragenlijst, [VragenlijstEvent]) = (state, [])
        func vervalt(_ organisatie: String, _ aanvrager: Partij?) {
            let wachtend = stand.aanvragen.count - (aanvrager == nil ? 0 : 1)
            let event = VragenlijstEvent(
                kop: stand.kop(nil, now.opMilliseconde),
                feit: .vervallen(.init(organisatie: organisatie, aanvrager: aanvrager, wachtend: wachtend)))
            events.append(event)
            stand = evolve(stand, event)
        }
        for aanvraag in state.aanvragen where !kan(aanvraag.door.organisatie, geeft: false) {
            vervalt(aanvraag.door.organisatie, aanvraag.door)
        }
        for deling in state.delingen where deling.ontvangen == nil && !kan(deling.met, geeft: true) {
            vervalt(deling.met, nil)
        }
        return events
    }

    func kop(_ door: Partij?, _ now: Date) -> VragenlijstEvent.Kop {
        VragenlijstEvent.Kop(
            vragenlijst: id, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, urgentie: .regulier,
            over: over, eigenaar: eigenaar, door: door, tijdstip: now)
    }

    private static func eisInhoud(_ door: Actor, _ state: Vragenlijst?) throws(Weigering) {
        guard door.kentInhoud else {
            throw .vragenlijst(
                "rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.", state, door)
        }
    }

    private func eisEigenaar(_ door: Actor) throws(Weigering) {
        guard door.organisatie == eigenaar.organisatie else {
            throw .vragenlijst("niet-de-eigenaar", "Dit doet wie de vragenlijst maakte.", self, door)
        }
        try Self.eisInhoud(door, self)
    }

    /// O5: remind who must move, then the team leads of both, then the region's named person; each once.
    private func verstrijk(_ soort: String, _ sinds: Date, _ percentage: Int) -> [VragenlijstEvent.Feit] {
        guard let stap = Termijnstap(soort, sinds: sinds, percentage: percentage, lopendeTermijnen, afgegaan) else {
            return []
        }
        let wie = aanZet(soort, stap.sinds)
        guard stap.isVerstreken else { return wie.map { .termijnHerinnerd(stap.herinnering(aan: $0)) } }
        return [.termijnGeescaleerd(stap.escalatie(naar: wie + [eigenaar.organisatie]))]
    }
}

extension Weigering {
    fileprivate static func vragenlijst(
        _ code: String, _ uitleg: String, _ state: Vragenlijst?, _ door: Actor, _ zicht: Zicht = .vrij
    ) -> Weigering {
        Weigering(
            code: code, uitleg: uitleg, toestand: state == nil ? "geen-vragenlijst" : "opgesteld",
            mogelijk: state?.mogelijk(voor: door.organisatie, inZaak: false, zicht: zicht) ?? [])
    }
}
