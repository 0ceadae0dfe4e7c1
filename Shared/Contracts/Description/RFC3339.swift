import Foundation

/// Moments as text. Milliseconds are kept, anything finer is cut off.
public enum RFC3339 {
    /// nil unless the text is a complete RFC 3339 date-time. A leap second counts as the first of the next day and is
    /// only accepted where one can be: 23:59:60 UTC at the end of a month.
    public static func date(_ text: String) -> Date? {
        var copy = text
        return copy.withUTF8 { utf8 in
            guard let milliseconds = milliseconds(utf8) else { return nil }
            return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        }
    }

    /// UTC with milliseconds: `2026-11-21T07:00:00.123Z`. Years outside 1...9999 are held to that range.
    public static func text(_ date: Date) -> String {
        String(unsafeUninitializedCapacity: 24) { text in
            write(date, to: text)
            return 24
        }
    }

    /// The 24 characters of `text`.
    static func write(_ date: Date, to text: UnsafeMutableBufferPointer<UInt8>) {
        let bounded = min(max(date.timeIntervalSince1970, -62_135_596_800), 253_402_300_799.999)
        let milliseconds = Int((bounded * 1000).rounded())
        let (day, millisecond) = milliseconds.quotientAndRemainder(flooredBy: 86_400_000)
        let date = CivilDate(daysSince1970: day)
        func put(_ value: Int, _ digits: Int, at index: Int, before mark: Unicode.Scalar) {
            var rest = value
            for position in (index..<index + digits).reversed() {
                text[position] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            text[index + digits] = UInt8(ascii: mark)
        }
        put(date.year, 4, at: 0, before: "-")
        put(date.month, 2, at: 5, before: "-")
        put(date.day, 2, at: 8, before: "T")
        put(millisecond / 3_600_000, 2, at: 11, before: ":")
        put(millisecond / 60_000 % 60, 2, at: 14, before: ":")
        put(millisecond / 1000 % 60, 2, at: 17, before: ".")
        put(millisecond % 1000, 3, at: 20, before: "Z")
    }

    private static func milliseconds(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] | 0x20 == UInt8(ascii: "t"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let year = digits(text, 0, 4), let month = digits(text, 5, 2), let day = digits(text, 8, 2),
            let hour = digits(text, 11, 2), let minute = digits(text, 14, 2), let second = digits(text, 17, 2),
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60
        else { return nil }

        var at = 19
        var fraction = 0
        if text[at] == UInt8(ascii: ".") {
            at += 1
            var count = 0
            while at < text.count, let digit = digits(text, at, 1) {
                if count < 3 { fraction = fraction * 10 + digit }
                count += 1
                at += 1
            }
            guard count > 0 else { return nil }
            while count < 3 {
                fraction *= 10
                count += 1
            }
        }
        guard let offset = offset(text, at) else { return nil }

        let minutes = date.daysSince1970 * 1440 + hour * 60 + minute - offset
        if second == 60 {
            let (day, minuteOfDay) = minutes.quotientAndRemainder(flooredBy: 1440)
            guard minuteOfDay == 1439, CivilDate(daysSince1970: day + 1).day == 1 else { return nil }
            fraction = 0
        }
        return (minutes * 60 + second) * 1000 + fraction
    }

    /// Minutes east of UTC; the text must end after it.
    private static func offset(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        guard at < text.count else { return nil }
        switch text[at] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return text.count == at + 1 ? 0 : nil
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard text.count == at + 6, text[at + 3] == UInt8(ascii: ":"), let hours = digits(text, at + 1, 2),
                let minutes = digits(text, at + 4, 2), hours < 24, minutes < 60
            else { return nil }
            return (text[at] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
        default: return nil
        }
    }

    private static func digits(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}

/// A day of the proleptic Gregorian calendar; conversions after Howard Hinnant's `chrono` algorithms.
struct CivilDate: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// nil for a day that does not exist, and for years outside 1...9999.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= days[month - 1] else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int) {
        let (era, dayOfEra) = (daysSince1970 + 719_468).quotientAndRemainder(flooredBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.quotientAndRemainder(flooredBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Int {
    /// Division that rounds down, so that the remainder is never negative.
    func quotientAndRemainder(flooredBy divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
