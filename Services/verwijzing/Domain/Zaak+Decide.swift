import Foundation

/// Acts on the zaak itself; none of them moves the regie to another organisation.
public enum ZaakCommand: Equatable, Sendable {
    /// The organisation that brings the zaak in holds the regie, with a named person.
    case open(zaak: UUID, kenmerk: String, regio: String, oefening: Bool, regie: Partij)
    case betrek(door: Actor, organisatie: String, grond: Betrokkengrond)
    /// `verwijst`: help that it asked in this zaak runs, or waits for an answer (O10).
    case beeindigBetrokkenheid(door: Actor, organisatie: String, reden: EindeBetrokkenheid, verwijst: Bool = false)
    /// R7: a measure of the court runs and this organisation carries it out; nil once it has ended.
    case volgMaatregel(UUID, uitvoerder: String?)
    /// O1: who held the regie carries out a measure here, which stands beside it.
    case houdWettelijkeTaak(String)
    /// Another named person at the organisation that holds the regie (N5).
    case wisselRegiehouder(door: Actor, naar: Actor)
}

extension Zaak {
    /// - Parameter now: the clock, read after the locks; used at whole milliseconds.
    public static func decide(_ state: Zaak?, _ command: ZaakCommand, now: Date) throws(Weigering) -> [ZaakEvent] {
        if case .open(let zaak, let kenmerk, let regio, let oefening, let regie) = command {
            if let state { throw state.weigering("al-gedaan", "Deze zaak is al geopend.") }
            guard !regie.organisatie.isEmpty, !regie.medewerker.isEmpty else {
                throw Weigering(
                    code: "geen-regiehouder", uitleg: "Noem de organisatie en de medewerker die de regie hebben.",
                    toestand: "onbekend", mogelijk: ["openen"])
            }
            let kop = ZaakEvent.Kop(
                zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, regie: regie,
                tijdstip: now.opMilliseconde)
            return [ZaakEvent(kop: kop, feit: .geopend)]
        }
        guard let state else { throw .onbekendeZaak }
        var verloop = Zaakverloop(state, now.opMilliseconde)
        switch command {
        case .open: break
        case .betrek(let door, let organisatie, let grond):
            try state.betrek(door, organisatie, grond, &verloop)
        case .beeindigBetrokkenheid(let door, let organisatie, let reden, let verwijst):
            try state.beeindig(door, organisatie, reden, verwijst, &verloop)
        case .volgMaatregel(let maatregel, let uitvoerder):
            state.volg(maatregel, uitvoerder, &verloop)
        case .houdWettelijkeTaak(let organisatie):
            guard state.betrokken.first(where: { $0.organisatie == organisatie })?.wettelijkeTaak != true else { break }
            verloop.gebeurt(
                .betrokken(
                    .init(organisatie: organisatie, wettelijkeTaak: true, grond: .wettelijkeTaak, maatregelen: nil)))
        case .wisselRegiehouder(let door, let naar):
            try state.wissel(door, naar, &verloop)
        }
        return verloop.events
    }

    /// Whoever holds the regie involves others; an organisation states its own wettelijke taak.
    private func betrek(
        _ door: Actor, _ organisatie: String, _ grond: Betrokkengrond, _ verloop: inout Zaakverloop
    ) throws(Weigering) {
        let eigenTaak = grond == .wettelijkeTaak && door.organisatie == organisatie
        guard door.isPersoon, eigenTaak || door.organisatie == regie.organisatie else {
            throw weigering("geen-regie", "Alleen wie de regie heeft betrekt een andere organisatie.")
        }
        let oud = betrokken.first { $0.organisatie == organisatie }
        let wettelijkeTaak = grond == .wettelijkeTaak || oud?.wettelijkeTaak == true
        guard !organisatie.isEmpty, oud == nil || oud?.wettelijkeTaak != wettelijkeTaak else {
            throw weigering("al-gedaan", "Deze organisatie is al betrokken.")
        }
        verloop.gebeurt(
            .betrokken(
                .init(organisatie: organisatie, wettelijkeTaak: wettelijkeTaak, grond: grond, maatregelen: nil)))
    }

    /// O1, R7: who carries out a measure of the court has its wettelijke taak by that, as long as it runs. Hearing of it
    /// twice changes nothing.
    private func volg(_ maatregel: UUID, _ uitvoerder: String?, _ verloop: inout Zaakverloop) {
        for vorige in betrokken where vorige.voertUit(maatregel) && vorige.organisatie != uitvoerder {
            verloop.gebeurt(vorige.zonder(maatregel))
        }
        guard let uitvoerder else { return }
        let oud = betrokken.first { $0.organisatie == uitvoerder }
        guard oud?.voertUit(maatregel) != true else { return }
        verloop.gebeurt(
            .betrokken(
                .init(
                    organisatie: uitvoerder, wettelijkeTaak: true, grond: .wettelijkeTaak,
                    maatregelen: (oud?.maatregelen ?? []) + [maatregel])))
    }

    /// O1: a wettelijke taak ends by its own ground only, said by the organisation that has it. O10: who referred stays as
    /// long as what it asked runs, unless it wants no part in it any more.
    private func beeindig(
        _ door: Actor, _ organisatie: String, _ reden: EindeBetrokkenheid, _ verwijst: Bool,
        _ verloop: inout Zaakverloop
    ) throws(Weigering) {
        guard let betrokkene = betrokken.first(where: { $0.organisatie == organisatie }) else {
            throw weigering("niet-betrokken", "Deze organisatie is niet betrokken.")
        }
        guard door.isPersoon, door.organisatie == organisatie || door.organisatie == regie.organisatie else {
            throw weigering("geen-regie", "Alleen de organisatie zelf of wie de regie heeft kan dit vastleggen.")
        }
        if betrokkene.wettelijkeTaak {
            guard reden == .wettelijkeTaakGeeindigd, door.organisatie == organisatie else {
                throw weigering(
                    "wettelijke-taak", "Een wettelijke taak eindigt alleen op haar eigen grond, door wie haar heeft.")
            }
            guard betrokkene.maatregelen?.isEmpty != false else {
                throw weigering(
                    "maatregel-loopt", "Deze taak rust op een maatregel van de rechter en eindigt met die maatregel.")
            }
        }
        guard !verwijst || door.organisatie == organisatie else {
            throw weigering(
                "verwijst-nog",
                "Deze organisatie vroeg hulp die nog loopt of op antwoord wacht; zij is betrokken tot dat voorbij is.")
        }
        verloop.gebeurt(
            .betrokkenheidBeeindigd(.init(organisatie: organisatie, reden: reden, door: door.medewerker)))
    }

    private func wissel(_ door: Actor, _ naar: Actor, _ verloop: inout Zaakverloop) throws(Weigering) {
        guard door.isPersoon, door.organisatie == regie.organisatie else {
            throw weigering("geen-regie", "Alleen een medewerker van wie de regie heeft kan een ander noemen.")
        }
        guard lopend == nil else {
            throw weigering(
                "werker-wisselen", "Er loopt een overdracht: wissel daar de werker, dan wisselt de regie mee.")
        }
        guard naar.organisatie == regie.organisatie, naar.kanWerkerZijn else {
            throw weigering("geen-werker", "Noem een werker van uw eigen organisatie; een planner kan dit niet zijn.")
        }
        guard naar.medewerker != regie.medewerker else {
            throw weigering("al-gedaan", "Deze medewerker heeft de regie al.")
        }
        verloop.gebeurt(
            .regiehouderGewisseld(.init(vorige: regie.medewerker, door: door.medewerker)), regie: naar.partij)
    }

    func weigering(_ code: String, _ uitleg: String) -> Weigering {
        Weigering(
            code: code, uitleg: uitleg, toestand: openAanbiedingen.isEmpty ? "regie-belegd" : "aanbod-loopt",
            mogelijk: ["aanbieden", "betrekken"] + (lopend == nil ? ["regiehouder-wisselen"] : []))
    }
}

extension Zaak.Betrokkene {
    /// What is left of its part without this measure.
    fileprivate func zonder(_ maatregel: UUID) -> ZaakEvent.Feit {
        let rest = (maatregelen ?? []).filter { $0 != maatregel }
        if !rest.isEmpty {
            return .betrokken(
                .init(organisatie: organisatie, wettelijkeTaak: true, grond: .wettelijkeTaak, maatregelen: rest))
        }
        if let andereGrond {
            return .betrokken(
                .init(organisatie: organisatie, wettelijkeTaak: false, grond: andereGrond, maatregelen: []))
        }
        return .betrokkenheidBeeindigd(.init(organisatie: organisatie, reden: .wettelijkeTaakGeeindigd, door: nil))
    }
}

extension Weigering {
    static var onbekendeZaak: Weigering {
        Weigering(code: "onbekende-zaak", uitleg: "Deze zaak is hier niet bekend.", toestand: "onbekend", mogelijk: [])
    }
}
