/// The part of the table about the contact with the family (N7): one task for each question, one for what the family has
/// yet to hear, and one for each young person without a destination (V6), with who holds the regie now (N5).
extension Taakregels {
    func wijzigingen(na feit: Gebeurtenis.ContactFeit, regie: Persoon) -> [Taakwijziging] {
        func bijContact(_ soort: Taaksoort) -> [Taakwijziging] {
            taak(soort, voor: [regie], bij: regie.organisatie)
        }
        return switch feit {
        case .navraagGesteld: bijContact(.navraagBeantwoorden)
        case .navraagDoorgegeven:
            [vervallen(.navraagBeantwoorden, .achterhaald)] + bijContact(.navraagBeantwoorden)
        case .navraagBeantwoord: [klaar(.navraagBeantwoorden), klaar(.termijnVerstreken)]
        case .teInformeren(let vanAnder):
            (vanAnder ? [vervallen(.gezinInformeren, .achterhaald)] : []) + bijContact(.gezinInformeren)
        case .geinformeerd: [klaar(.gezinInformeren), klaar(.termijnVerstreken)]
        case .planGegeven: bijContact(.familiegroepsplanLezen)
        case .planIngetrokken: [vervallen(.familiegroepsplanLezen, .ingetrokken)]
        case .bestemmingGevraagd: bijContact(.bestemmingVastleggen)
        case .bestemmingDoorgegeven:
            [vervallen(.bestemmingVastleggen, .achterhaald)] + bijContact(.bestemmingVastleggen)
        case .bestemmingVastgelegd: [klaar(.bestemmingVastleggen), klaar(.termijnVerstreken)]
        }
    }
}
