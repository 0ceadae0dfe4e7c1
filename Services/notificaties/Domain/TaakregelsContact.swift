/// The part of the table about the contact with the family (N7): one task for each question, one for what the family has
/// yet to hear, and one for each young person without a destination (V6), with who holds the regie now (N5).
extension Taakregels {
    func wijzigingen(na feit: Gebeurtenis.ContactFeit, regie: Persoon) -> [Taakwijziging] {
        func bijContact(_ soort: Taaksoort) -> [Taakwijziging] {
            taak(soort, voor: [regie], bij: regie.organisatie)
        }
        func vraag(_ aan: Gebeurtenis.Betrokkene?) -> [Taakwijziging] {
            // Who must move answers, and so may who holds the regie, who knows the family (P5): whoever does, both are done.
            (aan.map { taak(.navraagBeantwoorden, voor: personen($0), bij: $0.organisatie) } ?? [])
                + bijContact(.navraagBeantwoorden)
        }
        return switch feit {
        case .navraagGesteld(let aan): vraag(aan)
        case .navraagDoorgegeven(let aan): [vervallen(.navraagBeantwoorden, .achterhaald)] + vraag(aan)
        case .navraagBeantwoord(let door, let vrager):
            [klaar(.navraagBeantwoorden), klaar(.termijnVerstreken)]
                + Set([vrager, regie].compactMap { $0 }).subtracting([door])
                .filter { $0 == vrager || door.organisatie != regie.organisatie }
                .sorted { $0.medewerker.rawValue < $1.medewerker.rawValue }
                .flatMap { taak(.navraagantwoordLezen, voor: [$0], bij: $0.organisatie) }
        case .teInformeren(let vanAnder):
            (vanAnder ? [vervallen(.gezinInformeren, .achterhaald)] : []) + bijContact(.gezinInformeren)
        case .geinformeerd: [klaar(.gezinInformeren), klaar(.termijnVerstreken)]
        case .planGegeven: bijContact(.familiegroepsplanLezen)
        case .hulpZonderToestemming(let helper, let anders):
            (anders
                ? [vervallen(.toestemmingHerstellen, .achterhaald), vervallen(.hulpZonderToestemming, .achterhaald)]
                : [])
                + bijContact(.toestemmingHerstellen)
                // Who holds the regie and helps itself has one task.
                + (helper == regie ? [] : taak(.hulpZonderToestemming, voor: [helper], bij: helper.organisatie))
        case .toestemmingHersteld:
            [klaar(.toestemmingHerstellen), klaar(.hulpZonderToestemming), klaar(.termijnVerstreken)]
        // Whoever promised it does it, whoever holds the regie by now.
        case .nazorgTeHouden(let wie): taak(.nazorgHouden, voor: [wie], bij: wie.organisatie)
        case .planIngetrokken: [vervallen(.familiegroepsplanLezen, .ingetrokken)]
        case .bestemmingGevraagd: bijContact(.bestemmingVastleggen)
        case .bestemmingDoorgegeven:
            [vervallen(.bestemmingVastleggen, .achterhaald)] + bijContact(.bestemmingVastleggen)
        case .bestemmingVastgelegd: [klaar(.bestemmingVastleggen), klaar(.termijnVerstreken)]
        }
    }
}
