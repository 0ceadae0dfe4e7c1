/// The part of the table about what stands beside handovers: statements (O8, O9, P3) and disputes (O12, O13).
extension Taakregels {
    func wijzigingen(na feit: Gebeurtenis.VerklaringFeit, bron: Persoon) -> [Taakwijziging] {
        func bijBron(_ soort: Taaksoort) -> [Taakwijziging] { taak(soort, voor: [bron], bij: bron.organisatie) }
        func aanGezin(_ aanvrager: Persoon) -> [Taakwijziging] {
            taak(.antwoordAanGezinGeven, voor: [aanvrager], bij: aanvrager.organisatie)
        }
        switch feit {
        case .correctieGevraagd: return bijBron(.correctieverzoekBeantwoorden)
        case .correctieGeweigerd(let aanvrager):
            return [klaar(.correctieverzoekBeantwoorden), klaar(.termijnVerstreken)] + aanGezin(aanvrager)
        case .gecorrigeerd(let aanvrager, let ontvangers):
            // What its source wrote anew holds, so nobody asks that any more (O8).
            var gedaan = [klaar(.geldigheidBeantwoorden), klaar(.bestandNakijken)]
            if aanvrager != nil { gedaan += [klaar(.correctieverzoekBeantwoorden), klaar(.termijnVerstreken)] }
            return gedaan + (aanvrager.map(aanGezin) ?? [])
                + ontvangers.flatMap { taak(.correctieBevestigen, voor: personen($0), bij: $0.organisatie) }
        case .correctieBevestigd(let organisatie, let iedereen):
            return [
                .afronden(bij(organisatie, .correctieBevestigen)),
                // Who leads the source and the region hear that it is over once nobody is left.
                iedereen ? klaar(.termijnVerstreken) : .afronden(bij(organisatie, .termijnVerstreken)),
            ]
        case .geldigheidGevraagd: return bijBron(.geldigheidBeantwoorden)
        case .geldigheidBeantwoord:
            return [
                klaar(.geldigheidBeantwoorden), .afronden(bij(bron.organisatie, .termijnVerstreken)),
            ]
        case .bestandGecontroleerd(let alleKloppen):
            return alleKloppen
                ? [klaar(.bestandNakijken), .afronden(bij(bron.organisatie, .termijnVerstreken))]
                : bijBron(.bestandNakijken)
        }
    }

    func wijzigingen(na feit: Gebeurtenis.GeschilFeit) -> [Taakwijziging] {
        switch feit {
        case .geopend(let beslisser): taak(.geschilBeslissen, voor: [beslisser], bij: beslisser.organisatie)
        case .besloten(let partijen):
            [klaar(.geschilBeslissen), klaar(.termijnVerstreken)]
                + partijen.flatMap { taak(.geschilbesluitLezen, voor: personen($0), bij: $0.organisatie) }
        case .ingetrokken: [vervallen(.geschilBeslissen, .ingetrokken), klaar(.termijnVerstreken)]
        }
    }

    /// The person who is known there; else who leads those that work with content.
    func personen(_ wie: Gebeurtenis.Betrokkene) -> [Persoon] {
        wie.medewerker.map { [Persoon(organisatie: wie.organisatie, medewerker: $0)] }
            ?? teamleiders(van: wie.organisatie)
    }

    private func bij(_ organisatie: Organisatie, _ soort: Taaksoort) -> Selectie {
        Selectie(onderwerp: gebeurtenis.onderwerp, soorten: [soort], organisatie: organisatie)
    }
}
