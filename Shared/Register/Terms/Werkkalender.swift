import Contracts
import Foundation

/// Dutch working days in Europe/Amsterdam: Monday to Friday, without the official holidays.
///
/// Holidays are computed: Easter by the anonymous Gregorian method and what hangs on it, King's Day on the 26th when
/// the 27th is a Sunday, Liberation Day once in five years.
public struct Werkkalender: Sendable {
    /// Stamped on each term, so that a later rule can be told from this one.
    public static let version = "nl-1"

    private let calendar: Calendar
    private let years = Werkjaren()

    public init() {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: "Europe/Amsterdam") { calendar.timeZone = zone }
        self.calendar = calendar
    }

    /// The day on which an instant falls in the Netherlands.
    public static func dag(_ moment: Date) -> Datum {
        Datum(moment, secondsFromUTC: amsterdam.secondsFromGMT(for: moment))
    }

    /// Minutes since local midnight by the clock on the wall.
    public static func minuut(_ moment: Date) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = amsterdam
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        return (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
    }

    private static let amsterdam = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

    public func isWorkingDay(_ date: Date) -> Bool { place(of: date).isWorkingDay }

    /// The end of the `count`th working day after the day of `start`: local midnight.
    public func endOfWorkingDay(_ count: Int, after start: Date) -> Date {
        var day = place(of: start)
        var left = count
        while left > 0 {
            day = next(day)
            if day.isWorkingDay { left -= 1 }
        }
        return next(day).start
    }

    /// `date` itself on a working day, else nine o'clock on the next one: nobody reads a reminder on Sunday.
    public func orNextWorkingMorning(_ date: Date) -> Date {
        var day = place(of: date)
        guard !day.isWorkingDay else { return date }
        repeat { day = next(day) } while !day.isWorkingDay
        // A day on which the clock changes is a Sunday, but that is no law of nature.
        guard next(day).start.timeIntervalSince(day.start) != 86_400 else {
            return day.start.addingTimeInterval(9 * 3_600)
        }
        return calendar.date(bySettingHour: 9, minute: 0, second: 0, of: day.start) ?? day.start
    }

    public func adding(weeks: Int, to date: Date) -> Date {
        calendar.date(byAdding: .day, value: 7 * weeks, to: date) ?? date.addingTimeInterval(Double(weeks) * 604_800)
    }

    /// The instant that lies a length before another; days are working days.
    func start(of length: Duur, before end: Date) -> Date {
        switch length.unit {
        case .jaren: return adding(years: -length.count, to: end)
        case .weken: return adding(weeks: -length.count, to: end)
        case .uren, .minuten, .seconden: return end.addingTimeInterval(-Double(length.seconds))
        case .dagen:
            var moment = end
            var left = length.count
            while left > 0 {
                moment = calendar.date(byAdding: .day, value: -1, to: moment) ?? moment.addingTimeInterval(-86_400)
                if isWorkingDay(moment) { left -= 1 }
            }
            return moment
        }
    }

    public func adding(years: Int, to date: Date) -> Date {
        calendar.date(byAdding: .year, value: years, to: date) ?? date.addingTimeInterval(Double(years) * 31_557_600)
    }

    // MARK: - Days

    /// A day of some year.
    private struct Place {
        let year: Werkjaar
        let index: Int
        var start: Date { year.starts[index] }
        var isWorkingDay: Bool { year.works[index] }
    }

    private func place(of instant: Date) -> Place {
        let date = min(max(instant, Self.first), Self.last)
        // Local time is at most a day ahead of or behind UTC, so that the first guess is a year off at the most.
        var number = Int((date.timeIntervalSince1970 / (365.2425 * 86_400)).rounded(.down)) + 1970
        var year = year(number)
        while date < year.starts[0] {
            number -= 1
            year = self.year(number)
        }
        while date >= year.end {
            number += 1
            year = self.year(number)
        }
        return Place(year: year, index: year.day(of: date))
    }

    /// The years 2 to 9999; what lies outside counts as their first or last day.
    private static let first = Date(timeIntervalSince1970: -62_104_060_800)
    private static let last = Date(timeIntervalSince1970: 253_402_214_400)

    private func next(_ day: Place) -> Place {
        day.index + 1 < day.year.starts.count
            ? Place(year: day.year, index: day.index + 1) : Place(year: year(day.year.number + 1), index: 0)
    }

    private func year(_ number: Int) -> Werkjaar { years.year(number, by: calendar) }

    struct DayOfYear: Hashable {
        let month: Int
        let day: Int
    }

    static func holidays(_ year: Int) -> Set<DayOfYear> {
        var days: Set<DayOfYear> = [
            DayOfYear(month: 1, day: 1), DayOfYear(month: 12, day: 25), DayOfYear(month: 12, day: 26),
            DayOfYear(month: 4, day: kingsDay(year)),
        ]
        if year % 5 == 0 { days.insert(DayOfYear(month: 5, day: 5)) }
        let easter = easterSunday(year)
        // Easter Monday, Ascension, Whit Monday.
        for offset in [1, 39, 50] { days.insert(shift(easter, by: offset, year)) }
        return days
    }

    /// The 27th of April, or the day before when that is a Sunday.
    private static func kingsDay(_ year: Int) -> Int {
        var utc = Calendar(identifier: .gregorian)
        utc.timeZone = .gmt
        let day = utc.date(from: DateComponents(year: year, month: 4, day: 27))
        return day.map { utc.component(.weekday, from: $0) } == 1 ? 26 : 27
    }

    private static func shift(_ day: DayOfYear, by offset: Int, _ year: Int) -> DayOfYear {
        var utc = Calendar(identifier: .gregorian)
        utc.timeZone = .gmt
        guard let start = utc.date(from: DateComponents(year: year, month: day.month, day: day.day)) else { return day }
        let parts = utc.dateComponents([.month, .day], from: start.addingTimeInterval(Double(offset) * 86_400))
        return DayOfYear(month: parts.month ?? day.month, day: parts.day ?? day.day)
    }

    static func easterSunday(_ year: Int) -> DayOfYear {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let g = (b - (b + 8) / 25 + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        return DayOfYear(month: (h + l - 7 * m + 114) / 31, day: (h + l - 7 * m + 114) % 31 + 1)
    }
}
