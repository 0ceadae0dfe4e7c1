import Foundation

/// V7: a family that an organisation helps which stops. It stands on the list until somebody else's help has started, or a
/// person says why that is not needed. Who holds the regie sees to it; of help under a verwijzing who asked for that.
public struct Vervanging: Codable, Equatable, Sendable {
    /// One for what was handed over in each zaak, and one for each verwijzing.
    public let id: UUID
    public let zaak: UUID
    /// The verwijzing under which it helps; nil for what was handed over.
    public let verwijzing: UUID?
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// OIN of who stops.
    public internal(set) var vorige: String
    /// The first day without it; nil where it stopped unannounced.
    public internal(set) var stoptOp: Dag?
    public internal(set) var aan: Partij
    public internal(set) var sinds: Date
    public internal(set) var stand: Stand
    /// The verwijzing under which other help started.
    public internal(set) var vervangenDoor: UUID?
    public internal(set) var afgegaan: [Overdracht.AfgeganeTermijn] = []

    public enum Stand: Codable, Equatable, Sendable {
        case gezocht
        /// `overdracht` is the help that started.
        case gesloten(uitkomst: Vervanguitkomst, overdracht: UUID?, op: Date)
    }

    public var isOpen: Bool { stand == .gezocht }

    public func mogelijk(voor organisatie: String) -> [String] {
        isOpen && organisatie == aan.organisatie ? ["vervanging-bevestigen", "vervanging-beeindigen"] : []
    }

    /// O5: it ends on the day itself; unannounced the configured length counts.
    public var lopendeTermijnen: [LopendeTermijn] {
        guard isOpen else { return [] }
        let dag = stoptOp.map(\.begin)
        return [
            LopendeTermijn(
                soort: Vervangtermijn.bevestigen, sinds: sinds, spoed: false,
                uiterlijk: dag.flatMap { $0 > sinds ? $0 : nil }, organisatie: aan.organisatie,
                medewerker: aan.medewerker)
        ]
    }
}

public enum Vervangtermijn {
    public static let bevestigen = "vervanging-bevestigen"
    public static let alle = [bevestigen]
}

/// How a place on the list ended.
public enum Vervanguitkomst: String, Codable, Sendable, CaseIterable {
    /// Another organisation accepted and started.
    case gestart
    /// The successor goes on with it, and a person there says so.
    case overgenomen
    case nietMeerNodig = "niet-meer-nodig"
    case gezinWilNiet = "gezin-wil-niet"
    /// The organisation does not stop after all, or not for this family.
    case gaatDoor = "gaat-door"

    /// Those that a person gives as the reason to end it.
    public static let doorPersoon: [Vervanguitkomst] = [.nietMeerNodig, .gezinWilNiet, .gaatDoor]
}

/// Something that happened to it. References and codes only; its JSON is flat.
public struct VervangingEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var vervanging: UUID
        public var verwijzing: UUID?
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        public var vorige: String
        public var stoptOp: Dag?
        /// Who sees to it.
        public var regie: Partij
        /// Absent when a rule or the clock did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        /// Also when the day or who sees to it became another.
        case gezocht
        case gesloten(Gesloten)
        case termijnHerinnerd(TermijnHerinnerd)
        case termijnGeescaleerd(OverdrachtEvent.TermijnGeescaleerd)
    }

    public struct Gesloten: Codable, Equatable, Sendable {
        public var uitkomst: Vervanguitkomst
        public var overdracht: UUID?
        public var vervangenDoor: UUID?
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }
}

extension VervangingEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        feit =
            switch naam {
            case "vervanging-gezocht": .gezocht
            case "vervanging-gesloten": .gesloten(try Gesloten(from: decoder))
            case "vervangtermijn-herinnerd": .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
            case "vervangtermijn-geescaleerd":
                .termijnGeescaleerd(try OverdrachtEvent.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "onbekend vervangfeit"))
            }
    }
}

extension VervangingEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .gezocht: ("vervanging-gezocht", nil)
        case .gesloten(let inhoud): ("vervanging-gesloten", inhoud)
        case .termijnHerinnerd(let inhoud): ("vervangtermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("vervangtermijn-geescaleerd", inhoud)
        }
    }
}

extension Vervanging {
    /// Applies what happened; total.
    public static func evolve(_ state: Vervanging?, _ event: VervangingEvent) -> Vervanging {
        var stand = state ?? Vervanging(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: VervangingEvent.Kop) {
        id = kop.vervanging
        zaak = kop.zaak
        verwijzing = kop.verwijzing
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        vorige = kop.vorige
        stoptOp = kop.stoptOp
        aan = kop.regie
        sinds = kop.tijdstip
        stand = .gezocht
    }

    private mutating func pasToe(_ event: VervangingEvent) {
        let kop = event.kop
        switch event.feit {
        case .gezocht:
            // Another organisation, or another day, is another term; another person is the same.
            if !isOpen || vorige != kop.vorige || stoptOp != kop.stoptOp {
                sinds = kop.tijdstip
                afgegaan = []
            }
            (vorige, stoptOp, aan, stand) = (kop.vorige, kop.stoptOp, kop.regie, .gezocht)
            vervangenDoor = nil
        case .gesloten(let feit):
            stand = .gesloten(uitkomst: feit.uitkomst, overdracht: feit.overdracht, op: kop.tijdstip)
            vervangenDoor = feit.vervangenDoor
            afgegaan = []
        case .termijnHerinnerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        afgegaan = [.init(soort: soort, sinds: sinds, stadium: stadium)]
    }
}
