extension Contract {
    /// Decodes and validates; every violation is reported at once, unless the contract repairs what is wrong.
    public static func decode(_ json: JSON, _ strictness: Strictness) throws(Invalid) -> Self {
        do throws(Invalid) {
            return try decodeAsIs(json, strictness)
        } catch {
            guard let repaired = repaired(json, error.violations) else { throw error }
            return try decodeAsIs(repaired, strictness)
        }
    }

    private static func decodeAsIs(_ json: JSON, _ strictness: Strictness) throws(Invalid) -> Self {
        let findings = ContractDecoder.Findings(strictness: strictness)
        let root = ContractDecoder(nil, at: .root, findings: findings)
        let value: Self
        do {
            value = try root.decode(Self.self, json)
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
    public func encoded() -> [UInt8] {
        do {
            return try JSON.bytes(encoding: self)
        } catch {
            preconditionFailure("\(type(of: self)) cannot be encoded")
        }
    }
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

extension JSON {
    /// This object without the members that violations point at; a violation deep in an array takes the element out.
    public func without(_ violations: [Violation]) -> JSON {
        guard case .object(var members) = self else { return self }
        var elements: [String: Set<Int>] = [:]
        for violation in violations {
            let steps = violation.pointer.split(separator: "/").map {
                String($0).replacing("~1", with: "/").replacing("~0", with: "~")
            }
            guard let name = steps.first else { continue }
            if steps.count > 1, let index = Int(steps[1]) {
                elements[name, default: []].insert(index)
            } else {
                members[name] = nil
            }
        }
        for (name, wrong) in elements {
            guard case .array(let list)? = members[name] else { continue }
            members[name] = .array(list.enumerated().filter { !wrong.contains($0.offset) }.map(\.element))
        }
        return .object(members)
    }
}
