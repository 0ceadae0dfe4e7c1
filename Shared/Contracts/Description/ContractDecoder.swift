import Foundation

/// A decoder that does not stop at the first fault: it notes a violation, goes on with a placeholder, and so finds
/// everything that is wrong with a message in one pass. Used from one task, for one message.
final class ContractDecoder: Decoder {
    /// What one message's decoding collects.
    final class Findings {
        let strictness: Strictness
        private(set) var violations: [Violation] = []

        init(strictness: Strictness) { self.strictness = strictness }

        func add(_ path: Path, _ code: String, _ detail: String) {
            add(Violation(pointer: path.pointer, code: code, detail: detail))
        }

        /// What comes after the limit is dropped, so that hostile input can't ask for an endless answer.
        func add(_ violation: Violation) {
            if violations.count < Invalid.limit { violations.append(violation) }
        }
    }

    let findings: Findings
    /// nil: only placeholders are wanted, for a part that is missing; nothing is noted any more.
    let json: JSON?
    let path: Path
    /// Number of elements allowed, when this value is an array.
    let length: ClosedRange<Int>
    private let contract: (any Contract.Type)?
    /// Those of this contract's array fields.
    let lists: [String: ClosedRange<Int>]
    /// The container of the contract itself was given; what comes now is for its head, in the same object.
    private var isOpened = false

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(
        _ json: JSON?, at path: Path, findings: Findings, length: ClosedRange<Int> = listDefault,
        contract: (any Contract.Type)? = nil
    ) {
        self.json = json
        self.path = path
        self.findings = findings
        self.length = length
        self.contract = contract
        lists = contract?.lists ?? [:]
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        defer { isOpened = true }
        guard let json else { return KeyedDecodingContainer(Members(decoder: self, members: nil)) }
        guard case .object(let members) = json else {
            if !isOpened { findings.add(path, Violation.Codes.type, "Hier hoort een object.") }
            return KeyedDecodingContainer(Members(decoder: self, members: nil))
        }
        if findings.strictness == .strict, !isOpened {
            let withHead = contract as? any MetKop.Type
            for name in members.keys.sorted() where !(withHead?.knows(name) ?? (Key(stringValue: name) != nil)) {
                // A name that may itself hold a person's data is not repeated; the object is pointed at.
                findings.add(
                    name.isPlainFieldName ? .member(path, name) : path, Violation.Codes.unknown,
                    "Dit veld kent het bericht niet.")
            }
        }
        return KeyedDecodingContainer(Members(decoder: self, members: members))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        guard let json else { return Elements(decoder: self, elements: []) }
        guard case .array(let elements) = json else {
            findings.add(path, Violation.Codes.type, "Hier hoort een lijst.")
            return Elements(decoder: self, elements: [])
        }
        if elements.count > length.upperBound {
            findings.add(path, Violation.Codes.tooMany, "Hier horen ten hoogste \(length.upperBound) waarden.")
            return Elements(decoder: self, elements: [])
        }
        if elements.count < length.lowerBound {
            findings.add(path, Violation.Codes.tooFew, "Hier horen ten minste \(length.lowerBound) waarden.")
        }
        return Elements(decoder: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        Single(decoder: self)
    }

    /// The value at a step from here, or a placeholder after noting what is wrong. Throws only for a type that has no
    /// placeholder.
    func decode<T: Decodable>(
        _ type: T.Type, _ json: JSON?, at step: Path.Step = .here, length: ClosedRange<Int> = listDefault
    ) throws -> T {
        // What is asked most needs no look-up of what it is.
        if T.self == UUID.self { return same(leaf(UUID.self, json, at: step), as: type) }
        if T.self == Date.self { return same(leaf(Date.self, json, at: step), as: type) }
        if let described = type as? any Described.Type { return leaf(described, json, at: step, as: type) }
        let contract = type as? any Contract.Type
        let path = path.to(step)
        let child = ContractDecoder(
            json, at: path, findings: findings, length: length, contract: contract)
        let before = findings.violations.count
        let value = try T(from: child)
        if json != nil, contract != nil, findings.violations.count == before, let value = value as? any Contract {
            let prefix = path.pointer
            for violation in value.check() {
                findings.add(
                    Violation(
                        pointer: prefix + violation.pointer, code: violation.code, detail: violation.detail))
            }
        }
        return value
    }

    private func leaf<D: Described, T>(_ type: D.Type, _ json: JSON?, at step: Path.Step, as result: T.Type) -> T {
        same(leaf(type, json, at: step), as: result)
    }

    private func leaf<D: Described>(_ type: D.Type, _ json: JSON?, at step: Path.Step) -> D {
        guard let json else { return D.placeholder }
        do {
            return try D(described: json)
        } catch {
            findings.add(path.to(step), error.code, error.detail)
            return D.placeholder
        }
    }

    func unsupported<T>(_ type: Any.Type) throws -> T {
        throw DecodingError.dataCorrupted(
            .init(codingPath: [], debugDescription: "\(type) is not described; a contract cannot hold it"))
    }
}

extension String {
    /// Short, and without the marks of a person's data: an `@`, white space or many digits.
    fileprivate var isPlainFieldName: Bool {
        var digits = 0
        for byte in utf8 {
            if byte.isDigit { digits += 1 }
            if !byte.isVisible || byte == UInt8(ascii: "@") { return false }
        }
        return digits < 6 && utf8.count <= 64
    }
}
