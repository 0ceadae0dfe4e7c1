import Foundation
import Testing

@testable import Contracts

@Suite("What is encoded is written in one form")
struct JSONEncodingTests {
    /// Writes as its closure says.
    struct Written: Encodable {
        let write: @Sendable (any Encoder) throws -> Void
        func encode(to encoder: any Encoder) throws { try write(encoder) }
    }

    enum Name: String, CodingKey { case a, b, c, é }
    struct Refused: Error {}

    private func text(_ write: @escaping @Sendable (any Encoder) throws -> Void) throws -> String {
        let value = Written(write: write)
        let text = String(decoding: try JSON.bytes(encoding: value), as: UTF8.self)
        #expect(JSON(encoding: value).text == text)
        #expect(JSON(encoding: [value, value]).text == "[\(text),\(text)]")
        return text
    }

    @Test("names are sorted, and of one that comes twice the last value counts")
    func names() throws {
        let written = try text {
            var members = $0.container(keyedBy: Name.self)
            try members.encode(1, forKey: .c)
            try members.encode("x", forKey: .é)
            try members.encode([2], forKey: .a)
            try members.encode(3, forKey: .c)
            try members.encodeNil(forKey: .b)
        }
        #expect(written == #"{"a":[2],"b":null,"c":3,"é":"x"}"#)
    }

    @Test("containers inside one another may be written to by turns")
    func turns() throws {
        let written = try text {
            var members = $0.container(keyedBy: Name.self)
            var list = members.nestedUnkeyedContainer(forKey: .b)
            var object = members.nestedContainer(keyedBy: Name.self, forKey: .a)
            try list.encode(1)
            try object.encode(2, forKey: .b)
            try members.encode(UUID.placeholder, forKey: .c)
            var deep = list.nestedContainer(keyedBy: Name.self)
            try list.encode(3)
            try deep.encode(4, forKey: .a)
            try object.encode(5, forKey: .a)
            #expect(list.count == 3)
        }
        #expect(
            written == #"{"a":{"a":5,"b":2},"b":[1,{"a":4},3],"c":"00000000-0000-0000-0000-000000000000"}"#)
    }

    @Test("the head's encoder is the object's own; that of a name is a value inside")
    func supers() throws {
        let written = try text {
            var members = $0.container(keyedBy: Name.self)
            try 1.encode(to: members.superEncoder(forKey: .b))
            var head = members.superEncoder().container(keyedBy: Name.self)
            try head.encode(true, forKey: .a)
        }
        #expect(written == #"{"a":true,"b":1}"#)
    }

    @Test("a value that refuses leaves nothing behind")
    func refused() throws {
        let written = try text {
            var members = $0.container(keyedBy: Name.self)
            let refusing = Written {
                var inside = $0.container(keyedBy: Name.self)
                try inside.encode("lost", forKey: .a)
                throw Refused()
            }
            #expect(throws: Refused.self) { try members.encode(refusing, forKey: .b) }
            try members.encode(["kept"], forKey: .c)
            try members.encode(Optional<Int>.none, forKey: .a)
        }
        #expect(written == #"{"a":null,"c":["kept"]}"#)
    }

    @Test("leaves of every kind, by themselves, in a list and under a name")
    func leaves() throws {
        let at = Date(timeIntervalSince1970: -0.001)
        let values: [(any Encodable & Sendable, String)] = [
            (true, "true"), (-1, "-1"), (Int64.min, "-9223372036854775808"), (UInt64.max, "1.8446744073709552e+19"),
            (Int8(-8), "-8"), (Float(0.5), "0.5"), (1.0, "1.0"), (Double.infinity, "null"), ("é\"", #""é\"""#),
            (at, #""1969-12-31T23:59:59.999Z""#), (Kleur.lichtBlauw, #""licht-blauw""#), (Optional<Int>.none, "null"),
            (JSON.array([1.5, .null]), "[1.5,null]"), (OIN.placeholder, #""00000099000000001000""#),
            ([String: Int](), "{}"), ([Int](), "[]"), (["a b": [[1]]], #"{"a b":[[1]]}"#),
        ]
        for (value, expected) in values {
            // Asked itself, a Date writes a number.
            if !(value is Date) { #expect(try text { try value.encode(to: $0) } == expected) }
            #expect(
                try text { encoder in
                    var list = encoder.unkeyedContainer()
                    try list.encode(value)
                } == "[\(expected)]")
            #expect(
                try text { encoder in
                    var members = encoder.container(keyedBy: Name.self)
                    try members.encode(value, forKey: .a)
                } == "{\"a\":\(expected)}")
        }
    }

    @Test("a value of our own may be deeper than what is read from elsewhere, and hold U+0000")
    func own() {
        var deep: JSON = "\u{0}"
        for _ in 0..<100 { deep = [deep] }
        #expect(JSON(encoding: deep) == deep)
        #expect(JSON(encoding: ["a": deep]) == ["a": deep])
    }

    @Test("whatever JSON there is comes out as it is", arguments: 0..<20)
    func anything(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for _ in 0..<50 {
            let json = FuzzTests.random(4, &random)
            #expect(JSON(encoding: json) == json)
            #expect(try JSON.bytes(encoding: ["x": [json]]) == JSON.object(["x": [json]]).encoded())
        }
    }

    @Test("ids are read in either case and written in lower case", arguments: 0..<20)
    func ids(seed: UInt64) {
        var random = SplitMix64(state: seed)
        let id = withUnsafeBytes(of: (random.next(), random.next())) { UUID(uuid: $0.load(as: uuid_t.self)) }
        #expect(id.text == id.uuidString.lowercased())
        #expect(JSON(encoding: id) == .string(id.text))
        #expect(UUID(text: id.text) == id)
        #expect(UUID(text: id.uuidString) == id)
        #expect(UUID(text: id.uuidString + "0") == nil)
        #expect(UUID(text: String(id.text.dropLast()) + "g") == nil)
    }

    @Test("a kenmerk is taken in either case, and from no other letters", arguments: 0..<20)
    func kenmerken(seed: UInt64) {
        var random = SplitMix64(state: seed)
        let kenmerk = Kenmerk.make(prefix: "M", using: &random)
        #expect(Kenmerk(kenmerk.text) == kenmerk)
        #expect(Kenmerk(kenmerk.text.lowercased()) == kenmerk)
        for wrong in ["-" + kenmerk.text, kenmerk.text + "-", kenmerk.text.replacing("-", with: ""), "ſ", "M-é"] {
            #expect(Kenmerk(wrong) == nil)
        }
    }
}
