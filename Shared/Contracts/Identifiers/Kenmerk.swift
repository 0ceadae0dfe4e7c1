/// Short reference that people can read out to one another: prefix, seven characters, check character (`M-7K3F-9QD-2`).
/// The alphabet leaves out what is easily confused (0 O 1 I L U S); its 29 characters and distinct weights catch every
/// single wrong character and every swap of two. Says nothing about what it refers to; not unique by itself.
public struct Kenmerk: DescribedText {
    public let text: String

    /// Takes lower case as well.
    public init?(_ text: String) {
        let upper = text.isAll { $0 < 0x80 && !$0.isLower } ? text : text.uppercased()
        guard upper.bytes(Self.isValid) else { return nil }
        self.text = upper
    }

    private static func isValid(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard utf8.count == 12, utf8[1] == hyphen, utf8[6] == hyphen, utf8[10] == hyphen else { return false }
        return checkCharacter(prefix: utf8[0], body: [utf8[2..<6], utf8[7..<10]].joined()) == utf8[11]
    }

    private init(known text: String) { self.text = text }

    /// A new random reference. `prefix` is one letter A-Z; anything else is a mistake of the caller.
    public static func make(prefix: Character) -> Kenmerk {
        var generator = SystemRandomNumberGenerator()
        return make(prefix: prefix, using: &generator)
    }

    static func make(prefix: Character, using generator: inout some RandomNumberGenerator) -> Kenmerk {
        let body = (0..<7).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        guard let letter = prefix.asciiValue, let check = checkCharacter(prefix: letter, body: body) else {
            preconditionFailure("the prefix of a Kenmerk is one letter A-Z")
        }
        let groups = [[letter], Array(body[0..<4]), Array(body[4..<7]), [check]]
        return Kenmerk(known: groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-"))
    }

    static let alphabet = Array("23456789ABCDEFGHJKMNPQRTVWXYZ".utf8)

    /// nil when the prefix is no letter or the body has a character outside the alphabet.
    private static func checkCharacter(prefix: UInt8, body: some Sequence<UInt8>) -> UInt8? {
        guard prefix.isUpper else { return nil }
        var sum = Int(prefix - UInt8(ascii: "A")) * 9
        for (index, character) in body.enumerated() {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            sum += value * (index + 2)
        }
        return alphabet[sum % alphabet.count]
    }

    public static var pattern: String? {
        "^[A-Z]-[2-9A-HJKMNPQRTV-Z]{4}-[2-9A-HJKMNPQRTV-Z]{3}-[2-9A-HJKMNPQRTV-Z]$"
    }
    public static var expected: String { "een kenmerk met een kloppend controleteken, zoals \(placeholder.text)" }
    public static let placeholder = Kenmerk(known: "A-2222-222-2")
}

private let hyphen = UInt8(ascii: "-")
