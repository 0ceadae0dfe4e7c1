import Foundation
import Messaging
import VeiligheidDomain

/// Which measure of one kind was recorded last for one child. Read under the lock of the casus, after it is held: of two
/// recordings at the same instant the second finds the first (R7).
struct Maatregelplaats: Projection, Equatable {
    let regio: String
    var maatregel: UUID

    static var kind: String { "maatregelplaats" }
    var regionCode: String { regio }

    static func id(_ zaak: UUID, _ kind: GezinslidId, _ soort: Maatregelsoort) -> UUID {
        UUID(named: "maatregel \(zaak.text) \(kind.waarde.text) \(soort.rawValue)")
    }
}

extension Scope {
    /// The rows that recording a measure needs once the casus is locked: where the last one of its kind stands, and then
    /// that one.
    func naastMaatregel(_ plaats: UUID) throws -> [AggregateRef] {
        let ref = AggregateRef(projection: Maatregelplaats.self, plaats)
        do {
            return [ref]
                + (try load(projection: Maatregelplaats.self, plaats).map {
                    [AggregateRef(Maatregel.self, $0.maatregel)]
                } ?? [])
        } catch EngineError.notDeclared { return [ref] }
    }
}
