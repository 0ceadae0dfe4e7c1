import Foundation

/// What somebody without an account shows to see what is theirs: the receipt of a citizen's melding (M4), or what the
/// contact gave to someone of the family (N7). Written in six groups of four, of which the last character tells a typing
/// error from a code that nobody has.
///
/// The 23 others are drawn from 29: more than 111 bits, so that no guessing finds one, and a plain digest keeps it.
public struct Toegangscode: Hashable, Sendable {
    /// Upper case, with dashes between the groups.
    public let tekst: String

    /// Without characters that look alike.
    private static let tekens = Array("23456789ABCDEFGHJKMNPQRTVWXYZ".utf8)
    private static let lengte = 24

    /// Reads it as a person types it: lower case, and with or without dashes and spaces. Nil for one that cannot be right:
    /// something is missing, too much or mistyped.
    public init?(_ getypt: String) {
        // More than this is no code, whatever stands in it.
        guard getypt.utf8.count <= 200 else { return nil }
        let kaal = getypt.uppercased().filter { !$0.isWhitespace && !"-–—‑".contains($0) }
        let waarden = kaal.utf8.compactMap { Self.tekens.firstIndex(of: $0) }
        guard kaal.utf8.count == Self.lengte, waarden.count == Self.lengte,
            Self.controle(waarden.dropLast()) == waarden.last
        else { return nil }
        self.init(waarden)
    }

    /// - Parameter bytes: random and kept secret; the same bytes give the same code.
    public init(toeval bytes: some Collection<UInt8>) {
        precondition(bytes.count >= 16, "fewer than 128 random bits")
        // As one large number, of which each remainder is a character.
        var getal = Array(bytes)
        let waarden = (1..<Self.lengte).map { _ in
            var rest = 0
            for index in getal.indices {
                let deel = rest << 8 | Int(getal[index])
                getal[index] = UInt8(deel / Self.tekens.count)
                rest = deel % Self.tekens.count
            }
            return rest
        }
        self.init(waarden + [Self.controle(waarden[...])])
    }

    private init(_ waarden: [Int]) {
        let tekens = String(decoding: waarden.map { Self.tekens[$0] }, as: UTF8.self)
        tekst = stride(from: 0, to: Self.lengte, by: 4).map { tekens.dropFirst($0).prefix(4) }.joined(separator: "-")
    }

    /// By weights modulo a prime: one wrong character, or two that changed places, give another one.
    private static func controle(_ waarden: ArraySlice<Int>) -> Int {
        waarden.enumerated().reduce(0) { $0 + $1.element * ($1.offset + 2) } % tekens.count
    }
}
