import Contracts

/// The part of JSON Schema 2020-12 that our schemas use, written apart from the code that makes them.
enum SchemaCheck {
    static func faults(_ value: JSON, _ schema: JSON, at pointer: String = "") -> [String] {
        var faults: [String] = []
        func expect(_ holds: Bool, _ keyword: String) { if !holds { faults.append("\(pointer) \(keyword)") } }
        func whole(_ name: String) -> Int? { schema[name]?.integer.map(Int.init) }

        for keyword in (schema.object ?? [:]).keys {
            expect(known.contains(keyword), "unknown keyword \(keyword)")
        }
        switch (schema["type"]?.string, value) {
        case (nil, _), ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
            ("integer", .integer), ("number", .integer), ("number", .number):
            break
        default: expect(false, "type")
        }
        if let options = schema["enum"]?.array { expect(options.contains(value), "enum") }
        switch value {
        case .object(let members):
            for name in schema["required"]?.array ?? [] { expect(members[name.string ?? ""] != nil, "required") }
            for (name, member) in members {
                if let property = schema["properties"]?[name] {
                    faults += Self.faults(member, property, at: "\(pointer)/\(name)")
                } else if let rest = schema["additionalProperties"] {
                    if rest == false { expect(false, "additionalProperties") }
                    if rest.object != nil { faults += Self.faults(member, rest, at: "\(pointer)/\(name)") }
                }
            }
        case .array(let elements):
            expect(elements.count <= whole("maxItems") ?? .max, "maxItems")
            expect(elements.count >= whole("minItems") ?? 0, "minItems")
            for (index, element) in elements.enumerated() {
                faults += Self.faults(element, schema["items"] ?? [:], at: "\(pointer)/\(index)")
            }
        case .string(let text):
            expect(text.unicodeScalars.count <= whole("maxLength") ?? .max, "maxLength")
            expect(text.unicodeScalars.count >= whole("minLength") ?? 0, "minLength")
            if let pattern = schema["pattern"]?.string {
                do { expect(try Regex(pattern).firstMatch(in: text) != nil, "pattern") } catch {
                    expect(false, "unreadable pattern")
                }
            }
        case .null, .bool, .integer, .number: break
        }
        return faults
    }

    private static let known: Set<String> = [
        "$schema", "$id", "title", "description", "examples", "type", "enum", "required", "properties",
        "additionalProperties", "maxItems", "minItems", "items", "maxLength", "minLength", "pattern", "format",
        "minimum", "maximum",
    ]
}
