import Foundation

public enum GezinscontactCommand: Equatable, Sendable {
    /// - `tekst`: the encrypted question.
    case stelNavraag(id: UUID, van: Vraagsteller, tekst: UUID)
    /// - `antwoord`: the encrypted answer.
    case beantwoord(door: Actor, navraag: UUID, antwoord: UUID)
    /// The zaak moved on, from this holder of the regie; `stap` where there is news of a handover, and `geraakt` the
    /// handovers that something happened to.
    /// - `hulp`: who gives the help that something happened to, by its id; nil where it runs no longer.
    case volg(
        vorigeRegie: Partij, stap: Bool, contact: UUID, geraakt: [Overdracht] = [], hulp: [UUID: Partij?] = [:])
    /// P2: somebody who must consent says no to help that runs, or no longer does.
    case toetsToestemming(hulp: UUID, helper: Partij, geweigerd: Bool)
    /// P2: what help rests on, by who starts it or sees to it.
    case legHulpgrondVast(door: Actor, hulp: UUID, grond: Hulpgrond)
    case meldGeinformeerd(door: Actor, Verteld)
    /// - `geboren`: the birth dates of the zaak's children, opened for this decision.
    case geefToegang(
        door: Actor, lid: UUID, toegang: UUID, tot: Date, geboren: [UUID: Dag],
        leeftijden: Inzageleeftijden = Inzageleeftijden())
    case trekToegangIn(door: Actor, lid: UUID)
    case legVoorkeurVast(door: Actor, lid: UUID, voorkeur: UUID)
    /// V9. - `plan`: follows from the zaak. The texts are encrypted.
    case geefPlan(van: Vraagsteller, plan: UUID, zelf: UUID, netwerk: UUID, professioneel: UUID)
    /// V9: by someone of the family, and by nobody else.
    case trekPlanIn(lid: UUID)
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

/// N7: who of the family heard what changed, and who did not.
public struct Verteld: Equatable, Sendable {
    public var aan: [UUID]
    public var wijze: Gezinskanaal?
    public var niet: [UUID]
    public var reden: NietVerteldReden?
    /// All who are to hear it themselves, as their birth dates say, which were opened for this decision.
    public var moetenHoren: Set<UUID>

    public init(
        aan: [UUID], wijze: Gezinskanaal?, niet: [UUID] = [], reden: NietVerteldReden? = nil, moetenHoren: Set<UUID>
    ) {
        (self.aan, self.wijze, self.niet, self.reden) = (aan, wijze, niet, reden)
        self.moetenHoren = moetenHoren
    }
}

/// Who asks.
public enum Vraagsteller: Equatable, Sendable {
    /// Someone of the family, on the family's own page.
    case gezin(lid: UUID)
    /// An organisation that presses, or that records what someone of the family asks.
    case organisatie(Actor, namens: UUID?)

    var lid: UUID? {
        switch self {
        case .gezin(let lid): lid
        case .organisatie(_, let namens): namens
        }
    }

    /// N7: the one offer on whose answer the zaak waits. Where several wait, or who asks may not hear of it (P1, S3), who
    /// holds the regie is asked.
    func wachtOp(_ open: [Overdracht], _ gezin: Bescherming?) -> Overdracht? {
        let wachtend = open.filter(\.wachtOpOntvanger)
        guard wachtend.count == 1, let aanbod = wachtend.first else { return nil }
        if lid != nil, aanbod.vraagtOnderzoek || gezin?.zichtVanGezin.ziet(organisatie: aanbod.naar) == false {
            return nil
        }
        if case .organisatie(let actor, _) = self,
            actor.organisatie == aanbod.naar || gezin?.zicht(voor: actor.organisatie).ziet(aanbod) == false
        {
            return nil
        }
        return aanbod
    }
}

extension Navraag {
    /// Who must answer now: the receiver as long as the offer waits for it.
    fileprivate func adres(in zaak: Zaak, _ geraakt: [Overdracht]) -> Ontvanger {
        let regie = Ontvanger(zaak.regie.partij)
        guard let aanbod, zaak.openAanbiedingen.contains(aanbod) else { return regie }
        guard let stand = geraakt.first(where: { $0.id == aanbod }) else {
            return aan.organisatie == regie.organisatie ? regie : aan
        }
        return stand.wachtOpOntvanger ? Ontvanger(organisatie: stand.naar, medewerker: nil) : regie
    }
}

extension Gezinscontact {
    /// Questions of one member of the family that may wait for an answer at once.
    public static let openVragen = 10

    /// - Parameters:
    ///   - zaak: as it stands now; whether who acts has a part in it is decided before (P5).
    ///   - gezin: who belong to the family.
    ///   - open: the offers that wait, when a question is asked.
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`, with the state of what it is about and what is possible now; nothing changes then.
    public static func decide(
        _ state: Gezinscontact?, over zaak: Zaak, gezin: Bescherming?, open: [Overdracht] = [],
        _ command: GezinscontactCommand, now: Date
    ) throws(Weigering) -> [GezinscontactEvent] {
        do { return try besluit(state, over: zaak, gezin: gezin, open: open, command, now: now) } catch {
            throw error.bij(
                state.toestand(bij: command), kan: state.mogelijk(na: command, zaak, gezin, open, now: now))
        }
    }

    private static func besluit(
        _ state: Gezinscontact?, over zaak: Zaak, gezin: Bescherming?, open: [Overdracht],
        _ command: GezinscontactCommand, now: Date
    ) throws(Weigering) -> [GezinscontactEvent] {
        let regie = Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker)
        func event(_ feit: GezinscontactEvent.Feit, op moment: Date = now.opMilliseconde) -> GezinscontactEvent {
            GezinscontactEvent(
                kop: .init(
                    zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                    urgentie: .regulier, regie: regie, tijdstip: moment),
                feit: feit)
        }
        switch command {
        case .stelNavraag(let id, let van, let tekst):
            let aanbod = van.wachtOp(open, gezin)
            try eisVraag(state, id, van, aanbod?.naar ?? regie.organisatie, gezin)
            let door: Partij? = if case .organisatie(let actor, _) = van { actor.partij } else { nil }
            // A term is known by its kind and beginning, so no two questions begin at the same instant.
            var moment = now.opMilliseconde
            while state?.navragen.contains(where: { $0.gesteldOp.zelfdeMoment(als: moment) }) == true {
                moment = (moment + 0.001).opMilliseconde
            }
            return [
                event(
                    .navraagGesteld(
                        .init(
                            navraag: id, door: door, lid: van.lid, tekst: tekst,
                            aan: aanbod.map { Ontvanger(organisatie: $0.naar, medewerker: nil) },
                            aanbod: aanbod?.id)), op: moment)
            ]
        case .beantwoord(let door, let id, let antwoord):
            guard let navraag = state?.navragen.first(where: { $0.id == id }) else {
                throw .contact("onbekende-navraag", "Deze vraag is in deze zaak niet bekend.")
            }
            guard [regie.organisatie, navraag.aan.organisatie].contains(door.organisatie) else {
                throw .contact("geen-regie", "Antwoorden doet wie aan zet is, of wie de regie heeft.")
            }
            guard door.kentInhoud else { throw .rolOntbreekt }
            guard navraag.antwoord == nil else { throw .contact("al-gedaan", "Deze vraag is al beantwoord.") }
            return [
                event(
                    .navraagBeantwoord(
                        .init(navraag: id, door: door.partij, antwoord: antwoord, vrager: navraag.van)))
            ]
        case .volg(let vorige, let stap, let contact, let geraakt, let hulp):
            // N5: whoever must move now has what waits.
            let doorgegeven = (state?.openNavragen ?? []).compactMap { navraag -> GezinscontactEvent? in
                let nu = navraag.adres(in: zaak, geraakt)
                guard nu != navraag.aan else { return nil }
                return event(
                    .navraagDoorgegeven(
                        .init(navraag: navraag.id, vorige: navraag.aan, aan: nu == Ontvanger(regie) ? nil : nu)))
            }
            let nazorg = (stap ? geraakt : []).compactMap { overdracht -> GezinscontactEvent? in
                guard case .contact(let wie, let op?)? = overdracht.status.afsluiting?.nazorg else { return nil }
                return event(.nazorgAfgesproken(.init(onderwerp: overdracht.id, aan: wie, op: op)))
            }
            let zonder = (state?.zonderToestemming ?? []).compactMap { $0.volgt(hulp, regie: regie) }.map { event($0) }
            let anders = doorgegeven + nazorg + zonder
            guard gezin?.gezinsleden.isEmpty == false, stap || vorige != regie else { return anders }
            let eerder = state?.informeren?.aan
            return anders + [
                event(
                    .teInformeren(
                        .init(
                            contact: contact, aanleiding: vorige == regie ? .stap : .nieuwContact,
                            vorige: eerder == regie ? nil : eerder)))
            ]
        case .meldGeinformeerd(let door, let verteld):
            guard door.organisatie == regie.organisatie else {
                throw .contact("geen-regie", "Het gezin hoort het van wie de regie heeft.")
            }
            guard door.kentInhoud else { throw .rolOntbreekt }
            guard let plicht = state?.informeren else {
                throw .contact("niets-te-vertellen", "Het gezin hoorde alles wat er veranderde.")
            }
            return try plicht.vertel(verteld, door.partij).map { event($0) }
        case .toetsToestemming(let hulp, let helper, let geweigerd):
            switch (geweigerd, state?.zonder(hulp)) {
            case (true, nil) where state?.hulpgronden?.contains(where: { $0.hulp == hulp }) != true:
                return [
                    event(
                        .hulpZonderToestemming(
                            .init(onderwerp: hulp, helper: helper, vorigeRegie: nil, vorigeHelper: nil)))
                ]
            case (false, .some): return [event(.toestemmingHersteld(.init(onderwerp: hulp, door: .toestemming)))]
            default: return []
            }
        case .legHulpgrondVast(let door, let hulp, let grond):
            guard door.kentInhoud else { throw .rolOntbreekt }
            guard state?.hulpgronden?.contains(where: { $0.hulp == hulp && $0.grond == grond }) != true else {
                throw .contact("al-gedaan", "Dit is al vastgelegd.")
            }
            return [event(.hulpgrondVastgelegd(.init(onderwerp: hulp, door: door.partij, grond: grond)))]
        case .geefToegang(let door, let lid, let toegang, let tot, let geboren, let leeftijden):
            let wie = try eis(lid, in: gezin)
            guard door.kentInhoud else { throw .rolOntbreekt }
            if wie.rol == .volwassene {
                guard gezin?.kijktZelf(wie, leeftijden, geboren: geboren, now: now) != false else {
                    throw .contact("kind-meerderjarig", "De jongere is oud genoeg en beslist zelf wie er meekijkt.")
                }
            } else if gezin?.isMeerderjarig(lid) != true {
                guard let geboren = geboren[lid] else {
                    throw .contact("leeftijd-onbekend", "Van dit kind is geen geboortedatum te lezen.")
                }
                guard geboren.leeftijd(op: Dag(now)) >= leeftijden.kindVanaf else {
                    throw .contact("te-jong", "Een kind krijgt een eigen code vanaf \(leeftijden.kindVanaf) jaar.")
                }
            }
            return [
                event(
                    .toegangGegeven(
                        .init(door: door.partij, lid: lid, toegang: toegang, tot: tot.opMilliseconde)))
            ]
        case .trekToegangIn(let door, let lid):
            try eis(lid, in: gezin)
            guard door.kentInhoud else { throw .rolOntbreekt }
            guard let toegang = state?.toegangen.first(where: { $0.lid == lid }) else {
                throw .contact("geen-toegang", "Dit gezinslid heeft geen code.")
            }
            return [event(.toegangIngetrokken(.init(door: door.partij, lid: lid, toegang: toegang.id)))]
        case .legVoorkeurVast(let door, let lid, let voorkeur):
            try eis(lid, in: gezin)
            guard door.kentInhoud else { throw .rolOntbreekt }
            return [event(.voorkeurVastgelegd(.init(door: door.partij, lid: lid, voorkeur: voorkeur)))]
        case .geefPlan(let van, let plan, let zelf, let netwerk, let professioneel):
            guard let lid = van.lid else {
                throw .contact("gezinslid-onbekend", "Noem van welk gezinslid dit plan is.")
            }
            try eis(lid, in: gezin)
            var door: Partij?
            if case .organisatie(let actor, _) = van {
                guard actor.kentInhoud else { throw .rolOntbreekt }
                guard state?.plan == nil else {
                    throw .contact("plan-van-gezin", "Dit plan is van het gezin: alleen het gezin verandert het.")
                }
                door = actor.partij
            }
            return [
                event(
                    .planGegeven(
                        .init(
                            plan: plan, door: door, lid: lid, zelf: zelf, netwerk: netwerk,
                            professioneel: professioneel)))
            ]
        case .trekPlanIn(let lid):
            try eis(lid, in: gezin)
            guard let plan = state?.plan else { throw .contact("geen-plan", "Het gezin heeft hier geen plan.") }
            return [event(.planIngetrokken(.init(plan: plan.id, lid: lid)))]
        case .termijnVerstreken(let soort, let sinds, let stadium):
            guard let feit = state?.verstreken(soort, sinds, stadium, regie: regie.organisatie) else { return [] }
            return [event(feit)]
        }
    }

    /// N7: each adult who may look and each child from 12 is told by itself; one of them never stands for another.
    public static func moetenHoren(
        _ gezin: Bescherming, _ leeftijden: Inzageleeftijden, geboren: [UUID: Dag], now: Date
    ) -> Set<UUID> {
        Set(gezin.gezinsleden.filter { gezin.kijktZelf($0, leeftijden, geboren: geboren, now: now) }.map(\.id))
    }

    private static func eisVraag(
        _ state: Gezinscontact?, _ id: UUID, _ van: Vraagsteller, _ aan: String, _ gezin: Bescherming?
    ) throws(Weigering) {
        guard state?.navragen.contains(where: { $0.id == id }) != true else {
            throw .contact("al-gedaan", "Deze vraag is al gesteld.")
        }
        if let lid = van.lid {
            try eis(lid, in: gezin)
            guard (state?.openNavragen ?? []).count(where: { $0.lid == lid }) < openVragen else {
                throw .contact("te-veel-vragen", "Er wachten al \(openVragen) vragen op antwoord. Wacht daar eerst op.")
            }
        }
        guard case .organisatie(let actor, let namens) = van else { return }
        guard actor.isPersoon else {
            throw .contact("geen-medewerker", "Dit kan alleen een medewerker doen die in het register staat.")
        }
        guard actor.organisatie != aan || namens != nil else {
            throw .contact(
                "aan-zichzelf", "Uw organisatie is zelf aan zet. Noem van welk gezinslid de vraag is.")
        }
    }

    @discardableResult
    private static func eis(_ lid: UUID, in gezin: Bescherming?) throws(Weigering) -> Gezinslid {
        guard let gevonden = gezin?.gezinsleden.first(where: { $0.id == lid }) else {
            throw .contact("gezinslid-onbekend", "Dit gezinslid is in deze zaak niet bekend.")
        }
        return gevonden
    }

    /// O5: remind at 50 and 80 percent; at 100 the team lead of who must move, of who holds the regie and of who asked; at
    /// 150 the region's named person. Each once per term.
    private func verstreken(
        _ soort: String, _ sinds: Date, _ percentage: Int, regie: String
    ) -> GezinscontactEvent.Feit? {
        guard
            let (onderwerp, termijn) = lopendeTermijnen.first(where: {
                $0.termijn.soort == soort && $0.termijn.sinds.zelfdeMoment(als: sinds)
            }), let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }),
            stadium > afgegaan.first(where: { $0.onderwerp == onderwerp })?.stadium ?? 0
        else { return nil }
        if let afspraak = nazorg?.first(where: { $0.overdracht == onderwerp }) {
            // O11: from its day on it is a task of a person, with terms of its own; before that there is nothing to do.
            return stadium < 100 ? nil : .nazorgTeHouden(.init(onderwerp: onderwerp, aan: afspraak.aan))
        }
        guard stadium >= 100 else {
            return .termijnHerinnerd(
                .init(
                    onderwerp: onderwerp, soort: soort, sinds: termijn.sinds, stadium: stadium,
                    aan: termijn.organisatie == regie
                        ? nil : Ontvanger(organisatie: termijn.organisatie, medewerker: termijn.medewerker)))
        }
        let regio = stadium == Termijnsoort.laatsteStadium
        let vrager = navragen.first { $0.id == onderwerp }?.van?.organisatie
        let helper = zonder(onderwerp)?.helper.organisatie
        let horen = [termijn.organisatie, regie] + [vrager, helper].compactMap { $0 }
        return .termijnGeescaleerd(
            .init(
                onderwerp: onderwerp, soort: soort, sinds: termijn.sinds, stadium: stadium,
                niveau: regio ? .regio : .teamleiders,
                escalatieNaar: regio ? [] : Set(horen).sorted()))
    }
}

extension HulpZonderToestemming {
    /// Nil where nothing of it changed.
    fileprivate func volgt(_ geraakt: [UUID: Partij?], regie nu: Partij) -> GezinscontactEvent.Feit? {
        let wie = geraakt[hulp] ?? helper
        guard let wie else { return .toestemmingHersteld(.init(onderwerp: hulp, door: .gestopt)) }
        guard wie != helper || nu != regie else { return nil }
        return .hulpZonderToestemming(
            .init(
                onderwerp: hulp, helper: wie, vorigeRegie: nu == regie ? nil : regie,
                vorigeHelper: wie == helper ? nil : helper))
    }
}

extension Informeerplicht {
    /// - Returns: each who heard it or did not, and that the family heard it where that was the last.
    fileprivate func vertel(
        _ verteld: Verteld, _ door: Partij
    ) throws(Weigering) -> [GezinscontactEvent.Feit] {
        let genoemd = verteld.aan + verteld.niet
        guard !genoemd.isEmpty || verteld.moetenHoren.isEmpty else {
            throw .contact("niemand-genoemd", "Zeg wie van het gezin het hoorde, of wie niet en waarom.")
        }
        guard Set(genoemd).count == genoemd.count else {
            throw .contact("dubbel-genoemd", "Iemand hoorde het, of hoorde het niet.")
        }
        guard verteld.moetenHoren.isSuperset(of: genoemd) else {
            throw .contact(
                "hoort-niet-zelf", "Dit gezinslid hoort het niet zelf: het is te jong, of mag niet meer meekijken.")
        }
        guard verteld.aan.isEmpty == (verteld.wijze == nil), verteld.niet.isEmpty == (verteld.reden == nil) else {
            throw .contact("verteld-onvolledig", "Noem hoe u het vertelde, en bij wie het niet hoorde waarom niet.")
        }
        func feit(_ lid: UUID, _ wijze: Gezinskanaal?, _ reden: NietVerteldReden?) -> GezinscontactEvent.Feit {
            .lidGeinformeerd(.init(contact: id, door: door, lid: lid, wijze: wijze, reden: reden))
        }
        let klaar = verteld.moetenHoren.isSubset(of: (gehoord ?? []).map(\.lid) + genoemd)
        let wijze = verteld.wijze ?? gehoord?.last { $0.wijze != nil }?.wijze
        return verteld.aan.map { feit($0, verteld.wijze, nil) } + verteld.niet.map { feit($0, nil, verteld.reden) }
            + (klaar ? [.geinformeerd(.init(contact: id, door: door, wijze: wijze))] : [])
    }
}

extension Weigering {
    fileprivate static func contact(_ code: String, _ uitleg: String) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: "", mogelijk: [])
    }

    fileprivate static var rolOntbreekt: Weigering {
        .contact("rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.")
    }
}
