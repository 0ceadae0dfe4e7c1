import Foundation

/// What can be asked of a meeting.
public enum OverlegCommand: Equatable, Sendable {
    case plannen(Overlegplan, door: Persoon)
    /// N4: receipts of the task that the invitation is.
    case uitnodigingBezorgd(Organisatie)
    case uitnodigingGezien(Persoon)
    case afzeggen(Afzegreden, door: Persoon)
    /// - Parameter kinderen: every child of the family that the zaak knows.
    case vastleggen(Verslag, kinderen: [GezinslidId], door: Persoon)
    case besluiten(Tafeluitkomst, motivering: InhoudId, door: Persoon)
    case terugmelden(Terugmeldgevolg, toelichting: InhoudId, door: Persoon)
    /// R6: another meeting is the new talk of this one.
    case nieuwGesprekPlannen(vervolg: OverlegId, door: Persoon)
    case nieuwGesprekAfmelden(toelichting: InhoudId, door: Persoon)
    /// What became of the meeting that was planned for it.
    case vervolgen(OverlegId, Vervolguitkomst, door: Persoon)
    case onderzoekStarten(door: Persoon)
    case afspraakMaken(Afspraakplan, door: Persoon)
    case afspraakAfronden(AfspraakId, Afspraakuitkomst, reden: InhoudId?, door: Persoon)
    /// A stage of a term went off: 50, 80, 100 or 150 per cent.
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

/// What can become of a meeting that was planned.
public enum Vervolguitkomst: Equatable, Sendable {
    case afgezegd, gehouden, overgenomen
}

/// A meeting as it is called.
public struct Overlegplan: Equatable, Sendable {
    public var overleg: OverlegId
    public var casus: Casus
    public var soort: Overlegsoort
    public var gepland: Date
    public var raad: Organisatie?
    public var uitgenodigd: [OverlegGepland.Genodigde]
    public var gezin: [Gezinsdeelnemer]
    /// R6: the meeting of which this is the new talk.
    public var vorige: OverlegId?

    public init(
        overleg: OverlegId, casus: Casus, soort: Overlegsoort, gepland: Date, raad: Organisatie?,
        uitgenodigd: [OverlegGepland.Genodigde], gezin: [Gezinsdeelnemer], vorige: OverlegId? = nil
    ) {
        self.overleg = overleg
        self.casus = casus
        self.soort = soort
        self.gepland = gepland.opMilliseconde
        self.raad = raad
        self.uitgenodigd = uitgenodigd
        self.gezin = gezin
        self.vorige = vorige
    }
}

public struct Afspraakplan: Equatable, Sendable {
    public var afspraak: AfspraakId
    public var horizon: Horizon
    public var eigenaar: Persoon
    public var tekst: InhoudId
    public var kring: [Persoon]

    public init(afspraak: AfspraakId, horizon: Horizon, eigenaar: Persoon, tekst: InhoudId, kring: [Persoon]) {
        self.afspraak = afspraak
        self.horizon = horizon
        self.eigenaar = eigenaar
        self.tekst = tekst
        self.kring = kring
    }
}

extension Overleg {
    /// Decides a command. An empty list: nothing to do, it was already so.
    ///
    /// - Parameters:
    ///   - regie: who holds the regie of the casus.
    ///   - now: the clock of the store, read after the locks are held.
    public static func decide(
        _ state: Overleg?, _ command: OverlegCommand, regie: Organisatie? = nil, now: Date
    ) throws(Weigering) -> [OverlegEvent] {
        let now = now.opMilliseconde
        if case .plannen(let plan, let door) = command { return state == nil ? try plan.gebeurtenis(door, now) : [] }
        guard let overleg = state else {
            throw Weigering(
                code: "overleg-onbekend", uitleg: "Dit overleg bestaat niet.", toestand: "onbekend",
                mogelijk: ["overleg plannen"])
        }
        guard let (door, feit) = try overleg.besluit(command, regie, now) else { return [] }
        return [OverlegEvent(kop: overleg.kop(door, now), feit: feit)]
    }

    private func besluit(
        _ command: OverlegCommand, _ regie: Organisatie?, _ now: Date
    ) throws(Weigering) -> (Persoon?, OverlegFeit)? {
        switch command {
        case .plannen: return nil
        case .uitnodigingBezorgd(let organisatie):
            guard uitnodigingen.contains(where: { $0.nu == organisatie && $0.bezorgdOp == nil }) else {
                return nil
            }
            return (nil, .uitnodigingBezorgd(UitnodigingBezorgd(organisatie: organisatie)))
        case .uitnodigingGezien(let wie):
            guard uitnodigingen.contains(where: { $0.nu == wie.organisatie && $0.gezien == nil }) else {
                return nil
            }
            return (
                nil, .uitnodigingGezien(UitnodigingGezien(organisatie: wie.organisatie, medewerker: wie.medewerker))
            )
        case .afzeggen(let reden, let door):
            try eis("overleg-afzeggen", door)
            return (door, .afgezegd(OverlegAfgezegd(reden: reden)))
        case .vastleggen(let verslag, let kinderen, let door):
            try eis("overleg-vastleggen", door)
            try eisVolledig(verslag, kinderen, now)
            return (door, .gehouden(verslag))
        case .besluiten(let uitkomst, let motivering, let door):
            try eis("tafelbesluit-vastleggen", door)
            return (door, .besloten(TafelbesluitGenomen(uitkomst: uitkomst, motivering: motivering)))
        case .terugmelden(let gevolg, let toelichting, let door):
            try eis("terugmelden", door)
            return (door, .teruggemeld(TerugmeldingGedaan(gevolg: gevolg, toelichting: toelichting)))
        case .nieuwGesprekPlannen(let vervolg, let door):
            guard nieuwGesprekSinds != nil else { return nil }
            try eisGesprek(door, regie)
            guard self.vervolg == nil else {
                let uitleg = "Het nieuwe gesprek is al gepland. Zeg dat eerst af."
                throw Weigering(
                    code: "al-gepland", uitleg: uitleg, toestand: "nieuw-gesprek-gepland",
                    mogelijk: mogelijk(voor: door.organisatie, regie: regie),
                    fouten: [.init(veld: "/vorige", code: "al-gepland", uitleg: uitleg)])
            }
            return (door, .nieuwGesprekGepland(NieuwGesprekGepland(vervolg: vervolg)))
        case .nieuwGesprekAfmelden(let toelichting, let door):
            guard nieuwGesprekSinds != nil else {
                throw weiger("kan-niet-nu", "Er hoeft geen nieuw gesprek te komen.", door)
            }
            try eisGesprek(door, regie)
            return (
                door, .nieuwGesprekAfgerond(NieuwGesprekAfgerond(grond: .nietNodig, toelichting: toelichting))
            )
        case .vervolgen(let overleg, let uitkomst, let door):
            guard vervolg == overleg else { return nil }
            return (door, vervolgfeit(overleg, uitkomst))
        case .onderzoekStarten(let door):
            try eis("raadsonderzoek-starten", door)
            return (door, .onderzoekGestart(RaadsonderzoekGestart(rechtstreeks: stand == .gepland)))
        case .afspraakMaken(let plan, let door): return (door, .afspraakGemaakt(try maak(plan, door, now)))
        case .afspraakAfronden(let id, let uitkomst, let reden, let door):
            return (door, .afspraakAfgerond(try rondAf(id, uitkomst, reden, door)))
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return termijnfeit(soort, sinds, stadium).map { (nil, $0) }
        }
    }

    /// R6: a cancelled meeting leaves the duty where it was; only what was held ends it, or an investigation instead.
    private func vervolgfeit(_ overleg: OverlegId, _ uitkomst: Vervolguitkomst) -> OverlegFeit {
        switch uitkomst {
        case .afgezegd: .nieuwGesprekVervallen(NieuwGesprekVervallen(vervolg: overleg))
        case .gehouden: .nieuwGesprekAfgerond(NieuwGesprekAfgerond(grond: .gehouden, toelichting: nil))
        case .overgenomen: .nieuwGesprekAfgerond(NieuwGesprekAfgerond(grond: .onderzoek, toelichting: nil))
        }
    }

    private func eisGesprek(_ door: Persoon, _ regie: Organisatie?) throws(Weigering) {
        guard !magGesprekAfmelden(door.organisatie, regie: regie) else { return }
        let uitleg = "Over dit nieuwe gesprek gaat wie het vorige bijeenriep, of wie de regie heeft."
        throw Weigering(
            code: "andere-organisatie", uitleg: uitleg, toestand: stand.code,
            mogelijk: mogelijk(voor: door.organisatie, regie: regie),
            fouten: [.init(veld: "/vorige", code: "andere-organisatie", uitleg: uitleg)])
    }

    /// O20: everything that is missing is told at once.
    private func eisVolledig(_ verslag: Verslag, _ kinderen: [GezinslidId], _ now: Date) throws(Weigering) {
        var fouten: [Weigering.Fout] = []
        func fout(_ veld: String, _ code: String, _ uitleg: String) {
            fouten.append(.init(veld: veld, code: code, uitleg: uitleg))
        }
        if gepland > now { fout("", "overleg-niet-geweest", "Dit overleg is nog niet geweest.") }
        if !Set(organisaties).isSuperset(of: verslag.aanwezig) {
            fout("/aanwezig", "niet-uitgenodigd", "Noem organisaties die uitgenodigd zijn.")
        }
        if verslag.gezinAanwezig.isEmpty, verslag.geenGezin == nil {
            fout("/geenGezinReden", "reden-ontbreekt", "Er was niemand van of naast het gezin. Zeg waarom.")
        }
        if !verslag.gezinAanwezig.isEmpty, verslag.geenGezin != nil {
            fout("/geenGezinReden", "reden-te-veel", "Er was iemand van of naast het gezin.")
        }
        if Set(verslag.kinderen.map(\.kind)) != Set(kinderen) {
            fout("/kinderenGehoord", "kind-ontbreekt", "Zeg van ieder kind van het gezin of het gehoord is.")
        }
        let zonder = verslag.kinderen.contains(where: \.vraagtReden)
        if zonder, verslag.nietGehoord == nil {
            fout(
                "/nietGehoordReden", "reden-ontbreekt",
                "Een kind vanaf 12 jaar wordt gehoord en voorbereid. Zeg waarom dat niet kon.")
        }
        if !zonder, verslag.nietGehoord != nil {
            fout("/nietGehoordReden", "reden-te-veel", "Ieder kind vanaf 12 jaar is gehoord en voorbereid.")
        }
        guard fouten.isEmpty else {
            throw Weigering(
                code: "verslag-onvolledig", uitleg: "Het verslag is niet volledig.", toestand: stand.code,
                mogelijk: mogelijk(voor: bijeengeroepenDoor.organisatie), fouten: fouten)
        }
    }

    private func maak(_ plan: Afspraakplan, _ door: Persoon, _ now: Date) throws(Weigering) -> AfspraakGemaakt {
        try eis("afspraak-maken", door)
        guard isBij(plan.eigenaar.organisatie), plan.kring.allSatisfy({ isBij($0.organisatie) }) else {
            throw weiger("niet-bij-overleg", "Kies mensen van organisaties die bij dit overleg horen.", door)
        }
        var kring = plan.kring
        // Who does it and who wrote it down know it.
        if !kring.isEmpty { for wie in [plan.eigenaar, door] where !kring.contains(wie) { kring.append(wie) } }
        let eerder = afspraken.filter { $0.horizon == plan.horizon }.map(\.sinds).max()
        let sinds = eerder.map { max(now, $0.addingTimeInterval(0.001).opMilliseconde) } ?? now
        return AfspraakGemaakt(
            afspraak: plan.afspraak, horizon: plan.horizon, eigenaar: plan.eigenaar, tekst: plan.tekst, kring: kring,
            sinds: sinds)
    }

    private func rondAf(
        _ id: AfspraakId, _ uitkomst: Afspraakuitkomst, _ reden: InhoudId?, _ door: Persoon
    ) throws(Weigering) -> AfspraakAfgerond {
        // Who may not know of it hears that it does not exist (V8).
        guard let afspraak = afspraken.first(where: { $0.id == id && $0.isVoor(door) }) else {
            throw weiger("afspraak-onbekend", "Deze afspraak hoort niet bij dit overleg.", door)
        }
        guard mag(door, afspraak) else {
            throw weiger("niet-uw-afspraak", "Dit zegt wie de afspraak doet of maakte.", door)
        }
        guard afspraak.einde == nil else {
            throw weiger("al-afgerond", "Van deze afspraak is al gezegd of zij gedaan is.", door)
        }
        guard uitkomst == .gedaan || reden != nil else {
            throw Weigering(
                code: "reden-ontbreekt", uitleg: "Zeg waarom de afspraak niet gedaan is.", toestand: stand.code,
                mogelijk: ["afspraak-afronden"],
                fouten: [
                    .init(veld: "/reden", code: "reden-ontbreekt", uitleg: "Zeg waarom de afspraak niet gedaan is.")
                ])
        }
        return AfspraakAfgerond(afspraak: id, uitkomst: uitkomst, reden: reden, eigenaar: afspraak.eigenaar)
    }

    /// O5: who is reminded, and who hears when it runs out: team leads, then the region's named person; of an agreement
    /// for fewer people these themselves.
    private func termijnfeit(_ soort: String, _ sinds: Date, _ stadium: Int) -> OverlegFeit? {
        guard
            let gevonden = lopendeTermijnen.first(where: {
                $0.termijn.soort == soort && $0.termijn.sinds.isGelijk(sinds)
            })
        else { return nil }
        // R6: of a term that goes on after a talk was cancelled, only what had not gone off.
        if soort == Overlegtermijn.nieuwGesprek.rawValue, stadium <= nieuwGesprekStadium ?? 0 { return nil }
        let (sinds, afspraak) = (gevonden.termijn.sinds, gevonden.afspraak)
        switch Termijnstadium(stadium) {
        case .herinneren:
            return .termijnHerinnerd(
                OverlegtermijnHerinnerd(
                    afspraak: afspraak?.id, soort: soort, sinds: sinds, stadium: stadium,
                    organisatie: gevonden.organisatie, medewerker: gevonden.medewerker))
        case .escaleren:
            var naar = [gevonden.organisatie]
            for wie in [afspraak?.gemaaktDoor.organisatie ?? bijeengeroepenDoor.organisatie] where !naar.contains(wie) {
                naar.append(wie)
            }
            let regio = stadium >= 150
            return .termijnGeescaleerd(
                OverlegtermijnGeescaleerd(
                    afspraak: afspraak?.id, soort: soort, sinds: sinds, stadium: stadium,
                    organisatie: gevonden.organisatie, niveau: regio ? .regio : .teamleiders,
                    escalatieNaar: regio || afspraak?.isBeperkt == true ? [] : naar,
                    escalatieAan: afspraak?.kring ?? []))
        }
    }

    func kop(_ door: Persoon?, _ now: Date) -> OverlegKop {
        OverlegKop(
            overleg: id, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, tijdstip: now,
            urgentie: .regulier, team: team, soortOverleg: soort, gepland: gepland,
            bijeengeroepenDoor: bijeengeroepenDoor, raad: raad, door: door)
    }

    private func eis(_ handeling: String, _ door: Persoon) throws(Weigering) {
        guard mogelijk(voor: door.organisatie).contains(handeling) else {
            throw weiger("kan-niet-nu", "Dit kan uw organisatie nu niet bij dit overleg.", door)
        }
    }

    private func weiger(_ code: String, _ uitleg: String, _ door: Persoon) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: stand.code, mogelijk: mogelijk(voor: door.organisatie))
    }
}

extension Overlegplan {
    /// O20, R6: somebody beside who calls it is invited; at a jeugdbeschermingstafel the Raad sits.
    fileprivate func gebeurtenis(_ door: Persoon, _ now: Date) throws(Weigering) -> [OverlegEvent] {
        var fouten: [Weigering.Fout] = []
        // Its time is said in minutes, so a table that comes together now is planned in the minute that runs.
        if gepland.addingTimeInterval(60) <= now {
            fouten.append(.init(veld: "/gepland", code: "tijd-voorbij", uitleg: "Kies een moment dat niet voorbij is."))
        }
        if Set(uitgenodigd.map(\.organisatie)).count != uitgenodigd.count || Set(gezin).count != gezin.count {
            fouten.append(.init(veld: "/organisaties", code: "dubbel", uitleg: "Nodig iedereen één keer uit."))
        }
        if uitgenodigd.allSatisfy({ $0.organisatie == door.organisatie }), gezin.isEmpty {
            fouten.append(
                .init(veld: "/organisaties", code: "niemand-uitgenodigd", uitleg: "Nodig iemand anders uit."))
        }
        if soort == .jeugdbeschermingstafel, !uitgenodigd.contains(where: { $0.organisatie == raad }) {
            fouten.append(
                .init(
                    veld: "/organisaties", code: "raad-ontbreekt",
                    uitleg: "Nodig bij een jeugdbeschermingstafel de Raad voor de Kinderbescherming uit."))
        }
        guard fouten.isEmpty else {
            throw Weigering(
                code: "overleg-onvolledig", uitleg: "Het overleg kan zo niet gepland worden.", toestand: "nieuw",
                mogelijk: ["overleg-plannen"], fouten: fouten)
        }
        let kop = OverlegKop(
            overleg: overleg, zaak: casus.id, kenmerk: casus.kenmerk, regio: casus.regio, oefening: casus.oefening,
            tijdstip: now, urgentie: .regulier, team: casus.team, soortOverleg: soort, gepland: gepland,
            bijeengeroepenDoor: door, raad: soort == .jeugdbeschermingstafel ? raad : nil, door: door)
        let feit = OverlegGepland(uitgenodigd: uitgenodigd, gezin: gezin, vorige: vorige)
        return [OverlegEvent(kop: kop, feit: .gepland(feit))]
    }
}
