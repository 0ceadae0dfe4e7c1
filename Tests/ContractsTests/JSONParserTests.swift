import Testing

@testable import Contracts

@Suite("JSON wordt streng gelezen")
struct JSONParserTests {
    @Test(
        "ieder soort kapotte JSON wordt met de reden geweigerd",
        arguments: [
            ("", .empty), (" \n", .empty), ("{", .unfinished), ("[1,", .unfinished), ("\"abc", .unfinished),
            ("tru", .unfinished), ("trux", .unexpected), ("{\"a\"}", .unexpected), ("{a:1}", .unexpected),
            ("{\"a\":1,}", .unexpected), ("[1,]", .unexpected), ("[1 2]", .unexpected), ("'a'", .unexpected),
            ("nul", .unfinished), ("NaN", .unexpected), ("Infinity", .unexpected), ("// x\n1", .unexpected),
            ("1 2", .trailing), ("{}x", .trailing), ("{} {}", .trailing), ("\u{FEFF}{}", .unexpected),
            ("01", .number), ("-", .number), ("1.", .number), ("1e", .number), ("1e+", .number), ("-a", .number),
            (".5", .unexpected), ("+1", .unexpected), ("0x10", .trailing), ("1e999", .range), ("-1e999", .range),
            ("\"\\x\"", .escape), ("\"\\u12g4\"", .escape), ("\"\\u12", .unfinished), ("\"a\nb\"", .control),
            ("\"a\u{0}b\"", .control), ("\"\\u0000\"", .control), ("\"\\ud800\"", .surrogate),
            ("\"\\udc00\"", .surrogate), ("\"\\ud800\\ud800\"", .surrogate), ("\"\\ud800x\"", .surrogate),
            ("{\"a\":1,\"a\":2}", .duplicate), ("{\"a\":1,\"\\u0061\":2}", .duplicate),
            ("[{\"b\":{\"c\":1,\"c\":1}}]", .duplicate), ("[}", .unexpected), ("{\"a\":1]", .unexpected),
        ] as [(String, JSONSyntaxError.Reason)])
    func malformed(text: String, reason: JSONSyntaxError.Reason) {
        #expect { try JSON.parse(text) } throws: { ($0 as? JSONSyntaxError)?.reason == reason }
    }

    @Test("de fout noemt de plaats in bytes, niet de inhoud")
    func position() {
        #expect { try JSON.parse("{\"é\":true,!}") } throws: {
            ($0 as? JSONSyntaxError)?.description == "onverwacht teken (positie 11)"
        }
    }

    @Test(
        "ongeldige UTF-8 wordt geweigerd",
        arguments: [
            [0xFF], [0xC3, 0x28], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect { try JSON.parse([0x22] + bytes + [0x22]) } throws: {
            ($0 as? JSONSyntaxError)?.reason == .encoding
        }
        #expect { try JSON.parse([0x22, 0x5C, 0x6E] + bytes + [0x22]) } throws: {
            ($0 as? JSONSyntaxError)?.reason == .encoding
        }
        #expect(throws: JSONSyntaxError.self) { try JSON.parse(bytes) }
    }

    @Test("nesten mag tot en met 32 diep, en een miljoen haakjes loopt niet vast")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSON.parse(nested(32))
        #expect { try JSON.parse(nested(33)) } throws: { ($0 as? JSONSyntaxError)?.reason == .depth }
        #expect(throws: JSONSyntaxError.self) { try JSON.parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONSyntaxError.self) { try JSON.parse(String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test("getallen houden hun waarde, ook op de rand van 64 bits")
    func numbers() throws {
        #expect(try JSON.parse("9223372036854775807") == .integer(.max))
        #expect(try JSON.parse("-9223372036854775808") == .integer(.min))
        #expect(try JSON.parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSON.parse("-0") == .integer(0))
        #expect(try JSON.parse("1.0") == .number(1))
        #expect(try JSON.parse("1E2") == .number(100))
        #expect(try JSON.parse("5e-324") == .number(.leastNonzeroMagnitude))
        #expect(try JSON.parse("1e-400") == .number(0))
        #expect(throws: JSONSyntaxError.self) { try JSON.parse(String(repeating: "9", count: 60_000)) }
    }

    @Test("teksten komen er met al hun escapes goed uit")
    func strings() throws {
        #expect(try JSON.parse(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#) == "\"\\/\u{8}\u{C}\n\r\té😀")
        #expect(try JSON.parse("\"é😀\u{2028}\"") == "é😀\u{2028}")
        #expect(JSON.string("\u{1}\u{1F}\"\\\n\t\r/").text == #""\u0001\u001f\"\\\n\t\r/""#)
    }

    @Test("wat in een tekst niet zo mag staan valt op iedere plaats op", arguments: 0..<20)
    func places(length: Int) throws {
        for place in 0...length {
            func with(_ character: String) -> String {
                String(repeating: "a", count: place) + character + String(repeating: "b", count: length - place)
            }
            let escaped = [("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{1F}", "\\u001f")]
            for (character, escape) in escaped + [" ", "!", "#", "[", "]", "\u{7F}", "é", "😀"].map({ ($0, $0) }) {
                #expect(JSON.string(with(character)).text == "\"\(with(escape))\"")
                #expect(try JSON.parse("\"\(with(escape))\"  ") == .string(with(character)))
                #expect(try JSON.parse("\"\(with(escape))\"") == .string(with(character)))
            }
            for control in ["\u{1}", "\u{1F}"] {
                #expect { try JSON.parse("\"\(with(control))\"") } throws: {
                    $0 as? JSONSyntaxError == JSONSyntaxError(reason: .control, position: 1 + place)
                }
            }
            #expect { try JSON.parse(Array("\"\(with(""))".utf8) + [0xFF, 0x22]) } throws: {
                $0 as? JSONSyntaxError == JSONSyntaxError(reason: .encoding, position: 1)
            }
        }
    }

    @Test("schrijven sorteert de namen, en geeft steeds dezelfde bytes")
    func sorted() throws {
        let json: JSON = ["b": 1, "a": [.null, true, 1.5], "ab": ["z": "x", "Z": false]]
        #expect(json.text == #"{"a":[null,true,1.5],"ab":{"Z":false,"z":"x"},"b":1}"#)
        #expect(Set((0..<50).map { _ in JSON(encoding: json).encoded() }).count == 1)
        #expect(JSON.number(.infinity).text == "null")
    }

    @Test("een stuk van een grotere reeks bytes kan ook")
    func slices() throws {
        let bytes = Array("xx{\"a\":1}yy".utf8)
        #expect(try JSON.parse(bytes[2..<9]) == ["a": 1])
        #expect(try JSON.parse(bytes[2..<9].lazy.map { $0 }) == ["a": 1])
    }

    @Test("een JSON Pointer schrijft ~ en / anders")
    func pointer() {
        #expect(JSONPointer.escape("a/b~c") == "a~1b~0c")
        #expect(JSONPointer.escape("~1") == "~01")
        #expect(JSONPointer.escape("gewoon") == "gewoon")
    }
}
