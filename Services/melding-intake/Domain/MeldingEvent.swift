import Foundation

/// Something that happened to a melding. Its JSON is the `data` of the published event: head and fact in one flat object.
public struct MeldingEvent: Equatable, Sendable {
    public var kop: MeldingKop
    public var feit: MeldingFeit

    public init(kop: MeldingKop, feit: MeldingFeit) {
        self.kop = kop
        self.feit = feit
    }

    /// The name in the event type, for example `melding-ontvangen`.
    public var naam: String { feit.naam }
}

/// What every event of a melding carries, as it stands after the event.
public struct MeldingKop: Codable, Equatable, Sendable {
    public var melding: MeldingId
    public var kenmerk: String
    public var regio: String
    public var zaak: ZaakId?
    /// An exercise reaches no real person or system (C3).
    public var oefening: Bool
    public var tijdstip: Date
    public var urgentie: Urgentie
    /// Who deals with it now.
    public var behandelaar: Organisatie
    /// The reporting organisation; absent for a citizen.
    public var melder: Organisatie?
    public var eigenKenmerk: String?
    public var terugkoppelingGewenst: Bool
}

public enum MeldingFeit: Equatable, Sendable {
    case ontvangen(Ontvangen)
    case aangevuld(Aangevuld)
    case doorgestuurd(Doorgestuurd)
    case soortGewijzigd(SoortGewijzigd)
    case inBehandeling(InBehandeling)
    case afgehandeld(Afgehandeld)
    case termijnHerinnerd(TermijnHerinnerd)
    case termijnGeescaleerd(TermijnGeescaleerd)

    public var naam: String {
        switch self {
        case .ontvangen: "melding-ontvangen"
        case .aangevuld: "melding-aangevuld"
        case .doorgestuurd: "melding-doorgestuurd"
        case .soortGewijzigd: "melding-soort-gewijzigd"
        case .inBehandeling: "melding-in-behandeling"
        case .afgehandeld: "melding-afgehandeld"
        case .termijnHerinnerd: "termijn-herinnerd"
        case .termijnGeescaleerd: "termijn-geescaleerd"
        }
    }
}

extension MeldingEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        switch feit {
        case .ontvangen(let feit): try feit.encode(to: encoder)
        case .aangevuld(let feit): try feit.encode(to: encoder)
        case .doorgestuurd(let feit): try feit.encode(to: encoder)
        case .soortGewijzigd(let feit): try feit.encode(to: encoder)
        case .inBehandeling(let feit): try feit.encode(to: encoder)
        case .afgehandeld(let feit): try feit.encode(to: encoder)
        case .termijnHerinnerd(let feit): try feit.encode(to: encoder)
        case .termijnGeescaleerd(let feit): try feit.encode(to: encoder)
        }
    }

    /// - Parameter naam: the name in the event type.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try MeldingKop(from: decoder)
        feit =
            switch naam {
            case "melding-ontvangen": .ontvangen(try Ontvangen(from: decoder))
            case "melding-aangevuld": .aangevuld(try Aangevuld(from: decoder))
            case "melding-doorgestuurd": .doorgestuurd(try Doorgestuurd(from: decoder))
            case "melding-soort-gewijzigd": .soortGewijzigd(try SoortGewijzigd(from: decoder))
            case "melding-in-behandeling": .inBehandeling(try InBehandeling(from: decoder))
            case "melding-afgehandeld": .afgehandeld(try Afgehandeld(from: decoder))
            case "termijn-herinnerd": .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
            case "termijn-geescaleerd": .termijnGeescaleerd(try TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
            }
    }
}
