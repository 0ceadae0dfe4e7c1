import Foundation

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
        let piece = try ContractEncoder().piece(of: value)
        var bytes = JSONBytes(capacity: 2_048)
        piece.write(to: &bytes)
        return bytes.array
    }
}

/// What one value writes: leaves as they are, and an object of this class for each container. Used from one task, for one
/// value.
final class ContractEncoder: Encoder {
    fileprivate enum Piece {
        case leaf(JSON)
        case part(ContractEncoder)
    }

    fileprivate struct Member {
        let name: String
        let piece: Piece
    }

    private enum Content { case none, leaf, members, elements }

    private var content = Content.none
    private var leaf = JSON.null
    /// As they came; a name that came twice counts the last time.
    @exclusivity(unchecked)
    private var members: [Member] = []
    @exclusivity(unchecked)
    private var elements: [Piece] = []
    /// For the next value, if the last one was a leaf after all.
    private var spare: ContractEncoder?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func json(_ value: some Encodable) throws -> JSON { try ContractEncoder().piece(of: value).json }

    fileprivate func piece(of value: some Encodable) throws -> Piece {
        if let leaf = Self.leaf(value) { return .leaf(leaf) }
        let child = spare ?? ContractEncoder()
        spare = nil
        try value.encode(to: child)
        guard case .leaf = child.content else { return .part(child) }
        child.content = .none
        spare = child
        return .leaf(child.leaf)
    }

    /// The common leaves need not be asked what they are.
    private static func leaf<T: Encodable>(_ value: T) -> JSON? {
        if T.self == String.self { return .string(same(value, as: String.self)) }
        if T.self == UUID.self { return same(value, as: UUID.self).json }
        if T.self == Date.self { return same(value, as: Date.self).json }
        if T.self == JSON.self { return same(value, as: JSON.self) }
        if T.self == Bool.self { return .bool(same(value, as: Bool.self)) }
        if T.self == Int.self { return .integer(Int64(same(value, as: Int.self))) }
        if T.self == Double.self { return .number(same(value, as: Double.self)) }
        return nil
    }

    /// This value is a leaf.
    func write(_ leaf: JSON) {
        content = .leaf
        self.leaf = leaf
    }

    private func add(_ piece: Piece, as name: String) {
        if members.isEmpty {
            content = .members
            members.reserveCapacity(8)
        }
        members.append(Member(name: name, piece: piece))
    }

    private func add(_ piece: Piece) {
        content = .elements
        elements.append(piece)
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

    fileprivate var json: JSON {
        switch content {
        case .none: .object([:])
        case .leaf: leaf
        case .members: .object(JSON.Members(members.lazy.map { ($0.name, $0.piece.json) }))
        case .elements: .array(elements.map(\.json))
        }
    }

    fileprivate func write(to bytes: inout JSONBytes) {
        switch content {
        case .none: bytes.append("{}")
        case .leaf: leaf.write(to: &bytes)
        case .members:
            bytes.append(UInt8(ascii: "{"))
            // Stable, so that of one name the last comes last.
            let members = members.sorted { $0.name < $1.name }
            var isFirst = true
            for (index, member) in members.enumerated() {
                if index + 1 < members.count, members[index + 1].name == member.name { continue }
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                bytes.append(quoted: member.name)
                bytes.append(UInt8(ascii: ":"))
                member.piece.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .elements:
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
        func encode(_ value: String, forKey key: Key) { encoder.add(.leaf(.string(value)), as: key.stringValue) }
        func encode(_ value: Bool, forKey key: Key) { encoder.add(.leaf(.bool(value)), as: key.stringValue) }
        func encode(_ value: Int, forKey key: Key) { encoder.add(.leaf(.integer(Int64(value))), as: key.stringValue) }
        func encode(_ value: Int64, forKey key: Key) { encoder.add(.leaf(.integer(value)), as: key.stringValue) }
        func encode(_ value: some Encodable, forKey key: Key) throws {
            encoder.add(try encoder.piece(of: value), as: key.stringValue)
        }
        func encodeIfPresent(_ value: String?, forKey key: Key) { if let value { encode(value, forKey: key) } }
        func encodeIfPresent(_ value: Bool?, forKey key: Key) { if let value { encode(value, forKey: key) } }
        func encodeIfPresent(_ value: Int?, forKey key: Key) { if let value { encode(value, forKey: key) } }
        func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
            if let value { try encode(value, forKey: key) }
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
        var count: Int { encoder.elements.count }

        func encodeNil() { encoder.add(.leaf(.null)) }
        func encode(_ value: String) { encoder.add(.leaf(.string(value))) }
        func encode(_ value: some Encodable) throws { encoder.add(try encoder.piece(of: value)) }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            encoder.child().container(keyedBy: type)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.child().unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder.child() }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: ContractEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil() { encoder.write(.null) }
        func encode(_ value: String) { encoder.write(.string(value)) }
        /// Swift's basic types end here; whatever is none of them asks on.
        func encode(_ value: some Encodable) throws {
            if let leaf = leaf(value) {
                encoder.write(leaf)
            } else if let integer = value as? any BinaryInteger {
                encoder.write(Int64(exactly: integer).map { .integer($0) } ?? .number(Double(integer)))
            } else if let float = value as? Float {
                encoder.write(.number(Double(float)))
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

    fileprivate func write(to bytes: inout JSONBytes) {
        switch self {
        case .leaf(let json): json.write(to: &bytes)
        case .part(let encoder): encoder.write(to: &bytes)
        }
    }
}
