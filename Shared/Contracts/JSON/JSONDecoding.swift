import Foundation

extension JSON {
    /// Reads a value by its own `Decodable`: the way back of `JSON(encoding:)`, for what we wrote ourselves. It stops at
    /// the first fault; a message from elsewhere is read by its `Contract`, which finds all of them.
    public func decoded<T: Decodable>(as type: T.Type = T.self) throws -> T {
        try JSONValueDecoder(json: self).value(T.self, at: "")
    }

    public func decoded<T: DecodableWithConfiguration>(
        as type: T.Type = T.self, configuration: T.DecodingConfiguration
    ) throws -> T {
        try T(from: JSONValueDecoder(json: self), configuration: configuration)
    }
}

/// One value and what may be asked of it. It keeps no path: what is wrong is named by its own field.
struct JSONValueDecoder: Decoder {
    let json: JSON

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = json else { throw Self.mismatch(JSON.Members.self, "an object") }
        return KeyedDecodingContainer(Members(members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = json else { throw Self.mismatch([JSON].self, "an array") }
        return Elements(elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    static func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
        .typeMismatch(type, .init(codingPath: [], debugDescription: "\(expected) is expected"))
    }

    /// The value as `T`; what is common is not asked through containers.
    func value<T: Decodable>(_ type: T.Type, at place: @autoclosure () -> String) throws -> T {
        if T.self == String.self { return same(try decode(String.self), as: type) }
        if T.self == UUID.self {
            guard case .string(let text) = json, let value = UUID(text: text) else {
                throw Self.corrupted(place(), "a UUID")
            }
            return same(value, as: type)
        }
        if T.self == Date.self {
            guard case .string(let text) = json, let value = RFC3339.date(text) else {
                throw Self.corrupted(place(), "an RFC 3339 instant")
            }
            return same(value, as: type)
        }
        if T.self == JSON.self { return same(json, as: type) }
        return try T(from: self)
    }

    private static func corrupted(_ place: String, _ expected: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "\(place): \(expected) is expected"))
    }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { json.isNull }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let value) = json else { throw Self.mismatch(type, "true or false") }
        return value
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .string(let value) = json else { throw Self.mismatch(type, "a text") }
        return value
    }

    func decode(_ type: Double.Type) throws -> Double {
        switch json {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: throw Self.mismatch(type, "a number")
        }
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        // Asked of its own container, a type that is no leaf would come back here and never end.
        if T.self == UUID.self || T.self == Date.self || T.self == JSON.self { return try value(type, at: "") }
        return try T(from: self)
    }

    /// A whole number, also one that is written with a fraction of nothing.
    private func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        let value: T? =
            switch json {
            case .integer(let value): T(exactly: value)
            case .number(let value): T(exactly: value)
            default: nil
            }
        guard let value else { throw Self.mismatch(type, "a whole number of its width") }
        return value
    }
}

extension JSONValueDecoder {
    struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let members: JSON.Members

        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] {
            var keys: [Key] = []
            for (name, _) in members { if let key = Key(stringValue: name) { keys.append(key) } }
            return keys
        }

        func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
        func decodeNil(forKey key: Key) throws -> Bool { try member(key).json.isNull }

        func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).decode(type) }
        func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).decode(type) }
        func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).decode(type) }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            try member(key).value(type, at: key.stringValue)
        }

        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.decode(type) }
        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.decode(type) }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.decode(type) }
        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
            try present(key)?.value(type, at: key.stringValue)
        }

        private func member(_ key: Key) throws -> JSONValueDecoder {
            guard let value = members[key.stringValue] else {
                throw DecodingError.keyNotFound(
                    key, .init(codingPath: [], debugDescription: "\(key.stringValue) is missing"))
            }
            return JSONValueDecoder(json: value)
        }

        /// nil when absent; `null` equals absent.
        private func present(_ key: Key) -> JSONValueDecoder? {
            guard let value = members[key.stringValue], !value.isNull else { return nil }
            return JSONValueDecoder(json: value)
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { try member(key).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try member(key).unkeyedContainer()
        }
        /// The object itself, for a head's fields.
        func superDecoder() throws -> any Decoder { JSONValueDecoder(json: .object(members)) }
        func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
    }

    struct Elements: UnkeyedDecodingContainer {
        let elements: [JSON]
        var currentIndex = 0

        init(elements: [JSON]) { self.elements = elements }

        var codingPath: [any CodingKey] { [] }
        var count: Int? { elements.count }
        var isAtEnd: Bool { currentIndex >= elements.count }

        private mutating func next() throws -> JSONValueDecoder {
            guard !isAtEnd else {
                throw DecodingError.valueNotFound(
                    JSON.self, .init(codingPath: [], debugDescription: "no more elements"))
            }
            defer { currentIndex += 1 }
            return JSONValueDecoder(json: elements[currentIndex])
        }

        mutating func decodeNil() throws -> Bool {
            guard !isAtEnd, elements[currentIndex].isNull else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().value(type, at: "element") }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
        mutating func superDecoder() throws -> any Decoder { try next() }
    }
}
