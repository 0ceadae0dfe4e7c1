import Foundation

/// Regular terms count in working days, those of spoed in clock hours.
public enum Urgentie: String, Code {
    case regulier, spoed
}

/// Coarse enough for an event; the bounds follow the ages of consent (P2).
public enum Leeftijdsgroep: String, Code {
    case onder12 = "0-11"
    case van12 = "12-15"
    case van16 = "16-17"
    case volwassen = "18-plus"
    case onbekend
}

/// A named person acting for an organisation.
public struct Persoon: Contract, Hashable {
    public var organisatie: OIN
    public var medewerker: MedewerkerId

    public init(organisatie: OIN, medewerker: MedewerkerId) {
        self.organisatie = organisatie
        self.medewerker = medewerker
    }

    public static var title: String { "Medewerker van een organisatie" }
    public static var fields: [String: String] {
        ["organisatie": "OIN van de organisatie.", "medewerker": "Medewerker-id uit het register; nooit een naam."]
    }
    public static var example: Persoon { Persoon(organisatie: .placeholder, medewerker: .placeholder) }
}

/// How much of a term has passed, in per cent, when it goes off (O5).
public enum Stadium: Int, Described, CaseIterable {
    case half = 50
    case bijna = 80
    case verstreken = 100
    case ruimVerstreken = 150

    public static var schema: JSON {
        ["type": "integer", "enum": .array(allCases.map { .integer(Int64($0.rawValue)) })]
    }
    public static var placeholder: Stadium { .half }
    public var json: JSON { .integer(Int64(rawValue)) }

    public init(described json: JSON) throws(Mismatch) {
        guard case .integer(let value) = json else { throw .type("een geheel getal") }
        guard let stadium = Self(rawValue: Int(clamping: value)) else { throw .value("50, 80, 100 of 150") }
        self = stadium
    }

    // Described and RawRepresentable each bring a default; this is the one that is meant.
    public init(from decoder: any Decoder) throws {
        try self.init(described: JSON(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}

/// Who hears of a step that stayed silent (O5).
public enum Escalatieniveau: String, Code {
    case teamleiders, regio
}

/// One thing that was wrong with a refused message: where, and which code. Never the value itself.
public struct Fout: Contract, Hashable {
    public var pointer: Plaats
    public var code: Codewoord

    public init(pointer: Plaats, code: Codewoord) {
        self.pointer = pointer
        self.code = code
    }

    public static var title: String { "Fout in een bericht" }
    public static var fields: [String: String] {
        ["pointer": "Plaats in het bericht (JSON Pointer).", "code": "Wat er mis is."]
    }
    public static var example: Fout { Fout(pointer: .placeholder, code: .placeholder) }
}

/// Values for the published examples.
enum Voorbeeld {
    static let id = UUID(uuid: (1, 0x93, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let tijdstip = Date(timeIntervalSince1970: 1_795_244_400)
}
