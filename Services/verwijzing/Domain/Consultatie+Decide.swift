import Foundation

/// What is asked, of whom, and on which ground.
public struct Consultatievraag: Equatable, Sendable {
    public var door: Actor
    public var naar: String
    public var kenmerk: String
    public var urgentie: Urgentie
    public var soort: Consultatiesoort
    /// Whether it can be read whom it is about.
    public var herkenbaar: Bool
    public var grondslag: Deelgrond?
    public var gezinWeet: Bool
    /// Encrypted.
    public var vraag: UUID

    public init(
        door: Actor, naar: String, kenmerk: String, urgentie: Urgentie, soort: Consultatiesoort, herkenbaar: Bool,
        grondslag: Deelgrond?, gezinWeet: Bool, vraag: UUID
    ) {
        self.door = door
        self.naar = naar
        self.kenmerk = kenmerk
        self.urgentie = urgentie
        self.soort = soort
        self.herkenbaar = herkenbaar
        self.grondslag = grondslag
        self.gezinWeet = gezinWeet
        self.vraag = vraag
    }
}

public enum ConsultatieCommand: Equatable, Sendable {
    case vraag(Consultatievraag, id: UUID)
    /// `advies` is encrypted.
    case beantwoord(door: Actor, advies: UUID)
    /// Who was asked is not the one to ask, or has no ground to look.
    case wijsAf(door: Actor)
    case trekIn(door: Actor)
    /// Who asked read it. It is kept only if those concerned know.
    case sluitAf(door: Actor, gezinWeet: Bool)
    /// N5: another person of who asks holds the regie.
    case volg(Regiewissel)
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

extension Consultatie {
    /// - Parameters:
    ///   - zaak: the zaak in which it is asked; nothing of its regie changes. Whether who asks has a part in it is decided
    ///     before (P5).
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then.
    public static func decide(
        _ state: Consultatie?, in zaak: Zaak, _ command: ConsultatieCommand, now: Date
    ) throws(Weigering) -> [ConsultatieEvent] {
        let now = now.opMilliseconde
        if case .vraag(let vraag, let id) = command {
            guard state == nil else { throw .consultatie("al-gedaan", "Deze vraag is al gesteld.", state, vraag.door) }
            try vraag.eis()
            let kop = ConsultatieEvent.Kop(
                consultatie: id, zaak: zaak.id, kenmerk: vraag.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                urgentie: vraag.urgentie, over: vraag.soort, van: vraag.door.partij, naar: vraag.naar,
                grondslag: vraag.grondslag, gezinWeet: vraag.gezinWeet, door: vraag.door.partij, tijdstip: now)
            return [ConsultatieEvent(kop: kop, feit: .gevraagd(.init(vraag: vraag.vraag)))]
        }
        guard let state else {
            throw Weigering(
                code: "onbekende-consultatie", uitleg: "Deze vraag om advies is hier niet bekend.",
                toestand: "onbekend", mogelijk: [])
        }
        func gebeurt(
            _ door: Partij?, _ feit: ConsultatieEvent.Feit, gezinWeet: Bool? = nil, van: Partij? = nil
        ) -> [ConsultatieEvent] {
            var kop = state.kop(door, now)
            kop.gezinWeet = gezinWeet ?? kop.gezinWeet
            kop.van = van ?? kop.van
            return [ConsultatieEvent(kop: kop, feit: feit)]
        }
        switch command {
        case .vraag: return []
        case .beantwoord(let door, let advies):
            try state.eis(door, state.naar, "consultatie-beantwoorden")
            return gebeurt(door.partij, .beantwoord(.init(advies: advies)))
        case .wijsAf(let door):
            try state.eis(door, state.naar, "consultatie-afwijzen")
            return gebeurt(door.partij, .gesloten(.init(uitkomst: .afgewezen)))
        case .trekIn(let door):
            try state.eis(door, state.van.organisatie, "consultatie-intrekken")
            return gebeurt(door.partij, .gesloten(.init(uitkomst: .ingetrokken)))
        case .sluitAf(let door, let weet):
            try state.eis(door, state.van.organisatie, "consultatie-afsluiten")
            return gebeurt(
                door.partij, .gesloten(.init(uitkomst: weet ? .bewaard : .nietBewaard)), gezinWeet: weet)
        case .volg(let wissel):
            guard state.van == wissel.vorige else { return [] }
            return gebeurt(
                nil,
                .vragerGewisseld(.init(vorige: wissel.vorige.medewerker, ontvanger: state.gesprekspartner)),
                van: wissel.nieuw)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return state.verstrijk(soort, sinds, stadium).flatMap { gebeurt(nil, $0) }
        }
    }

    /// Who is told that somebody else asks now: nobody once it is closed.
    private var gesprekspartner: Ontvanger? {
        switch stand {
        case .gevraagd: Ontvanger(organisatie: naar, medewerker: nil)
        case .beantwoord(_, let door, _): Ontvanger(door)
        case .gesloten: nil
        }
    }

    func kop(_ door: Partij?, _ now: Date) -> ConsultatieEvent.Kop {
        ConsultatieEvent.Kop(
            consultatie: id, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, urgentie: urgentie,
            over: soort, van: van, naar: naar, grondslag: grondslag, gezinWeet: gezinWeet, door: door, tijdstip: now)
    }

    private func eis(_ door: Actor, _ organisatie: String, _ handeling: String) throws(Weigering) {
        guard door.organisatie == organisatie else {
            throw .consultatie("andere-organisatie", "Dit doet de andere organisatie.", self, door)
        }
        guard door.kentInhoud else {
            throw .consultatie(
                "rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.", self, door)
        }
        guard mogelijk(voor: organisatie).contains(handeling) else {
            throw .consultatie(
                "kan-niet-in-deze-toestand", "Dit kan nu niet. De vraag is nu: \(stand.code).", self, door)
        }
    }

    /// O5: remind who must move, then the team leads of both, then the region's named person; each once. What nobody
    /// closed is not kept, so that advice of which nobody knows never stays.
    private func verstrijk(_ soort: String, _ sinds: Date, _ percentage: Int) -> [ConsultatieEvent.Feit] {
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }),
            stadium > afgegaan.first?.stadium ?? 0,
            let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) })
        else { return [] }
        guard stadium >= 100 else {
            return [
                .termijnHerinnerd(
                    .init(soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: termijn.organisatie))
            ]
        }
        let regio = stadium == Termijnsoort.laatsteStadium
        let geescaleerd = ConsultatieEvent.Feit.termijnGeescaleerd(
            .init(
                soort: soort, sinds: termijn.sinds, stadium: stadium, niveau: regio ? .regio : .teamleiders,
                escalatieNaar: regio ? [] : Set([van.organisatie, naar]).sorted()))
        guard regio, soort == Consultatietermijn.afsluiten else { return [geescaleerd] }
        return [.gesloten(.init(uitkomst: gezinWeet ? .bewaard : .nietBewaard))]
    }
}

extension Consultatievraag {
    /// Identifying data only with a ground (M9); without them there is nothing to ground.
    fileprivate func eis() throws(Weigering) {
        guard door.kentInhoud else {
            throw .consultatie(
                "rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.", nil, door)
        }
        guard !naar.isEmpty, naar != door.organisatie else {
            throw .consultatie("naar-zichzelf", "Vraag een andere organisatie.", nil, door)
        }
        guard herkenbaar == (grondslag != nil) else {
            throw .consultatie(
                "grondslag",
                herkenbaar
                    ? "Is te lezen om wie het gaat? Noem dan waarom u dat mag delen."
                    : "Zonder herkenbare gegevens hoort er geen grondslag bij.", nil, door)
        }
    }
}

extension Weigering {
    fileprivate static func consultatie(
        _ code: String, _ uitleg: String, _ state: Consultatie?, _ door: Actor
    ) -> Weigering {
        Weigering(
            code: code, uitleg: uitleg, toestand: state?.stand.code ?? "geen-consultatie",
            mogelijk: state?.mogelijk(voor: door.organisatie) ?? [])
    }
}
