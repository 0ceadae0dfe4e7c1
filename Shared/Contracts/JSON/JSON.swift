/// A JSON value. Objects keep no order: what is written is always sorted by name, so the same value gives the same
/// bytes.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits in 64 bits.
    case integer(Int64)
    /// Any other number; finite when it was parsed.
    case number(Double)
    case string(String)
    case array([JSON])
    case object(Members)

    /// The member of an object; nil for an absent member and for anything that is no object.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    public var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var object: Members? {
        if case .object(let value) = self { value } else { nil }
    }
}

// Not by `nil`: beside `JSON?` it would be read as `.null` where an absent value is meant.
extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// A name written twice in a literal: the last one counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Members(elements))
    }
}
