import Foundation

extension Bool: Described {
    public static var schema: JSON { ["type": "boolean"] }
    public static var placeholder: Bool { false }
    public var json: JSON { .bool(self) }

    public init(described json: JSON) throws(Mismatch) {
        guard case .bool(let value) = json else { throw .type("true of false") }
        self = value
    }
}

/// A whole number; `1.0` is one as well, as in JSON Schema.
protocol DescribedInteger: FixedWidthInteger, Described {}

extension DescribedInteger {
    public static var schema: JSON { ["type": "integer"] }
    public static var placeholder: Self { 0 }
    public var json: JSON { .integer(Int64(self)) }

    public init(described json: JSON) throws(Mismatch) {
        switch json {
        case .integer(let value):
            guard let exact = Self(exactly: value) else { throw .value("een kleiner geheel getal") }
            self = exact
        case .number(let value):
            guard value.magnitude <= 0x1p53, let exact = Self(exactly: value) else { throw .type("een geheel getal") }
            self = exact
        default: throw .type("een geheel getal")
        }
    }
}

extension Int: DescribedInteger {}
extension Int64: DescribedInteger {}
extension Int32: DescribedInteger {}

extension Double: Described {
    public static var schema: JSON { ["type": "number"] }
    public static var placeholder: Double { 0 }
    public var json: JSON { .number(self) }

    public init(described json: JSON) throws(Mismatch) {
        switch json {
        case .integer(let value): self = Double(value)
        case .number(let value): self = value
        default: throw .type("een getal")
        }
    }
}

/// Bare text, at most 2000 characters: for responses and the like. Prefer a type that says what the text is.
extension String: FreeText {
    public static var schema: JSON { ["type": "string", "maxLength": 2000] }
    public static var placeholder: String { "" }
    public var json: JSON { .string(self) }

    public init(described json: JSON) throws(Mismatch) {
        guard case .string(let text) = json else { throw .type("een tekst") }
        guard text.unicodeScalars.count <= 2000 else { throw .value("een tekst van ten hoogste 2000 tekens") }
        self = text
    }
}

extension JSON: Described {
    public static var schema: JSON { [:] }
    public static var placeholder: JSON { .null }
    public var json: JSON { self }
    public init(described json: JSON) throws(Mismatch) { self = json }
}

extension UUID: Described {
    public static var schema: JSON { ["type": "string", "format": "uuid"] }
    public static var placeholder: UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
    public var json: JSON { .string(text) }

    public init(described json: JSON) throws(Mismatch) {
        guard case .string(let text) = json else { throw .type("een tekst") }
        guard let value = UUID(text: text) else { throw .value("een UUID") }
        self = value
    }
}

/// A moment: RFC 3339 with any offset in, UTC `Z` with milliseconds out.
extension Date: Described {
    public static var schema: JSON { ["type": "string", "format": "date-time"] }
    public static var placeholder: Date { Date(timeIntervalSince1970: 0) }
    public var json: JSON { .string(RFC3339.text(self)) }

    public init(described json: JSON) throws(Mismatch) {
        guard case .string(let text) = json else { throw .type("een tekst") }
        guard let date = RFC3339.date(text) else {
            throw .value("een tijdstip volgens RFC 3339, zoals 2026-11-21T08:00:00+01:00")
        }
        self = date
    }
}
