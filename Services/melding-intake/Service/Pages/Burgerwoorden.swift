import MeldingDomain

/// What a citizen reads for the codes of a melding.
enum Burgerwoorden {
    static func soort(_ soort: Meldingsoort) -> String {
        switch soort {
        case .zorgmelding: "Ik maak mij zorgen over een kind, een volwassene of een gezin"
        case .vtMelding: "Ik denk dat er thuis geweld is, of dat iemand thuis niet goed verzorgd wordt"
        case .hulpvraag: "Ik zoek hulp voor mijzelf of mijn gezin"
        case .advies: "Ik wil advies over wat ik kan doen"
        case .consultatie, .verzoekInzetOnderzoeksbevoegdheid: "Een vraag van een professional"
        }
    }

    /// - Parameter wie: the organisation that deals with it.
    static func stap(_ status: MelderStatus, wie: String) -> String {
        switch status {
        case .ontvangen: "Uw melding is ontvangen. \(wie) gaat ernaar kijken."
        case .doorgestuurd: "Uw melding hoort bij een andere organisatie en is doorgestuurd. \(wie) gaat ernaar kijken."
        case .inBehandeling: "\(wie) is met uw melding bezig."
        case .afgehandeld: "Uw melding is behandeld."
        }
    }

    static func uitkomst(_ uitkomst: Uitkomst) -> String {
        switch uitkomst {
        case .nietOntvankelijk: "Wij konden deze melding niet in behandeling nemen."
        case .vervolgBijVT: "Er is goed naar gekeken. Het veiligheidsteam gaat ermee verder."
        case .beoordeeldOverdracht: "Er is goed naar gekeken. Een organisatie die kan helpen, gaat ermee verder."
        case .geenVervolg: "Er is goed naar gekeken. Er is nu niets meer nodig."
        case .regionaalMaatwerk: "Er is goed naar gekeken. In de regio zijn afspraken gemaakt over wat nodig is."
        case .overdracht: "Een organisatie die kan helpen, gaat ermee verder."
        case .afsluitingZonderOverdracht: "De melding is afgesloten. Er hoeft niemand anders mee verder."
        case .onjuistGeadresseerd: "De melding hoorde ergens anders thuis."
        }
    }
}
