import Foundation

/// Something that happened to a task. Its JSON is flat: head, addressee and fact in one object.
public struct TaakEvent: Equatable, Sendable {
    public var kop: TaakKop
    /// Whose task it is after the event.
    public var voor: Geadresseerde
    public var feit: TaakFeit

    public var naam: String { feit.naam }
}

public struct TaakKop: Codable, Equatable, Sendable {
    public var taak: TaakId
    public var onderwerp: OnderwerpId
    public var soort: Taaksoort
    public var kenmerk: String
    public var zaak: ZaakId?
    public var regio: String
    /// An exercise reaches no real person or system (C3).
    public var oefening: Bool
    public var tijdstip: Date
    public var urgentie: Urgentie
    public var organisatie: Organisatie
    public var bestemd: Medewerker
    public var status: String
}

public enum TaakFeit: Equatable, Sendable {
    case aangemaakt(Aangemaakt)
    case bijgewerkt(Aangemaakt)
    case bezorgd(Bezorgd)
    case bezorgingUitgesteld(Uitgesteld)
    case gezien(Gezien)
    case gedaan(Gedaan)
    case vervallen(Vervallen)
    case herinnerd(Herinnerd)
    case kanaalToegevoegd(Bezorgd)
    case overgedragen(Overgedragen)
    case termijnHerinnerd(TermijnHerinnerd)
    case termijnGeescaleerd(TermijnGeescaleerd)

    public struct Aangemaakt: Codable, Equatable, Sendable {
        public var kanalen: [Kanaal]
        public var aanleiding: BerichtId
    }

    public struct Bezorgd: Codable, Equatable, Sendable {
        public var kanaal: Kanaal
    }

    public struct Uitgesteld: Codable, Equatable, Sendable {
        public var kanaal: Kanaal
        public var tot: Date
        public var reden: Uitstelreden
    }

    public struct Gezien: Codable, Equatable, Sendable {
        public var door: Medewerker
    }

    public struct Gedaan: Codable, Equatable, Sendable {
        /// Absent when the chain's own events showed that it was done.
        public var door: Medewerker?
    }

    public struct Vervallen: Codable, Equatable, Sendable {
        public var reden: Vervalreden
    }

    public struct Herinnerd: Codable, Equatable, Sendable {
        public var stadium: Int
    }

    public struct Overgedragen: Codable, Equatable, Sendable {
        public var van: Geadresseerde
        public var naar: Geadresseerde
        public var reden: Overdraagreden
        public var trede: Trede
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var termijn: String
        public var sinds: Date
        public var stadium: Int
    }

    public struct TermijnGeescaleerd: Codable, Equatable, Sendable {
        public var termijn: String
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        /// The organisations whose team leads are told; empty when the region's named person is.
        public var escalatieNaar: [Organisatie]
    }

    public var naam: String {
        switch self {
        case .aangemaakt: "taak-aangemaakt"
        case .bijgewerkt: "taak-bijgewerkt"
        case .bezorgd: "taak-bezorgd"
        case .bezorgingUitgesteld: "taak-bezorging-uitgesteld"
        case .gezien: "taak-gezien"
        case .gedaan: "taak-gedaan"
        case .vervallen: "taak-vervallen"
        case .herinnerd: "taak-herinnerd"
        case .kanaalToegevoegd: "taak-kanaal-toegevoegd"
        case .overgedragen: "taak-overgedragen"
        case .termijnHerinnerd: "termijn-herinnerd"
        case .termijnGeescaleerd: "termijn-geescaleerd"
        }
    }
}

extension TaakEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try voor.encode(to: encoder)
        switch feit {
        case .aangemaakt(let feit), .bijgewerkt(let feit): try feit.encode(to: encoder)
        case .bezorgd(let feit), .kanaalToegevoegd(let feit): try feit.encode(to: encoder)
        case .bezorgingUitgesteld(let feit): try feit.encode(to: encoder)
        case .gezien(let feit): try feit.encode(to: encoder)
        case .gedaan(let feit): try feit.encode(to: encoder)
        case .vervallen(let feit): try feit.encode(to: encoder)
        case .herinnerd(let feit): try feit.encode(to: encoder)
        case .overgedragen(let feit): try feit.encode(to: encoder)
        case .termijnHerinnerd(let feit): try feit.encode(to: encoder)
        case .termijnGeescaleerd(let feit): try feit.encode(to: encoder)
        }
    }

    /// - Parameter naam: the name in the event type.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try TaakKop(from: decoder)
        voor = try Geadresseerde(from: decoder)
        feit =
            switch naam {
            case "taak-aangemaakt": .aangemaakt(try TaakFeit.Aangemaakt(from: decoder))
            case "taak-bijgewerkt": .bijgewerkt(try TaakFeit.Aangemaakt(from: decoder))
            case "taak-bezorgd": .bezorgd(try TaakFeit.Bezorgd(from: decoder))
            case "taak-bezorging-uitgesteld": .bezorgingUitgesteld(try TaakFeit.Uitgesteld(from: decoder))
            case "taak-gezien": .gezien(try TaakFeit.Gezien(from: decoder))
            case "taak-gedaan": .gedaan(try TaakFeit.Gedaan(from: decoder))
            case "taak-vervallen": .vervallen(try TaakFeit.Vervallen(from: decoder))
            case "taak-herinnerd": .herinnerd(try TaakFeit.Herinnerd(from: decoder))
            case "taak-kanaal-toegevoegd": .kanaalToegevoegd(try TaakFeit.Bezorgd(from: decoder))
            case "taak-overgedragen": .overgedragen(try TaakFeit.Overgedragen(from: decoder))
            case "termijn-herinnerd": .termijnHerinnerd(try TaakFeit.TermijnHerinnerd(from: decoder))
            case "termijn-geescaleerd": .termijnGeescaleerd(try TaakFeit.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
            }
    }
}
