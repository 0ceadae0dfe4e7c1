import Foundation

/// Something that changed for a child. References and codes only; its JSON is flat.
public struct ContinuiteitEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        /// Who holds the regie: who must find a destination.
        public var regie: Partij
        public var kind: UUID
        /// Absent when the clock did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case woonplekVastgelegd(WoonplekVastgelegd)
        case opnameBegonnen(OpnameBegonnen)
        case opnameBeeindigd(OpnameBeeindigd)
        case werkerGeteld(WerkerGeteld)
        case opgevolgd(Opgevolgd)
        case bestemmingGevraagd(BestemmingGevraagd)
        case bestemmingDoorgegeven(BestemmingDoorgegeven)
        case bestemmingVastgelegd(BestemmingVastgelegd)
        case termijnHerinnerd(GezinscontactEvent.TermijnHerinnerd)
        case termijnGeescaleerd(GezinscontactEvent.TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    public struct WoonplekVastgelegd: Codable, Equatable, Sendable {
        public var woonplek: Woonplekcode
        public var organisatie: String?
        /// Absent for the first that was recorded.
        public var reden: Verhuisreden?
        public var verhuizingen: Int
    }

    public struct OpnameBegonnen: Codable, Equatable, Sendable {
        public var opname: UUID
        public var organisatie: String
        public var vanaf: Dag
    }

    public struct OpnameBeeindigd: Codable, Equatable, Sendable {
        public var opname: UUID
        public var tot: Dag
    }

    public struct WerkerGeteld: Codable, Equatable, Sendable {
        /// The verwijzing or overdracht.
        public var hulp: UUID
        public var werker: Partij
        public var werkerwissels: Int
    }

    /// O23: `opvolger` gives the place and the help that `vorige` gave.
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var vorige: String
        public var opvolger: String
        /// Who helps there now, for each verwijzing or overdracht: no new face yet (V5).
        public var werkers: [Continuiteit.Werker]
    }

    public struct BestemmingGevraagd: Codable, Equatable, Sendable {
        public var bestemming: UUID
    }

    public struct BestemmingDoorgegeven: Codable, Equatable, Sendable {
        public var bestemming: UUID
        public var vorige: Partij
    }

    public struct BestemmingVastgelegd: Codable, Equatable, Sendable {
        public var bestemming: UUID
        public var wonen: Woonbestemming
        public var zorg: Zorgbestemming
    }
}

extension ContinuiteitEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        switch naam {
        case "woonplek-vastgelegd": feit = .woonplekVastgelegd(try WoonplekVastgelegd(from: decoder))
        case "opname-begonnen": feit = .opnameBegonnen(try OpnameBegonnen(from: decoder))
        case "opname-beeindigd": feit = .opnameBeeindigd(try OpnameBeeindigd(from: decoder))
        case "werker-geteld": feit = .werkerGeteld(try WerkerGeteld(from: decoder))
        case "continuiteit-opgevolgd": feit = .opgevolgd(try Opgevolgd(from: decoder))
        case "bestemming-gevraagd": feit = .bestemmingGevraagd(try BestemmingGevraagd(from: decoder))
        case "bestemming-doorgegeven": feit = .bestemmingDoorgegeven(try BestemmingDoorgegeven(from: decoder))
        case "bestemming-vastgelegd": feit = .bestemmingVastgelegd(try BestemmingVastgelegd(from: decoder))
        case "bestemmingtermijn-herinnerd":
            feit = .termijnHerinnerd(try GezinscontactEvent.TermijnHerinnerd(from: decoder))
        case "bestemmingtermijn-geescaleerd":
            feit = .termijnGeescaleerd(try GezinscontactEvent.TermijnGeescaleerd(from: decoder))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "onbekend continuiteitsfeit"))
        }
    }
}

extension ContinuiteitEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: any Encodable) {
        switch self {
        case .woonplekVastgelegd(let inhoud): ("woonplek-vastgelegd", inhoud)
        case .opnameBegonnen(let inhoud): ("opname-begonnen", inhoud)
        case .opnameBeeindigd(let inhoud): ("opname-beeindigd", inhoud)
        case .werkerGeteld(let inhoud): ("werker-geteld", inhoud)
        case .opgevolgd(let inhoud): ("continuiteit-opgevolgd", inhoud)
        case .bestemmingGevraagd(let inhoud): ("bestemming-gevraagd", inhoud)
        case .bestemmingDoorgegeven(let inhoud): ("bestemming-doorgegeven", inhoud)
        case .bestemmingVastgelegd(let inhoud): ("bestemming-vastgelegd", inhoud)
        case .termijnHerinnerd(let inhoud): ("bestemmingtermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("bestemmingtermijn-geescaleerd", inhoud)
        }
    }
}

extension Continuiteit {
    /// Applies what happened; total.
    public static func evolve(_ state: Continuiteit?, _ event: ContinuiteitEvent) -> Continuiteit {
        var stand = state ?? Continuiteit(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: ContinuiteitEvent.Kop) {
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
    }

    private mutating func pasToe(_ event: ContinuiteitEvent) {
        let (kop, op) = (event.kop, event.kop.tijdstip)
        wijzig(kop.kind) { kind in
            switch event.feit {
            case .woonplekVastgelegd(let feit):
                kind.woonplek = Woonplek(soort: feit.woonplek, organisatie: feit.organisatie, sinds: op)
                kind.verhuizingen = feit.verhuizingen
            case .opnameBegonnen(let feit):
                kind.opnames.append(
                    Opname(id: feit.opname, organisatie: feit.organisatie, vanaf: feit.vanaf, tot: nil))
            case .opnameBeeindigd(let feit):
                if let plaats = kind.opnames.firstIndex(where: { $0.id == feit.opname }) {
                    kind.opnames[plaats].tot = feit.tot
                }
            case .werkerGeteld(let feit):
                kind.werkers.removeAll { $0.hulp == feit.hulp }
                kind.werkers.append(Werker(hulp: feit.hulp, wie: feit.werker))
                kind.werkerwissels = feit.werkerwissels
            case .opgevolgd(let feit): kind.volgOp(feit)
            case .bestemmingGevraagd(let feit):
                kind.zonderBestemming = Gemis(id: feit.bestemming, aan: kop.regie, sinds: op)
            case .bestemmingDoorgegeven:
                kind.zonderBestemming = kind.zonderBestemming.map { Gemis(id: $0.id, aan: kop.regie, sinds: $0.sinds) }
            case .bestemmingVastgelegd(let feit):
                kind.bestemming = Bestemming(
                    wonen: feit.wonen, zorg: feit.zorg, door: kop.door ?? kop.regie, op: op)
                kind.zonderBestemming = nil
            case .termijnHerinnerd, .termijnGeescaleerd: break
            }
        }
        switch event.feit {
        case .bestemmingVastgelegd(let feit): afgegaan.removeAll { $0.onderwerp == feit.bestemming }
        case .termijnHerinnerd(let feit): noteer(feit.onderwerp, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.onderwerp, feit.sinds, feit.stadium)
        default: break
        }
    }

    private mutating func wijzig(_ id: UUID, _ wijziging: (inout Kind) -> Void) {
        let plaats = kinderen.firstIndex { $0.id == id } ?? kinderen.endIndex
        if plaats == kinderen.endIndex { kinderen.append(Kind(id: id)) }
        wijziging(&kinderen[plaats])
    }

    private mutating func noteer(_ onderwerp: UUID, _ sinds: Date, _ stadium: Int) {
        afgegaan.removeAll { $0.onderwerp == onderwerp }
        afgegaan.append(.init(onderwerp: onderwerp, sinds: sinds, stadium: stadium))
    }
}

extension Continuiteit.Kind {
    /// What is over keeps the name that it had.
    fileprivate mutating func volgOp(_ feit: ContinuiteitEvent.Opgevolgd) {
        if woonplek?.organisatie == feit.vorige { woonplek?.organisatie = feit.opvolger }
        for index in opnames.indices where opnames[index].tot == nil && opnames[index].organisatie == feit.vorige {
            opnames[index].organisatie = feit.opvolger
        }
        werkers = werkers.map { werker in feit.werkers.first { $0.hulp == werker.hulp } ?? werker }
    }
}
