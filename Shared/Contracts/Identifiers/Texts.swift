/// One line that a person wrote: 1 to 200 characters (Unicode scalars), without control characters or outer white
/// space.
public struct KorteTekst: DescribedText, FreeText {
    public let text: String

    public init?(_ text: String) {
        let trimmed = text.trimmed
        guard (1...200).contains(trimmed.unicodeScalars.count), !trimmed.unicodeScalars.contains(where: \.isControl)
        else { return nil }
        self.text = trimmed
    }

    public static var pattern: String? { nil }
    public static var schema: JSON { ["type": "string", "minLength": 1, "maxLength": 200] }
    public static var expected: String { "een regel tekst van 1 tot en met 200 tekens" }
    public static var placeholder: KorteTekst { KorteTekst(known: "-") }

    private init(known text: String) { self.text = text }
}

/// Text that a person wrote, with line breaks: 1 to 20 000 characters (Unicode scalars) after trimming.
public struct Tekst: DescribedText, FreeText {
    public let text: String

    public init?(_ text: String) {
        let trimmed = text.trimmed
        guard (1...20_000).contains(trimmed.unicodeScalars.count),
            !trimmed.unicodeScalars.contains(where: { $0.isControl && !"\n\r\t".unicodeScalars.contains($0) })
        else { return nil }
        self.text = trimmed
    }

    /// As much of any text as this can hold: other control characters become U+FFFD, the end is cut off.
    public init?(fitting text: String) {
        var scalars = String.UnicodeScalarView()
        for scalar in text.trimmed.unicodeScalars.prefix(20_000) {
            scalars.append(scalar.isControl && !"\n\r\t".unicodeScalars.contains(scalar) ? "\u{FFFD}" : scalar)
        }
        self.init(String(scalars))
    }

    public static var pattern: String? { nil }
    public static var schema: JSON { ["type": "string", "minLength": 1, "maxLength": 20_000] }
    public static var expected: String { "een tekst van 1 tot en met 20.000 tekens" }
    public static var placeholder: Tekst { Tekst(known: "-") }

    private init(known text: String) { self.text = text }
}

extension Unicode.Scalar {
    var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }
}

extension String {
    fileprivate var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
