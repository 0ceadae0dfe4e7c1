import Contracts
import Testing

@Suite("Uit het contract volgt het JSON Schema")
struct ContractSchemaTests {
    @Test("velden, soorten, verplichtheid en grenzen staan erin")
    func shape() throws {
        let schema = Proef.jsonSchema
        let properties = try #require(schema["properties"]?.object)
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["title"] == "Proef")
        #expect(schema["type"] == "object")
        #expect(schema["additionalProperties"] == false)
        #expect(schema["required"] == ["id", "op", "kleur", "aantal", "actief", "plek", "plekken"])
        #expect(Set(properties.keys) == Set(Proef.fields.keys))
        #expect(properties["id"] == ["type": "string", "format": "uuid", "description": "Id."])
        #expect(properties["op"] == ["type": "string", "format": "date-time", "description": "Wanneer."])
        #expect(
            properties["kleur"] == ["type": "string", "enum": ["rood", "licht-blauw"], "description": "Kleur."])
        #expect(properties["aantal"] == ["type": "integer", "description": "Hoeveel."])
        #expect(properties["actief"] == ["type": "boolean", "description": "Of het loopt."])
        #expect(properties["maat"] == ["type": "number", "description": "Hoe groot."])
        #expect(
            properties["reden"] == ["type": "string", "minLength": 1, "maxLength": 200, "description": "Waarom."])
        #expect(properties["kleuren"]?["maxItems"] == 200)
        #expect(properties["kleuren"]?["minItems"] == nil)
        #expect(properties["kleuren"]?["items"] == ["type": "string", "enum": ["rood", "licht-blauw"]])
        #expect(properties["plekken"]?["maxItems"] == 3)
        #expect(properties["plekken"]?["minItems"] == 1)
        #expect(properties["plekken"]?["items"]?["required"] == ["gemeente"])
        #expect(properties["plek"]?["additionalProperties"] == false)
        #expect(properties["plek"]?["properties"]?["sinds"]?["format"] == "date")
        #expect(properties["namen"]?["additionalProperties"]?["type"] == "string")
    }

    @Test("het voorbeeld voldoet aan het schema, en het schema weigert wat het contract weigert")
    func agrees() {
        let example = Proef.example.json
        #expect(SchemaCheck.faults(example, Proef.jsonSchema) == [])
        for (name, wrong) in [
            ("kleur", "groen"), ("aantal", "x"), ("plekken", []), ("plek", ["gemeente": "12"]), ("extra", 1),
            ("reden", ""), ("id", nil), ("namen", ["a": 1]),
        ] as [(String, JSON?)] {
            let json = example.with(name, wrong)
            #expect(!SchemaCheck.faults(json, Proef.jsonSchema).isEmpty, "\(name)")
            #expect(throws: Invalid.self, "\(name)") { try Proef.decode(json, .strict) }
        }
    }

    @Test("de vorm noemt het type van ieder blad")
    func leaves() {
        let leaves = Dictionary(uniqueKeysWithValues: Proef.shape.leaves.map { ($0.pointer, "\($0.type)") })
        #expect(leaves["/plekken/*/gemeente"] == "Gemeentecode")
        #expect(leaves["/kleuren/*"] == "Kleur")
        #expect(leaves["/namen/*"] == "Duur")
        #expect(leaves["/reden"] == "KorteTekst")
        #expect(leaves.count == 13)
    }
}
