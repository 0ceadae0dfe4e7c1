extension ContractDecoder {
    /// An object's members. `members` is nil when only placeholders are wanted.
    struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: ContractDecoder
        let members: JSON.Members?

        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { members.map { $0.keys.sorted().compactMap(Key.init(stringValue:)) } ?? [] }

        /// nil when absent; `null` equals absent.
        private func value(_ name: String) -> JSON? {
            guard let value = members?[name], !value.isNull else { return nil }
            return value
        }

        func contains(_ key: Key) -> Bool { value(key.stringValue) != nil }
        func decodeNil(forKey key: Key) -> Bool { value(key.stringValue) == nil }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            let name = key.stringValue
            let value = value(name)
            if value == nil, members != nil {
                decoder.findings.add(.member(decoder.path, name), Violation.Codes.missing, "Dit veld is verplicht.")
            }
            return try decoder.decode(type, value, at: .member(name), length: decoder.lists[name] ?? listDefault)
        }

        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
            let name = key.stringValue
            guard let value = value(name) else { return nil }
            return try decoder.decode(type, value, at: .member(name), length: decoder.lists[name] ?? listDefault)
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { try superDecoder(forKey: key).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try superDecoder(forKey: key).unkeyedContainer()
        }
        /// The object itself, for a head's fields.
        func superDecoder() throws -> any Decoder { decoder }
        func superDecoder(forKey key: Key) throws -> any Decoder {
            ContractDecoder(
                value(key.stringValue), at: .member(decoder.path, key.stringValue), findings: decoder.findings)
        }
    }

    struct Elements: UnkeyedDecodingContainer {
        let decoder: ContractDecoder
        let elements: [JSON]
        var currentIndex = 0

        init(decoder: ContractDecoder, elements: [JSON]) {
            self.decoder = decoder
            self.elements = elements
        }

        var codingPath: [any CodingKey] { [] }
        var count: Int? { elements.count }
        var isAtEnd: Bool { currentIndex >= elements.count }

        private mutating func next() throws -> (JSON, Int) {
            guard !isAtEnd else { return try decoder.unsupported([JSON].self) }
            defer { currentIndex += 1 }
            return (elements[currentIndex], currentIndex)
        }

        mutating func decodeNil() throws -> Bool { false }

        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            let (value, index) = try next()
            return try decoder.decode(type, value, at: .element(index))
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) throws -> KeyedDecodingContainer<Nested> { try superDecoder().container(keyedBy: type) }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            try superDecoder().unkeyedContainer()
        }
        mutating func superDecoder() throws -> any Decoder {
            let (value, index) = try next()
            return ContractDecoder(value, at: .element(decoder.path, index), findings: decoder.findings)
        }
    }

    struct Single: SingleValueDecodingContainer {
        let decoder: ContractDecoder

        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { decoder.json?.isNull ?? true }

        /// Only for leaves: any other type would come back here and never end.
        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            guard type is any Described.Type else { return try decoder.unsupported(type) }
            return try decoder.decode(type, decoder.json)
        }
    }
}
