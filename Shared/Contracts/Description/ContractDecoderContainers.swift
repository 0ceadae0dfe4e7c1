extension ContractDecoder {
    /// An object's members. `members` is nil when only placeholders are wanted.
    struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: ContractDecoder
        let members: JSON.Members?

        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { members.map { $0.keys.sorted().compactMap(Key.init(stringValue:)) } ?? [] }

        /// nil when absent; `null` equals absent.
        private func value(_ key: Key) -> JSON? {
            guard let value = members?[key.stringValue], !value.isNull else { return nil }
            return value
        }

        func contains(_ key: Key) -> Bool { value(key) != nil }
        func decodeNil(forKey key: Key) -> Bool { value(key) == nil }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            let value = value(key)
            if value == nil, members != nil {
                decoder.findings.add(
                    .member(decoder.path, key.stringValue), Violation.Codes.missing, "Dit veld is verplicht.")
            }
            return try decoder.decode(
                type, value, at: .member(decoder.path, key.stringValue),
                length: decoder.lists[key.stringValue] ?? listDefault)
        }

        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
            guard let value = value(key) else { return nil }
            return try decoder.decode(
                type, value, at: .member(decoder.path, key.stringValue),
                length: decoder.lists[key.stringValue] ?? listDefault)
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
            ContractDecoder(value(key), at: .member(decoder.path, key.stringValue), findings: decoder.findings)
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

        private mutating func next() throws -> (JSON, Path) {
            guard !isAtEnd else { return try decoder.unsupported([JSON].self) }
            defer { currentIndex += 1 }
            return (elements[currentIndex], .element(decoder.path, currentIndex))
        }

        mutating func decodeNil() throws -> Bool { false }

        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            let (value, path) = try next()
            return try decoder.decode(type, value, at: path)
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) throws -> KeyedDecodingContainer<Nested> { try superDecoder().container(keyedBy: type) }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            try superDecoder().unkeyedContainer()
        }
        mutating func superDecoder() throws -> any Decoder {
            let (value, path) = try next()
            return ContractDecoder(value, at: path, findings: decoder.findings)
        }
    }

    struct Single: SingleValueDecodingContainer {
        let decoder: ContractDecoder

        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { decoder.json?.isNull ?? true }

        /// Only for leaves: any other type would come back here and never end.
        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            guard type is any Described.Type else { return try decoder.unsupported(type) }
            return try decoder.decode(type, decoder.json, at: decoder.path)
        }
    }
}
