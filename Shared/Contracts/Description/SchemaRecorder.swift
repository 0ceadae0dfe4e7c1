/// What a contract consists of, learnt by running its synthesized `init(from:)` and noting what it asks for.
public indirect enum Shape: Sendable {
    case leaf(any Described.Type)
    case list(Shape)
    /// Names are free; the values are alike.
    case dictionary(Shape)
    case contract(any Contract.Type, [Field])

    public struct Field: Sendable {
        public let name: String
        public let isRequired: Bool
        public let shape: Shape
    }

    /// The type of every leaf with its place, e.g. `/betrokkenen/*/pseudoniem`.
    public var leaves: [(pointer: String, type: any Described.Type)] {
        switch self {
        case .leaf(let type): [("", type)]
        case .list(let element), .dictionary(let element): element.leaves.map { ("/*" + $0.pointer, $0.type) }
        case .contract(_, let fields):
            fields.flatMap { field in
                field.shape.leaves.map { ("/" + JSONPointer.escape(field.name) + $0.pointer, $0.type) }
            }
        }
    }
}

extension Contract {
    /// A field of a type that a contract cannot hold is a mistake in the contract: traps.
    public static var shape: Shape { SchemaRecorder.shape(of: Self.self) }
}

/// Hands out placeholders and notes, per field, its type and whether it may be absent. Used from one task.
final class SchemaRecorder: Decoder {
    private(set) var fields: [Shape.Field] = []
    private var optional: Set<String> = []
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func shape<T: Decodable>(of type: T.Type) -> Shape {
        if let leaf = type as? any Described.Type { return .leaf(leaf) }
        if let list = type as? any ListShaped.Type { return .list(list.elementShape) }
        if let dictionary = type as? any DictionaryShaped.Type { return .dictionary(dictionary.valueShape) }
        guard let contract = type as? any Contract.Type else {
            preconditionFailure("\(type) is not described; a contract cannot hold it")
        }
        let recorder = SchemaRecorder()
        do {
            _ = try type.init(from: recorder)
        } catch {
            preconditionFailure("the init(from:) of \(type) refuses placeholders: \(error)")
        }
        return .contract(contract, recorder.fields)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Fields(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { placeholders.unkeyedContainer() }
    func singleValueContainer() -> any SingleValueDecodingContainer { placeholders.singleValueContainer() }

    private var placeholders: ContractDecoder {
        ContractDecoder(nil, at: .root, findings: .init(strictness: .tolerant))
    }

    private func record<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
        fields.append(.init(name: name, isRequired: !optional.contains(name), shape: Self.shape(of: type)))
        return try placeholders.decode(type, nil)
    }

    private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let recorder: SchemaRecorder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }

        /// Synthesized code only asks this (through `decodeIfPresent`) for a field that may be absent.
        func contains(_ key: Key) -> Bool {
            recorder.optional.insert(key.stringValue)
            return true
        }
        func decodeNil(forKey key: Key) -> Bool { false }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            try recorder.record(type, key.stringValue)
        }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { recorder.container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            recorder.unkeyedContainer()
        }
        func superDecoder() throws -> any Decoder { recorder }
        func superDecoder(forKey key: Key) throws -> any Decoder { recorder }
    }
}

private protocol ListShaped {
    static var elementShape: Shape { get }
}

extension Array: ListShaped where Element: Decodable {
    fileprivate static var elementShape: Shape { SchemaRecorder.shape(of: Element.self) }
}

private protocol DictionaryShaped {
    static var valueShape: Shape { get }
}

extension Dictionary: DictionaryShaped where Key == String, Value: Decodable {
    fileprivate static var valueShape: Shape { SchemaRecorder.shape(of: Value.self) }
}
