import Foundation

/// Reads events about what stands beside a handover: statements, disputes, question lists, advice, verwijzingen and the
/// contact with the family.
extension Gebeurtenis {
    static func verklaring(_ naam: String, _ data: Data) throws -> Feit {
        let feit: VerklaringFeit
        switch naam {
        case "correctie-gevraagd": feit = .correctieGevraagd
        case "correctie-geweigerd":
            feit = .correctieGeweigerd(aanvrager: try data.decode(Persoon.self, forKey: .aanvrager))
        case "verklaring-gecorrigeerd":
            feit = .gecorrigeerd(
                aanvrager: try data.decodeIfPresent(Persoon.self, forKey: .aanvrager),
                ontvangers: try data.decode([Betrokkene].self, forKey: .ontvangers))
        case "correctie-bevestigd":
            feit = .correctieBevestigd(
                try data.decode(Organisatie.self, forKey: .organisatie),
                iedereen: try data.decode(Int.self, forKey: .nietBevestigd) == 0)
        case "geldigheid-gevraagd": feit = .geldigheidGevraagd
        case "geldigheid-beantwoord": feit = .geldigheidBeantwoord
        case "bestand-gecontroleerd":
            feit = .bestandGecontroleerd(alleKloppen: try data.decode(Int.self, forKey: .nietKloppend) == 0)
        default: return .geenTaak
        }
        return .verklaring(bron: try data.decode(Persoon.self, forKey: .bron), feit)
    }

    static func geschil(_ naam: String, _ data: Data) throws -> Feit {
        switch naam {
        case "geschil-geopend":
            return .geschil(.geopend(beslisser: try data.decode(Persoon.self, forKey: .beslisser)))
        case "geschil-besloten":
            return .geschil(
                .besloten(partijen: [
                    try data.decode(Betrokkene.self, forKey: .geopendDoor),
                    try data.decode(Betrokkene.self, forKey: .tegenpartij),
                ]))
        case "geschil-ingetrokken": return .geschil(.ingetrokken)
        default: return .geenTaak
        }
    }

    static func vragenlijst(_ naam: String, _ data: Data) throws -> Feit {
        let feit: VragenlijstFeit
        func niemandWacht() throws -> Bool { try data.decode(Int.self, forKey: .wachtend) == 0 }
        switch naam {
        case "vragenlijst-gevraagd": feit = .gevraagd
        case "vragenlijst-geweigerd":
            feit = .geweigerd(
                try data.decode(Persoon.self, forKey: .aanvrager), niemandWacht: try niemandWacht())
        case "vragenlijst-gedeeld":
            feit = .gedeeld(
                met: try data.decode(Organisatie.self, forKey: .met),
                aanvrager: try data.decodeIfPresent(Persoon.self, forKey: .aanvrager),
                niemandWacht: try niemandWacht())
        case "vragenlijst-ontvangen": feit = .ontvangen(try data.decode(Organisatie.self, forKey: .organisatie))
        case "vragenlijst-vervallen":
            feit = .vervallen(
                try data.decode(Organisatie.self, forKey: .organisatie),
                aanvrager: try data.decodeIfPresent(Persoon.self, forKey: .aanvrager),
                niemandWacht: try niemandWacht())
        case "vragenlijst-opgevolgd":
            let opvolger = try data.decodeIfPresent(Betrokkene.self, forKey: .opvolger)
            feit = .opgevolgd(
                zonderOpvolger: opvolger == nil ? try data.decode(Organisatie.self, forKey: .vorige) : nil,
                vervallen: try data.decode([Persoon].self, forKey: .vervallen), niemandWacht: try niemandWacht(),
                allesOntvangen: try data.decode(Int.self, forKey: .teOntvangen) == 0)
        default: return .geenTaak
        }
        return .vragenlijst(eigenaar: try data.decode(Persoon.self, forKey: .eigenaar), feit)
    }

    static func consultatie(_ naam: String, _ data: Data) throws -> ConsultatieFeit? {
        switch naam {
        case "consultatie-gevraagd": .gevraagd
        case "consultatie-beantwoord": .beantwoord
        case "consultatie-gesloten":
            .gesloten(afgewezen: try data.decode(String.self, forKey: .uitkomst) == "afgewezen")
        case "consultatie-vrager-gewisseld":
            .vragerGewisseld(
                vorige: try data.decode(Medewerker.self, forKey: .vorige),
                ontvanger: try data.decodeIfPresent(Betrokkene.self, forKey: .ontvanger))
        case "consultatie-opgevolgd":
            // Who is asked now has the task of who was asked before.
            try data.decode(String.self, forKey: .kant) == "aanbieder"
                ? .andereVrager : nil
        default: nil
        }
    }

    static func verwijzing(_ naam: String, _ data: Data) throws -> Feit {
        let van = try data.decode(Persoon.self, forKey: .van)
        func werker() throws -> Medewerker { try data.decode(Medewerker.self, forKey: .werker) }
        let feit: VerwijzingFeit
        switch naam {
        case "verwijzing-gevraagd": feit = .gevraagd
        case "verwijzing-uitgesteld":
            feit = .uitgesteld(door: try data.decode(Persoon.self, forKey: .door).medewerker)
        case "verwijzing-wachtlijstbericht-gegeven": feit = .wachtlijstberichtGegeven
        case "verwijzing-wachtlijstbericht-gemist": feit = .wachtlijstberichtGemist
        case "verwijzing-aanvaard": feit = .aanvaard(werker: try werker())
        case "verwijzing-geweigerd": feit = .geweigerd
        case "verwijzing-ingetrokken":
            feit = .ingetrokken(gestopt: try data.decode(String.self, forKey: .reden) == "organisatie-gestopt")
        case "verwijzing-opgevolgd":
            feit =
                try data.decode(String.self, forKey: .kant) == "aanbieder"
                ? .andereVrager
                : .andereOntvanger(werker: try data.decodeIfPresent(Medewerker.self, forKey: .werker))
        case "verwijzing-gestart": feit = .gestart
        case "verwijzing-voortgang-gemeld": feit = .voortgang
        case "verwijzing-werker-gewisseld":
            feit = .werkerGewisseld(
                van: try data.decode(Medewerker.self, forKey: .vorigeWerker), naar: try werker())
        case "verwijzing-vrager-gewisseld":
            feit = .vragerGewisseld(
                vorige: try data.decode(Medewerker.self, forKey: .vorige),
                ontvanger: try data.decodeIfPresent(Betrokkene.self, forKey: .ontvanger))
        case "verwijzing-vrager-verplaatst":
            feit = .vragerVerplaatst(
                vorige: try data.decode(Persoon.self, forKey: .vorige),
                ontvanger: try data.decode(Betrokkene.self, forKey: .ontvanger))
        case "verwijzing-beeindigd":
            let door = try data.decodeIfPresent(Persoon.self, forKey: .door)
            feit = .beeindigd(doorVrager: door?.organisatie == van.organisatie, werker: try werker())
        default: return .geenTaak
        }
        return .verwijzing(van: van, naar: try data.decode(Organisatie.self, forKey: .naar), feit)
    }

    static func contact(_ naam: String, _ data: Data) throws -> ContactFeit? {
        func aan() throws -> Betrokkene? { try data.decodeIfPresent(Betrokkene.self, forKey: .aan) }
        return switch naam {
        case "navraag-gesteld": .navraagGesteld(aan: try aan())
        case "navraag-doorgegeven": .navraagDoorgegeven(aan: try aan())
        case "navraag-beantwoord":
            .navraagBeantwoord(
                door: try data.decode(Persoon.self, forKey: .door),
                vrager: try data.decodeIfPresent(Persoon.self, forKey: .vrager))
        case "gezin-te-informeren": .teInformeren(vanAnder: data.contains(.vorige))
        case "gezin-geinformeerd": .geinformeerd
        case "familiegroepsplan-gegeven": .planGegeven
        case "familiegroepsplan-ingetrokken": .planIngetrokken
        case "hulp-zonder-toestemming":
            .hulpZonderToestemming(
                helper: try data.decode(Persoon.self, forKey: .helper),
                anders: data.contains(.vorigeRegie) || data.contains(.vorigeHelper))
        case "toestemming-hersteld", "hulpgrond-vastgelegd": .toestemmingHersteld
        case "nazorg-te-houden": .nazorgTeHouden(try data.decode(Persoon.self, forKey: .aan))
        case "bestemming-gevraagd": .bestemmingGevraagd
        case "bestemming-doorgegeven": .bestemmingDoorgegeven
        case "bestemming-vastgelegd": .bestemmingVastgelegd
        default: nil
        }
    }
}
