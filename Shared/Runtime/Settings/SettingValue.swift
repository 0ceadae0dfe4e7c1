import Logging

/// A type that a setting can have: read from the text of an environment variable, a file line or an argument.
public protocol SettingValue: Sendable {
    /// The value that the text stands for; nil when the text does not stand for one.
    static func parse(setting text: String) -> Self?
    /// What a valid text looks like, for error messages: "a whole number".
    static var expected: String { get }
    /// The text that `parse(setting:)` reads back; never the content of a secret.
    var shown: String { get }
}

extension String: SettingValue {
    public static func parse(setting text: String) -> String? { text }
    public static var expected: String { "a text" }
    public var shown: String { self }
}

extension Int: SettingValue {
    public static func parse(setting text: String) -> Int? { Int(text) }
    public static var expected: String { "a whole number" }
    public var shown: String { String(self) }
}

extension Double: SettingValue {
    public static func parse(setting text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
    public static var expected: String { "a number" }
    public var shown: String { String(self) }
}

extension Bool: SettingValue {
    public static func parse(setting text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
    public static var expected: String { "true or false" }
    public var shown: String { self ? "true" : "false" }
}

extension Duration: SettingValue {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    public static func parse(setting text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let amount = Int64(digits),
            let unit = units.first(where: { $0.suffix == text.dropFirst(digits.count) }),
            case (let milliseconds, let overflow) = amount.multipliedReportingOverflow(by: unit.milliseconds), !overflow
        else { return nil }
        return .milliseconds(milliseconds)
    }
    public static var expected: String { "a duration such as 250ms, 30s, 15m, 12h or 5d" }
    public var shown: String {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "0s" }
        let unit = Self.units.last { milliseconds % $0.milliseconds == 0 } ?? Self.units[0]
        return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }
}

extension Logger.Level: SettingValue {
    public static func parse(setting text: String) -> Logger.Level? { Logger.Level(rawValue: text.lowercased()) }
    public static var expected: String { allCases.map(\.rawValue).joined(separator: ", ") }
    public var shown: String { rawValue }
}

/// Values separated by commas; an empty text is an empty list.
extension Array: SettingValue where Element: SettingValue {
    public static func parse(setting text: String) -> [Element]? {
        var values: [Element] = []
        for part in text.split(separator: ",") {
            guard let value = Element.parse(setting: part.trimmingSpaces) else { return nil }
            values.append(value)
        }
        return values
    }
    public static var expected: String { "\(Element.expected), separated by commas" }
    public var shown: String { map(\.shown).joined(separator: ",") }
}

/// An empty text is no value.
extension Optional: SettingValue where Wrapped: SettingValue {
    public static func parse(setting text: String) -> Wrapped?? {
        guard !text.isEmpty else { return .some(nil) }
        guard let value = Wrapped.parse(setting: text) else { return nil }
        return .some(value)
    }
    public static var expected: String { Wrapped.expected }
    public var shown: String { self?.shown ?? "" }
}

extension Substring {
    var trimmingSpaces: String {
        var part = self
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}
