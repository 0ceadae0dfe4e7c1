import Contracts

/// One parameter of an operation's address: declared once, checked before the handler runs, and part of the API's
/// description. No personal data in addresses: they end up in logs of others.
public struct Parameter: Sendable {
    public enum Place: String, Sendable { case path, query }

    public let place: Place
    public let name: String
    public let explanation: String
    public let required: Bool
    let schema: JSON
    let read: @Sendable (String) throws(Mismatch) -> Void

    /// A part of the path, `{name}` in the operation's template.
    public static func path<T: Described>(_ name: String, _ type: T.Type, _ explanation: String) -> Parameter {
        Parameter(.path, name, type, explanation, required: true)
    }

    /// A query key. A key that is not declared is refused, so that a misspelt filter never passes unnoticed.
    public static func query<T: Described>(
        _ name: String, _ type: T.Type, _ explanation: String, required: Bool = false
    ) -> Parameter {
        Parameter(.query, name, type, explanation, required: required)
    }

    /// For a list whose length is its own.
    public static let after = page[1]

    /// The two query keys of a list: `limit` and `after`.
    public static let page: [Parameter] = [
        Parameter(
            .query, "limit", Int.self,
            "Hoogstens zoveel resultaten, \(PageRequest.limits.lowerBound) tot en met "
                + "\(PageRequest.limits.upperBound); zonder: \(PageRequest.limit).", required: false,
            schema: [
                "type": "integer", "minimum": .integer(Int64(PageRequest.limits.lowerBound)),
                "maximum": .integer(Int64(PageRequest.limits.upperBound)),
                "default": .integer(Int64(PageRequest.limit)),
            ]
        ) { text throws(Mismatch) in
            guard let value = Int(text), PageRequest.limits.contains(value) else {
                throw .value(
                    "een geheel getal van \(PageRequest.limits.lowerBound) tot en met \(PageRequest.limits.upperBound)")
            }
        },
        Parameter(
            .query, "after", String.self, "Plaats in de lijst, overgenomen uit volgende van het vorige antwoord.",
            required: false, schema: ["type": "string", "maxLength": .integer(Int64(Cursor.sizeLimit))]
        ) { text throws(Mismatch) in
            guard Cursor(text) != nil else { throw .value("een plaats uit een eerder antwoord, ongewijzigd") }
        },
    ]

    private init<T: Described>(
        _ place: Place, _ name: String, _ type: T.Type, _ explanation: String, required: Bool
    ) {
        self.init(place, name, type, explanation, required: required, schema: T.schema) { text throws(Mismatch) in
            _ = try T.read(parameter: text)
        }
    }

    private init<T: Described>(
        _ place: Place, _ name: String, _: T.Type, _ explanation: String, required: Bool, schema: JSON,
        _ read: @escaping @Sendable (String) throws(Mismatch) -> Void
    ) {
        self.place = place
        self.name = name
        self.explanation = explanation
        self.required = required
        self.schema = schema
        self.read = read
    }

    /// Where a violation in it points: `/path/id`, `/query/limit`.
    var pointer: String { "/\(place.rawValue)/\(JSONPointer.escape(name))" }
}

extension Described {
    /// The value that a piece of an address stands for. Text types take it as it is, others as the JSON that it spells.
    static func read(parameter text: String) throws(Mismatch) -> Self {
        do {
            return try Self(described: .string(text))
        } catch {
            guard error.code == Violation.Codes.type else { throw error }
            let value: JSON? =
                switch text {
                case "true": .bool(true)
                case "false": .bool(false)
                default: Int64(text).map(JSON.integer) ?? Double(text).flatMap { $0.isFinite ? .number($0) : nil }
                }
            guard let value else { throw error }
            return try Self(described: value)
        }
    }
}
