import Foundation

public enum BeschermingCommand: Equatable, Sendable {
    /// - `toelichting`: an encrypted part. `ookBekendBij`: organisations that must know it as well.
    case schermAf(
        door: Actor, id: UUID, wat: Afgeschermde, reden: Afschermreden, toelichting: UUID?, ookBekendBij: [String])
    case stelOpheffingVoor(door: Actor, afscherming: UUID, reden: Opheffingsreden)
    case bevestigOpheffing(door: Actor, afscherming: UUID)
    case wijsOpheffingAf(door: Actor, afscherming: UUID)
    /// - `gegevens`: the encrypted name and birth date. `geboren`: the birth date, for this decision.
    case legGezinslidVast(door: Actor, id: UUID, rol: Gezinsrol, gegevens: UUID, geboren: Dag? = nil)
    /// V6: these are 18 or older now, as their birth dates say, which were opened for this.
    case wordtMeerderjarig(kinderen: [UUID])
    case legGezagVast(door: Actor, Gezag)
    case legKaderVast(door: Actor, GedwongenKader)
    /// - `geboren`: the child's birth date, opened for this decision.
    case legToestemmingVast(
        door: Actor, kind: UUID, gever: UUID, organisatie: String, besluit: Toestemmingsbesluit, geboren: Dag?)
}

extension Bescherming {
    /// O23: `opvolger` stands in `vorige`'s place from now on; no events where that changes nothing.
    /// - Parameter alleenAfscherming: `vorige` has no successor, so that consent for it is nobody's (P2).
    public static func decide(
        _ state: Bescherming, over zaak: Zaak, opvolger: String, van vorige: String, alleenAfscherming: Bool = false,
        now: Date
    ) -> [BeschermingEvent] {
        let event = BeschermingEvent(
            kop: .init(
                zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                door: Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker),
                tijdstip: now.opMilliseconde),
            feit: .opgevolgd(
                .init(vorige: vorige, opvolger: opvolger, alleenAfscherming: alleenAfscherming ? true : nil)))
        return evolve(state, event) == state ? [] : [event]
    }

    /// - Parameters:
    ///   - zaak: the zaak that it protects. Whether `door` has a part in it is decided before (P5).
    ///   - now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`, with the state of what it is about and what is possible now; nothing changes then.
    public static func decide(
        _ state: Bescherming?, over zaak: Zaak, _ command: BeschermingCommand, now: Date
    ) throws(Weigering) -> [BeschermingEvent] {
        do { return try besluit(state, over: zaak, command, now: now) } catch {
            throw error.bij(state.toestand(bij: command), kan: state.mogelijk(na: command, now: now))
        }
    }

    private static func besluit(
        _ state: Bescherming?, over zaak: Zaak, _ command: BeschermingCommand, now: Date
    ) throws(Weigering) -> [BeschermingEvent] {
        let now = now.opMilliseconde
        func gebeurt(_ door: Actor, _ feit: BeschermingEvent.Feit) throws(Weigering) -> [BeschermingEvent] {
            guard door.kentInhoud else {
                throw .bescherming(
                    "rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.")
            }
            let kop = BeschermingEvent.Kop(
                zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening, door: door.partij,
                tijdstip: now)
            return [BeschermingEvent(kop: kop, feit: feit)]
        }
        switch command {
        case .schermAf(let door, let id, let wat, let reden, let toelichting, let ook):
            guard state?.heeft(wat, van: door.organisatie) != true else {
                throw .bescherming("al-gedaan", "Uw organisatie heeft dit al afgeschermd.")
            }
            let bekend = Set([door.organisatie] + ook + (wat.organisatie.map { [$0] } ?? []))
            return try gebeurt(
                door,
                .afgeschermd(
                    .init(
                        afscherming: id, soort: wat.soort, inhoud: wat.inhoud, organisatie: wat.organisatie,
                        gemeente: wat.gemeente, medewerker: wat.medewerker, reden: reden, toelichting: toelichting,
                        bekendBij: bekend.sorted())))
        case .stelOpheffingVoor(let door, let id, let reden):
            let afscherming = try afscherming(id, in: state, voor: door)
            guard afscherming.opheffing == nil else {
                throw .bescherming("al-gedaan", "Er is al voorgesteld deze afscherming op te heffen.")
            }
            return try gebeurt(door, .opheffingVoorgesteld(.init(afscherming: id, reden: reden)))
        case .bevestigOpheffing(let door, let id):
            let voorstel = try voorstel(id, in: state, voor: door)
            guard voorstel.door != door.partij else {
                throw .bescherming(
                    "zelfde-persoon", "Opheffen doen twee verschillende mensen; een ander bevestigt uw voorstel.")
            }
            return try gebeurt(
                door, .afschermingOpgeheven(.init(afscherming: id, voorgesteldDoor: voorstel.door)))
        case .wijsOpheffingAf(let door, let id):
            _ = try voorstel(id, in: state, voor: door)
            return try gebeurt(door, .opheffingAfgewezen(.init(afscherming: id)))
        case .wordtMeerderjarig(let kinderen):
            return kinderen.filter { state?.kinderen.contains($0) == true && state?.isMeerderjarig($0) != true }
                .map { Self.meerderjarig($0, zaak, now) }
        case .legGezinslidVast(let door, let id, let rol, let gegevens, let geboren):
            guard state?.gezinsleden.contains(where: { $0.id == id }) != true else {
                throw .bescherming("al-gedaan", "Dit gezinslid is al vastgelegd.")
            }
            let volwassen = geboren.map { $0.leeftijd(op: Dag(now)) >= Self.meerderjarigheid } ?? false
            return try gebeurt(door, .gezinslidVastgelegd(.init(lid: id, rol: rol, gegevens: gegevens)))
                + (rol == .kind && volwassen ? [Self.meerderjarig(id, zaak, now)] : [])
        case .legGezagVast(let door, let gezag):
            try state.eis(gezag.kind, .kind)
            try state.eis(gezag.volwassene, .volwassene)
            try state.eisMinderjarig(gezag.kind)
            return try gebeurt(door, .gezagVastgelegd(gezag))
        case .legKaderVast(let door, let gemeld):
            let kader = state?.voortgezet(gemeld) ?? gemeld
            try state.eis(kader.kind, .kind)
            try state.eisMinderjarig(kader.kind)
            guard kader.tot.map({ kader.vanaf <= $0 }) ?? true else {
                throw .bescherming("einde-voor-begin", "De laatste dag ligt voor de eerste.")
            }
            guard
                kader.maatregel != nil
                    || state?.kaders.contains(where: {
                        $0.maatregel != nil && $0.kind == kader.kind && $0.uitvoerder == kader.uitvoerder
                    }) != true
            else {
                throw .bescherming(
                    "maatregel-bekend", "Deze maatregel staat met haar dagen in de casus; wijzig haar daar.")
            }
            guard state?.kaders.contains(kader) != true else { return [] }
            return try gebeurt(door, .gedwongenKaderVastgelegd(kader))
        case .legToestemmingVast(let door, let kind, let gever, let organisatie, let besluit, let geboren):
            let stand = try state.eis(kind, .kind)
            return try gebeurt(
                door,
                .toestemmingVastgelegd(try stand.toestemming(kind, gever, organisatie, besluit, geboren, now: now)))
        }
    }

    /// V6: the law does it, whoever holds the regie.
    private static func meerderjarig(_ kind: UUID, _ zaak: Zaak, _ now: Date) -> BeschermingEvent {
        BeschermingEvent(
            kop: .init(
                zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                door: Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker), tijdstip: now),
            feit: .meerderjarig(.init(kind: kind)))
    }

    /// O23: the casus names who the court named; who came in that one's place carries the measure out here.
    private func voortgezet(_ kader: GedwongenKader) -> GedwongenKader {
        let bekend = kaders.first { $0.maatregel != nil && $0.maatregel == kader.maatregel }
        return GedwongenKader(
            kind: kader.kind, uitvoerder: bekend?.uitvoerder ?? kader.uitvoerder, vanaf: kader.vanaf, tot: kader.tot,
            maatregel: kader.maatregel)
    }

    private func toestemming(
        _ kind: UUID, _ gever: UUID, _ organisatie: String, _ besluit: Toestemmingsbesluit, _ geboren: Dag?, now: Date
    ) throws(Weigering) -> BeschermingEvent.ToestemmingVastgelegd {
        guard gezinsleden.contains(where: { $0.id == gever }) else {
            throw .bescherming("gezinslid-onbekend", "Dit gezinslid is in deze zaak niet bekend.")
        }
        guard let geboren else {
            throw .bescherming("leeftijd-onbekend", "Van dit kind is geen geboortedatum te lezen.")
        }
        guard let vereist = vereist(kind: kind, leeftijd: geboren.leeftijd(op: Dag(now))) else {
            throw .bescherming("gezag-onbekend", "Leg eerst vast wie het gezag heeft.")
        }
        guard vereist.contains(gever) else {
            throw .bescherming(
                "toestemming-niet-gevraagd",
                "Onder 12 jaar beslissen de ouders met gezag, van 12 tot 16 jaar zij en het kind, vanaf 16 jaar de jongere."
            )
        }
        let eerder = toestemmingen.first { $0.kind == kind && $0.gever == gever && $0.organisatie == organisatie }
        guard eerder?.besluit != besluit else { throw .bescherming("al-gedaan", "Dit is al vastgelegd.") }
        guard besluit != .ingetrokken || eerder?.besluit == .gegeven else {
            throw .bescherming("niets-in-te-trekken", "Er is geen toestemming die ingetrokken kan worden.")
        }
        var feit = BeschermingEvent.ToestemmingVastgelegd(
            kind: kind, gever: gever, organisatie: organisatie, besluit: besluit, inhoudGestopt: besluit != .gegeven)
        if besluit == .gegeven, inhoudsstops.contains(where: { $0.kind == kind && $0.organisatie == organisatie }) {
            // What one withdrew comes back only when everyone consents again.
            var daarna = self
            daarna.toestemmingen.removeAll { $0 == eerder }
            daarna.toestemmingen.append(
                Toestemming(kind: kind, gever: gever, organisatie: organisatie, besluit: besluit, op: now))
            daarna.kaders = []
            feit.inhoudGestopt =
                daarna.oordeel(kind: kind, organisatie: organisatie, geboren: geboren, now: now) != .compleet
        }
        return feit
    }

    /// P1: who shielded it lifts it; for who does not know it, it does not exist.
    private static func afscherming(
        _ id: UUID, in state: Bescherming?, voor door: Actor
    ) throws(Weigering) -> Afscherming {
        guard let afscherming = state?.afschermingen.first(where: { $0.id == id }),
            afscherming.bekendBij.contains(door.organisatie)
        else {
            throw .bescherming("onbekende-afscherming", "Deze afscherming is hier niet bekend.")
        }
        guard afscherming.door.organisatie == door.organisatie else {
            throw .bescherming("andere-organisatie", "Opheffen doet de organisatie die afschermde.")
        }
        return afscherming
    }

    private static func voorstel(
        _ id: UUID, in state: Bescherming?, voor door: Actor
    ) throws(Weigering) -> Opheffingsvoorstel {
        guard let voorstel = try afscherming(id, in: state, voor: door).opheffing else {
            throw .bescherming("geen-voorstel", "Er is niet voorgesteld deze afscherming op te heffen.")
        }
        return voorstel
    }
}

extension Bescherming? {
    /// V6: gezag and measures are about children.
    fileprivate func eisMinderjarig(_ kind: UUID) throws(Weigering) {
        guard self?.isMeerderjarig(kind) != true else {
            throw .bescherming("meerderjarig", "Deze jongere is 18 jaar of ouder en beslist zelf.")
        }
    }

    /// - Returns: what protects the zaak in which this person is known.
    @discardableResult
    fileprivate func eis(_ lid: UUID, _ rol: Gezinsrol) throws(Weigering) -> Bescherming {
        guard let self, self.gezinsleden.contains(where: { $0.id == lid && $0.rol == rol }) else {
            throw .bescherming(
                rol == .kind ? "kind-onbekend" : "volwassene-onbekend",
                rol == .kind ? "Dit kind is in deze zaak niet bekend." : "Deze volwassene is in deze zaak niet bekend.")
        }
        return self
    }
}

extension Weigering {
    fileprivate static func bescherming(_ code: String, _ uitleg: String) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: "", mogelijk: [])
    }
}

extension Actor {
    /// P1, P2: who works with content or leads those who do; a planner does not.
    var kentInhoud: Bool {
        isPersoon && !rollen.isDisjoint(with: [.werker, .teamleider, .bereikbaarheidsdienst])
    }
}
