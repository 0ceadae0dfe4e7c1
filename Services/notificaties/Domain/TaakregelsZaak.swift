/// The part of the table about a zaak beside its handovers.
extension Taakregels {
    func wijzigingen(na feit: Gebeurtenis.ZaakFeit) -> [Taakwijziging] {
        switch feit {
        case .organisatieGestopt(let overnemers, let anderen):
            // What was to be done there moves by itself, as it does for who left (N5); this says that it did, and to whom.
            overnemers.flatMap { taak(.overnameOppakken, voor: [$0], bij: $0.organisatie) }
                + anderen.flatMap { taak(.opvolgingLezen, voor: personen($0), bij: $0.organisatie) }
        // Who it was has nothing to look for any more.
        case .vervangingGezocht(let regie):
            [vervallen(.vervangingZoeken, .achterhaald)]
                + taak(.vervangingZoeken, voor: [regie], bij: regie.organisatie)
        case .verhuisd(let regie, let aanTeBieden):
            aanTeBieden ? taak(.verhuizingAanbieden, voor: [regie], bij: regie.organisatie) : []
        case .verhuizingOpnieuw(let regie, let aanTeBieden):
            [vervallen(.verhuizingAanbieden, .achterhaald)]
                + (aanTeBieden ? taak(.verhuizingAanbieden, voor: [regie], bij: regie.organisatie) : [])
        case .regieVerplaatst(let regie, let oppakken, let aanTeBieden):
            [vervallen(.regieOppakken, .achterhaald)]
                + (oppakken ? taak(.regieOppakken, voor: [regie], bij: regie.organisatie) : [])
                + wijzigingen(na: .verhuizingOpnieuw(regie: regie, aanTeBieden: aanTeBieden))
        case .regiehouderGewisseld(let regie, let vorige, let door):
            wijzigingen(naWissel: vorige, naar: regie, door: door)
        case .regiehouderBekendgemaakt(let anderen):
            anderen.flatMap { nieuwContact(voor: Gebeurtenis.Betrokkene(organisatie: $0, medewerker: nil)) }
        case .verhuizingAangeboden: [klaar(.verhuizingAanbieden), klaar(.termijnVerstreken)]
        case .vervangingGesloten: [klaar(.vervangingZoeken), klaar(.termijnVerstreken)]
        }
    }

    /// Both hear it, but for who did it. What they had elsewhere in the zaak moves with an event of its own.
    private func wijzigingen(naWissel vorige: Medewerker, naar regie: Persoon, door: Medewerker) -> [Taakwijziging] {
        let oud = Persoon(organisatie: regie.organisatie, medewerker: vorige)
        return [
            vervallen(.regieOppakken, .achterhaald), vervallen(.regieOvergedragenLezen, .achterhaald),
            gaatMee(van: vorige, naar: regie),
        ]
            + (door == vorige ? [] : taak(.regieOvergedragenLezen, voor: [oud], bij: oud.organisatie))
            + (door == regie.medewerker ? [] : taak(.regieOppakken, voor: [regie], bij: regie.organisatie))
    }

    func wijzigingen(na feit: Gebeurtenis.ConsultatieFeit, van: Persoon, naar: Organisatie) -> [Taakwijziging] {
        switch feit {
        case .gevraagd: return taak(.consultatieBeantwoorden, voor: oppakkers(van: naar), bij: naar)
        case .beantwoord:
            return [klaar(.consultatieBeantwoorden), klaar(.termijnVerstreken)]
                + taak(.consultatieAfsluiten, voor: [van], bij: van.organisatie)
        case .vragerGewisseld(let vorige, let ontvanger):
            return [gaatMee(van: vorige, naar: van)] + (ontvanger.map { nieuwContact(voor: $0) } ?? [])
        case .andereVrager:
            return [overgenomen([.consultatieAfsluiten, .consultatieAfgewezenLezen], door: van)]
        case .gesloten(let afgewezen):
            return [
                afgewezen ? klaar(.consultatieBeantwoorden) : vervallen(.consultatieBeantwoorden, .ingetrokken),
                klaar(.consultatieAfsluiten), klaar(.termijnVerstreken),
            ] + (afgewezen ? taak(.consultatieAfgewezenLezen, voor: [van], bij: van.organisatie) : [])
        }
    }

    func wijzigingen(na feit: Gebeurtenis.VragenlijstFeit, eigenaar: Persoon) -> [Taakwijziging] {
        func bij(_ organisatie: Organisatie, _ soorten: Set<Taaksoort>) -> Taakwijziging {
            .afronden(Selectie(onderwerp: gebeurtenis.onderwerp, soorten: soorten, organisatie: organisatie))
        }
        // Who made it has nothing to do any more once nobody waits for it.
        func gedeeld(_ niemandWacht: Bool) -> [Taakwijziging] {
            niemandWacht ? [bij(eigenaar.organisatie, [.vragenlijstDelen, .termijnVerstreken])] : []
        }
        func nietMeerTeOntvangen(_ organisatie: Organisatie) -> Taakwijziging {
            .vervallen(
                Selectie(
                    onderwerp: gebeurtenis.onderwerp, soorten: [.vragenlijstOntvangen], organisatie: organisatie),
                .achterhaald)
        }
        switch feit {
        case .gevraagd: return taak(.vragenlijstDelen, voor: [eigenaar], bij: eigenaar.organisatie)
        case .geweigerd(let aanvrager, let niemandWacht):
            return gedeeld(niemandWacht)
                + taak(.vragenlijstweigeringLezen, voor: [aanvrager], bij: aanvrager.organisatie)
        case .gedeeld(let met, let aanvrager, let niemandWacht):
            return gedeeld(niemandWacht)
                + taak(.vragenlijstOntvangen, voor: aanvrager.map { [$0] } ?? oppakkers(van: met), bij: met)
        case .ontvangen(let organisatie):
            return [bij(organisatie, [.vragenlijstOntvangen, .termijnVerstreken])]
        case .vervallen(let organisatie, let aanvrager, let niemandWacht):
            return gedeeld(niemandWacht) + [nietMeerTeOntvangen(organisatie)]
                + (aanvrager.map { taak(.vragenlijstweigeringLezen, voor: [$0], bij: $0.organisatie) } ?? [])
        // What was to be done there moves by itself, as it does for who left (N5); what was asked of itself is done.
        case .opgevolgd(let zonderOpvolger, let vervallen, let niemandWacht, let allesOntvangen):
            let stil = [eigenaar.organisatie, zonderOpvolger].compactMap { $0 }.map(nietMeerTeOntvangen)
            return (niemandWacht ? [klaar(.vragenlijstDelen)] : [])
                + (allesOntvangen ? [self.vervallen(.vragenlijstOntvangen, .achterhaald)] : stil)
                + vervallen.flatMap { taak(.vragenlijstweigeringLezen, voor: [$0], bij: $0.organisatie) }
        }
    }
}
