import Contracts
import Foundation
import Testing

private func bont(_ aantal: Int, _ kleuren: [Kleur]) -> [Violation] {
    aantal < kleuren.count
        ? [Violation(pointer: "/kleuren", code: "te-bont", detail: "Dat zijn te veel kleuren.")] : []
}

private struct Proefkop: Kop {
    var id: UUID
    var plek: Plek
    var sinds: Datum?
    var kleuren: [Kleur]

    static let fields = ["id": "Id.", "plek": "Waar.", "sinds": "Sinds wanneer.", "kleuren": "Welke."]
    static let example = Proefkop(
        id: UUID(uuidString: "01900000-0000-7000-8000-00000000000A") ?? UUID(), plek: .example,
        sinds: Datum("2026-02-28"), kleuren: [.rood])

    func check() -> [Violation] {
        guard let sinds, sinds.year < 1900 else { return [] }
        return [Violation(pointer: "/sinds", code: "te-oud", detail: "Dat is te lang geleden.")]
    }
}

private struct Begonnen: MetKop {
    var kop: Proefkop
    var aantal: Int
    var reden: KorteTekst?

    static let title = "Begonnen"
    static let eigenVelden = ["aantal": "Hoeveel.", "reden": "Waarom."]
    static let lists = ["kleuren": 1...2]
    static let example = Begonnen(kop: .example, aantal: 3, reden: KorteTekst("Omdat het moet"))

    func check() -> [Violation] { kop.check() + bont(aantal, kop.kleuren) }
}

private struct Geeindigd: MetKop {
    var kop: Proefkop

    static let title = "Geëindigd"
    static let example = Geeindigd(kop: .example.met(\.sinds, nil))
}

/// The same as `Begonnen` with every field written out.
private struct Uitgeschreven: Contract {
    var id: UUID
    var plek: Plek
    var sinds: Datum?
    var kleuren: [Kleur]
    var aantal: Int
    var reden: KorteTekst?

    static let title = Begonnen.title
    static let fields = Begonnen.fields
    static let lists = Begonnen.lists
    static let example = Uitgeschreven(
        id: Proefkop.example.id, plek: Proefkop.example.plek, sinds: Proefkop.example.sinds,
        kleuren: Proefkop.example.kleuren, aantal: Begonnen.example.aantal, reden: Begonnen.example.reden)

    func check() -> [Violation] {
        Proefkop(id: id, plek: plek, sinds: sinds, kleuren: kleuren).check() + bont(aantal, kleuren)
    }
}

private struct Lijst: Contract {
    var delen: [Begonnen]

    static let title = "Lijst"
    static let fields = ["delen": "Delen."]
    static let example = Lijst(delen: [.example])
}

@Suite("Een kop staat plat tussen de velden van zijn contract")
struct KopTests {
    let example = Begonnen.example.json

    private func found<C: Contract>(_ type: C.Type, _ json: JSON, _ strictness: Strictness) -> [String] {
        violations { () throws(Invalid) in try type.decode(json, strictness) }
    }

    @Test("hij wordt plat geschreven en gelezen")
    func roundTrip() throws {
        #expect(
            String(decoding: Begonnen.example.encoded(), as: UTF8.self)
                == #"{"aantal":3,"id":"01900000-0000-7000-8000-00000000000a","kleuren":["rood"],"#
                + #""plek":{"gemeente":"0202","sinds":"2026-02-28"},"reden":"Omdat het moet","sinds":"2026-02-28"}"#)
        #expect(Begonnen.example.encoded() == Uitgeschreven.example.encoded())
        #expect(example == Uitgeschreven.example.json)
        #expect(try Begonnen.decode(Begonnen.example.encoded(), .strict) == .example)
        #expect(try example.decoded(as: Begonnen.self) == .example)
        #expect(try Lijst.decode(Lijst.example.encoded(), .strict) == .example)
    }

    @Test("zijn velden lezen en schrijven als die van het contract")
    func members() {
        var begonnen = Begonnen.example
        #expect(begonnen.id == Proefkop.example.id)
        begonnen.sinds = nil
        #expect(begonnen.kop == Proefkop.example.met(\.sinds, nil))
        #expect(begonnen.json == example.with("sinds", nil))
    }

    @Test("twee contracten delen een kop en zijn uitleg")
    func shared() throws {
        #expect(Geeindigd.fields == Proefkop.fields)
        #expect(Begonnen.fields == Proefkop.fields.merging(Begonnen.eigenVelden) { $1 })
        #expect(try Geeindigd.decode(example.with("aantal", nil).with("reden", nil), .strict).kop == .example)
        #expect(Geeindigd.example.json.object?.keys.sorted() == ["id", "kleuren", "plek"])
    }

    @Test("het schema is dat van het contract met alle velden uitgeschreven")
    func schema() {
        #expect(Begonnen.jsonSchema == Uitgeschreven.jsonSchema)
        #expect(Begonnen.shape.leaves.map(\.pointer) == Uitgeschreven.shape.leaves.map(\.pointer))
        #expect(Begonnen.jsonSchema["required"] == ["id", "plek", "kleuren", "aantal"])
        #expect(SchemaCheck.faults(example, Begonnen.jsonSchema) == [])
    }

    @Test("alle fouten komen tegelijk en wijzen naar het veld zelf")
    func everythingAtOnce() {
        let json: JSON = [
            "id": "geen", "plek": ["gemeente": "02", "x": 1], "kleuren": ["paars", "rood", "rood"], "aantal": "3",
            "kop": ["id": 1], "extra": 1,
        ]
        let expected: Set = [
            "/id ongeldig", "/plek/gemeente ongeldig", "/plek/x onbekend-veld", "/kleuren te-veel",
            "/aantal verkeerd-type", "/kop onbekend-veld", "/extra onbekend-veld",
        ]
        #expect(Set(found(Begonnen.self, json, .strict)) == expected)
        #expect(found(Begonnen.self, json, .strict).count == expected.count)
        #expect(found(Lijst.self, ["delen": [example, json]], .strict).allSatisfy { $0.hasPrefix("/delen/1/") })
    }

    @Test(
        "wat er ook mis is, het contract met alle velden uitgeschreven zegt hetzelfde",
        arguments: [nil, .null, 1, "x", [], [:], ["rood", "rood", "rood"], ["gemeente": "0202", "sinds": 3]] as [JSON?])
    func same(wrong: JSON?) {
        for name in Begonnen.fields.keys.sorted() + ["kop", "super", "extra"] {
            for strictness in [Strictness.strict, .tolerant] {
                let json = example.with(name, wrong)
                #expect(
                    found(Begonnen.self, json, strictness).sorted()
                        == found(Uitgeschreven.self, json, strictness).sorted(), "\(name)")
            }
        }
        guard let wrong else { return }
        #expect(
            found(Begonnen.self, wrong, .strict).sorted() == found(Uitgeschreven.self, wrong, .strict).sorted())
    }

    @Test("een onbekend veld, ook een dat kop heet, wordt streng geweigerd en ruim overgeslagen")
    func unknown() throws {
        for name in ["kop", "super", "extra"] {
            #expect(found(Begonnen.self, example.with(name, 1), .strict) == ["/\(name) onbekend-veld"])
            #expect(try Begonnen.decode(example.with(name, 1), .tolerant) == .example)
        }
    }

    @Test("een veld van de kop dat mag ontbreken, ontbreekt ook als het null is")
    func optional() throws {
        for json in [example.with("sinds", nil), example.with("sinds", .null)] {
            #expect(try Begonnen.decode(json, .strict).sinds == nil)
        }
    }

    @Test("regels van de kop gelden voor ieder contract, en die van het contract zien ook de kop")
    func checks() {
        let old = example.with("sinds", "1850-01-01")
        #expect(found(Begonnen.self, old.with("aantal", 0), .strict) == ["/sinds te-oud", "/kleuren te-bont"])
        #expect(found(Geeindigd.self, old, .tolerant) == ["/sinds te-oud"])
        #expect(found(Lijst.self, ["delen": [example, old]], .strict) == ["/delen/1/sinds te-oud"])
        #expect(found(Begonnen.self, example.with("aantal", 0), .strict) == ["/kleuren te-bont"])
        #expect(found(Begonnen.self, example.with("aantal", 0).with("id", 1), .strict) == ["/id verkeerd-type"])
    }
}
