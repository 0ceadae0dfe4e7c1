import Foundation

extension Zaakwerk {
    /// O1, O6, O7: who holds the regie offers; the hop is counted and what the dossier misses is listed.
    mutating func biedAan(_ aanbieding: Aanbieding, _ id: UUID, _ regels: Regels) throws(Weigering) {
        let door = aanbieding.door
        guard door.isPersoon, door.organisatie == stand.zaak.regie.organisatie else {
            throw stand.zaak.weigering(
                "geen-regie", "Alleen een medewerker van de organisatie die de regie heeft kan de zaak aanbieden.")
        }
        guard stand.overdrachten[id] == nil else {
            throw stand.zaak.weigering("al-gedaan", "Dit aanbod is al gedaan.")
        }
        guard !aanbieding.naar.isEmpty, aanbieding.naar != door.organisatie else {
            throw stand.zaak.weigering("naar-zichzelf", "Bied de zaak aan een andere organisatie aan.")
        }
        guard !stand.zaak.openAanbiedingen.contains(where: { stand.overdrachten[$0]?.naar == aanbieding.naar }) else {
            throw stand.zaak.weigering("al-gedaan", "Bij deze organisatie ligt al een aanbod voor deze zaak.")
        }
        try eisKeuze(aanbieding)
        if let lopend = stand.zaak.lopend.flatMap({ stand.overdrachten[$0] }) {
            guard case .gestart = lopend.status else {
                // O21: who has not started gives back; sending on unstarted work is what O6 is against.
                throw lopend.kanNietNu(
                    "Verder overdragen kan als uw eigen overdracht is gestart; geef haar anders terug.",
                    voor: door.organisatie)
            }
        }
        let hop = stand.zaak.hops + 1
        let ontbreekt = Dossierblok.ontbrekend(in: aanbieding.antwoorden)
        let kop = OverdrachtEvent.Kop(
            overdracht: id, zaak: stand.zaak.id, kenmerk: aanbieding.kenmerk, regio: stand.zaak.regio,
            oefening: stand.zaak.oefening, urgentie: aanbieding.urgentie, van: door.partij, naar: aanbieding.naar,
            status: OverdrachtStatus.aangeboden.code, tijdstip: now, organisatie: aanbieding.naar, medewerker: nil)
        let feit = OverdrachtEvent.Aangeboden(
            vraag: aanbieding.vraag, leeftijdsgroep: aanbieding.leeftijdsgroep, gemeente: aanbieding.gemeente, hop: hop,
            reden: aanbieding.reden, ontbreekt: ontbreekt, keuze: aanbieding.keuze,
            wachtSinds: stand.zaak.verhuizing?.wachtSinds(aanbieding.vraag), ronde: ronde(aanbieding))
        noteer(id, [OverdrachtEvent(kop: kop, feit: .aangeboden(feit))])
        zaak.gebeurt(
            .aanbodGeopend(
                .init(overdracht: id, naar: aanbieding.naar, hop: hop, verhuizing: verhuist(aanbieding) ? true : nil)))
        if hop >= regels.kastjeNaarDeMuur, hop > stand.zaak.gesignaleerdeHop {
            zaak.gebeurt(.kastjeNaarDeMuur(.init(overdracht: id, hop: hop)))
        }
    }

    /// O22: one offer at a time goes to where the family moved; a candidate among others (O14) is none.
    private func verhuist(_ aanbieding: Aanbieding) -> Bool {
        guard aanbieding.reden == .verhuizing, aanbieding.keuze == .eersteAntwoord,
            let verhuizing = stand.zaak.verhuizing
        else { return false }
        return verhuizing.isOpen && verhuizing.aanbod == nil
    }

    /// O14: who is asked while others think about it is a candidate beside them.
    private func ronde(_ aanbieding: Aanbieding) -> UUID? {
        verhuist(aanbieding) ? nil : andereOpen(dan: stand.zaak.verhuizing?.aanbod).first?.ronde
    }

    /// O14: of several offers the first acceptance wins only for spoed; otherwise the offerer chooses.
    private func eisKeuze(_ aanbieding: Aanbieding) throws(Weigering) {
        // O22: what goes to where the family moved stands beside what it waits for.
        let naast = andereOpen(dan: stand.zaak.verhuizing?.aanbod)
        guard !naast.isEmpty, !verhuist(aanbieding) else { return }
        let zonderKeuze =
            naast.contains { $0.urgentie == .regulier && !$0.kiestAfzender }
            || (aanbieding.urgentie == .regulier && aanbieding.keuze == .eersteAntwoord)
        guard !zonderKeuze else {
            throw stand.zaak.weigering(
                "keuze-nodig",
                "Er ligt al een aanbod. Vraag kandidaten om een voorstel en kies; wie het eerst komt telt alleen bij spoed."
            )
        }
    }

    /// O3, O6: a refusal has a reason and an alternative, and names the person to whom the zaak returns.
    mutating func weiger(
        _ overdracht: Overdracht, _ door: Actor, _ reden: Weigerreden, _ alternatief: Alternatief, _ toelichting: UUID?
    ) throws(Weigering) {
        try overdracht.eis(door, .ontvanger)
        guard overdracht.status.isOpenAanbod else {
            throw overdracht.kanNietNu(
                "Weigeren kan alleen zolang het aanbod op antwoord wacht.", voor: door.organisatie)
        }
        if let ander = alternatief.organisatie, ander == overdracht.naar || ander.isEmpty {
            throw overdracht.weigering(
                "alternatief-onmogelijk", "Noem als alternatief een andere organisatie dan uw eigen.",
                voor: door.organisatie)
        }
        let regie = stand.zaak.regie
        let terugNaar =
            regie.organisatie == overdracht.van.organisatie ? regie.medewerker : overdracht.van.medewerker
        gebeurt(
            overdracht,
            .geweigerd(
                .init(
                    door: door.medewerker, reden: reden, alternatief: alternatief.code,
                    alternatieveOrganisatie: alternatief.organisatie, toelichting: toelichting, terugNaar: terugNaar)))
        sluit(overdracht.id, "geweigerd", hop: true)
    }

    mutating func trekIn(_ overdracht: Overdracht, _ door: Actor, _ reden: Intrekkingsreden) throws(Weigering) {
        try overdracht.eis(door, .aanbieder)
        guard overdracht.status.isOpenAanbod else {
            throw overdracht.kanNietNu(
                "Na de acceptatie kan intrekken alleen met instemming van de ontvanger.", voor: door.organisatie)
        }
        try overdracht.eisDoorPersoon(reden, door)
        trekIn(overdracht, reden, door: door.medewerker)
    }

    /// Withdraws an open offer; without `door` a rule did it.
    mutating func trekIn(_ overdracht: Overdracht, _ reden: Intrekkingsreden, door: String?) {
        gebeurt(overdracht, .ingetrokken(.init(door: door, reden: reden, instemming: nil)))
        sluit(overdracht.id, "ingetrokken")
    }

    /// The open offers except one, in order of offering.
    func andereOpen(dan id: UUID?) -> [Overdracht] {
        stand.zaak.openAanbiedingen.filter { $0 != id }.compactMap { stand.overdrachten[$0] }
    }
}
