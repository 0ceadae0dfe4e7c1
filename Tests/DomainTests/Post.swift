import Contracts
import Foundation

/// Events as they travel: encoded as published, held to their contract to the letter, read back by the domain.
enum Post {
    struct Afwijking: Error, CustomStringConvertible { let description: String }

    static func heenEnWeer<E: Encodable & DecodableWithConfiguration>(
        _ event: E, _ naam: String, domein: String
    ) throws -> E where E.DecodingConfiguration == String {
        let json = JSON(encoding: event)
        try keur(json, naam, domein: domein)
        return try lees(E.self, json, naam)
    }

    /// The contract takes it strictly and gives the same JSON back, so that it misses no field.
    static func keur(_ json: JSON, _ naam: String, domein: String) throws {
        let type = EventType(domain: domein, name: naam).type
        guard let contract = EventCatalogue.type(named: type) else {
            throw Afwijking(description: "geen contract voor \(type)")
        }
        func decodeer<C: EventData>(_ contract: C.Type) throws {
            do {
                guard try C.decode(json, .strict).json == json else {
                    throw Afwijking(description: "\(type): het contract mist iets")
                }
            } catch let ongeldig as Invalid {
                throw Afwijking(description: "\(type): \(ongeldig)")
            }
        }
        try decodeer(contract)
    }

    static func lees<E: DecodableWithConfiguration>(
        _ type: E.Type, _ json: JSON, _ configuration: E.DecodingConfiguration
    ) throws -> E {
        try decoder.decode(E.self, from: Data(json.encoded()), configuration: configuration)
    }

    /// A state as its row holds it.
    static func bewaard<S: Codable>(_ state: S) throws -> S {
        try decoder.decode(S.self, from: Data(JSON(encoding: state).encoded()))
    }

    static func golden(_ naam: String, domein: String) throws -> JSON {
        let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
        let plaats = tests.appending(path: "ContractsTests/Golden/\(EventType(domain: domein, name: naam).type).json")
        return try JSON.parse(Array(try Data(contentsOf: plaats)))
    }

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let moment = RFC3339.date(try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "geen tijdstip")
            }
            return moment
        }
        return decoder
    }()
}

/// SplitMix64: the same throws for the same seed, so that a failure can be played again.
struct Dobbelsteen: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func ja(_ eenOp: Int = 2) -> Bool { Int.random(in: 0..<eenOp, using: &self) == 0 }

    mutating func uuid() -> UUID {
        let (a, b) = (next(), next())
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: a >> (8 * $0)) }
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: b >> (8 * $0)) }
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

extension Collection {
    func een(_ dobbelsteen: inout Dobbelsteen) -> Element {
        guard let element = randomElement(using: &dobbelsteen) else { fatalError("an empty choice") }
        return element
    }
}
