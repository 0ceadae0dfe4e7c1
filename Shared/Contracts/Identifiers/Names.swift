/// A kebab-case word from an open list, such as a kind of term: 1 to 64 characters. For a fixed list use `Code`.
public struct Codewoord: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.bytes({ Self.isValid($0) }) else { return nil }
        self.text = text
    }

    static func isValid(_ utf8: some BidirectionalCollection<UInt8>) -> Bool {
        guard (1...64).contains(utf8.count), utf8.first?.isLower == true, utf8.last != hyphen else { return false }
        var previous = hyphen
        for byte in utf8 {
            guard byte.isLower || byte.isDigit || byte == hyphen && previous != hyphen else { return false }
            previous = byte
        }
        return true
    }

    public static var pattern: String? { "^(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$" }
    public static var expected: String { "een code in kleine letters, cijfers en koppeltekens" }
    public static var placeholder: Codewoord { Codewoord(known: "onbekend") }

    private init(known text: String) { self.text = text }
}

/// An employee, by an id that says nothing about the person: `mw-7k3f9q`. Never a name, a BSN or an e-mail address.
public struct MedewerkerId: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard let word = Codewoord(text), word.text.hasPrefix("mw-") else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^(?=.{4,64}$)mw(-[a-z0-9]+)+$" }
    public static var expected: String { "een medewerker-id, zoals mw-7k3f9q" }
    public static var placeholder: MedewerkerId { MedewerkerId(known: "mw-0") }

    private init(known text: String) { self.text = text }
}

/// The name of an organisation, team or region, 1 to 120 characters; not of a person.
public struct Organisatienaam: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard (1...120).contains(text.unicodeScalars.count), text.first != " ", text.last != " ",
            text.unicodeScalars.allSatisfy({
                $0 == " " || $0.properties.isAlphabetic || $0.properties.numericType != nil
                    || "-–'’.,&()/+".unicodeScalars.contains($0)
            })
        else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^[\\p{L}\\p{N}\\p{M} \\-–'’.,&()/+]{1,120}$" }
    public static var expected: String { "een naam van een organisatie, team of regio (1 tot en met 120 tekens)" }
    public static var placeholder: Organisatienaam { Organisatienaam(known: "-") }

    private init(known text: String) { self.text = text }
}

private let hyphen = UInt8(ascii: "-")
