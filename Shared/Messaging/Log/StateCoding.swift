import Contracts
import Foundation

/// The one JSON form of states and of events' data, as contracts have it: sorted keys, instants in UTC with milliseconds,
/// ids in lower case.
public enum StateCoding {
    public static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSON.bytes(encoding: value), as: UTF8.self)
    }

    public static func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
        try decoder.decode(type, from: Data(json.utf8))
    }

    /// Reads an event of the log by its contract name.
    public static func event<E: LoggedEvent>(_ type: E.Type, naam: String, _ json: String) throws -> E {
        try decoder.decode(type, from: Data(json.utf8), configuration: naam)
    }

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
