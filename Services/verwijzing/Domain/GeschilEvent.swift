import Foundation

/// Something that happened to a dispute. References and codes only; its JSON is flat.
public struct GeschilEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var geschil: UUID
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Geschilsoort
        public var geopendDoor: Partij
        public var tegenpartij: Ontvanger
        public var beslisser: Partij
        /// Absent when the clock did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case geopend(Geopend)
        case besloten(Besloten)
        case ingetrokken
        case opgevolgd(Opgevolgd)
        case termijnHerinnerd(VerklaringEvent.TermijnHerinnerd)
        case termijnGeescaleerd(OverdrachtEvent.TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    /// O23: the head names the parties and the decider as they are now.
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var vorige: String
    }

    public struct Geopend: Codable, Equatable, Sendable {
        public var toelichting: UUID
    }

    public struct Besloten: Codable, Equatable, Sendable {
        public var uitkomst: Geschiluitkomst
        public var motivering: UUID
    }
}

extension GeschilEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        feit =
            switch naam {
            case "geschil-geopend": .geopend(try Geopend(from: decoder))
            case "geschil-besloten": .besloten(try Besloten(from: decoder))
            case "geschil-ingetrokken": .ingetrokken
            case "geschil-opgevolgd": .opgevolgd(try Opgevolgd(from: decoder))
            case "geschiltermijn-herinnerd":
                .termijnHerinnerd(try VerklaringEvent.TermijnHerinnerd(from: decoder))
            case "geschiltermijn-geescaleerd":
                .termijnGeescaleerd(try OverdrachtEvent.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "onbekend geschilfeit"))
            }
    }
}

extension GeschilEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .geopend(let inhoud): ("geschil-geopend", inhoud)
        case .besloten(let inhoud): ("geschil-besloten", inhoud)
        case .ingetrokken: ("geschil-ingetrokken", nil)
        case .opgevolgd(let inhoud): ("geschil-opgevolgd", inhoud)
        case .termijnHerinnerd(let inhoud): ("geschiltermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("geschiltermijn-geescaleerd", inhoud)
        }
    }
}

extension Geschil {
    /// Applies what happened; total.
    public static func evolve(_ state: Geschil?, _ event: GeschilEvent) -> Geschil {
        var stand = state ?? Geschil(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: GeschilEvent.Kop) {
        id = kop.geschil
        overdracht = kop.overdracht
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        urgentie = kop.urgentie
        over = kop.over
        geopendDoor = kop.geopendDoor
        tegenpartij = kop.tegenpartij
        beslisser = kop.beslisser
        sinds = kop.tijdstip
        stand = .open
    }

    private mutating func pasToe(_ event: GeschilEvent) {
        let op = event.kop.tijdstip
        switch event.feit {
        case .geopend(let feit): toelichting = feit.toelichting
        case .besloten(let feit):
            stand = .besloten(
                uitkomst: feit.uitkomst, motivering: feit.motivering, door: event.kop.door ?? beslisser, op: op)
        case .ingetrokken: stand = .ingetrokken(op: op)
        case .opgevolgd:
            (geopendDoor, tegenpartij) = (event.kop.geopendDoor, event.kop.tegenpartij)
            beslisser = event.kop.beslisser
        case .termijnHerinnerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        }
        if !isOpen { afgegaan = [] }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        afgegaan = [.init(soort: soort, sinds: sinds, stadium: stadium)]
    }
}
