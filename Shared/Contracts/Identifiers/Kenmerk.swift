/// Short reference that people can read out to one another: prefix, seven characters, check character (`M-7K3F-9QD-2`).
/// The alphabet leaves out what is easily confused (0 O 1 I L U S); its 29 characters and distinct weights catch every
/// single wrong character and every swap of two. Says nothing about what it refers to; not unique by itself.
public struct Kenmerk: DescribedText {
    public let text: String

    /// Takes lower case as well.
    public init?(_ text: String) {
        let upper = text.uppercased()
        let parts = upper.split(separator: "-", omittingEmptySubsequences: false).map { Array($0.utf8) }
        guard parts.count == 4, parts[0].count == 1, parts[1].count == 4, parts[2].count == 3, parts[3].count == 1,
            let check = Self.checkCharacter(prefix: parts[0][0], body: parts[1] + parts[2]), check == parts[3][0]
        else { return nil }
        self.text = upper
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
    private static func checkCharacter(prefix: UInt8, body: [UInt8]) -> UInt8? {
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
