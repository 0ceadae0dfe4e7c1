import Contracts
import Foundation

/// Dates and instants in plain Dutch, as people here read a clock.
public enum Tijd {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        // Part of every installation of the time zone database.
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar
    }()

    private static let days = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]
    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ]

    /// "woensdag 25 november 2026, 10.26 uur"
    public static func moment(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let weekday = parts.weekday,
            let hour = parts.hour, let minute = parts.minute
        else { return "" }
        return
            "\(days[weekday - 1]) \(day) \(months[month - 1]) \(year), \(hour).\(minute < 10 ? "0" : "")\(minute) uur"
    }

    /// The last moment of a term: "woensdag 25 november 2026" for one that ends with the day.
    public static func deadline(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        guard parts.hour == 0, parts.minute == 0 else { return moment(date) }
        return String(moment(date.addingTimeInterval(-1)).prefix { $0 != "," })
    }

    /// "25 november, 10.26 uur"
    public static func short(_ date: Date) -> String {
        let parts = calendar.dateComponents([.day, .month, .hour, .minute], from: date)
        guard let month = parts.month, let day = parts.day, let hour = parts.hour, let minute = parts.minute else {
            return ""
        }
        return "\(day) \(months[month - 1]), \(hour).\(minute < 10 ? "0" : "")\(minute) uur"
    }

    /// "25 november 2026", of a day in its ISO form.
    public static func day(_ text: String) -> String {
        guard let datum = Datum(text) else { return text }
        return "\(datum.day) \(months[datum.month - 1]) \(datum.year)"
    }

    /// How long ago: "3 dagen", "5 uur", "zojuist".
    public static func ago(_ date: Date, now: Date) -> String {
        let text = length(now.timeIntervalSince(date))
        return text.map { $0 + " geleden" } ?? "zojuist"
    }

    /// For how long now: "3 dagen", "kort".
    public static func since(_ date: Date, now: Date) -> String { length(now.timeIntervalSince(date)) ?? "kort" }

    /// How old a day is: "vandaag", "3 dagen oud", "2 jaar oud".
    public static func age(_ day: Datum, now: Date) -> String {
        let days = daysOld(day, now: now)
        switch days {
        case ..<1: return "vandaag"
        case 1: return "1 dag oud"
        case ..<60: return "\(days) dagen oud"
        case ..<730: return "\(days / 30) maanden oud"
        default: return "\(days / 365) jaar oud"
        }
    }

    /// Counted from midnight to midnight here.
    public static func daysOld(_ day: Datum, now: Date) -> Int {
        day.days(until: Datum(now, secondsFromUTC: calendar.timeZone.secondsFromGMT(for: now)))
    }

    /// Until when: "nog 3 dagen", "2 uur te laat".
    public static func left(_ due: Date, now: Date) -> String {
        let seconds = due.timeIntervalSince(now)
        guard let text = length(abs(seconds)) else { return seconds < 0 ? "net te laat" : "nu" }
        return seconds < 0 ? text + " te laat" : "nog " + text
    }

    /// "3 dagen", "5 uur", "minder dan een minuut".
    public static func duration(minutes: Int) -> String {
        length(TimeInterval(minutes) * 60) ?? "minder dan een minuut"
    }

    private static func length(_ seconds: TimeInterval) -> String? {
        let minutes = Int(seconds / 60)
        if minutes < 1 { return nil }
        if minutes < 60 { return minutes == 1 ? "1 minuut" : "\(minutes) minuten" }
        let hours = minutes / 60
        if hours < 48 { return "\(hours) uur" }
        return "\(hours / 24) dagen"
    }
}
