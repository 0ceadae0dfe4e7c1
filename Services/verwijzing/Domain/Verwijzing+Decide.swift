import Foundation

/// What is asked, by whom and along which route (V1, V2).
public struct Verwijsvraag: Equatable, Sendable {
    public var door: Actor
    public var naar: String
    public var kenmerk: String
    public var urgentie: Urgentie
    public var hulp: String
    public var regime: Regime
    public var richting: Richting
    public var gekozenOp: Keuzegrond
    /// Encrypted.
    public var watMist: UUID?
    public var route: String?
    public var overlegMet: String?
    /// The encrypted need.
    public var behoefte: UUID
    public var kinderen: [UUID]
    /// Of the asker, as the register has it.
    public var soortVrager: String
    public var mandaten: Set<String>
    public var regels: Verwijsregels
    /// R13: the help that runs and that the asker may see, and of it what the asker says to have seen.
    public var lopend: Set<UUID>
    public var gezienLopend: Set<UUID>
    /// O16: where the same help began here before, as far as the asker may see, and what of it the asker says to have seen.
    public var eerder: Set<UUID> = []
    public var gezienEerder: Set<UUID> = []
    /// V2: of the advice that the asker asked of `overlegMet` in this zaak, whether some was given; nil where none was asked.
    public var overlegGaf: Bool?

    public init(
        door: Actor, naar: String, kenmerk: String, urgentie: Urgentie, hulp: String, regime: Regime,
        richting: Richting, gekozenOp: Keuzegrond, watMist: UUID?, route: String?, overlegMet: String?, behoefte: UUID,
        kinderen: [UUID], soortVrager: String, mandaten: Set<String>, regels: Verwijsregels, lopend: Set<UUID>,
        gezienLopend: Set<UUID>
    ) {
        self.door = door
        self.naar = naar
        self.kenmerk = kenmerk
        self.urgentie = urgentie
        self.hulp = hulp
        self.regime = regime
        self.richting = richting
        self.gekozenOp = gekozenOp
        self.watMist = watMist
        self.route = route
        self.overlegMet = overlegMet
        self.behoefte = behoefte
        self.kinderen = kinderen
        self.soortVrager = soortVrager
        self.mandaten = mandaten
        self.regels = regels
        self.lopend = lopend
        self.gezienLopend = gezienLopend
    }
}

public enum VerwijzingCommand: Equatable, Sendable {
    case vraag(Verwijsvraag, id: UUID)
    /// The receiver's system has it.
    case bezorgd(organisatie: String)
    case gezien(door: Actor)
    /// - `bericht`: the encrypted account of what happens meanwhile.
    case stelUit(door: Actor, reden: Uitstelreden, nieuweDatum: Dag, bericht: UUID)
    /// - `bericht`: encrypted; `volgendeDatum`: a new expected date (O4).
    case geefWachtlijstbericht(door: Actor, bericht: UUID, volgendeDatum: Dag?)
    case aanvaard(door: Actor, werker: Actor, startdatum: Dag)
    case weiger(door: Actor, reden: Weigerreden, alternatief: Alternatief, toelichting: UUID?)
    case trekIn(door: Actor, reden: Intrekkingsreden)
    case start(door: Actor)
    /// - `bericht`: encrypted.
    case meldVoortgang(door: Actor, bericht: UUID)
    case wisselWerker(door: Actor, naar: Actor)
    case beeindig(door: Actor, reden: Hulpeinde)
    /// R13: who asked for it stops it, where that is the choice for new help with the help itself.
    case stop(door: Actor, reden: Hulpeinde, voor: UUID?)
    /// N5: another person of who asks holds the regie.
    case volg(Regiewissel)
    /// O22: another organisation holds the regie; this one did before. Whether both sides may know of each other is
    /// decided before (P1).
    case volgRegie(vorige: String, naar: Partij)
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

extension Verwijzing {
    /// - Parameters:
    ///   - zaak: the zaak that it belongs to. Whether who asks has a part in it is decided before (P5).
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then. Receipts that are known or late give no events.
    public static func decide(
        _ state: Verwijzing?, in zaak: Zaak, _ command: VerwijzingCommand, now: Date
    ) throws(Weigering) -> [VerwijzingEvent] {
        let now = now.opMilliseconde
        if case .vraag(let vraag, let id) = command { return [try vraag.gesteld(id, in: zaak, state, now)] }
        guard let state else {
            throw Weigering(
                code: "onbekende-verwijzing", uitleg: "Deze verwijzing is hier niet bekend.", toestand: "onbekend",
                mogelijk: [])
        }
        func gebeurt(_ door: Partij?, _ feit: VerwijzingEvent.Feit) -> [VerwijzingEvent] {
            [VerwijzingEvent(kop: state.kop(door, now), feit: feit)]
        }
        switch command {
        case .vraag: return []
        case .bezorgd(let organisatie):
            guard organisatie == state.naar else {
                throw state.weigering(
                    "verkeerde-organisatie", "Alleen het systeem van de ontvanger meldt bezorging.", organisatie)
            }
            return state.bezorgdOp == nil && !state.isEindstand ? gebeurt(nil, .bezorgd) : []
        case .gezien(let door):
            try state.eisOntvanger(door)
            return state.gezien == nil && !state.isEindstand ? gebeurt(door.partij, .gezien) : []
        case .stelUit(let door, let reden, let datum, let bericht):
            try state.eisOpen(door)
            try state.eisToekomst(datum, now, door)
            if case .uitgesteld(let uitstel) = state.stand, uitstel.reden == reden, uitstel.nieuweDatum == datum,
                uitstel.overbrugging == bericht
            {
                throw state.weigering("al-gedaan", "Dit uitstel is al vastgelegd.", door.organisatie)
            }
            return gebeurt(door.partij, .uitgesteld(.init(reden: reden, nieuweDatum: datum, bericht: bericht)))
        case .geefWachtlijstbericht(let door, let bericht, let volgendeDatum):
            try state.eisOntvanger(door)
            guard case .uitgesteld(let uitstel) = state.stand else {
                throw state.weigering(
                    "kan-niet-in-deze-toestand", "Een wachtlijstbericht hoort bij een uitgesteld antwoord.",
                    door.organisatie)
            }
            guard uitstel.laatsteBericht != bericht else {
                throw state.weigering("al-gedaan", "Dit wachtlijstbericht is al gegeven.", door.organisatie)
            }
            if let volgendeDatum { try state.eisToekomst(volgendeDatum, now, door) }
            return gebeurt(
                door.partij, .wachtlijstberichtGegeven(.init(bericht: bericht, volgendeDatum: volgendeDatum)))
        case .aanvaard(let door, let werker, let startdatum):
            try state.eisOpen(door)
            try state.eisWerker(werker, voor: door)
            guard startdatum >= Dag(now) else {
                throw state.weigering("startdatum-voorbij", "Noem vandaag of een dag daarna.", door.organisatie)
            }
            return gebeurt(door.partij, .aanvaard(.init(werker: werker.medewerker, startdatum: startdatum)))
        case .weiger(let door, let reden, let alternatief, let toelichting):
            try state.eisOpen(door)
            guard alternatief.organisatie != state.naar else {
                throw state.weigering(
                    "alternatief-onmogelijk", "Noem een andere organisatie dan de uwe.", door.organisatie)
            }
            return gebeurt(
                door.partij,
                .geweigerd(
                    .init(
                        reden: reden, alternatief: alternatief.code, alternatieveOrganisatie: alternatief.organisatie,
                        toelichting: toelichting)))
        case .trekIn(let door, let reden):
            try state.eisVrager(door)
            guard ![.regieElders, .teruggave, .anderGekozen].contains(reden) else {
                throw state.weigering("reden-van-de-regel", "Deze reden geeft alleen een regel.", door.organisatie)
            }
            guard state.isOpen else {
                throw state.weigering(
                    "kan-niet-in-deze-toestand", "Intrekken kan zolang er geen antwoord is.", door.organisatie)
            }
            return gebeurt(door.partij, .ingetrokken(.init(reden: reden)))
        case .start(let door):
            let hulp = try state.eisHulp(door)
            guard hulp.gestartOp == nil else {
                throw state.weigering("al-gedaan", "De hulp is al gestart.", door.organisatie)
            }
            return gebeurt(door.partij, .gestart(.init(werker: hulp.werker)))
        case .meldVoortgang(let door, let bericht):
            guard try state.eisHulp(door).gestartOp != nil else {
                throw state.weigering(
                    "kan-niet-in-deze-toestand", "Voortgang meldt u als de hulp gestart is.", door.organisatie)
            }
            return gebeurt(door.partij, .voortgangGemeld(.init(bericht: bericht)))
        case .wisselWerker(let door, let nieuw):
            let hulp = try state.eisHulp(door)
            try state.eisWerker(nieuw, voor: door)
            guard nieuw.medewerker != hulp.werker else {
                throw state.weigering("al-gedaan", "Deze werker helpt het gezin al.", door.organisatie)
            }
            return gebeurt(
                door.partij, .werkerGewisseld(.init(vorigeWerker: hulp.werker, werker: nieuw.medewerker)))
        case .beeindig(let door, let reden):
            let hulp = try state.eisHulp(door)
            guard Hulpeinde.vanHulp.contains(reden) else {
                throw state.weigering(
                    "reden-van-de-vrager", "Deze reden geeft wie om de hulp vroeg.", door.organisatie)
            }
            return gebeurt(door.partij, .beeindigd(.init(reden: reden, werker: hulp.werker, vervangenDoor: nil)))
        case .stop(let door, let reden, let nieuw):
            try state.eisVrager(door)
            guard Hulpeinde.vanVrager.contains(reden) else {
                throw state.weigering("reden-van-de-hulp", "Deze reden geeft wie de hulp geeft.", door.organisatie)
            }
            guard let hulp = state.hulp else {
                throw state.weigering("kan-niet-in-deze-toestand", "Deze hulp loopt niet.", door.organisatie)
            }
            return gebeurt(door.partij, .beeindigd(.init(reden: reden, werker: hulp.werker, vervangenDoor: nieuw)))
        case .volg(let wissel):
            guard state.van == wissel.vorige else { return [] }
            if case .ingetrokken = state.stand { return [] }
            var kop = state.kop(nil, now)
            kop.van = wissel.nieuw
            let ontvanger = Ontvanger(organisatie: state.naar, medewerker: state.hulp?.werker)
            return [
                VerwijzingEvent(
                    kop: kop,
                    feit: .vragerGewisseld(
                        .init(
                            vorige: wissel.vorige.medewerker, ontvanger: state.isEindstand ? nil : ontvanger)))
            ]
        case .volgRegie(let vorige, let nieuw):
            // Nobody asks help of itself; that goes on as it was.
            guard !state.isEindstand, state.van.organisatie == vorige,
                ![vorige, state.naar].contains(nieuw.organisatie)
            else { return [] }
            var kop = state.kop(nil, now)
            kop.van = nieuw
            let ontvanger = Ontvanger(organisatie: state.naar, medewerker: state.hulp?.werker)
            return [VerwijzingEvent(kop: kop, feit: .vragerVerplaatst(.init(vorige: state.van, ontvanger: ontvanger)))]
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return state.verstreken(soort, sinds, stadium).flatMap { gebeurt(nil, $0) }
        }
    }

    func kop(_ door: Partij?, _ now: Date) -> VerwijzingEvent.Kop {
        VerwijzingEvent.Kop(
            verwijzing: id, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, urgentie: urgentie,
            van: van, naar: naar, door: door, tijdstip: now)
    }

    private func eisPersoon(_ door: Actor, van organisatie: String, _ uitleg: String) throws(Weigering) {
        guard door.organisatie == organisatie else {
            throw weigering("verkeerde-organisatie", uitleg, door.organisatie)
        }
        guard door.isPersoon else {
            throw weigering(
                "geen-medewerker", "Dit kan alleen een medewerker doen die in het register staat.", door.organisatie)
        }
    }

    private func eisOntvanger(_ door: Actor) throws(Weigering) {
        try eisPersoon(door, van: naar, "Dit doet de organisatie aan wie de hulp gevraagd is.")
    }

    private func eisVrager(_ door: Actor) throws(Weigering) {
        try eisPersoon(door, van: van.organisatie, "Dit doet de organisatie die de hulp vroeg.")
    }

    private func eisToekomst(_ dag: Dag, _ now: Date, _ door: Actor) throws(Weigering) {
        guard dag > Dag(now) else {
            throw weigering("datum-niet-in-toekomst", "Noem een datum na vandaag.", door.organisatie)
        }
    }

    private func eisOpen(_ door: Actor) throws(Weigering) {
        try eisOntvanger(door)
        guard isOpen else {
            throw weigering("kan-niet-in-deze-toestand", "Deze verwijzing wacht niet op antwoord.", door.organisatie)
        }
    }

    private func eisHulp(_ door: Actor) throws(Weigering) -> Hulp {
        try eisOntvanger(door)
        guard let hulp else {
            throw weigering("kan-niet-in-deze-toestand", "Er loopt hier geen hulp.", door.organisatie)
        }
        return hulp
    }

    /// O21: who does the work, which a planner never is.
    private func eisWerker(_ werker: Actor, voor door: Actor) throws(Weigering) {
        guard werker.organisatie == naar else {
            throw weigering("werker-andere-organisatie", "De werker hoort bij uw organisatie.", door.organisatie)
        }
        guard werker.kanWerkerZijn else {
            throw weigering("geen-werker", "Noem een werker die in het register staat.", door.organisatie)
        }
    }

    private func weigering(_ code: String, _ uitleg: String, _ organisatie: String) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: stand.code, mogelijk: mogelijk(voor: organisatie))
    }

    /// O5: remind who must act, then the team leads of both sides, then the region's named person; each once per term.
    private func verstreken(_ soort: String, _ sinds: Date, _ percentage: Int) -> [VerwijzingEvent.Feit] {
        let eerder = afgegaan.first { $0.soort == soort }?.stadium ?? 0
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }), stadium > eerder,
            let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) })
        else { return [] }
        guard stadium >= 100 else {
            return [
                .termijnHerinnerd(
                    .init(
                        soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: termijn.organisatie,
                        medewerker: termijn.medewerker))
            ]
        }
        var feiten: [VerwijzingEvent.Feit] = []
        if soort == Verwijzingtermijn.wachtlijstbericht, eerder < 100, case .uitgesteld(let uitstel) = stand {
            // O4: a missed wachtlijstbericht is a silence signal.
            feiten.append(
                .wachtlijstberichtGemist(.init(sinds: termijn.sinds, aantal: uitstel.gemisteBerichten + 1)))
        }
        let regio = stadium == Termijnsoort.laatsteStadium
        feiten.append(
            .termijnGeescaleerd(
                .init(
                    soort: soort, sinds: termijn.sinds, stadium: stadium, niveau: regio ? .regio : .teamleiders,
                    escalatieNaar: regio ? [] : Set([van.organisatie, naar]).sorted())))
        return feiten
    }
}

extension Verwijsvraag {
    fileprivate func gesteld(
        _ id: UUID, in zaak: Zaak, _ state: Verwijzing?, _ now: Date
    ) throws(Weigering) -> VerwijzingEvent {
        guard state == nil else { throw .verwijzing("al-gedaan", "Deze verwijzing is al gevraagd.") }
        guard door.kentInhoud else {
            throw .verwijzing("rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.")
        }
        guard naar != door.organisatie else {
            throw .verwijzing("naar-zichzelf", "U vraagt hulp aan een andere organisatie.")
        }
        guard (gekozenOp == .beschikbaar) == (watMist != nil) else {
            throw .verwijzing(
                "wat-mist",
                gekozenOp == .beschikbaar
                    ? "Zeg wat er mist aan hulp die beschikbaar was." : "Laat leeg wat er mist: u koos wat past.")
        }
        try regels.eis(self)
        guard overlegMet != door.organisatie else {
            throw .verwijzing("overleg-met-uzelf", "Noem een andere organisatie dan de uwe.")
        }
        guard overlegGaf != false else {
            throw .verwijzing(
                "overleg-niet-geweest", "U vroeg deze organisatie hier om advies, en dat is nog niet gegeven.")
        }
        guard eerder.isSubset(of: gezienEerder) else {
            throw .verwijzing(
                "eerder-niet-gezien",
                "Deze hulp is bij dit gezin eerder gegeven. Bevestig welke u zag, en kijk of het weer nodig is.")
        }
        // R13: what runs is seen before more is added.
        guard gezienLopend == lopend else {
            throw .verwijzing(
                "lopende-hulp-niet-gezien",
                "Er loopt al hulp. Bevestig welke hulp u zag, en kies per hulp of die doorgaat.")
        }
        let kop = VerwijzingEvent.Kop(
            verwijzing: id, zaak: zaak.id, kenmerk: kenmerk, regio: zaak.regio, oefening: zaak.oefening,
            urgentie: urgentie, van: door.partij, naar: naar, door: door.partij, tijdstip: now)
        return VerwijzingEvent(
            kop: kop,
            feit: .gevraagd(
                .init(
                    hulp: hulp, regime: regime, richting: richting, gekozenOp: gekozenOp, watMist: watMist,
                    route: route, overlegMet: overlegMet, behoefte: behoefte, kinderen: kinderen,
                    lopend: lopend.sorted { $0.uuidString < $1.uuidString },
                    eerder: eerder.isEmpty ? nil : eerder.sorted { $0.uuidString < $1.uuidString })))
    }
}

extension Weigering {
    static func verwijzing(_ code: String, _ uitleg: String) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: "niet-gevraagd", mogelijk: ["verwijzing-vragen"])
    }
}
