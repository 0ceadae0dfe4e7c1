/// A described value whose JSON form is a text in a fixed notation.
public protocol DescribedText: Described, Hashable, CustomStringConvertible {
    /// The normal form, as it is written out.
    var text: String { get }
    /// nil when the text is not in the notation.
    init?(_ text: String)
    /// ECMA 262 regular expression for the schema, anchored; the initialiser may check more.
    static var pattern: String? { get }
    /// In Dutch, with its article: "een OIN (20 tekens)".
    static var expected: String { get }
    /// A valid value, shown in the schema.
    static var placeholder: Self { get }
}

extension DescribedText {
    public init(described json: JSON) throws(Mismatch) {
        guard case .string(let text) = json else { throw .type("een tekst") }
        guard let value = Self(text) else { throw .value(Self.expected) }
        self = value
    }

    public var json: JSON { .string(text) }
    public var description: String { text }

    public static var schema: JSON {
        var schema: JSON.Members = ["type": "string"]
        if let pattern { schema["pattern"] = .string(pattern) }
        return .object(schema)
    }
}
