/// The part of the table about what belongs to a casus: measures of the court (R7) and meetings (O20, R6, V8). A meeting's
/// tasks are those of who called it and who was invited; a table has none.
extension Taakregels {
    func wijzigingen(
        na feit: Gebeurtenis.MaatregelFeit, uitvoerder: Organisatie, raad: Organisatie
    ) -> [Taakwijziging] {
        func bijUitvoerder(_ soort: Taaksoort) -> [Taakwijziging] {
            taak(soort, voor: oppakkers(van: uitvoerder), bij: uitvoerder)
        }
        return switch feit {
        case .opgelegd: bijUitvoerder(.eersteContactLeggen) + bijUitvoerder(.planMaken)
        case .eersteContact: [klaar(.eersteContactLeggen), klaar(.termijnVerstreken)]
        case .plan: [klaar(.planMaken), klaar(.termijnVerstreken)]
        case .evaluatieGevraagd: bijUitvoerder(.maatregelEvalueren)
        case .geevalueerd(verlengen: true):
            [klaar(.maatregelEvalueren), klaar(.termijnVerstreken)] + bijUitvoerder(.verlengingVastleggen)
        case .geevalueerd(verlengen: false):
            [klaar(.maatregelEvalueren), klaar(.termijnVerstreken)]
                + taak(.nietVerlengenToetsen, voor: oppakkers(van: raad), bij: raad)
        case .getoetst: [klaar(.nietVerlengenToetsen), klaar(.termijnVerstreken)]
        case .nietAkkoord:
            [klaar(.nietVerlengenToetsen), klaar(.termijnVerstreken)] + bijUitvoerder(.maatregelEvalueren)
        case .verlengd:
            [
                klaar(.verlengingVastleggen), vervallen(.maatregelEvalueren, .achterhaald),
                vervallen(.nietVerlengenToetsen, .achterhaald), klaar(.termijnVerstreken),
            ]
        // What was to be done moves by itself (N5), to the region where nobody comes in the place; this says to whom.
        case .opgevolgd(let vorige, let zonderOpvolger, let partijen):
            (zonderOpvolger ? uitvoeren(oppakkers(van: uitvoerder)) : [])
                + Set(partijen).subtracting([vorige]).sorted { $0.rawValue < $1.rawValue }.flatMap {
                    taak(.maatregelOpvolgingLezen, voor: teamleiders(van: $0), bij: $0)
                }
        case .beeindigd: [.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)]
        }
    }

    private func uitvoeren(_ oppakkers: [Persoon]) -> [Taakwijziging] {
        oppakkers.first.map {
            [overgenomen([.eersteContactLeggen, .planMaken, .maatregelEvalueren, .verlengingVastleggen], door: $0)]
        } ?? []
    }

    func wijzigingen(
        na feit: Gebeurtenis.OverlegFeit, van: Persoon, raad: Organisatie?
    ) -> [Taakwijziging] {
        func bijVan(_ soort: Taaksoort) -> [Taakwijziging] { taak(soort, voor: [van], bij: van.organisatie) }
        func bijRaad(_ nodig: Bool) -> [Taakwijziging] {
            guard nodig, let raad else { return [] }
            return taak(.raadsonderzoekStarten, voor: oppakkers(van: raad), bij: raad)
        }
        let voorbij = klaar(.termijnVerstreken)
        switch feit {
        case .gepland(let uitgenodigd):
            return uitgenodigd.filter { $0.organisatie != van.organisatie }.flatMap {
                taak(.overlegBijwonen, voor: oppakkers(van: $0.organisatie), bij: $0.organisatie)
            } + bijVan(.overlegVastleggen)
        case .afgezegd: return [.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)]
        case .gehouden(let tafel):
            return [klaar(.overlegBijwonen), klaar(.overlegVastleggen), voorbij]
                + (tafel ? bijVan(.tafelbesluitNemen) : [])
        case .besloten(let terugmelden, let onderzoek):
            return [klaar(.tafelbesluitNemen), voorbij] + (terugmelden ? bijVan(.terugmelden) : []) + bijRaad(onderzoek)
        case .teruggemeld(let onderzoek, let nieuwGesprek):
            return [klaar(.terugmelden), voorbij] + (nieuwGesprek ? bijVan(.nieuwGesprekPlannen) : [])
                + bijRaad(onderzoek)
        case .nieuwGesprekGepland, .nieuwGesprekAfgerond: return [klaar(.nieuwGesprekPlannen), voorbij]
        case .nieuwGesprekVervallen: return bijVan(.nieuwGesprekPlannen)
        case .onderzoekGestart(rechtstreeks: true):
            return [.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)]
        case .onderzoekGestart(rechtstreeks: false): return [klaar(.raadsonderzoekStarten), voorbij]
        case .afspraakGemaakt(let eigenaar, let beperkt):
            return taak(
                beperkt ? .beperkteAfspraakUitvoeren : .afspraakUitvoeren, voor: [eigenaar], bij: eigenaar.organisatie)
        case .andereOproeper:
            return [
                overgenomen([.overlegVastleggen, .tafelbesluitNemen, .terugmelden, .nieuwGesprekPlannen], door: van)
            ]
        case .afspraakOpgevolgd(let eigenaar, _, beperkt: false):
            return [overgenomen([.afspraakUitvoeren], door: eigenaar)]
        // V8: who moved along keeps that one task; the former one's lapses with who did not.
        case .afspraakOpgevolgd(let eigenaar, let nieuw, beperkt: true):
            return nieuw ? taak(.beperkteAfspraakUitvoeren, voor: [eigenaar], bij: eigenaar.organisatie) : []
        case .afspraakAfgerond: return [.afronden(Selectie(onderwerp: gebeurtenis.onderwerp))]
        }
    }
}
