import Foundation

/// Dutch working days in Europe/Amsterdam: Monday to Friday, without the official holidays.
///
/// Holidays are computed: Easter by the anonymous Gregorian method and what hangs on it, King's Day on the 26th when
/// the 27th is a Sunday, Liberation Day once in five years.
public struct Werkkalender: Sendable {
    /// Stamped on each term, so that a later rule can be told from this one.
    public static let version = "nl-1"

    private let calendar: Calendar

    public init() {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: "Europe/Amsterdam") { calendar.timeZone = zone }
        self.calendar = calendar
    }

    public func isWorkingDay(_ date: Date) -> Bool {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let weekday = parts.weekday else {
            return true
        }
        if weekday == 1 || weekday == 7 { return false }
        return !Self.holidays(year).contains(DayOfYear(month: month, day: day))
    }

    /// The end of the `count`th working day after the day of `start`: local midnight.
    public func endOfWorkingDay(_ count: Int, after start: Date) -> Date {
        var day = calendar.startOfDay(for: start)
        var left = count
        while left > 0 {
            day = next(day)
            if isWorkingDay(day) { left -= 1 }
        }
        return next(day)
    }

    /// `date` itself on a working day, else nine o'clock on the next one: nobody reads a reminder on Sunday.
    public func orNextWorkingMorning(_ date: Date) -> Date {
        guard !isWorkingDay(date) else { return date }
        var day = calendar.startOfDay(for: date)
        repeat { day = next(day) } while !isWorkingDay(day)
        return calendar.date(bySettingHour: 9, minute: 0, second: 0, of: day) ?? day
    }

    public func adding(weeks: Int, to date: Date) -> Date {
        calendar.date(byAdding: .day, value: 7 * weeks, to: date) ?? date.addingTimeInterval(Double(weeks) * 604_800)
    }

    private func next(_ day: Date) -> Date {
        calendar.startOfDay(for: calendar.date(byAdding: .day, value: 1, to: day) ?? day.addingTimeInterval(86_400))
    }

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
