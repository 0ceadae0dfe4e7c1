import Foundation

extension Overdracht {
    /// What an act on this handover alone makes happen.
    ///
    /// - Parameter now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering` with what is possible instead. Receipts that are known or late give no events.
    public static func decide(
        _ state: Overdracht?, _ command: OverdrachtCommand, now: Date
    ) throws(Weigering) -> [OverdrachtEvent] {
        guard let state else { throw .onbekendeOverdracht }
        var verloop = Verloop(state, now.opMilliseconde)
        switch command {
        case .bezorgd, .gezien, .meldSignaal: try state.ontvangst(command, &verloop)
        case .doeVoorstel(let door, let werker, let startdatum, let aanbod):
            try state.doeVoorstel(door, werker, startdatum, aanbod, &verloop, now)
        case .uitstellen, .geefWachtlijstbericht: try state.wachten(command, &verloop, now)
        case .meldVeiligheidNietTeHouden, .meldVeiligheidHersteld, .herzieTriage:
            try state.veiligheid(command, &verloop)
        case .bevestigGesprek, .start, .meldVoortgang: try state.uitvoeren(command, &verloop, now)
        case .werkDossierBij, .legTerzijde, .vraagIntrekking, .wijsIntrekkingAf, .trekTeruggaveIn:
            try state.overleggen(command, &verloop)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            state.verstrijk(soort, sinds, stadium, &verloop)
        }
        return verloop.events
    }

    /// Receipts and facts from elsewhere: known or late ones are harmless, and they never move a state (O1).
    private func ontvangst(_ command: OverdrachtCommand, _ verloop: inout Verloop) throws(Weigering) {
        switch command {
        case .bezorgd(let organisatie):
            guard organisatie == naar else {
                throw weigering(
                    "verkeerde-organisatie", "Alleen het systeem van de ontvanger meldt bezorging.", voor: organisatie)
            }
            if bezorgdOp == nil, !status.isEindstand { verloop.gebeurt(.bezorgd) }
        case .gezien(let door):
            try eis(door, .ontvanger)
            guard gezien == nil, !status.isEindstand else { return }
            // A partner's two messages have no order between them: what was seen counts as delivered.
            if bezorgdOp == nil { verloop.gebeurt(.bezorgd) }
            verloop.gebeurt(.gezien(.init(door: door.medewerker)))
        case .meldSignaal(let melding, let acuut):
            // O4: each new signal goes to both sides and asks for a new triage. An acute one is spoed until that says
            // otherwise.
            guard !status.isEindstand, !signalen.contains(melding) else { return }
            verloop.gebeurt(
                .signaalOntvangen(.init(melding: melding, gemeldAan: [van.organisatie, naar])),
                urgentie: acuut ? .spoed : nil, aanZet: (naar, status.uitvoering?.werker))
        default: break
        }
    }

    /// O3, O4: an answer that waits has a reason, a date and a bridging agreement, and the offerer keeps the regie.
    private func wachten(_ command: OverdrachtCommand, _ verloop: inout Verloop, _ now: Date) throws(Weigering) {
        switch command {
        case .uitstellen(let door, let reden, let nieuweDatum, let overbrugging):
            try eis(door, .ontvanger)
            guard status.isOpenAanbod else {
                throw kanNietNu("Uitstellen kan alleen zolang het aanbod op antwoord wacht.", voor: door.organisatie)
            }
            try eisToekomst(nieuweDatum, now, voor: door)
            if case .uitgesteld(let uitstel) = status, uitstel.reden == reden, uitstel.nieuweDatum == nieuweDatum,
                uitstel.overbrugging == overbrugging
            {
                throw weigering("al-gedaan", "Dit uitstel is al vastgelegd.", voor: door.organisatie)
            }
            verloop.gebeurt(
                .uitgesteld(
                    .init(door: door.medewerker, reden: reden, nieuweDatum: nieuweDatum, overbrugging: overbrugging)))
        case .geefWachtlijstbericht(let door, let bericht, let volgendeDatum):
            try eis(door, .ontvanger)
            guard case .uitgesteld(let uitstel) = status else {
                throw kanNietNu("Een wachtlijstbericht hoort bij een uitgestelde overdracht.", voor: door.organisatie)
            }
            guard uitstel.laatsteBericht != bericht else {
                throw weigering("al-gedaan", "Dit wachtlijstbericht is al gegeven.", voor: door.organisatie)
            }
            if let volgendeDatum { try eisToekomst(volgendeDatum, now, voor: door) }
            verloop.gebeurt(
                .wachtlijstberichtGegeven(
                    .init(door: door.medewerker, bericht: bericht, volgendeDatum: volgendeDatum)))
        default: break
        }
    }

    private func eisToekomst(_ dag: Dag, _ now: Date, voor door: Actor) throws(Weigering) {
        guard dag > Dag(now) else {
            throw weigering("datum-niet-in-toekomst", "Noem een datum na vandaag.", voor: door.organisatie)
        }
    }

    /// O4: "cannot be kept safe" goes at once to both sides' team leads and makes the handover spoed.
    private func veiligheid(_ command: OverdrachtCommand, _ verloop: inout Verloop) throws(Weigering) {
        switch command {
        case .meldVeiligheidNietTeHouden(let door):
            let kant = try eisPartij(door)
            guard !status.isEindstand else {
                throw kanNietNu("Deze overdracht loopt niet meer.", voor: door.organisatie)
            }
            guard veiligheid == nil else {
                throw weigering("al-gedaan", "Dit is al gemeld en wacht op antwoord.", voor: door.organisatie)
            }
            verloop.gebeurt(
                .veiligheidNietTeHouden(
                    .init(door: door.medewerker, kant: kant, escalatieNaar: [van.organisatie, naar])),
                urgentie: .spoed, aanZet: (naar, status.uitvoering?.werker))
        case .meldVeiligheidHersteld(let door, let bericht):
            let kant = try eisPartij(door)
            guard let veiligheid else {
                throw kanNietNu("Niemand meldde dat de veiligheid niet te houden is.", voor: door.organisatie)
            }
            guard veiligheid.kant == kant else {
                throw weigering(
                    "verkeerde-organisatie", "Dat het weer veilig is zegt wie meldde dat het dat niet was.",
                    voor: door.organisatie)
            }
            verloop.gebeurt(.veiligheidHersteld(.init(door: door.medewerker, kant: kant, bericht: bericht)))
        case .herzieTriage(let door, let urgentie):
            _ = try eisPartij(door)
            guard triageSinds != nil else {
                throw kanNietNu("Er is geen nieuw signaal dat om triage vraagt.", voor: door.organisatie)
            }
            // An open "cannot be kept safe" stays spoed until it is answered.
            verloop.gebeurt(
                .triageHerzien(.init(door: door.medewerker)), urgentie: veiligheid == nil ? urgentie : .spoed)
        default: break
        }
    }

    /// O5: remind at 50 and 80 percent, both team leads at 100, the region's named person at 150; each once per term.
    private func verstrijk(_ soort: String, _ sinds: Date, _ percentage: Int, _ verloop: inout Verloop) {
        let eerder = afgegaan.first { $0.soort == soort }?.stadium ?? 0
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }), stadium > eerder,
            let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) })
        else { return }
        let wie = (termijn.organisatie, termijn.medewerker)
        guard stadium >= 100 else {
            verloop.gebeurt(
                .termijnHerinnerd(.init(soort: soort, sinds: termijn.sinds, stadium: stadium)), aanZet: wie)
            return
        }
        if soort == Termijnsoort.wachtlijstbericht, eerder < 100, case .uitgesteld(let uitstel) = status {
            // O4: a missed wachtlijstbericht is a silence signal.
            verloop.gebeurt(
                .wachtlijstberichtGemist(.init(sinds: termijn.sinds, aantal: uitstel.gemisteBerichten + 1)), aanZet: wie
            )
        }
        let regio = stadium == Termijnsoort.laatsteStadium
        verloop.gebeurt(
            .termijnGeescaleerd(
                .init(
                    soort: soort, sinds: termijn.sinds, stadium: stadium, niveau: regio ? .regio : .teamleiders,
                    escalatieNaar: regio ? [] : [van.organisatie, naar])),
            aanZet: wie)
    }
}

extension Weigering {
    static var onbekendeOverdracht: Weigering {
        Weigering(
            code: "onbekende-overdracht", uitleg: "Deze overdracht is hier niet bekend.", toestand: "onbekend",
            mogelijk: [])
    }
}
