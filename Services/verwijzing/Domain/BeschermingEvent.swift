import Foundation

/// Something that happened to what is shielded in a zaak, or to gezag and consent. References and codes only.
public struct BeschermingEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        /// The person who did it.
        public var door: Partij
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case afgeschermd(Afgeschermd)
        case opheffingVoorgesteld(OpheffingVoorgesteld)
        case opheffingAfgewezen(OpheffingAfgewezen)
        case afschermingOpgeheven(AfschermingOpgeheven)
        case gezinslidVastgelegd(GezinslidVastgelegd)
        case gezagVastgelegd(Gezag)
        case gedwongenKaderVastgelegd(GedwongenKader)
        case toestemmingVastgelegd(ToestemmingVastgelegd)
        /// The law did it; the head names who held the regie then.
        case meerderjarig(Meerderjarig)
        case opgevolgd(Opgevolgd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    public struct Afgeschermd: Codable, Equatable, Sendable {
        public var afscherming: UUID
        public var soort: Afschermsoort
        public var inhoud: [UUID]
        public var organisatie: String?
        public var gemeente: String?
        public var medewerker: String?
        public var reden: Afschermreden
        public var toelichting: UUID?
        public var bekendBij: [String]
    }

    public struct OpheffingVoorgesteld: Codable, Equatable, Sendable {
        public var afscherming: UUID
        public var reden: Opheffingsreden
    }

    public struct OpheffingAfgewezen: Codable, Equatable, Sendable {
        public var afscherming: UUID
    }

    public struct AfschermingOpgeheven: Codable, Equatable, Sendable {
        public var afscherming: UUID
        /// The first of the two persons; the head names the second.
        public var voorgesteldDoor: Partij
    }

    public struct GezinslidVastgelegd: Codable, Equatable, Sendable {
        public var lid: UUID
        public var rol: Gezinsrol
        public var gegevens: UUID
    }

    public struct Meerderjarig: Codable, Equatable, Sendable {
        public var kind: UUID
    }

    /// O23: who takes an organisation's place stands in it for all that is recorded here. Where it has no successor the
    /// family said nothing of who comes instead, so only what is shielded stays so (P1, P2).
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var vorige: String
        public var opvolger: String
        public var alleenAfscherming: Bool?
    }

    public struct ToestemmingVastgelegd: Codable, Equatable, Sendable {
        public var kind: UUID
        public var gever: UUID
        public var organisatie: String
        public var besluit: Toestemmingsbesluit
        /// Whether nothing new goes to the organisation from here on, because of this child.
        public var inhoudGestopt: Bool
    }
}

extension BeschermingEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        switch naam {
        case "afgeschermd": feit = .afgeschermd(try Afgeschermd(from: decoder))
        case "opheffing-voorgesteld": feit = .opheffingVoorgesteld(try OpheffingVoorgesteld(from: decoder))
        case "opheffing-afgewezen": feit = .opheffingAfgewezen(try OpheffingAfgewezen(from: decoder))
        case "afscherming-opgeheven": feit = .afschermingOpgeheven(try AfschermingOpgeheven(from: decoder))
        case "gezinslid-vastgelegd": feit = .gezinslidVastgelegd(try GezinslidVastgelegd(from: decoder))
        case "gezag-vastgelegd": feit = .gezagVastgelegd(try Gezag(from: decoder))
        case "gedwongen-kader-vastgelegd": feit = .gedwongenKaderVastgelegd(try GedwongenKader(from: decoder))
        case "toestemming-vastgelegd": feit = .toestemmingVastgelegd(try ToestemmingVastgelegd(from: decoder))
        case "jongere-meerderjarig": feit = .meerderjarig(try Meerderjarig(from: decoder))
        case "bescherming-opgevolgd": feit = .opgevolgd(try Opgevolgd(from: decoder))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "onbekend beschermingsfeit"))
        }
    }
}

extension BeschermingEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: any Encodable) {
        switch self {
        case .afgeschermd(let inhoud): ("afgeschermd", inhoud)
        case .opheffingVoorgesteld(let inhoud): ("opheffing-voorgesteld", inhoud)
        case .opheffingAfgewezen(let inhoud): ("opheffing-afgewezen", inhoud)
        case .afschermingOpgeheven(let inhoud): ("afscherming-opgeheven", inhoud)
        case .gezinslidVastgelegd(let inhoud): ("gezinslid-vastgelegd", inhoud)
        case .gezagVastgelegd(let inhoud): ("gezag-vastgelegd", inhoud)
        case .gedwongenKaderVastgelegd(let inhoud): ("gedwongen-kader-vastgelegd", inhoud)
        case .toestemmingVastgelegd(let inhoud): ("toestemming-vastgelegd", inhoud)
        case .meerderjarig(let inhoud): ("jongere-meerderjarig", inhoud)
        case .opgevolgd(let inhoud): ("bescherming-opgevolgd", inhoud)
        }
    }
}
