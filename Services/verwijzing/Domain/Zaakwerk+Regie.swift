import Foundation

extension Zaakwerk {
    /// O1: the one way to move the regie. Offers that its former holder still had open lose their ground.
    private mutating func verplaatsRegie(
        naar partij: Partij, _ overdracht: Overdracht, _ grond: Regiegrond, door: String,
        anderen reden: Intrekkingsreden = .regieElders
    ) {
        let vorige = stand.zaak.regie
        let aanTeBieden =
            zaak.stand.verhuizing.map {
                $0.isOpen && $0.aanbod == nil && $0.lokaalTeam != partij.organisatie
            } ?? false
        zaak.gebeurt(
            .regieVerplaatst(
                .init(
                    van: Partij(organisatie: vorige.organisatie, medewerker: vorige.medewerker), naar: partij,
                    overdracht: overdracht.id, grond: grond, door: door, hops: zaak.stand.hops + 1,
                    verhuizing: aanTeBieden ? true : nil)),
            regie: partij)
        let deel = zaak.stand.betrokken.first { $0.organisatie == vorige.organisatie }
        if deel == nil || deel?.gronden?.contains(.vorigeRegiehouder) == false {
            // O10: who held the regie stays involved and visible, and its wettelijke taak stays beside that (O1).
            zaak.gebeurt(
                .betrokken(
                    .init(
                        organisatie: vorige.organisatie, wettelijkeTaak: deel?.wettelijkeTaak == true,
                        grond: .vorigeRegiehouder, maatregelen: nil)))
        }
        // O22: what the family waits for goes along with it, and keeps its date and rank.
        let verhuist = grond == .acceptatie && overdracht.id == stand.zaak.verhuizing?.aanbod
        for ander in andereOpen(dan: overdracht.id) {
            if verhuist, ander.naar != partij.organisatie {
                var verloop = Verloop(ander, now)
                verloop.gebeurt(
                    .opgevolgd(.init(kant: .aanbieder, vorige: ander.van.organisatie, werker: nil)),
                    kanten: (van: partij, naar: ander.naar))
                noteer(ander.id, verloop.events)
            } else {
                trekIn(ander, reden, door: nil)
            }
        }
    }

    /// O1, O21: a named person of the receiver accepts and names worker and start date; the regie moves with it.
    mutating func accepteer(
        _ overdracht: Overdracht, _ door: Actor, _ werker: Actor, _ startdatum: Dag
    ) throws(Weigering) {
        try overdracht.eis(door, .ontvanger)
        guard overdracht.status.isOpenAanbod else {
            throw overdracht.kanNietNu(
                "Accepteren kan alleen zolang het aanbod op antwoord wacht.", voor: door.organisatie)
        }
        guard !overdracht.kiestAfzender else {
            throw overdracht.weigering(
                "afzender-kiest", "De afzender kiest uit de kandidaten; doe een voorstel.", voor: door.organisatie)
        }
        try aanvaard(overdracht, door: door.medewerker, werker, startdatum, voor: door)
    }

    /// O14: exactly one is chosen; who proposed it accepted by that, the others are released.
    mutating func kies(
        _ overdracht: Overdracht, _ door: Actor, _ werker: Actor?, _ afwezig: AfwezigheidGezin?
    ) throws(Weigering) {
        try overdracht.eis(door, .aanbieder)
        guard overdracht.status.isOpenAanbod, let voorstel = overdracht.voorstel, let werker,
            voorstel.werker == werker.medewerker
        else {
            throw overdracht.kanNietNu("Er is geen voorstel om te kiezen.", voor: door.organisatie)
        }
        guard voorstel.startdatum >= Dag(now) else {
            throw overdracht.weigering(
                "startdatum-voorbij", "De voorgestelde startdatum is voorbij; vraag om een nieuw voorstel.",
                voor: door.organisatie)
        }
        gebeurt(
            overdracht, .voorstelGekozen(.init(door: door.medewerker, gezinErbij: afwezig == nil, redenNiet: afwezig)))
        try aanvaard(
            overdracht, door: voorstel.door, werker, voorstel.startdatum, voor: door, anderen: .anderGekozen)
    }

    /// - Parameters:
    ///   - door: the receiver's person.
    ///   - actor: who acts, and hears what is wrong.
    ///   - reden: why the other offers end.
    private mutating func aanvaard(
        _ overdracht: Overdracht, door: String, _ werker: Actor, _ startdatum: Dag, voor actor: Actor,
        anderen reden: Intrekkingsreden = .regieElders
    ) throws(Weigering) {
        guard stand.zaak.regie.organisatie == overdracht.van.organisatie else {
            throw overdracht.weigering(
                "regie-elders", "De aanbieder heeft de regie niet meer; neem contact op met wie haar nu heeft.",
                voor: actor.organisatie)
        }
        try overdracht.eisWerker(werker, van: .ontvanger, door: actor)
        guard startdatum >= Dag(now) else {
            throw overdracht.weigering(
                "startdatum-voorbij", "Noem een startdatum vanaf vandaag, of stel uit.", voor: actor.organisatie)
        }
        let vorige = stand.zaak.lopend.flatMap { stand.overdrachten[$0] }
        if let vorige, vorige.status.isAanvaard {
            guard case .gestart(let uitvoering) = vorige.status else {
                throw overdracht.weigering(
                    "aanbieder-niet-gestart", "De aanbieder geeft de zaak zelf terug; dat gaat voor.",
                    voor: actor.organisatie)
            }
            // O11: the offerer's own work is closed by the handover that takes over.
            let afsluiting = Afsluiting(nazorg: .geen(.verderOvergedragen), wegTerug: .volgendeOrganisatie)
            gebeurt(
                vorige,
                .afgerond(.init(door: uitvoering.werker, afsluiting: afsluiting, opvolger: overdracht.id)))
            sluit(vorige.id, "afgerond")
        }
        gebeurt(
            overdracht,
            .geaccepteerd(.init(door: door, werker: werker.medewerker, startdatum: startdatum)))
        verplaatsRegie(naar: werker.partij, overdracht, .acceptatie, door: door, anderen: reden)
    }

    /// O21: the receiver keeps the regie, but its own open offers go, so that nothing moves it past the offerer.
    mutating func geefTerug(
        _ overdracht: Overdracht, _ door: Actor, _ reden: Teruggavereden
    ) throws(Weigering) {
        try overdracht.eis(door, .ontvanger)
        guard overdracht.status.uitvoering != nil else {
            throw overdracht.kanNietNu("Teruggeven kan na de acceptatie.", voor: door.organisatie)
        }
        gebeurt(overdracht, .teruggegeven(.init(door: door.medewerker, reden: reden)))
        for ander in andereOpen(dan: overdracht.id) { trekIn(ander, .teruggave, door: nil) }
    }

    /// O1, O21: only now does the regie go back, to the person whom the offerer names.
    mutating func aanvaardTeruggave(
        _ overdracht: Overdracht, _ door: Actor, _ regiehouder: Actor
    ) throws(Weigering) {
        try overdracht.eis(door, .aanbieder)
        guard case .teruggegeven = overdracht.status else {
            throw overdracht.kanNietNu("Er is geen teruggave om te aanvaarden.", voor: door.organisatie)
        }
        try overdracht.eisWerker(regiehouder, van: .aanbieder, door: door)
        gebeurt(
            overdracht,
            .teruggaveAanvaard(.init(door: door.medewerker, regiehouder: regiehouder.medewerker)))
        verplaatsRegie(naar: regiehouder.partij, overdracht, .teruggave, door: door.medewerker)
    }

    /// O13: the regie goes back, or stays with who accepted. While an offer waits it moves by acceptance alone (O1), and
    /// nobody's wettelijke taak is touched.
    mutating func beslisRegie(_ overdracht: Overdracht, _ besluit: Regiebesluit) throws(Weigering) {
        let door = besluit.door
        guard door.isPersoon, overdracht.kant(van: door.organisatie) == nil else {
            throw overdracht.weigering(
                "niet-de-beslisser", "Over de regie beslist iemand die bij geen van beide hoort.", voor: "")
        }
        guard overdracht.regiebesluit != besluit.geschil else {
            throw overdracht.weigering("al-gedaan", "Over dit geschil is al beslist.", voor: "")
        }
        guard overdracht.status.isAanvaard else {
            throw overdracht.kanNietNu("Over de regie kan beslist worden zolang de overdracht loopt.", voor: "")
        }
        var regiehouder: Partij?
        if besluit.bij == .aanbieder {
            guard let naar = besluit.regiehouder else {
                throw overdracht.weigering("geen-werker", "Noem wie bij de aanbieder de regie neemt.", voor: "")
            }
            try overdracht.eisWerker(naar, van: .aanbieder, door: door)
            regiehouder = naar.partij
        }
        gebeurt(
            overdracht,
            .regieBesloten(
                .init(
                    geschil: besluit.geschil, beslisser: door.partij, regieBij: besluit.bij,
                    regiehouder: regiehouder?.medewerker)))
        guard let regiehouder else { return }
        verplaatsRegie(naar: regiehouder, overdracht, .besluit, door: door.medewerker)
    }

    /// O21: after acceptance the offerer gets it back only when the receiver consents.
    mutating func stemIn(_ overdracht: Overdracht, _ door: Actor) throws(Weigering) {
        try overdracht.eis(door, .ontvanger)
        guard let verzoek = overdracht.intrekkingsverzoek else {
            throw overdracht.kanNietNu("Er is geen verzoek om intrekking.", voor: door.organisatie)
        }
        gebeurt(
            overdracht,
            .ingetrokken(.init(door: verzoek.door, reden: verzoek.reden, instemming: door.medewerker)))
        verplaatsRegie(
            naar: Partij(organisatie: overdracht.van.organisatie, medewerker: verzoek.regiehouder), overdracht,
            .intrekking, door: door.medewerker)
    }

    /// O21: the thread, the terms and the contact stay; only the person changes, also for the regie.
    mutating func wisselWerker(_ overdracht: Overdracht, _ door: Actor, _ naar: Actor) throws(Weigering) {
        try overdracht.eis(door, .ontvanger)
        guard let uitvoering = overdracht.status.uitvoering else {
            throw overdracht.kanNietNu("Van werker wisselen kan zolang u aan het werk bent.", voor: door.organisatie)
        }
        try overdracht.eisWerker(naar, van: .ontvanger, door: door)
        guard naar.medewerker != uitvoering.werker else {
            throw overdracht.weigering("al-gedaan", "Deze medewerker is al de werker.", voor: door.organisatie)
        }
        gebeurt(
            overdracht,
            .werkerGewisseld(
                .init(door: door.medewerker, vorigeWerker: uitvoering.werker, werker: naar.medewerker)))
        zaak.gebeurt(
            .regiehouderGewisseld(.init(vorige: stand.zaak.regie.medewerker, door: door.medewerker)),
            regie: naar.partij)
    }

    /// O11. The regie stays: the zaak still has one holder when the help is done.
    mutating func rondAf(_ overdracht: Overdracht, _ door: Actor, _ afsluiting: Afsluiting) throws(Weigering) {
        try eisAfsluiting(overdracht, door, afsluiting)
        gebeurt(overdracht, .afgerond(.init(door: door.medewerker, afsluiting: afsluiting, opvolger: nil)))
        sluit(overdracht.id, "afgerond")
    }

    mutating func beeindig(
        _ overdracht: Overdracht, _ door: Actor, _ reden: Beeindigingsreden, _ afsluiting: Afsluiting
    ) throws(Weigering) {
        try eisAfsluiting(overdracht, door, afsluiting)
        gebeurt(overdracht, .voortijdigBeeindigd(.init(door: door.medewerker, reden: reden, afsluiting: afsluiting)))
        sluit(overdracht.id, "voortijdig-beeindigd")
    }

    private func eisAfsluiting(_ overdracht: Overdracht, _ door: Actor, _ afsluiting: Afsluiting) throws(Weigering) {
        try overdracht.eis(door, .ontvanger)
        guard case .gestart = overdracht.status else {
            throw overdracht.kanNietNu("Afsluiten kan als de hulp is gestart.", voor: door.organisatie)
        }
        switch afsluiting.nazorg {
        case .geen(.verderOvergedragen):
            throw overdracht.weigering(
                "reden-van-de-regel", "Deze reden geeft alleen de keten zelf.", voor: door.organisatie)
        case .contact(let partij, let op) where partij.organisatie.isEmpty || partij.medewerker.isEmpty || op == nil:
            throw overdracht.weigering(
                "nazorg-onvolledig", "Noem wie contact houdt met het gezin, en wanneer.", voor: door.organisatie)
        case .contact(_, let op?) where op <= Dag(now):
            throw overdracht.weigering(
                "nazorg-voorbij", "Noem voor de nazorg een dag na vandaag.", voor: door.organisatie)
        case .contact, .geen: break
        }
    }
}
