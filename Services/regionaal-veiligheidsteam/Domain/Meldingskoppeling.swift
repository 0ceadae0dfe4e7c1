import Foundation

/// A melding that fits several open casussen and waits for a person's decision. Its id is the melding's.
public struct Meldingskoppeling: Codable, Equatable, Sendable {
    public enum Fase: Codable, Hashable, Sendable {
        case wacht(sinds: Date)
        case besloten(zaak: ZaakId, nieuw: Bool, door: Persoon, op: Date)
    }

    public var id: MeldingId
    public var kenmerk: String
    public var regio: String
    public var gemeente: String?
    public var oefening: Bool
    /// The veiligheidsteam whose people decide.
    public var organisatie: Organisatie
    public var gegevens: MeldingGegevens
    public var kandidaten: [ZaakId]
    public var fase: Fase

    public var urgentie: Urgentie { gegevens.acuut == .ja ? .spoed : .regulier }

    public var lopendeTermijnen: [LopendeTermijn] {
        guard case .wacht(let sinds) = fase else { return [] }
        let soort = Termijnsoort.koppelingBeslissen.rawValue
        return [LopendeTermijn(soort: soort, sinds: sinds, spoed: urgentie == .spoed)]
    }
}

public enum MeldingskoppelingCommand: Equatable, Sendable {
    case vragen(Koppelvraag)
    case beslissen(Keuze, door: Persoon)
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)

    public enum Keuze: Equatable, Sendable {
        case bestaand(ZaakId)
        /// With the id that the new casus gets.
        case nieuw(ZaakId)
    }
}

public struct Koppelvraag: Equatable, Sendable {
    public var kenmerk: String
    public var regio: String
    public var gemeente: String?
    public var oefening: Bool
    public var organisatie: Organisatie
    public var gegevens: MeldingGegevens
    public var kandidaten: [ZaakId]

    public init(
        kenmerk: String, regio: String, gemeente: String?, oefening: Bool, organisatie: Organisatie,
        gegevens: MeldingGegevens, kandidaten: [ZaakId]
    ) {
        self.kenmerk = kenmerk
        self.regio = regio
        self.gemeente = gemeente
        self.oefening = oefening
        self.organisatie = organisatie
        self.gegevens = gegevens
        self.kandidaten = kandidaten
    }
}

extension Meldingskoppeling {
    /// Decides a command. An empty list: nothing to do, it was already so.
    public static func decide(
        _ state: Meldingskoppeling?, _ command: MeldingskoppelingCommand, now: Date
    ) throws(Weigering) -> [KoppelingEvent] {
        let now = now.opMilliseconde
        if case .vragen(let vraag) = command {
            guard state == nil else { return [] }
            let kop = KoppelingKop(
                melding: vraag.gegevens.melding, kenmerk: vraag.kenmerk, regio: vraag.regio, gemeente: vraag.gemeente,
                oefening: vraag.oefening, tijdstip: now, urgentie: vraag.gegevens.acuut == .ja ? .spoed : .regulier,
                organisatie: vraag.organisatie)
            let feit = KoppelingGevraagd(vraag.gegevens, kandidaten: vraag.kandidaten)
            return [KoppelingEvent(kop: kop, feit: .gevraagd(feit))]
        }
        guard let koppeling = state else {
            throw Weigering(
                code: "koppeling-onbekend", uitleg: "Over deze melding is niets te beslissen.", toestand: "onbekend")
        }
        guard let feit = try koppeling.feit(voor: command) else { return [] }
        let kop = KoppelingKop(
            melding: koppeling.id, kenmerk: koppeling.kenmerk, regio: koppeling.regio, gemeente: koppeling.gemeente,
            oefening: koppeling.oefening, tijdstip: now, urgentie: koppeling.urgentie,
            organisatie: koppeling.organisatie)
        return [KoppelingEvent(kop: kop, feit: feit)]
    }

    private func feit(voor command: MeldingskoppelingCommand) throws(Weigering) -> KoppelingFeit? {
        switch command {
        case .vragen: return nil
        case .beslissen(let keuze, let door): return try beslis(keuze, door: door)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            guard lopendeTermijnen.contains(where: { $0.soort == soort && $0.sinds.isGelijk(sinds) }) else {
                return nil
            }
            switch Termijnstadium(stadium) {
            case .herinneren:
                return .termijnHerinnerd(
                    TermijnHerinnerd(soort: soort, sinds: sinds, stadium: stadium, organisatie: organisatie))
            case .escaleren:
                return .termijnGeescaleerd(
                    TermijnGeescaleerd(
                        soort: soort, sinds: sinds, stadium: stadium, organisatie: organisatie,
                        partijen: [organisatie]))
            }
        }
    }

    private func beslis(
        _ keuze: MeldingskoppelingCommand.Keuze, door: Persoon
    ) throws(Weigering) -> KoppelingFeit? {
        guard door.organisatie == organisatie else {
            throw Weigering(
                code: "niet-van-het-team", uitleg: "Alleen een medewerker van het veiligheidsteam beslist hierover.",
                toestand: toestand, mogelijk: ["het veiligheidsteam vragen"])
        }
        if case .besloten(let zaak, let nieuw, _, _) = fase {
            // The same answer again is no second decision; a new casus has another id each time it is tried.
            switch keuze {
            case .bestaand(let gekozen) where !nieuw && gekozen == zaak: return nil
            case .nieuw(let gekozen) where nieuw && gekozen == zaak: return nil
            default:
                throw Weigering(
                    code: "al-besloten", uitleg: "Over deze melding is al besloten.", toestand: toestand,
                    mogelijk: ["de casus bekijken"])
            }
        }
        switch keuze {
        case .nieuw(let zaak): return .besloten(KoppelingBesloten(zaak: zaak, nieuw: true, door: door))
        case .bestaand(let zaak):
            guard kandidaten.contains(zaak) else {
                throw Weigering(
                    code: "geen-kandidaat", uitleg: "Kies een van de genoemde casussen, of open een nieuwe.",
                    toestand: toestand, mogelijk: kandidaten.map { "koppelen aan \($0)" } + ["nieuwe casus openen"])
            }
            return .besloten(KoppelingBesloten(zaak: zaak, nieuw: false, door: door))
        }
    }

    private var toestand: String {
        if case .wacht = fase { "wacht-op-besluit" } else { "besloten" }
    }
}
