/// The head that the contracts of one family share: a group of fields with its explanation and example. It is one value
/// in Swift only; on the wire its fields stand among those of the contract that holds it (`MetKop`).
public protocol Kop: Codable, Sendable, Equatable {
    /// What each field means, in Dutch.
    static var fields: [String: String] { get }
    static var example: Self { get }
    /// Rules over several of its fields, as a contract's.
    func check() -> [Violation]
}

extension Kop {
    public func check() -> [Violation] { [] }

    /// A copy that differs in one field.
    public func met<Value>(_ field: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var copy = self
        copy[keyPath: field] = value
        return copy
    }
}

/// A contract with a head, which must be there: `kop` is no name on the wire. The head's fields read as the contract's
/// own; lengths of its lists are said by the contract.
@dynamicMemberLookup
public protocol MetKop: Contract {
    associatedtype Kopvelden: Kop
    var kop: Kopvelden { get set }
    /// What the fields beside the head mean, in Dutch.
    static var eigenVelden: [String: String] { get }
}

extension MetKop {
    public static var eigenVelden: [String: String] { [:] }
    public static var fields: [String: String] { Kopvelden.fields.merging(eigenVelden) { $1 } }
    static func knows(_ field: String) -> Bool { Kopvelden.fields[field] != nil || eigenVelden[field] != nil }
    /// A contract with rules of its own adds them to these.
    public func check() -> [Violation] { kop.check() }

    @inlinable
    public subscript<Value>(dynamicMember field: WritableKeyPath<Kopvelden, Value>) -> Value {
        get { kop[keyPath: field] }
        set { kop[keyPath: field] = newValue }
    }
}

// The synthesized coding of a contract takes these for its head, by its static type. What our coders give for `super` is
// the object itself.
extension KeyedDecodingContainer {
    public func decode<Head: Kop>(_ type: Head.Type, forKey key: Key) throws -> Head { try Head(from: superDecoder()) }
}

extension KeyedEncodingContainer {
    public mutating func encode<Head: Kop>(_ value: Head, forKey key: Key) throws {
        try value.encode(to: superEncoder())
    }
}
