/// The end of a stretch of a day, the first moment that is outside it: `17:00`, or `24:00` where the day is whole.
public struct Eindtijd: DescribedText {
    private static let heleDag = "24:00"

    /// Since midnight.
    public let minuten: Int
    public var text: String { minuten == 1_440 ? Self.heleDag : Kloktijd(minuten: minuten).text }

    public init?(_ text: String) {
        if text == Self.heleDag {
            self.init(minuten: 1_440)
        } else {
            guard let tijd = Kloktijd(text) else { return nil }
            self.init(minuten: tijd.minuten)
        }
    }

    public init(minuten: Int) { self.minuten = min(max(minuten, 0), 1_440) }

    public static var pattern: String? { "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" }
    public static var expected: String { "een tijd van 00:00 tot en met 24:00" }
    public static var placeholder: Eindtijd { Eindtijd(minuten: 17 * 60) }
}
