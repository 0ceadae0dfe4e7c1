import Foundation
import Synchronization

/// One year's days: when each begins in local time, and whether it is a working day. Asking the calendar for them one by
/// one costs more than all the rest of writing a term.
struct Werkjaar: Sendable {
    let number: Int
    let starts: [Date]
    let works: [Bool]
    /// Where the next year begins.
    let end: Date

    init(_ number: Int, by calendar: Calendar) {
        self.number = number
        let holidays = Werkkalender.holidays(number)
        var (starts, works): ([Date], [Bool]) = ([], [])
        var day = Self.beginning(of: number, by: calendar)
        let end = Self.beginning(of: number + 1, by: calendar)
        while day < end {
            starts.append(day)
            let parts = calendar.dateComponents([.month, .day, .weekday], from: day)
            let isWeekend = parts.weekday == 1 || parts.weekday == 7
            let isHoliday = holidays.contains(
                Werkkalender.DayOfYear(month: parts.month ?? 1, day: parts.day ?? 1))
            works.append(!isWeekend && !isHoliday)
            day = calendar.startOfDay(
                for: calendar.date(byAdding: .day, value: 1, to: day) ?? day.addingTimeInterval(86_400))
        }
        (self.starts, self.works, self.end) = (starts, works, end)
    }

    private static func beginning(of year: Int, by calendar: Calendar) -> Date {
        let day = calendar.date(from: DateComponents(year: year, month: 1, day: 1)) ?? .distantPast
        return calendar.startOfDay(for: day)
    }

    /// The day that holds an instant of this year.
    func day(of date: Date) -> Int {
        // No day is longer than 25 hours, and the year has one such and one of 23: the guess is a day off at the most.
        var day = min(starts.count - 1, Int(date.timeIntervalSince(starts[0]) / 86_400))
        while starts[day] > date { day -= 1 }
        while day + 1 < starts.count, starts[day + 1] <= date { day += 1 }
        return day
    }
}

/// Years as they were asked for. May be asked from any thread.
final class Werkjaren: Sendable {
    /// Far more than terms reach; whatever asks for other years costs time, not memory.
    private static let most = 64

    private let known = Mutex<[Int: Werkjaar]>([:])

    func year(_ number: Int, by calendar: Calendar) -> Werkjaar {
        if let year = known.withLock({ $0[number] }) { return year }
        let year = Werkjaar(number, by: calendar)
        known.withLock { if $0.count < Self.most { $0[number] = year } }
        return year
    }
}
