extension JSON {
    /// The JSON form of a value: leaves as `Described` says, absent optionals left out. Unlike `JSONEncoder` it needs
    /// no settings, so there is one form. A type that refuses to be encoded is a mistake in that type.
    public init(encoding value: some Encodable) {
        do {
            self = try ContractEncoder.json(value)
        } catch {
            preconditionFailure("\(type(of: value)) cannot be encoded")
        }
    }
}

/// Builds a `JSON` tree. Used from one task, for one value.
final class ContractEncoder: Encoder {
    private enum Content {
        case none
        case leaf(JSON)
        case members([String: ContractEncoder])
        case elements([ContractEncoder])
    }

    private var content = Content.none
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func json(_ value: some Encodable) throws -> JSON {
        let encoder = ContractEncoder()
        try encoder.fill(value)
        return encoder.json
    }

    private var json: JSON {
        switch content {
        case .none: .object([:])
        case .leaf(let json): json
        case .members(let members): .object(members.mapValues(\.json))
        case .elements(let elements): .array(elements.map(\.json))
        }
    }

    private func fill(_ value: some Encodable) throws {
        if let described = value as? any Described {
            content = .leaf(described.json)
        } else {
            try value.encode(to: self)
        }
    }

    private func child(_ name: String) -> ContractEncoder {
        let child = ContractEncoder()
        if case .members(var members) = content {
            content = .none
            members[name] = child
            content = .members(members)
        } else {
            content = .members([name: child])
        }
        return child
    }

    private func child() -> ContractEncoder {
        let child = ContractEncoder()
        if case .elements(var elements) = content {
            content = .none
            elements.append(child)
            content = .elements(elements)
        } else {
            content = .elements([child])
        }
        return child
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .none = content { content = .members([:]) }
        return KeyedEncodingContainer(Members(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .none = content { content = .elements([]) }
        return Elements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(encoder: self)
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) { encoder.child(key.stringValue).content = .leaf(.null) }
        func encode(_ value: some Encodable, forKey key: Key) throws { try encoder.child(key.stringValue).fill(value) }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { encoder.child(key.stringValue).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            encoder.child(key.stringValue).unkeyedContainer()
        }
        func superEncoder() -> any Encoder { encoder.child("super") }
        func superEncoder(forKey key: Key) -> any Encoder { encoder.child(key.stringValue) }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { if case .elements(let elements) = encoder.content { elements.count } else { 0 } }

        func encodeNil() { encoder.child().content = .leaf(.null) }
        func encode(_ value: some Encodable) throws { try encoder.child().fill(value) }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            encoder.child().container(keyedBy: type)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.child().unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder.child() }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil() { encoder.content = .leaf(.null) }
        /// Swift's basic types end here; whatever is not described is a number of another width or asks on.
        func encode(_ value: some Encodable) throws {
            if let integer = value as? any BinaryInteger, !(value is any Described) {
                encoder.content = .leaf(Int64(exactly: integer).map { .integer($0) } ?? .number(Double(integer)))
            } else if let float = value as? Float {
                encoder.content = .leaf(.number(Double(float)))
            } else {
                try encoder.fill(value)
            }
        }
    }
}
