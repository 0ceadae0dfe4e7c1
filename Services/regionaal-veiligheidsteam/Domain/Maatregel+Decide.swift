import Foundation

/// What can be asked of a measure.
public enum MaatregelCommand: Equatable, Sendable {
    case opleggen(Oplegging, door: Persoon)
    case eersteContactMelden(op: Dag, door: Persoon)
    case planMelden(op: Dag, door: Persoon)
    case evalueren(Evaluatieuitkomst, toelichting: InhoudId, door: Persoon)
    case toetsen(akkoord: Bool, motivering: InhoudId, door: Persoon)
    /// The court's new decision.
    case verlengen(Beschikking, door: Persoon)
    /// By the court, before the last day.
    case beeindigen(laatsteDag: Dag, door: Persoon)
    /// A stage of a term went off: 50, 80, 100 or 150 per cent.
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

/// What the court decided: when, until when, and when the child is 18. Only the last day of the measure is kept.
public struct Beschikking: Equatable, Sendable {
    public var uitspraak: Dag
    /// Nil where the court named none, as for voogdij: until 18.
    public var tot: Dag?
    public var wordt18Op: Dag

    public init(uitspraak: Dag, tot: Dag?, wordt18Op: Dag) {
        self.uitspraak = uitspraak
        self.tot = tot
        self.wordt18Op = wordt18Op
    }

    /// At 18 a measure ends.
    var laatsteDag: Dag { min(tot ?? wordt18Op.dagErvoor, wordt18Op.dagErvoor) }
}

/// A decision of the court as somebody of the casus records it.
public struct Oplegging: Equatable, Sendable {
    public var maatregel: MaatregelId
    public var zaak: ZaakId
    public var kenmerk: String
    public var regio: String
    public var oefening: Bool
    public var team: Organisatie
    public var kind: GezinslidId
    public var soort: Maatregelsoort
    public var uitvoerder: Organisatie
    public var raad: Organisatie
    public var beschikking: Beschikking

    public init(
        maatregel: MaatregelId, casus: Casus, kind: GezinslidId, soort: Maatregelsoort, uitvoerder: Organisatie,
        raad: Organisatie, beschikking: Beschikking
    ) {
        self.maatregel = maatregel
        zaak = casus.id
        kenmerk = casus.kenmerk
        regio = casus.regio
        oefening = casus.oefening
        team = casus.team
        self.kind = kind
        self.soort = soort
        self.uitvoerder = uitvoerder
        self.raad = raad
        self.beschikking = beschikking
    }
}

extension Maatregel {
    /// Decides a command. An empty list: nothing to do, it was already so.
    ///
    /// - Parameters:
    ///   - naast: the other measures of the zaak; one of a kind runs per child.
    ///   - now: the clock of the store, read after the locks are held.
    public static func decide(
        _ state: Maatregel?, _ command: MaatregelCommand, naast: [Maatregel] = [], now: Date
    ) throws(Weigering) -> [MaatregelEvent] {
        let now = now.opMilliseconde
        if case .opleggen(let oplegging, let door) = command {
            return state == nil ? try legOp(oplegging, door, naast, now) : []
        }
        guard let maatregel = state else {
            throw Weigering(
                code: "maatregel-onbekend", uitleg: "Deze maatregel bestaat niet.", toestand: "onbekend",
                mogelijk: ["maatregel vastleggen"])
        }
        guard let (kop, feit) = try maatregel.besluit(command, now: now) else { return [] }
        return [MaatregelEvent(kop: kop, feit: feit)]
    }

    private static func legOp(
        _ oplegging: Oplegging, _ door: Persoon, _ naast: [Maatregel], _ now: Date
    ) throws(Weigering) -> [MaatregelEvent] {
        let beschikking = oplegging.beschikking
        try beschikking.eisGeldig(na: nil, now)
        let dezelfde = naast.contains { $0.loopt && $0.jeugdige == oplegging.kind && $0.soort == oplegging.soort }
        guard !dezelfde else {
            throw .maatregel(
                "maatregel-loopt-al", "Voor dit kind loopt deze maatregel al. Leg een verlenging daar vast.",
                mogelijk: ["maatregel-verlengen"])
        }
        let kop = MaatregelKop(
            maatregel: oplegging.maatregel, zaak: oplegging.zaak, kenmerk: oplegging.kenmerk, regio: oplegging.regio,
            oefening: oplegging.oefening, tijdstip: now, urgentie: .regulier, team: oplegging.team,
            kind: oplegging.kind, soortMaatregel: oplegging.soort, uitvoerder: oplegging.uitvoerder,
            raad: oplegging.raad, uitspraak: beschikking.uitspraak, vanaf: beschikking.uitspraak,
            tot: beschikking.laatsteDag, door: door)
        return [MaatregelEvent(kop: kop, feit: .opgelegd)]
    }

    private func besluit(
        _ command: MaatregelCommand, now: Date
    ) throws(Weigering) -> (MaatregelKop, MaatregelFeit)? {
        switch command {
        case .opleggen: return nil
        case .eersteContactMelden(let op, let door):
            try eis(door, van: uitvoerder)
            guard eersteContact == nil else { return nil }
            try eisGebeurd(op, now)
            return (kop(door, now), .eersteContact(MaatregelGedaan(op: op)))
        case .planMelden(let op, let door):
            try eis(door, van: uitvoerder)
            guard plan == nil else { return nil }
            try eisGebeurd(op, now)
            return (kop(door, now), .plan(MaatregelGedaan(op: op)))
        case .evalueren(let uitkomst, let toelichting, let door):
            try eis(door, van: uitvoerder)
            guard !isGeevalueerd else {
                throw .maatregel(
                    "al-geevalueerd", "Deze maatregel is al geëvalueerd.", mogelijk: mogelijk(voor: door.organisatie))
            }
            return (
                kop(door, now), .geevalueerd(MaatregelGeevalueerd(uitkomst: uitkomst, toelichting: toelichting))
            )
        case .toetsen(let akkoord, let motivering, let door):
            try eis(door, van: raad)
            guard isTeToetsen else {
                throw .maatregel(
                    "niets-te-toetsen", "Er is niet voorgesteld om deze maatregel niet te verlengen.",
                    mogelijk: mogelijk(voor: door.organisatie))
            }
            return (kop(door, now), .getoetst(MaatregelGetoetst(akkoord: akkoord, motivering: motivering)))
        case .verlengen(let beschikking, let door):
            try eisPartij(door)
            try beschikking.eisGeldig(na: tot, now)
            var kop = kop(door, now)
            (kop.uitspraak, kop.tot) = (beschikking.uitspraak, beschikking.laatsteDag)
            return (kop, .verlengd)
        case .beeindigen(let laatsteDag, let door):
            try eisPartij(door)
            guard vanaf <= laatsteDag, laatsteDag <= tot else {
                throw .maatregel(
                    "dag-buiten-maatregel", "Noem een laatste dag binnen de maatregel: van \(vanaf) tot en met \(tot).",
                    mogelijk: ["maatregel-beeindigen"])
            }
            var kop = kop(door, now)
            kop.tot = laatsteDag
            // Until that day is over its terms run, whoever knows already that it ends.
            guard laatsteDag.einde > now else { return (kop, .beeindigd(MaatregelBeeindigd(reden: .rechter))) }
            guard vervroegdOp == nil || laatsteDag != tot else { return nil }
            return (kop, .eindeVervroegd)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return termijnfeit(soort, sinds, stadium).map { (kop(nil, now), $0) }
        }
    }

    /// The evaluation fires and the measure ends by the clock; of the other terms people hear (O5).
    private func termijnfeit(_ soort: String, _ sinds: Date, _ stadium: Int) -> MaatregelFeit? {
        guard let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.isGelijk(sinds) }) else {
            return nil
        }
        let wie = aanZet(termijn)
        switch (Maatregeltermijn(rawValue: soort), Termijnstadium(stadium)) {
        case (.evaluatieBegint, .escaleren): return .evaluatieGevraagd
        case (.eindigt, .escaleren):
            return .beeindigd(MaatregelBeeindigd(reden: vervroegdOp == nil ? .verlopen : .rechter))
        case (.evaluatieBegint, .herinneren), (.eindigt, .herinneren): return nil
        case (_, .herinneren):
            return .termijnHerinnerd(
                TermijnHerinnerd(soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: wie))
        case (_, .escaleren):
            return .termijnGeescaleerd(
                TermijnGeescaleerd(
                    soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: wie,
                    partijen: wie == team ? [wie] : [wie, team]))
        }
    }

    func kop(_ door: Persoon?, _ now: Date) -> MaatregelKop {
        MaatregelKop(
            maatregel: id, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, tijdstip: now,
            urgentie: .regulier, team: team, kind: jeugdige, soortMaatregel: soort, uitvoerder: uitvoerder, raad: raad,
            uitspraak: uitspraak, vanaf: vanaf, tot: tot, door: door)
    }

    private func eisLopend() throws(Weigering) {
        guard loopt else {
            throw Weigering(
                code: "maatregel-geeindigd", uitleg: "Deze maatregel is geëindigd.", toestand: "geeindigd",
                mogelijk: ["nieuwe maatregel vastleggen"])
        }
    }

    private func eis(_ door: Persoon, van organisatie: Organisatie) throws(Weigering) {
        guard door.organisatie == organisatie else {
            throw .maatregel(
                "andere-organisatie",
                organisatie == raad
                    ? "Dit doet de Raad voor de Kinderbescherming." : "Dit doet wie de maatregel uitvoert.",
                mogelijk: mogelijk(voor: door.organisatie))
        }
        try eisLopend()
    }

    private func eisPartij(_ door: Persoon) throws(Weigering) {
        guard isPartij(door.organisatie) else {
            throw .maatregel(
                "andere-organisatie", "Dit doet het veiligheidsteam, wie de maatregel uitvoert of de Raad.",
                mogelijk: ["het veiligheidsteam vragen"])
        }
        try eisLopend()
    }

    private func eisGebeurd(_ op: Dag, _ now: Date) throws(Weigering) {
        guard vanaf <= op, op <= Dag(now) else {
            throw .maatregel(
                "dag-onmogelijk", "Noem een dag vanaf \(vanaf) die al geweest is.",
                mogelijk: mogelijk(voor: uitvoerder))
        }
    }
}

extension Beschikking {
    /// - Parameter na: the last day so far, where this extends.
    fileprivate func eisGeldig(na: Dag?, _ now: Date) throws(Weigering) {
        let opnieuw = na == nil ? "maatregel-vastleggen" : "maatregel-verlengen"
        guard uitspraak <= Dag(now) else {
            throw .maatregel(
                "uitspraak-niet-geweest", "De uitspraak ligt in de toekomst; alleen de rechter legt op.",
                mogelijk: [opnieuw])
        }
        guard uitspraak < wordt18Op else {
            throw .maatregel(
                "kind-is-18", "Bij de uitspraak was het kind al 18; dan eindigt een maatregel.", mogelijk: [opnieuw])
        }
        guard na ?? uitspraak < laatsteDag else {
            throw .maatregel(
                "einde-voor-begin",
                na.map { "De maatregel loopt al tot en met \($0); noem een latere laatste dag." }
                    ?? "De laatste dag ligt niet na de uitspraak.", mogelijk: [opnieuw])
        }
    }
}

extension Weigering {
    fileprivate static func maatregel(_ code: String, _ uitleg: String, mogelijk: [String]) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: "lopend", mogelijk: mogelijk)
    }
}
