/// The part of the table about handovers: each answer moves the tasks to whoever must act next (O2-O5, O21).
extension Taakregels {
    func wijzigingen(
        na feit: Gebeurtenis.OverdrachtFeit, van: Persoon, naar: Organisatie
    ) -> [Taakwijziging] {
        func afzender(_ soort: Taaksoort) -> [Taakwijziging] { taak(soort, voor: [van], bij: van.organisatie) }
        func bijOntvanger(_ medewerker: Medewerker) -> [Persoon] {
            [Persoon(organisatie: naar, medewerker: medewerker)]
        }
        let beantwoord = [
            klaar(.overdrachtBeantwoorden), klaar(.wachtlijstberichtGeven), klaar(.stilteNavragen),
            klaar(.termijnVerstreken),
        ]
        let geenKeuzeMeer = vervallen(.voorstelKiezen, .achterhaald)

        switch feit {
        case .aangeboden(let onvolledig):
            return taak(.overdrachtBeantwoorden, voor: oppakkers(van: naar), bij: naar)
                + (onvolledig ? afzender(.dossierAanvullen) : [])
        case .dossierBijgewerkt(let onvolledig): return onvolledig ? [] : [klaar(.dossierAanvullen)]
        case .terzijdeGelegd(let lezers):
            return lezers.flatMap { taak(.terzijdeLezen, voor: [$0], bij: $0.organisatie) }
        case .voorstelGedaan: return beantwoord + [klaar(.uitstelBekijken)] + afzender(.voorstelKiezen)
        case .uitgesteld(let door):
            return beantwoord + [geenKeuzeMeer] + afzender(.uitstelBekijken)
                + taak(.wachtlijstberichtGeven, voor: bijOntvanger(door), bij: naar)
        case .wachtlijstberichtGegeven:
            return [klaar(.wachtlijstberichtGeven), klaar(.stilteNavragen), klaar(.termijnVerstreken)]
        case .wachtlijstberichtGemist:
            return afzender(.stilteNavragen) + taak(.stilteNavragen, voor: teamleiders(van: naar), bij: naar)
        case .veiligheidNietTeHouden:
            return [van.organisatie, naar].flatMap { kant in
                taak(.veiligheidHerstellen, voor: leidingEnDienst(van: kant), bij: kant, urgentie: .spoed)
            }
        case .veiligheidHersteld: return [klaar(.veiligheidHerstellen)]
        case .signaalOntvangen:
            // O4: each new signal goes to both sides and asks for a new triage.
            return afzender(.triageHerzien) + taak(.triageHerzien, voor: oppakkers(van: naar), bij: naar)
        case .triageHerzien: return [klaar(.triageHerzien)]
        case .geaccepteerd(let werker):
            return beantwoord
                + [
                    klaar(.voorstelKiezen), klaar(.uitstelBekijken), klaar(.veiligheidHerstellen),
                    klaar(.kastjeNaarDeMuur),
                ]
                + taak(.gesprekVoeren, voor: bijOntvanger(werker), bij: naar)
                + taak(.gesprekBevestigen, voor: bijOntvanger(werker), bij: naar) + afzender(.gesprekBevestigen)
        case .geweigerd(let terugNaar):
            let persoon = Persoon(organisatie: van.organisatie, medewerker: terugNaar)
            return beantwoord + [
                klaar(.uitstelBekijken), klaar(.veiligheidHerstellen), geenKeuzeMeer,
                vervallen(.dossierAanvullen, .achterhaald),
            ]
                + taak(.weigeringOppakken, voor: [persoon], bij: van.organisatie)
        case .intrekkingGevraagd(let regiehouder):
            return taak(.intrekkingBeantwoorden, voor: bijOntvanger(regiehouder), bij: naar)
        case .intrekkingAfgewezen(let vrager):
            let persoon = Persoon(organisatie: van.organisatie, medewerker: vrager ?? van.medewerker)
            return [klaar(.intrekkingBeantwoorden), klaar(.termijnVerstreken)]
                + taak(.intrekkingAfgewezenLezen, voor: [persoon], bij: van.organisatie)
        case .gesprekBevestigd(let doorAanbieder):
            let kant = doorAanbieder ? van.organisatie : naar
            let soorten: Set<Taaksoort> = doorAanbieder ? [.gesprekBevestigen] : [.gesprekBevestigen, .gesprekVoeren]
            return [
                .afronden(Selectie(onderwerp: gebeurtenis.onderwerp, soorten: soorten, organisatie: kant))
            ]
        case .overgedragen(let werker):
            let starters = werker.map(bijOntvanger) ?? oppakkers(van: naar)
            return [klaar(.gesprekVoeren), klaar(.gesprekBevestigen), klaar(.termijnVerstreken)]
                + taak(.hulpStarten, voor: starters, bij: naar)
        case .gestart: return [klaar(.hulpStarten), klaar(.termijnVerstreken)]
        case .werkerGewisseld(let vorige, let nieuw):
            // O21: a change of worker keeps the thread.
            let selectie = Selectie(onderwerp: gebeurtenis.onderwerp, organisatie: naar, medewerker: vorige)
            return [.overdragen(selectie, naar: .medewerker(nieuw), .werkerGewisseld)]
        case .teruggegeven: return [klaar(.termijnVerstreken)] + afzender(.teruggaveBeantwoorden)
        case .teruggaveBeantwoord(let aanvaard):
            return [klaar(.teruggaveBeantwoorden), klaar(.termijnVerstreken)]
                + (aanvaard ? [klaar(.veiligheidHerstellen)] : [])
        case .afzenderGewisseld(let vorige):
            return [gaatMee(van: vorige, naar: van)]
                + nieuwContact(voor: Gebeurtenis.Betrokkene(organisatie: naar, medewerker: nil))
        case .andereAfzender(let vorige):
            return [
                .overnemen(
                    Selectie(onderwerp: gebeurtenis.onderwerp, organisatie: vorige), door: van.organisatie,
                    naar: bezetting.vervanging(van: van) ?? .medewerker(van.medewerker))
            ]
        case .beeindigd: return [.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)]
        }
    }
}
