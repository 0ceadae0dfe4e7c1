import Foundation

extension Overdracht {
    /// Applies what happened. Total: an event that does not fit the state leaves the status as it is.
    public static func evolve(_ state: Overdracht?, _ event: OverdrachtEvent) -> Overdracht {
        var stand = state ?? Overdracht(event.kop)
        stand.pasToe(event)
        return stand
    }

    /// Every head names both parties, so any event can open the state.
    private init(_ kop: OverdrachtEvent.Kop) {
        id = kop.overdracht
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        urgentie = kop.urgentie
        van = kop.van
        naar = kop.naar
        aanbod = Aanbod(vraag: "", leeftijdsgroep: "", gemeente: "", hop: 1, reden: .andereDeskundigheid, keuze: nil)
        ontbreekt = []
        aangebodenOp = kop.tijdstip
        status = .aangeboden
        sinds = kop.tijdstip
        signalen = []
        afgegaan = []
    }

    private mutating func pasToe(_ event: OverdrachtEvent) {
        let tijdstip = event.kop.tijdstip
        let wordtSpoed = urgentie != .spoed && event.kop.urgentie == .spoed
        urgentie = event.kop.urgentie
        switch event.feit {
        case .aangeboden(let feit):
            aanbod = Aanbod(
                vraag: feit.vraag, leeftijdsgroep: feit.leeftijdsgroep, gemeente: feit.gemeente, hop: feit.hop,
                reden: feit.reden, keuze: feit.keuze, wachtSinds: feit.wachtSinds,
                ronde: feit.ronde)
            ontbreekt = feit.ontbreekt
        case .bezorgd:
            bezorgdOp = bezorgdOp ?? tijdstip
        case .gezien(let feit):
            gezien = gezien ?? Gezien(medewerker: feit.door, op: tijdstip)
        case .voorstelGedaan(let feit):
            voorstel = Voorstel(
                door: feit.door, werker: feit.werker, startdatum: feit.startdatum, aanbod: feit.aanbod,
                sinds: voorstel?.sinds ?? tijdstip)
        case .signaalOntvangen(let feit):
            signalen.append(feit.melding)
            // The short term of an acute signal begins with it, also where an earlier signal waits.
            triageSinds = wordtSpoed ? tijdstip : triageSinds ?? tijdstip
        case .triageHerzien:
            triageSinds = nil
        case .veiligheidNietTeHouden(let feit):
            veiligheid = Veiligheidsmelding(kant: feit.kant, sinds: tijdstip)
        case .veiligheidHersteld: veiligheid = nil
        case .intrekkingGevraagd(let feit):
            intrekkingsverzoek = Intrekkingsverzoek(
                door: feit.door, reden: feit.reden, regiehouder: feit.regiehouder, sinds: tijdstip)
        case .intrekkingAfgewezen:
            intrekkingsverzoek = nil
        case .dossierBijgewerkt(let feit):
            ontbreekt = feit.ontbreekt
        case .terzijdeGelegd(let feit):
            terzijde = (terzijde ?? []) + [Terzijdelegging(feit: feit, op: tijdstip)]
        case .voorstelGekozen: break
        case .afzenderGewisseld: van = event.kop.van
        case .opgevolgd(let feit): volgOp(feit, event.kop)
        case .termijnHerinnerd(let feit):
            noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit):
            noteer(feit.soort, feit.sinds, feit.stadium)
            if feit.stadium >= Termijnsoort.laatsteStadium { herhaal(feit.soort, vanaf: tijdstip) }
        case .wachtlijstberichtGegeven(let feit):
            wijzigUitstel {
                $0.berichtSinds = tijdstip
                $0.laatsteBericht = feit.bericht
                $0.nieuweDatum = feit.volgendeDatum ?? $0.nieuweDatum
            }
        case .wachtlijstberichtGemist(let feit):
            wijzigUitstel { $0.gemisteBerichten = feit.aantal }
        case .gesprekBevestigd(let feit):
            let gesprek = Gesprek(
                datum: feit.datum, deelnemers: Set(feit.deelnemers),
                gezinAfwezig: feit.gezinErbij ? nil : feit.redenNiet)
            wijzigUitvoering {
                if feit.kant == .aanbieder { $0.gesprekAanbieder = gesprek } else { $0.gesprekOntvanger = gesprek }
            }
        case .voortgangGemeld(let feit):
            wijzigUitvoering {
                $0.voortgangSinds = tijdstip
                $0.laatsteVoortgang = feit.bericht
            }
        case .werkerGewisseld(let feit):
            wijzigUitvoering { $0.werker = feit.werker }
        case .uitgesteld, .geaccepteerd, .geweigerd, .ingetrokken, .overgedragen, .gestart, .afgerond,
            .voortijdigBeeindigd, .teruggegeven, .teruggaveIngetrokken, .teruggaveAanvaard, .regieBesloten:
            if case .regieBesloten(let feit) = event.feit { regiebesluit = feit.geschil }
            if let nieuw = volgende(event.feit, tijdstip) { ga(naar: nieuw, op: tijdstip) }
        }
        let lopend = lopendeTermijnen
        afgegaan.removeAll { oud in
            !lopend.contains { $0.soort == oud.soort && $0.sinds.zelfdeMoment(als: oud.sinds) }
        }
    }

    private func volgende(_ feit: OverdrachtEvent.Feit, _ tijdstip: Date) -> OverdrachtStatus? {
        switch feit {
        case .uitgesteld(let feit):
            .uitgesteld(
                Uitstel(
                    reden: feit.reden, nieuweDatum: feit.nieuweDatum, overbrugging: feit.overbrugging,
                    berichtSinds: tijdstip, laatsteBericht: nil, gemisteBerichten: 0))
        case .geaccepteerd(let feit):
            .geaccepteerd(
                Uitvoering(
                    werker: feit.werker, startdatum: feit.startdatum, gesprekAanbieder: nil, gesprekOntvanger: nil,
                    voortgangSinds: tijdstip, laatsteVoortgang: nil))
        case .geweigerd(let feit):
            .geweigerd(
                Afwijzing(
                    reden: feit.reden, alternatief: feit.alternatief,
                    alternatieveOrganisatie: feit.alternatieveOrganisatie, terugNaar: feit.terugNaar))
        case .ingetrokken(let feit):
            .ingetrokken(feit.reden)
        case .overgedragen:
            status.uitvoering.map { .overgedragen($0) }
        case .gestart:
            status.uitvoering.map { uitvoering in
                var uitvoering = uitvoering
                uitvoering.voortgangSinds = tijdstip
                return .gestart(uitvoering)
            }
        case .afgerond(let feit):
            .afgerond(feit.afsluiting)
        case .voortijdigBeeindigd(let feit):
            .voortijdigBeeindigd(feit.reden, feit.afsluiting)
        case .teruggegeven(let feit):
            status.teruggavefase.map {
                .teruggegeven(Teruggave(reden: feit.reden, fase: $0.fase, uitvoering: $0.uitvoering))
            }
        case .teruggaveIngetrokken:
            if case .teruggegeven(let teruggave) = status { teruggave.vorigeStatus } else { nil }
        case .teruggaveAanvaard(let feit):
            .teruggaveAanvaard(regiehouder: feit.regiehouder)
        case .regieBesloten(let feit):
            // Where it stays with the receiver, what was given back goes on; else nothing of the handover changes.
            if let regiehouder = feit.regiehouder {
                .teruggaveAanvaard(regiehouder: regiehouder)
            } else if case .teruggegeven(let teruggave) = status {
                teruggave.vorigeStatus
            } else {
                nil
            }
        default: nil
        }
    }

    /// O17, O23: another organisation stands in this side's place. The offer, its terms and what was arranged stay; what
    /// only the former one's people did or promised does not.
    private mutating func volgOp(_ feit: OverdrachtEvent.Opgevolgd, _ kop: OverdrachtEvent.Kop) {
        (van, naar) = (kop.van, kop.naar)
        switch feit.kant {
        case .aanbieder:
            if let verzoek = intrekkingsverzoek {
                intrekkingsverzoek = Intrekkingsverzoek(
                    door: van.medewerker, reden: verzoek.reden, regiehouder: van.medewerker, sinds: verzoek.sinds)
            }
        case .ontvanger:
            overgenomenOp = kop.tijdstip
            (bezorgdOp, gezien, voorstel) = (nil, nil, nil)
            if let werker = feit.werker { wijzigUitvoering { $0.werker = werker } }
        }
    }

    /// A new status answers what was asked for the old one.
    private mutating func ga(naar nieuw: OverdrachtStatus, op tijdstip: Date) {
        let vorige = status
        status = nieuw
        sinds = tijdstip
        voorstel = nil
        if nieuw.beantwoordtVeiligheid(na: vorige) { veiligheid = nil }
        // The question to take back lives while the work goes on, and falls away with giving back or the end (O21).
        if nieuw.uitvoering == nil { intrekkingsverzoek = nil }
        if nieuw.isEindstand { triageSinds = nil }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        afgegaan.removeAll { $0.soort == soort }
        afgegaan.append(AfgeganeTermijn(soort: soort, sinds: sinds, stadium: stadium))
    }

    /// Duties that come back begin again after their last stage, so that silence is never final.
    private mutating func herhaal(_ soort: String, vanaf tijdstip: Date) {
        if soort == Termijnsoort.wachtlijstbericht { wijzigUitstel { $0.berichtSinds = tijdstip } }
        if soort == Termijnsoort.voortgang { wijzigUitvoering { $0.voortgangSinds = tijdstip } }
    }

    private mutating func wijzigUitstel(_ wijzig: (inout Uitstel) -> Void) {
        guard case .uitgesteld(var uitstel) = status else { return }
        wijzig(&uitstel)
        status = .uitgesteld(uitstel)
    }

    private mutating func wijzigUitvoering(_ wijzig: (inout Uitvoering) -> Void) {
        if case .teruggegeven(var teruggave) = status {
            wijzig(&teruggave.uitvoering)
            status = .teruggegeven(teruggave)
        }
        guard var uitvoering = status.uitvoering else { return }
        wijzig(&uitvoering)
        switch status {
        case .geaccepteerd: status = .geaccepteerd(uitvoering)
        case .overgedragen: status = .overgedragen(uitvoering)
        case .gestart: status = .gestart(uitvoering)
        default: break
        }
    }
}

extension OverdrachtStatus {
    /// Acceptance or an end answers "cannot be kept safe" (O4); postponing, a conversation, a start, or giving back and
    /// going on after all does not.
    fileprivate func beantwoordtVeiligheid(na vorige: OverdrachtStatus) -> Bool {
        if case .geaccepteerd = self { vorige.isOpenAanbod } else { isEindstand }
    }

    fileprivate var teruggavefase: (fase: Teruggave.Fase, uitvoering: Uitvoering)? {
        switch self {
        case .geaccepteerd(let uitvoering): (.geaccepteerd, uitvoering)
        case .overgedragen(let uitvoering): (.overgedragen, uitvoering)
        case .gestart(let uitvoering): (.gestart, uitvoering)
        default: nil
        }
    }
}
