/// The part of the table about what belongs to a casus: measures of the court (R7).
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
        case .beeindigd: [.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)]
        }
    }
}
