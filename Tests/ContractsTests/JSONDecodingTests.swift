import Foundation
import Testing

@testable import Contracts

@Suite("What we wrote ourselves is read back by its own Decodable")
struct JSONDecodingTests {
    enum Block: String, Codable { case facts, wishes }

    struct Inner: Codable, Equatable {
        var at: Date
        var code: Block
    }

    enum Phase: Codable, Equatable {
        case open(since: Date)
        case ended(by: UUID, reason: Block?)
        case none
    }

    struct State: Codable, Equatable {
        var id = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
        var name = "naam \"met\" tekens"
        var at = Date(timeIntervalSince1970: 1_795_244_400.123)
        var flag = true
        var count = 7
        var small: Int16 = -3
        var share = 0.25
        var number: OIN? = OIN("00000099000000001000")
        var nothing: Date?
        var list = [Inner(at: Date(timeIntervalSince1970: 1), code: .wishes)]
        var dates = [Date(timeIntervalSince1970: 2)]
        var ids: [UUID]? = [UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9))]
        var texts: Set<String> = ["een"]
        var byName = ["a": Inner(at: Date(timeIntervalSince1970: 3), code: .facts)]
        var byBlock = [Block.facts: 1]
        var phases = [
            Phase.open(since: Date(timeIntervalSince1970: 4)), .ended(by: UUID.placeholder, reason: nil), .none,
        ]
        var rest: JSON = ["x": [1, true, "y"]]
    }

    private func read<T: Decodable>(_ text: String, as type: T.Type) throws -> T {
        try JSON.parse(text.utf8).decoded(as: type)
    }

    @Test("a value of every kind comes back as it was")
    func roundTrip() throws {
        let bytes = try JSON.bytes(encoding: State())
        #expect(try JSON.parse(bytes).decoded(as: State.self) == State())
    }

    @Test("null equals absent, also in a list")
    func nulls() throws {
        struct Optionals: Codable, Equatable {
            var a: String?
            var b: [Int?]
        }
        #expect(try read(#"{"a": null, "b": [1, null, 3]}"#, as: Optionals.self) == Optionals(a: nil, b: [1, nil, 3]))
    }

    @Test("leaves by themselves, as they stand in a row")
    func leaves() throws {
        #expect(try read("\"00000000-0000-0000-0000-000000000000\"", as: UUID.self) == .placeholder)
        #expect(try read("\"1970-01-01T00:00:01.000Z\"", as: Date.self) == Date(timeIntervalSince1970: 1))
        #expect(try read("[1.0, 2]", as: [Int].self) == [1, 2])
        #expect(try read("3", as: Double.self) == 3)
    }

    @Test(
        "what is no such value is refused",
        arguments: [
            "[]", "null", "{}", #"{"at": 3, "code": "facts"}"#, #"{"at": "gisteren", "code": "facts"}"#,
            #"{"at": "1970-01-01T00:00:01.000Z", "code": "other"}"#, #"{"at": "1970-01-01T00:00:01.000Z"}"#,
        ])
    func refused(_ text: String) {
        #expect(throws: DecodingError.self) { try read(text, as: Inner.self) }
    }

    @Test("numbers that do not fit, and other kinds than asked", arguments: ["70000", "1.5", "\"1\"", "true"])
    func numbers(_ text: String) {
        #expect(throws: DecodingError.self) { try read(text, as: Int16.self) }
    }
}
