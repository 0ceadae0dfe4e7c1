import Foundation

extension Casus {
    /// Decides a command. An empty list: nothing to do, it was already so.
    ///
    /// - Parameter now: the clock of the store, read after the locks are held.
    public static func decide(_ state: Casus?, _ command: CasusCommand, now: Date) throws(Weigering) -> [CasusEvent] {
        let now = now.opMilliseconde
        if case .openen(let opening) = command { return state == nil ? open(opening, now: now) : [] }
        guard let casus = state else {
            throw Weigering(
                code: "casus-onbekend", uitleg: "Deze casus bestaat niet.", toestand: "onbekend",
                mogelijk: ["casus openen"])
        }
        guard let feit = try casus.feit(voor: command) else { return [] }
        return [casus.gebeurd(feit, now: now)]
    }

    private static func open(_ opening: Opening, now: Date) -> [CasusEvent] {
        let kop = CasusKop(
            zaak: opening.zaak, kenmerk: opening.kenmerk, regio: opening.regio, gemeente: opening.gemeente,
            oefening: opening.oefening, tijdstip: now, urgentie: opening.melding.acuut == .ja ? .spoed : .regulier,
            team: opening.regiehouder.organisatie, regiehouder: opening.regiehouder)
        var events = [CasusEvent(kop: kop, feit: .geopend(opening.melding))]
        if let team = opening.lokaalTeam {
            let feit = LokaalTeamBetrokken(organisatie: team, door: nil)
            events.append(CasusEvent(kop: kop, feit: .lokaalTeamBetrokken(feit)))
        }
        return events
    }

    /// The event with the head as it stands after the fact.
    func gebeurd(_ feit: CasusFeit, now: Date) -> CasusEvent {
        var kop = CasusKop(
            zaak: id, kenmerk: kenmerk, regio: regio, gemeente: gemeente, oefening: oefening, tijdstip: now,
            urgentie: urgentie, team: team, regiehouder: regiehouder)
        if case .regieGevolgd(let feit) = feit { kop.regiehouder = feit.naar }
        if case .meldingBijgewerkt(let feit) = feit { kop.gemeente = gemeente ?? feit.meldingGemeente }
        if case .overdrachtVerzocht(let verzoek) = feit {
            kop.urgentie = verzoek.urgentie
        } else {
            kop.urgentie = Self.evolve(self, CasusEvent(kop: kop, feit: feit)).urgentie
        }
        return CasusEvent(kop: kop, feit: feit)
    }

    private func feit(voor command: CasusCommand) throws(Weigering) -> CasusFeit? {
        switch command {
        case .openen: return nil
        case .meldingKoppelen(let gegevens, let gemeente): return try koppel(gegevens, gemeente: gemeente)
        case .meldingBijwerken(let gegevens, let gemeente): return werkBij(gegevens, gemeente: gemeente)
        case .lokaalTeamBetrekken(let organisatie, let door): return try betrek(organisatie, door: door)
        case .lokaalTeamBevestigen(let door): return try bevestig(door: door)
        case .beoordelen(let beoordeling): return try beoordeel(beoordeling)
        case .overdrachtVerzoeken(let verzoek): return try verzoekOverdracht(verzoek)
        case .overdrachtVolgen(let overdracht, let stand):
            guard let bekend = overdrachten.first(where: { $0.overdracht == overdracht }), bekend.stand != stand else {
                return nil
            }
            return .overdrachtGevolgd(OverdrachtGevolgd(overdracht: overdracht, stand: stand))
        case .regieVolgen(let naar, let overdracht):
            guard naar != regiehouder else { return nil }
            return .regieGevolgd(RegieGevolgd(van: regiehouder, naar: naar, overdracht: overdracht))
        case .uitBeeldMelden(let door, let toelichting):
            try eisOpen()
            try eisBetrokken(door)
            return uitBeeld == nil ? .uitBeeld(UitBeeldGemeld(door: door, toelichting: toelichting)) : nil
        case .weerInBeeldMelden(let door):
            try eisOpen()
            try eisBetrokken(door)
            return uitBeeld == nil ? nil : .weerInBeeld(WeerInBeeld(door: door))
        case .meningsverschilVastleggen(let meningsverschil): return try leg(meningsverschil)
        case .sluiten(let door, let nazorg, let toelichting):
            return try sluit(door: door, nazorg: nazorg, toelichting: toelichting)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return termijnfeit(soort: soort, sinds: sinds, stadium: stadium)
        }
    }
}
