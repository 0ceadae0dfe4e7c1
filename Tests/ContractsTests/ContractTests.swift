import Contracts
import Foundation
import Testing

@Suite("Een contract leest, toetst en schrijft")
struct ContractTests {
    let example = Proef.example.json

    @Test("het voorbeeld gaat heen en terug, met steeds dezelfde bytes")
    func roundTrip() throws {
        #expect(try Proef.decode(Proef.example.encoded(), .strict) == Proef.example)
        #expect(Set((0..<50).map { _ in Proef.example.encoded() }).count == 1)
        #expect(
            Plek.example.encoded() == Array(#"{"gemeente":"0202","sinds":"2026-02-28"}"#.utf8))
        #expect(example["op"] == "2026-11-21T07:00:00.123Z")
        #expect(example["id"] == "01900000-0000-7000-8000-00000000000a")
    }

    @Test("alle fouten komen tegelijk, ieder met zijn plaats")
    func everythingAtOnce() {
        let json: JSON = [
            "id": "geen", "op": "gisteren", "kleur": "groen", "aantal": "3", "plek": "Arnhem",
            "plekken": [["gemeente": "02"], ["gemeente": "0202", "sinds": "2026-02-30", "x": 1], 7],
            "kleuren": ["rood", 1, "paars"], "reden": "", "maat": "groot", "extra": .null, "namen": ["a/b": "P0D"],
        ]
        #expect(
            Set(violations { () throws(Invalid) in try Proef.decode(json, .strict) }) == [
                "/id ongeldig", "/op ongeldig", "/kleur ongeldig", "/aantal verkeerd-type", "/actief ontbreekt",
                "/plek verkeerd-type", "/plekken/0/gemeente ongeldig", "/plekken/1/sinds ongeldig",
                "/plekken/1/x onbekend-veld", "/plekken/2 verkeerd-type", "/kleuren/1 verkeerd-type",
                "/kleuren/2 ongeldig", "/reden ongeldig", "/maat verkeerd-type", "/extra onbekend-veld",
                "/namen/a~1b ongeldig",
            ])
    }

    @Test("een leeg object noemt ieder verplicht veld, zonder de velden daaronder")
    func empty() {
        #expect(
            Set(violations { () throws(Invalid) in try Proef.decode([:], .tolerant) })
                == Set(["id", "op", "kleur", "aantal", "actief", "plek", "plekken"].map { "/\($0) ontbreekt" }))
    }

    @Test("null is hetzelfde als afwezig", arguments: Proef.fields.keys.sorted())
    func null(field: String) {
        let optional = ["kleuren", "reden", "maat", "namen"].contains(field)
        for json in [example.with(field, .null), example.with(field, nil)] {
            #expect(
                violations { () throws(Invalid) in try Proef.decode(json, .strict) }
                    == (optional ? [] : ["/\(field) ontbreekt"]))
        }
    }

    @Test("een onbekend veld wordt streng geweigerd en ruim overgeslagen", arguments: ["a/b", "m~n", "é"])
    func unknown(name: String) throws {
        let json = example.with(name, 1)
        #expect(
            violations { () throws(Invalid) in try Proef.decode(json, .strict) }
                == [name == "é" ? " onbekend-veld" : "/\(JSONPointer.escape(name)) onbekend-veld"])
        #expect(try Proef.decode(json, .tolerant) == .example)
    }

    @Test(
        "een veldnaam die zelf een gegeven is, wordt niet herhaald",
        arguments: ["999990019", "jan@voorbeeld.nl", "Jan de Vries"])
    func names(name: String) {
        #expect(
            violations { () throws(Invalid) in try Proef.decode(example.with(name, 1), .strict) } == [" onbekend-veld"])
    }

    @Test("een foutmelding herhaalt de waarde niet")
    func noEcho() {
        let secret = "GEHEIM-4711"
        let json = Proef.fields.keys.reduce(example) { $0.with($1, .string(secret)) }
        #expect(throws: Invalid.self) { try Proef.decode(json, .strict) }
        do { _ = try Proef.decode(json, .strict) } catch { #expect(!error.description.contains(secret)) }
    }

    @Test("een lijst is aan zijn lengte gebonden")
    func lists() {
        let plek = Plek.example.json
        func found(_ name: String, _ list: [JSON]) -> [String] {
            violations { () throws(Invalid) in try Proef.decode(example.with(name, .array(list)), .strict) }
        }
        #expect(found("plekken", []) == ["/plekken te-weinig"])
        #expect(found("plekken", [plek, plek, plek]) == [])
        #expect(found("plekken", [plek, plek, plek, plek]) == ["/plekken te-veel"])
        #expect(found("kleuren", Array(repeating: "rood", count: 200)) == [])
        #expect(found("kleuren", Array(repeating: "rood", count: 201)) == ["/kleuren te-veel"])
    }

    @Test("regels over velden heen gelden pas als ieder veld klopt, ook in een deel")
    func checks() {
        let old = Plek.example.json.with("sinds", "1850-01-01")
        let json = example.with("aantal", -1).with("plekken", [Plek.example.json, old])
        #expect(violations { () throws(Invalid) in try Proef.decode(json, .strict) } == ["/plekken/1/sinds te-oud"])
        #expect(
            violations { () throws(Invalid) in try Proef.decode(example.with("aantal", -1), .strict) }
                == ["/aantal negatief"])
    }

    @Test("getallen: 3.0 is een geheel getal, 3.5 en te grote niet")
    func integers() throws {
        #expect(try Proef.decode(example.with("aantal", 3.0), .strict).aantal == 3)
        for wrong: JSON in [3.5, 1e300, "3", true] {
            #expect(
                violations { () throws(Invalid) in try Proef.decode(example.with("aantal", wrong), .strict) }
                    == ["/aantal verkeerd-type"])
        }
        #expect(try Proef.decode(example.with("maat", 2), .strict).maat == 2)
    }

    @Test("wat geen object is, is één fout", arguments: [.null, 1, "x", [], true] as [JSON])
    func noObject(json: JSON) {
        #expect(violations { () throws(Invalid) in try Proef.decode(json, .strict) } == [" verkeerd-type"])
    }

    @Test("bytes die geen JSON zijn, zijn één fout van het geheel")
    func noJSON() {
        #expect(violations { () throws(Invalid) in try Proef.decode(Array("{".utf8), .strict) } == [" geen-json"])
    }

    @Test("het aantal gemelde fouten is begrensd")
    func limit() {
        let many = JSON.object(JSON.Members((0..<5000).map { ("x\($0)", JSON.null) }))
        #expect(violations { () throws(Invalid) in try Proef.decode(many, .strict) }.count == Invalid.limit)
    }

    @Test("ook een waarde zonder contract krijgt één JSON-vorm")
    func encodingAnything() {
        struct Los: Encodable {
            var a: UInt8 = 7
            var b: Float = 0.5
            var c: [Int?] = [1, nil]
            var d = ["x": Date(timeIntervalSince1970: 0)]
            var e: UUID? = nil
            var f = UInt64.max
        }
        #expect(
            JSON(encoding: Los()).text
                == #"{"a":7,"b":0.5,"c":[1,null],"d":{"x":"1970-01-01T00:00:00.000Z"},"f":1.8446744073709552e+19}"#)
    }
}
