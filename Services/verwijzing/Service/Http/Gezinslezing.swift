import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain

/// One time that something about a family was read, wherever in the chain (S3).
struct Gezinslezing: Equatable, Sendable {
    var organisatie: OIN
    var wat: GezinsoverzichtRegel.Wat
    var op: Date
    /// What it was read for, such as `overdracht` and its kenmerk.
    var doelen: Set<String> = []
    /// It concerned the family as a whole, and these people of it.
    var gezin: Bool
    var personen: Set<String>
    /// Where the service that gave it knows.
    var grond: GezinsoverzichtRegel.Grond?
    /// The service that gave it says so.
    var lopendOnderzoek = false
}

extension Gezinslezing {
    /// Nil for what an older service does not tell of.
    init?(_ lezing: Inzagelezing) {
        guard let wat = GezinsoverzichtRegel.Wat(rawValue: lezing.wat.text) else { return nil }
        self.init(
            organisatie: lezing.organisatie, wat: wat, op: lezing.tijdstip, gezin: lezing.gezin,
            personen: Set(lezing.personen.map(\.text)),
            grond: lezing.grond.map { GezinsoverzichtRegel.Grond(rawValue: $0.text) ?? .nietVastgelegd },
            lopendOnderzoek: lezing.lopendOnderzoek)
    }
}

/// Why something is not shown to the family (S3).
enum Weglating: String, CaseIterable {
    case afgeschermd
    case lopendOnderzoek = "lopend-onderzoek"
    case vanEenAnder = "van-een-ander"
}

/// S3: on which ground an organisation read something then. Told from the log, so that what was decided since (consent
/// that is withdrawn, a measure that ended) changes nothing of what was lawful.
struct Gezinsgronden: Sendable {
    private let zaken: [(sinds: Date, stand: Zaak)]
    private let beschermingen: [(sinds: Date, stand: Bescherming)]
    private let geboren: [UUID: Dag]

    /// - Parameter geboren: the birth dates of the zaak's children.
    init(_ zaak: [ZaakEvent], _ bescherming: [BeschermingEvent], geboren: [UUID: Dag]) {
        var (zaken, beschermingen): ([(Date, Zaak)], [(Date, Bescherming)]) = ([], [])
        for event in zaak { zaken.append((event.kop.tijdstip, Zaak.evolve(zaken.last?.1, event))) }
        for event in bescherming {
            beschermingen.append((event.kop.tijdstip, Bescherming.evolve(beschermingen.last?.1, event)))
        }
        (self.zaken, self.beschermingen, self.geboren) = (zaken, beschermingen, geboren)
    }

    func grond(_ organisatie: String, op moment: Date) -> GezinsoverzichtRegel.Grond {
        let zaak = zaken.last { $0.sinds <= moment }?.stand
        if zaak?.betrokken.contains(where: { $0.organisatie == organisatie && $0.wettelijkeTaak }) == true {
            return .wettelijkeTaak
        }
        guard let bescherming = beschermingen.last(where: { $0.sinds <= moment })?.stand else { return .nietVastgelegd }
        let oordelen = bescherming.kinderen.map {
            bescherming.oordeel(kind: $0, organisatie: organisatie, geboren: geboren[$0], now: moment)
        }
        guard !oordelen.isEmpty, oordelen.allSatisfy(\.magStarten) else { return .nietVastgelegd }
        return oordelen.contains(.compleet) ? .toestemming : .wettelijkeTaak
    }
}

extension GezinsoverzichtRegel {
    /// Who read what on which ground, the last reader first.
    static func regels(_ lezingen: [Gezinslezing], _ gronden: Gezinsgronden) -> [GezinsoverzichtRegel] {
        struct Sleutel: Hashable {
            let organisatie: OIN
            let wat: Wat
            let grond: Grond
        }
        let soorten = Dictionary(grouping: lezingen) { lezing in
            Sleutel(
                organisatie: lezing.organisatie, wat: lezing.wat,
                grond: lezing.grond ?? gronden.grond(lezing.organisatie.text, op: lezing.op))
        }
        return soorten.map { sleutel, lezingen in
            let momenten = lezingen.map(\.op).sorted()
            return GezinsoverzichtRegel(
                organisatie: sleutel.organisatie, naam: nil, wat: sleutel.wat, eerst: momenten[0],
                laatst: momenten[momenten.count - 1], keren: momenten.count, grond: sleutel.grond)
        }.sorted {
            ($1.laatst, $0.organisatie.text, $0.wat.rawValue, $0.grond.rawValue)
                < ($0.laatst, $1.organisatie.text, $1.wat.rawValue, $1.grond.rawValue)
        }
    }
}
