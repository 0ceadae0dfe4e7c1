import Contracts
import Foundation

/// The one JSON form of states and of events' data: sorted keys, instants in UTC with milliseconds.
public enum StateCoding {
    public static func encode(_ value: some Encodable) throws -> String {
        String(decoding: lowercasingUUIDs(Array(try encoder.encode(value))), as: UTF8.self)
    }

    public static func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
        try decoder.decode(type, from: Data(json.utf8))
    }

    /// Reads an event of the log by its contract name.
    public static func event<E: LoggedEvent>(_ type: E.Type, naam: String, _ json: String) throws -> E {
        try decoder.decode(type, from: Data(json.utf8), configuration: naam)
    }

    /// Foundation writes UUIDs in capitals. In keys, subjects, URLs and other services' events they are in lower case, and
    /// whoever reads an event compares them as text.
    private static func lowercasingUUIDs(_ json: [UInt8]) -> [UInt8] {
        var json = json
        var start = 0
        while let quote = json[start...].firstIndex(of: UInt8(ascii: "\"")) {
            start = quote + 1
            let end = start + 36
            guard end < json.count, json[end] == UInt8(ascii: "\""), isUUID(json[start..<end]) else { continue }
            for index in start..<end where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(json[index]) {
                json[index] |= 0x20
            }
            start = end
        }
        return json
    }

    private static func isUUID(_ text: ArraySlice<UInt8>) -> Bool {
        text.enumerated().allSatisfy { offset, byte in
            [8, 13, 18, 23].contains(offset)
                ? byte == UInt8(ascii: "-")
                : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
        }
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(RFC3339.text(date))
        }
        return encoder
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = RFC3339.date(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 instant")
            }
            return date
        }
        return decoder
    }()
}
