import Foundation

/// Something that happened to a measure. References and codes only; head and fact in one flat JSON object.
public struct MaatregelEvent: Equatable, Sendable {
    public var kop: MaatregelKop
    public var feit: MaatregelFeit

    public init(kop: MaatregelKop, feit: MaatregelFeit) {
        self.kop = kop
        self.feit = feit
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }
}

/// What every event of a measure carries, as it stands after the event.
public struct MaatregelKop: Codable, Equatable, Sendable {
    public var maatregel: MaatregelId
    public var zaak: ZaakId
    public var kenmerk: String
    public var regio: String
    public var oefening: Bool
    public var tijdstip: Date
    public var urgentie: Urgentie
    public var team: Organisatie
    public var kind: GezinslidId
    public var soortMaatregel: Maatregelsoort
    public var uitvoerder: Organisatie
    public var raad: Organisatie
    public var uitspraak: Dag
    public var vanaf: Dag
    public var tot: Dag
    /// Absent when the clock did it.
    public var door: Persoon?
}

public enum MaatregelFeit: Equatable, Sendable {
    case opgelegd
    case eersteContact(MaatregelGedaan)
    case plan(MaatregelGedaan)
    case evaluatieGevraagd
    case geevalueerd(MaatregelGeevalueerd)
    case getoetst(MaatregelGetoetst)
    case verlengd
    case eindeVervroegd
    case beeindigd(MaatregelBeeindigd)
    case opgevolgd(MaatregelOpgevolgd)
    case termijnHerinnerd(TermijnHerinnerd)
    case termijnGeescaleerd(TermijnGeescaleerd)
}

public struct MaatregelGedaan: Codable, Equatable, Sendable {
    public var op: Dag
}

public struct MaatregelGeevalueerd: Codable, Equatable, Sendable {
    public var uitkomst: Evaluatieuitkomst
    public var toelichting: InhoudId
}

public struct MaatregelGetoetst: Codable, Equatable, Sendable {
    public var akkoord: Bool
    public var motivering: InhoudId
}

public struct MaatregelBeeindigd: Codable, Equatable, Sendable {
    public var reden: Eindreden
}

/// O23: the head names the parties as they are now.
public struct MaatregelOpgevolgd: Codable, Equatable, Sendable {
    public var vorige: Organisatie
    /// Nil where nobody comes in its place.
    public var opvolger: Organisatie?
}

extension MaatregelEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try MaatregelKop(from: decoder)
        feit =
            switch naam {
            case "maatregel-opgelegd": .opgelegd
            case "maatregel-eerste-contact": .eersteContact(try MaatregelGedaan(from: decoder))
            case "maatregel-plan-gemaakt": .plan(try MaatregelGedaan(from: decoder))
            case "maatregel-evaluatie-gevraagd": .evaluatieGevraagd
            case "maatregel-geevalueerd": .geevalueerd(try MaatregelGeevalueerd(from: decoder))
            case "maatregel-getoetst": .getoetst(try MaatregelGetoetst(from: decoder))
            case "maatregel-verlengd": .verlengd
            case "maatregel-einde-vervroegd": .eindeVervroegd
            case "maatregel-beeindigd": .beeindigd(try MaatregelBeeindigd(from: decoder))
            case "maatregel-opgevolgd": .opgevolgd(try MaatregelOpgevolgd(from: decoder))
            case "maatregeltermijn-herinnerd": .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
            case "maatregeltermijn-geescaleerd": .termijnGeescaleerd(try TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
            }
    }
}

extension MaatregelFeit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .opgelegd: ("maatregel-opgelegd", nil)
        case .eersteContact(let feit): ("maatregel-eerste-contact", feit)
        case .plan(let feit): ("maatregel-plan-gemaakt", feit)
        case .evaluatieGevraagd: ("maatregel-evaluatie-gevraagd", nil)
        case .geevalueerd(let feit): ("maatregel-geevalueerd", feit)
        case .getoetst(let feit): ("maatregel-getoetst", feit)
        case .verlengd: ("maatregel-verlengd", nil)
        case .eindeVervroegd: ("maatregel-einde-vervroegd", nil)
        case .beeindigd(let feit): ("maatregel-beeindigd", feit)
        case .opgevolgd(let feit): ("maatregel-opgevolgd", feit)
        case .termijnHerinnerd(let feit): ("maatregeltermijn-herinnerd", feit)
        case .termijnGeescaleerd(let feit): ("maatregeltermijn-geescaleerd", feit)
        }
    }
}

extension Maatregel {
    /// Applies what happened; total.
    public static func evolve(_ state: Maatregel?, _ event: MaatregelEvent) -> Maatregel {
        var stand = state ?? Maatregel(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: MaatregelKop) {
        id = kop.maatregel
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        team = kop.team
        jeugdige = kop.kind
        soort = kop.soortMaatregel
        uitvoerder = kop.uitvoerder
        raad = kop.raad
        uitspraak = kop.uitspraak
        vanaf = kop.vanaf
        tot = kop.tot
    }

    private mutating func pasToe(_ event: MaatregelEvent) {
        let op = event.kop.tijdstip
        (uitspraak, tot) = (event.kop.uitspraak, event.kop.tot)
        switch event.feit {
        case .opgelegd, .termijnHerinnerd, .termijnGeescaleerd: break
        case .opgevolgd:
            (team, uitvoerder, raad) = (event.kop.team, event.kop.uitvoerder, event.kop.raad)
        case .eersteContact(let feit): eersteContact = feit.op
        case .plan(let feit): plan = feit.op
        case .evaluatieGevraagd: evaluatie = .gevraagd(op: op)
        case .geevalueerd(let feit):
            evaluatie = .gedaan(feit.uitkomst, toelichting: feit.toelichting, op: op)
            toetsing = feit.uitkomst == .nietVerlengen ? .gevraagd(op: op) : nil
        case .getoetst(let feit):
            toetsing = event.kop.door.map {
                .gedaan(akkoord: feit.akkoord, motivering: feit.motivering, door: $0, op: op)
            }
            // Who does not agree asks what should come instead; the decision stays the court's.
            if !feit.akkoord { evaluatie = .gevraagd(op: op) }
        case .verlengd: (evaluatie, toetsing, vervroegdOp) = (nil, nil, nil)
        case .eindeVervroegd: vervroegdOp = op
        case .beeindigd(let feit): einde = Einde(reden: feit.reden, op: op)
        }
    }
}
