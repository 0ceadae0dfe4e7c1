/// A value from a fixed list: an enum with text values in kebab-case. Conforming is all that an enum needs to do.
public protocol Code: Described, RawRepresentable, CaseIterable, Hashable where RawValue == String {}

extension Code {
    public static var schema: JSON {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }

    public static var placeholder: Self {
        guard let first = allCases.first else { preconditionFailure("a code list is never empty") }
        return first
    }

    public init(described json: JSON) throws(Mismatch) {
        guard case .string(let text) = json else { throw .type("een tekst") }
        guard let code = Self(rawValue: text) else {
            throw .value("een van: \(Self.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = code
    }

    public var json: JSON { .string(rawValue) }

    // More specific than the two defaults that would otherwise compete, Described's and RawRepresentable's.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let code = Self(rawValue: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not in the code list of \(Self.self)"))
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
