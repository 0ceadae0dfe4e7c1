/// The part of the table about help that is asked for (V3): each verwijzing is a task of its own until somebody answered,
/// and every answer reaches who asked.
extension Taakregels {
    func wijzigingen(
        na feit: Gebeurtenis.VerwijzingFeit, van: Persoon, naar: Organisatie
    ) -> [Taakwijziging] {
        func bijOntvanger(_ soort: Taaksoort, _ medewerker: Medewerker) -> [Taakwijziging] {
            taak(soort, voor: [Persoon(organisatie: naar, medewerker: medewerker)], bij: naar)
        }
        let antwoord = taak(.verwijzingantwoordLezen, voor: [van], bij: van.organisatie)
        let bericht = [
            klaar(.verwijzingWachtlijstbericht), klaar(.verwijzingStilteNavragen), klaar(.termijnVerstreken),
        ]
        let beantwoord = [klaar(.verwijzingBeantwoorden)] + bericht
        let alles = Taakwijziging.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)
        return switch feit {
        case .gevraagd: taak(.verwijzingBeantwoorden, voor: oppakkers(van: naar), bij: naar)
        // It still waits for an answer, on a day that was named: who has the task keeps it.
        case .uitgesteld(let door): bericht + antwoord + bijOntvanger(.verwijzingWachtlijstbericht, door)
        case .wachtlijstberichtGegeven: bericht
        case .wachtlijstberichtGemist:
            taak(.verwijzingStilteNavragen, voor: [van], bij: van.organisatie)
                + taak(.verwijzingStilteNavragen, voor: teamleiders(van: naar), bij: naar)
        case .aanvaard(let werker):
            beantwoord + antwoord + bijOntvanger(.verwijzingStarten, werker)
        case .geweigerd: beantwoord + antwoord
        // Back at who asked: it hears that nobody will answer.
        case .ingetrokken(let gestopt): [alles] + (gestopt ? antwoord : [])
        case .andereVrager:
            [overgenomen([.verwijzingantwoordLezen], door: van)]
                + taak(.hulpOpvolgingLezen, voor: [van], bij: van.organisatie)
                + taak(.hulpOpvolgingLezen, voor: teamleiders(van: naar), bij: naar)
        // What was to be done there moves by itself, as it does for who left (N5).
        case .andereOntvanger(let werker):
            (werker.map { bijOntvanger(.hulpOpvolgingLezen, $0) }
                ?? taak(.hulpOpvolgingLezen, voor: teamleiders(van: naar), bij: naar))
                + taak(.hulpOpvolgingLezen, voor: [van], bij: van.organisatie)
        case .gestart: [klaar(.verwijzingStarten), klaar(.termijnVerstreken)]
        case .voortgang: [klaar(.termijnVerstreken)]
        case .werkerGewisseld(let vorige, let nieuw):
            [
                .overdragen(
                    Selectie(onderwerp: gebeurtenis.onderwerp, organisatie: naar, medewerker: vorige),
                    naar: .medewerker(nieuw), .werkerGewisseld)
            ]
        case .vragerGewisseld(let vorige, let ontvanger):
            [gaatMee(van: vorige, naar: van)] + (ontvanger.map { nieuwContact(voor: $0) } ?? [])
        // Who asks on reads with it what was answered before.
        case .vragerVerplaatst(let vorige, let ontvanger):
            [vervallen(.verwijzingantwoordLezen, .achterhaald)]
                + [van, vorige].flatMap { taak(.verwijzingMeegegaanLezen, voor: [$0], bij: $0.organisatie) }
                + nieuwContact(voor: ontvanger)
        case .beeindigd(let doorVrager, let werker):
            [alles] + (doorVrager ? bijOntvanger(.verwijzingEindeLezen, werker) : antwoord)
        }
    }
}
