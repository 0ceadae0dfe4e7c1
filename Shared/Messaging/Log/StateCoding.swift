import Contracts
import Foundation

/// The one JSON form of states and of events' data, as contracts have it: sorted keys, instants in UTC with milliseconds,
/// ids in lower case.
public enum StateCoding {
    public static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSON.bytes(encoding: value), as: UTF8.self)
    }

    public static func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
        try JSON.parse(json.utf8).decoded(as: type)
    }

    /// Reads an event of the log by its contract name.
    public static func event<E: LoggedEvent>(_ type: E.Type, naam: String, _ json: String) throws -> E {
        try JSON.parse(json.utf8).decoded(as: type, configuration: naam)
    }
}
