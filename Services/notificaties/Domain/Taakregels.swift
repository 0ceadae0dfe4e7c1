import Foundation

/// The table from an event of the chain to changes of tasks: who, which task, and which tasks it finishes.
public struct Taakregels<B: Bezetting> {
    let gebeurtenis: Gebeurtenis
    let bezetting: B

    /// - Returns: the changes in the order in which they are to be carried out.
    public static func wijzigingen(na gebeurtenis: Gebeurtenis, bezetting: B) -> [Taakwijziging] {
        Taakregels(gebeurtenis: gebeurtenis, bezetting: bezetting).wijzigingen
    }

    private var wijzigingen: [Taakwijziging] {
        switch gebeurtenis.feit {
        case .geenTaak: []
        case .melding(let feit): wijzigingen(na: feit)
        case .koppeling(.gevraagd(let team)): taak(.koppelingBeslissen, voor: oppakkers(van: team), bij: team)
        case .koppeling(.besloten): [klaar(.koppelingBeslissen), klaar(.termijnVerstreken)]
        case .casus(let feit): wijzigingen(na: feit)
        case .overleg(let van, let raad, let feit): wijzigingen(na: feit, van: van, raad: raad)
        case .maatregel(let uitvoerder, let raad, let feit): wijzigingen(na: feit, uitvoerder: uitvoerder, raad: raad)
        case .overdracht(let van, let naar, let feit): wijzigingen(na: feit, van: van, naar: naar)
        case .verklaring(let bron, let feit): wijzigingen(na: feit, bron: bron)
        case .geschil(let feit): wijzigingen(na: feit)
        case .consultatie(let van, let naar, let feit): wijzigingen(na: feit, van: van, naar: naar)
        case .vragenlijst(let eigenaar, let feit): wijzigingen(na: feit, eigenaar: eigenaar)
        case .zaak(let feit): wijzigingen(na: feit)
        case .verwijzing(let van, let naar, let feit): wijzigingen(na: feit, van: van, naar: naar)
        case .contact(let regie, let feit): wijzigingen(na: feit, regie: regie)
        case .herinnerd(let termijn, let stadium, let aanZet, let medewerker):
            herinnering(termijn: termijn, stadium: stadium, aanZet: aanZet, medewerker: medewerker)
        case .geescaleerd(.teamleiders, let organisaties): organisaties.flatMap { geescaleerd(naar: $0) }
        case .geescaleerd(.regio, _): regio(.termijnVerstreken)
        case .geescaleerdAan(let personen):
            personen.flatMap {
                taak(.beperkteAfspraakVerlopen, voor: [$0], bij: $0.organisatie, urgentie: .spoed)
            }
        case .kastjeNaarDeMuur: regio(.kastjeNaarDeMuur)
        case .aansluiting(afgesloten: true): regio(.organisatieAfgesloten)
        case .aansluiting(afgesloten: false): [vervallen(.organisatieAfgesloten, .achterhaald)]
        }
    }

    private func wijzigingen(na feit: Gebeurtenis.MeldingFeit) -> [Taakwijziging] {
        switch feit {
        case .ontvangen(let behandelaar, let onvolledig):
            return taak(.meldingOppakken, voor: oppakkers(van: behandelaar), bij: behandelaar)
                + (onvolledig ? taak(.meldingAanvullen, voor: oppakkers(van: behandelaar), bij: behandelaar) : [])
        case .aangevuld(let onvolledig): return onvolledig ? [] : [klaar(.meldingAanvullen)]
        case .doorgestuurd(let van, let naar):
            // M11: what the first addressee had to do is over, whatever kind it was.
            let weg = Selectie(onderwerp: gebeurtenis.onderwerp, organisatie: van)
            return [.vervallen(weg, .doorgestuurd)] + taak(.meldingOppakken, voor: oppakkers(van: naar), bij: naar)
        case .inBehandeling: return [klaar(.meldingOppakken), klaar(.termijnVerstreken)]
        case .afgehandeld: return [.afronden(Selectie(onderwerp: gebeurtenis.onderwerp))]
        }
    }

    private func wijzigingen(na feit: Gebeurtenis.CasusFeit) -> [Taakwijziging] {
        switch feit {
        case .nieuws(let regiehouder): return taak(.casusBeoordelen, voor: [regiehouder], bij: regiehouder.organisatie)
        case .lokaalTeamBetrokken(let team):
            return taak(.betrokkenheidBevestigen, voor: oppakkers(van: team), bij: team)
        case .lokaalTeamBevestigd(let team):
            let klaar = Selectie(
                onderwerp: gebeurtenis.onderwerp, soorten: [.betrokkenheidBevestigen], organisatie: team)
            return [.afronden(klaar), self.klaar(.termijnVerstreken)]
        case .beoordeeld: return [klaar(.casusBeoordelen), klaar(.termijnVerstreken)]
        case .uitBeeld(let regiehouder):
            return taak(.gezinInBeeldBrengen, voor: [regiehouder], bij: regiehouder.organisatie, urgentie: .spoed)
        case .weerInBeeld: return [klaar(.gezinInBeeldBrengen), klaar(.termijnVerstreken)]
        case .gesloten: return [.vervallen(Selectie(onderwerp: gebeurtenis.onderwerp), .achterhaald)]
        }
    }
}
