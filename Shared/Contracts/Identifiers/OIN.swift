/// Organisatie-identificatienummer: 20 positions, prefix (8), main number (9, or 8 and a zero), suffix 000.
/// Prefix 00000099 is for tests; 00000003 carries a KvK number of 8 digits.
public struct OIN: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.bytes(Self.isValid) else { return nil }
        self.text = text
    }

    private static func isValid(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard utf8.count == 20, utf8[17...].allSatisfy({ $0 == UInt8(ascii: "0") }),
            utf8[8..<17].allSatisfy({ $0.isDigit || $0.isUpper })
        else { return false }
        guard utf8[..<6].allSatisfy({ $0 == UInt8(ascii: "0") }), utf8[6].isDigit, utf8[7].isDigit else { return false }
        switch (utf8[6] - UInt8(ascii: "0")) * 10 + utf8[7] - UInt8(ascii: "0") {
        case 3: return utf8[8..<16].allSatisfy(\.isDigit) && utf8[16] == UInt8(ascii: "0")
        case 1: return utf8[8..<17].allSatisfy(\.isDigit)
        case 2, 4...9, 99: return true
        default: return false
        }
    }

    public static var pattern: String? { "^000000(0[1-9]|99)[0-9A-Z]{9}000$" }
    public static var expected: String { "een OIN (20 tekens)" }
    public static var placeholder: OIN { OIN(known: "00000099000000001000") }

    private init(known text: String) { self.text = text }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    var isLower: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    var isAlphanumeric: Bool { isDigit || isUpper || isLower }
    var isVisible: Bool { (0x21...0x7E).contains(self) }
}
