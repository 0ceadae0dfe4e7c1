import Foundation

/// O15: advice that was asked of another organisation, or its look along. It stands beside the zaak and never moves the
/// regie. What was advised is kept only if those concerned know of it.
public struct Consultatie: Codable, Equatable, Sendable {
    public let id: UUID
    public let zaak: UUID
    /// Its own: who is asked without identifying data learns nothing of the zaak.
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    public let urgentie: Urgentie
    public let soort: Consultatiesoort
    public internal(set) var van: Partij
    /// OIN of who is asked.
    public internal(set) var naar: String
    /// Why identifying data may be in it; nil where there are none.
    public let grondslag: Deelgrond?
    /// Whether those concerned know that it was asked.
    public internal(set) var gezinWeet: Bool
    /// The encrypted question.
    public internal(set) var vraag: UUID?
    public let gesteldOp: Date
    public internal(set) var stand: Stand
    public internal(set) var afgegaan: [Overdracht.AfgeganeTermijn] = []

    public enum Stand: Codable, Equatable, Sendable {
        case gevraagd
        /// `advies` is encrypted.
        case beantwoord(advies: UUID, door: Partij, op: Date)
        /// The advice is there as long as it was kept.
        case gesloten(uitkomst: Consultatieuitkomst, advies: UUID?, door: Partij?, op: Date)

        public var code: String {
            switch self {
            case .gevraagd: "gevraagd"
            case .beantwoord: "beantwoord"
            case .gesloten: "gesloten"
            }
        }
    }

    /// What can be read of it: nothing once it ended without being kept.
    public var teksten: [UUID] {
        switch stand {
        case .gevraagd: [vraag].compactMap { $0 }
        case .beantwoord(let advies, _, _): [vraag, advies].compactMap { $0 }
        case .gesloten(.bewaard, let advies, _, _): [vraag, advies].compactMap { $0 }
        case .gesloten: []
        }
    }

    /// What one of those who see it reads: who was asked, once it is closed, no more than what it wrote itself (P5).
    public func teksten(voor organisatie: String) -> [UUID] {
        guard organisatie == naar, case .gesloten = stand else { return teksten }
        return teksten.filter { $0 != vraag }
    }

    /// V2: who asked consulted whom it asked.
    public var gafAdvies: Bool {
        switch stand {
        case .beantwoord, .gesloten(.bewaard, _, _, _), .gesloten(.nietBewaard, _, _, _): true
        case .gevraagd, .gesloten: false
        }
    }

    public var isGesloten: Bool { if case .gesloten = stand { true } else { false } }
    public var isBewaard: Bool { if case .gesloten(.bewaard, _, _, _) = stand { true } else { false } }

    public func mogelijk(voor organisatie: String) -> [String] {
        switch stand {
        case .gevraagd:
            organisatie == naar
                ? ["consultatie-beantwoorden", "consultatie-afwijzen"]
                : organisatie == van.organisatie ? ["consultatie-intrekken"] : []
        case .beantwoord: organisatie == van.organisatie ? ["consultatie-afsluiten"] : []
        case .gesloten: []
        }
    }

    /// O5: until it is answered who was asked must move, then who asked.
    public var lopendeTermijnen: [LopendeTermijn] {
        func termijn(_ soort: String, _ sinds: Date, _ organisatie: String, _ medewerker: String?) -> LopendeTermijn {
            LopendeTermijn(
                soort: soort, sinds: sinds, spoed: urgentie == .spoed, uiterlijk: nil, organisatie: organisatie,
                medewerker: medewerker)
        }
        return switch stand {
        case .gevraagd: [termijn(Consultatietermijn.beantwoorden, gesteldOp, naar, nil)]
        case .beantwoord(_, _, let op):
            [termijn(Consultatietermijn.afsluiten, op, van.organisatie, van.medewerker)]
        case .gesloten: []
        }
    }
}

public enum Consultatietermijn {
    public static let beantwoorden = "consultatie-beantwoorden"
    public static let afsluiten = "consultatie-afsluiten"
    public static let alle = [beantwoorden, afsluiten]
}

public enum Consultatiesoort: String, Codable, Sendable, CaseIterable {
    case consultatie, meekijken
}

/// M9: what identifying data rest on.
public enum Deelgrond: String, Codable, Sendable, CaseIterable {
    case toestemming, behandelrelatie
    case wettelijkeTaak = "wettelijke-taak"
    case noodzakelijkVoorBesluit = "noodzakelijk-voor-besluit"
    case vitaalBelang = "vitaal-belang"
}

public enum Consultatieuitkomst: String, Codable, Sendable, CaseIterable {
    /// It stands with the dossier.
    case bewaard
    /// It was read, and its texts are gone.
    case nietBewaard = "niet-bewaard"
    case afgewezen, ingetrokken
}

/// Something that happened to it. References and codes only; its JSON is flat.
public struct ConsultatieEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var consultatie: UUID
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Consultatiesoort
        public var van: Partij
        public var naar: String
        public var grondslag: Deelgrond?
        public var gezinWeet: Bool
        /// Absent when the clock did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case gevraagd(Gevraagd)
        case beantwoord(Beantwoord)
        case gesloten(Gesloten)
        case vragerGewisseld(VerwijzingEvent.VragerGewisseld)
        case opgevolgd(Opgevolgd)
        case termijnHerinnerd(VerklaringEvent.TermijnHerinnerd)
        case termijnGeescaleerd(OverdrachtEvent.TermijnGeescaleerd)
    }

    public struct Gevraagd: Codable, Equatable, Sendable {
        public var vraag: UUID
    }

    public struct Beantwoord: Codable, Equatable, Sendable {
        public var advies: UUID
    }

    public struct Gesloten: Codable, Equatable, Sendable {
        public var uitkomst: Consultatieuitkomst
    }

    /// O23: the head names the two sides as they are now.
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var kant: Kant
        public var vorige: String
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }
}

extension ConsultatieEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        feit =
            switch naam {
            case "consultatie-gevraagd": .gevraagd(try Gevraagd(from: decoder))
            case "consultatie-beantwoord": .beantwoord(try Beantwoord(from: decoder))
            case "consultatie-gesloten": .gesloten(try Gesloten(from: decoder))
            case "consultatie-vrager-gewisseld":
                .vragerGewisseld(try VerwijzingEvent.VragerGewisseld(from: decoder))
            case "consultatie-opgevolgd": .opgevolgd(try Opgevolgd(from: decoder))
            case "consultatietermijn-herinnerd":
                .termijnHerinnerd(try VerklaringEvent.TermijnHerinnerd(from: decoder))
            case "consultatietermijn-geescaleerd":
                .termijnGeescaleerd(try OverdrachtEvent.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "onbekend consultatiefeit"))
            }
    }
}

extension ConsultatieEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: any Encodable) {
        switch self {
        case .gevraagd(let inhoud): ("consultatie-gevraagd", inhoud)
        case .beantwoord(let inhoud): ("consultatie-beantwoord", inhoud)
        case .gesloten(let inhoud): ("consultatie-gesloten", inhoud)
        case .vragerGewisseld(let inhoud): ("consultatie-vrager-gewisseld", inhoud)
        case .opgevolgd(let inhoud): ("consultatie-opgevolgd", inhoud)
        case .termijnHerinnerd(let inhoud): ("consultatietermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("consultatietermijn-geescaleerd", inhoud)
        }
    }
}

extension Consultatie {
    /// Applies what happened; total.
    public static func evolve(_ state: Consultatie?, _ event: ConsultatieEvent) -> Consultatie {
        var stand = state ?? Consultatie(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: ConsultatieEvent.Kop) {
        id = kop.consultatie
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        urgentie = kop.urgentie
        soort = kop.over
        van = kop.van
        naar = kop.naar
        grondslag = kop.grondslag
        gezinWeet = kop.gezinWeet
        gesteldOp = kop.tijdstip
        stand = .gevraagd
    }

    private mutating func pasToe(_ event: ConsultatieEvent) {
        let op = event.kop.tijdstip
        gezinWeet = event.kop.gezinWeet
        switch event.feit {
        case .gevraagd(let feit): vraag = feit.vraag
        case .beantwoord(let feit):
            stand = .beantwoord(
                advies: feit.advies, door: event.kop.door ?? Partij(organisatie: naar, medewerker: ""), op: op)
            afgegaan = []
        case .gesloten(let feit):
            var advies: UUID?
            if feit.uitkomst == .bewaard, case .beantwoord(let gegeven, _, _) = stand { advies = gegeven }
            stand = .gesloten(uitkomst: feit.uitkomst, advies: advies, door: event.kop.door, op: op)
            if feit.uitkomst != .bewaard { vraag = nil }
            afgegaan = []
        case .vragerGewisseld: van = event.kop.van
        case .opgevolgd: (van, naar) = (event.kop.van, event.kop.naar)
        case .termijnHerinnerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        guard case .gesloten = stand else {
            afgegaan = [.init(soort: soort, sinds: sinds, stadium: stadium)]
            return
        }
    }
}
