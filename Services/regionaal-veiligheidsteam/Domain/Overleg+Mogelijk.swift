import Foundation

/// The kinds of term that a meeting can have running; of an agreement one of its horizon for each.
public enum Overlegtermijn: String, Sendable, CaseIterable {
    /// Who came, once it was held.
    case verslag = "overleg-verslag"
    case besluit = "tafelbesluit"
    /// R6: three months.
    case terugmelden
    case nieuwGesprek = "nieuw-gesprek"
    case onderzoek = "raadsonderzoek-starten"
    case afspraakUren = "afspraak-uren"
    case afspraakDagen = "afspraak-dagen"
    case afspraakWeken = "afspraak-weken"
    case afspraakMaanden = "afspraak-maanden"
}

extension Overleg {
    /// A term with what it is about and who must move before it ends: always a person's or an organisation's, never the
    /// table's.
    public struct Termijn: Equatable, Sendable {
        public var termijn: LopendeTermijn
        /// Nil for the meeting itself.
        public var afspraak: Afspraak?
        public var organisatie: Organisatie
        public var medewerker: Medewerker?
    }

    public var lopendeTermijnen: [Termijn] {
        var termijnen: [Termijn] = []
        func loopt(_ soort: Overlegtermijn, _ sinds: Date, _ wie: Persoon) {
            termijnen.append(
                Termijn(
                    termijn: LopendeTermijn(soort: soort.rawValue, sinds: sinds, spoed: false), afspraak: nil,
                    organisatie: wie.organisatie, medewerker: wie.medewerker))
        }
        switch stand {
        case .gepland: loopt(.verslag, gepland, bijeengeroepenDoor)
        case .gehouden(_, let op): if isTeBesluiten { loopt(.besluit, op, bijeengeroepenDoor) }
        case .afgezegd, .overgenomen: break
        }
        if isTerugTeMelden, let besluit { loopt(.terugmelden, besluit.op, bijeengeroepenDoor) }
        // Once it has a day the term of that meeting runs.
        if let nieuwGesprekSinds, vervolg == nil { loopt(.nieuwGesprek, nieuwGesprekSinds, bijeengeroepenDoor) }
        if case .gevraagd(let op) = onderzoek, let raad {
            termijnen.append(
                Termijn(
                    termijn: LopendeTermijn(soort: Overlegtermijn.onderzoek.rawValue, sinds: op, spoed: false),
                    afspraak: nil, organisatie: raad, medewerker: nil))
        }
        return termijnen
            + afspraken.filter { $0.einde == nil }.map {
                Termijn(
                    termijn: LopendeTermijn(soort: $0.horizon.termijn.rawValue, sinds: $0.sinds, spoed: false),
                    afspraak: $0, organisatie: $0.eigenaar.organisatie, medewerker: $0.eigenaar.medewerker)
            }
    }

    var isTerugTeMelden: Bool { besluit?.uitkomst == .vrijwilligMetTerugmelden && terugmelding == nil }

    /// R6: a duty to talk anew is let go of by who has it, and by who holds the regie of the casus.
    func magGesprekAfmelden(_ organisatie: Organisatie, regie: Organisatie?) -> Bool {
        organisatie == bijeengeroepenDoor.organisatie || organisatie == regie
    }

    /// What an organisation can do with the meeting now.
    /// - Parameter regie: who holds the regie of the casus.
    public func mogelijk(voor organisatie: Organisatie, regie: Organisatie? = nil) -> [String] {
        var handelingen: [String] = []
        let roeptBijeen = organisatie == bijeengeroepenDoor.organisatie
        if roeptBijeen, stand == .gepland { handelingen += ["overleg-vastleggen", "overleg-afzeggen"] }
        if roeptBijeen, isTeBesluiten { handelingen.append("tafelbesluit-vastleggen") }
        if roeptBijeen, isTerugTeMelden { handelingen.append("terugmelden") }
        if nieuwGesprekSinds != nil, magGesprekAfmelden(organisatie, regie: regie) {
            handelingen.append("nieuw-gesprek-afmelden")
        }
        if organisatie == raad, kanOnderzoekStarten { handelingen.append("raadsonderzoek-starten") }
        if isBij(organisatie), verslag != nil { handelingen.append("afspraak-maken") }
        return handelingen
    }

    /// The agreements that this person can say of whether they were done.
    public func afTeRonden(voor persoon: Persoon) -> [Afspraak] {
        afspraken.filter { $0.einde == nil && $0.isVoor(persoon) && mag(persoon, $0) }
    }

    /// Its owner's organisation does it; who called the meeting may say so as well.
    func mag(_ persoon: Persoon, _ afspraak: Afspraak) -> Bool {
        [afspraak.eigenaar.organisatie, afspraak.gemaaktDoor.organisatie].contains(persoon.organisatie)
    }

    var isTeBesluiten: Bool { soort == .jeugdbeschermingstafel && verslag != nil && besluit == nil }

    /// R6: asked by the table or by who returned, or taken directly before the talk.
    var kanOnderzoekStarten: Bool {
        if case .gevraagd = onderzoek { return true }
        return onderzoek == nil && stand == .gepland && soort == .jeugdbeschermingstafel
    }
}
