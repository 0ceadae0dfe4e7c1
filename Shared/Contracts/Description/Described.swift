/// A leaf of a contract: one JSON value with its own schema, such as an OIN, a date or a code.
public protocol Described: Codable, Sendable, Equatable {
    /// JSON Schema 2020-12 of the value.
    static var schema: JSON { get }
    /// Any valid value; stands in while the rest of a faulty message is checked, and is never handed out.
    static var placeholder: Self { get }
    init(described json: JSON) throws(Mismatch)
    var json: JSON { get }
}

/// Why a JSON value is not of a described type. The detail is plain Dutch and never repeats the value.
public struct Mismatch: Error, Sendable, Equatable {
    public let code: String
    public let detail: String

    public init(code: String, detail: String) {
        self.code = code
        self.detail = detail
    }

    /// Another kind of JSON value than `expected`, e.g. "een tekst".
    public static func type(_ expected: String) -> Mismatch {
        Mismatch(code: Violation.Codes.type, detail: "Hier hoort \(expected).")
    }

    /// The right kind, but not a valid value of it.
    public static func value(_ expected: String) -> Mismatch {
        Mismatch(code: Violation.Codes.value, detail: "Hier hoort \(expected).")
    }
}

/// Text that a person wrote and that may hold anything: content, so never in an event.
public protocol FreeText: Described {}

/// For coders other than ours; ours call `init(described:)` and `json` themselves.
extension Described {
    public init(from decoder: any Decoder) throws {
        do {
            try self.init(described: try JSON(from: decoder))
        } catch let mismatch as Mismatch {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: mismatch.detail))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}
