extension Contract {
    /// JSON Schema 2020-12, complete in itself. Unknown fields are closed off as `strictness` says.
    public static var jsonSchema: JSON {
        guard case .object(var schema) = shape.schema(closed: strictness == .strict, lengths: listDefault) else {
            preconditionFailure("a contract's schema is an object")
        }
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["examples"] = [example.json]
        return .object(schema)
    }
}

extension EventData {
    /// As a contract's, with the address under which it is published.
    public static var publishedSchema: JSON {
        guard case .object(var schema) = jsonSchema else { return jsonSchema }
        schema["$id"] = .string(eventType.dataschema)
        return .object(schema)
    }
}

extension Shape {
    /// `closed`: whether unknown fields are refused, here and below. `lengths` is for a list.
    fileprivate func schema(closed: Bool, lengths: ClosedRange<Int>) -> JSON {
        switch self {
        case .leaf(let type): return type.schema
        case .list(let element):
            var schema: JSON.Members = [
                "type": "array", "items": element.schema(closed: closed, lengths: listDefault),
                "maxItems": .integer(Int64(lengths.upperBound)),
            ]
            if lengths.lowerBound > 0 { schema["minItems"] = .integer(Int64(lengths.lowerBound)) }
            return .object(schema)
        case .dictionary(let value):
            return [
                "type": "object", "additionalProperties": value.schema(closed: closed, lengths: listDefault),
            ]
        case .contract(let type, let fields):
            var properties: JSON.Members = [:]
            for field in fields {
                let schema = field.shape.schema(closed: closed, lengths: type.lists[field.name] ?? listDefault)
                properties[field.name] = schema.described(type.fields[field.name])
            }
            var schema: JSON.Members = [
                "type": "object", "title": .string(type.title), "properties": .object(properties),
            ]
            let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
            if !required.isEmpty { schema["required"] = .array(required) }
            if closed { schema["additionalProperties"] = false }
            return .object(schema)
        }
    }
}

extension JSON {
    fileprivate func described(_ description: String?) -> JSON {
        guard let description, case .object(var members) = self else { return self }
        members["description"] = .string(description)
        return .object(members)
    }
}
