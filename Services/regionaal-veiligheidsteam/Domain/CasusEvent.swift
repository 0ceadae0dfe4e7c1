import Foundation

/// Something that happened to a casus. Its JSON is the `data` of the published event: head and fact in one flat object.
public struct CasusEvent: Equatable, Sendable {
    public var kop: CasusKop
    public var feit: CasusFeit

    public init(kop: CasusKop, feit: CasusFeit) {
        self.kop = kop
        self.feit = feit
    }

    public var naam: String { feit.naam }
}

/// What every event of a casus carries, as it stands after the event.
public struct CasusKop: Codable, Equatable, Sendable {
    public var zaak: ZaakId
    public var kenmerk: String
    public var regio: String
    public var gemeente: String?
    /// An exercise reaches no real person or system (C3).
    public var oefening: Bool
    public var tijdstip: Date
    public var urgentie: Urgentie
    /// The veiligheidsteam that keeps this casus; it stays when the regie moves on, until it stops itself (O23).
    public var team: Organisatie
    /// O1: who holds the regie, as far as this casus has heard.
    public var regiehouder: Persoon
}

extension CasusEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        switch feit {
        case .geopend(let feit): try feit.encode(to: encoder)
        case .meldingGekoppeld(let feit), .meldingBijgewerkt(let feit): try feit.encode(to: encoder)
        case .lokaalTeamBetrokken(let feit): try feit.encode(to: encoder)
        case .lokaalTeamBevestigd(let feit): try feit.encode(to: encoder)
        case .beoordeeld(let feit): try feit.encode(to: encoder)
        case .overdrachtVerzocht(let feit): try feit.encode(to: encoder)
        case .overdrachtGevolgd(let feit): try feit.encode(to: encoder)
        case .regieGevolgd(let feit): try feit.encode(to: encoder)
        case .opgevolgd(let feit): try feit.encode(to: encoder)
        case .uitBeeld(let feit): try feit.encode(to: encoder)
        case .weerInBeeld(let feit): try feit.encode(to: encoder)
        case .meningsverschil(let feit): try feit.encode(to: encoder)
        case .gesloten(let feit): try feit.encode(to: encoder)
        case .termijnHerinnerd(let feit): try feit.encode(to: encoder)
        case .termijnGeescaleerd(let feit): try feit.encode(to: encoder)
        }
    }

    /// - Parameter naam: the name in the event type.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try CasusKop(from: decoder)
        feit =
            switch naam {
            case "casus-geopend": .geopend(try MeldingGegevens(from: decoder))
            case "melding-gekoppeld": .meldingGekoppeld(try MeldingGekoppeld(from: decoder))
            case "melding-bijgewerkt": .meldingBijgewerkt(try MeldingGekoppeld(from: decoder))
            case "lokaal-team-betrokken": .lokaalTeamBetrokken(try LokaalTeamBetrokken(from: decoder))
            case "lokaal-team-bevestigd": .lokaalTeamBevestigd(try LokaalTeamBevestigd(from: decoder))
            case "beoordeling-vastgelegd": .beoordeeld(try Beoordeling(from: decoder))
            case "overdracht-verzocht": .overdrachtVerzocht(try Overdrachtsverzoek(from: decoder))
            case "overdracht-gevolgd": .overdrachtGevolgd(try OverdrachtGevolgd(from: decoder))
            case "regie-gevolgd": .regieGevolgd(try RegieGevolgd(from: decoder))
            case "casus-opgevolgd": .opgevolgd(try CasusOpgevolgd(from: decoder))
            case "uit-beeld-gemeld": .uitBeeld(try UitBeeldGemeld(from: decoder))
            case "weer-in-beeld-gemeld": .weerInBeeld(try WeerInBeeld(from: decoder))
            case "meningsverschil-vastgelegd": .meningsverschil(try Meningsverschil(from: decoder))
            case "casus-gesloten": .gesloten(try CasusGesloten(from: decoder))
            case "termijn-herinnerd": .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
            case "termijn-geescaleerd": .termijnGeescaleerd(try TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
            }
    }
}
