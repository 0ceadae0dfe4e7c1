import Foundation
import VerwijzingDomain

/// What random parties try: mostly something that fits, often something that does not.
extension Verwijzingsmodel {
    private static let organisaties = [
        Rolbezetting.wijkteam, Rolbezetting.gi, Rolbezetting.zorg, Rolbezetting.buurteam,
    ]

    private mutating func een<T>(_ keuzes: [T]) -> T { keuzes[Int.random(in: 0..<keuzes.count, using: &kans)] }

    private mutating func kansOp(_ procent: Int) -> Bool { Int.random(in: 0..<100, using: &kans) < procent }

    private mutating func persoon(_ organisatie: String? = nil) -> VerwijzingDomain.Actor {
        let bij = kansOp(85) ? organisatie ?? een(Self.organisaties) : een(Self.organisaties)
        let rollen: Set<Rol> = kansOp(80) ? [.werker] : een([[.planner], [.teamleider], [.bereikbaarheidsdienst], []])
        let nummer = rollen == [.werker] ? een([1, 2, 3]) : 4 + rollen.count
        let soort = rollen.first?.rawValue ?? "onbekend"
        return Rolbezetting.persoon(bij, "\(bij.dropFirst(16).prefix(1))-\(soort)-\(nummer)", rollen)
    }

    private mutating func dag() -> Dag {
        let verschil = kansOp(85) ? Double.random(in: 1...40, using: &kans) : Double.random(in: -20...0, using: &kans)
        return Dag(nu.addingTimeInterval(verschil * 86_400))
    }

    private mutating func afsluiting() -> Afsluiting {
        Afsluiting(
            nazorg: kansOp(50)
                ? .contact(persoon().partij, op: kansOp(95) ? dag() : nil) : .geen(een(GeenNazorgReden.allCases)),
            wegTerug: een(WegTerug.allCases))
    }

    private mutating func antwoorden() -> [Dossierblok: Blokantwoord] {
        var antwoorden = Verhaal.volledig
        for blok in Dossierblok.allCases where kansOp(15) { antwoorden[blok] = nil }
        for blok in Dossierblok.allCases where antwoorden[blok] != nil && kansOp(20) {
            antwoorden[blok] = .onbekend(want: Verhaal.inhoud)
        }
        return antwoorden
    }

    mutating func kiesDaad() -> Daad {
        let levend = stand.overdrachten.values.filter { !$0.status.isEindstand }
            .sorted { $0.id.uuidString < $1.id.uuidString }
        let alle = stand.overdrachten.values.sorted { $0.id.uuidString < $1.id.uuidString }
        if kansOp(8) { return zaakdaad() }
        if kansOp(3) { return .opvolging(opvolging()) }
        if kansOp(4) { return verhuizing() }
        guard !alle.isEmpty, !kansOp(levend.isEmpty ? 80 : 12) else { return aanbod(alle) }
        let doel = kansOp(85) && !levend.isEmpty ? een(levend) : een(alle)
        let id = kansOp(2) ? nieuwId() : doel.id
        if kansOp(40), let passend = passend(doel) { return passend }
        return kansOp(50)
            ? .handeling(handeling(doel), id)
            : .command(command(doel), id)
    }

    private mutating func aanbod(_ alle: [Overdracht]) -> Daad {
        let id = kansOp(95) || alle.isEmpty ? nieuwId() : een(alle).id
        return .handeling(
            .aanbieden(
                Aanbieding(
                    door: persoon(stand.zaak.regie.organisatie), naar: een(Self.organisaties), kenmerk: "A-2222-222-2",
                    urgentie: een(Urgentie.allCases), vraag: "veiligheid-thuis", leeftijdsgroep: "0-11",
                    gemeente: "0202", reden: een(Overdrachtsreden.allCases), keuze: een(Keuze.allCases),
                    antwoorden: antwoorden())), id)
    }

    private mutating func verhuizing() -> Daad {
        if let termijn = stand.zaak.lopendeTermijnen.first, kansOp(60) {
            return .zaaktermijn(sinds: termijn.sinds, stadium: een([50, 80, 100, 150]))
        }
        return .verhuizing(
            naar: een(["0202", "0268", "1734"]), lokaalTeam: kansOp(80) ? een(Self.organisaties) : nil,
            door: persoon(stand.zaak.regie.organisatie))
    }

    private mutating func opvolging() -> Opvolging {
        let weg = een(Self.organisaties)
        let opvolger = kansOp(70) ? Self.organisaties.filter { $0 != weg }.randomElement(using: &kans) : nil
        return Opvolging(
            organisatie: weg,
            opvolger: opvolger.map {
                .init(
                    organisatie: $0, werkers: Set((1...3).map { persoon(weg, werker: $0) }), leiding: "mw-leiding")
            }, vangnet: Partij(organisatie: "00000099000000009000", medewerker: "mw-regio"),
            lokaalTeam: kansOp(80) ? opvolger : nil)
    }

    private func persoon(_ organisatie: String, werker nummer: Int) -> String {
        "mw-\(organisatie.dropFirst(16).prefix(1))-werker-\(nummer)"
    }

    private mutating func zaakdaad() -> Daad {
        let organisatie = een(Self.organisaties)
        switch Int.random(in: 0..<4, using: &kans) {
        case 0:
            return .zaak(.betrek(door: persoon(organisatie), organisatie: organisatie, grond: .wettelijkeTaak))
        case 1:
            return .zaak(
                .betrek(
                    door: persoon(stand.zaak.regie.organisatie), organisatie: organisatie,
                    grond: een(Betrokkengrond.allCases)))
        case 2:
            return .zaak(
                .beeindigBetrokkenheid(
                    door: persoon(organisatie), organisatie: organisatie, reden: een(EindeBetrokkenheid.allCases)))
        default:
            let bij = stand.zaak.regie.organisatie
            return .zaak(.wisselRegiehouder(door: persoon(bij), naar: persoon(bij)))
        }
    }

    /// The next step of the normal flow, so that random histories reach the later states as well.
    private mutating func passend(_ doel: Overdracht) -> Daad? {
        let naar = doel.naar
        if doel.intrekkingsverzoek != nil, kansOp(50) {
            return .command(.wijsIntrekkingAf(door: persoon(naar)), doel.id)
        }
        if doel.status.isOpenAanbod, doel.kiestAfzender, kansOp(60) { return voorstel(doel) }
        switch doel.status {
        case .aangeboden: return nil
        case .uitgesteld(let uitstel):
            return kansOp(50)
                ? .command(.geefWachtlijstbericht(door: persoon(naar), bericht: nieuwId(), volgendeDatum: nil), doel.id)
                : .command(
                    .termijnVerstreken(
                        soort: Termijnsoort.wachtlijstbericht, sinds: uitstel.berichtSinds, stadium: een([100, 150])),
                    doel.id)
        case .geaccepteerd(let uitvoering):
            let kant: Kant = uitvoering.gesprekOntvanger == nil ? .ontvanger : .aanbieder
            let datum = uitvoering.gesprek(kant.andere)?.datum ?? Dag(nu)
            return .command(
                .bevestigGesprek(
                    door: persoon(doel.organisatie(kant)),
                    Gesprek(
                        datum: datum, deelnemers: ["mw-anna", "mw-bram"],
                        gezinAfwezig: uitvoering.gesprek(kant.andere)?.gezinAfwezig)), doel.id)
        case .overgedragen: return .command(.start(door: persoon(naar)), doel.id)
        case .gestart:
            if kansOp(20) { return .handeling(.afronden(door: persoon(naar), afsluiting: afsluiting()), doel.id) }
            return .command(.meldVoortgang(door: persoon(naar), bericht: nieuwId()), doel.id)
        default: return nil
        }
    }

    /// O14: propose, or choose what was proposed.
    private mutating func voorstel(_ doel: Overdracht) -> Daad {
        guard let voorstel = doel.voorstel, kansOp(70) else {
            return .command(
                .doeVoorstel(
                    door: persoon(doel.naar), werker: persoon(doel.naar), startdatum: dag(), aanbod: nieuwId()),
                doel.id)
        }
        let werker = VerwijzingDomain.Actor(
            organisatie: kansOp(95) ? doel.naar : een(Self.organisaties), medewerker: voorstel.werker,
            rollen: kansOp(90) ? [.werker] : [])
        return .handeling(
            .kiesVoorstel(door: persoon(doel.van.organisatie), werker: kansOp(95) ? werker : nil), doel.id)
    }

    private mutating func handeling(_ doel: Overdracht) -> Zaakhandeling {
        let (van, naar) = (doel.van.organisatie, doel.naar)
        switch Int.random(in: 0..<13, using: &kans) {
        case 12:
            return .beslisRegie(
                Regiebesluit(
                    geschil: nieuwId(), door: persoon(een(Self.organisaties)), bij: een(Kant.allCases),
                    regiehouder: kansOp(80) ? persoon(van) : nil))
        case 0, 1, 2: return .accepteren(door: persoon(naar), werker: persoon(naar), startdatum: dag())
        case 3:
            return .weigeren(
                door: persoon(naar), reden: een(Weigerreden.allCases),
                alternatief: een([.consultatie, .meekijken, .laterOpnieuw, .andereOrganisatie(een(Self.organisaties))]),
                toelichting: kansOp(50) ? Verhaal.inhoud : nil)
        case 4: return .intrekken(door: persoon(van), reden: een(Intrekkingsreden.allCases))
        case 5, 6: return .stemInMetIntrekking(door: persoon(naar))
        case 7: return .teruggeven(door: persoon(naar), reden: een(Teruggavereden.allCases))
        case 8, 9: return .aanvaardTeruggave(door: persoon(van), regiehouder: persoon(van))
        case 10: return .wisselWerker(door: persoon(naar), naar: persoon(naar))
        default:
            return kansOp(50)
                ? .afronden(door: persoon(naar), afsluiting: afsluiting())
                : .voortijdigBeeindigen(
                    door: persoon(naar), reden: een(Beeindigingsreden.allCases), afsluiting: afsluiting())
        }
    }

    private mutating func command(_ doel: Overdracht) -> OverdrachtCommand {
        let (van, naar) = (doel.van.organisatie, doel.naar)
        let partij = een([van, naar])
        switch Int.random(in: 0..<22, using: &kans) {
        case 0: return .bezorgd(organisatie: kansOp(80) ? naar : een(Self.organisaties))
        case 1: return .gezien(door: persoon(naar))
        case 2:
            return .uitstellen(
                door: persoon(naar), reden: een(Uitstelreden.allCases), nieuweDatum: dag(), overbrugging: Verhaal.inhoud
            )
        case 3:
            return .geefWachtlijstbericht(
                door: persoon(naar), bericht: nieuwId(), volgendeDatum: kansOp(50) ? dag() : nil)
        case 4: return .meldVeiligheidNietTeHouden(door: persoon(partij))
        case 5: return .meldSignaal(melding: nieuwId(), acuut: kansOp(50))
        case 6: return .herzieTriage(door: persoon(partij), urgentie: een(Urgentie.allCases))
        case 7, 8, 9:
            let datum = kansOp(80) ? Dag(nu) : Dag(nu.addingTimeInterval(-86_400))
            let deelnemers: Set<String> = kansOp(90) ? ["mw-anna", "mw-bram"] : ["mw-anna"]
            return .bevestigGesprek(
                door: persoon(partij),
                Gesprek(
                    datum: kansOp(60) ? doel.status.uitvoering?.gesprekAanbieder?.datum ?? datum : datum,
                    deelnemers: deelnemers, gezinAfwezig: kansOp(50) ? nil : een(AfwezigheidGezin.allCases)))
        case 10, 11: return .start(door: persoon(naar))
        case 12: return .meldVoortgang(door: persoon(naar), bericht: nieuwId())
        case 13: return .werkDossierBij(door: persoon(van), antwoorden: antwoorden())
        case 14:
            return .vraagIntrekking(
                door: persoon(van), reden: een(Intrekkingsreden.allCases), regiehouder: persoon(van))
        case 15: return .wijsIntrekkingAf(door: persoon(naar))
        case 16: return .trekTeruggaveIn(door: persoon(naar))
        case 17: return .meldVeiligheidHersteld(door: persoon(partij), bericht: nieuwId())
        case 18:
            return .legTerzijde(
                door: persoon(naar), blok: een(Dossierblok.allCases), verklaringen: [nieuwId()],
                reden: een(Terzijdereden.allCases), toelichting: nieuwId())
        default:
            let lopend = doel.lopendeTermijnen
            let soort = kansOp(90) && !lopend.isEmpty ? een(lopend).soort : een(Termijnsoort.alle)
            let sinds = lopend.first { $0.soort == soort }?.sinds ?? nu
            return .termijnVerstreken(soort: soort, sinds: sinds, stadium: een([50, 80, 100, 150, 0, -7, 999]))
        }
    }
}
