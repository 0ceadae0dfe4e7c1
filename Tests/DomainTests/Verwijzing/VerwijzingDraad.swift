import Contracts
import Foundation
import VerwijzingDomain

/// Events as they travel and are stored: encoded as published, held to the contract, read back by the domain.
enum Draad {
    struct Afwijking: Error, CustomStringConvertible { let description: String }

    static let contracten = Dictionary(
        uniqueKeysWithValues: OverdrachtenEvents.all.map { ($0.eventType.name, $0 as any EventData.Type) })

    static func heenEnWeer(_ event: OverdrachtEvent) throws -> OverdrachtEvent {
        let json = JSON(encoding: event)
        try keur(json, event.naam)
        return try lees(OverdrachtEvent.self, json, event.naam)
    }

    static func heenEnWeer(_ event: ZaakEvent) throws -> ZaakEvent {
        let json = JSON(encoding: event)
        try keur(json, event.naam)
        return try lees(ZaakEvent.self, json, event.naam)
    }

    /// The contract takes it to the letter, and gives the same JSON back.
    static func keur(_ json: JSON, _ naam: String) throws {
        guard let contract = contracten[naam] else { throw Afwijking(description: "geen contract voor \(naam)") }
        func decodeer<C: EventData>(_ type: C.Type) throws {
            let waarde: C
            do {
                waarde = try C.decode(json, .strict)
            } catch {
                throw Afwijking(description: "\(naam): \(error)")
            }
            let schendingen = waarde.check()
            guard schendingen.isEmpty else { throw Afwijking(description: "\(naam): \(schendingen)") }
            guard waarde.json == json else { throw Afwijking(description: "\(naam): het contract mist iets") }
        }
        try decodeer(contract)
    }

    static func lees<E: DecodableWithConfiguration>(_ type: E.Type, _ json: JSON, _ naam: String) throws -> E
    where E.DecodingConfiguration == String {
        try decoder.decode(E.self, from: Data(json.encoded()), configuration: naam)
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
