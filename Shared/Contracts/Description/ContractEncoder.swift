import Foundation

extension JSON {
    /// The JSON form of a value: leaves as `Described` says, absent optionals left out. Unlike `JSONEncoder` it needs
    /// no settings, so there is one form. A type that refuses to be encoded is a mistake in that type.
    public init(encoding value: some Encodable) {
        do {
            self = try JSON(own: try JSON.bytes(encoding: value))
        } catch {
            preconditionFailure("\(type(of: value)) cannot be encoded")
        }
    }

    /// The bytes of `JSON(encoding:)`, written without making that.
    /// - Throws: only what the value's own `encode` throws.
    public static func bytes(encoding value: some Encodable) throws -> [UInt8] {
        let root = ContractEncoder()
        try root.write(value)
        return root.text.array
    }
}

/// Writes one value: a leaf at once, the parts of an object or list as they come, to be put in order at the end. Used
/// from one task.
final class ContractEncoder: Encoder {
    private enum Content { case none, leaf, members, elements }

    /// A member or an element.
    private struct Part {
        let name: String
        /// Where it stands in `text`, a member with its name.
        let range: Range<Int>
        /// Writes it instead, for as long as the value goes on.
        var encoder: ContractEncoder?
    }

    private var content = Content.none
    // No access to these lasts while another begins: what is inside is written by an encoder of its own.
    @exclusivity(unchecked)
    fileprivate var text = JSONBytes(capacity: 1_024)
    /// As they came; a name that came twice counts the last time.
    @exclusivity(unchecked)
    private var parts: [Part] = []
    /// Has written what is inside before, and can do so again.
    private var spare: ContractEncoder?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// At the end of the text, whatever this encoder holds.
    fileprivate func write(_ value: some Encodable) throws {
        if text.append(leaf: value) { return }
        let inside = spare ?? ContractEncoder()
        spare = nil
        try value.encode(to: inside)
        inside.finish(into: &text)
        spare = inside
    }

    /// This value is a leaf.
    func be(_ leaf: JSON) {
        content = .leaf
        text.removeAll()
        leaf.write(to: &text)
    }

    /// - Returns: whether it is a value of a type that is known here.
    private func be(_ value: some Encodable) -> Bool {
        text.removeAll()
        guard text.append(leaf: value) else { return false }
        content = .leaf
        return true
    }

    private func add(_ name: String, _ leaf: JSON) {
        let start = begin(name)
        leaf.write(to: &text)
        end(name, from: start)
    }

    private func begin(_ name: String) -> Int {
        let start = text.count
        text.append(quoted: name)
        text.append(UInt8(ascii: ":"))
        return start
    }

    private func end(_ name: String = "", from start: Int) {
        append(Part(name: name, range: start..<text.count))
    }

    private func append(_ part: Part) {
        if parts.isEmpty { parts.reserveCapacity(16) }
        parts.append(part)
    }

    /// Of a part whose end is not known.
    private func encoder(_ name: String = "") -> ContractEncoder {
        let inside = ContractEncoder()
        append(Part(name: name, range: text.count..<text.count, encoder: inside))
        return inside
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .none = content { content = .members }
        return KeyedEncodingContainer(Members(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .none = content { content = .elements }
        return Elements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(encoder: self)
    }

    // MARK: - What was written

    /// Leaves this encoder as it began.
    private func finish(into bytes: inout JSONBytes) {
        switch content {
        case .none: bytes.append("{}")
        case .leaf: bytes.append(text, 0..<text.count)
        case .members:
            bytes.append(UInt8(ascii: "{"))
            // Stable, so that of one name the last comes last.
            parts.sort { $0.name < $1.name }
            var isFirst = true
            for (index, part) in parts.enumerated() {
                if index + 1 < parts.count, parts[index + 1].name == part.name { continue }
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                if let encoder = part.encoder {
                    bytes.append(quoted: part.name)
                    bytes.append(UInt8(ascii: ":"))
                    encoder.finish(into: &bytes)
                } else {
                    bytes.append(text, part.range)
                }
            }
            bytes.append(UInt8(ascii: "}"))
        case .elements:
            bytes.append(UInt8(ascii: "["))
            for (index, part) in parts.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                if let encoder = part.encoder { encoder.finish(into: &bytes) } else { bytes.append(text, part.range) }
            }
            bytes.append(UInt8(ascii: "]"))
        }
        content = .none
        text.removeAll()
        parts.removeAll(keepingCapacity: true)
    }

    // MARK: - Containers

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) { encoder.add(key.stringValue, .null) }
        func encode(_ value: String, forKey key: Key) { encoder.add(key.stringValue, .string(value)) }
        func encode(_ value: Bool, forKey key: Key) { encoder.add(key.stringValue, .bool(value)) }
        func encode(_ value: Int, forKey key: Key) { encoder.add(key.stringValue, .integer(Int64(value))) }
        func encode(_ value: Int64, forKey key: Key) { encoder.add(key.stringValue, .integer(value)) }
        func encode(_ value: some Encodable, forKey key: Key) throws {
            let name = key.stringValue
            let start = encoder.begin(name)
            try encoder.write(value)
            encoder.end(name, from: start)
        }
        func encodeIfPresent(_ value: String?, forKey key: Key) { if let value { encode(value, forKey: key) } }
        func encodeIfPresent(_ value: Bool?, forKey key: Key) { if let value { encode(value, forKey: key) } }
        func encodeIfPresent(_ value: Int?, forKey key: Key) { if let value { encode(value, forKey: key) } }
        func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
            if let value { try encode(value, forKey: key) }
        }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { encoder.encoder(key.stringValue).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            encoder.encoder(key.stringValue).unkeyedContainer()
        }
        /// The object itself, for a head's fields.
        func superEncoder() -> any Encoder { encoder }
        func superEncoder(forKey key: Key) -> any Encoder { encoder.encoder(key.stringValue) }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { encoder.parts.count }

        func encodeNil() throws { try encode(JSON.null) }
        func encode(_ value: some Encodable) throws {
            let start = encoder.text.count
            try encoder.write(value)
            encoder.end(from: start)
        }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            encoder.encoder().container(keyedBy: type)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.encoder().unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder.encoder() }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil() { encoder.be(.null) }
        func encode(_ value: String) { encoder.be(.string(value)) }
        func encode(_ value: Bool) { encoder.be(.bool(value)) }
        func encode(_ value: Int) { encoder.be(.integer(Int64(value))) }
        func encode(_ value: Double) { encoder.be(.number(value)) }
        /// Swift's basic types end here; whatever is none of them asks on.
        func encode(_ value: some Encodable) throws {
            if encoder.be(value) { return }
            if let integer = value as? any BinaryInteger {
                encoder.be(Int64(exactly: integer).map { .integer($0) } ?? .number(Double(integer)))
            } else if let float = value as? Float {
                encoder.be(.number(Double(float)))
            } else {
                try value.encode(to: encoder)
            }
        }
    }
}

extension JSONBytes {
    /// - Returns: whether it is a value of a type that is known here, so that it need not be asked itself.
    fileprivate mutating func append<T: Encodable>(leaf value: T) -> Bool {
        if T.self == String.self {
            append(quoted: same(value, as: String.self))
        } else if T.self == UUID.self {
            append(same(value, as: UUID.self))
        } else if T.self == Date.self {
            append(same(value, as: Date.self))
        } else if T.self == JSON.self {
            same(value, as: JSON.self).write(to: &self)
        } else if T.self == Bool.self {
            append(same(value, as: Bool.self) ? "true" : "false")
        } else if T.self == Int.self {
            append(plain: String(same(value, as: Int.self)))
        } else if T.self == Double.self {
            JSON.number(same(value, as: Double.self)).write(to: &self)
        } else {
            return false
        }
        return true
    }
}
