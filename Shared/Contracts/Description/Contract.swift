/// A message or part of one. The struct with its synthesized `Codable` is the whole description: decoding, validation
/// and the published JSON Schema follow from it. Fields are `Described` values, other contracts, arrays or text-keyed
/// dictionaries of those, each of them optional or not.
public protocol Contract: Codable, Sendable, Equatable {
    /// Dutch, for the schema and the API's documentation.
    static var title: String { get }
    /// What each field means, in Dutch; a test holds that none is left out.
    static var fields: [String: String] { get }
    /// Numbers of elements allowed, for array fields that differ from `listDefault`.
    static var lists: [String: ClosedRange<Int>] { get }
    /// Whether the published schema closes the object to unknown fields.
    static var strictness: Strictness { get }
    static var example: Self { get }
    /// Rules over several fields, with pointers relative to this contract. Runs only when every field is valid by
    /// itself.
    func check() -> [Violation]
    /// What is left when the form must not stop a message (M9): `json` without what is wrong; nil to refuse it.
    static func repaired(_ json: JSON, _ violations: [Violation]) -> JSON?
}

extension Contract {
    public static var lists: [String: ClosedRange<Int>] { [:] }
    public static var strictness: Strictness { .strict }
    public func check() -> [Violation] { [] }
    public static func repaired(_ json: JSON, _ violations: [Violation]) -> JSON? { nil }
}

/// How many elements an array may hold when its contract does not say.
public let listDefault = 0...200
