import Foundation

/// A calendar day without a time zone: `2026-11-21`, years 0001 to 9999.
public struct Datum: DescribedText, Comparable {
    private let civil: CivilDate

    public init?(_ text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.count == 10, utf8[4] == UInt8(ascii: "-"), utf8[7] == UInt8(ascii: "-"),
            [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy({ utf8[$0].isDigit })
        else { return nil }
        func number(_ range: Range<Int>) -> Int { utf8[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    }

    /// nil for a day that does not exist.
    public init?(year: Int, month: Int, day: Int) {
        guard let civil = CivilDate(year: year, month: month, day: day) else { return nil }
        self.civil = civil
    }

    private init(civil: CivilDate) { self.civil = civil }

    /// The day at that moment, `secondsFromUTC` east of Greenwich.
    public init(_ date: Date, secondsFromUTC: Int = 0) {
        let bounded = min(max(date.timeIntervalSince1970, -62_135_596_800 + 86_400), 253_402_300_799 - 86_400)
        let seconds = Int(bounded.rounded(.down)) + secondsFromUTC
        civil = CivilDate(daysSince1970: seconds.quotientAndRemainder(flooredBy: 86_400).quotient)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    /// Midnight UTC at the start of the day.
    public var startUTC: Date { Date(timeIntervalSince1970: Double(civil.daysSince1970) * 86_400) }

    /// Held to the years 0001 to 9999.
    public func adding(days: Int) -> Datum {
        let (sum, overflow) = civil.daysSince1970.addingReportingOverflow(days)
        let bounded = min(max(overflow ? (days < 0 ? .min : .max) : sum, -719_162), 2_932_896)
        return Datum(civil: CivilDate(daysSince1970: bounded))
    }

    public func days(until other: Datum) -> Int { other.civil.daysSince1970 - civil.daysSince1970 }

    public static func < (one: Datum, other: Datum) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    public var text: String {
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    public static var pattern: String? { nil }
    public static var schema: JSON { ["type": "string", "format": "date"] }
    public static var expected: String { "een bestaande datum, zoals 2026-11-21" }
    public static var placeholder: Datum { Datum(civil: CivilDate(daysSince1970: 0)) }
}
