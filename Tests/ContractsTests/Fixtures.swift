import Contracts
import Foundation

/// Reproducible randomness, so that a failing case can be run again.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

enum Kleur: String, Code {
    case rood
    case lichtBlauw = "licht-blauw"
}

struct Plek: Contract {
    var gemeente: Gemeentecode
    var sinds: Datum?

    static let title = "Plek"
    static let fields = ["gemeente": "Waar.", "sinds": "Vanaf wanneer."]
    static let example = Plek(gemeente: .placeholder, sinds: Datum("2026-02-28"))

    func check() -> [Violation] {
        guard let sinds, sinds.year < 1900 else { return [] }
        return [Violation(pointer: "/sinds", code: "te-oud", detail: "Dat is te lang geleden.")]
    }
}

struct Proef: Contract {
    var id: UUID
    var op: Date
    var kleur: Kleur
    var aantal: Int
    var actief: Bool
    var plek: Plek
    var plekken: [Plek]
    var kleuren: [Kleur]?
    var reden: KorteTekst?
    var maat: Double?
    var namen: [String: Duur]?

    static let title = "Proef"
    static let fields = [
        "id": "Id.", "op": "Wanneer.", "kleur": "Kleur.", "aantal": "Hoeveel.", "actief": "Of het loopt.",
        "plek": "Waar.", "plekken": "Waar nog meer.", "kleuren": "Welke.", "reden": "Waarom.", "maat": "Hoe groot.",
        "namen": "Duur per naam.",
    ]
    static let lists = ["plekken": 1...3]
    static let example = Proef(
        id: UUID(uuidString: "01900000-0000-7000-8000-00000000000A") ?? UUID(),
        op: Date(timeIntervalSince1970: 1_795_244_400.123), kleur: .lichtBlauw, aantal: 3, actief: true,
        plek: .example, plekken: [.example], kleuren: [.rood], reden: KorteTekst("Omdat het moet"), maat: 1.5,
        namen: ["regulier": .placeholder])

    func check() -> [Violation] {
        aantal < 0 ? [Violation(pointer: "/aantal", code: "negatief", detail: "Hier hoort een getal vanaf nul.")] : []
    }
}

extension JSON {
    /// A copy with one member set; nil removes it.
    func with(_ name: String, _ value: JSON?) -> JSON {
        var members = object ?? [:]
        members[name] = value
        return .object(members)
    }
}

/// The violations of a refused call, as `pointer code`; empty when it was not refused.
func violations<T>(_ body: () throws(Invalid) -> T) -> [String] {
    do {
        _ = try body()
        return []
    } catch {
        return error.violations.map { "\($0.pointer) \($0.code)" }
    }
}
