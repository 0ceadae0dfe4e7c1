/// A sender's own reference for its message: 1 to 64 characters `A-Z a-z 0-9 . _ -`. Not a BSN.
public struct EigenKenmerk: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), BSN(text) == nil,
            text.isAll({ $0.isAlphanumeric || ".-_".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^[A-Za-z0-9._-]{1,64}$" }
    public static var expected: String { "een eigen kenmerk van 1 tot en met 64 letters, cijfers, . _ -, geen BSN" }
    public static var placeholder: EigenKenmerk { EigenKenmerk(known: "-") }

    private init(known text: String) { self.text = text }
}

/// The `id` of a CloudEvent: 1 to 128 visible ASCII characters. Not a BSN.
public struct BerichtId: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.isAll(\.isVisible), BSN(text) == nil else {
            return nil
        }
        self.text = text
    }

    public static var pattern: String? { "^[!-~]{1,128}$" }
    public static var expected: String { "een bericht-id van 1 tot en met 128 zichtbare ASCII-tekens, geen BSN" }
    public static var placeholder: BerichtId { BerichtId(known: "-") }

    private init(known text: String) { self.text = text }
}

/// A person concerned, by keyed pseudonym: version of the key, colon, 64 hexadecimal digits (`p1:…`).
public struct Pseudoniem: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.bytes(Self.isValid) else { return nil }
        self.text = text
    }

    private static func isValid(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        let colon = utf8.count - 65
        guard (2...5).contains(colon), utf8[0] == UInt8(ascii: "p"), utf8[1..<colon].allSatisfy(\.isDigit),
            utf8[colon] == UInt8(ascii: ":")
        else { return false }
        return utf8[(colon + 1)...].allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }

    public static var pattern: String? { "^p[0-9]{1,4}:[0-9a-f]{64}$" }
    public static var expected: String { "een pseudoniem (p, sleutelversie, dubbele punt, 64 hexadecimale cijfers)" }
    public static var placeholder: Pseudoniem { Pseudoniem(known: "p1:" + String(repeating: "0", count: 64)) }

    private init(known text: String) { self.text = text }
}

/// A place in a message (JSON Pointer), at most 200 characters without white space.
public struct Plaats: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("/"), text.utf8.count <= 200, text.utf8.allSatisfy(\.isVisible) else {
            return nil
        }
        self.text = text
    }

    public static var pattern: String? { "^(/[!-~]*)?$" }
    public static var expected: String { "een JSON Pointer" }
    public static var placeholder: Plaats { Plaats(known: "") }

    private init(known text: String) { self.text = text }
}

/// A path on a service of the chain, without query: `/v1/taken/…`, at most 200 characters.
public struct Pad: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.hasPrefix("/"), (2...200).contains(text.utf8.count), !text.contains("//"), !text.contains(".."),
            text.utf8.allSatisfy({ $0.isDigit || $0.isLower || $0.isUpper || "/._-".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^/[A-Za-z0-9/._-]{1,199}$" }
    public static var expected: String { "een pad dat met / begint, zonder zoekdeel" }
    public static var placeholder: Pad { Pad(known: "/-") }

    private init(known text: String) { self.text = text }
}
