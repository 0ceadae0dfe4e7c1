import Foundation

extension Taak {
    /// Decides a command. An empty list: nothing to do, it was already so.
    ///
    /// - Parameter now: the clock of the store, read after the locks are held.
    public static func decide(_ state: Taak?, _ command: TaakCommand, now: Date) throws(Weigering) -> [TaakEvent] {
        let now = now.opMilliseconde
        if case .aanmaken(let nieuw) = command { return maak(nieuw, bestaand: state, now: now) }
        guard let taak = state else {
            throw Weigering(code: "taak-onbekend", uitleg: "Deze taak bestaat niet.", toestand: "onbekend")
        }
        guard let feit = try taak.feit(voor: command) else { return [] }
        var bij: Organisatie?
        if case .overnemen(let door, _) = command, case .overgedragen = feit { bij = door }
        return [taak.gebeurd(feit, bij: bij, now: now)]
    }

    /// N1: news on the same thing updates the task, also one that was done; the same news again changes nothing.
    private static func maak(_ nieuw: NieuweTaak, bestaand: Taak?, now: Date) -> [TaakEvent] {
        guard bestaand?.aanleiding != nieuw.aanleiding else { return [] }
        // Who has it by a handover keeps it, unless the one it was handed to is absent as well.
        let voor = bestaand.map { $0.isAfgesloten || $0.voor == .medewerker($0.bestemd) ? nieuw.voor : $0.voor }
        // It orders the task's events, so it stays what it was at the first.
        let zaak = bestaand.map { $0.zaak } ?? nieuw.zaak
        let kop = TaakKop(
            taak: nieuw.id, onderwerp: nieuw.onderwerp, soort: nieuw.soort, kenmerk: nieuw.kenmerk, zaak: zaak,
            regio: nieuw.regio, oefening: nieuw.oefening, tijdstip: now, urgentie: nieuw.urgentie,
            organisatie: nieuw.organisatie, bestemd: nieuw.bestemd, status: "open")
        let feit = TaakFeit.Aangemaakt(kanalen: nieuw.kanalen, aanleiding: nieuw.aanleiding)
        return [
            TaakEvent(
                kop: kop, voor: voor ?? nieuw.voor, feit: bestaand == nil ? .aangemaakt(feit) : .bijgewerkt(feit))
        ]
    }

    /// - Parameter bij: whose it is afterwards, when that changes.
    private func gebeurd(_ feit: TaakFeit, bij: Organisatie? = nil, now: Date) -> TaakEvent {
        let kop = TaakKop(
            taak: id, onderwerp: onderwerp, soort: soort, kenmerk: kenmerk, zaak: zaak, regio: regio,
            oefening: oefening, tijdstip: now, urgentie: urgentie, organisatie: bij ?? organisatie, bestemd: bestemd,
            status: status)
        var event = TaakEvent(kop: kop, voor: voor, feit: feit)
        if case .overgedragen(let feit) = feit { event.voor = feit.naar }
        event.kop.status = Self.evolve(self, event).status
        return event
    }

    private func feit(voor command: TaakCommand) throws(Weigering) -> TaakFeit? {
        switch command {
        case .aanmaken: return nil
        case .bezorgen(let kanaal):
            // An acknowledgement that comes late or twice says nothing new.
            return fase == .open ? .bezorgd(TaakFeit.Bezorgd(kanaal: kanaal)) : nil
        case .bezorgingUitstellen(let stap, let tot, let reden):
            let tot = tot.opMilliseconde
            guard isBij(stap), bezorgenNa.map({ $0 < tot }) ?? true else { return nil }
            return .bezorgingUitgesteld(TaakFeit.Uitgesteld(kanaal: .email, tot: tot, reden: reden))
        case .nietBezorgd(let kanaal, let stap, let uitwijk):
            // Where it did arrive by another channel, that one's term decides.
            guard isBij(stap), kanalen.last == kanaal, fase == .open || trede == .tweedeKanaal else { return nil }
            return hoger(uitwijk)
        case .zien(let door): return try zie(door)
        case .afronden(let door):
            if let door { try eisOrganisatie(door) }
            return isAfgesloten ? nil : .gedaan(TaakFeit.Gedaan(door: door?.medewerker))
        case .vervallen(let reden): return isAfgesloten ? nil : .vervallen(TaakFeit.Vervallen(reden: reden))
        case .herinneren(let stadium):
            return isAfgesloten ? nil : .herinnerd(TaakFeit.Herinnerd(stadium: stadium))
        case .overdragen(let naar, let reden):
            guard !isAfgesloten, naar != voor else { return nil }
            guard !soort.isBesloten else {
                // N5 does not hold for it: who is away stays the one who knows (V8).
                guard reden == .interneOverdracht else { return nil }
                throw Weigering(
                    code: "taak-besloten", uitleg: "Van deze taak weten alleen de mensen die bij de afspraak horen.",
                    toestand: status, mogelijk: ["de taak afhandelen"])
            }
            return .overgedragen(TaakFeit.Overgedragen(van: voor, naar: naar, reden: reden, trede: .eerste))
        case .overnemen(let door, let naar):
            guard !isAfgesloten, door != organisatie else { return nil }
            // V8: who moved along keeps it. Nobody else there may know of it, so then it ends: the agreement's own term
            // reaches the others who do.
            guard naar == voor || !soort.isBesloten else { return .vervallen(.init(reden: .achterhaald)) }
            return .overgedragen(
                TaakFeit.Overgedragen(van: voor, naar: naar, reden: .organisatieGestopt, trede: .eerste))
        case .termijnVerstreken(let soort, let sinds, let stadium, let uitwijk):
            guard let termijn = lopendeTermijnen.first, termijn.soort == soort, termijn.sinds.isGelijk(sinds) else {
                return nil
            }
            return volgendeStap(termijn, stadium: stadium, uitwijk: uitwijk)
        }
    }

    private func zie(_ door: Persoon) throws(Weigering) -> TaakFeit? {
        try eisOrganisatie(door)
        guard voor.magGezienWordenDoor(door.medewerker) else {
            throw Weigering(
                code: "taak-van-een-ander", uitleg: "Deze taak is van een ander; laat die eerst overdragen.",
                toestand: status, mogelijk: ["de taak overdragen"])
        }
        switch fase {
        case .open, .bezorgd: return .gezien(TaakFeit.Gezien(door: door.medewerker))
        case .gezien, .gedaan, .vervallen: return nil
        }
    }

    /// N2: unconfirmed in its term → second channel → deputy → team lead; after that it is escalated (O5).
    private func volgendeStap(_ termijn: LopendeTermijn, stadium: Int, uitwijk: Uitwijk) -> TaakFeit {
        if stadium < 100 {
            return .termijnHerinnerd(
                TaakFeit.TermijnHerinnerd(termijn: termijn.soort, sinds: termijn.sinds, stadium: stadium))
        }
        if termijn.soort != Termijnsoort.uitvoeren.rawValue, let feit = hoger(uitwijk) { return feit }
        // V8: nobody else may know of it; the term of the agreement itself goes to who does.
        let regio = stadium >= 150 && !soort.isBesloten
        return .termijnGeescaleerd(
            TaakFeit.TermijnGeescaleerd(
                termijn: termijn.soort, sinds: termijn.sinds, stadium: stadium,
                niveau: regio ? .regio : .teamleiders, escalatieNaar: regio || soort.isBesloten ? [] : [organisatie]))
    }

    /// The next step of the ladder; nil where nobody is left to try.
    private func hoger(_ uitwijk: Uitwijk) -> TaakFeit? {
        if trede == .eerste, let kanaal = uitwijk.tweedeKanaal, !kanalen.contains(kanaal),
            !soort.isBesloten || kanaal.bereiktEenPersoon
        {
            return .kanaalToegevoegd(TaakFeit.Bezorgd(kanaal: kanaal))
        }
        guard !soort.isBesloten else { return nil }
        let ladder: [(Trede, Medewerker?)] = [(.vervanger, uitwijk.vervanger), (.teamleider, uitwijk.teamleider)]
        for (hoger, medewerker) in ladder where hoger.rang > trede.rang {
            guard let medewerker, voor != .medewerker(medewerker) else { continue }
            return .overgedragen(
                TaakFeit.Overgedragen(van: voor, naar: .medewerker(medewerker), reden: .nietBevestigd, trede: hoger))
        }
        return nil
    }

    private func eisOrganisatie(_ door: Persoon) throws(Weigering) {
        guard door.organisatie == organisatie else {
            throw Weigering(
                code: "taak-van-een-ander", uitleg: "Deze taak is van een andere organisatie.", toestand: status)
        }
    }
}

extension Trede {
    fileprivate var rang: Int { Trede.allCases.firstIndex(of: self) ?? 0 }
}
