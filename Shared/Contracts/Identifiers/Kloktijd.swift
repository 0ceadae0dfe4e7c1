import Foundation

/// A time of the clock in the Netherlands: `07:00`.
public struct Kloktijd: DescribedText {
    public let minuten: Int
    public var text: String { String(format: "%02d:%02d", minuten / 60, minuten % 60) }

    public init?(_ text: String) {
        let delen = text.split(separator: ":", omittingEmptySubsequences: false)
        guard delen.count == 2, delen.allSatisfy({ $0.utf8.count == 2 }), let uur = UInt8(delen[0]),
            let minuut = UInt8(delen[1]), uur < 24, minuut < 60
        else { return nil }
        minuten = Int(uur) * 60 + Int(minuut)
    }

    /// - Parameter minuten: since midnight.
    public init(minuten: Int) { self.minuten = min(max(minuten, 0), 1_439) }

    public static var pattern: String? { "^([01][0-9]|2[0-3]):[0-5][0-9]$" }
    public static var expected: String { "een tijd van 00:00 tot en met 23:59" }
    public static var placeholder: Kloktijd { Kloktijd(minuten: 7 * 60) }
}
