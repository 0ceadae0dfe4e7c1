extension Contract {
    /// Decodes and validates; every violation is reported at once.
    public static func decode(_ json: JSON, _ strictness: Strictness) throws(Invalid) -> Self {
        let findings = ContractDecoder.Findings(strictness: strictness)
        let root = ContractDecoder(nil, at: .root, findings: findings)
        let value: Self
        do {
            value = try root.decode(Self.self, json, at: .root)
        } catch {
            // A type that can't give a placeholder stopped the pass early; what was found until there is reported.
            throw findings.violations.isEmpty
                ? Invalid(code: Violation.Codes.value, detail: "Het bericht is niet te lezen.")
                : Invalid(findings.violations)
        }
        guard findings.violations.isEmpty else { throw Invalid(findings.violations) }
        return value
    }

    /// As `decode(_:_:)`; bytes that are no JSON are one violation of the whole document.
    public static func decode(_ bytes: some Collection<UInt8>, _ strictness: Strictness) throws(Invalid) -> Self {
        try decode(try JSON.parsing(bytes), strictness)
    }

    /// The JSON form: moments in UTC, absent optionals left out.
    public var json: JSON { JSON(encoding: self) }

    /// Sorted by name, without white space: the same value always gives the same bytes.
    public func encoded() -> [UInt8] { json.encoded() }
}

extension JSON {
    /// `parse`, with the syntax error as a violation.
    static func parsing(_ bytes: some Collection<UInt8>) throws(Invalid) -> JSON {
        do {
            return try parse(bytes)
        } catch {
            throw Invalid(code: Violation.Codes.json, detail: "Geen geldige JSON: \(error).")
        }
    }
}
