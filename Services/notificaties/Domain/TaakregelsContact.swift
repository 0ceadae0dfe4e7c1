/// The part of the table about the contact with the family (N7): one task for each question, and one for what the family
/// has yet to hear, with who holds the regie now (N5).
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
        }
    }
}
