import Contracts
import Foundation
import Testing

@Suite("De catalogus van gebeurtenissen")
struct EventCatalogueTests {
    @Test("een type bestaat uit domein, naam en versie")
    func types() {
        let type = EventType(domain: "overdrachten", name: "overdracht-aangeboden")
        #expect(type.type == "nl.keten.overdrachten.overdracht-aangeboden.v1")
        #expect(type.dataschema == "https://keten.example/schemas/nl.keten.overdrachten.overdracht-aangeboden.v1.json")
        #expect(EventType(parsing: type.type) == type)
        for wrong in [
            "", "nl.keten.x", "nl.keten.a.b.v0", "nl.keten.a.b.v01", "nl.keten.a.b.1", "nl.keten.a.b.v",
            "nl.ander.a.b.v1", "nl.keten.A.b.v1", "nl.keten.a.b.v1.x", "nl.keten.a..v1",
            "nl.keten.a.b.v99999999999999999999", "nl.keten.a.b.v+1",
        ] { #expect(EventType(parsing: wrong) == nil, "\(wrong)") }
    }

    @Test("een inkomend topic noemt zijn organisatie")
    func topics() throws {
        let oin = try #require(OIN("00000099000000001000"))
        #expect(Topics.in(oin) == "keten.in.00000099000000001000")
        #expect(Topics.uit(oin) == "keten.uit.00000099000000001000")
        #expect(Topics.organisation(ofInbound: Topics.in(oin)) == oin)
        for wrong in [Topics.uit(oin), Topics.meldingen, "keten.in.", "keten.in.x", Topics.in(oin) + "0"] {
            #expect(Topics.organisation(ofInbound: wrong) == nil)
        }
        #expect(try Regex(Topics.inboundPattern).firstMatch(in: Topics.in(oin)) != nil)
    }

    @Test("ieder type staat er één keer in en is op naam te vinden")
    func unique() {
        #expect(Set(EventCatalogue.all.map { $0.eventType }).count == EventCatalogue.all.count)
        for type in EventCatalogue.all {
            #expect(EventCatalogue.type(named: type.eventType.type)?.eventType == type.eventType)
            #expect(EventType(parsing: type.eventType.type) == type.eventType)
        }
        #expect(EventCatalogue.type(named: "nl.keten.meldingen.bestaat-niet.v1") == nil)
    }

    @Test("ieder veld is uitgelegd, en geen ander")
    func explained() {
        func check(_ shape: Shape, _ type: String) {
            switch shape {
            case .leaf: break
            case .list(let element), .dictionary(let element): check(element, type)
            case .contract(let contract, let fields):
                #expect(Set(contract.fields.keys) == Set(fields.map(\.name)), "\(type) \(contract)")
                #expect(contract.fields.values.allSatisfy { !$0.isEmpty }, "\(type) \(contract)")
                #expect(Set(contract.lists.keys).isSubset(of: fields.map(\.name)), "\(type) \(contract)")
                #expect(!contract.title.isEmpty)
                for field in fields { check(field.shape, type) }
            }
        }
        for type in EventCatalogue.all { check(type.shape, type.eventType.type) }
    }

    @Test("N3: geen enkele gebeurtenis kan vrije tekst bevatten")
    func noFreeText() {
        for type in EventCatalogue.all {
            for leaf in type.shape.leaves {
                let place = "\(type.eventType.type)\(leaf.pointer)"
                #expect(!(leaf.type is any FreeText.Type), "\(place)")
                #expect(leaf.type != JSON.self && leaf.type != BSN.self, "\(place)")
                let schema = leaf.type.schema
                if schema["type"] == "string" {
                    #expect(["pattern", "format", "enum"].contains { schema[$0] != nil }, "\(place) is unbounded")
                }
            }
        }
    }

    @Test("C3: iedere gebeurtenis van de keten zegt in haar gegevens of zij een oefening is")
    func exercises() {
        for type in EventCatalogue.all where !["register", "inkomend"].contains(type.eventType.domain) {
            guard case .contract(_, let fields) = type.shape else { continue }
            #expect(fields.contains { $0.name == "oefening" }, "\(type.eventType)")
        }
    }

    @Test("ieder voorbeeld voldoet aan zijn contract en zijn schema, en past in een bericht")
    func examples() throws {
        func check<Data: EventData>(_ type: Data.Type) throws {
            let bytes = type.example.encoded()
            #expect(try type.decode(bytes, .strict) == type.example, "\(type.eventType)")
            #expect(SchemaCheck.faults(type.example.json, type.publishedSchema) == [], "\(type.eventType)")
            #expect(type.publishedSchema["$id"] == .string(type.eventType.dataschema))
            let closed = type.publishedSchema["additionalProperties"] == false
            #expect(closed == (type.eventType.domain == "inkomend"), "\(type.eventType)")
            #expect(bytes.count < CloudEvent.limit / 8)
            if !["register"].contains(type.eventType.domain) {
                #expect(identifyingFields(in: type.example.json) == [], "\(type.eventType)")
            }
        }
        for type in EventCatalogue.all { try check(type) }
    }

    @Test("wat ooit geschreven is, wordt nog gelezen (Golden)")
    func golden() throws {
        let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        for file in files {
            let name = file.deletingPathExtension().lastPathComponent
            let type = try #require(EventCatalogue.type(named: name), "\(name) is not in the catalogue")
            func check<Data: EventData>(_ type: Data.Type) throws {
                let json = try JSON.parse(Array(try Foundation.Data(contentsOf: file)))
                #expect(try type.decode(json, .strict).json == json, "\(name)")
            }
            try check(type)
        }
        let written = Set(files.map { $0.deletingPathExtension().lastPathComponent })
        let missing = EventCatalogue.all.filter { !written.contains($0.eventType.type) }
            .map { "Golden/\($0.eventType.type).json, for instance \($0.example.json.text)" }
        #expect(missing == [])
    }
}
