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

    /// The bytes of `JSON(encoding:)`, written without making that.
    /// - Throws: only what the value's own `encode` throws.
    public static func bytes(encoding value: some Encodable) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        try ContractEncoder.piece(of: value).write(to: &bytes)
        return bytes
    }
}

/// What one value writes: leaves as they are, and an object of this class for each container. Used from one task, for one
/// value.
final class ContractEncoder: Encoder {
    fileprivate enum Piece {
        case leaf(JSON)
        case part(ContractEncoder)
    }

    private enum Content {
        case none
        case leaf(JSON)
        /// As they came; a name that came twice counts the last time.
        case members([(name: String, piece: Piece)])
        case elements([Piece])
    }

    private var content = Content.none
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func json(_ value: some Encodable) throws -> JSON { try piece(of: value).json }

    fileprivate static func piece(of value: some Encodable) throws -> Piece {
        if let described = value as? any Described { return .leaf(described.json) }
        let encoder = ContractEncoder()
        try value.encode(to: encoder)
        if case .leaf(let json) = encoder.content { return .leaf(json) }
        return .part(encoder)
    }

    private func add(_ piece: Piece, as name: String) {
        guard case .members(var members) = content else {
            content = .members([(name, piece)])
            return
        }
        // So that it is changed in place.
        content = .none
        members.append((name, piece))
        content = .members(members)
    }

    private func add(_ piece: Piece) {
        guard case .elements(var elements) = content else {
            content = .elements([piece])
            return
        }
        content = .none
        elements.append(piece)
        content = .elements(elements)
    }

    private func child(_ name: String) -> ContractEncoder {
        let child = ContractEncoder()
        add(.part(child), as: name)
        return child
    }

    private func child() -> ContractEncoder {
        let child = ContractEncoder()
        add(.part(child))
        return child
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .none = content { content = .members([]) }
        return KeyedEncodingContainer(Members(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .none = content { content = .elements([]) }
        return Elements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(encoder: self)
    }

    // MARK: - What was written

    fileprivate var json: JSON {
        switch content {
        case .none: .object([:])
        case .leaf(let json): json
        case .members(let members):
            .object(JSON.Members(members.lazy.map { ($0.name, $0.piece.json) }))
        case .elements(let elements): .array(elements.map(\.json))
        }
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        switch content {
        case .none: bytes.append(contentsOf: "{}".utf8)
        case .leaf(let json): json.write(to: &bytes)
        case .members(let members):
            bytes.append(UInt8(ascii: "{"))
            // Stable, so that of one name the last comes last.
            let sorted = members.sorted { $0.name < $1.name }
            var isFirst = true
            for (index, member) in sorted.enumerated() {
                if index + 1 < sorted.count, sorted[index + 1].name == member.name { continue }
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                JSON.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.piece.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .elements(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }

    // MARK: - Containers

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) { encoder.add(.leaf(.null), as: key.stringValue) }
        // The common leaves need not be asked what they are.
        func encode(_ value: String, forKey key: Key) { encoder.add(.leaf(.string(value)), as: key.stringValue) }
        func encode(_ value: Bool, forKey key: Key) { encoder.add(.leaf(.bool(value)), as: key.stringValue) }
        func encode(_ value: Int, forKey key: Key) { encoder.add(.leaf(.integer(Int64(value))), as: key.stringValue) }
        func encode(_ value: Int64, forKey key: Key) { encoder.add(.leaf(.integer(value)), as: key.stringValue) }
        func encode(_ value: some Encodable, forKey key: Key) throws {
            encoder.add(try piece(of: value), as: key.stringValue)
        }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { encoder.child(key.stringValue).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            encoder.child(key.stringValue).unkeyedContainer()
        }
        /// The object itself, for a head's fields.
        func superEncoder() -> any Encoder { encoder }
        func superEncoder(forKey key: Key) -> any Encoder { encoder.child(key.stringValue) }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { if case .elements(let elements) = encoder.content { elements.count } else { 0 } }

        func encodeNil() { encoder.add(.leaf(.null)) }
        func encode(_ value: String) { encoder.add(.leaf(.string(value))) }
        func encode(_ value: some Encodable) throws { encoder.add(try piece(of: value)) }
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
        func encode(_ value: String) { encoder.content = .leaf(.string(value)) }
        /// Swift's basic types end here; whatever is not described is a number of another width or asks on.
        func encode(_ value: some Encodable) throws {
            if let described = value as? any Described {
                encoder.content = .leaf(described.json)
            } else if let integer = value as? any BinaryInteger {
                encoder.content = .leaf(Int64(exactly: integer).map { .integer($0) } ?? .number(Double(integer)))
            } else if let float = value as? Float {
                encoder.content = .leaf(.number(Double(float)))
            } else {
                try value.encode(to: encoder)
            }
        }
    }
}

extension ContractEncoder.Piece {
    fileprivate var json: JSON {
        switch self {
        case .leaf(let json): json
        case .part(let encoder): encoder.json
        }
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        switch self {
        case .leaf(let json): json.write(to: &bytes)
        case .part(let encoder): encoder.write(to: &bytes)
        }
    }
}
