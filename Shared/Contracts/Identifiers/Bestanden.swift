/// Where a file is kept by who made it: an https address of at most 500 characters, without a user's name or password.
public struct Bestandsadres: DescribedText, FreeText {
    public let text: String

    public init?(_ text: String) {
        let rest = text.dropFirst("https://".count)
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard text.hasPrefix("https://"), text.utf8.count <= 500, !host.isEmpty, !host.contains("@"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^https://[^/?#@\\s]+([/?#]\\S*)?$" }
    public static var expected: String { "een adres dat met https:// begint" }
    public static var placeholder: Bestandsadres { Bestandsadres(known: "https://bron.example/bestanden/1") }

    private init(known text: String) { self.text = text }
}

/// What a file is, such as `application/pdf`.
public struct Mediatype: DescribedText {
    public let text: String

    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 100, parts.allSatisfy({ !$0.isEmpty }),
            text.utf8.allSatisfy({ $0.isLowerOrDigit || "/.+-".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^(?=.{3,100}$)[a-z0-9.+-]+/[a-z0-9.+-]+$" }
    public static var expected: String { "een mediatype in kleine letters, zoals application/pdf" }
    public static var placeholder: Mediatype { Mediatype(known: "application/pdf") }

    private init(known text: String) { self.text = text }
}

/// The SHA-256 of a file: 64 hexadecimal digits in lower case.
public struct Controlegetal: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^[0-9a-f]{64}$" }
    public static var expected: String { "een SHA-256 van 64 hexadecimale tekens in kleine letters" }
    public static var placeholder: Controlegetal { Controlegetal(known: String(repeating: "0", count: 64)) }

    private init(known text: String) { self.text = text }
}

extension UInt8 {
    fileprivate var isLowerOrDigit: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) }
}
