import Foundation

/// A calendar day in the Netherlands, as the court writes it: `2026-11-30`. One text in JSON.
public struct Dag: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil unless the text is an existing day written as `yyyy-MM-dd`.
    public init?(_ tekst: String) {
        guard let begin = Self.begin(van: tekst), Dag(begin).description == tekst else { return nil }
        description = tekst
    }

    /// The day on which this instant falls.
    public init(_ moment: Date) {
        let delen = Self.kalender.dateComponents([.year, .month, .day], from: moment)
        description =
            Self.cijfers(delen.year ?? 1, 4) + "-" + Self.cijfers(delen.month ?? 1, 2) + "-"
            + Self.cijfers(delen.day ?? 1, 2)
    }

    /// The instant at which the day begins; terms that follow from a decision count from there.
    public var begin: Date { Self.begin(van: description) ?? .distantPast }

    /// The instant at which the day is over.
    public var einde: Date { Self.kalender.date(byAdding: .day, value: 1, to: begin) ?? .distantFuture }

    /// The instant at which the clock says this, on this day.
    public func om(minuten: Int) -> Date {
        Self.kalender.date(bySettingHour: minuten / 60, minute: minuten % 60, second: 0, of: begin)
            ?? begin.addingTimeInterval(Double(minuten) * 60)
    }

    public var dagErvoor: Dag { Dag(begin.addingTimeInterval(-1)) }

    public static func < (links: Dag, rechts: Dag) -> Bool { links.description < rechts.description }

    private static func begin(van tekst: String) -> Date? {
        let delen = tekst.split(separator: "-", omittingEmptySubsequences: false)
        guard delen.map(\.utf8.count) == [4, 2, 2] else { return nil }
        let getallen = delen.compactMap { Int($0) }
        guard getallen.count == 3, getallen.allSatisfy({ $0 > 0 }) else { return nil }
        return kalender.date(from: DateComponents(year: getallen[0], month: getallen[1], day: getallen[2]))
    }

    private static func cijfers(_ getal: Int, _ lengte: Int) -> String {
        let tekst = String(max(0, getal))
        return String(repeating: "0", count: max(0, lengte - tekst.count)) + tekst
    }

    private static let kalender: Calendar = {
        var kalender = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: "Europe/Amsterdam") { kalender.timeZone = zone }
        return kalender
    }()
}

extension Dag: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let dag = Dag(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "geen dag")
        }
        self = dag
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
