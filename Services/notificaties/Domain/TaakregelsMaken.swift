/// How the table writes its rows.
extension Taakregels {
    func oppakkers(van organisatie: Organisatie) -> [Persoon] {
        bezetting.oppakkers(van: organisatie, urgentie: gebeurtenis.urgentie, regio: gebeurtenis.regio)
    }

    func teamleiders(van organisatie: Organisatie) -> [Persoon] {
        bezetting.teamleiders(van: organisatie, regio: gebeurtenis.regio)
    }

    /// Who leads, and outside office hours who is on duty as well: spoed always reaches somebody (O4, O5).
    func leidingEnDienst(van organisatie: Organisatie) -> [Persoon] {
        let leiding = teamleiders(van: organisatie)
        guard !bezetting.isOpKantoor(organisatie) else { return leiding }
        let dienst = bezetting.oppakkers(van: organisatie, urgentie: .spoed, regio: gebeurtenis.regio)
        return leiding + dienst.filter { !leiding.contains($0) }
    }

    func klaar(_ soort: Taaksoort) -> Taakwijziging {
        .afronden(Selectie(onderwerp: gebeurtenis.onderwerp, soorten: [soort]))
    }

    func vervallen(_ soort: Taaksoort, _ reden: Vervalreden) -> Taakwijziging {
        .vervallen(Selectie(onderwerp: gebeurtenis.onderwerp, soorten: [soort]), reden)
    }

    /// O23: these are this person's now, wherever they went when the former stopped.
    func overgenomen(_ soorten: Set<Taaksoort>, door wie: Persoon) -> Taakwijziging {
        .overnemen(
            Selectie(onderwerp: gebeurtenis.onderwerp, soorten: soorten), door: wie.organisatie,
            naar: bezetting.vervanging(van: wie) ?? .medewerker(wie.medewerker))
    }

    /// One task per person (N1), for the deputy or the team's list when that person is absent (N5).
    func taak(
        _ soort: Taaksoort, voor personen: [Persoon], bij organisatie: Organisatie, urgentie: Urgentie? = nil
    ) -> [Taakwijziging] {
        guard !personen.isEmpty else { return [.niemandTeVinden(organisatie, soort)] }
        return personen.map { persoon in
            let waarnemer = soort.isBesloten ? nil : bezetting.vervanging(van: persoon)
            return .aanmaken(
                NieuweTaak(
                    onderwerp: gebeurtenis.onderwerp, soort: soort, organisatie: persoon.organisatie,
                    bestemd: persoon.medewerker,
                    voor: waarnemer ?? .medewerker(persoon.medewerker),
                    kenmerk: gebeurtenis.kenmerk, zaak: gebeurtenis.zaak, regio: gebeurtenis.regio,
                    oefening: gebeurtenis.oefening, urgentie: urgentie ?? gebeurtenis.urgentie,
                    kanalen: kanalen(soort, van: persoon.organisatie),
                    aanleiding: gebeurtenis.bericht))
        }
    }

    /// N5: what somebody had to do on this subject is a colleague's; who has it in their absence hands it on as well.
    func gaatMee(van vorige: Medewerker, naar nieuw: Persoon) -> Taakwijziging {
        let selectie = Selectie(
            onderwerp: gebeurtenis.onderwerp, soorten: Taaksoort.gaatMee, organisatie: nieuw.organisatie,
            medewerker: vorige,
            waarnemer: bezetting.vervanging(van: Persoon(organisatie: nieuw.organisatie, medewerker: vorige)))
        return .overdragen(
            selectie, naar: bezetting.vervanging(van: nieuw) ?? .medewerker(nieuw.medewerker), .werkerGewisseld)
    }

    /// N5: who had somebody as contact hears who it is now.
    func nieuwContact(voor wie: Gebeurtenis.Betrokkene) -> [Taakwijziging] {
        let personen =
            wie.medewerker.map { [Persoon(organisatie: wie.organisatie, medewerker: $0)] }
            ?? oppakkers(van: wie.organisatie)
        return taak(.nieuwContactLezen, voor: personen, bij: wie.organisatie)
    }

    /// The first channel; what is besloten goes by one that reaches the person alone (V8).
    private func kanalen(_ soort: Taaksoort, van organisatie: Organisatie) -> [Kanaal] {
        let kanalen = bezetting.kanalen(van: organisatie)
        guard soort.isBesloten else { return Array(kanalen.prefix(1)) }
        return [kanalen.first(where: \.bereiktEenPersoon) ?? .sse]
    }

    /// Who has a task on this subject is reminded of it. A wachtlijstbericht comes round again, so its reminder is what
    /// makes the task anew (O4).
    func herinnering(
        termijn: String, stadium: Int, aanZet: Organisatie?, medewerker: Medewerker?
    ) -> [Taakwijziging] {
        let herinneren = Taakwijziging.herinneren(
            Selectie(onderwerp: gebeurtenis.onderwerp, organisatie: aanZet), stadium: stadium)
        let soort: Taaksoort? =
            switch termijn {
            case "wachtlijstbericht": .wachtlijstberichtGeven
            case "verwijzing-wachtlijstbericht": .verwijzingWachtlijstbericht
            default: nil
            }
        guard let soort, let aanZet else { return [herinneren] }
        let personen =
            medewerker.map { [Persoon(organisatie: aanZet, medewerker: $0)] } ?? oppakkers(van: aanZet)
        return [herinneren] + taak(soort, voor: personen, bij: aanZet)
    }

    /// O5 at 100 per cent: the team leads of each side that is named.
    func geescaleerd(naar organisatie: Organisatie) -> [Taakwijziging] {
        taak(.termijnVerstreken, voor: teamleiders(van: organisatie), bij: organisatie, urgentie: .spoed)
    }

    /// For the region's named person: O5 at 150 per cent, O6 and C1.
    func regio(_ soort: Taaksoort) -> [Taakwijziging] {
        guard let persoon = bezetting.aanspreekpunt(regio: gebeurtenis.regio) else {
            return [.niemandTeVinden(nil, soort)]
        }
        return taak(soort, voor: [persoon], bij: persoon.organisatie, urgentie: .spoed)
    }
}
