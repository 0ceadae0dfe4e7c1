import Foundation

/// Something that happened to a zaak as a whole. Its JSON is flat: the head's fields beside the fact's own.
public struct ZaakEvent: Equatable, Sendable {
    public internal(set) var kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        /// Who holds the regie after the event.
        public var regie: Partij
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case geopend
        case betrokken(Betrokken)
        case betrokkenheidBeeindigd(BetrokkenheidBeeindigd)
        case aanbodGeopend(AanbodGeopend)
        case aanbodGesloten(AanbodGesloten)
        case regieVerplaatst(RegieVerplaatst)
        case regiehouderGewisseld(RegiehouderGewisseld)
        case regiehouderBekendgemaakt(RegiehouderBekendgemaakt)
        case kastjeNaarDeMuur(KastjeNaarDeMuur)
        case organisatieGestopt(OrganisatieGestopt)
        case verhuisd(Verhuisd)
        case verhuizingOpgevolgd(VerhuizingOpgevolgd)
        case termijnHerinnerd(TermijnHerinnerd)
        case termijnGeescaleerd(TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    public struct Betrokken: Codable, Equatable, Sendable {
        public var organisatie: String
        public var wettelijkeTaak: Bool
        public var grond: Betrokkengrond
        /// R7: which measures it carries out by now; absent where the fact says nothing of them.
        public var maatregelen: [UUID]?
    }

    public struct BetrokkenheidBeeindigd: Codable, Equatable, Sendable {
        public var organisatie: String
        public var reden: EindeBetrokkenheid
        /// Absent where a rule did it.
        public var door: String?
    }

    public struct AanbodGeopend: Codable, Equatable, Sendable {
        public var overdracht: UUID
        public var naar: String
        public var hop: Int
        /// O22: it goes to where the family moved; absent where it does not.
        public var verhuizing: Bool?
    }

    public struct AanbodGesloten: Codable, Equatable, Sendable {
        public var overdracht: UUID
        /// The handover's final status.
        public var status: String
        /// After the event.
        public var hops: Int
        /// O22: it went to where the family moved, which must be offered anew; absent where it does not.
        public var verhuizing: Bool?
    }

    public struct RegieVerplaatst: Codable, Equatable, Sendable {
        public var van: Partij
        public var naar: Partij
        public var overdracht: UUID
        public var grond: Regiegrond
        /// The person whose acceptance moved it.
        public var door: String
        /// After the event.
        public var hops: Int
        /// O22: the family moved, and nobody offered it there yet; absent where there is nothing to offer.
        public var verhuizing: Bool?
    }

    public struct RegiehouderGewisseld: Codable, Equatable, Sendable {
        public var vorige: String
        public var door: String
    }

    /// N5: who else in the zaak hears who holds the regie now.
    public struct RegiehouderBekendgemaakt: Codable, Equatable, Sendable {
        public var vorige: String
        public var anderen: [String]
    }

    public struct KastjeNaarDeMuur: Codable, Equatable, Sendable {
        public var overdracht: UUID
        public var hop: Int
    }

    /// O22: the family lives in another gemeente.
    public struct Verhuisd: Codable, Equatable, Sendable {
        public var gemeente: String
        public var vanaf: Dag
        public var lokaalTeam: String?
        public var door: Partij
        public var wacht: [Verhuizing.Wacht]
        public var urgentie: Urgentie
    }

    /// O22, O23: another is the lokaal team there, or it is who holds the regie.
    public struct VerhuizingOpgevolgd: Codable, Equatable, Sendable {
        public var lokaalTeam: String?
        /// It must be offered there yet; absent where it need not, or was.
        public var verhuizing: Bool?
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        public var urgentie: Urgentie
    }

    public struct TermijnGeescaleerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        public var urgentie: Urgentie
        public var niveau: Escalatieniveau
        public var escalatieNaar: [String]
    }

    /// O17, O23: an organisation no longer takes part, and who has its place in this zaak.
    public struct OrganisatieGestopt: Codable, Equatable, Sendable {
        public var organisatie: String
        public var opvolger: String?
        /// Who held the regie, where that was someone there. The head names who holds it now.
        public var regieWas: Partij?
        public var urgentie: Urgentie
        /// Who have something now that the former had.
        public var overnemers: [Partij]
        /// Who else in the zaak must know who it is now, with the person where one is known.
        public var anderen: [Ontvanger]
    }
}

/// Whose act moved the regie; beside these only the register does (`organisatie-gestopt`).
public enum Regiegrond: String, Codable, Sendable, CaseIterable {
    /// A named person of the receiver accepted.
    case acceptatie
    /// A named person of the offerer accepted the return.
    case teruggave
    /// The offerer asked to take it back and a named person of the receiver consented (O21).
    case intrekking
    /// Who decides on disputes between the two decided (O13).
    case besluit
}

public enum Betrokkengrond: String, Codable, Sendable, CaseIterable {
    /// It held the regie before (O10).
    case vorigeRegiehouder = "vorige-regiehouder"
    case wettelijkeTaak = "wettelijke-taak"
    case hulp
    case afspraak
}

public enum EindeBetrokkenheid: String, Codable, Sendable, CaseIterable {
    case hulpBeeindigd = "hulp-beeindigd"
    case geenGrondslagMeer = "geen-grondslag-meer"
    case wettelijkeTaakGeeindigd = "wettelijke-taak-geeindigd"
}

extension ZaakEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        switch naam {
        case "zaak-geopend": feit = .geopend
        case "organisatie-betrokken": feit = .betrokken(try Betrokken(from: decoder))
        case "betrokkenheid-beeindigd": feit = .betrokkenheidBeeindigd(try BetrokkenheidBeeindigd(from: decoder))
        case "aanbod-geopend": feit = .aanbodGeopend(try AanbodGeopend(from: decoder))
        case "aanbod-gesloten": feit = .aanbodGesloten(try AanbodGesloten(from: decoder))
        case "regie-verplaatst": feit = .regieVerplaatst(try RegieVerplaatst(from: decoder))
        case "regiehouder-gewisseld": feit = .regiehouderGewisseld(try RegiehouderGewisseld(from: decoder))
        case "regiehouder-bekendgemaakt":
            feit = .regiehouderBekendgemaakt(try RegiehouderBekendgemaakt(from: decoder))
        case "kastje-naar-de-muur": feit = .kastjeNaarDeMuur(try KastjeNaarDeMuur(from: decoder))
        case "gezin-verhuisd": feit = .verhuisd(try Verhuisd(from: decoder))
        case "verhuizing-opgevolgd": feit = .verhuizingOpgevolgd(try VerhuizingOpgevolgd(from: decoder))
        case "zaaktermijn-herinnerd": feit = .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
        case "zaaktermijn-geescaleerd": feit = .termijnGeescaleerd(try TermijnGeescaleerd(from: decoder))
        case "organisatie-gestopt": feit = .organisatieGestopt(try OrganisatieGestopt(from: decoder))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "onbekend zaakfeit"))
        }
    }
}

extension ZaakEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .geopend: ("zaak-geopend", nil)
        case .betrokken(let inhoud): ("organisatie-betrokken", inhoud)
        case .betrokkenheidBeeindigd(let inhoud): ("betrokkenheid-beeindigd", inhoud)
        case .aanbodGeopend(let inhoud): ("aanbod-geopend", inhoud)
        case .aanbodGesloten(let inhoud): ("aanbod-gesloten", inhoud)
        case .regieVerplaatst(let inhoud): ("regie-verplaatst", inhoud)
        case .regiehouderGewisseld(let inhoud): ("regiehouder-gewisseld", inhoud)
        case .regiehouderBekendgemaakt(let inhoud): ("regiehouder-bekendgemaakt", inhoud)
        case .kastjeNaarDeMuur(let inhoud): ("kastje-naar-de-muur", inhoud)
        case .verhuisd(let inhoud): ("gezin-verhuisd", inhoud)
        case .verhuizingOpgevolgd(let inhoud): ("verhuizing-opgevolgd", inhoud)
        case .termijnHerinnerd(let inhoud): ("zaaktermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("zaaktermijn-geescaleerd", inhoud)
        case .organisatieGestopt(let inhoud): ("organisatie-gestopt", inhoud)
        }
    }
}
