import Contracts
import Foundation
import Testing

@Suite("Willekeurige invoer laat niets vastlopen")
struct FuzzTests {
    static func random(_ depth: Int, _ generator: inout SplitMix64) -> JSON {
        func text() -> String {
            let scalars = (0..<Int.random(in: 0...8, using: &generator)).compactMap { _ -> Unicode.Scalar? in
                let top: UInt32 = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &generator) ?? 0x7F
                return Unicode.Scalar(UInt32.random(in: 1...top, using: &generator))
            }
            return String(String.UnicodeScalarView(scalars))
        }
        switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
        case 3:
            let number = Double(bitPattern: generator.next())
            return .number(number.isFinite ? number : 0.5)
        case 4, 5: return .string(text())
        case 6: return .array((0..<Int.random(in: 0...5, using: &generator)).map { _ in random(depth - 1, &generator) })
        default:
            var members: JSON.Members = [:]
            for _ in 0..<Int.random(in: 0...5, using: &generator) { members[text()] = random(depth - 1, &generator) }
            return .object(members)
        }
    }

    @Test("wat geschreven is, wordt gelijk teruggelezen", arguments: 0..<20)
    func roundTrip(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        for _ in 0..<100 {
            let json = Self.random(5, &generator)
            let bytes = json.encoded()
            let parsed = try JSON.parse(bytes)
            #expect(parsed == json)
            #expect(parsed.encoded() == bytes)
        }
    }

    @Test("willekeurige bytes geven een waarde of een fout", arguments: 0..<20)
    func noise(seed: UInt64) {
        var generator = SplitMix64(state: seed)
        let alphabet = Array("{}[]\",:\\u0123456789abdeftrlns.-+ ".utf8)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: .min ... .max, using: &generator)
                    : alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            // Only that it ends matters here.
            _ = try? CloudEvent.decode(structured: bytes, .strict)
            if let json = try? JSON.parse(bytes) { #expect((try? JSON.parse(json.encoded())) == json) }
        }
    }

    @Test("een veranderd bericht wordt gelezen of geweigerd, en wat gelezen is blijft gelijk", arguments: 0..<20)
    func mutated(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let event = CloudEventTests.event.with("data", Proef.example.json).encoded()
        for _ in 0..<300 {
            var bytes = event
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.remove(at: at)
                default: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: at)
                }
            }
            for strictness in [Strictness.strict, .tolerant] {
                guard let read = try? CloudEvent.decode(structured: bytes, strictness) else { continue }
                #expect(try CloudEvent.decode(structured: read.encoded(), strictness) == read)
                _ = read.identifyingFields
                guard let data = try? read.decodeData(Proef.self, strictness) else { continue }
                #expect(try Proef.decode(data.encoded(), .strict) == data)
            }
        }
    }

    @Test("willekeurige JSON als gegevens geeft alleen fouten met een plaats", arguments: 0..<10)
    func anyData(seed: UInt64) {
        var generator = SplitMix64(state: seed)
        for _ in 0..<200 {
            var json = Proef.example.json
            for name in Proef.fields.keys.sorted() where Bool.random(using: &generator) {
                json = json.with(name, Self.random(3, &generator))
            }
            do {
                let proef = try Proef.decode(json, .strict)
                #expect(SchemaCheck.faults(proef.json, Proef.jsonSchema).isEmpty)
            } catch {
                #expect(error.violations.allSatisfy { $0.pointer.isEmpty || $0.pointer.hasPrefix("/") })
            }
        }
    }
}
