import Foundation

/// Something that happened to a melding that waits for a person's decision. Head and fact in one flat JSON object.
public struct KoppelingEvent: Equatable, Sendable {
    public var kop: KoppelingKop
    public var feit: KoppelingFeit

    public var naam: String {
        switch feit {
        case .gevraagd: "koppeling-gevraagd"
        case .besloten: "koppeling-besloten"
        case .termijnHerinnerd: "termijn-herinnerd"
        case .termijnGeescaleerd: "termijn-geescaleerd"
        }
    }
}

public struct KoppelingKop: Codable, Equatable, Sendable {
    public var melding: MeldingId
    /// The melding's own reference.
    public var kenmerk: String
    public var regio: String
    public var gemeente: String?
    public var oefening: Bool
    public var tijdstip: Date
    public var urgentie: Urgentie
    /// Whose people decide.
    public var organisatie: Organisatie
}

public enum KoppelingFeit: Equatable, Sendable {
    case gevraagd(KoppelingGevraagd)
    case besloten(KoppelingBesloten)
    case termijnHerinnerd(TermijnHerinnerd)
    case termijnGeescaleerd(TermijnGeescaleerd)
}

public struct KoppelingGevraagd: Codable, Equatable, Sendable {
    public var kandidaten: [ZaakId]
    public var soort: Meldingsoort?
    public var acuut: Acuut
    public var ontvangenOp: Date
    public var betrokkenen: [Pseudoniem]

    init(_ gegevens: MeldingGegevens, kandidaten: [ZaakId]) {
        self.kandidaten = kandidaten
        soort = gegevens.soort
        acuut = gegevens.acuut
        ontvangenOp = gegevens.ontvangenOp
        betrokkenen = gegevens.betrokkenen
    }
}

public struct KoppelingBesloten: Codable, Equatable, Sendable {
    public var zaak: ZaakId
    /// A new casus was opened for it.
    public var nieuw: Bool
    public var door: Persoon
}

extension KoppelingEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        switch feit {
        case .gevraagd(let feit): try feit.encode(to: encoder)
        case .besloten(let feit): try feit.encode(to: encoder)
        case .termijnHerinnerd(let feit): try feit.encode(to: encoder)
        case .termijnGeescaleerd(let feit): try feit.encode(to: encoder)
        }
    }

    /// - Parameter naam: the name in the event type.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try KoppelingKop(from: decoder)
        feit =
            switch naam {
            case "koppeling-gevraagd": .gevraagd(try KoppelingGevraagd(from: decoder))
            case "koppeling-besloten": .besloten(try KoppelingBesloten(from: decoder))
            case "termijn-herinnerd": .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
            case "termijn-geescaleerd": .termijnGeescaleerd(try TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
            }
    }
}

extension Meldingskoppeling {
    /// The state after an event. Total: any order of events gives a state.
    public static func evolve(_ state: Meldingskoppeling?, _ event: KoppelingEvent) -> Meldingskoppeling {
        var koppeling = state ?? Meldingskoppeling(kop: event.kop)
        switch event.feit {
        case .gevraagd(let feit):
            koppeling.kandidaten = feit.kandidaten
            koppeling.gegevens = MeldingGegevens(
                melding: event.kop.melding, soort: feit.soort, acuut: feit.acuut, ontvangenOp: feit.ontvangenOp,
                betrokkenen: feit.betrokkenen)
        case .besloten(let feit):
            koppeling.fase = .besloten(zaak: feit.zaak, nieuw: feit.nieuw, door: feit.door, op: event.kop.tijdstip)
        case .termijnHerinnerd, .termijnGeescaleerd: break
        }
        return koppeling
    }

    private init(kop: KoppelingKop) {
        self.init(
            id: kop.melding, kenmerk: kop.kenmerk, regio: kop.regio, gemeente: kop.gemeente,
            oefening: kop.oefening, organisatie: kop.organisatie,
            gegevens: MeldingGegevens(
                melding: kop.melding, soort: nil, acuut: kop.urgentie == .spoed ? .ja : .onbekend,
                ontvangenOp: kop.tijdstip, betrokkenen: []),
            kandidaten: [], fase: .wacht(sinds: kop.tijdstip))
    }
}
