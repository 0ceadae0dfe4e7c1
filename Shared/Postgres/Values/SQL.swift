/// A statement with its binds. Every interpolated value becomes a bind parameter, never text:
///
///     "select naam from organisatie where oin = \(oin) and actief = \(true)"
///
/// `\(identifier: name)` puts a quoted name in the text, `\(fragment)` another `SQL` with its binds renumbered.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text as the server gets it, with `$1`, `$2`, … where the binds go.
    public private(set) var text: String
    private(set) var slots: [Slot]
    private(set) var binds: BindBuffer

    /// Where one bind stands in the text and in the buffer.
    struct Slot: Sendable, Hashable {
        let type: PostgresType
        /// Bytes in the buffer; -1 for null.
        let length: Int32
        let start: Int
        /// Of the `$` in the text's UTF-8.
        let textOffset: Int
    }

    /// Text that is code of ours, taken as it is. Never pass anything that came from outside.
    public init(verbatim: String) {
        text = verbatim
        slots = []
        binds = BindBuffer()
    }

    public init(stringLiteral value: String) {
        self.init(verbatim: value)
    }

    public init(stringInterpolation: Interpolation) {
        self = stringInterpolation.sql
    }

    public struct Interpolation: StringInterpolationProtocol, Sendable {
        var sql = SQL(verbatim: "")

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + interpolationCount * 3)
            sql.slots.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            sql.text += literal
        }

        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            sql.append(value)
        }

        /// A name of a table, column, schema or role, quoted so that it can be nothing else.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            sql.append(value)
        }

        public mutating func appendInterpolation(identifier: String) {
            sql.text += SQL.quoted(identifier: identifier)
        }

        public mutating func appendInterpolation(_ fragment: SQL) {
            sql.append(fragment)
        }
    }

    static func quoted(identifier: String) -> String {
        "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private mutating func append(_ value: some PostgresEncodable) {
        let start = binds.bytes.count
        let isNull = value.isPostgresNull
        if !isNull { value.encode(into: &binds) }
        appendSlot(
            type: type(of: value).postgresType, start: start,
            length: isNull ? -1 : Int32(clamping: binds.bytes.count - start))
    }

    private mutating func appendSlot(type: PostgresType, start: Int, length: Int32) {
        slots.append(Slot(type: type, length: length, start: start, textOffset: text.utf8.count))
        text += "$\(slots.count)"
    }

    private mutating func append(_ fragment: SQL) {
        let shift = binds.bytes.count
        binds.bytes += fragment.binds.bytes
        var rest = fragment.text.utf8[...]
        var consumed = 0
        for (index, slot) in fragment.slots.enumerated() {
            let before = rest.prefix(slot.textOffset - consumed)
            text += String(Substring(before))
            let own = "$\(index + 1)".utf8.count
            rest = rest.dropFirst(before.count + own)
            consumed = slot.textOffset + own
            appendSlot(type: slot.type, start: slot.start + shift, length: slot.length)
        }
        text += String(Substring(rest))
    }
}
