/// A length of time in ISO 8601 of one unit: `P10W`, `P5D`, `PT4H`, `PT15M`, `PT30S`. A whole number from 1 to 9999.
/// Whether days are working days is for whoever uses it.
public struct Duur: DescribedText {
    public enum Unit: String, Sendable, CaseIterable {
        case jaren = "Y"
        case weken = "W"
        case dagen = "D"
        case uren = "H"
        case minuten = "M"
        case seconden = "S"
    }

    public let count: Int
    public let unit: Unit

    /// nil outside 1...9999.
    public init?(_ count: Int, _ unit: Unit) {
        guard (1...9999).contains(count) else { return nil }
        self.count = count
        self.unit = unit
    }

    public init?(_ text: String) {
        let isClock = text.hasPrefix("PT")
        let digits = text.dropFirst(isClock ? 2 : 1).dropLast()
        guard text.hasPrefix("P"), let unit = text.last.flatMap({ Unit(rawValue: String($0)) }),
            isClock == unit.isClock, (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit),
            let count = Int(digits), digits.first != "0"
        else { return nil }
        self.init(count, unit)
    }

    public var text: String { "P\(unit.isClock ? "T" : "")\(count)\(unit.rawValue)" }

    /// Length in seconds when a day is 24 hours and a year 365¼ days.
    public var seconds: Int {
        switch unit {
        case .jaren: count * 31_557_600
        case .weken: count * 604_800
        case .dagen: count * 86_400
        case .uren: count * 3600
        case .minuten: count * 60
        case .seconden: count
        }
    }

    public static var pattern: String? { "^P([1-9][0-9]{0,3}[YWD]|T[1-9][0-9]{0,3}[HMS])$" }
    public static var expected: String { "een duur van één eenheid, zoals P5D of PT4H" }
    public static var placeholder: Duur { Duur(known: 1, .dagen) }

    private init(known count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

extension Duur.Unit {
    fileprivate var isClock: Bool {
        switch self {
        case .jaren, .weken, .dagen: false
        case .uren, .minuten, .seconden: true
        }
    }
}
