/// Burgerservicenummer: nine digits that pass the elfproef. Belongs in encrypted content only, so what it prints as
/// never shows it. Numbers that begin with 999 are not handed out and serve as test data.
public struct BSN: DescribedText, CustomDebugStringConvertible, CustomReflectable {
    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count == 9, text.isAll(\.isDigit), text != "000000000", text.bytes({ Self.passesElfproef($0) })
        else { return nil }
        self.text = text
    }

    /// Weights 9 8 7 6 5 4 3 2 -1, the sum a multiple of 11. Wants nine ASCII digits.
    static func passesElfproef(_ digits: some Collection<UInt8>) -> Bool {
        var sum = 0
        for (index, digit) in digits.enumerated() {
            sum += Int(digit - UInt8(ascii: "0")) * (index == 8 ? -1 : 9 - index)
        }
        return sum % 11 == 0
    }

    public static var pattern: String? { "^[0-9]{9}$" }
    public static var expected: String { "een BSN dat aan de elfproef voldoet" }
    public static var placeholder: BSN { BSN(known: "999990019") }

    public var description: String { "BSN(•••••••••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    private init(known text: String) { self.text = text }
}
