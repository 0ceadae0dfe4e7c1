import Foundation

/// Reads events about what belongs to a casus: measures of the court (R7) and meetings (O20).
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
        case "maatregel-opgevolgd":
            feit = .opgevolgd(
                vorige: try data.decode(Organisatie.self, forKey: .vorige), zonderOpvolger: !data.contains(.opvolger),
                partijen: [
                    try data.decode(Organisatie.self, forKey: .uitvoerder),
                    try data.decode(Organisatie.self, forKey: .raad), try data.decode(Organisatie.self, forKey: .team),
                ])
        default: return nil
        }
        return .maatregel(
            uitvoerder: try data.decode(Organisatie.self, forKey: .uitvoerder),
            raad: try data.decode(Organisatie.self, forKey: .raad), feit)
    }

    /// Nil for an event about something else.
    static func overleg(_ naam: String, _ data: Data) throws -> Feit? {
        func code(_ veld: Veld) throws -> String { try data.decode(String.self, forKey: veld) }
        let feit: OverlegFeit
        switch naam {
        case "overleg-gepland":
            feit = .gepland(uitgenodigd: try data.decode([Betrokkene].self, forKey: .uitgenodigd))
        case "overleg-afgezegd": feit = .afgezegd
        case "overleg-gehouden": feit = .gehouden(tafel: try code(.soortOverleg) == "jeugdbeschermingstafel")
        case "tafelbesluit-genomen":
            let uitkomst = try code(.uitkomst)
            feit = .besloten(
                terugmelden: uitkomst == "vrijwillig-kader-met-terugmeldafspraak",
                onderzoek: uitkomst == "raadsonderzoek")
        case "terugmelding-gedaan":
            let gevolg = try code(.gevolg)
            feit = .teruggemeld(onderzoek: gevolg == "onderzoek", nieuwGesprek: gevolg == "nieuw-gesprek")
        case "nieuw-gesprek-gepland": feit = .nieuwGesprekGepland
        case "nieuw-gesprek-vervallen": feit = .nieuwGesprekVervallen
        case "nieuw-gesprek-afgerond": feit = .nieuwGesprekAfgerond
        case "raadsonderzoek-gestart":
            feit = .onderzoekGestart(rechtstreeks: try data.decode(Bool.self, forKey: .rechtstreeks))
        case "afspraak-gemaakt":
            feit = .afspraakGemaakt(
                eigenaar: try data.decode(Persoon.self, forKey: .eigenaar),
                beperkt: try !data.decode([Persoon].self, forKey: .kring).isEmpty)
        case "afspraak-afgerond": feit = .afspraakAfgerond
        case "overleg-opgevolgd":
            guard data.contains(.vorigeOproeper) else { return .geenTaak }
            feit = .andereOproeper
        case "afspraak-opgevolgd":
            let eigenaar = try data.decode(Persoon.self, forKey: .eigenaar)
            let was = try data.decodeIfPresent(Persoon.self, forKey: .eigenaarWas)
            feit = .afspraakOpgevolgd(
                eigenaar: eigenaar, nieuw: was.map { $0 != eigenaar } ?? false,
                beperkt: try !data.decode([Persoon].self, forKey: .kring).isEmpty)
        default: return nil
        }
        return .overleg(
            van: try data.decode(Persoon.self, forKey: .bijeengeroepenDoor),
            raad: try data.decodeIfPresent(Organisatie.self, forKey: .raad), feit)
    }
}
