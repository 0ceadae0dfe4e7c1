import Foundation

/// Reads events about what belongs to a casus: measures of the court (R7).
extension Gebeurtenis {
    /// Nil for an event about something else.
    static func maatregel(_ naam: String, _ data: Data) throws -> Feit? {
        let feit: MaatregelFeit
        switch naam {
        case "maatregel-opgelegd": feit = .opgelegd
        case "maatregel-eerste-contact": feit = .eersteContact
        case "maatregel-plan-gemaakt": feit = .plan
        case "maatregel-evaluatie-gevraagd": feit = .evaluatieGevraagd
        case "maatregel-geevalueerd":
            feit = .geevalueerd(verlengen: try data.decode(String.self, forKey: .uitkomst) == "verlengen")
        case "maatregel-getoetst":
            // Who does not agree asks for the evaluation anew.
            feit = try data.decode(Bool.self, forKey: .akkoord) ? .getoetst : .nietAkkoord
        case "maatregel-verlengd": feit = .verlengd
        case "maatregel-beeindigd": feit = .beeindigd
        default: return nil
        }
        return .maatregel(
            uitvoerder: try data.decode(Organisatie.self, forKey: .uitvoerder),
            raad: try data.decode(Organisatie.self, forKey: .raad), feit)
    }
}
