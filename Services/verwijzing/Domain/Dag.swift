import Foundation

/// A calendar day in the Netherlands, `yyyy-MM-dd`.
public struct Dag: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil unless the text is an existing day written as `yyyy-MM-dd`.
    public init?(_ tekst: String) {
        let delen = tekst.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard delen.map(\.count) == [4, 2, 2], delen.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }) else {
            return nil
        }
        let getallen = delen.map { $0.reduce(0) { $0 * 10 + Int($1 - 48) } }
        guard getallen[0] > 0, (1...12).contains(getallen[1]),
            (1...Self.lengte(vanMaand: getallen[1], in: getallen[0])).contains(getallen[2])
        else { return nil }
        description = tekst
    }

    /// In days.
    private static func lengte(vanMaand maand: Int, in jaar: Int) -> Int {
        switch maand {
        case 2: jaar % 4 == 0 && (jaar % 100 != 0 || jaar % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day on which this instant falls.
    public init(_ moment: Date) {
        let delen = Self.kalender.dateComponents([.year, .month, .day], from: moment)
        description =
            Self.cijfers(delen.year ?? 1, 4) + "-" + Self.cijfers(delen.month ?? 1, 2) + "-"
            + Self.cijfers(delen.day ?? 1, 2)
    }

    public var jaar: Int { Int(description.prefix(4)) ?? 1 }

    /// The instant at which the day is over.
    public var einde: Date {
        let delen = description.split(separator: "-").compactMap { Int($0) }
        guard delen.count == 3,
            let begin = Self.kalender.date(from: DateComponents(year: delen[0], month: delen[1], day: delen[2])),
            let einde = Self.kalender.date(byAdding: .day, value: 1, to: begin)
        else { return .distantFuture }  // unreachable: both initialisers give an existing day
        return einde
    }

    /// The instant at which the day begins.
    public var begin: Date { Dag(einde.addingTimeInterval(-36 * 3_600)).einde }

    public static func < (links: Dag, rechts: Dag) -> Bool { links.description < rechts.description }

    private static func cijfers(_ getal: Int, _ lengte: Int) -> String {
        let tekst = String(max(0, getal))
        return String(repeating: "0", count: max(0, lengte - tekst.count)) + tekst
    }

    private static let kalender: Calendar = {
        var kalender = Calendar(identifier: .gregorian)
        kalender.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return kalender
    }()
}

extension Dag: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let dag = Dag(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "geen dag (jjjj-mm-dd)")
        }
        self = dag
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Date {
    /// Events carry whole milliseconds; deciding on the same value keeps the state equal to the folded events.
    var opMilliseconde: Date {
        Date(timeIntervalSince1970: (timeIntervalSince1970 * 1000).rounded() / 1000)
    }

    func zelfdeMoment(als ander: Date) -> Bool {
        abs(timeIntervalSinceReferenceDate - ander.timeIntervalSinceReferenceDate) < 0.000_6
    }
}
