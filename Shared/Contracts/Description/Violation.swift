/// One thing that is wrong with a message.
public struct Violation: Error, Codable, Sendable, Equatable {
    /// JSON Pointer (RFC 6901) of the value; the empty text is the whole document.
    public var pointer: String
    /// Kebab-case, for a program: see the constants below; a contract's own rules may add others.
    public var code: String
    /// Plain Dutch, for a person; never repeats the value.
    public var detail: String

    public init(pointer: String, code: String, detail: String) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }

    /// The codes that decoding itself gives.
    public enum Codes {
        public static let json = "geen-json"
        public static let missing = "ontbreekt"
        public static let type = "verkeerd-type"
        public static let value = "ongeldig"
        public static let unknown = "onbekend-veld"
        public static let tooMany = "te-veel"
        public static let tooFew = "te-weinig"
        public static let tooLarge = "te-groot"
        public static let identifying = "identificerend"
    }
}

/// A message that was refused, with everything that is wrong with it (at most `limit`); never empty.
public struct Invalid: Error, Sendable, Equatable, CustomStringConvertible {
    public static let limit = 100

    public var violations: [Violation]

    public init(_ violations: [Violation]) {
        precondition(!violations.isEmpty, "a refusal needs a reason")
        self.violations = Array(violations.prefix(Self.limit))
    }

    public init(pointer: String = "", code: String, detail: String) {
        self.init([Violation(pointer: pointer, code: code, detail: detail)])
    }

    public var description: String {
        violations.map { "\($0.pointer): \($0.code) (\($0.detail))" }.joined(separator: "; ")
    }
}

/// What happens to a field that the contract does not know.
public enum Strictness: Sendable {
    /// It is refused: for requests and inbound messages, where a misspelt name must not pass in silence.
    case strict
    /// It is ignored: for readers, so that a writer can add fields first.
    case tolerant
}
