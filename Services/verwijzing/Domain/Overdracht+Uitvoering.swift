import Foundation

extension Overdracht {
    /// O2: the conversation confirmed by both sides makes the handover warm; only then can the help start.
    func uitvoeren(_ command: OverdrachtCommand, _ verloop: inout Verloop, _ now: Date) throws(Weigering) {
        switch command {
        case .bevestigGesprek(let door, let gesprek):
            try bevestig(gesprek, door: door, &verloop, now)
        case .start(let door):
            try eis(door, .ontvanger)
            guard case .overgedragen = status else {
                throw kanNietNu(
                    "Starten kan als beide kanten het gesprek hebben bevestigd.", voor: door.organisatie)
            }
            verloop.gebeurt(.gestart(.init(door: door.medewerker)))
        case .meldVoortgang(let door, let bericht):
            try eis(door, .ontvanger)
            guard case .gestart(let uitvoering) = status else {
                throw kanNietNu("Voortgang melden kan als de hulp is gestart.", voor: door.organisatie)
            }
            guard uitvoering.laatsteVoortgang != bericht else {
                throw weigering("al-gedaan", "Deze voortgang is al gemeld.", voor: door.organisatie)
            }
            verloop.gebeurt(.voortgangGemeld(.init(door: door.medewerker, bericht: bericht)))
        default: break
        }
    }

    private func bevestig(
        _ gesprek: Gesprek, door: Actor, _ verloop: inout Verloop, _ now: Date
    ) throws(Weigering) {
        let kant = try eisPartij(door)
        guard case .geaccepteerd(let uitvoering) = status else {
            throw kanNietNu("Het gesprek bevestigen kan na de acceptatie, eenmaal per kant.", voor: door.organisatie)
        }
        guard uitvoering.gesprek(kant) != gesprek else {
            throw weigering(
                "al-gedaan", "Uw kant heeft dit gesprek al bevestigd; nu is de andere kant aan zet.",
                voor: door.organisatie)
        }
        guard gesprek.datum <= Dag(now), gesprek.datum >= Dag(aangebodenOp) else {
            throw weigering(
                "gespreksdatum-onmogelijk", "Het gesprek was tussen de dag van het aanbod en vandaag.",
                voor: door.organisatie)
        }
        guard gesprek.deelnemers.count >= 2, !gesprek.deelnemers.contains("") else {
            throw weigering(
                "deelnemers-ontbreken", "Noem wie er van beide kanten bij het gesprek waren.", voor: door.organisatie)
        }
        if let ander = uitvoering.gesprek(kant.andere), ander.datum != gesprek.datum {
            throw weigering(
                "gesprek-verschilt",
                "De andere kant bevestigde een gesprek op \(ander.datum). Bevestig dat, of laat haar het verbeteren.",
                voor: door.organisatie)
        }
        if let ander = uitvoering.gesprek(kant.andere), (ander.gezinAfwezig == nil) != (gesprek.gezinAfwezig == nil) {
            throw weigering(
                "gezin-verschilt",
                ander.gezinAfwezig == nil
                    ? "Volgens de andere kant was het gezin erbij. Bevestig dat, of laat haar het verbeteren."
                    : "Volgens de andere kant was het gezin er niet bij. Bevestig dat, of laat haar het verbeteren.",
                voor: door.organisatie)
        }
        verloop.gebeurt(
            .gesprekBevestigd(
                .init(
                    door: door.medewerker, kant: kant, datum: gesprek.datum, deelnemers: gesprek.deelnemers,
                    gezinErbij: gesprek.gezinAfwezig == nil, redenNiet: gesprek.gezinAfwezig)))
        if uitvoering.gesprek(kant.andere) != nil { verloop.gebeurt(.overgedragen) }
    }

    /// O7, O8, O21: what the sides arrange between them while the regie stays where it is.
    func overleggen(_ command: OverdrachtCommand, _ verloop: inout Verloop) throws(Weigering) {
        switch command {
        case .werkDossierBij(let door, let antwoorden):
            try eis(door, .aanbieder)
            guard dossierWordtAangevuld else {
                throw kanNietNu(
                    "Het dossier van het aanbod kan tot de start worden bijgewerkt.", voor: door.organisatie)
            }
            let nogNodig = Dossierblok.ontbrekend(in: antwoorden)
            guard nogNodig != ontbreekt else {
                throw weigering(
                    "niets-veranderd", "De lijst van ontbrekende blokken blijft hiermee gelijk.", voor: door.organisatie
                )
            }
            verloop.gebeurt(.dossierBijgewerkt(.init(door: door.medewerker, ontbreekt: nogNodig)))
        case .legTerzijde(let door, let blok, let verklaringen, let reden, let toelichting, let lezers):
            try eis(door, .ontvanger)
            guard status.isAanvaard else {
                throw kanNietNu(
                    "Eerdere verklaringen terzijde leggen kan vanaf de acceptatie, tot het einde.",
                    voor: door.organisatie)
            }
            let nieuw = verklaringen.filter { !isTerzijde($0) }
            guard !nieuw.isEmpty else {
                throw weigering(
                    "niets-terzijde-te-leggen",
                    "In dit blok staat niets van een ander dat nog niet terzijde is gelegd.", voor: door.organisatie)
            }
            verloop.gebeurt(
                .terzijdeGelegd(
                    .init(
                        door: door.medewerker, blok: blok, verklaringen: nieuw, reden: reden, toelichting: toelichting,
                        lezers: lezers))
            )
        case .vraagIntrekking(let door, let reden, let regiehouder):
            try eis(door, .aanbieder)
            guard let uitvoering = status.uitvoering else {
                throw kanNietNu("Om intrekking vragen kan na de acceptatie.", voor: door.organisatie)
            }
            guard intrekkingsverzoek == nil else {
                throw weigering("al-gedaan", "Er ligt al een verzoek bij de ontvanger.", voor: door.organisatie)
            }
            try eisDoorPersoon(reden, door)
            try eisWerker(regiehouder, van: .aanbieder, door: door)
            verloop.gebeurt(
                .intrekkingGevraagd(
                    .init(door: door.medewerker, reden: reden, regiehouder: regiehouder.medewerker)),
                aanZet: (naar, uitvoering.werker))
        case .wijsIntrekkingAf(let door):
            try eis(door, .ontvanger)
            guard let intrekkingsverzoek else {
                throw kanNietNu("Er is geen verzoek om intrekking.", voor: door.organisatie)
            }
            verloop.gebeurt(.intrekkingAfgewezen(.init(door: door.medewerker, vrager: intrekkingsverzoek.door)))
        case .trekTeruggaveIn(let door):
            try eis(door, .ontvanger)
            guard case .teruggegeven = status else {
                throw kanNietNu("Er is geen teruggave om in te trekken.", voor: door.organisatie)
            }
            verloop.gebeurt(.teruggaveIngetrokken(.init(door: door.medewerker)))
        default: break
        }
    }

    func eisDoorPersoon(_ reden: Intrekkingsreden, _ door: Actor) throws(Weigering) {
        guard Intrekkingsreden.doorPersoon.contains(reden) else {
            throw weigering("reden-van-de-regel", "Deze reden geeft alleen de keten zelf.", voor: door.organisatie)
        }
    }
}
